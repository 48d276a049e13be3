"""Whether enough independent sources make claims that suggest the same conclusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Final, NamedTuple

from diplograph.model import Iri
from diplograph.sparql import bind_values
from diplograph.store import Solutions, Store
from diplograph.vocab import ARTICLE, KB

_HINTS: Final = "SELECT ?conclusion ?claim WHERE { ?conclusion dg:isSuggestedBy ?claim }"
_VOICES: Final = """
SELECT ?claim ?outlet ?document ?report ?speaker WHERE {
  ?claim dg:isEvidencedBy/dg:inDocument ?document .
  ?document dg:sourceName ?outlet .
  OPTIONAL { ?document dg:carriesReport ?report }
  ?attribution dg:ofClaim ?claim ; dg:chainPosition 1 ; dg:hasSpeaker ?speaker .
}
"""
_SERVED: Final = """
SELECT DISTINCT ?speaker ?whole WHERE {
  ?speaker (dg:isAffiliatedWith|dg:isBodyOf|^dg:hasHolder/dg:ofOffice/dg:isOfficeOf)+ ?whole
}
"""
_BATCH: Final = 500
_FIRST_HINTS: Final = 50
"""So many claims for each conclusion are looked at before all are: what many suggest is mostly settled by the first."""


class Voice(NamedTuple):
    """Who makes a claim, and where it was printed.

    Attributes:
        outlet: the source's name.
        speakers: the first speaker and whatever it serves, as far as the register knows them; never empty.
        report: the report that the article carries as others do; empty for none.
    """

    outlet: str
    speakers: frozenset[str]
    report: str = ""

    def is_independent_of(self, other: Voice) -> bool:
        """Whether neither outlet nor speaker is the same, and the articles are no copies of one report."""
        is_copy = self.report == other.report != ""
        return not is_copy and self.outlet.casefold() != other.outlet.casefold() and not self.speakers & other.speakers


def corroborated(
    store: Store,
    conclusions: Sequence[str],
    *,
    least_sources: int,
    reports: Mapping[str, str],
    gone: Collection[tuple[str, str]] = (),
) -> Iterator[str]:
    """The names of those conclusions that enough independent sources suggest.

    A claim of an unnamed or unknown speaker, or of an article without a source, shows no independence: it might be
    anybody's.

    Args:
        store: the store.
        conclusions: their names.
        least_sources: how many sources are enough; with 0 none are.
        reports: by article id, the report that an article carries, empty for none; of the others the store knows.
        gone: conclusions with claims that suggest them no longer, though the store still says so.
    """
    if least_sources < 1:
        return
    for start in range(0, len(conclusions), _BATCH):
        rest = list(conclusions[start : start + _BATCH])
        limit: int | None = _FIRST_HINTS * len(rest)
        while rest:
            hints = _hints(store, rest, limit)
            voices = _voices(store, [hint for hint in hints if hint not in gone], reports)
            found = {each for each in voices if has_independent(voices[each], least_sources)}
            yield from found
            if limit is None or len(hints) < limit:
                break
            rest = [each for each in rest if each not in found]
            limit = _FIRST_HINTS * len(rest) if found else None


def has_independent(voices: Collection[Voice], count: int) -> bool:
    """Whether that many of the voices are independent of each other."""
    if count == 0:
        return True
    rest = list(voices)
    while len(rest) >= count:
        first = rest.pop()
        if has_independent([each for each in rest if each.is_independent_of(first)], count - 1):
            return True
    return False


def _hints(store: Store, conclusions: Sequence[str], limit: int | None) -> list[tuple[str, str]]:
    """Conclusions, each with a claim that suggests it; not more than so many."""
    sparql = bind_values(_HINTS, conclusion=map(Iri, conclusions))
    found = _rows(store, sparql if limit is None else f"{sparql} LIMIT {limit}")
    return [(conclusion, claim) for conclusion, claim in found]


def _voices(store: Store, hints: Iterable[tuple[str, str]], reports: Mapping[str, str]) -> dict[str, set[Voice]]:
    """By conclusion, who suggests it."""
    listed = list(hints)
    printed: dict[str, tuple[str, str]] = {}
    speakers: dict[str, set[str]] = defaultdict(set)
    for claim, outlet, document, report, speaker in _about(store, _VOICES, "claim", (claim for _, claim in listed)):
        printed[claim] = outlet, reports.get(document.removeprefix(ARTICLE), report)
        speakers[claim].add(speaker)
    served: dict[str, set[str]] = defaultdict(set)
    for speaker, whole in _about(store, _SERVED, "speaker", chain.from_iterable(speakers.values())):
        served[speaker].add(whole)
    found: dict[str, set[Voice]] = defaultdict(set)
    for conclusion, claim in listed:
        told = speakers[claim].union(*(served.get(each, ()) for each in speakers[claim]))
        if known := frozenset(each for each in told if each.startswith(KB)):
            outlet, report = printed[claim]
            found[conclusion].add(Voice(outlet, known, report))
    return found


def _about(store: Store, sparql: str, variable: str, things: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The answer for these things."""
    iterator = iter(sorted(set(things)))
    while batch := list(islice(iterator, _BATCH)):
        yield from _rows(store, bind_values(sparql, **{variable: map(Iri, batch)}))


def _rows(store: Store, sparql: str) -> Iterator[tuple[str, ...]]:
    answer = store.query(sparql)
    for row in answer.rows if isinstance(answer, Solutions) else ():
        yield tuple("" if term is None else term.value for term in row)
