"""A sentence as numbers: pieces, pairs and what is told of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.extraction.pairs.encoding import (
    DISTANCES,
    LONGEST_PATH,
    MOST_PIECES,
    MOST_WORDS,
    NOBODY,
    SEGMENTS,
    PairOfPhrases,
    Reading,
    encode,
    pairs_of,
)
from diplograph.extraction.pairs.phrases import Naming, Phrase
from diplograph.model import Actor, ActorClass, RelationType

PERU, CHILE, OMAN = (Actor(name, ActorClass.STATE, name) for name in ("Peru", "Chile", "Oman"))


def _phrase(index: int, *actors: Actor) -> Phrase:
    return Phrase(index, index, index + 1, actors, Naming.NAME)


def _reading(words: Sequence[str], heads: Sequence[int] | None = None) -> Reading:
    """Words of which each hangs on the one before it, if nothing else is said."""
    return Reading(tuple(words), tuple(heads or (max(0, i - 1) for i in range(len(words)))), {})


def _pieces(word: str) -> Sequence[int]:
    return [1000 + len(word)] * (1 + len(word) // 4)


def test_each_two_sides_are_a_pair_in_both_orders_and_each_side_one_with_nobody() -> None:
    pairs = list(pairs_of([_phrase(0, PERU), _phrase(2, CHILE)]))
    assert pairs == [
        PairOfPhrases(0, 1),
        PairOfPhrases(0, None),
        PairOfPhrases(1, 0),
        PairOfPhrases(1, None),
    ]


def test_two_phrases_for_one_side_are_no_pair_and_one_for_two_sides_is() -> None:
    assert PairOfPhrases(0, 1) not in list(pairs_of([_phrase(0, PERU), _phrase(3, PERU)]))
    assert PairOfPhrases(0, 0) in list(pairs_of([_phrase(0, PERU, CHILE)]))


def test_heads_point_at_the_first_piece_of_their_word() -> None:
    encoded = encode(_reading(["Peru", "telephoned", "Chile"]), [_phrase(0, PERU), _phrase(2, CHILE)], _pieces)
    row = encoded.pairs.index(PairOfPhrases(0, 1))
    assert encoded.pieces[encoded.firsts[row]] == 1004
    assert encoded.pieces[encoded.seconds[row]] == 1005
    assert encoded.segments[encoded.firsts[row]] != encoded.segments[encoded.firsts[row] + 2]


@pytest.mark.parametrize(("gap", "step"), [(1, 1), (2, 1), (3, 2), (8, 3), (15, 4), (40, 5)])
def test_distances_are_told_in_steps_of_both_signs(gap: int, step: int) -> None:
    encoded = encode(_reading(["word"] * 60), [_phrase(0, PERU), _phrase(gap, CHILE)], _pieces)
    forth, back = (encoded.pairs.index(PairOfPhrases(*pair)) for pair in ((0, 1), (1, 0)))
    assert encoded.distances[forth] == step
    assert encoded.distances[back] == step + DISTANCES // 2


def test_nobody_has_a_naming_of_its_own() -> None:
    encoded = encode(_reading(["Peru", "mediated"]), [_phrase(0, PERU)], _pieces)
    assert encoded.pairs == (PairOfPhrases(0, None),)
    assert encoded.namings.tolist() == [[0, NOBODY]]


def test_phrases_beyond_what_is_looked_at_are_left_out() -> None:
    encoded = encode(_reading(["word"] * 300), [_phrase(0, PERU), _phrase(250, CHILE)], _pieces)
    assert encoded.pairs == (PairOfPhrases(0, None),)


@given(st.lists(st.text(max_size=30), max_size=2 * MOST_WORDS), st.data())
def test_whatever_the_words_all_numbers_stay_in_their_bounds(words: list[str], data: st.DataObject) -> None:
    positions = st.integers(0, max(0, len(words) - 1))
    heads = data.draw(st.lists(positions, unique=True, max_size=5)) if words else []
    actors = (PERU, CHILE, OMAN)
    phrases = [_phrase(head, actors[number % 3]) for number, head in enumerate(sorted(heads))]
    heads = data.draw(st.lists(st.integers(0, max(0, len(words) - 1)), min_size=len(words), max_size=len(words)))
    encoded = encode(_reading(words, heads), phrases, _pieces)
    assert encoded.paths.shape == (len(encoded.pairs), LONGEST_PATH)
    assert all(0 <= piece < len(encoded.pieces) for piece in encoded.paths.ravel())
    assert 0 < len(encoded.pieces) == len(encoded.segments) <= MOST_PIECES
    assert set(encoded.segments.tolist()) <= set(range(SEGMENTS))
    for values, end in ((encoded.firsts, len(encoded.pieces)), (encoded.seconds, len(encoded.pieces))):
        assert all(0 <= value < end for value in values)
    assert all(0 <= value < DISTANCES for value in encoded.distances)
    assert all(len(values) == len(encoded.pairs) for values in (encoded.firsts, encoded.distances, encoded.namings))


def test_the_path_between_two_heads_is_that_of_the_tree() -> None:
    reading = _reading(["Peru", "sold", "guns", "to", "Chile"], [1, 1, 1, 1, 3])
    assert reading.path(0, 4) == [1, 3]
    assert reading.path(4, 0) == [3, 1]
    assert reading.path(4, None) == [3, 1]


def test_of_a_long_path_the_ends_count() -> None:
    path = _reading(["word"] * 40).path(39, 0)
    assert path == [38, 37, 36, 35, 34, 5, 4, 3, 2, 1]


def test_a_tree_that_runs_in_a_circle_or_falls_apart_has_paths_all_the_same() -> None:
    assert _reading(["a", "b", "c"], [1, 0, 2]).path(0, 2) == []
    assert _reading(["a", "b", "c"], [1, 0, 2]).path(0, None) == [1]


def test_words_that_may_state_a_relation_are_told() -> None:
    telling = Reading(("Peru", "met", "Chile"), (1, 1, 1), {1: RelationType.MEETS})
    plain = Reading(telling.words, telling.heads, {})
    phrases = [_phrase(0, PERU), _phrase(2, CHILE)]
    told, untold = (encode(each, phrases, _pieces).segments.tolist() for each in (telling, plain))
    assert [a for a, b in zip(told, untold, strict=True) if a != b] == [8]
