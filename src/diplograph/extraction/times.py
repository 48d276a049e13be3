"""Dates and spans named in a sentence, resolved against the day the article was published.

A weekday is the nearest one in the direction of the verb's tense, and the day of publication itself when it is that
weekday; a month or a month and day without a year is the nearest one in that direction. After `since` the span is
open at its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from diplograph.model import Sentence, TimeExpression

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAY = "|".join(_DAYS)
_MONTH = "|".join(_MONTHS) + r"|jan\.?|feb\.?|mar\.|apr\.?|jun\.|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?"
_PART = r"(?: (?:morning|afternoon|evening|night))?"
_NUMBERS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the day an article was published.

    Attributes:
        day: the day itself, or None.
        year: the year, when that much is known.
    """

    day: date | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """From where a time expression is looked at: the article's day, towards the past or the future."""

    anchor: Anchor
    is_future: bool


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """A time expression in a sentence: token positions (`end` exclusive) and how to resolve it."""

    start: int
    end: int
    surface: str
    resolve: Callable[[Moment], TimeExpression | None]


Span = tuple[str, date | None, date | None]
Resolve = Callable[[re.Match[str], Moment], Span | None]


def _day(day: date) -> Span:
    return day.isoformat(), day, day


def _interval(first: date, last: date) -> Span:
    return f"{first.isoformat()}/{last.isoformat()}", first, last


def _weekday(match: re.Match[str], moment: Moment) -> Span | None:
    if moment.anchor.day is None:
        return None
    ahead = (_DAYS.index(match["weekday"]) - moment.anchor.day.weekday()) % 7
    which = match["which"]
    if which == "last" or (which != "next" and not moment.is_future):
        return _day(moment.anchor.day - timedelta(days=(7 - ahead) % 7 or (7 if which == "last" else 0)))
    return _day(moment.anchor.day + timedelta(days=ahead or (7 if which == "next" else 0)))


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.rstrip(".")[:3]))


def _nearest_year(month: int, day: int, moment: Moment) -> int | None:
    if moment.anchor.day is None:
        return moment.anchor.year
    here = (moment.anchor.day.month, moment.anchor.day.day if day else moment.anchor.day.month and 0)
    year = moment.anchor.day.year
    if moment.is_future and (month, day) < here:
        return year + 1
    if not moment.is_future and (month, day) > here and (month - moment.anchor.day.month) > 1:
        return year - 1
    return year


def _calendar(match: re.Match[str], moment: Moment) -> Span | None:
    groups = match.groupdict()
    month = _month_number(groups["month"])
    day = int(groups.get("day") or 0)
    last = int(groups.get("last") or 0)
    year = int(groups["year"]) if groups.get("year") else _nearest_year(month, day, moment)
    if day > 31 or last > 31:
        return None
    if year is None:
        start = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
        return (f"{start}/XXXX-{month:02}-{last:02}" if last else start), None, None
    try:
        first = date(year, month, day or 1)
        if last:
            return _interval(first, date(year, month, last))
        if day:
            return _day(first)
        return f"{year}-{month:02}", first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except ValueError:
        return None


def _iso(match: re.Match[str], _moment: Moment) -> Span | None:
    try:
        return _day(date.fromisoformat(match[0]))
    except ValueError:
        return None


def _near(match: re.Match[str], moment: Moment) -> Span | None:
    if moment.anchor.day is None:
        return None
    today, words = moment.anchor.day, match[0]
    if "or tomorrow" in words:
        return _interval(today, today + timedelta(days=1))
    shift = -1 if words.startswith("yesterday") else 1 if words.startswith("tomorrow") else 0
    return _day(today + timedelta(days=shift))


def _ago(match: re.Match[str], moment: Moment) -> Span | None:
    if moment.anchor.day is None:
        return None
    count = _NUMBERS.get(match["count"]) or int(match["count"])
    days = count * {"day": 1, "week": 7}[match["unit"]]
    return _day(moment.anchor.day - timedelta(days=days))


