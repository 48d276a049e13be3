"""Who appears in invented articles: actors, places and conflicts of the register, drawn by Zipf's law."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Final, Generic, TypeVar

from diplograph.model import Actor, ActorClass, Conflict, LinkDecision, OfficeTitle, Place
from diplograph.register.offices import covers
from diplograph.register.register import Register

FIRST_DAY: Final = date(2015, 1, 1)
LAST_DAY: Final = date(2025, 12, 31)
WORDS: Final[dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("corpus_words.json").read_text(encoding="utf-8")
)
"""Names and phrases that articles are made of."""

_EXPONENT: Final = 1.0
_OFFICE_KINDS: Final = ("foreign-minister", "head-of-state", "head-of-government")
_POSTS: Final = (
    ("deputy foreign minister", None),
    ("envoy", "envoy"),
    ("spokesman", "spokesperson"),
    ("defence minister", "defence-minister"),
    ("ambassador", None),
)

T = TypeVar("T")


class Zipf(Generic[T]):
    """Things of which the first comes most often, the one of rank n as often as 1 / n.

    Args:
        things: at least one, the most frequent first.
    """

    def __init__(self, things: Sequence[T]) -> None:
        self._things = things
        self._weights = list(accumulate(1 / rank**_EXPONENT for rank in range(1, len(things) + 1)))

    def draw(self, chance: random.Random) -> T:
        """One of the things."""
        return chance.choices(self._things, cum_weights=self._weights)[0]


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor as an article names it.

    Attributes:
        actor: who it is.
        name: the words that are linked.
        before: the words before the name (`Kenyan foreign minister `).
        decision, score, reason: how resolution would link the name.
        office: the office that the words before the name ascribe.
    """

    actor: Actor
    name: str
    before: str = ""
    decision: LinkDecision = LinkDecision.LINKED
    score: float = 1.0
    reason: str = "alias"
    office: OfficeTitle | None = None


