"""Finds the actors that a name may mean, also when it is garbled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from diplograph.model import Actor, Candidate, Sense, SenseKind
from diplograph.register.names import foreign_names, script_of
from diplograph.register.rows import StateRow
from diplograph.text.folding import fold, sound_key
from diplograph.text.similarity import compare_names

_WORTH_SHOWING = 0.6
_COMMON_TITLES = (
    "minister", "president", "ambassador", "general", "mr", "mrs", "ms", "dr", "sir", "king", "queen", "prince", "pope"
)  # fmt: skip
_NEAREST = 80
"""How many names that are spelt alike are compared closely, besides those that sound alike."""


class NameSearch:
    """Search over listed names.

    Args:
        senses: listed names, folded → what they may stand for.
        states: the states, for their names in other languages.
        titles: what news call office holders (`foreign minister`).
    """

    def __init__(
        self, senses: Mapping[str, tuple[Sense, ...]], states: Sequence[StateRow], titles: Iterable[str]
    ) -> None:
        self._senses = senses
        self._states = states
        self._titles = sorted({*_COMMON_TITLES, *map(fold, titles)}, key=len, reverse=True)
        self._foreign: dict[str, dict[str, str]] = {}

    def exact(self, name: str) -> tuple[Actor, ...]:
        """The known actors that are listed under this name, given folded."""
        return tuple(sense.actor for sense in self._senses.get(name, ()) if sense.actor and sense.actor.key)

    def foreign(self, name: str) -> str | None:
        """The key of the state that has this name, given folded, in another language."""
        script = script_of(name)
        if script not in self._foreign:
            self._foreign[script] = {
                fold(foreign): row.key
                for row in self._states
                if row.iso2
                for foreign in foreign_names(row.iso2, script)
            }
        return self._foreign[script].get(name)

    def without_title(self, name: str) -> str:
        """The folded name without a title before it and the country after it (`foreign minister x of y`)."""
        title = next((title for title in self._titles if name.startswith(f"{title} ")), None)
        if title is None:
            return name
        rest = name.removeprefix(title).strip()
        bare, _, country = rest.rpartition(" of ")
        return bare if bare and self.exact(country.removeprefix("the ")) else rest

    def similar(self, name: str) -> list[Candidate]:
        """The known actors with a name like this one, given folded, each once."""
        best: dict[str, Candidate] = {}
        for listed in self._nearby(name):
            likeness = compare_names(name, listed)
            if likeness.score < _WORTH_SHOWING:
                continue
            for actor in self._searchable[listed]:
                key = str(actor.key)
                if key not in best or likeness.score > best[key].score:
                    best[key] = Candidate(actor, likeness.score, likeness.features())
        return list(best.values())

    def _nearby(self, name: str) -> dict[str, None]:
        """Names that are worth a close comparison."""
        near = process.extract(name, self._searchable.keys(), scorer=fuzz.token_sort_ratio, limit=_NEAREST)
        found = dict.fromkeys(str(listed) for listed, _, _ in near)
        for word in name.split():
            found |= dict.fromkeys(self._by_sound.get(sound_key(word), ()) if len(word) > 3 else ())
        return found

    @cached_property
    def _searchable(self) -> dict[str, tuple[Actor, ...]]:
        actors = {
            name: tuple(
                sense.actor
                for sense in senses
                if sense.actor and sense.actor.key and sense.kind is not SenseKind.DEMONYM
            )
            for name, senses in self._senses.items()
        }
        return {name: found for name, found in actors.items() if found}

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        """Names by the sound of their last word."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, actors in self._searchable.items():
            if any(actor.actor_class == "Person" for actor in actors):
                found[sound_key(name.split()[-1])].append(name)
        return found
