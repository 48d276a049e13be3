"""Sentences are told apart without losing a character, and never inside a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.register import load_register
from diplograph.text.splitting import SentenceSplitter

NAMES = sorted(set(load_register().spellings.values()))
SPLITTER = SentenceSplitter(NAMES)


def _split(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in SPLITTER.split(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. They met.", ["It rained.", "They met."]),
        ("“We will talk.” He left! Why? Nobody knows.", ["“We will talk.”", "He left!", "Why?", "Nobody knows."]),
        ("Gen. Sule met Mr. Ode of the U.S. Embassy.", ["Gen. Sule met Mr. Ode of the U.S. Embassy."]),
        ("J. K. Ofori paid 3.5 million.", ["J. K. Ofori paid 3.5 million."]),
        ("They met. later they left.", ["They met. later they left."]),
        ("THEY MET. IT RAINED.", ["THEY MET.", "IT RAINED."]),
    ],
)  # fmt: skip
def test_text_splits_into(text: str, sentences: list[str]) -> None:
    assert _split(text) == sentences


@given(st.text(alphabet="aB. !?\"“”'\n(S)", max_size=60))
def test_the_spans_are_the_whole_text(text: str) -> None:
    spans = SPLITTER.split(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_a_name_is_never_split(first: str, second: str) -> None:
    text = f"Yesterday {first} met {second} in the capital. It rained."
    whole = next(text[start:end] for start, end in SPLITTER.split(text))
    assert first in whole and second in whole
