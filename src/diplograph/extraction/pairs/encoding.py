"""A sentence and its phrases as the numbers that the model takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diplograph.extraction.discourse import owner
from diplograph.extraction.pairs.phrases import Naming, Phrase
from diplograph.extraction.pairs.triggers import find_triggers
from diplograph.model import ActorClass, RelationType
from diplograph.syntax import Tree

MOST_WORDS = 100
LONGEST_PATH = 10
"""Words between two heads in the tree that are looked at; of a longer path those next to the heads."""
MOST_PIECES = 200
_MOST_PIECES_OF_WORD = 6
_START, _END = 101, 102
"""The pieces `[CLS]` and `[SEP]` of the vocabulary."""
_PLAIN_WORD, _SEVERAL = 1, 7
_SEGMENTS: Mapping[ActorClass, int] = {
    ActorClass.STATE: 2,
    ActorClass.DISPUTED_POLITY: 2,
    ActorClass.PERSON: 3,
    ActorClass.ARMED_FORCE: 4,
    ActorClass.GOVERNMENT_BODY: 5,
    ActorClass.INTERGOVERNMENTAL_ORGANIZATION: 6,
    ActorClass.ORGANIZATION: 6,
    ActorClass.MEDIATION_BODY: 6,
    ActorClass.GROUP: 7,
}
"""Which sort of actor a word names is told to the model where such models are told which of two texts a word is of."""
_TELLING: Mapping[RelationType, int] = {RelationType.MEETS: 8, RelationType.BACKS: 9, RelationType.MEDIATES: 10}
"""Words of the lexicon that may state a relation are told in the same way."""
SEGMENTS = 11
_NAMINGS = tuple(Naming)
NOBODY = len(_NAMINGS)
"""The naming of a side that is not there."""
_STEPS = (0, 2, 5, 10, 20)
DISTANCES = 2 * (len(_STEPS) + 1)

Integers = NDArray[np.int64]
PiecesOf = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class PairOfPhrases:
    """Two phrases in order: who mediates, backs or meets, and with whom.

    Attributes:
        first: position of the first in the list of phrases.
        second: of the second; None for a relation with nobody named on the other side.
    """

    first: int
    second: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as far as the model is told of it.

    Attributes:
        words: all words.
        heads: the position of each word's head in the tree; the root's is its own.
        telling: position → the family of relations that a word may state by the lexicon.
    """

    words: tuple[str, ...]
    heads: tuple[int, ...]
    telling: Mapping[int, RelationType]

    @classmethod
    def of(cls, tree: Tree) -> Reading:
        """The reading of a parsed sentence."""
        telling = {trigger.index: trigger.type for trigger in find_triggers(tree)}
        return cls(tuple(t.text for t in tree.tokens), tuple(t.head for t in tree.tokens), telling)

    def path(self, first: int, second: int | None) -> list[int]:
        """The words between two heads in the tree; without a second one those above the first."""
        up = self._up(first)
        if second is None:
            return up[1 : LONGEST_PATH + 1]
        down = self._up(second)
        top = next((index for index in up if index in down), None)
        if top is None:
            return []
        inner = [*up[: up.index(top) + 1], *reversed(down[: down.index(top)])]
        found = [index for index in inner if index not in {first, second}]
        half = LONGEST_PATH // 2
        return found if len(found) <= LONGEST_PATH else [*found[:half], *found[-half:]]

    def _up(self, index: int) -> list[int]:
        found = [index]
        while (head := self.heads[found[-1]]) not in found:
            found.append(head)
        return found


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the model takes of one sentence.

    Attributes:
        pieces, segments: of shape (pieces,).
        pairs: the pairs, in the order of the rows below; those beyond the last word that is looked at are left out.
        firsts, seconds: of shape (pairs,): the piece at which each side's head begins.
        distances: of shape (pairs,): how far the second stands from the first, in steps of both signs.
        namings: of shape (pairs, 2): how each side is named.
        paths: of shape (pairs, LONGEST_PATH): the pieces at which the words between the heads begin, then zeros.
    """

    pieces: Integers
    segments: Integers
    pairs: tuple[PairOfPhrases, ...]
    firsts: Integers
    seconds: Integers
    distances: Integers
    namings: Integers
    paths: Integers

    def inputs(self) -> dict[str, Integers]:
        """The model's inputs by name."""
        return {name: getattr(self, name) for name in INPUTS}


