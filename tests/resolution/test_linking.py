"""How many automatic links are right, over names that the register does not list and names that only look listed.

A row with `xfail` is a known failure with its reason; the figures count it all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from linking import HARD_NEGATIVES, VARIANTS, Resolve, Row, judge_negative, judge_variant, measure

from diplograph.register import Register
from diplograph.text.folding import fold

MIN_PRECISION = 0.98
MIN_RECALL = 0.85


def _cases(rows: Sequence[Row]) -> list[object]:
    return [
        pytest.param(
            row,
            id=f"{row['surface']} {row['date']}",
            marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if row["xfail"] else [],
        )
        for row in rows
    ]


@pytest.mark.parametrize("row", _cases(VARIANTS))
def test_a_variant_is_linked_to_whom_it_means(row: Row, resolve: Resolve) -> None:
    verdict = judge_variant(row, resolve)
    assert verdict.wrong == ()
    assert verdict.is_right


@pytest.mark.parametrize("row", _cases(HARD_NEGATIVES))
def test_a_look_alike_is_linked_to_nobody_else(row: Row, resolve: Resolve) -> None:
    assert judge_negative(row, resolve).wrong == ()


def test_automatic_links_are_as_good_as_promised(resolve: Resolve) -> None:
    figures = measure(resolve)
    assert figures.precision >= MIN_PRECISION, figures
    assert figures.recall >= MIN_RECALL, figures


def test_no_variant_is_a_name_of_the_register(register: Register) -> None:
    assert not {row["surface"] for row in VARIANTS if fold(row["surface"]) in register.senses}


def test_a_look_alike_that_is_listed_means_something_else_where_it_stands(register: Register) -> None:
    listed = {row["kind"] for row in HARD_NEGATIVES if fold(row["surface"]) in register.senses}
    assert listed <= {"state as town", "place as person"}


def test_the_tables_name_actors_of_the_register_in_every_way(register: Register) -> None:
    tables = register.tables
    known = {row.label for row in (*tables.persons, *tables.states)}
    assert {row["label"] for row in VARIANTS} <= known
    assert {label for row in HARD_NEGATIVES for label in row["never"].split(";")} <= known
    assert {row["kind"] for row in VARIANTS} == {"transliteration", "garble", "surname", "office"}
    assert len(VARIANTS) >= 40 and len(HARD_NEGATIVES) >= 40
