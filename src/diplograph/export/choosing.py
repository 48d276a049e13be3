"""Which claims a slice is wanted of: all, or those about somebody or something, published within some days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from diplograph.export.lookups import is_within, look_up, look_up_nodes, text_of
from diplograph.model import Iri, Literal
from diplograph.store import Store, Term
from diplograph.vocab import XSD

LIMIT_INDIVIDUALS: Final = 5_000
"""Protégé's lists slow down beyond this."""

_PUBLISHED: Final = """
  ?claim dg:isEvidencedBy/dg:inDocument ?document .
  OPTIONAL { ?document dg:publishedOn ?published }
  FILTER(!BOUND(?since) || ?published >= ?since)
  FILTER(!BOUND(?until) || ?published <= ?until)
"""
_COUNT: Final = f"SELECT (COUNT(DISTINCT ?claim) AS ?count) WHERE {{ {_PUBLISHED} }}"
_NEWEST: Final = f"""
SELECT DISTINCT ?claim ?document ?published WHERE {{ {_PUBLISHED} }}
ORDER BY DESC(?published) DESC(?document) ?claim
"""
_TOLD: Final = f"""
SELECT DISTINCT ?claim ?document ?published ?start ?thing WHERE {{
  ?situation ?role ?thing .
  ?claim dg:statesSituation ?situation .
  {_PUBLISHED}
  OPTIONAL {{ ?situation dg:earliestStart ?start }}
}}
"""
"""Claims about situations and events in which some thing has a part."""
_SAID: Final = f"""
SELECT DISTINCT ?claim ?document ?published ?start ?thing WHERE {{
  ?attribution dg:hasSpeaker ?thing ;
               dg:ofClaim ?claim .
  {_PUBLISHED}
  OPTIONAL {{ ?claim dg:statesSituation/dg:earliestStart ?start }}
}}
"""
_PARTS: Final = "SELECT ?part WHERE { ?part dg:isBodyOf|dg:isAffiliatedWith|dg:isLocatedIn ?thing }"
_OFFICIALS: Final = """
SELECT ?person ?from ?until WHERE {
  ?holding dg:ofOffice/dg:isOfficeOf ?thing ;
           dg:hasHolder ?person .
  OPTIONAL { ?holding dg:validFrom ?from }
  OPTIONAL { ?holding dg:validUntil ?until }
}
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to cut out.

    Attributes:
        limit: the most individuals.
        about: actors, places, conflicts that a claim must concern; empty for all. An actor's organs, and its officials
            while in office, count as the actor; a place within a place as that place.
        since: the first day of publication; None for all.
        until: the last day of publication; None for all.
    """

    limit: int = LIMIT_INDIVIDUALS
    about: tuple[Iri, ...] = ()
    since: date | None = None
    until: date | None = None

    def days(self) -> dict[str, list[Literal]]:
        """The bounds that are set, as values for `?since` and `?until`."""
        since = [Literal(f"{self.since}T00:00:00Z", XSD.dateTime)] if self.since else []
        until = [Literal(f"{self.until}T23:59:59Z", XSD.dateTime)] if self.until else []
        return {name: bound for name, bound in (("since", since), ("until", until)) if bound}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The claims that were asked for.

    Attributes:
        by_article: the claims of each article, newest articles first; no more of them than can be taken.
        count: how many there are in all.
    """

    by_article: tuple[tuple[Iri, ...], ...]
    count: int


_Found = tuple[str, str, Iri]
"""A claim with its article's day and IRI before it."""


def find_claims(store: Store, choice: Choice) -> Wanted:
    """The claims that a choice asks for. Articles without a day come last, and under no bound of days."""
    if choice.about:
        found = set(_find_about(store, choice))
        count = len(found)
    else:
        found = set(_find_newest(store, choice))
        count = _count(store, choice)
    ordered = sorted(found, key=lambda each: (each[0], each[1], -_number(each[2])), reverse=True)
    groups = groupby(ordered[: choice.limit], key=lambda each: each[1])
    return Wanted(tuple(tuple(claim for _, _, claim in group) for _, group in groups), count)


def _number(claim: Iri) -> int:
    number = claim.value.rpartition("/")[2]
    return int(number) if number.isdecimal() else 0


def _find_newest(store: Store, choice: Choice) -> Iterator[_Found]:
    for claim, document, published in look_up(store, f"{_NEWEST}LIMIT {choice.limit:d}", **choice.days()):
        if isinstance(claim, Iri) and isinstance(document, Iri):
            yield text_of(published), document.value, claim


def _count(store: Store, choice: Choice) -> int:
    return sum(int(text_of(count)) for (count,) in look_up(store, _COUNT, **choice.days()))


def _find_about(store: Store, choice: Choice) -> Iterator[_Found]:
    parts = _with_parts(store, choice.about)
    spells: dict[Iri, list[tuple[str, str]]] = defaultdict(list)
    for official, first, last in _officials(store, parts):
        spells[official].append((first, last))
    for sparql in (_TOLD, _SAID):
        for row in look_up(store, sparql, thing=sorted(parts), **choice.days()):
            yield from _as_found(row)
        for row in look_up(store, sparql, thing=sorted(spells), **choice.days()):
            *_, published, start, person = row
            day = text_of(start) or text_of(published)
            if isinstance(person, Iri) and any(is_within(day, *spell) for spell in spells[person]):
                yield from _as_found(row)


def _as_found(row: tuple[Term | None, ...]) -> Iterator[_Found]:
    claim, document, published, *_ = row
    if isinstance(claim, Iri) and isinstance(document, Iri):
        yield text_of(published), document.value, claim


def _with_parts(store: Store, things: Iterable[Iri]) -> set[Iri]:
    """Things with their organs, the people who belong to them, and the places within them, at any depth."""
    found = set(things)
    fresh = found
    while fresh:
        fresh = {part for (part,) in look_up_nodes(store, _PARTS, thing=sorted(fresh))} - found
        found |= fresh
    return found


def _officials(store: Store, things: Iterable[Iri]) -> Iterator[tuple[Iri, str, str]]:
    """Who held office in things, from when and until when; empty where it is not known."""
    for person, first, last in look_up(store, _OFFICIALS, thing=sorted(things)):
        if isinstance(person, Iri):
            yield person, text_of(first), text_of(last)
