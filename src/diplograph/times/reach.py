"""What a time expression reaches over: EDTF level 1 notation with the first and the last day that it may mean."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

APPROXIMATE: Final = "~"
UNCERTAIN: Final = "?"
_BOTH: Final = "%"
_OPEN: Final = frozenset({"", ".."})
_MONTHS_IN_YEAR: Final = 12
_SEASON_MONTHS: Final = {21: 3, 22: 6, 23: 9, 24: 12}
"""EDTF's codes of spring, summer, autumn and winter, each with the month it begins in (northern hemisphere)."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A day, month, season, year or span.

    Attributes:
        edtf: EDTF level 1 (Library of Congress, 2019), no more exact than the words.
        earliest, latest: first and last day that it may mean; None when open or when the year is not known.
    """

    edtf: str
    earliest: date | None = None
    latest: date | None = None

    @property
    def first(self) -> str:
        """The EDTF of its beginning."""
        return self.edtf.split("/")[0]

    @property
    def last(self) -> str:
        """The EDTF of its end."""
        return self.edtf.split("/")[-1]

    @property
    def is_partial(self) -> bool:
        """Whether the year is not known."""
        return "XXXX" in self.edtf


def day(at: date) -> Reach:
    """One day."""
    return Reach(at.isoformat(), at, at)


def days(first: date, last: date) -> Reach:
    """All days from one to another."""
    return day(first) if first == last else Reach(f"{first.isoformat()}/{last.isoformat()}", first, last)


def month(year: int, number: int) -> Reach:
    """A month."""
    return Reach(f"{year:04}-{number:02}", date(year, number, 1), month_end(year, number))


def months(first: tuple[int, int], last: tuple[int, int]) -> Reach:
    """All months from one to another, each given as year and number."""
    return join(month(*first), month(*last))


def month_end(year: int, number: int) -> date:
    """The last day of a month."""
    return date(year, number, calendar.monthrange(year, number)[1])


def year(number: int) -> Reach:
    """A year."""
    return Reach(f"{number:04}", date(number, 1, 1), date(number, 12, 31))


def years(first: int, last: int) -> Reach:
    """All years from one to another; a decade or century is written with `X`."""
    if first % 100 == 0 and last == first + 99:
        return Reach(f"{first // 100}XX", date(first, 1, 1), date(last, 12, 31))
    if first % 10 == 0 and last == first + 9:
        return Reach(f"{first // 10}X", date(first, 1, 1), date(last, 12, 31))
    return join(year(first), year(last))


def season(year_: int, code: int) -> Reach:
    """A season; a winter is that of the year in which it begins.

    >>> season(2020, 24).latest.isoformat()
    '2021-02-28'
    """
    begin = date(year_, _SEASON_MONTHS[code], 1)
    end_year, end_month = divmod(year_ * 12 + begin.month - 1 + 2, 12)
    return Reach(f"{year_:04}-{code}", begin, month_end(end_year, end_month + 1))


def join(first: Reach, last: Reach) -> Reach:
    """From the beginning of one to the end of another.

    >>> join(month(2020, 2), month(2020, 3)).edtf
    '2020-02/2020-03'
    """
    if first.first == last.last:
        return first
    return Reach(f"{first.first}/{last.last}", first.earliest, last.latest)


def since(begin: Reach) -> Reach:
    """From a time on, with an open end."""
    return Reach(f"{begin.first}/..", begin.earliest, None)


def until(end: Reach) -> Reach:
    """Up to a time, with an open beginning."""
    return Reach(f"../{end.last}", None, end.latest)


def before(limit: Reach) -> Reach:
    """Up to the day, month or year before a time; up to its end when it is approximate (`the end of the year`).

    >>> before(month(2020, 12)).edtf
    '../2020-11'
    """
    return until(limit if limit.edtf.endswith(APPROXIMATE) else _neighbour(limit, -1))


def after(limit: Reach) -> Reach:
    """From the day, month or year after a time on."""
    return since(limit if limit.edtf.endswith(APPROXIMATE) else _neighbour(limit, 1))


def _neighbour(limit: Reach, side: int) -> Reach:
    outer = limit.earliest if side < 0 else limit.latest
    if outer is None:
        return limit
    beyond = outer + timedelta(days=side)
    grain = limit.first if side < 0 else limit.last
    if len(grain) == len("2020"):
        return year(beyond.year)
    is_month = len(grain) == len("2020-10") and int(grain[-2:]) <= _MONTHS_IN_YEAR
    return month(beyond.year, beyond.month) if is_month else day(beyond)


def marked(reach: Reach, mark: str) -> Reach:
    """The same with EDTF's mark of approximation or uncertainty on each of its ends.

    >>> marked(marked(month(2020, 2), APPROXIMATE), UNCERTAIN).edtf, marked(since(year(1994)), UNCERTAIN).edtf
    ('2020-02%', '1994?/..')
    """
    return replace(reach, edtf="/".join(_marked(part, mark) for part in reach.edtf.split("/")))


def _marked(part: str, mark: str) -> str:
    if part in _OPEN or part.endswith((mark, _BOTH)):
        return part
    return f"{part[:-1]}{_BOTH}" if part.endswith((APPROXIMATE, UNCERTAIN)) else f"{part}{mark}"


def part_of_month(year_: int, number: int, part: str) -> Reach:
    """The `early`, `mid` or `late` third of a month, as about these days."""
    last = month_end(year_, number)
    first_day, last_day = {"early": (1, 10), "mid": (11, 20)}.get(part, (21, last.day))
    return marked(days(date(year_, number, first_day), date(year_, number, last_day)), APPROXIMATE)


def part_of_year(year_: int, part: str) -> Reach:
    """The `early`, `mid` or `late` third of a year, as about these months."""
    first, last = {"early": (1, 4), "mid": (5, 8)}.get(part, (9, 12))
    return marked(months((year_, first), (year_, last)), APPROXIMATE)


def part_of_decade(first_year: int, part: str) -> Reach:
    """The `early`, `mid` or `late` years of a decade, as about these years."""
    first, last = {"early": (0, 3), "mid": (4, 6)}.get(part, (7, 9))
    return marked(years(first_year + first, first_year + last), APPROXIMATE)


def monday_of(at: date) -> date:
    """The Monday of a day's week."""
    return at - timedelta(days=at.weekday())


def add_months(at: date, count: int) -> date:
    """The day some months later, or the last of that month when it is too short.

    >>> add_months(date(2020, 1, 31), 1).isoformat()
    '2020-02-29'
    """
    year_, number = divmod(at.year * 12 + at.month - 1 + count, 12)
    return date(year_, number + 1, min(at.day, calendar.monthrange(year_, number + 1)[1]))
