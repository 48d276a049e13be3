"""The days that a date in EDTF level 1 may mean (Library of Congress, Extended Date/Time Format, 2019)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_MARKS: Final = "?~%"
_DATE: Final = re.compile(r"([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?(?:T.*)?")
_SEASONS: Final = {21: 3, 22: 6, 23: 9, 24: 12}
"""The month in which each season begins."""
_MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and last day on which something may have begun, and on which it may have ended; None when open."""

    first_begin: date | None
    last_begin: date | None
    first_end: date | None
    last_end: date | None


def read_bounds(text: str) -> Bounds | None:
    """The days that a date or interval may mean; None when it is neither.

    >>> read_bounds("2020-12/..").last_begin.isoformat()
    '2020-12-31'
    >>> read_bounds("199X").first_begin.isoformat(), read_bounds("199X").last_end.isoformat()
    ('1990-01-01', '1999-12-31')
    >>> read_bounds("soon") is None
    True
    """
    begin, _, end = text.partition("/") if "/" in text else (text, "", text)
    try:
        (first_begin, last_begin), (first_end, last_end) = _reach(begin), _reach(end)
    except ValueError:
        return None
    return Bounds(first_begin, last_begin, first_end, last_end)


def _reach(text: str) -> tuple[date | None, date | None]:
    """The first and last day of a date; None twice when it is open or its year unknown."""
    plain = text.rstrip(_MARKS)
    if plain in {"", ".."}:
        return None, None
    match = _DATE.fullmatch(plain)
    if match is None:
        raise ValueError(text)
    year, month, day = match.groups()
    if year == "XXXX":
        return None, None
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None or "X" in month or first_year != last_year:
        return date(max(first_year, 1), 1, 1), date(last_year, 12, 31)
    return _within_year(first_year, int(month), day)


def _within_year(year: int, month: int, day: str | None) -> tuple[date, date]:
    if month in _SEASONS:
        begin = _SEASONS[month]
        end_year, end_month = divmod(year * _MONTHS_IN_YEAR + begin + 1, _MONTHS_IN_YEAR)
        return date(year, begin, 1), _month_end(end_year, end_month + 1)
    if day is None or "X" in day:
        return date(year, month, 1), _month_end(year, month)
    return date(year, month, int(day)), date(year, month, int(day))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
