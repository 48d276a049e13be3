"""Terms and statements as reports write them."""

from __future__ import annotations

from typing import Final

from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning.report import short_name
from diplograph.vocab import ARTICLE, KB, PREFIXES, RDF

_TEXT_CHARS: Final = 60


def compact(iri: str) -> str:
    """An IRI with diplograph's prefixes.

    >>> compact("https://w3id.org/diplograph/ont#State"), compact("https://w3id.org/diplograph/kb/state/Turkey")
    ('dg:State', 'kb:state/Turkey')
    """
    if iri.startswith(ARTICLE):
        return iri.removeprefix(ARTICLE)
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


_NAMESPACES: Final = sorted({"kb": KB, **PREFIXES}.items(), key=lambda item: -len(item[1]))


def term(value: Iri | Literal) -> str:
    """A term: an IRI with a prefix, a literal in quotation marks, cut when it is long."""
    if isinstance(value, Iri):
        return compact(value.value)
    text = " ".join(value.value.split())
    return f'"{text if len(text) <= _TEXT_CHARS else text[: _TEXT_CHARS - 1] + "…"}"'


def statement(quad: Quad) -> str:
    """A statement and the graph that makes it."""
    predicate = "is a" if quad.predicate.value == RDF.type else compact(quad.predicate.value)
    return f"{term(quad.subject)} {predicate} {term(quad.object)} [{short_name(quad.graph_name.value)}]"
