"""Days named by their weekday or by their distance from today."""

from __future__ import annotations

import re
from datetime import date, timedelta

from diplograph.times import reach
from diplograph.times.moment import Direction, Moment
from diplograph.times.reach import Reach
from diplograph.times.words import COUNT, PART_OF_DAY, WEEKDAY, WEEKDAYS, number

_STRICT = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
_BACK = frozenset({"yesterday", "last night"})
_NEAR_FUTURE_DAYS = 3
_NAMES = (
    r"(?!good friday|easter (?:sunday|monday)|palm sunday|bloody sunday|black \w+day"
    r"|sunday (?:times|telegraph|express|mail|mirror|herald)|friday (?:prayer|sermon)|friday 's prayer)"
)
_NOT_EVERY = r"(?<!every )(?<!each )(?<!good )(?<!black )(?<!bloody )(?<!palm )(?<!easter )(?<!most )"


def nearest_weekday(today: date, name: str, direction: Direction, *, strict: bool = False) -> date:
    """The nearest day of this name in a direction; today itself when it has the name, unless that is ruled out.

    With no direction it is the one that comes within three days, else the last.
    """
    ahead = (WEEKDAYS.index(name) - today.weekday()) % 7
    back = (7 - ahead) % 7
    if direction is Direction.PAST:
        return today - timedelta(days=back or (7 if strict else 0))
    if direction is Direction.FUTURE or ahead <= _NEAR_FUTURE_DAYS:
        return today + timedelta(days=ahead or (7 if strict else 0))
    return today - timedelta(days=back)


def _weekday(match: re.Match[str], moment: Moment) -> Reach | None:
    today = moment.anchor.day
    if today is None:
        return None
    side = _STRICT.get((match["which"] or match["after"] or "").split(" ")[-1], 0)
    direction = moment.direction if side == 0 else Direction.PAST if side < 0 else Direction.FUTURE
    return reach.day(nearest_weekday(today, match["weekday"], direction, strict=side != 0))


def _weekday_of_week(match: re.Match[str], moment: Moment) -> Reach | None:
    """`Tuesday of last week`, `next week on Monday`."""
    today = moment.anchor.day
    if today is None:
        return None
    weeks = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(match["which"], 0)
    monday = reach.monday_of(today) + timedelta(weeks=weeks)
    return reach.day(monday + timedelta(days=WEEKDAYS.index(match["weekday"])))


def _weekday_and_weeks(match: re.Match[str], moment: Moment) -> Reach | None:
    """`a week ago on Friday`, `Monday week`, `two weeks from Tuesday`."""
    today = moment.anchor.day
    count = number(match.groupdict().get("count") or "a")
    if today is None or count is None:
        return None
    if "ago" in match[0]:
        near = nearest_weekday(today, match["weekday"], Direction.PAST)
        return reach.day(near - timedelta(weeks=count))
    near = nearest_weekday(today, match["weekday"], Direction.FUTURE)
    return reach.day(near + timedelta(weeks=count))


def _overnight(match: re.Match[str], moment: Moment) -> Reach | None:
    """`overnight`, `overnight Thursday to Friday`, `the night of Thursday to Friday`."""
    today = moment.anchor.day
    if today is None:
        return None
    if name := match.groupdict().get("weekday"):
        morning = nearest_weekday(today, name, moment.direction)
        return reach.days(morning - timedelta(days=1), morning)
    if moment.direction is Direction.FUTURE:
        return reach.days(today, today + timedelta(days=1))
    return reach.days(today - timedelta(days=1), today)


def _near(match: re.Match[str], moment: Moment) -> Reach | None:
    today = moment.anchor.day
    if today is None:
        return None
    words = match[0]
    if "day before yesterday" in words:
        shift = -2
    elif "day after tomorrow" in words:
        shift = 2
    elif words.startswith("last") or "yesterday" in words:
        shift = -1
    else:
        shift = 1 if "tomorrow" in words else 0
    return reach.day(today + timedelta(days=shift))


def _told_day(match: re.Match[str], moment: Moment) -> Reach | None:
    """`the next day`, `the previous day`, `the same day`: as seen from the day named before."""
    told = moment.told
    if told is None or told.earliest is None or told.earliest != told.latest:
        return None
    shift = {"next": 1, "following": 1, "previous": -1}.get(match["which"], 0)
    return reach.day(told.earliest + timedelta(days=shift))


_TODAY_PART = rf"(?: (?:early |late )?{PART_OF_DAY})?"

RULES = (
    (
        re.compile(
            rf"\b(?:overnight|(?:during |in |on )?the night|late) (?:from |of |on )?(?:{'|'.join(WEEKDAYS)})"
            rf" ?(?:to|-|–|/|and|into) ?(?:early )?{WEEKDAY}\b"
        ),
        _overnight,
    ),
    (re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})(?: night)? ?(?:-|–|/) ?(?:to ?- ?)?{WEEKDAY} night\b"), _overnight),
    (
        re.compile(
            rf"\b(?:on )?{WEEKDAY}{_TODAY_PART},? (?:of )?(?:the )?"
            r"(?P<which>last|this|next|past|previous|coming|following) week\b"
        ),
        _weekday_of_week,
    ),
    (re.compile(rf"\b(?P<which>last|this|next) week(?: 's)? ?,? ?(?:on )?{WEEKDAY}\b"), _weekday_of_week),
    (re.compile(rf"\b{COUNT} weeks? ago,? (?:on )?(?:last )?{WEEKDAY}\b"), _weekday_and_weeks),
    (re.compile(rf"\b(?:last )?{WEEKDAY} {COUNT} weeks? ago\b"), _weekday_and_weeks),
    (re.compile(rf"\b{COUNT} weeks? (?:from|on) {WEEKDAY}\b"), _weekday_and_weeks),
    (re.compile(rf"\b{WEEKDAY} week\b"), _weekday_and_weeks),
    (
        re.compile(
            rf"{_NOT_EVERY}\b{_NAMES}(?:(?P<which>last|next|this coming|this past|the coming|the past|this|past|coming"
            rf"|previous|following) )?{WEEKDAY}{_TODAY_PART}(?: (?P<after>last|next|past|coming)(?! week))?\b"
        ),
        _weekday,
    ),
    (re.compile(r"\bovernight\b"), _overnight),
    (re.compile(r"\b(?:the )?day (?:before yesterday|after tomorrow)\b"), _near),
    (
        re.compile(
            rf"\b(?:tonight|last night|(?:today|yesterday|tomorrow){_TODAY_PART}"
            r"|(?:earlier|later|late|early)? ?this (?:morning|afternoon|evening|night))\b(?! 's)"
        ),
        _near,
    ),
)
"""Patterns with what resolves them, the more exact before the looser."""

TOLD_RULES = ((re.compile(r"\bthe (?P<which>next|following|previous|same) day\b"), _told_day),)
"""Those that count from the expression named before."""
