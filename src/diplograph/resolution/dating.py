"""The day of publication of an article that brings none, worked out from its own words.

Every day since 1945 that the register covers begins as likely as any other. Each clue then weighs it by how much more
often news of that day would hold the clue than news of any day: naive Bayes with weights set by judgement, in natural
logarithms. What comes out is a probability for each day: the best day when it has more than half of it, else the span
that holds nineteen twentieths.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from diplograph.model import Article, ClueKind, Dating, DatingReason, ResolvedSentence
from diplograph.resolution.clues import Clues, DateClue, DatedActors, SpellClue, find_clues
from diplograph.times import period_anchor
from diplograph.times.reach import month_end
from diplograph.times.words import WEEKDAYS

DAY_MIN_CONFIDENCE = 0.5
"""Probability from which a single day is given."""
_SPAN_CONFIDENCE = 0.95
_MAX_SPAN_YEARS = 12
_MAX_SHARE_OF_WINDOW = 0.8
_MONTH_DAYS = 62
_FIRST_DAY = date(1945, 1, 1)
_OUT_OF_OFFICE, _MAYBE_OUT_OF_OFFICE = -6.0, -3.0
_NOT_YET = -1.5
_NO_MORE = -1.0
_DATELINE = {0: 13.0, 1: 10.5, -1: 7.0, 2: 7.0}
_GAP = {0: 4.0, 1: 3.8, 2: 3.3, 3: 3.0, 4: 2.7, 5: 2.5, 6: 2.4, 7: 2.2,
        -1: 3.3, -2: 2.8, -3: 2.5, -4: 2.3, -5: 2.2, -6: 2.1, -7: 2.0}  # fmt: skip
"""Weight of a date in the text by the days from it to the day of publication; news name the days around them most."""
_NEAR_PAST, _NEAR_FUTURE, _NEAR_DAYS = 1.0, 0.7, 30
_ELSEWHERE, _PAIR_ELSEWHERE = -1.0, -3.0
"""Weight of days that lie further off; a date with its weekday is seldom history."""
_AGAINST_TENSE = -1.0
_WEEKDAY_FAR = -1.0
_PAIR_FITS, _PAIR_FAILS = 1.9, -4.0
_NEARBY_FITS = 0.8
"""How often a date falls on one of the weekdays named in its sentence or one beside it."""
_NEARBY_SENTENCES = 1
_SINCE, _SINCE_AHEAD = 1.5, -2.0
_FIRST_WEEKDAY = {0: 1.25, 1: 0.55}
_OTHER_WEEKDAY = -1.0
_NEGLIGIBLE = -20.0
_TOLD_DAY, _TOLD_DAY_BEFORE = 0.5, 0.3
_YEAR = {0: 1.0, 1: 0.4, 2: -0.2}
_YEAR_BEFORE, _YEAR_LONG_AFTER = -3.0, -0.8


def date_article(article: Article, sentences: Sequence[ResolvedSentence], known: DatedActors) -> Dating | None:
    """When an article without a day was published, as far as its words tell; None when they tell too little.

    Args:
        article: the article; the month or year given with it bounds the days.
        sentences: its sentences, resolved without a day.
        known: spells in office, and when states and conflicts began and ended.
    """
    clues = find_clues(article, sentences, known)
    is_telling = clues.years or any(clue.day for clue in clues.dates)
    if not is_telling and not any(clue.kind is ClueKind.OFFICE for clue in clues.spells):
        return None
    days = _Days(*_window(article, known))
    days.weigh(clues)
    found = days.summary()
    if found is None:
        return None
    earliest, latest, confidence = found
    if article.period and earliest != latest:
        return None
    reasons = {(reason.kind, reason.shows): reason for reason in _reasons(clues, earliest, latest, article.period)}
    return Dating(earliest, latest, round(confidence, 3), tuple(reasons.values()))


def _window(article: Article, known: DatedActors) -> tuple[date, date]:
    period = period_anchor(article.period) if article.period else None
    if period and period.earliest and period.latest:
        return period.earliest, period.latest
    return _FIRST_DAY, known.known_until


class _Days:
    """The weights of all days of a window, kept as steps from each day to the next, near given days, and by weekday."""

    def __init__(self, first: date, last: date) -> None:
        self._first = first
        self._last = last
        self._count = (last - first).days + 1
        self._steps = np.zeros(self._count + 1)
        self._near = np.zeros(self._count)
        self._by_weekday = np.zeros(len(WEEKDAYS))

    def weigh(self, clues: Clues) -> None:
        """Add the weights of all clues."""
        for spell in clues.spells:
            self._weigh_spell(spell)
        for clue in _once_each(clues.dates):
            self._weigh_date(clue, clues)
        self._weigh_first_weekday(clues)
        if clues.years:
            self._weigh_year(max(clues.years))

    def _day(self, position: int) -> date:
        return self._first + timedelta(days=position)

    def _add(self, first: date, last: date, weight: float) -> None:
        """Add a weight to the days of a span that lie in the window."""
        begin, end = max(first, self._first), min(last, self._last)
        if begin <= end:
            self._steps[(begin - self._first).days] += weight
            self._steps[(end - self._first).days + 1] -= weight

    def _weigh_spell(self, clue: SpellClue) -> None:
        if clue.kind is ClueKind.OFFICE:
            for first, last in _gaps(clue.spells):
                self._add(first, last, _OUT_OF_OFFICE if clue.is_sure else _MAYBE_OUT_OF_OFFICE)
            return
        begin, end = clue.spells[0]
        if begin > date.min:
            self._add(date.min, begin - timedelta(days=1), _NOT_YET)
        self._add(end + timedelta(days=1), date.max, _NO_MORE)

    def _weigh_date(self, clue: DateClue, clues: Clues) -> None:
        near = timedelta(days=_NEAR_DAYS)
        years = [clue.year] if clue.year else range(self._first.year - 1, self._last.year + 2)
        elsewhere = _PAIR_ELSEWHERE if clue.weekday is not None else _ELSEWHERE
        gaps = range(-_NEAR_DAYS, _NEAR_DAYS + 1)
        weights = np.array([_closeness(clue, gap) - elsewhere for gap in gaps])
        is_within_reach = np.array([clue.weekday is not None or abs(gap) < len(WEEKDAYS) for gap in gaps])
        for named in filter(None, (_calendar_day(year, clue.month, clue.day) for year in years)):
            if self._first - near <= named <= self._last + near:
                start = (named - self._first).days - _NEAR_DAYS
                first, last = max(start, 0), min(start + len(gaps), self._count)
                fitting = weights + _fit(clue, clues, named) * is_within_reach
                self._near[first:last] += fitting[first - start : last - start]

    def _weigh_first_weekday(self, clues: Clues) -> None:
        """The weekday that a text names first is commonly that of its own day, or of the day before."""
        told = [clue.weekday for clue in clues.dates if clue.weekday is not None and not clue.is_ahead]
        if not told:
            return
        for weekday in range(7):
            first = _FIRST_WEEKDAY.get((weekday - told[0]) % 7, _OTHER_WEEKDAY)
            named = _TOLD_DAY * (weekday in told) + _TOLD_DAY_BEFORE * ((weekday - 1) % 7 in told)
            self._by_weekday[weekday] += first + named

    def _weigh_year(self, latest: int) -> None:
        for year in range(self._first.year, self._last.year + 1):
            later = year - latest
            weight = _YEAR_BEFORE if later < 0 else _YEAR.get(later, _YEAR_LONG_AFTER)
            self._add(date(year, 1, 1), date(year, 12, 31), weight)

    def _shares(self) -> NDArray[np.float64]:
        """The probability of each day."""
        weekdays = (self._first.weekday() + np.arange(self._count)) % len(WEEKDAYS)
        weights = np.cumsum(self._steps[:-1]) + self._near + self._by_weekday[weekdays]
        below = weights - weights.max()
        odds = np.where(below > _NEGLIGIBLE, np.exp(below), 0.0)
        shares: NDArray[np.float64] = odds / odds.sum()
        return shares

    def summary(self) -> tuple[date, date, float] | None:
        """First day, last day and probability of the best answer; None when it would say too little."""
        shares = self._shares()
        best = int(shares.argmax())
        if shares[best] > DAY_MIN_CONFIDENCE:
            return self._day(best), self._day(best), float(shares[best])
        first, last = self._span(shares)
        length = (last - first).days
        if length > _MAX_SPAN_YEARS * 366 or length > _MAX_SHARE_OF_WINDOW * self._count:
            return None
        return first, last, float(shares[(first - self._first).days : (last - self._first).days + 1].sum())

    def _span(self, shares: NDArray[np.float64]) -> tuple[date, date]:
        """The span between the two tails that are left out, in whole months when it is longer than two."""
        tail = (1 - _SPAN_CONFIDENCE) / 2
        first = self._day(_position_of(shares, tail))
        last = self._day(self._count - 1 - _position_of(shares[::-1], tail))
        if (last - first).days <= _MONTH_DAYS:
            return first, last
        return max(first.replace(day=1), self._first), min(month_end(last.year, last.month), self._last)


def _once_each(clues: Sequence[DateClue]) -> list[DateClue]:
    """The clues that name a day, the strongest for each: a day named thrice is no better known."""
    order = list(ClueKind)
    strongest: dict[tuple[int, int], DateClue] = {}
    for clue in sorted((clue for clue in clues if clue.day), key=lambda clue: (order.index(clue.kind), not clue.year)):
        strongest.setdefault((clue.month, clue.day), clue)
    return list(strongest.values())


def _gaps(spells: Sequence[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The spans before, between and after spells in order, which may overlap."""
    begin = date.min
    for first, last in spells:
        if first > begin:
            yield begin, first - timedelta(days=1)
        begin = max(begin, last + timedelta(days=1) if last < date.max else last)
    yield begin, date.max


