"""Times counted from the article's day or from the time named before: `two days ago`, `in three weeks`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from diplograph.times import reach
from diplograph.times.moment import Anchor, Direction, Moment
from diplograph.times.reach import APPROXIMATE, Reach, marked
from diplograph.times.words import ABOUT, COUNT, UNIT, number, with_doubt

_DAYS = {"minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}
_A_FEW = {"minute": 0, "hour": 0, "day": 7, "week": 28, "fortnight": 56, "month": 183, "year": 1461, "decade": 10958}
"""Days that `recent`, `coming` or `a few` of a unit may cover."""
_ONE = {"minute": 0, "hour": 1, "day": 1, "week": 7, "fortnight": 14, "month": 31, "year": 365, "decade": 3650}


def shifted(at: date, count: int, unit: str, *, half: bool = False) -> Reach:
    """The time a number of units after a day, in the grain of the unit; weeks and decades as about that time."""
    if unit in {"hour", "minute"}:
        return reach.day(at + timedelta(days=int(count / 24) if unit == "hour" else 0))
    if unit == "day":
        return reach.day(at + timedelta(days=count))
    if unit in {"week", "fortnight"}:
        middle = at + timedelta(days=count * _DAYS[unit])
        about = marked(reach.day(middle), APPROXIMATE)
        return Reach(about.edtf, middle - timedelta(days=3), middle + timedelta(days=3))
    months = count * _MONTHS[unit] + ((_MONTHS[unit] // 2) * (1 if count > 0 else -1) if half else 0)
    there = reach.add_months(at, months)
    if unit == "month" or half:
        return reach.month(there.year, there.month)
    about_year = reach.year(there.year)
    return about_year if unit == "year" else marked(about_year, APPROXIMATE)


def _counted(match: re.Match[str], moment: Moment, sign: int) -> Reach | None:
    base = moment.anchor.day
    words, unit = match["count"], match["unit"]
    if base is None:
        return _from_period(moment.anchor, sign * (number(words) or 0), unit) if number(words) else None
    count = number(words)
    if count is None:
        wide, narrow = timedelta(days=_A_FEW.get(unit, 0)), timedelta(days=2 * _ONE.get(unit, 0))
        near, far = base + sign * narrow, base + sign * wide
        return marked(reach.days(min(near, far), max(near, far)), APPROXIMATE)
    try:
        found = shifted(base, sign * count, unit, half=bool(match.groupdict().get("half")))
    except (ValueError, OverflowError):
        return None
    return with_doubt(found, match)


def _from_period(anchor: Anchor, count: int, unit: str) -> Reach | None:
    """As much as can be said when only the article's month or year is known."""
    if unit == "year" and anchor.year and count:
        return reach.year(anchor.year + count)
    if unit == "month" and anchor.month and count:
        there = reach.add_months(anchor.month, count)
        return reach.month(there.year, there.month)
    return None


def _ago(match: re.Match[str], moment: Moment) -> Reach | None:
    return _counted(match, moment, -1)


def _ahead(match: re.Match[str], moment: Moment) -> Reach | None:
    return _counted(match, moment, 1)


def _in(match: re.Match[str], moment: Moment) -> Reach | None:
    """`in two weeks`; in the past tense that is how long something took."""
    return None if moment.direction is Direction.PAST else _counted(match, moment, 1)


def _within(match: re.Match[str], moment: Moment) -> Reach | None:
    """`within two weeks`, `in the next three days`, `over the past five years`: from now to there, or from there."""
    is_back = match["way"] in {"past", "last", "previous"}
    today, count = moment.anchor.day, number(match["count"] or "")
    if moment.direction is Direction.PAST and match["way"] == "within":
        return None
    if today is None:
        return None
    if count is None:
        return _loose(today, match["unit"], is_back=is_back)
    try:
        there = shifted(today, -count if is_back else count, match["unit"])
    except (ValueError, OverflowError):
        return None
    return _span(there, today, match["unit"], is_back=is_back)


def _span(there: Reach, today: date, unit: str, *, is_back: bool) -> Reach:
    here = reach.year(today.year) if unit in {"year", "decade"} else reach.day(today)
    here = reach.month(today.year, today.month) if unit == "month" else here
    far = Reach(there.edtf.rstrip("~"), there.earliest, there.latest)
    first, last = (far, here) if is_back else (here, far)
    joined = reach.join(first, last)
    return Reach(joined.edtf, joined.earliest, today) if is_back else Reach(joined.edtf, today, joined.latest)


def _coming(match: re.Match[str], moment: Moment) -> Reach | None:
    """`in the coming days`, `in recent weeks`."""
    today = moment.anchor.day
    return (
        _loose(today, match["unit"], is_back=match["way"] in {"recent", "past", "last", "previous"}) if today else None
    )


def _loose(today: date, unit: str, *, is_back: bool) -> Reach:
    wide = timedelta(days=_A_FEW.get(unit, 0))
    return marked(reach.days(today - wide, today) if is_back else reach.days(today, today + wide), APPROXIMATE)


def _told(match: re.Match[str], moment: Moment) -> Reach | None:
    """`two days later`, counted from the time named before; `two days earlier` also from the article's day."""
    is_later = match["side"] in {"later", "afterwards", "after"}
    if moment.told is not None and moment.told.earliest is not None:
        base = moment.told.earliest
        return _counted(match, Moment(Anchor(base, base), moment.direction), 1 if is_later else -1)
    return None if is_later or match["side"] == "before" else _counted(match, moment, -1)


_HALF = r"(?P<half> and a half)?"
_NO_TALKS = r"(?! of\b)(?! of talks)"

RULES = (
    (re.compile(rf"\b{ABOUT}{COUNT} {UNIT}{_HALF} ago\b"), _ago),
    (re.compile(rf"\b{ABOUT}{COUNT} {UNIT} (?:from now|from today|hence|from tomorrow)\b"), _ahead),
    (
        re.compile(rf"\b(?:in|over|during|within|for) the (?P<way>past|last|next|coming|previous) {COUNT} {UNIT}\b"),
        _within,
    ),
    (re.compile(rf"\b(?P<way>within) (?:the )?{COUNT} {UNIT}\b{_NO_TALKS}"), _within),
    (
        re.compile(
            r"\b(?:in|over|during|within|for) (?:the )?(?P<way>recent|coming|next|past|last|previous)(?: few| several)?"
            r" (?P<unit>minute|hour|day|week|month|year|decade)s\b"
        ),
        _coming,
    ),
    (re.compile(rf"\bin {ABOUT}{COUNT} {UNIT}(?: ?'s?)?(?: time)?\b{_NO_TALKS}"), _in),
)
"""Patterns with what resolves them, the more exact before the looser."""

TOLD_RULES = ((re.compile(rf"\b{ABOUT}{COUNT} {UNIT} (?P<side>later|earlier|afterwards|before)\b(?! than)"), _told),)
"""Those that count from the expression named before."""
