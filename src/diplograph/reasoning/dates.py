"""Whether dates agree with one another, with the status of events, and with the lives of what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Final

from diplograph.model import Quad
from diplograph.reasoning.edtf import Bounds, read_bounds
from diplograph.reasoning.material import Described, Material, owner
from diplograph.reasoning.report import Finding, Looked, Severity
from diplograph.reasoning.wording import compact
from diplograph.vocab import CODE, DG, GRAPH_REGISTER

PART: Final = "dates"

_BEGINNINGS: Final = (DG.earliestStart, DG.validFrom, DG.publishedOn)
_ENDS: Final = (DG.latestStart, DG.validUntil)

_STATUS_OF: Final = {
    CODE["event-status-planned"]: {CODE["modality-planned"]},
    CODE["event-status-held"]: {CODE["modality-asserted"], CODE["modality-claimed"]},
    CODE["event-status-cancelled"]: {CODE["modality-denied"]},
}
"""The modalities of the claims that may state an event of each status."""

_SHARED: Final = frozenset({CODE["office-kind-spokesperson"], CODE["office-kind-envoy"]})
"""Kinds of office that several people hold at a time."""

_LIVES: Final = (
    (DG.ofOffice, "the office", "an office holding"),
    (DG.inAgreement, "the agreement", "a participation"),
    (DG.ofBody, "the body", "a membership"),
)


def check_dates(material: Material) -> Looked:
    """Compare the dates of articles and of the register."""
    todo = material.todo(PART)
    findings: list[Finding] = []
    for batch in material.batches(todo.articles):
        for graph_name, quads in batch.items():
            findings += _ArticleDates(graph_name, quads).find()
    has_register = GRAPH_REGISTER in todo.base
    if has_register:
        findings += _RegisterDates(material.quads(GRAPH_REGISTER)).find()
    summary = f"{todo.summary}{', the register' if has_register else ''}"
    return Looked(summary, tuple(findings), (*((GRAPH_REGISTER,) if has_register else ()), *todo.articles))


class _Dates:
    """The dates of one graph."""

    def __init__(self, graph_name: str, quads: Sequence[Quad]) -> None:
        self.graph_name = graph_name
        self.graph = Described(quads)

    def finding(self, about: str, message: str, severity: Severity = Severity.VIOLATION) -> Finding:
        return Finding(PART, severity, about, message, (self.graph_name,))

    def bounds(self, thing: str) -> Bounds | None:
        return read_bounds(self.graph.value(thing, DG.edtf))

    def day(self, thing: str, predicate: str) -> date | None:
        value = self.graph.value(thing, predicate)[:10]
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None

    def check_notation(self) -> Iterator[Finding]:
        """Whether moments are those that the EDTF date beside them means."""
        for thing in self.graph.having(DG.edtf):
            bounds = self.bounds(thing)
            if bounds is None:
                continue
            for predicates, expected in ((_BEGINNINGS, bounds.first_begin), (_ENDS, bounds.last_end)):
                for predicate in predicates:
                    stated = self.day(thing, predicate)
                    if stated and stated != expected:
                        edtf = self.graph.value(thing, DG.edtf)
                        message = f"{compact(predicate)} is {stated}, which is not what its EDTF date {edtf} means."
                        yield self.finding(thing, message)


class _ArticleDates(_Dates):
    """The dates of an article."""

    def find(self) -> Iterator[Finding]:
        """All that is wrong."""
        yield from self.check_notation()
        published = self._published()
        for claim in self.graph.members(DG.Claim):
            for situation in self.graph.values(claim, DG.statesSituation):
                yield from self._check_event(situation, claim, published)

    def _published(self) -> date | None:
        document = owner(self.graph_name)
        inferred = read_bounds(self.graph.value(document, DG.inferredDate))
        return self.day(document, DG.publishedOn) or (inferred.last_end if inferred else None)

    def _check_event(self, event: str, claim: str, published: date | None) -> Iterator[Finding]:
        for status in self.graph.values(event, DG.hasEventStatus):
            modality = self.graph.value(claim, DG.hasModality)
            is_negated = self.graph.value(claim, DG.hasPolarity) == CODE["polarity-negative"]
            is_held = status == CODE["event-status-held"]
            name = compact(status).removeprefix("code:event-status-")
            if modality not in _STATUS_OF.get(status, {modality}) or (is_held and is_negated):
                how = f"{'negated and ' if is_negated else ''}{compact(modality).removeprefix('code:modality-')}"
                yield self.finding(event, f"the status of the event is {name}, and the claim about it is {how}.")
            begin = self.day(event, DG.earliestStart)
            if is_held and begin and published and begin > published:
                message = f"the event is said to have been held, and begins on {begin}, after {published}."
                yield self.finding(event, message)


class _RegisterDates(_Dates):
    """The dates of the register."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        super().__init__(GRAPH_REGISTER, quads)

    def find(self) -> Iterator[Finding]:
        """All that is wrong."""
        yield from self.check_notation()
        yield from self._check_shared_offices()
        for predicate, what, spell in _LIVES:
            for thing in self.graph.having(predicate):
                for target in self._carriers(self.graph.value(thing, predicate)):
                    yield from self._check_life(thing, target, what, spell)

    def _carriers(self, start: str) -> list[str]:
        """What must exist for a spell in it: the thing itself and, of an office, whose it is."""
        return [start, *self.graph.values(start, DG.isOfficeOf)]

    def _check_life(self, thing: str, target: str, what: str, spell: str) -> Iterator[Finding]:
        held, life = self.bounds(thing), self.bounds(target)
        if held is None or life is None:
            return
        name = what if self.graph.value(thing, DG.ofOffice) in ("", target) else "that whose office it is"
        if held.last_end and life.first_begin and held.last_end < life.first_begin:
            yield self.finding(thing, f"{spell} ended on {held.last_end}, before {name} began ({life.first_begin}).")
        if held.first_begin and life.last_end and held.first_begin > life.last_end:
            yield self.finding(thing, f"{spell} began on {held.first_begin}, after {name} had ended ({life.last_end}).")

    def _check_shared_offices(self) -> Iterator[Finding]:
        holdings: dict[str, list[str]] = defaultdict(list)
        for holding in self.graph.having(DG.ofOffice):
            is_acting = self.graph.value(holding, DG.isActing) == "true"
            office = self.graph.value(holding, DG.ofOffice)
            if not is_acting and self.graph.value(office, DG.hasOfficeKind) not in _SHARED:
                holdings[office].append(holding)
        for office, members in holdings.items():
            for one, other in combinations(members, 2):
                people = [self.graph.value(each, DG.hasHolder) for each in (one, other)]
                if people[0] != people[1] and self._are_at_once(one, other):
                    message = f"{compact(people[0])} and {compact(people[1])} hold one office at the same time."
                    yield self.finding(office, message, Severity.WARNING)

    def _are_at_once(self, one: str, other: str) -> bool:
        """Whether two spells certainly share more than the day of handing over."""
        first, second = self.bounds(one), self.bounds(other)
        if first is None or second is None or not (first.last_begin and second.last_begin):
            return False
        ends = [each.first_end or date.max for each in (first, second)]
        return max(first.last_begin, second.last_begin) < min(ends)
