"""Collecting the statements of one named graph."""

from __future__ import annotations

from datetime import date
from typing import Final

from diplograph.model import Iri, Literal, Quad
from diplograph.vocab import RDF, RDFS, XSD

_SCORE_DIGITS: Final = 4


def decimal(value: float | str) -> Literal:
    """An `xsd:decimal` in its canonical form, rounded to four digits when it is a float.

    >>> decimal(0.850).value, decimal(1.0).value, decimal("-40.2500").value
    ('0.85', '1', '-40.25')
    """
    text = f"{value:.{_SCORE_DIGITS}f}" if isinstance(value, float) else str(value)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in {"", "-0"} else text, XSD.decimal)


def integer(value: int) -> Literal:
    """An `xsd:integer`."""
    return Literal(str(value), XSD.integer)


def day_start(day: date) -> Literal:
    """The first moment of a day, UTC."""
    return Literal(f"{day.isoformat()}T00:00:00Z", XSD.dateTime)


def day_end(day: date) -> Literal:
    """The last second of a day, UTC."""
    return Literal(f"{day.isoformat()}T23:59:59Z", XSD.dateTime)


class LabelBook:
    """Makes labels unique in one graph by numbering repetitions."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, label: str, qualifier: str = "") -> str:
        """The label; if it is taken, with the qualifier in brackets or a number that makes it new."""
        candidate, number = label, 1
        if qualifier and candidate.casefold() in self._taken:
            candidate = label = f"{label} ({qualifier})"
        while candidate.casefold() in self._taken:
            number += 1
            candidate = f"{label} ({number})"
        self._taken.add(candidate.casefold())
        return candidate


class Statements:
    """The statements of one graph so far.

    Args:
        graph_name: the graph.
    """

    def __init__(self, graph_name: Iri) -> None:
        self._graph_name = graph_name
        self._quads: dict[Quad, None] = {}

    def add(self, subject: Iri, predicate: str, value: Iri | Literal) -> None:
        """State something; saying it twice changes nothing."""
        self._quads[Quad(subject, Iri(predicate), value, self._graph_name)] = None

    def describe(self, subject: Iri, class_iri: str, label: str) -> None:
        """State what something is and its English label."""
        self.add(subject, RDF.type, Iri(class_iri))
        self.add(subject, RDFS.label, Literal(label, RDF.langString, "en"))

    def text(self, subject: Iri, predicate: str, value: str | None) -> None:
        """State a string, unless it is missing or empty."""
        if value:
            self.add(subject, predicate, Literal(value))

    def quads(self) -> list[Quad]:
        """All statements, sorted."""
        return sorted(self._quads)