def _position_of(shares: NDArray[np.float64], tail: float) -> int:
    """Where the shares so far first reach the tail."""
    return min(int(np.searchsorted(np.cumsum(shares), tail)), len(shares) - 1)


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _closeness(clue: DateClue, gap: int) -> float:
    """How much more often a text names the day that lies so many days before its own than any other day."""
    if clue.kind is ClueKind.DATELINE:
        return _DATELINE.get(gap, _ELSEWHERE)
    if clue.is_beginning:
        return _SINCE if gap > 0 else _SINCE_AHEAD
    is_against = gap != 0 and clue.is_ahead is (gap > 0)
    near = _GAP.get(gap, _NEAR_PAST if gap > 0 else _NEAR_FUTURE)
    is_far_for_weekday = clue.weekday is not None and abs(gap) >= len(WEEKDAYS)
    return near + (_AGAINST_TENSE if is_against else 0.0) + (_WEEKDAY_FAR if is_far_for_weekday else 0.0)


def _fit(clue: DateClue, clues: Clues, named: date) -> float:
    """Whether the day falls on the weekday that stands with it, or else on one named nearby."""
    if clue.weekday is not None:
        return _PAIR_FITS if named.weekday() == clue.weekday else _PAIR_FAILS
    nearby = set() if clue.kind is ClueKind.DATELINE or clue.is_beginning else _weekdays_near(clue, clues)
    if not nearby or len(nearby) == len(WEEKDAYS):
        return 0.0
    by_chance = len(nearby) / len(WEEKDAYS)
    if named.weekday() in nearby:
        return math.log(_NEARBY_FITS / by_chance)
    return math.log((1 - _NEARBY_FITS) / (1 - by_chance))


