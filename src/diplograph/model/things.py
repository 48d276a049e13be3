"""What claims are about: actors, places and conflicts, and the ways in which names stand for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorClass(StrEnum):
    """The ontology class of an actor; each value is the class's local name."""

    STATE = "State"
    DISPUTED_POLITY = "DisputedPolity"
    INTERGOVERNMENTAL_ORGANIZATION = "IntergovernmentalOrganization"
    MEDIATION_BODY = "MediationBody"
    GOVERNMENT_BODY = "GovernmentBody"
    ARMED_FORCE = "ArmedForce"
    ORGANIZATION = "Organization"
    OUTLET = "Outlet"
    PERSON = "Person"
    GROUP = "ActorGroup"


class SenseKind(StrEnum):
    """In what way a name stands for a thing of the register."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    PLACE = "place"
    CONFLICT = "conflict"
    TREATY = "treaty"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can meet, back, mediate or speak.

    Attributes:
        label: the register's English label, or the name as written for an unknown actor.
        actor_class: the ontology class.
        key: the register's key; None marks an unknown actor (NIL).
        of: the state or organisation that the actor belongs to or speaks for.
        acts_in: the state in which a movement or party acts, which it does not speak for.
    """

    label: str
    actor_class: ActorClass
    key: str | None = None
    of: Actor | None = None
    acts_in: Actor | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A location named for an event; `key` is the register's key, None for an unknown place."""

    label: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict that a claim concerns: its label, its key and its parties in the register."""

    label: str
    key: str | None = None
    parties: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a listed name may stand for: an actor, a place, a conflict or a treaty, never two of them."""

    kind: SenseKind
    actor: Actor | None = None
    place: Place | None = None
    conflict: Conflict | None = None
    treaty_key: str | None = None
