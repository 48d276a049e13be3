"""The IRIs of everything that diplograph writes: readable, and the same for the same input."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

from diplograph.model import ActorClass, Iri
from diplograph.vocab import ARTICLE, CODE, GRAPH_ARTICLE, KB

_KINDS: Final = {
    ActorClass.STATE: "state",
    ActorClass.DISPUTED_POLITY: "polity",
    ActorClass.PERSON: "person",
    ActorClass.GROUP: "group",
}
_NOT_IN_SLUG: Final = re.compile(r"[^A-Za-z0-9]+")


def document_iri(article_id: str) -> Iri:
    """The document that an article is.

    >>> document_iri("3f2a9c0d1e4b5a67").value
    'https://w3id.org/diplograph/article/3f2a9c0d1e4b5a67'
    """
    return Iri(ARTICLE + article_id)


def article_graph(article_id: str) -> Iri:
    """The named graph of an article."""
    return Iri(GRAPH_ARTICLE + article_id)


def part_iri(article_id: str, kind: str, name: str | int) -> Iri:
    """A part of an article's graph.

    >>> part_iri("3f2a9c0d1e4b5a67", "claim", 3).value
    'https://w3id.org/diplograph/article/3f2a9c0d1e4b5a67/claim/3'
    """
    return Iri(f"{ARTICLE}{article_id}/{kind}/{name}")


def kb_iri(kind: str, *keys: str) -> Iri:
    """A known thing.

    >>> kb_iri("holding", "President_of_France", "Emmanuel_Macron", "2017-05-14").value
    'https://w3id.org/diplograph/kb/holding/President_of_France/Emmanuel_Macron/2017-05-14'
    """
    return Iri(KB + "/".join([kind, *(quote(key, safe="-._~(),'!") for key in keys)]))


def actor_kind(actor_class: ActorClass) -> str:
    """The part of a known actor's IRI that says what it is: state, polity, person, group or organization."""
    return _KINDS.get(actor_class, "organization")


def code_iri(scheme: str, code: str) -> Iri:
    """A code of a list that the ontology defines.

    Raises:
        KeyError: the list has no such code.
    """
    return Iri(CODE[f"{scheme}-{code}"])


def slug(label: str) -> str:
    """A label as the last part of an IRI: ASCII letters and digits joined by `_`; may be empty.

    >>> slug("Élysée spokesman, unnamed")
    'Elysee_spokesman_unnamed'
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return _NOT_IN_SLUG.sub("_", plain).strip("_")


class SlugBook:
    """Gives each label of one kind its own slug; labels that look alike get a number, in order of coming."""

    def __init__(self, fallback: str) -> None:
        self._fallback = fallback
        self._slugs: dict[str, str] = {}

    def __contains__(self, label: str) -> bool:
        """Whether the label has a slug already."""
        return label in self._slugs

    def slug_for(self, label: str) -> str:
        """The slug of a label, always the same in one book."""
        if label not in self._slugs:
            base = slug(label) or self._fallback
            taken = set(self._slugs.values())
            numbered = (f"{base}_{number}" for number in range(2, len(taken) + 3))
            self._slugs[label] = base if base not in taken else next(each for each in numbered if each not in taken)
        return self._slugs[label]
