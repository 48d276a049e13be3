"""Weeks, months, quarters, seasons, years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date, timedelta

from diplograph.times import reach
from diplograph.times.dates import nearest
from diplograph.times.moment import Direction, Moment
from diplograph.times.reach import APPROXIMATE, Reach, marked
from diplograph.times.words import ABOUT, PART, SEASON, SEASONS, YEAR, part_name, with_doubt

_SHIFT = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
            "eighties": 80, "nineties": 90}  # fmt: skip
_CENTURY_YEARS = 100


def _period(match: re.Match[str], moment: Moment) -> Reach | None:
    """`last week`, `this month`, `next year`, `later this week`, `the coming weekend`."""
    shift = _SHIFT.get(match["which"].split(" ")[-1], 0)
    whole = _unit(match["unit"], shift, moment)
    side = match.groupdict().get("side")
    return _narrowed(whole, side, moment.anchor.day) if whole and side else whole


def _unit(unit: str, shift: int, moment: Moment) -> Reach | None:
    anchor, today = moment.anchor, moment.anchor.day
    if unit == "year":
        return reach.year(anchor.year + shift) if anchor.year else None
    if unit == "decade":
        return (
            reach.years((anchor.year // 10 + shift) * 10, (anchor.year // 10 + shift) * 10 + 9) if anchor.year else None
        )
    if unit == "century":
        return (
            reach.years((anchor.year // 100 + shift) * 100, (anchor.year // 100 + shift) * 100 + 99)
            if anchor.year
            else None
        )
    if unit == "month":
        there = reach.add_months(anchor.month, shift) if anchor.month else None
        return reach.month(there.year, there.month) if there else None
    if today is None:
        return None
    if unit == "weekend":
        saturday = reach.monday_of(today) + timedelta(days=5, weeks=shift)
        return reach.days(saturday, saturday + timedelta(days=1))
    if unit == "quarter":
        quarter = today.year * 4 + (today.month - 1) // 3 + shift
        return _quarter_of(*divmod(quarter, 4))
    monday = reach.monday_of(today) + timedelta(weeks=shift)
    return reach.days(monday, monday + timedelta(days=6))


def _narrowed(whole: Reach, side: str, today: date | None) -> Reach:
    """`later this week` begins today and `earlier this week` ends today; the grain stays the period's."""
    if today is None or whole.earliest is None or whole.latest is None:
        return whole
    if side.startswith("later"):
        return Reach(whole.edtf, max(today, whole.earliest), whole.latest)
    return Reach(whole.edtf, whole.earliest, min(today, whole.latest)) if side.startswith("earlier") else whole


def _quarter_of(year: int, index: int) -> Reach:
    return reach.months((year, index * 3 + 1), (year, index * 3 + 3))


def _weekend(_match: re.Match[str], moment: Moment) -> Reach | None:
    """`at the weekend`: this one or the last, by tense."""
    today = moment.anchor.day
    if today is None:
        return None
    saturday = reach.monday_of(today) + timedelta(days=5)
    if moment.direction is Direction.PAST and saturday > today:
        saturday -= timedelta(weeks=1)
    return reach.days(saturday, saturday + timedelta(days=1))


def _part(match: re.Match[str], moment: Moment) -> Reach | None:
    """`early this year`, `the end of the year` (in the past tense last year's), `late last week`, `mid-2020`."""
    part = part_name(match["part"])
    groups = match.groupdict()
    if groups.get("year"):
        return _part_of_year(int(groups["year"]), match["part"])
    whole = _unit(match["unit"], _SHIFT.get(groups.get("which") or "", 0), moment)
    if whole is None or whole.earliest is None or whole.latest is None:
        return None
    if match["unit"] == "year":
        found, today = _part_of_year(whole.earliest.year, match["part"]), moment.anchor.day
        is_to_come = today is not None and found.earliest is not None and found.earliest > today
        is_told = is_to_come and moment.direction is Direction.PAST and not groups.get("which")
        return _part_of_year(whole.earliest.year - 1, match["part"]) if is_told else found
    if match["unit"] == "month":
        return reach.part_of_month(whole.earliest.year, whole.earliest.month, part)
    if match["unit"] == "decade":
        return reach.part_of_decade(whole.earliest.year, part)
    first, last = {"early": (0, 1), "mid": (2, 3)}.get(part, (3, 6))
    monday = whole.earliest
    return marked(reach.days(monday + timedelta(days=first), monday + timedelta(days=last)), APPROXIMATE)


def _part_of_year(year: int, part: str) -> Reach:
    if part == "first half":
        return reach.months((year, 1), (year, 6))
    return reach.months((year, 7), (year, 12)) if part == "second half" else reach.part_of_year(year, part_name(part))


def _year_end(_match: re.Match[str], moment: Moment) -> Reach | None:
    year = moment.anchor.year
    return marked(reach.month(year, 12), APPROXIMATE) if year else None


def _season(match: re.Match[str], moment: Moment) -> Reach | None:
    """`spring 2020`, `last winter`, `in the autumn`."""
    code, anchor, groups = SEASONS[match["season"]], moment.anchor, match.groupdict()
    if groups.get("year"):
        return reach.season(int(groups["year"]), code)
    which = groups.get("which")
    if groups.get("of_year") and anchor.year:
        return reach.season(anchor.year + _SHIFT.get(groups["of_year"], 0), code)
    today = anchor.day
    if today is None:
        return reach.season(anchor.year, code) if anchor.year and which in {None, "this"} else None
    options = [reach.season(year, code) for year in range(today.year - 2, today.year + 3)]
    side = _SHIFT.get(which or "", 0)
    if side < 0:
        return nearest((o for o in options if o.latest and o.latest < today), Moment(anchor, Direction.PAST))
    if side > 0:
        return nearest((o for o in options if o.earliest and o.earliest > today), Moment(anchor, Direction.FUTURE))
    return nearest(options, Moment(anchor, Direction.NEAREST if which == "this" else moment.direction))