INPUTS = ("pieces", "segments", "firsts", "seconds", "distances", "namings", "paths")
"""The model's inputs in their order."""


def pairs_of(phrases: Sequence[Phrase]) -> Iterator[PairOfPhrases]:
    """All ordered pairs of different sides, one phrase with itself where it names several, and each with nobody."""
    for first, left in enumerate(phrases):
        for second, right in enumerate(phrases):
            if first == second and len(left.actors) < 2:
                continue
            if any(owner(one) != owner(other) for one in left.actors for other in right.actors):
                yield PairOfPhrases(first, second)
        yield PairOfPhrases(first, None)


def encode(reading: Reading, phrases: Sequence[Phrase], pieces_of: PiecesOf) -> Encoded:
    """The numbers of one sentence.

    Args:
        reading: the sentence; only its first `MOST_WORDS` words are looked at.
        phrases: its phrases.
        pieces_of: the pieces of a word in lower case.
    """
    segment_of = {index: _TELLING[type_] for index, type_ in reading.telling.items()} | _segments(phrases)
    pieces, segments, starts = [_START], [0], {}
    for position, word in enumerate(reading.words[:MOST_WORDS]):
        starts[position] = len(pieces)
        found = pieces_of(word.lower())[:_MOST_PIECES_OF_WORD]
        pieces += found
        segments += [segment_of.get(position, _PLAIN_WORD)] * len(found)
    pieces, segments = [*pieces, _END][:MOST_PIECES], [*segments, _PLAIN_WORD][:MOST_PIECES]
    seen = {p for p, phrase in enumerate(phrases) if starts.get(phrase.index, MOST_PIECES) < len(pieces)}
    pairs = tuple(p for p in pairs_of(phrases) if p.first in seen and (p.second is None or p.second in seen))
    heads = [phrase.index for phrase in phrases]
    return Encoded(
        _array(pieces),
        _array(segments),
        pairs,
        _array([starts[heads[p.first]] for p in pairs]),
        _array([0 if p.second is None else starts[heads[p.second]] for p in pairs]),
        _array([_distance(p, heads) for p in pairs]),
        _array([_namings(p, phrases) for p in pairs]).reshape(-1, 2),
        _array([_path(p, heads, reading, starts) for p in pairs]).reshape(-1, LONGEST_PATH),
    )


def _segments(phrases: Sequence[Phrase]) -> dict[int, int]:
    found: dict[int, int] = {}
    for phrase in phrases:
        segment = _SEGMENTS[phrase.actors[0].actor_class] if len(phrase.actors) == 1 else _SEVERAL
        found |= dict.fromkeys(range(phrase.start, phrase.end), segment)
        found.setdefault(phrase.index, segment)
    return found


def _distance(pair: PairOfPhrases, heads: Sequence[int]) -> int:
    if pair.second is None:
        return len(_STEPS) + 1
    words = heads[pair.second] - heads[pair.first]
    step = next((number for number, most in enumerate(_STEPS) if abs(words) <= most), len(_STEPS))
    return step if words >= 0 else step + len(_STEPS) + 1


def _namings(pair: PairOfPhrases, phrases: Sequence[Phrase]) -> list[int]:
    first = _NAMINGS.index(phrases[pair.first].naming)
    return [first, NOBODY if pair.second is None else _NAMINGS.index(phrases[pair.second].naming)]


def _path(pair: PairOfPhrases, heads: Sequence[int], reading: Reading, starts: Mapping[int, int]) -> list[int]:
    words = reading.path(heads[pair.first], None if pair.second is None else heads[pair.second])
    found = [starts[word] for word in words if starts.get(word, MOST_PIECES) < MOST_PIECES - 1]
    return found + [0] * (LONGEST_PATH - len(found))


def _array(values: Sequence[int] | Sequence[Sequence[int]]) -> Integers:
    return np.array(values, dtype=np.int64)
