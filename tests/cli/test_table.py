"""Tables as text."""

import click
import pytest

from diplograph.cli import table
from diplograph.queries import Answer

ANSWER = Answer(
    ("who", "what", "sentence"),
    ({"who": "Kenya", "what": "hosts the talks between the two neighbours", "sentence": "Kenya hosts\nthe talks."},),
    view={"evidence": "sentence"},
)


def test_evidence_stands_under_its_row() -> None:
    assert click.unstyle(table.render_answer(ANSWER)).splitlines()[1:] == [
        "Kenya  hosts the talks between the two neighbours",
        "    “Kenya hosts the talks.”",
    ]


def test_a_terminal_narrows_columns_and_loses_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_terminal_width", lambda: 30)
    printed = click.unstyle(table.render_answer(ANSWER))
    assert max(len(line) for line in printed.splitlines()[1:]) <= 30
    assert {"hosts", "the", "talks", "between", "two", "neighbours"} <= set(printed.split())


def test_no_rows_print_nothing() -> None:
    assert table.render_rows(("who",), []) == ""
