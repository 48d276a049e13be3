"""EDTF dates mean the days that the reader of time expressions takes them to mean."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.reasoning.dates import starts_outside
from diplograph.reasoning.edtf import Bounds, read_bounds
from diplograph.times import Direction, anchored, find_in_words
from diplograph.vocab import DG

EXPRESSIONS = Path(__file__).parents[1] / "times" / "expressions.csv"
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def reaches() -> list[tuple[str, date | None, date | None]]:
    found = []
    with EXPRESSIONS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if len(row["day"]) == len("2020-10-09"):
                moment = anchored(date.fromisoformat(row["day"]), Direction(row["direction"]))
                times = [match.reach_at(moment) for match in find_in_words(row["words"].split())]
                found += [(reach.edtf, reach.earliest, reach.latest) for reach in times if reach]
    return found


def test_what_the_reader_writes_agrees_with_its_days() -> None:
    compared = 0
    for edtf, earliest, latest in reaches():
        bounds = read_bounds(edtf)
        assert bounds is not None, edtf
        assert starts_outside(bounds, {DG.earliestStart: earliest, DG.latestStart: latest}) == [], edtf
        compared += (bounds.first_begin, bounds.last_end) == (earliest, latest)
    assert compared > 100


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "wrong"),
    [
        ("2020-10-12", "2020-10-11", "2020-10-12", [DG.earliestStart]),
        ("2020-10-12", "2020-10-12", "2020-10-13", [DG.latestStart]),
        ("2020-10-12?", "2020-10-12", "2020-10-12", []),
        ("2020-10", "2020-11-02", "2020-11-02", [DG.earliestStart]),
        ("2020-10", "2020-09-02", "2020-09-02", [DG.latestStart]),
        ("2020-10", "2020-10-01", "2020-10-09", []),
        ("2020-10-12~", "2020-10-10", "2020-10-14", []),
        ("../2020-10", None, "2020-10-31", []),
        ("2021/..", "2020-10-31", None, []),
    ],
)
def test_startsstarts_outside_of_what_was_said_are_wrong(
    edtf: str, earliest: str | None, latest: str | None, wrong: list[str]
) -> None:
    bounds = read_bounds(edtf)
    assert bounds is not None
    days = [date.fromisoformat(day) if day else None for day in (earliest, latest)]
    assert starts_outside(bounds, dict(zip((DG.earliestStart, DG.latestStart), days, strict=True))) == wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-10-09", ("2020-10-09", "2020-10-09", "2020-10-09", "2020-10-09")),
        ("2020-02~/2021?", ("2020-02-01", "2020-02-29", "2021-01-01", "2021-12-31")),
        ("../1991-12", (None, None, "1991-12-01", "1991-12-31")),
        ("/2004", (None, None, "2004-01-01", "2004-12-31")),
        ("2020-24", ("2020-12-01", "2021-02-28", "2020-12-01", "2021-02-28")),
        ("20XX", ("2000-01-01", "2099-12-31", "2000-01-01", "2099-12-31")),
        ("XXXX-10-09", (None, None, None, None)),
        ("2020-10-XX", ("2020-10-01", "2020-10-31", "2020-10-01", "2020-10-31")),
    ],
)
def test_bounds_of_each_form(text: str, expected: tuple[str | None, ...]) -> None:
    days = [None if day is None else date.fromisoformat(day) for day in expected]
    assert read_bounds(text) == Bounds(*days, is_approximate="~" in text)


@pytest.mark.parametrize("text", ["soon", "2020-13", "2020-02-30", "2020-10-09/then", "Y170000002"])
def test_what_is_no_such_date_has_no_bounds(text: str) -> None:
    assert read_bounds(text) is None


@given(DAYS, st.integers(0, 4000))
def test_an_interval_reaches_from_its_first_day_to_its_last(begin: date, length: int) -> None:
    end = begin + timedelta(days=length)
    assert read_bounds(f"{begin.isoformat()}/{end.isoformat()}") == Bounds(begin, begin, end, end)
