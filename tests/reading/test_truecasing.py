"""Capitals come back to wires that are written in one case, and to nothing else."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_cases import read_cases

from diplograph.model import Article
from diplograph.reading import SpacyReader
from diplograph.reading.casing import Truecaser, has_lost_case
from diplograph.text.reading_copy import ReadingCopy

TRUECASER = Truecaser(
    {"kenya": "Kenya", "nato": "NATO", "william ruto": "William Ruto"}, {"ruto"}, lambda word: word < "n"
)


@pytest.mark.parametrize("case", read_cases("capitals.jsonl"))
def test_a_wire_of_one_case_is_read_as_edited_english(reader: SpacyReader, case: dict[str, Any]) -> None:
    words = [token.text for sentence in reader.read(Article("a", case["text"])) for token in sentence.tokens]
    assert "".join(words) == case["read"].replace(" ", "")


@given(st.text(alphabet="KENYAoruti .'-NATO", max_size=60))
@settings(max_examples=60)
def test_restoring_changes_nothing_but_case(text: str) -> None:
    copy = TRUECASER.restore(ReadingCopy.of(text))
    assert copy.text.casefold() == text.casefold()
    assert copy.starts == ReadingCopy.of(text).starts
    assert has_lost_case(text) or copy.text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TALKS IN NAIROBI RESUME ON MONDAY", True),
        ("talks in nairobi resume on monday", True),
        ("Talks in Nairobi resume", False),
        ("NATO AND UN", False),
        ("", False),
    ],
)
def test_lost_case_is_noticed(text: str, expected: bool) -> None:
    assert has_lost_case(text) is expected
