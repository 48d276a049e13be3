"""A reading copy always knows where in the original its characters stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.reading_copy import ReadingCopy

NEW = "\ue000"
"""A character that no original has: what is not this was kept."""

TEXTS = st.text(alphabet="ab .,#\n😀é", max_size=40)
CHANGES = st.tuples(
    st.sampled_from(["a", "b+", r"\s+", "^a+", "a b", r"[#.]", "é|😀", NEW]),
    st.sampled_from(["", NEW, NEW * 2, NEW * 5]),
)
REMOVALS = st.tuples(st.sampled_from(["^a*", "(?=b)", "$"]), st.just(""))
RULES = st.lists(CHANGES | REMOVALS, max_size=6)


@given(TEXTS, st.data())
def test_an_unchanged_copy_has_the_original_offsets(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    copy = ReadingCopy.of(text, first, last)
    assert copy.text == text[first:last]
    for index in range(len(copy.text)):
        start, end = copy.original_span(index, len(copy.text))
        assert text[start:end] == copy.text[index:]


@given(TEXTS, RULES)
def test_offsets_round_trip_through_any_rules(text: str, rules: list[tuple[str, str]]) -> None:
    copy = ReadingCopy.of(text)
    for pattern, replacement in rules:
        copy = copy.replace(re.compile(pattern), replacement)
    assert len(copy.text) == len(copy.starts) == len(copy.ends)
    assert list(copy.starts) == sorted(copy.starts)
    for letter, start, end in zip(copy.text, copy.starts, copy.ends, strict=True):
        assert letter == NEW or text[start:end] == letter


@given(TEXTS, RULES, st.data())
def test_a_span_of_the_copy_covers_what_it_was_made_from(
    text: str, rules: list[tuple[str, str]], data: st.DataObject
) -> None:
    copy = ReadingCopy.of(text)
    for pattern, replacement in rules:
        copy = copy.replace(re.compile(pattern), replacement)
    if not copy.text:
        return
    first = data.draw(st.integers(0, len(copy.text) - 1))
    last = data.draw(st.integers(first + 1, len(copy.text)))
    start, end = copy.original_span(first, last)
    assert 0 <= start <= end <= len(text)
    kept = [letter for letter in copy.text[first:last] if letter != NEW]
    original = iter(text[start:end])
    assert all(letter in original for letter in kept)


@given(TEXTS)
def test_a_replacement_of_the_same_length_moves_nothing(text: str) -> None:
    copy = ReadingCopy.of(text).replace(re.compile("a+"), lambda match: match[0].upper())
    assert copy.text == text.replace("a", "A")
    assert [copy.original_span(i, i + 1) for i in range(len(text))] == [(i, i + 1) for i in range(len(text))]


def test_a_rule_that_finds_nothing_gives_the_same_copy() -> None:
    copy = ReadingCopy.of("Lima")
    assert copy.replace(re.compile("x"), "y") is copy


@pytest.mark.parametrize(
    ("pattern", "replacement", "word", "original"),
    [
        (r"&amp;", "&", "&", "&amp;"),
        (r"\s?#39;", "'", "Peru's", "Peru #39;s"),
        (r" \(wire\)", "", "Peru's envoy", None),
        (r"(\w+)'s", r"\1", "Bolivia", "Bolivia's"),
    ],
)
def test_replaced_words_lead_back(pattern: str, replacement: str, word: str, original: str | None) -> None:
    text = "Peru #39;s envoy &amp; Bolivia's (wire) minister"
    copy = ReadingCopy.of(text).replace(re.compile(r"\s?#39;"), "'").replace(re.compile(pattern), replacement)
    first = copy.text.index(word)
    start, end = copy.original_span(first, first + len(word))
    assert text[start:end] == (original or "Peru #39;s envoy")


def test_characters_put_in_between_have_a_place() -> None:
    copy = ReadingCopy.of("Lima.Quito").replace(re.compile(r"(?<=\.)(?=[A-Z])"), " ")
    assert copy.text == "Lima. Quito"
    assert len(copy.starts) == len(copy.ends) == len(copy.text)
