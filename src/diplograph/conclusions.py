"""Conclusions: statements that rules would write, each with a name that its two directions share if it has two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from diplograph.model import Iri, Quad
from diplograph.vocab import CONCLUSION, DG, GRAPH_INFERRED, GRAPH_ONTOLOGY

SYMMETRIC: Final = frozenset({DG.metWith, DG.isAlliedWith})
"""Properties of which each conclusion is written both ways."""

_BASE: Final = GRAPH_ONTOLOGY.removesuffix("graph/ontology")
_NAMESPACE: Final = DG.Claim.removesuffix("Claim")
_GRAPH: Final = Iri(GRAPH_INFERRED)


class Conclusion(NamedTuple):
    """A statement that a rule would write; use `conclude` to make one."""

    subject: str
    property_iri: str
    object: str

    @property
    def iri(self) -> str:
        """Its name.

        >>> turkey, azerbaijan = (f"https://w3id.org/diplograph/kb/state/{name}" for name in ("Turkey", "Azerbaijan"))
        >>> conclude(turkey, DG.backs, azerbaijan).iri
        'https://w3id.org/diplograph/conclusion/kb/state/Turkey;backs;kb/state/Azerbaijan'
        """
        return f"{CONCLUSION}{_short(self.subject)};{self.property_iri.removeprefix(_NAMESPACE)};{_short(self.object)}"

    def quads(self) -> Iterator[Quad]:
        """What is written in the inferred graph when the conclusion holds."""
        one, other = Iri(self.subject), Iri(self.object)
        yield Quad(one, Iri(self.property_iri), other, _GRAPH)
        if self.property_iri in SYMMETRIC:
            yield Quad(other, Iri(self.property_iri), one, _GRAPH)


def conclude(subject: str, property_iri: str, object_: str) -> Conclusion:
    """The conclusion of that statement; the ends of a symmetric property in the order of their IRIs."""
    if property_iri in SYMMETRIC and object_ < subject:
        subject, object_ = object_, subject
    return Conclusion(subject, property_iri, object_)


def read_conclusion(iri: str) -> Conclusion:
    """The conclusion that bears a name."""
    subject, name, object_ = iri.removeprefix(CONCLUSION).split(";")
    return Conclusion(_long(subject), _NAMESPACE + name, _long(object_))


def _short(iri: str) -> str:
    rest = iri.removeprefix(_BASE)
    return f"={quote(iri, safe='')}" if rest == iri or ";" in rest else rest


def _long(text: str) -> str:
    return unquote(text[1:]) if text.startswith("=") else _BASE + text
