"""The weights and the vocabulary that ship with diplograph."""

import numpy as np
import pytest

from diplograph.extraction.pairs.encoding import MOST_PIECES, MOST_WORDS, Reading, encode
from diplograph.extraction.pairs.model import COLUMNS, load_model
from diplograph.extraction.pairs.phrases import Naming, Phrase
from diplograph.model import Actor, ActorClass

KENYA, NORWAY = (Actor(name, ActorClass.STATE, key) for key, name in (("KE", "Kenya"), ("NO", "Norway")))


@pytest.mark.parametrize(("word", "count"), [("moscow", 1), ("met", 1), ("pashinyan", 3), ("☃", 1)])
def test_a_word_has_its_own_pieces_and_no_others(word, count):
    assert len(load_model().pieces(word)) == count


def test_the_last_words_of_a_long_sentence_are_looked_at():
    words = ("Kenya", *["said"] * (MOST_WORDS - 2), "Norway")
    phrases = (
        Phrase(0, 0, 1, (KENYA,), Naming.NAME),
        Phrase(MOST_WORDS - 1, MOST_WORDS - 1, MOST_WORDS, (NORWAY,), Naming.NAME),
    )
    encoded = encode(Reading(words, (0,) * len(words), {}), phrases, load_model().pieces)
    assert len(encoded.pieces) == MOST_WORDS + 2 <= MOST_PIECES
    assert {(pair.first, pair.second) for pair in encoded.pairs} >= {(0, 1), (1, 0)}


def test_outputs_have_a_row_for_each_pair_and_are_the_same_each_time():
    words = ("Kenya", "met", "Norway", ".")
    phrases = (Phrase(0, 0, 1, (KENYA,), Naming.NAME), Phrase(2, 2, 3, (NORWAY,), Naming.NAME))
    encoded = encode(Reading(words, (1, 1, 1, 1), {}), phrases, load_model().pieces)
    first = load_model().outputs(encoded)
    assert first.shape == (len(encoded.pairs), COLUMNS)
    assert np.array_equal(first, load_model().outputs(encoded))


def test_processors_that_saturate_eight_bit_products_give_the_same_outputs():
    words = ("Kenya", ",", "the", "main", "supplier", "of", "arms", "to", "Norway", ",", "closed", "an", "embassy", ".")
    phrases = (Phrase(0, 0, 1, (KENYA,), Naming.NAME), Phrase(8, 8, 9, (NORWAY,), Naming.NAME))
    encoded = encode(Reading(words, tuple(range(len(words))), {}), phrases, load_model().pieces)
    backs = load_model().outputs(encoded)[:, 2]
    assert backs == pytest.approx([-4.3, -22.67, -16.34, -21.21], abs=0.1)  # by onnx's own ReferenceEvaluator
