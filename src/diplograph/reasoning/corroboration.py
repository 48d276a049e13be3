"""Whether enough independent sources make claims that suggest the same conclusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from diplograph.model import Iri
from diplograph.sparql import bind_values
from diplograph.store import Solutions, Store
from diplograph.vocab import ARTICLE, KB

_VOICES: Final = """
SELECT ?conclusion ?claim ?outlet ?document ?report ?speaker ?whole WHERE {
  ?conclusion dg:isSuggestedBy ?claim .
  ?claim dg:isEvidencedBy/dg:inDocument ?document .
  ?document dg:sourceName ?outlet .
  OPTIONAL { ?document dg:carriesReport ?report }
  ?attribution dg:ofClaim ?claim ; dg:chainPosition 1 ; dg:hasSpeaker ?speaker .
  OPTIONAL { ?speaker (dg:isAffiliatedWith|dg:isBodyOf|^dg:hasHolder/dg:ofOffice/dg:isOfficeOf)+ ?whole }
}
"""
_BATCH: Final = 500


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
    store: Store, conclusions: Sequence[str], *, least_sources: int, reports: Mapping[str, str]
) -> Iterator[str]:
    """The names of those conclusions that enough independent sources suggest.

    A claim of an unnamed or unknown speaker, or of an article without a source, shows no independence: it might be
    anybody's.

    Args:
        store: the store.
        conclusions: their names.
        least_sources: how many sources are enough; with 0 none are.
        reports: by article id, the report that an article carries, empty for none; of the others the store knows.
    """
    if least_sources < 1:
        return
    for start in range(0, len(conclusions), _BATCH):
        batch = conclusions[start : start + _BATCH]
        for conclusion, voices in _voices(store, batch, reports).items():
            if has_independent(voices, least_sources):
                yield conclusion


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


def _voices(store: Store, conclusions: Sequence[str], reports: Mapping[str, str]) -> dict[str, set[Voice]]:
    answer = store.query(bind_values(_VOICES, conclusion=map(Iri, conclusions)))
    printed: dict[tuple[str, str], tuple[str, str]] = {}
    speakers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in answer.rows if isinstance(answer, Solutions) else ():
        conclusion, claim, outlet, document, report, speaker, whole = (
            "" if term is None else term.value for term in row
        )
        printed[conclusion, claim] = outlet, reports.get(document.removeprefix(ARTICLE), report)
        speakers[conclusion, claim].update(each for each in (speaker, whole) if each.startswith(KB))
    found: dict[str, set[Voice]] = defaultdict(set)
    for (conclusion, claim), known in speakers.items():
        if known:
            outlet, report = printed[conclusion, claim]
            found[conclusion].add(Voice(outlet, frozenset(known), report))
    return found
