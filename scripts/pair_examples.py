"""Annotated passages as examples for the training of `diplograph.extraction.pairs`; needs no package for training."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from diplograph.evaluation import Annotation, read_annotations
from diplograph.evaluation.dyads import is_any, is_real, names_of, unfold
from diplograph.evaluation.names import fold, spell_as
from diplograph.extraction.discourse import owner
from diplograph.extraction.extractor import make_rules_reader
from diplograph.extraction.pairs.encoding import Reading
from diplograph.extraction.pairs.judgement import can_hold_relation
from diplograph.extraction.pairs.model import CHANCES, MODALITIES, TYPES
from diplograph.extraction.pairs.phrases import Naming, Phrase
from diplograph.model import KINDS_OF, ActorClass, RelationType
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article

NOBODY_NAME = "-"
_NAMES = (Naming.NAME, Naming.ADJECTIVE, Naming.PLACE)
_LONGEST_NAME = 3

Surfaces = Mapping[str, Mapping[Naming, Sequence[tuple[str, ...]]]]
Dyad = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Target:
    """What an annotation says of one pair: columns of the model, by number."""

    chance: int
    type: int
    modality: int | None
    kind: int | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its phrases and, for each phrase, the names of the sides that it stands for."""

    reading: Reading
    phrases: tuple[Phrase, ...]
    sides: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated passage."""

    id: str
    sentences: tuple[Sentence, ...]
    targets: Mapping[Dyad, tuple[Target, ...]]


def read_passages(path: Path, pipeline: Pipeline) -> Iterator[Passage]:
    """The passages of a gold file as the extractor sees them."""
    extractor = make_rules_reader(pipeline.register)
    for key, gold in read_annotations(path).items():
        spelling = names_of(gold)
        sentences = []
        date = gold.date if gold.date and "/" not in gold.date else None
        for reading, phrases in extractor.phrases(pipeline.resolve(make_article(gold.text, date))[0]):
            sides = tuple(tuple(spell_as(fold(owner(a).label), spelling) for a in p.actors) for p in phrases)
            if can_hold_relation(reading, phrases):
                sentences.append(Sentence(reading, phrases, sides))
        yield Passage(key, tuple(sentences), dict(_targets(gold)))


def _targets(gold: Annotation) -> Iterator[tuple[Dyad, tuple[Target, ...]]]:
    real = unfold(gold, wanted=is_real)
    found: dict[Dyad, list[Target]] = defaultdict(list)
    for dyad, relation in unfold(gold, wanted=is_any).items():
        type_ = RelationType(dyad.type)
        is_alliance = relation.kind == "treaty"
        name = "allied" if is_alliance else dyad.type
        target = Target(
            CHANCES.index(name if dyad in real else f"{name}-not"),
            TYPES.index(type_),
            _index(MODALITIES, relation.modality or "asserted"),
            _index(KINDS_OF[type_], relation.kind),
        )
        is_mutual = type_ is RelationType.MEETS or is_alliance
        for pair in ((dyad[1], dyad[2]), (dyad[2], dyad[1])) if is_mutual else ((dyad[1], dyad[2]),):
            found[pair].append(target)
    for pair, targets in found.items():
        yield pair, tuple(targets)


def _index(values: Sequence[str], value: str | None) -> int | None:
    return values.index(value) if value in values else None


def dyads_of_pair(sentence: Sentence, first: int, second: int | None) -> Iterator[Dyad]:
    """The two sides of each pair of actors that two phrases stand for; the second is `-` where there is none."""
    for side in sentence.sides[first]:
        if second is None:
            yield side, NOBODY_NAME
            continue
        yield from ((side, other) for other in sentence.sides[second] if other != side)


def find_surfaces(passages: Iterable[Passage]) -> Surfaces:
    """How the passages name each state, by the way of naming."""
    found: dict[str, dict[Naming, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    for sentence in (s for passage in passages for s in passage.sentences):
        for phrase, sides in zip(sentence.phrases, sentence.sides, strict=True):
            if _is_state(phrase):
                found[sides[0]][phrase.naming].add(sentence.reading.words[phrase.start : phrase.end])
    return {name: {n: sorted(words) for n, words in ways.items()} for name, ways in found.items()}


def _is_state(phrase: Phrase) -> bool:
    is_name = phrase.naming in _NAMES and phrase.end - phrase.start <= _LONGEST_NAME
    return is_name and len(phrase.actors) == 1 and phrase.actors[0].actor_class is ActorClass.STATE


def swap_states(sentence: Sentence, swap: Mapping[str, str], surfaces: Surfaces) -> Sentence:
    """The sentence with other states in the place of its own, as far as they are named in the same way."""
    new: dict[int, tuple[int, tuple[str, ...]]] = {}
    for phrase, sides in zip(sentence.phrases, sentence.sides, strict=True):
        ways = surfaces.get(swap.get(sides[0], ""), {})
        if _is_state(phrase) and (names := ways.get(phrase.naming)):
            new[phrase.start] = (phrase.end, random.choice(names))
    if not new:
        return sentence
    reading, place = _replaced(sentence.reading, new)
    phrases = tuple(
        replace(p, index=place[p.index], start=place[p.start], end=place[p.start] + _length(p, new))
        for p in sentence.phrases
    )
    return replace(sentence, reading=reading, phrases=phrases)


def _replaced(reading: Reading, new: Mapping[int, tuple[int, tuple[str, ...]]]) -> tuple[Reading, dict[int, int]]:
    """The sentence with other words from some positions up to others, and where each old word is now."""
    words: list[str] = []
    place: dict[int, int] = {}
    above: list[int | None] = []
    position = 0
    while position < len(reading.words):
        end, put = new.get(position, (position + 1, reading.words[position : position + 1]))
        span = range(position, end)
        place |= dict.fromkeys(span, len(words))
        outside = next((reading.heads[i] for i in span if reading.heads[i] not in span), None)
        above += [outside, *[position] * (len(put) - 1)]
        words += put
        position = end
    heads = tuple(number if old is None else place[old] for number, old in enumerate(above))
    return Reading(tuple(words), heads, {place[i]: type_ for i, type_ in reading.telling.items()}), place


def _length(phrase: Phrase, new: Mapping[int, tuple[int, tuple[str, ...]]]) -> int:
    return len(new[phrase.start][1]) if phrase.start in new else phrase.end - phrase.start