def _period(match: re.Match[str], moment: Moment) -> Span | None:
    if moment.anchor.day is None:
        return None
    shift = {"last": -1, "past": -1, "next": 1}.get(match["which"], 0)
    today = moment.anchor.day
    if match["unit"] == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return _interval(monday, monday + timedelta(days=6))
    if match["unit"] == "month":
        number = today.year * 12 + today.month - 1 + shift
        first = date(number // 12, number % 12 + 1, 1)
        return f"{first:%Y-%m}", first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    year = today.year + shift
    return str(year), date(year, 1, 1), date(year, 12, 31)


def _year(match: re.Match[str], _moment: Moment) -> Span | None:
    year = int(match["year"])
    return str(year), date(year, 1, 1), date(year, 12, 31)


def _decade(match: re.Match[str], _moment: Moment) -> Span | None:
    first = int(match["decade"])
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((match["part"] or "").strip("- "), (0, 9))
    edtf = f"{str(first)[:3]}X" if (low, high) == (0, 9) else f"{first + low}/{first + high}"
    return edtf, date(first + low, 1, 1), date(first + high, 12, 31)


_MONTH_DAYS = rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
_DAYS_MONTH = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH})\b"
_LAST = r" ?(?:-|–|to|and) ?(?P<last>\d{1,2})"
_IN_YEAR = r"(?:,? (?P<year>\d{4}))?"
_NO_COUNT = r"(?! ?(?:people|dead|killed|troops))"
_COUNT = "|".join(_NUMBERS)

_RULES: tuple[tuple[re.Pattern[str], Resolve], ...] = (
    (re.compile(r"\b\d{4}-\d{2}-\d{2}\b"), _iso),
    (re.compile(rf"\b{_MONTH_DAYS}{_LAST}\b{_IN_YEAR}"), _calendar),
    (re.compile(rf"\b(?P<day>\d{{1,2}}){_LAST} (?P<month>{_MONTH})\b{_IN_YEAR}"), _calendar),
    (re.compile(rf"\b{_MONTH_DAYS}\b{_NO_COUNT}(?: ?, (?P<year>\d{{4}}))?"), _calendar),
    (re.compile(rf"\b{_DAYS_MONTH}{_IN_YEAR}"), _calendar),
    (re.compile(rf"\b(?:(?P<which>last|next|this|on) )?(?P<weekday>{_WEEKDAY}){_PART}\b"), _weekday),
    (re.compile(r"\b(?:tonight|this afternoon|today) or tomorrow\b"), _near),
    (re.compile(rf"\b(?:today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening)){_PART}\b"), _near),
    (re.compile(rf"\b(?P<count>\d{{1,2}}|{_COUNT}) (?P<unit>day|week)s? (?:ago|earlier)\b"), _ago),
    (re.compile(r"\b(?P<which>this|last|past|next) (?P<unit>week|month|year)\b"), _period),
    (re.compile(r"\b(?P<part>(?:early|mid|late)[- ]+)?(?P<decade>\d{3}0)s\b"), _decade),
    (re.compile(rf"\b(?P<month>{_MONTH}) (?P<year>\d{{4}})\b"), _calendar),
    (re.compile(rf"\b(?:in|since|during|until|by|of|last|next|early|late) (?P<month>{_MONTH})\b(?!\.? \d)"), _calendar),
    (re.compile(rf"\b(?:in|since|during|until|by|from|of|year|^) ?(?P<year>(?:19|20)\d{{2}})\b{_NO_COUNT}"), _year),
    (re.compile(r"^(?P<year>(?:19|20)\d{2}) ?:"), _year),
)


def find_times(sentence: Sentence) -> tuple[TimeMatch, ...]:
    """The time expressions of a sentence in order; where two overlap, the more exact kind."""
    return tuple(sorted(_matches(sentence), key=lambda match: match.start))


def _matches(sentence: Sentence) -> Iterator[TimeMatch]:
    pieces = [token.text for token in sentence.tokens]
    text = " ".join(pieces).lower()
    starts, position = [], 0
    for piece in pieces:
        starts.append(position)
        position += len(piece) + 1
    taken: set[int] = set()
    for pattern, rule in _RULES:
        for match in pattern.finditer(text):
            first = max((i for i, at in enumerate(starts) if at <= match.start()), default=0)
            last = max((i for i, at in enumerate(starts) if at < match.end()), default=0)
            if taken & set(range(first, last + 1)):
                continue
            if rule is _calendar and match["month"] in {"may", "march"} and not pieces[first : last + 1][-1].istitle():
                month_words = [piece for piece in pieces[first : last + 1] if piece.lower() == match["month"]]
                if not any(word[0].isupper() for word in month_words):
                    continue
            taken |= set(range(first, last + 1))
            is_open = "since" in (
                pieces[first].lower(),
                pieces[max(0, first - 1)].lower(),
                pieces[max(0, first - 2)].lower(),
            )
            yield TimeMatch(first, last + 1, match[0], _resolver(match, rule, is_open=is_open))


def _resolver(match: re.Match[str], rule: Resolve, *, is_open: bool) -> Callable[[Moment], TimeExpression | None]:
    def resolve(moment: Moment) -> TimeExpression | None:
        found = rule(match, moment)
        if found and is_open:
            return TimeExpression(f"since {match[0]}", f"{found[0].split('/')[0]}/..", found[1], None)
        return TimeExpression(match[0], *found) if found else None

    return resolve
