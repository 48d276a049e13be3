"""Calendar dates: days with their month, months, days of the month, and numeric forms."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

from diplograph.times import reach
from diplograph.times.moment import Direction, Moment
from diplograph.times.reach import APPROXIMATE, UNCERTAIN, Reach, marked
from diplograph.times.words import (
    ABOUT,
    DAY,
    FULL_MONTH,
    LAST_DAY,
    MONTH,
    ORDINAL_DAY,
    PART,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    day_number,
    month_number,
    part_name,
    with_doubt,
)

_BACKWARDS = 40
"""How many days ahead weigh as much as one day in the direction against tense: a day named ahead of time in the past
tense is commonly this week's, not last year's."""
_FIXED_DAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year 's eve": (12, 31), "new year 's day": (1, 1), "new year": (1, 1), "may day": (5, 1),
    "valentine 's day": (2, 14),
}  # fmt: skip


def nearest(options: Iterable[Reach], moment: Moment) -> Reach | None:
    """Of several reaches the one nearest to the article's day, with a strong preference for the tense's side."""
    today = moment.anchor.day
    known = [option for option in options if option.earliest and option.latest]
    if today is None or not known:
        return None
    return min(known, key=lambda option: (_distance(option, today, moment.direction), option.edtf))


def _distance(option: Reach, today: date, direction: Direction) -> int:
    assert option.earliest
    assert option.latest
    ahead, back = (option.earliest - today).days, (today - option.latest).days
    if ahead <= 0 <= -back:
        return 0
    is_ahead = ahead > 0
    gap = ahead if is_ahead else back
    is_against = direction is (Direction.PAST if is_ahead else Direction.FUTURE)
    return gap * (_BACKWARDS if is_against else 1)


def _build(year: int, month: int, first: int, last: int) -> Reach | None:
    if max(first, last) > calendar.monthrange(year, month)[1] or (last and last < first):
        return None
    if last:
        return reach.days(date(year, month, first), date(year, month, last))
    return reach.day(date(year, month, first)) if first else reach.month(year, month)


def _partial(month: int, first: int, last: int) -> Reach:
    begin = f"XXXX-{month:02}" + (f"-{first:02}" if first else "")
    return Reach(f"{begin}/XXXX-{month:02}-{last:02}" if last else begin)


def on_calendar(month: int, first: int, last: int, moment: Moment, weekday: str | None = None) -> Reach | None:
    """A month, day or run of days without a year, in the year that fits; partial when the year is not known.

    Args:
        month: 1 to 12.
        first, last: days of the month; 0 for none.
        moment: from where it is looked at.
        weekday: the day's name where the text gives it, by which years are ruled out.
    """
    if max(first, last) > calendar.monthrange(2000, month)[1]:
        return None
    anchor = moment.anchor
    if anchor.earliest is None or anchor.latest is None:
        return _partial(month, first, last)
    span = range(anchor.earliest.year - 1, anchor.latest.year + 2)
    built = [_build(year, month, first, last) for year in span]
    options = [option for option in built if option]
    fitting = [option for option in options if _falls_on(option, weekday)] or options
    if anchor.day or anchor.month:
        middle = anchor.day or anchor.earliest + (anchor.latest - anchor.earliest) / 2
        near = Moment(type(anchor)(middle, middle), moment.direction)
        return nearest(fitting, near)
    own = [option for option in fitting if option.first.startswith(str(anchor.year))]
    return own[0] if len(own) == 1 else _partial(month, first, last)


def _falls_on(option: Reach, weekday: str | None) -> bool:
    return weekday is None or (option.earliest is not None and WEEKDAYS[option.earliest.weekday()] == weekday)


def _calendar(match: re.Match[str], moment: Moment) -> Reach | None:
    groups = match.groupdict()
    month = month_number(groups["month"])
    first = day_number(groups["day"]) if groups.get("day") else 0
    last = day_number(groups["last"]) if groups.get("last") else 0
    weekday = groups.get("weekday") or groups.get("weekday_after")
    if groups.get("year"):
        found = _build(int(groups["year"]), month, first, last)
        found = marked(found, UNCERTAIN) if found and first and not _falls_on(found, weekday) else found
    else:
        found = _shifted(match, month, first, last, moment) or on_calendar(month, first, last, moment, weekday)
    return with_doubt(found, match)


def _shifted(match: re.Match[str], month: int, first: int, last: int, moment: Moment) -> Reach | None:
    """`last October`, `next Oct. 3`: strictly before or after the article's day; `October last year`."""
    which, of_year = match.groupdict().get("which"), match.groupdict().get("of_year")
    anchor = moment.anchor
    if of_year and anchor.year:
        return _build(anchor.year + {"last": -1, "next": 1}.get(of_year, 0), month, first, last)
    if which not in {"last", "next", "past", "coming"}:
        return None
    today = anchor.day
    if today is None:
        is_next = which == "next" and anchor.year and anchor.month is None
        return _build(anchor.year + 1, month, first, last) if is_next and anchor.year else None
    side = Direction.PAST if which in {"last", "past"} else Direction.FUTURE
    built = [_build(year, month, first, last) for year in range(today.year - 1, today.year + 2)]
    beyond = [option for option in built if option and _is_beyond(option, today, side)]
    return nearest(beyond, Moment(anchor, side))


