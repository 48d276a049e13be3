"""Statements of an AIF file while it is put together."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.export.foreign import AIF, NUMBERS, REIFIED
from diplograph.model import Iri, Literal, Quad
from diplograph.vocab import RDF, XSD

_NO_GRAPH = Iri("")


class Nodes:
    """The statements so far."""

    def __init__(self) -> None:
        self._quads: set[Quad] = set()

    def quads(self) -> set[Quad]:
        """All statements, in no graph."""
        return self._quads

    def add(self, subject: Iri, predicate: str, value: Iri | Literal) -> None:
        """State something."""
        self._quads.add(Quad(subject, Iri(predicate), value, _NO_GRAPH))

    def typed(self, subject: Iri, class_iri: str) -> None:
        """State what something is."""
        self.add(subject, RDF.type, Iri(class_iri))

    def edge(self, node: Iri, class_iri: str, content: tuple[Iri, Iri | Literal, Iri]) -> None:
        """An AIF statement node: subject, predicate or role, and object."""
        self.typed(node, class_iri)
        for name, value in zip(("subject", "predicate", "object"), content, strict=True):
            self.add(node, REIFIED[name], value)

    def time(self, node: Iri, components: Sequence[tuple[str, str]]) -> None:
        """An LDC time whose beginning lies ON, AFTER or BEFORE days in ISO 8601."""
        self.typed(node, AIF["LDCTime"])
        for time_type, day in components:
            part = Iri(f"{node.value}/{time_type.lower()}")
            year, month, day_of_month = day.split("-")
            self.add(node, AIF["start"], part)
            self.typed(part, AIF["LDCTimeComponent"])
            self.add(part, AIF["timeType"], text(time_type))
            self.add(part, AIF["year"], Literal(year, NUMBERS["gYear"]))
            self.add(part, AIF["month"], Literal(f"--{month}", NUMBERS["gMonth"]))
            self.add(part, AIF["day"], Literal(f"---{day_of_month}", NUMBERS["gDay"]))


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(value, XSD.string)


def integer(value: int) -> Literal:
    """A whole number, as AIF types it."""
    return Literal(str(value), NUMBERS["int"])
