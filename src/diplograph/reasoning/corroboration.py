"""Whether enough independent sources make claims that suggest the same conclusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from diplograph.model import Iri
from diplograph.sparql import bind_values
from diplograph.store import Solutions, Store
from diplograph.vocab import KB

_VOICES: Final = """
SELECT ?conclusion ?claim ?outlet ?speaker ?whole WHERE {
  ?conclusion dg:isSuggestedBy ?claim .
  ?claim dg:isEvidencedBy/dg:inDocument/dg:sourceName ?outlet .
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
    """

    outlet: str
    speakers: frozenset[str]

    def is_independent_of(self, other: Voice) -> bool:
        """Whether neither outlet nor speaker is the same."""
        return self.outlet.casefold() != other.outlet.casefold() and not self.speakers & other.speakers


def corroborated(store: Store, conclusions: Sequence[str], *, least_sources: int) -> Iterator[str]:
    """The names of those conclusions that enough independent sources suggest.

    A claim of an unnamed or unknown speaker, or of an article without a source, shows no independence: it might be
    anybody's.
    """
    if least_sources < 1:
        return
    for start in range(0, len(conclusions), _BATCH):
        batch = conclusions[start : start + _BATCH]
        for conclusion, voices in _voices(store, batch).items():
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


def _voices(store: Store, conclusions: Sequence[str]) -> dict[str, set[Voice]]:
    answer = store.query(bind_values(_VOICES, conclusion=map(Iri, conclusions)))
    outlets: dict[tuple[str, str], str] = {}
    speakers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in answer.rows if isinstance(answer, Solutions) else ():
        conclusion, claim, outlet, speaker, whole = ("" if term is None else term.value for term in row)
        outlets[conclusion, claim] = outlet
        speakers[conclusion, claim].update(each for each in (speaker, whole) if each.startswith(KB))
    found: dict[str, set[Voice]] = defaultdict(set)
    for (conclusion, claim), known in speakers.items():
        if known:
            found[conclusion].add(Voice(outlets[conclusion, claim], frozenset(known)))
    return found
