"""What news text carries besides its sentences goes, and everything that is read leads back to the text as stored."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_cases import read_cases

from diplograph.reading.gazetteer import Gazetteer
from diplograph.reading.normalise import normalise
from diplograph.text.reading_copy import ReadingCopy

PIECES = [
    "NAIROBI (AFP) - ", "[ad_1]", "Kenya", " #39;s", "&amp;", " U . S . ", " 's", "``", "''", " -LRB- ", "#South_Sudan",
    "Addis. Ababa", ". ", " , ", "  ", "\t", "https://x.example/a", "\\$5", "\\envoy", "• ", "🔴", "é",
    " did n't", "¼", "x_y",
]  # fmt: skip
PARAGRAPHS = st.lists(st.sampled_from(PIECES) | st.text(alphabet="aZ .'&#;\\-é", max_size=4), max_size=12).map("".join)


def _is_name(folded: str) -> bool:
    return folded in {"addis ababa", "kenya"}


def _read(text: str) -> ReadingCopy:
    return normalise(ReadingCopy.of(text), _is_name, _is_name)


@pytest.mark.parametrize("case", read_cases("normalise.jsonl"))
def test_the_reading_copy_is_prose(gazetteer: Gazetteer, case: dict[str, Any]) -> None:
    copy = normalise(ReadingCopy.of(case["text"]), gazetteer.is_name, {"geneva", "cairo"}.__contains__)
    assert copy.text.strip() == case["read"]


@given(PARAGRAPHS)
def test_every_letter_read_stands_at_its_place_in_the_text(text: str) -> None:
    copy = _read(text)
    assert len(copy.text) == len(copy.starts) == len(copy.ends)
    assert list(copy.starts) == sorted(copy.starts)
    for letter, start, end in zip(copy.text, copy.starts, copy.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert not letter.isalnum() or letter in text[start:end]


@given(PARAGRAPHS)
def test_every_word_read_leads_back_to_its_letters(text: str) -> None:
    copy = _read(text)
    for match in re.finditer(r"\w+", copy.text):
        start, end = copy.original_span(*match.span())
        original = iter(text[start:end])
        assert all(letter in original for letter in match[0])


@given(PARAGRAPHS, st.text(alphabet="ab ", max_size=5))
def test_a_paragraph_in_the_middle_keeps_the_offsets_of_the_whole(paragraph: str, before: str) -> None:
    text = f"{before}\n{paragraph}\n{before}"
    start = len(before) + 1
    copy = normalise(ReadingCopy.of(text, start, start + len(paragraph)), _is_name, _is_name)
    alone = _read(paragraph)
    assert copy.text == alone.text
    assert copy.starts == tuple(offset + start for offset in alone.starts)
    assert copy.ends == tuple(offset + start for offset in alone.ends)


@pytest.mark.parametrize(
    ("text", "word", "original"),
    [
        ("Kenya #39;s envoy", "Kenya's", "Kenya #39;s"),
        ("NAIROBI (AFP) - The U . S . envoy", "U.S.", "U . S ."),
        ("Talks in Addis. Ababa failed", "Addis Ababa", "Addis. Ababa"),
        ("#South_Sudan agreed", "South Sudan", "South_Sudan"),
        ("Trinidad &amp; Tobago", "Trinidad & Tobago", "Trinidad &amp; Tobago"),
        ("🔴 Peru  signed", "Peru signed", "Peru  signed"),
    ],
)
def test_what_was_changed_leads_back(text: str, word: str, original: str) -> None:
    copy = _read(text)
    first = copy.text.index(word)
    start, end = copy.original_span(first, first + len(word))
    assert text[start:end] == original
