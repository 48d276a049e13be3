"""The noun phrases of a sentence that stand for actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from diplograph.extraction.denotation import Denoter
from diplograph.extraction.encounters import is_official
from diplograph.model import Actor, ActorClass

MOST_PHRASES = 24
"""A sentence with more is a list; pairs grow with the square."""


class Naming(StrEnum):
    """How a phrase names its actors."""

    NAME = "name"
    ADJECTIVE = "adjective"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that stands for actors.

    Attributes:
        index: position of its head.
        start, end: the words that name the actors; the head alone when no name does.
        actors: whom it stands for.
        naming: how it names them.
    """

    index: int
    start: int
    end: int
    actors: tuple[Actor, ...]
    naming: Naming


class PhraseFinder:
    """Lists the phrases of one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree

    def find(self) -> tuple[Phrase, ...]:
        """The noun phrases that stand for actors that can act, in order."""
        found = (self._phrase(token.index) for token in self._tree.tokens)
        return tuple(phrase for phrase in found if phrase is not None)

    def _phrase(self, index: int) -> Phrase | None:
        token = self._tree.tokens[index]
        item = self._denoter.mention(index)
        if item is not None and item.mention.head != index:
            return None
        if item is not None and item.link is not None:
            return self._linked(index)
        if item is not None and item.place is not None:
            return self._made(index, self._denoter.hosts(index) or self._denoter.polity_of(index), Naming.PLACE)
        if token.pos == "PRON":
            return self._made(index, self._denoter.single(index), Naming.PRONOUN)
        if token.pos in {"NOUN", "PROPN", "ADJ", "NUM"}:
            return self._made(index, self._denoter.single(index), Naming.DESCRIPTION)
        return None

    def _linked(self, index: int) -> Phrase | None:
        """A name, or an adjective that adds an actor to those of the noun that it modifies."""
        item = self._denoter.mention(index)
        if self._is_first_word_of_another(index):
            return None
        if item is None or item.link is None or not item.is_modifier:
            return self._made(index, self._denoter.single(index), Naming.NAME)
        head = self._tree.head(index)
        covered = self._denoter.single(head) if head is not None else ()
        is_covered = item.link.actor in covered or item.link.actor.acts_in in covered
        return None if is_covered else self._made(index, (item.link.actor,), Naming.ADJECTIVE)

    def _is_first_word_of_another(self, index: int) -> bool:
        """Whether a name only begins that of those whom the noun after it means (`Tuareg rebels`, `Chad rebels`)."""
        first = self._tree.first_conjunct(index)
        head = self._tree.head(first)
        if head is None or self._tree.tokens[first].dep not in {"amod", "compound", "nmod"}:
            return False
        own, nouns = self._denoter.single(index), self._denoter.single(head)
        if index == first and index == head - 1 and not set(own) & set(nouns):
            return any(actor.key is None and actor.actor_class is ActorClass.ARMED_FORCE for actor in nouns)
        named = {actor.label for actor in own if actor.key is None}
        return any(whole.label.startswith(f"{name} ") for name in named for whole in nouns)

    def _made(self, index: int, actors: Sequence[Actor], naming: Naming) -> Phrase | None:
        able = tuple(actor for actor in actors if is_official(actor))
        item = self._denoter.mention(index)
        start, end = (item.mention.start, item.mention.end) if item is not None else (index, index + 1)
        return Phrase(index, start, end, able, naming) if able else None
