"""What an article has spoken of so far, for words that point back: `the two countries`, `the group`, `he`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from diplograph.model import Actor, ActorClass, Conflict

POLITIES = frozenset({ActorClass.STATE, ActorClass.DISPUTED_POLITY})
BODIES = frozenset({ActorClass.MEDIATION_BODY, ActorClass.INTERGOVERNMENTAL_ORGANIZATION, ActorClass.ORGANIZATION})
SENDING_BODIES = frozenset({ActorClass.MEDIATION_BODY, ActorClass.INTERGOVERNMENTAL_ORGANIZATION})
SIDES = POLITIES | {ActorClass.ARMED_FORCE, ActorClass.GROUP}


def owner(actor: Actor) -> Actor:
    """The state or organisation at the end of the chain of belonging, or the actor itself."""
    while actor.of is not None:
        actor = actor.of
    return actor


def state_governed(actor: Actor) -> Actor:
    """The state whose government is called after a party (`the Sandinist government`), or the actor itself."""
    is_party = actor.actor_class is ActorClass.ORGANIZATION and actor.acts_in is not None
    return actor.acts_in if is_party and actor.acts_in is not None else actor


@dataclass(slots=True)
class Discourse:
    """The running memory of one article; later entries are nearer.

    Attributes:
        actors: every actor mentioned, in order.
        groups: actors named together (`Baku and Yerevan`), in order.
        nearby: gives the groups that the sentences around the present one name, nearest first, earlier before later.
        conflicts: the conflicts named, in order.
        movements: the armed movements that the article names anywhere.
        polities: the states and polities that it names anywhere, as actors or as places.
        called: actors named in full, by the short names that stand for them later (`serbs`, `north`).
        weights: how much the article tells of the inner affairs of each of them.
        mediators: the sides of all who were said to mediate so far.
    """

    actors: list[Actor] = field(default_factory=list)
    groups: list[tuple[Actor, ...]] = field(default_factory=list)
    nearby: Callable[[], Iterable[tuple[Actor, ...]]] = tuple
    conflicts: list[Conflict] = field(default_factory=list)
    movements: frozenset[Actor] = frozenset()
    polities: frozenset[Actor] = frozenset()
    called: dict[str, Actor] = field(default_factory=dict)
    weights: Mapping[Actor, float] = field(default_factory=dict)
    mediators: set[Actor] = field(default_factory=set)

    def remember_group(self, actors: Sequence[Actor]) -> None:
        """Keeps actors that were named together, each by the side that it stands for."""
        sides = tuple(dict.fromkeys(owner(actor) for actor in actors))
        if len(sides) > 1:
            self.groups.append(sides)

    def person(self) -> Actor | None:
        """The person named last."""
        return self._latest(frozenset({ActorClass.PERSON}))

    def armed(self) -> Actor | None:
        """The armed movement named last."""
        return self._latest(frozenset({ActorClass.ARMED_FORCE}))

    def polity(self) -> Actor | None:
        """The state or polity named last."""
        return self._latest(POLITIES)

    def movement_in(self, polity: Actor) -> Actor | None:
        """The one armed movement of the article that acts in a state."""
        found = {actor for actor in self.movements if actor.acts_in == polity}
        return found.pop() if len(found) == 1 else None

    def only_other_polity(self, without: frozenset[Actor]) -> Actor | None:
        """The one state or polity that the article names besides the given actors."""
        others = self.polities - without
        return next(iter(others)) if len(others) == 1 else None

    def only_polity(self) -> Actor | None:
        """The state or polity spoken of, when it is the only one."""
        named = {side for side in self._sides() if side.actor_class in POLITIES}
        return named.pop() if len(named) == 1 else None

    def pair(self, without: frozenset[Actor] = frozenset()) -> tuple[Actor, ...]:
        """The two sides spoken of: the last two named together, or the only two named at all; no mediator is one.

        Args:
            without: who acts on the two and is none of them.
        """
        others = without | self.mediators
        for group in reversed(self.groups):
            if len(group) == 2 and all(actor.actor_class in SIDES for actor in group) and not others & set(group):
                return group
        sides = tuple(actor for actor in self._sides() if actor.actor_class in SIDES and actor not in others)
        return sides if len(sides) == 2 else ()

    def pair_nearby(self, without: frozenset[Actor]) -> tuple[Actor, ...]:
        """Two sides that a sentence nearby names together, none of them among the given actors."""
        for group in self.nearby():
            if len(group) == 2 and all(side.actor_class in SIDES for side in group) and not without & set(group):
                return group
        return ()

    def _sides(self) -> tuple[Actor, ...]:
        """Whom all that were mentioned stand for, in order; an outlet reports, and is no state's."""
        able = (actor for actor in self.actors if actor.actor_class is not ActorClass.OUTLET)
        return tuple(dict.fromkeys(owner(actor) for actor in able))

    def _latest(self, classes: frozenset[ActorClass]) -> Actor | None:
        return next((actor for actor in reversed(self.actors) if actor.actor_class in classes), None)
