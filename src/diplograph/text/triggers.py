"""Words without which a sentence cannot state a relation, looked up in all their forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import product

from diplograph.text.inflection import forms_of_all

Lemmas = frozenset[str]
NEAR = 8
"""How many words the two words of a pair may be apart."""


@dataclass(frozen=True, slots=True)
class Triggers:
    """The words that may state one family of relations; lemmas in lower case.

    Attributes:
        name: the family.
        telling: words that may state a relation of actors whom other sentences name (`mediate`, `talks`).
        words: words too common for that; they count only where the sentence itself names two sides (`help`, `call`).
        lone: telling words that say enough with one side only, since others may go unnamed (`mediator`).
        pairs: two sets each; a word of the one counts, like those before, only beside a word of the other (`send` and
            `weapon`).
    """

    name: str
    telling: Lemmas
    words: Lemmas = frozenset()
    lone: Lemmas = frozenset()
    pairs: tuple[tuple[Lemmas, Lemmas], ...] = ()


class TriggerIndex:
    """Tells whether words hold a trigger of any family.

    Args:
        families: the triggers.
    """

    def __init__(self, families: Iterable[Triggers]) -> None:
        known = tuple(families)
        self.lone = forms_of_all(lemma for family in known for lemma in family.lone)
        self.telling = self.lone | forms_of_all(lemma for family in known for lemma in family.telling)
        self._words = self.telling | forms_of_all(lemma for family in known for lemma in family.words)
        self._pairs = tuple((forms_of_all(a), forms_of_all(b)) for family in known for a, b in family.pairs)

    def matches(self, words: Set[str]) -> bool:
        """Whether a set of words may hold any trigger; pairs are not yet measured."""
        if not self._words.isdisjoint(words):
            return True
        return any(not left.isdisjoint(words) and not right.isdisjoint(words) for left, right in self._pairs)

    def find(self, words: Sequence[str]) -> list[int]:
        """The positions of triggers in a sentence's words, in lower case, both words of a pair among them."""
        found = _positions(words, self._words)
        vocabulary = frozenset(words)
        for left, right in self._pairs:
            if not left.isdisjoint(vocabulary) and not right.isdisjoint(vocabulary):
                pairs = product(_positions(words, left), _positions(words, right))
                found |= {i for pair in pairs if 0 < abs(pair[0] - pair[1]) <= NEAR for i in pair}
        return sorted(found)


def _positions(words: Sequence[str], wanted: Set[str]) -> set[int]:
    return {position for position, word in enumerate(words) if word in wanted}
