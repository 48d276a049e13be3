"""The names that a reader finds, each with its characters in the text as stored."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_cases import read_cases

from diplograph.model import Article, MentionKind, SenseKind
from diplograph.reading import SpacyReader
from diplograph.reading.gazetteer import Gazetteer

PIECES = [
    "[ad_1]", "NAIROBI (AFP) - Kenya sent envoys.", "The U . S . ' s envoy left .", "Kenya #39;s talks &amp; deals.",
    "#Ethiopia thanked @WilliamRuto.", "TURKEY AND THE UNITED NATIONS SIGNED A PACT IN ANKARA ON MONDAY.",
    "\n", "\n\n", "The U.S.-backed rebels left Addis. Ababa.",
    "Mevlüt Çavuşoğlu said: “No.”", "🔴 Source: Courier", "Niger’s side said `` no ''.",
    "Michael Jordan met Boris Johnson, Tony Blair and Chad's envoy.", "  ", "\t", "The cost was \\$5 million.",
    "…", "é",
]  # fmt: skip
ARTICLES = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)


@given(ARTICLES)
@settings(max_examples=40, deadline=None)
def test_every_span_is_the_text_between_its_offsets(reader: SpacyReader, text: str) -> None:
    last = 0
    for number, sentence in enumerate(reader.read(Article("a", text))):
        assert sentence.index == number
        assert sentence.span.exact == text[sentence.span.start : sentence.span.end]
        assert sentence.span.start >= last
        for token in sentence.tokens:
            assert sentence.span.start <= token.start < token.end <= sentence.span.end
        for mention in sentence.mentions:
            assert mention.span.exact == text[mention.span.start : mention.span.end]
            assert mention.span.start == sentence.tokens[mention.start].start
            assert mention.start <= mention.head < mention.end
        last = sentence.span.start


@given(ARTICLES)
@settings(max_examples=20, deadline=None)
def test_mentions_do_not_overlap(reader: SpacyReader, text: str) -> None:
    for sentence in reader.read(Article("a", text)):
        for before, after in zip(sentence.mentions, sentence.mentions[1:], strict=False):
            assert before.end <= after.start


@pytest.mark.parametrize("case", read_cases("mentions.jsonl"))
def test_names_are_found_as_written(reader: SpacyReader, case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = [mention for sentence in reader.read(Article("a", text)) for mention in sentence.mentions]
    found = {mention.span.exact: mention.kind.value for mention in mentions}
    assert found | case["mentions"] == found
    assert not set(case["none"]) & set(found)
    assert all(text[mention.span.start : mention.span.end] == mention.span.exact for mention in mentions)
    assert all(bool(mention.senses) == (mention.kind is MentionKind.KNOWN_NAME) for mention in mentions)


def test_a_surname_that_is_a_state_is_both_in_one_text(reader: SpacyReader) -> None:
    sentences = reader.read(Article("a", "Michael Jordan landed in Amman. Jordan welcomed the guest."))
    person, _, state = (mention for sentence in sentences for mention in sentence.mentions)
    assert person.senses == ()
    assert [sense.actor.label for sense in state.senses if sense.actor] == ["Jordan"]


def test_paragraphs_are_counted_where_there_is_prose(reader: SpacyReader) -> None:
    sentences = reader.read(Article("a", "[ad_1]\n\nKenya agreed. Uganda did not.\n\nSource: Courier\nPeru waited."))
    assert [(sentence.index, sentence.paragraph) for sentence in sentences] == [(0, 0), (1, 0), (2, 1)]


@pytest.mark.parametrize("text", ["", "\n\n", "[ad_1]", " . ", "…"])
def test_a_text_without_prose_has_no_sentences(reader: SpacyReader, text: str) -> None:
    assert reader.read(Article("a", text)) == ()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["Kenya", "'s", "envoy"], ["Kenya"]),
        (["the", "US", "told", "us"], ["US"]),
        (["the", "who", "and", "the", "WHO"], ["WHO"]),
        (["South", "Sudan", "and", "Sudan"], ["South Sudan", "Sudan"]),
        (["New", "York", "City"], ["New York City"]),
        (["kenya"], []),
        (["Nagorno", "-", "Karabakh"], ["Nagorno - Karabakh"]),
        ([], []),
    ],
)
def test_listed_names_are_found_longest_first(gazetteer: Gazetteer, words: list[str], names: list[str]) -> None:
    assert [" ".join(words[start:end]) for start, end, _ in gazetteer.find(words)] == names


def test_a_name_keeps_all_that_it_may_stand_for(gazetteer: Gazetteer) -> None:
    ((_, _, senses),) = gazetteer.find(["Baku"])
    assert {sense.kind for sense in senses} >= {SenseKind.METONYM, SenseKind.PLACE}
