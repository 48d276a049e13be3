"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from diplograph.errors import MissingPartError
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_INFERRED, GRAPH_ONTOLOGY, GRAPH_REGISTER, GRAPH_REVIEWS

_SHORT_NAMES: Final = {
    GRAPH_ONTOLOGY: "ontology",
    GRAPH_REGISTER: "register",
    GRAPH_REVIEWS: "reviews",
    GRAPH_INFERRED: "inferred",
}


class Severity(StrEnum):
    """How bad a finding is."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        part: the part of the check that found it; see `PARTS`.
        severity: violations make the check fail, warnings do not.
        about: IRI of the thing; empty when the finding is about the whole.
        message: one sentence.
        graphs: names of the graphs to blame, all of them where several are needed for the fault; empty when the
            finding comes from no graph.
        because: what the finding follows from, a line for each statement (with its graph) and each axiom.
    """

    part: str
    severity: Severity
    about: str
    message: str
    graphs: tuple[str, ...] = ()
    because: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The graphs to blame by their short names: an article's id, `register`, `reviews`, `inferred`, `ontology`."""
        return tuple(short_name(graph) for graph in self.graphs)


@dataclass(frozen=True, slots=True)
class Looked:
    """The outcome of one part of a check.

    Attributes:
        summary: what was looked at, with numbers.
        findings: what was found.
        graphs: names of the graphs that were looked at wholly.
    """

    summary: str
    findings: tuple[Finding, ...] = ()
    graphs: tuple[str, ...] = ()

    @property
    def sound_graphs(self) -> tuple[str, ...]:
        """The graphs in which nothing was found; none when something was found that belongs to no graph."""
        if not all(finding.graphs for finding in self.findings):
            return ()
        faulty = {name for finding in self.findings for name in finding.graphs}
        return tuple(name for name in self.graphs if name not in faulty)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a check as it was carried out.

    Attributes:
        name: see `Finding.part`.
        summary: what was looked at, with numbers.
        duration_s: how long it took.
        missing: why the part was left out, with the hint that helps; None when it was carried out.
    """

    name: str
    summary: str
    duration_s: float
    missing: MissingPartError | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check; findings are sorted, violations first.

    Attributes:
        parts: the parts in the order in which they were carried out.
        findings: what they found.
        notes: what the reader should know of the check itself, one sentence each.
    """

    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing violates anything."""
        return not any(finding.severity is Severity.VIOLATION for finding in self.findings)


def short_name(graph_name: str) -> str:
    """A graph as reports name it.

    >>> short_name("https://w3id.org/diplograph/graph/article/3f2a9c0d1e4b5a67")
    '3f2a9c0d1e4b5a67'
    >>> short_name("https://w3id.org/diplograph/graph/register")
    'register'
    """
    return _SHORT_NAMES.get(graph_name, graph_name.removeprefix(GRAPH_ARTICLE))
