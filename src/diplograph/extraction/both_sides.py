"""Words for two actors at once: `both sides`, `the two countries`, `the two militias`, `both men`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from diplograph.extraction import lexicon
from diplograph.extraction.discourse import SIDES, Discourse, owner
from diplograph.extraction.fighters import is_linked
from diplograph.model import Actor, ActorClass, ResolvedMention
from diplograph.syntax import OBJECT_CONTROL, Tree

_MEN = frozenset({"man", "woman"})
_PAIRS = lexicon.PAIRS | {"two"} | _MEN
"""Nouns that, with `two` or `both`, mean two sides and nothing else."""
_ARMED = frozenset({"militia", "faction", "movement", "army", "force", "camp", "group"})
"""Nouns that may do so."""
_ARMED_SIDES = frozenset({ActorClass.ARMED_FORCE, ActorClass.ORGANIZATION})
_TO_OTHERS = lexicon.MEDIATE_VERBS | lexicon.BROKER_VERBS | lexicon.HOST_VERBS | OBJECT_CONTROL | {"bring"}
"""Verbs whose subject is not among those they act on."""


class NounPhrases(Protocol):
    """What is asked of the noun phrases of a sentence."""

    def modifiers(self, index: int) -> tuple[Actor, ...]:
        """The actors that a noun is said to belong to."""

    def all_actors(self, *indexes: int) -> tuple[Actor, ...]:
        """Whom some phrases and those coordinated with them stand for."""

    def single(self, index: int) -> tuple[Actor, ...]:
        """Whom a phrase stands for by itself."""

    def before(self, index: int) -> Sequence[ResolvedMention]:
        """The names that stand before a position."""


class BothSides:
    """Tells which two actors such a word means, in one sentence.

    Args:
        tree: the sentence's dependency tree.
        phrases: its noun phrases.
        discourse: what was spoken of before.
    """

    def __init__(self, tree: Tree, phrases: NounPhrases, discourse: Discourse) -> None:
        self._tree = tree
        self._phrases = phrases
        self._discourse = discourse

    def is_pair(self, index: int) -> bool:
        """Whether a noun means two sides, whether or not it can be told which."""
        return self._tree.tokens[index].lemma in _PAIRS and self.says_two(index)

    def meant_at(self, index: int) -> tuple[Actor, ...]:
        """The two actors that a noun stands for where it is a word for such; empty otherwise."""
        lemma = self._tree.tokens[index].lemma
        if lemma not in _PAIRS | _ARMED or not self.says_two(index) or self._is_of_compound(index):
            return ()
        if lemma in _MEN:
            return self._persons(index)
        return self.find(index, _ARMED_SIDES if lemma in _ARMED else SIDES)

    def _is_of_compound(self, index: int) -> bool:
        """Whether a word only counts in a compound (`a two-day visit`)."""
        after = self._tree.tokens[index + 1 : index + 2]
        return bool(after) and after[0].text == "-"

    def says_two(self, index: int) -> bool:
        """Whether a noun, or a word with it, says that it means two."""
        token = self._tree.tokens[index]
        words = {self._tree.tokens[i].lemma for i in self._tree.children(index)} | {token.lemma}
        is_plain = token.lemma in {"side", "party", "rival", "neighbor", "neighbour"} and token.tag == "NNS"
        return bool(words & {"two", "both", "2"}) or (is_plain and not self._phrases.modifiers(index))

    def find(self, index: int, classes: frozenset[ActorClass] = SIDES) -> tuple[Actor, ...]:
        """Two actors of some classes: those said with the word, those named before, or those spoken of last."""
        named = self._phrases.modifiers(index)
        if len(named) == 2:
            return named
        others = self._acting_on(index)
        linked = [item.link.actor for item in self._phrases.before(index) if item.link and is_linked(item)]
        earlier = [owner(actor) for actor in linked if actor.actor_class is not ActorClass.OUTLET]
        sides = tuple(dict.fromkeys(a for a in earlier if a.actor_class in classes and a not in others))
        pair = sides if len(sides) == 2 else self._discourse.pair(others)
        return pair if all(actor.actor_class in classes for actor in pair) else ()

    def _acting_on(self, index: int) -> frozenset[Actor]:
        """Who mediates between those whom a phrase means, or asks them to do something, and so is none of them."""
        verb = self._tree.clause_of(index)
        if self._tree.tokens[verb].lemma not in _TO_OTHERS:
            return frozenset()
        doers = (i for i in self._tree.subjects(verb) if index not in self._tree.subtree(i))
        return frozenset(owner(actor) for actor in self._phrases.all_actors(*doers))

    def _persons(self, index: int) -> tuple[Actor, ...]:
        """The last two persons named before, not the one who does something to them."""
        subjects = (s for s in self._tree.subjects(self._tree.clause_of(index)) if s != index)
        doers = {actor for subject in subjects for actor in self._phrases.single(subject)}
        named = [*self._discourse.actors, *(item.link.actor for item in self._phrases.before(index) if item.link)]
        persons = [a for a in dict.fromkeys(reversed(named)) if a.actor_class is ActorClass.PERSON and a not in doers]
        return tuple(reversed(persons[:2])) if len(persons) > 1 else ()