def _weekdays_near(clue: DateClue, clues: Clues) -> set[int]:
    around = (
        c for c in clues.dates if c.kind is ClueKind.WEEKDAY and abs(c.sentence - clue.sentence) <= _NEARBY_SENTENCES
    )
    return {other.weekday for other in around if other.weekday is not None}


def _reasons(clues: Clues, earliest: date, latest: date, period: str | None) -> Iterator[DatingReason]:
    """The clues that agree with the answer, each with what it shows."""
    if period:
        yield DatingReason(ClueKind.PERIOD, period, f"published in {period}")
    for clue in clues.dates:
        yield from _date_reason(clue, clues, earliest, latest)
    for spell in clues.spells:
        held = [(a, b) for a, b in spell.spells if a <= latest and b >= earliest]
        what = "in office" if spell.kind is ClueKind.OFFICE else "existing"
        if held:
            yield DatingReason(spell.kind, spell.words, f"{what} {_shown(held)}")
    if clues.years and max(clues.years) <= latest.year:
        yield DatingReason(ClueKind.YEAR, str(max(clues.years)), "the latest year named as past or present")


def _date_reason(clue: DateClue, clues: Clues, earliest: date, latest: date) -> Iterator[DatingReason]:
    if not clue.day:
        if earliest == latest and clue.weekday == earliest.weekday():
            yield DatingReason(
                clue.kind, clue.words, f"{earliest.isoformat()} is a {WEEKDAYS[earliest.weekday()].title()}"
            )
        return
    years = [clue.year] if clue.year else range(earliest.year - 1, latest.year + 2)
    near = timedelta(days=_NEAR_DAYS)
    for named in filter(None, (_calendar_day(year, clue.month, clue.day) for year in years)):
        if earliest - near <= named <= latest + near and _fit(clue, clues, named) >= 0:
            kind = ClueKind.PAIR if clue.kind is ClueKind.DATE and _weekdays_near(clue, clues) else clue.kind
            yield DatingReason(kind, clue.words, f"{named.isoformat()} is a {WEEKDAYS[named.weekday()].title()}")
            return


def _shown(spells: Iterable[tuple[date, date]]) -> str:
    return ", ".join(f"{'' if a == date.min else a.isoformat()}/{b.isoformat()}" for a, b in spells)
