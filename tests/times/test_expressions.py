"""Time expressions, from the article's day towards past or future."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.times import Anchor, Direction, Moment, Reach, anchored, find_in_words, period_anchor
from diplograph.times.words import MONTHS, WEEKDAYS

with Path(__file__).with_name("expressions.csv").open(encoding="utf-8", newline="") as _rows:
    CASES = [tuple(row.values()) for row in csv.DictReader(_rows)]
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
DIRECTIONS = st.sampled_from(list(Direction))


def _anchor(stated: str) -> Anchor:
    if len(stated) == len("2020-10-09"):
        return anchored(date.fromisoformat(stated)).anchor
    return period_anchor(stated) if stated else Anchor()


def _read(words: str, moment: Moment) -> list[Reach]:
    reaches = [match.reach_at(moment) for match in find_in_words(words.split())]
    return [reach for reach in reaches if reach is not None]


def test_there_are_as_many_expressions_as_promised() -> None:
    assert len(CASES) >= 150
    assert len(set(CASES)) == len(CASES)


@pytest.mark.parametrize(("day", "direction", "words", "edtf"), CASES, ids=lambda part: part or "-")
def test_an_expression_reaches_over_its_days(day: str, direction: str, words: str, edtf: str) -> None:
    given_ = [reach.edtf for reach in _read(words, Moment(_anchor(day), Direction(direction)))]
    assert given_ == [one for one in edtf.split(";") if one]


@pytest.mark.parametrize(("day", "direction", "words", "edtf"), CASES, ids=lambda part: part or "-")
@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_case_does_not_matter(change: object, day: str, direction: str, words: str, edtf: str) -> None:
    assert callable(change)
    moment = Moment(_anchor(day), Direction(direction))
    assert _read(change(words), moment) == _read(words, moment)


def _short(day: date) -> str:
    return MONTHS[day.month - 1][:3].title()


FORMS = {
    "iso": lambda day: day.isoformat(),
    "month-day-year": lambda day: f"{MONTHS[day.month - 1].title()} {day.day} , {day.year}",
    "day-month-year": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "abbreviated": lambda day: f"{_short(day)}. {day.day} , {day.year}".replace("May.", "May"),
    "split": lambda day: f"{_short(day)} . {day.day} , {day.year}".replace("May .", "May"),
    "with weekday": lambda day: f"{WEEKDAYS[day.weekday()]} , {MONTHS[day.month - 1]} {day.day} , {day.year}",
    "dotted": lambda day: f"{day.day}.{day.month}.{day.year}",
    "of": lambda day: f"the {day.day}th of {MONTHS[day.month - 1]} {day.year}",
}


@given(day=DAYS, form=st.sampled_from(sorted(FORMS)), seen_from=DAYS, direction=DIRECTIONS)
def test_a_written_day_is_read_back(day: date, form: str, seen_from: date, direction: Direction) -> None:
    assert _read(FORMS[form](day), anchored(seen_from, direction)) == [Reach(day.isoformat(), day, day)]


@given(day=DAYS, weekday=st.sampled_from(WEEKDAYS), direction=DIRECTIONS)
def test_a_weekday_lies_within_a_week_on_the_side_of_its_tense(day: date, weekday: str, direction: Direction) -> None:
    (found,) = _read(f"on {weekday}", anchored(day, direction))
    assert found.earliest is not None
    gap = (found.earliest - day).days
    assert WEEKDAYS[found.earliest.weekday()] == weekday
    assert {Direction.PAST: -6 <= gap <= 0, Direction.FUTURE: 0 <= gap <= 6, Direction.NEAREST: -3 <= gap <= 3}[
        direction
    ]


@given(day=DAYS, shift=st.integers(1, 60))
def test_days_ago_and_days_from_now_are_the_same_distance(day: date, shift: int) -> None:
    (back,), (ahead,) = (_read(f"{shift} days {side}", anchored(day)) for side in ("ago", "from now"))
    assert (back.earliest, ahead.earliest) == (day - timedelta(days=shift), day + timedelta(days=shift))


@given(day=DAYS, number=st.integers(1, 12), direction=DIRECTIONS)
def test_a_month_is_never_more_than_a_year_away(day: date, number: int, direction: Direction) -> None:
    (found,) = _read(f"in {MONTHS[number - 1].title()}", anchored(day, direction))
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest.month == number
    assert abs((found.earliest - day).days) <= 366


@given(day=DAYS, direction=DIRECTIONS, case=st.sampled_from(CASES))
def test_the_first_day_is_not_after_the_last(day: date, direction: Direction, case: tuple[str, ...]) -> None:
    for found in _read(case[2], anchored(day, direction)):
        assert found.earliest is None or found.latest is None or found.earliest <= found.latest


@given(words=st.lists(st.sampled_from(" ".join(case[2] for case in CASES).split()), max_size=12), day=DAYS)
def test_any_heap_of_words_is_read_without_harm(words: list[str], day: date) -> None:
    taken: set[int] = set()
    for match in find_in_words(words):
        span = set(range(match.start, match.end))
        assert span
        assert not span & taken
        taken |= span
        for direction in Direction:
            match.reach_at(anchored(day, direction))
