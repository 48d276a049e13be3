"""The words and figures of dates, as patterns over text in lower case with one space between tokens."""

from __future__ import annotations

import re
from typing import Final

from diplograph.times.reach import Reach, marked

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
    "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
_CARDINALS: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS: Final = {word: number for number, word in enumerate(_CARDINALS, start=1)} | {
    "a": 1, "an": 1, "the": 1, "a couple of": 2, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
VAGUE_NUMBERS: Final = frozenset({"several", "a few", "few", "some", "many", "a number of"})

WEEKDAY: Final = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
FULL_MONTH: Final = rf"(?P<month>{'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec) ?\.)"
MONTH: Final = rf"(?P<month>{'|'.join(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?: ?\.)?)"
DAY: Final = r"(?P<day>3[01]|[12]\d|0?[1-9])(?: ?(?:st|nd|rd|th))?"
LAST_DAY: Final = r"(?P<last>3[01]|[12]\d|0?[1-9])(?: ?(?:st|nd|rd|th))?"
YEAR: Final = r"(?P<year>(?:1[5-9]|20)\d\d)"
ORDINAL_DAY: Final = rf"(?P<day>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}|\d{{1,2}}(?: ?(?:st|nd|rd|th)))"
COUNT: Final = (
    rf"(?P<count>\d{{1,3}}|{'|'.join(sorted({*_NUMBERS, *VAGUE_NUMBERS} - {'the'}, key=lambda w: (-len(w), w)))})"
)
UNIT: Final = r"(?P<unit>minute|hour|day|week|fortnight|month|year|decade|centur(?:y|ie))s?"
ABOUT: Final = (
    r"(?P<about>(?:at )?(?:about|around|approximately|roughly|circa|some ?time in|some|nearly|almost|more than|over|"
    r"less than|at least|up to|as early as|as late as) )?"
)
PART_OF_DAY: Final = r"(?:morning|afternoon|evening|night|noon|midnight|midday|dawn|dusk|lunchtime)"
PART: Final = r"(?P<part>early|mid|middle|late|beginning|start|end|first half|second half|close)"
_EARLY: Final = frozenset({"early", "beginning", "start", "first half"})
_MIDDLE: Final = frozenset({"mid", "middle"})
SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
SEASON: Final = rf"(?P<season>{'|'.join(SEASONS)})"


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation.

    >>> month_number("sept .")
    9
    """
    start = word[:3]
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(start))


def day_number(word: str) -> int:
    """1 to 31 for figures or an ordinal.

    >>> day_number("16th"), day_number("twenty-second")
    (16, 22)
    """
    figures = re.match(r"\d+", word)
    return int(figures[0]) if figures else _ORDINALS.index(word) + 1


def number(word: str) -> int | None:
    """The number that a word or figures stand for; None for a vague one."""
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def part_name(word: str) -> str:
    """`early`, `mid` or `late` for any word for a part of a month, year or decade."""
    return "early" if word in _EARLY else "mid" if word in _MIDDLE else "late"


def with_doubt(reach: Reach | None, match: re.Match[str]) -> Reach | None:
    """The reach, marked as approximate where the words say `about`."""
    is_rough = bool(match.groupdict().get("about"))
    return marked(reach, "~") if reach and is_rough else reach