def _is_beyond(option: Reach, today: date, side: Direction) -> bool:
    assert option.earliest
    assert option.latest
    return option.latest < today if side is Direction.PAST else option.earliest > today


def _month_part(match: re.Match[str], moment: Moment) -> Reach | None:
    """`early October`, `the end of March 2020`."""
    whole = _calendar(match, moment)
    if whole is None or whole.earliest is None:
        return marked(whole, APPROXIMATE) if whole else None
    return reach.part_of_month(whole.earliest.year, whole.earliest.month, part_name(match["part"]))


def _day_of_month(match: re.Match[str], moment: Moment) -> Reach | None:
    """`on the 15th`, `Friday the 13th`, `the 16th of this month`."""
    today = moment.anchor.day
    if today is None:
        return None
    first, which = day_number(match["day"]), match.groupdict().get("which")
    middle = today.replace(day=15)
    months = [reach.add_months(middle, shift) for shift in ((-1, 0, 1) if which is None else (_MONTHS_OFF[which],))]
    options = (_build(month.year, month.month, first, 0) for month in months)
    return nearest((option for option in options if option), moment)


_MONTHS_OFF = {"last": -1, "this": 0, "next": 1}


def _iso(match: re.Match[str], _moment: Moment) -> Reach | None:
    return _numeric_day(int(match["year"]), int(match["month"]), int(match["day"]))


def _numeric_day(year: int, month: int, day: int) -> Reach | None:
    try:
        return reach.day(date(year + (2000 if year < 70 else 1900 if year < 100 else 0), month, day))
    except ValueError:
        return None


def _dotted(match: re.Match[str], _moment: Moment) -> Reach | None:
    return _numeric_day(int(match["year"]), int(match["month"]), int(match["day"]))


def _slashed(match: re.Match[str], moment: Moment) -> Reach | None:
    """`9/10/2020`: day or month first, as is possible; when both are, the one nearer to the article, with a doubt."""
    year, left, right = int(match["year"]), int(match["left"]), int(match["right"])
    options = list(dict.fromkeys(filter(None, (_numeric_day(year, left, right), _numeric_day(year, right, left)))))
    if len(options) == 1:
        return options[0]
    near = [option for option in options if _is_within(option, moment.anchor.day, timedelta(days=60))]
    found = nearest(near, Moment(moment.anchor, Direction.NEAREST))
    return marked(found, UNCERTAIN) if found else None


def _is_within(option: Reach, today: date | None, gap: timedelta) -> bool:
    return bool(today and option.earliest and abs(option.earliest - today) <= gap)


def _fixed(match: re.Match[str], moment: Moment) -> Reach | None:
    month, day = _FIXED_DAYS[match["feast"]]
    if match["year"]:
        return _build(int(match["year"]), month, day, 0)
    return on_calendar(month, day, 0, moment)


