"""One article from its text and what the caller knows of it."""

from __future__ import annotations

import re
from datetime import date, datetime
from hashlib import sha256

from diplograph.errors import InputError, LimitError
from diplograph.model import Article

MAX_ARTICLE_CHARACTERS = 1_000_000
"""The longest text that is read; also the longest that the parser accepts."""

_ID_DIGITS = 16
_HEAD_LINES = 5
_OUTLET_LINE = re.compile(r"^\s*source\s*:\s*(?P<outlet>\S.{0,79}?)\s*$", re.IGNORECASE)
_PARTIAL_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2]))?$")


def make_article(
    text: str,
    date: date | str | None = None,
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Article:
    """The article that this text is.

    Args:
        text: the whole text; stored as it is.
        date: day of publication, or ISO 8601; a month or year leaves the day unknown.
        source: the outlet; when None it is read from a first line such as `Source: Daily Coast`.
        title: headline.
        url: web address.

    Raises:
        InputError: the text is empty or not text, or the date is none.
        LimitError: the text is longer than `MAX_ARTICLE_CHARACTERS`.
    """
    _check(text)
    day = parse_date(date) if isinstance(date, str) else date
    return Article(
        id=sha256(text.encode("utf-8")).hexdigest()[:_ID_DIGITS],
        text=text,
        date=day,
        source=source or find_outlet(text),
        title=title,
        url=url,
        period=date.strip() if isinstance(date, str) and day is None and _PARTIAL_DATE.match(date.strip()) else None,
    )


def _check(text: str) -> None:
    if not text.strip():
        raise InputError("the article is empty", hint="give a file or text that holds at least one sentence")
    if "\x00" in text:
        raise InputError("the article is not text: it holds NUL characters", hint="give plain text, HTML or JSON Lines")
    if len(text) > MAX_ARTICLE_CHARACTERS:
        raise LimitError(
            f"the article has {len(text):,} characters; the limit is {MAX_ARTICLE_CHARACTERS:,}",
            hint='split it, or give many articles as JSON Lines: one {"text": …, "date": …} a line in a .jsonl file',
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(
            "the article holds half of a surrogate pair, which is no character", hint="write it anew as UTF-8"
        ) from None


def find_outlet(text: str) -> str | None:
    """The outlet that one of the first lines names, as in `Source: Daily Coast, agencies`.

    >>> find_outlet("[start]\\nSource: Daily Coast, agencies\\nThe talks went on.")
    'Daily Coast'
    """
    for line in text.splitlines()[:_HEAD_LINES]:
        if found := _OUTLET_LINE.match(line):
            return found["outlet"].split(",")[0].strip() or None
    return None


def parse_date(text: str) -> date | None:
    """The day that an ISO 8601 date or time names; None when it names only a month, a year or an interval of days.

    Raises:
        InputError: the text is no date.

    >>> parse_date("2021-05-03T09:00:00Z"), parse_date("2021-05")
    (datetime.date(2021, 5, 3), None)
    """
    stated = text.strip()
    if stated and all(_PARTIAL_DATE.match(part) or _parse_day(part) for part in stated.split("/")):
        return _parse_day(stated)
    raise InputError(f"{text!r} is not a date", hint="write it as YYYY-MM-DD, for example 2021-05-03")


def _parse_day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if "-" in text else None
    except ValueError:
        return None
