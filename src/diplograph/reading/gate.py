"""Which sentences can hold a relation, told without a parse, so that only they and what they point to are parsed.

A sentence is let through when it holds a trigger word and enough names of actors stand in it or next to it. With it go
the sentences that its words point back to: who `he`, `both sides`, `the group` or a bare surname is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from diplograph.model import Actor, ActorClass, Sense
from diplograph.reading.casing import has_lost_case
from diplograph.reading.gazetteer import Gazetteer
from diplograph.text.folding import fold
from diplograph.text.inflection import forms_of_all
from diplograph.text.splitting import SentenceSplitter
from diplograph.text.triggers import TriggerIndex, Triggers

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)?")
_NAME_WORD = re.compile(r"[^\W\d_]*[^\W\d_a-z][^\W\d_]+")
_PAIR_BACK = frozenset({"both", "two", "pair", "sides", "parties", "rivals"})
_GROUP_BACK = _PAIR_BACK | {"they", "them", "their", "themselves"}
_BACK = _GROUP_BACK | {"he", "him", "his", "she", "her", "himself", "herself"}
"""Words that stand for an actor whom another sentence may name; `it` is read within its own."""
_NO_NAMES = frozenset(
    {
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
        "April", "May", "June", "July", "August", "September", "October", "November", "December", "President",
        "Minister", "Foreign", "Prime",
    }
)  # fmt: skip
"""Capitalised words that name no actor."""
_FAR = 15
"""How many words away from a telling trigger names count (see `Triggers`)."""
_NEAR = 10
"""How many words away from a common one."""
_REACH = 3
"""How many sentences away the extractor looks for the two sides of a mediation."""
_PAIR_REACH = 6
"""How many sentences back two sides may be named of whom `both sides` speaks."""
_LONGEST_QUOTATION = 6
"""How many sentences back the opening of a quotation is looked for."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What tells of a relation before a sentence is parsed.

    Attributes:
        triggers: by family, the words that may state a relation.
        actor_nouns: nouns that stand for an actor whom another word names (`government`, `rebel`); lemmas.
        side_nouns: nouns that with `two` or `both` stand for the sides spoken of (`leader`, `country`); lemmas.
        fighters: those of them that mean a movement which another sentence may name (`rebel`); lemmas.
        vetoes: words that tell of something else (`goalkeeper`); a sentence with one is not let through. Lemmas.
        host_of: the state or polity that a place lies in, by the place's key.
    """

    triggers: tuple[Triggers, ...]
    actor_nouns: frozenset[str]
    side_nouns: frozenset[str]
    fighters: frozenset[str]
    vetoes: frozenset[str]
    host_of: Callable[[str], Actor | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one paragraph's reading copy that are to be parsed together."""

    paragraph: int
    start: int
    end: int