class Cast:
    """Draws from a register; states come first that its tables name most.

    Args:
        register: the known actors.
    """

    def __init__(self, register: Register) -> None:
        self._register = register

    @cached_property
    def _fame(self) -> Counter[str]:
        """How often conflicts, treaties, bodies and offices name an actor."""
        tables = self._register.tables
        fame = Counter(party for row in tables.conflicts for party in row.parties)
        fame.update(row.party for row in tables.treaty_parties)
        fame.update(row.member for row in tables.members)
        fame.update(row.body for row in tables.members)
        fame.update(row.of for row in tables.offices)
        return fame

    def _ranked(self, keys: Sequence[str]) -> list[str]:
        return sorted(keys, key=lambda key: (-self._fame[key], key))

    def _lasts(self, key: str) -> bool:
        return self._register.exists(key, FIRST_DAY) and self._register.exists(key, LAST_DAY)

    def _actors(self, keys: Sequence[str]) -> Zipf[Actor]:
        found = (self._register.find_actor(key) for key in self._ranked(keys) if self._lasts(key))
        return Zipf([actor for actor in found if actor])

    def _organizations(self, *classes: ActorClass) -> Zipf[Actor]:
        names = {each.value for each in classes}
        return self._actors([row.key for row in self._register.tables.organizations if row.class_ in names])

    @cached_property
    def states(self) -> Zipf[Actor]:
        """The states that exist in all the years of the corpus."""
        return self._actors([row.key for row in self._register.tables.states])

    @cached_property
    def bodies(self) -> Zipf[Actor]:
        """Intergovernmental organisations."""
        return self._organizations(ActorClass.INTERGOVERNMENTAL_ORGANIZATION)

    @cached_property
    def mediators(self) -> Zipf[Actor]:
        """Bodies that mediate."""
        return self._organizations(ActorClass.MEDIATION_BODY)

    @cached_property
    def fighters(self) -> Zipf[Actor]:
        """Armed forces and movements."""
        return self._organizations(ActorClass.ARMED_FORCE, ActorClass.ORGANIZATION)

    @cached_property
    def outlets(self) -> Zipf[Actor]:
        """Outlets that the register knows."""
        return self._organizations(ActorClass.OUTLET)

    @cached_property
    def sources(self) -> Zipf[str]:
        """Invented outlets."""
        return Zipf([f"{adjective} {paper}" for paper in WORDS["papers"] for adjective in WORDS["paper_adjectives"]])

    @cached_property
    def treaties(self) -> Zipf[tuple[str, str]]:
        """Names and keys of treaties."""
        return Zipf([(row.label, row.key) for row in self._register.tables.treaties])

    @cached_property
    def _conflicts(self) -> Zipf[str]:
        rows = [row for row in self._register.tables.conflicts if len(row.parties) > 1]
        fame = {row.key: sum(self._fame[party] for party in row.parties) for row in rows}
        return Zipf(sorted(fame, key=lambda key: (-fame[key], key)))

    def conflict(self, chance: random.Random, day: date) -> Conflict:
        """A conflict of that day with two parties or more."""
        while True:
            key = self._conflicts.draw(chance)
            if covers(*self._register.lifetime(key), day):
                return self._register.conflicts[key]

    @cached_property
    def _settlements(self) -> Zipf[Place]:
        rows = [row for row in self._register.tables.places if row.class_ == "Settlement"]
        return Zipf([self._register.places[row.key] for row in rows])

    def place(self, chance: random.Random, actors: Sequence[Actor]) -> Place:
        """Where something takes place: mostly the capital of one of the actors, seldom an unknown place."""
        luck = chance.random()
        homes = [self._register.capital_of(str(home.key)) for actor in actors if (home := home_of(actor))]
        known = [home for home in homes if home]
        if known and luck < 0.6:
            return chance.choice(known)
        return Place(f"{self._surname(chance)} valley") if luck > 0.95 else self._settlements.draw(chance)

    def appear(self, chance: random.Random, state: Actor, day: date) -> Appearance:
        """A state, by its name or its capital's, or somebody who serves it on that day."""
        luck = chance.random()
        if luck < 0.26 and (official := self._official(chance, state, day)):
            return official
        if luck < 0.34:
            return self.unknown_official(chance, state)
        if luck < 0.37 and (ministry := self._ministries.get(str(state.key))):
            return Appearance(ministry, ministry.label)
        capital = self._register.capital_of(str(state.key))
        if luck > 0.9 and capital:
            return Appearance(state, capital.label, reason="metonym")
        return Appearance(state, state.label)

    @cached_property
    def _ministries(self) -> dict[str, Actor]:
        rows = (row for row in self._register.tables.organizations if row.of and row.label.startswith("Ministry of"))
        found = ((str(row.of), self._register.find_actor(row.key)) for row in rows)
        return {state: actor for state, actor in found if actor}

    def _official(self, chance: random.Random, state: Actor, day: date) -> Appearance | None:
        kind = chance.choice(_OFFICE_KINDS)
        holder = next(iter(self._register.holders(kind, str(state.key), on=day)), None)
        if holder is None or holder.of != state:
            return None
        offices = (office for spell, office in self._register.offices_of(str(holder.key)) if office.kind == kind)
        titles = next((office.titles for office in offices if office.of == state.key and office.titles), ("leader",))
        return Appearance(
            holder, holder.label, f"{self._adjective(state)} {titles[0]} ", office=OfficeTitle(titles[0], kind)
        )

    def unknown_official(self, chance: random.Random, state: Actor) -> Appearance:
        """Somebody with a title of the state whom the register does not know."""
        title, kind = chance.choice(_POSTS)
        name = f"{chance.choice(WORDS['given_names'])} {self._surname(chance)}"
        return Appearance(
            Actor(name, ActorClass.PERSON, of=state),
            name,
            f"{self._adjective(state)} {title} ",
            LinkDecision.NIL,
            0.0,
            "unknown",
            OfficeTitle(title, kind),
        )

    def _adjective(self, state: Actor) -> str:
        return self._register.demonym_of(str(state.key)) or state.label

    def _surname(self, chance: random.Random) -> str:
        return "".join(chance.choices(WORDS["syllables"], k=chance.randint(2, 3))).capitalize()


def home_of(actor: Actor) -> Actor | None:
    """The state that an actor is, serves or acts in."""
    for each in (actor, actor.of, actor.acts_in):
        if each and each.actor_class is ActorClass.STATE:
            return each
    return None
