"""What the parser gets wrong and is put right."""

from __future__ import annotations

import pytest

from diplograph.model import Sentence, Token
from diplograph.reading import SpacyReader
from diplograph.sources import make_article


def _read(text: str) -> Sentence:
    (sentence,) = SpacyReader({}, {}).read(make_article(text))
    return sentence


def _word(sentence: Sentence, text: str) -> Token:
    return next(token for token in sentence.tokens if token.text == text)


@pytest.mark.parametrize(
    "text",
    [
        "Israel's government has accused the Iranian military of supplying arms to Hamas.",
        "India has accused Pakistani military intelligence of sponsoring the attack.",
        "Rwanda suspected Uganda of support for the rebels.",
    ],
)
def test_what_follows_of_hangs_on_the_accusing_verb(text: str) -> None:
    sentence = _read(text)
    assert sentence.tokens[_word(sentence, "of").head].lemma in {"accuse", "suspect"}


def test_of_stays_inside_the_name_of_an_accused() -> None:
    sentence = _read("Kenya accused the king of Morocco.")
    assert sentence.tokens[_word(sentence, "of").head].text == "king"


def test_a_bare_verb_after_that_is_a_verb_with_its_subject() -> None:
    sentence = _read("Hungary proposed that the European Community mediate between Hungary and Slovakia on the dam.")
    verb = _word(sentence, "mediate")
    assert (verb.pos, verb.tag) == ("VERB", "VB")
    assert [token.text for token in sentence.tokens if token.head == verb.index and token.dep == "nsubj"] == [
        "Community"
    ]