class _Sentence:
    """One sentence; its spelling is restored and its names are looked up when they are asked for."""

    def __init__(self, stretch: Stretch, text: str, spell: Callable[[str], str] | None) -> None:
        self.stretch = stretch
        self.text = text
        self._spell = spell
        self.lowered = [_stem(word) for word in _WORD.findall(text.lower())]
        self.vocabulary = frozenset(self.lowered)

    @cached_property
    def words(self) -> list[str]:
        return [_stem(word) for word in _WORD.findall(self._spell(self.text) if self._spell else self.text)]

    @property
    def leaves_quotation(self) -> bool | None:
        """Whether the sentence opens a quotation and does not close it; None when it has no quotation marks."""
        if "“" in self.text or "”" in self.text:
            return self.text.rfind("“") > self.text.rfind("”")
        return self.text.count('"') % 2 == 1 if '"' in self.text else None

    def says(self, words: frozenset[str]) -> bool:
        """Whether one of the words, given in lower case, stands in the sentence."""
        return not words.isdisjoint(self.vocabulary)

    def has_full(self, name: str) -> bool:
        """Whether the sentence has a name with another capitalised word before it."""
        if name.lower() not in self.vocabulary:
            return False
        return any(word == name and before[:1].isupper() for before, word in pairwise(self.words))


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a sentence.

    Attributes:
        known: position and side of each known actor; a side is the state or organisation that the actor belongs to.
        unknown: capitalised words that no known name has, as a rule parts of persons' names.
        has_movement: whether a movement that fights is among the known.
        first_word: the first word, whose capital says nothing, if no known name has it.
    """

    known: tuple[tuple[int, str], ...]
    unknown: frozenset[str]
    first_word: frozenset[str]
    has_movement: bool

    @property
    def sides(self) -> frozenset[str]:
        return frozenset(side for _, side in self.known)


class Gate:
    """Chooses what is parsed.

    Args:
        hints: what a sentence with a relation holds.
        gazetteer: the known names.
        spellings: the known names, folded → as they are usually written.
    """

    def __init__(self, hints: Hints, gazetteer: Gazetteer, spellings: Mapping[str, str]) -> None:
        self._triggers = TriggerIndex(hints.triggers)
        self._actor_nouns = forms_of_all(hints.actor_nouns)
        self._side_nouns = forms_of_all(hints.side_nouns)
        self._fighters = forms_of_all(hints.fighters)
        self._pointing = _BACK | self._actor_nouns
        self._vetoes = forms_of_all(hints.vetoes)
        self._host_of = hints.host_of
        self._gazetteer = gazetteer
        self._splitter = SentenceSplitter(spellings.values())

    def choose(self, paragraphs: Sequence[str], spell: Callable[[str], str]) -> list[Stretch]:
        """What is to be parsed of an article's paragraphs, in order; neighbouring sentences stay in one piece.

        Args:
            paragraphs: reading copies, those that have lost their case as they stand.
            spell: restores the spelling of a sentence that has lost its case.
        """
        sentences = list(self._sentences(paragraphs, spell))
        view = _Article(sentences, self._names)
        chosen: set[int] = set()
        for position, sentence in enumerate(sentences):
            if self._triggers.matches(sentence.vocabulary) and not sentence.says(self._vetoes):
                chosen |= self._holding(view, position)
        return list(_joined(sentences[i].stretch for i in sorted(chosen)))

    def _sentences(self, paragraphs: Sequence[str], spell: Callable[[str], str]) -> Iterator[_Sentence]:
        for number, text in enumerate(paragraphs):
            own = spell if has_lost_case(text) else None
            for start, end in self._splitter.split(text):
                yield _Sentence(Stretch(number, start, end), text[start:end], own)

    def _holding(self, article: _Article, position: int) -> set[int]:
        """A sentence with a trigger and those that it points to; nothing when too few actors are named."""
        sentence, names = article.sentences[position], article.names(position)
        triggers = self._triggers.find(sentence.lowered)
        is_met = any(self._is_met(sentence, names, at) for at in triggers)
        if not is_met and len(names.sides) < 2:
            is_met = self._points_to_sides(article, position, triggers)
        if not is_met:
            return set()
        near = {word for at in triggers for word in sentence.lowered[_around(at)]}
        found = {position, *article.before(position, near, near & self._pointing)}
        if near & self._fighters and not names.has_movement:
            found |= article.naming_movement(position)
        if near & self._triggers.lone and len(names.sides) < 3:
            found |= article.two_sided_near(position)
        return found

    def _points_to_sides(self, article: _Article, position: int, triggers: Sequence[int]) -> bool:
        """Whether a sentence that names less than two sides speaks of two that others name."""
        sentence = article.sentences[position]
        near = {word for at in triggers for word in sentence.lowered[_around(at)]}
        if near & _PAIR_BACK and near & self._side_nouns and article.is_two_sided(position, _PAIR_REACH):
            return True
        if article.names(position).known or not near & self._triggers.telling:
            return False
        return bool(near & _BACK and article.is_two_sided(position, 2)) or len(article.introduced(position)) > 1

    def _is_met(self, sentence: _Sentence, names: _Names, at: int) -> bool:
        """Whether enough names stand around a trigger."""
        trigger = sentence.lowered[at]
        is_telling = trigger in self._triggers.telling
        around = _around(at, _FAR if is_telling else _NEAR)
        sides = {side for i, side in names.known if around.start <= i < around.stop}
        if len(sides) > 1 or (sides and trigger in self._triggers.lone):
            return True
        if not is_telling or not (sides or len(names.sides) > 1):
            return False
        names_other = not names.unknown.isdisjoint(sentence.words[around])
        return names_other or not self._pointing.isdisjoint(sentence.lowered[around])

    def _names(self, sentence: _Sentence) -> _Names:
        found = self._gazetteer.find(sentence.words)
        known = [(start, side) for start, _, senses in found for side in self._sides_of(senses)]
        taken = {i for start, end, _ in found for i in range(start, end)}
        others = [(i, w) for i, w in enumerate(sentence.words) if i not in taken and _NAME_WORD.fullmatch(w)]
        known += [(i, word) for i, word in others if fold(word) in self._gazetteer.surnames]
        unknown = frozenset(word for i, word in others if i) - _NO_NAMES
        first = frozenset(word for i, word in others if not i)
        return _Names(tuple(known), unknown, first, any(_is_movement(senses) for _, _, senses in found))

    def _sides_of(self, senses: Sequence[Sense]) -> Iterator[str]:
        if senses[0].conflict is not None:
            yield from (_top(party) for party in senses[0].conflict.parties)
        host = self._host_of(str(senses[0].place.key)) if senses[0].place else None
        if actor := senses[0].actor or host:
            yield _top(actor)


class _Article:
    """The sentences of an article with the names in them, each looked up once."""

    def __init__(self, sentences: Sequence[_Sentence], find: Callable[[_Sentence], _Names]) -> None:
        self.sentences = sentences
        self._find = find
        self._found: dict[int, _Names] = {}

    def names(self, position: int) -> _Names:
        if position not in self._found:
            self._found[position] = self._find(self.sentences[position])
        return self._found[position]

    def is_two_sided(self, position: int, reach: int) -> bool:
        """Whether a sentence, so many before it and the next name two sides."""
        around = range(max(0, position - reach), min(len(self.sentences), position + 2))
        return len({side for i in around for side in self.names(i).sides}) > 1

    def two_sided_near(self, position: int) -> set[int]:
        """The sentences near another that may name the two sides between whom somebody mediates."""
        around = range(max(0, position - _REACH), min(len(self.sentences), position + _REACH + 1))
        return {i for i in around if len(self.names(i).sides) > 1}

    def naming_movement(self, position: int) -> set[int]:
        """The last sentence before another that names a movement."""
        return set([i for i in range(position - 1, -1, -1) if self.names(i).has_movement][:1])

    def opening(self, position: int) -> Iterator[int]:
        """The sentence that opened the quotation in which a sentence begins."""
        for i in range(position - 1, max(-1, position - _LONGEST_QUOTATION), -1):
            if is_open := self.sentences[i].leaves_quotation:
                yield i
            if is_open is not None:
                return

    def before(self, position: int, near: Set[str], pointing: Set[str]) -> Iterator[int]:
        """The earlier sentences that tell whom a sentence's words mean.

        Args:
            position: the sentence.
            near: its words around triggers.
            pointing: those of them that may point back.
        """
        names = self.names(position)
        if position and (near & _BACK or (pointing and len(names.sides) < 2)):
            yield position - 1
        if pointing - _BACK and len(names.sides) < 2:
            yield from [i for i in range(position - 1, -1, -1) if self.names(i).sides - names.sides][:1]
        yield from self.opening(position)
        if near & _GROUP_BACK:
            yield from [i for i in range(position - 1, -1, -1) if len(self.names(i).sides) > 1][:1]
        yield from self.introduced(position).values()

    def introduced(self, position: int) -> dict[str, int]:
        """The unknown names of one word that an earlier sentence gives in full, each with the first such sentence."""
        words = ["", *self.sentences[position].words, ""]
        unknown = self.names(position).unknown | self.names(position).first_word
        triples = zip(words, words[1:], words[2:], strict=False)
        bare = [w for before, w, after in triples if w in unknown and before not in unknown and after not in unknown]
        found = {w: next((i for i in range(position) if self.sentences[i].has_full(w)), None) for w in bare}
        return {word: first for word, first in found.items() if first is not None}


def _stem(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _around(at: int, distance: int = _FAR) -> slice:
    return slice(max(0, at - distance), at + distance + 1)


def _is_movement(senses: Sequence[Sense]) -> bool:
    return any(sense.actor is not None and sense.actor.actor_class is ActorClass.ARMED_FORCE for sense in senses)


def _top(actor: Actor) -> str:
    while actor.of is not None:
        actor = actor.of
    return actor.label


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """The stretches, those that touch made one."""
    current: Stretch | None = None
    for stretch in stretches:
        if current and current.paragraph == stretch.paragraph and current.end == stretch.start:
            current = Stretch(current.paragraph, current.start, stretch.end)
            continue
        if current:
            yield current
        current = stretch
    if current:
        yield current