def _quarter(match: re.Match[str], moment: Moment) -> Reach | None:
    """`the third quarter of 2020`, `Q3 2020`, `the first half of next year`."""
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else None
    if year is None and moment.anchor.year:
        year = moment.anchor.year + _SHIFT.get(groups.get("which") or "", 0)
    if year is None:
        return None
    if half := groups.get("half"):
        return _part_of_year(year, f"{half} half")
    quarter = _QUARTERS[match["quarter"]] if match["quarter"] in _QUARTERS else int(match["quarter"])
    return _quarter_of(year, quarter - 1)


def _year(match: re.Match[str], _moment: Moment) -> Reach | None:
    return with_doubt(reach.year(int(match["year"])), match)


def _school_year(match: re.Match[str], _moment: Moment) -> Reach | None:
    """`1994-96`, `2001-2003`."""
    first, last = int(match["year"]), int(match["last"])
    last += first // _CENTURY_YEARS * _CENTURY_YEARS if last < _CENTURY_YEARS else 0
    return reach.years(first, last) if first < last else None


def _decade(match: re.Match[str], _moment: Moment) -> Reach | None:
    groups = match.groupdict()
    short = groups.get("short") or groups.get("name")
    first = 1900 + (int(short) if short.isdigit() else _DECADES[short]) if short else int(groups["decade"])
    part = groups["part"]
    return reach.part_of_decade(first, part_name(part.rstrip("-"))) if part else reach.years(first, first + 9)


def _century(match: re.Match[str], _moment: Moment) -> Reach | None:
    first = (int(match["century"]) - 1) * _CENTURY_YEARS
    return reach.years(first, first + _CENTURY_YEARS - 1)


_UNITS = r"(?P<unit>week|weekend|month|quarter|year|decade|century)"
_WHICH = r"(?P<which>last|this|past|next|previous|this past|this coming|the coming|the past|the current|current|coming)"
_OF_YEAR = rf"(?:{YEAR}|(?P<which>this|last|next) year|the year)"
_DECADE_PART = r"(?:(?P<part>early|mid|late)[- ]+ ?(?:to late )?)?"
_NO_COUNT = (
    r"(?! ?(?:people|dead\b|killed|troops|soldiers|men\b|women|members|tons|tonnes|kilometers|kilometres|km\b|miles"
    r"|meters|metres|dollars|euros|rubles|barrels|delegates|refugees|prisoners|missiles|tanks|%|percent|per cent|-)\b)"
)

RULES = (
    (
        re.compile(
            rf"\b(?:the )?{PART} ?-?(?: of)? (?:the )?(?P<which>last|this|next|past|coming|current)? ?"
            r"(?P<unit>week|month|year|decade)\b"
        ),
        _part,
    ),
    (re.compile(rf"\b(?:the )?{PART}(?: ?- ?| )(?:of )?(?:the year )?{YEAR}\b(?!s)"), _part),
    (re.compile(r"\b(?:the )?year[ -]+ ?end\b"), _year_end),
    (
        re.compile(
            r"\b(?:the )?(?P<quarter>first|second|third|fourth|last|[1-4](?:st|nd|rd|th)) quarter"
            rf" (?:of )?{_OF_YEAR}\b"
        ),
        _quarter,
    ),
    (re.compile(rf"\bq(?P<quarter>[1-4])(?: of)?(?: {YEAR})?\b"), _quarter),
    (re.compile(rf"\b(?:the )?(?P<half>first|second) half of {_OF_YEAR}\b"), _quarter),
    (re.compile(rf"\b{SEASON}(?: of)? (?:{YEAR}|(?P<of_year>last|this|next) year)\b"), _season),
    (re.compile(rf"\b(?P<which>last|this|next|past|coming) {SEASON}\b"), _season),
    (re.compile(rf"\b(?:in|since|by|until|during) (?:the )?(?:early |late )?{SEASON}\b"), _season),
    (re.compile(rf"\b(?:(?P<side>earlier|later) (?:in )?)?{_WHICH} {_UNITS}\b(?! (?:old|of talks))"), _period),
    (re.compile(rf"\b(?P<side>earlier|later) (?:in )?(?P<which>the) {_UNITS}\b"), _period),
    (re.compile(r"\b(?:at|over|during) (?:the )?weekend\b"), _weekend),
    (re.compile(rf"\b{_DECADE_PART}(?P<decade>(?:1[5-9]|20)\d0) ?'?s\b"), _decade),
    (re.compile(rf"\b{_DECADE_PART}(?:the )?'(?P<short>[2-9]0) ?s\b"), _decade),
    (re.compile(rf"\b(?:in|since|during|until|of) the {_DECADE_PART}(?P<name>{'|'.join(_DECADES)})\b"), _decade),
    (re.compile(r"\b(?P<century>1[5-9]|2[01]) ?(?:st|th) century\b"), _century),
    (re.compile(r"\b(?P<year>(?:1[89]|20)\d\d) ?[-–/] ?(?P<last>(?:1[89]|20)?\d\d)\b(?!-)"), _school_year),
    (
        re.compile(rf"\b{ABOUT}(?<![\d.,$€£/-])(?<!number )(?P<year>(?:1[89]|20)\d\d)\b(?![\d/]|[.,]\d){_NO_COUNT}"),
        _year,
    ),
)
"""Patterns with what resolves them, the more exact before the looser."""
