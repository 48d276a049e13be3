"""Dates cut to what is known: `2020-07-16`, `2020-07`, `2020`."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from diplograph.errors import InputError

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def first_day(text: str) -> date:
    """The first day that a date may mean.

    >>> first_day("2020-07").isoformat()
    '2020-07-01'

    Raises:
        InputError: the text is no such date.
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day that a date may mean.

    >>> last_day("2020-02").isoformat(), last_day("2020").isoformat()
    ('2020-02-29', '2020-12-31')

    Raises:
        InputError: the text is no such date.
    """
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def interval(begin: str | None, end: str | None) -> str:
    """An EDTF interval; a missing begin is unknown, a missing end open.

    >>> interval("2017-05-14", None), interval(None, "1991-12")
    ('2017-05-14/..', '/1991-12')
    """
    return f"{begin or ''}/{end or '..'}"


def _parts(text: str) -> tuple[int, int, int]:
    match = _DATE.fullmatch(text)
    try:
        year, month, day = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
        date(year, month or 1, day or 1)
    except ValueError:
        raise InputError(f"{text!r} is not a date.", hint="write 2020-07-16, 2020-07 or 2020.") from None
    return year, month, day
