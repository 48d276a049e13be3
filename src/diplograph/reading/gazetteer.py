"""Known names found in a sentence's words, longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from diplograph.model import ActorClass, Sense, SenseKind
from diplograph.text.folding import fold

_SHORT = 4
_KINDS = ("maoist", "mujah", "provo", "wagner")
"""How words begin that, without a capital, are no names: kinds of fighters in many countries."""
_APOSTROPHES = frozenset({"'", "’"})


class Gazetteer:
    """Finds listed names in a sequence of words.

    Args:
        senses: listed names, folded → what they may stand for.
    """

    def __init__(self, senses: Mapping[str, tuple[Sense, ...]]) -> None:
        self._senses = senses
        lengths: dict[str, int] = defaultdict(int)
        for name in senses:
            words = name.split()
            lengths[words[0]] = max(lengths[words[0]], len(words))
        self._longest = dict(lengths)

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of the persons' names."""
        persons = (name for name, senses in self._senses.items() if all(map(_is_person, senses)))
        return frozenset(last for name in persons if len(last := name.split()[-1]) >= _SHORT)

    @cached_property
    def _fighters(self) -> frozenset[str]:
        """Armed movements' names of one word, which news write without a capital too (`houthis`)."""
        names = (name for name, senses in self._senses.items() if " " not in name and all(map(_is_armed, senses)))
        return frozenset(name for name in names if len(name) > _SHORT + 1 and not name.startswith(_KINDS))

    def is_name(self, folded: str) -> bool:
        """Whether a folded string is a listed name."""
        return folded in self._senses

    def find(self, words: Sequence[str]) -> list[tuple[int, int, tuple[Sense, ...]]]:
        """The names in the words as (first position, position after the last, senses), left to right, not overlapping.

        A name must begin with a capital, but for fighters known by one word (`the contras`); one of up to four
        letters must be written in capitals or begin a listed
        mixed-case name, so that `us`, `who` and `Sana` are told from `US`, `WHO` and `SANA` by their case.
        """
        folded = [fold(word) for word in words]
        found = []
        position = 0
        while position < len(words):
            end, senses = self._match(words, folded, position)
            if senses:
                found.append((position, end, senses))
            position = end if senses else position + 1
        return found

    def _match(self, words: Sequence[str], folded: Sequence[str], start: int) -> tuple[int, tuple[Sense, ...]]:
        first = folded[start].split()
        if not first or not (words[start][:1].isupper() or folded[start] in self._fighters):
            return start, ()
        longest = self._longest.get(first[0], 0)
        if not longest:
            return start, ()
        parts: list[str] = []
        ends: list[int] = []
        for index in range(start, len(words)):
            parts = _joined(parts, words[index], folded[index])
            if len(parts) > longest:
                break
            ends += [index + 1] if folded[index] and folded[index] != "s" else []
        for end in reversed(ends):
            parts = []
            for index in range(start, end):
                parts = _joined(parts, words[index], folded[index])
            name = " ".join(parts)
            senses = self._senses.get(name, ())
            is_adjective = any(sense.kind is SenseKind.DEMONYM for sense in senses)
            if senses and (is_adjective or self._case_fits(words[start:end], name)):
                return end, senses
        return start, ()

    def _case_fits(self, words: Sequence[str], name: str) -> bool:
        letters = "".join(words).replace(".", "")
        if len(name.replace(" ", "")) <= _SHORT - 1:
            return letters.isupper()
        return True


def _is_armed(sense: Sense) -> bool:
    return sense.actor is not None and sense.actor.actor_class is ActorClass.ARMED_FORCE


def _joined(parts: Sequence[str], word: str, folded: str) -> list[str]:
    """The parts of a name with one word more; a possessive ending belongs to the word before it (`People's`)."""
    if word[:1] in _APOSTROPHES and folded == "s" and parts:
        return [*parts[:-1], f"{parts[-1]}s"]
    return [*parts, *folded.split()]


def _is_person(sense: Sense) -> bool:
    return sense.actor is not None and sense.actor.actor_class is ActorClass.PERSON
