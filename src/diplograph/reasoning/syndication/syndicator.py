"""Keeps the reports that several articles carry up to date, article by article.

Each article has a graph of copies with its fingerprint and, if it has copies, the report that it carries. A report
bears the name of the article that was published first, whose graph of copies describes it. When articles are added or
taken away, only they, whatever is like them, and the articles that carry a report with either are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning.syndication.fingerprint import Fingerprint, are_copies, fingerprint
from diplograph.reasoning.syndication.grouping import Groups, join_neighbours
from diplograph.reasoning.syndication.lookups import Lookups, Mark
from diplograph.store import Store
from diplograph.vocab import ARTICLE, DG, GRAPH_COPIES, RDF, RDFS, REPORT, XSD

_UNDATED: Final = "~"
"""Sorts after every date."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to change.

    Attributes:
        reports: by article id, the report that it carries from then on, empty for none; of all that were looked at.
        moved: the articles, but for those that changed, that carry another report than before, or none any more.
        added, removed: statements in graphs of copies.
    """

    reports: Mapping[str, str]
    moved: frozenset[str]
    added: frozenset[Quad]
    removed: frozenset[Quad]


class Syndicator:
    """Works out who carries what.

    Args:
        store: the store.
    """

    def __init__(self, store: Store) -> None:
        self._lookups = Lookups(store)

    def owners(self) -> set[str]:
        """The articles of which the store holds a fingerprint."""
        return self._lookups.kept()

    def plan(self, article_ids: Collection[str]) -> Plan:
        """What changes when these articles were added or taken away; nothing is written yet."""
        before = self._lookups.marks(article_ids)
        prints = {each: fingerprint(text) for each, text in self._lookups.texts(sorted(article_ids)).items()}
        changed = {each for each in article_ids if _signature(before.get(each)) != _signature(prints.get(each))}
        fresh = {each: prints[each] for each in sorted(changed & prints.keys())}
        broken = {before[each].report for each in changed & before.keys()} - {""}
        groups = Groups(fresh)
        self._join_left(groups, broken, changed)
        for carriers in self._lookups.carriers(self._join_alike(groups, fresh, changed) - broken).values():
            _join_all(groups, carriers - changed)
        return self._plan(list(groups), fresh, changed)

    def _join_left(self, groups: Groups, broken: set[str], changed: set[str]) -> None:
        """Join those that carried a report with what changed, as far as they are still alike."""
        left = {each for carriers in self._lookups.carriers(broken).values() for each in carriers} - changed
        marks = self._lookups.marks(left)
        for each in left:
            groups.find(each)
        _join_copies(groups, marks, self._lookups.bands(left))

    def _join_alike(self, groups: Groups, fresh: Mapping[str, Fingerprint], changed: set[str]) -> set[str]:
        """Join what is fresh with each other and with its copies in the store; the reports that these carry."""
        _join_copies(groups, fresh, {each: found.bands for each, found in fresh.items()})
        sharing = self._lookups.sharing(sorted({band for found in fresh.values() for band in found.bands}))
        near = self._lookups.marks({each for found in sharing.values() for each in found} - changed)
        reports: set[str] = set()
        for each, found in fresh.items():
            for other in sorted({other for band in found.bands for other in sharing.get(band, ())} & near.keys()):
                if not groups.are_joined(each, other) and are_copies(found.signature, near[other].signature):
                    groups.join(each, other)
                    reports.add(near[other].report)
        return reports - {""}

    def _plan(self, groups: Sequence[Sequence[str]], fresh: Mapping[str, Fingerprint], changed: set[str]) -> Plan:
        members = {each for group in groups for each in group}
        others = members - fresh.keys()
        known = self._lookups.marks(others)
        signatures = {each: _signature(fresh.get(each) or known[each]) for each in members}
        bands = {**self._lookups.bands(others), **{each: set(found.bands) for each, found in fresh.items()}}
        wanted, reports = _statements(groups, signatures, bands, self._lookups.days(members))
        stated = self._lookups.stated(sorted(members | changed))
        moved = frozenset(each for each in others if known[each].report != reports[each])
        return Plan(reports, moved, frozenset(wanted - stated), frozenset(stated - wanted))

    def audit(self, article_ids: Iterable[str]) -> tuple[set[Quad], set[Quad]]:
        """What the graphs of copies should hold, worked out anew from the texts of all articles, and what they hold."""
        present = sorted(article_ids)
        look = self._lookups
        prints = {each: fingerprint(text) for each, text in look.texts(present).items()}
        groups = Groups(prints)
        bands = {each: set(found.bands) for each, found in prints.items()}
        _join_copies(groups, prints, bands)
        signatures = {each: found.signature for each, found in prints.items()}
        wanted, _ = _statements(groups, signatures, bands, look.days(present))
        return wanted, look.stated(sorted({*present, *self.owners()}))


def _signature(found: Mark | Fingerprint | None) -> str:
    return found.signature if found else ""


def _join_copies(
    groups: Groups, known: Mapping[str, Mark] | Mapping[str, Fingerprint], bands: Mapping[str, Iterable[int]]
) -> None:
    join_neighbours(groups, bands, lambda one, other: are_copies(known[one].signature, known[other].signature))


def _join_all(groups: Groups, things: Collection[str]) -> None:
    first, *rest = sorted(things) or [""]
    for other in rest:
        groups.join(first, other)


def _statements(
    groups: Iterable[Sequence[str]],
    signatures: Mapping[str, str],
    bands: Mapping[str, set[int]],
    days: Mapping[str, str],
) -> tuple[set[Quad], dict[str, str]]:
    """What graphs of copies hold, and the report of each article."""
    statements: set[Quad] = set()
    reports: dict[str, str] = {}
    for group in groups:
        first = min(group, key=lambda each: (days.get(each, _UNDATED), each))
        report = REPORT + first if len(group) > 1 else ""
        for each in group:
            reports[each] = report
            statements.update(_about_article(each, signatures[each], bands[each], report))
        if report:
            statements.update(_about_report(report, first, [days[each] for each in group if each in days]))
    return statements, reports


def _about_article(article_id: str, signature: str, bands: Iterable[int], report: str) -> Iterator[Quad]:
    state = partial(_state, article_id, ARTICLE + article_id)
    yield state(DG.textSignature, Literal(signature))
    for band in bands:
        yield state(DG.textBand, Literal(str(band), XSD.integer))
    if report:
        yield state(DG.carriesReport, Iri(report))


def _about_report(report: str, first: str, days: Sequence[str]) -> Iterator[Quad]:
    state = partial(_state, first, report)
    yield state(RDF.type, Iri(DG.SyndicatedReport))
    yield state(RDFS.label, Literal(f"Report first carried by article {first}", RDF.langString, "en"))
    if days:
        yield state(DG.firstSeen, Literal(min(days), XSD.dateTime))
        yield state(DG.lastSeen, Literal(max(days), XSD.dateTime))


def _state(article_id: str, subject: str, predicate: str, value: Iri | Literal) -> Quad:
    return Quad(Iri(subject), Iri(predicate), value, Iri(GRAPH_COPIES + article_id))