_ANY_WEEKDAY = (
    rf"(?:{WEEKDAY}|(?:mon|tues?|wed|thur?s?|fri|sat|sun) ?\.)(?: (?:morning|afternoon|evening|night))? ?,? ?"
    r"(?:the |\( ?)?"
)
_AFTER = rf"(?: ?[,(] ?(?P<weekday_after>{'|'.join(WEEKDAYS)})\b)?"
_WHICH = r"(?:(?P<which>last|next|past|coming|this) )?"
_THROUGH = r" ?(?:-|–|—|/|to|and|or|until|till|through|, ?and) ?(?:the )?"
_IN_YEAR = (
    rf"(?: ?,? (?:of )?(?:{YEAR}\b(?! ?(?:people|dead|killed|troops|soldiers))|(?P<of_year>last|this|next) year\b))?"
)
_NO_NAME = (
    r"(?! ?(?:attacks?\b|movement|alliance|coalition|bloc\b|forces|group|uprising|revolution|hijack|terror|commission"
    r"|memorial|war\b|people|dead\b|killed|troops|percent|per cent|%|million|billion|\d|th\b))"
)
_FEAST = "|".join(sorted(_FIXED_DAYS, key=len, reverse=True))

RULES = (
    (re.compile(rf"\b{YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])\b"), _iso),
    (re.compile(rf"\b{YEAR}/(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])\b"), _iso),
    (re.compile(r"\b(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>(?:19|20)\d\d)\b"), _dotted),
    (re.compile(r"\b(?P<left>\d{1,2})/(?P<right>\d{1,2})/(?P<year>(?:19|20)?\d\d)\b"), _slashed),
    (re.compile(rf"\b(?:{_ANY_WEEKDAY})?{_WHICH}{MONTH} {DAY}{_THROUGH}{LAST_DAY}\b{_IN_YEAR}{_NO_NAME}"), _calendar),
    (re.compile(rf"\b(?:{_ANY_WEEKDAY})?{DAY}{_THROUGH}{LAST_DAY} (?:of )?{_WHICH}{MONTH}\b{_IN_YEAR}"), _calendar),
    (
        re.compile(rf"\b{ABOUT}(?:{_ANY_WEEKDAY})?{_WHICH}{MONTH} ?(?:the )?{DAY}\b{_IN_YEAR}{_AFTER}{_NO_NAME}"),
        _calendar,
    ),
    (
        re.compile(
            rf"\b{ABOUT}(?:{_ANY_WEEKDAY})?(?:the )?{DAY} (?:of )?{_WHICH}{MONTH}{_IN_YEAR}{_AFTER}(?!\w){_NO_NAME}"
        ),
        _calendar,
    ),
    (re.compile(rf"\b{ABOUT}(?:{_ANY_WEEKDAY})?the {ORDINAL_DAY} of {_WHICH}{MONTH}\b{_IN_YEAR}{_NO_NAME}"), _calendar),
    (
        re.compile(
            rf"\b(?:the )?{PART}(?: ?- ?| (?:part )?)(?:of )?(?:the month of )?{_WHICH}{FULL_MONTH}{_IN_YEAR}(?!\w)"
        ),
        _month_part,
    ),
    (re.compile(rf"\b(?:on |by |until )?the {ORDINAL_DAY} of (?P<which>last|this|next) month\b"), _day_of_month),
    (re.compile(rf"\b(?:on|by|until|since|from|{WEEKDAY},?) the (?P<day>\d{{1,2}} ?(?:st|nd|rd|th))\b"), _day_of_month),
    (re.compile(rf"\b(?P<feast>{_FEAST})\b(?: ?,? {YEAR})?(?! (?:truce|tree|party|message|holiday|address))"), _fixed),
    (re.compile(rf"\b{ABOUT}{FULL_MONTH} ?,?(?: of)? {YEAR}\b(?!-)"), _calendar),
    (re.compile(rf"\b{ABOUT}{FULL_MONTH},? (?:of )?(?P<of_year>last|this|next) year\b"), _calendar),
    (
        re.compile(rf"\b(?P<which>last|next|this|past|coming|this coming|this past) {FULL_MONTH}(?!\w)(?! ?\.? ?\d)"),
        _calendar,
    ),
)
"""Patterns with what resolves them, the more exact before the looser."""

LONE_MONTH = re.compile(
    rf"(?<!every )(?<!each )(?<!black )(?<!\d )\b{ABOUT}{FULL_MONTH}(?!\w)(?! ?\d)(?! (?:revolution|war|\d))"
)
resolve_month = _calendar
