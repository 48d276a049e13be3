"""The words on which the frames wait, by family; a sentence without any of them states no relation.

A new family of frames adds its `Triggers` here, else its sentences are not read where sentences are chosen first.
"""

from __future__ import annotations

from collections.abc import Iterable

from diplograph.errors import UsageError
from diplograph.extraction import lexicon
from diplograph.text.triggers import Triggers

_MOVING = frozenset({"travel", "fly", "arrive", "journey", "embark", "land"})
"""Verbs of travel that state a visit by themselves; the others do so only with a noun of contact or visit."""
_REACHING = frozenset(
    {"reach", "find", "resolve", "settle", "negotiate", "achieve", "end", "solve", "unblock", "break", "bring"}
)
_THINGS_GIVEN = lexicon.ARMS_NOUNS | lexicon.TROOP_NOUNS | lexicon.MONEY_NOUNS - {"million", "billion"}
_PLAIN_CONTACT = frozenset({"session", "round", "conference", "audience", "parley"})

CONTACT = Triggers(
    "meets",
    telling=frozenset({"meet", "confer", "negotiate", "talk", "invite"})
    | lexicon.VISIT_VERBS
    | lexicon.VISIT_NOUNS - {"journey"}
    | lexicon.CONTACT_NOUNS - _PLAIN_CONTACT,
    words=lexicon.MEET_VERBS - {"sit"}
    | lexicon.CONTACT_NOUNS
    | lexicon.VISIT_NOUNS
    | lexicon.CALL_NOUNS
    | lexicon.CALL_VERBS
    | lexicon.RECEIVE_VERBS
    | _MOVING,
    pairs=(
        (frozenset({"sit"}), frozenset({"down"})),
        (frozenset({"shake"}), frozenset({"hand"})),
        (frozenset({"exchange", "swap"}), frozenset({"view", "idea", "opinion"})),
        (frozenset({"due"}), frozenset({"in"})),
        (frozenset({"see"}), lexicon.DIPLOMATS),
        (frozenset({"leave", "depart"}), frozenset({"for"})),
        (frozenset({"send", "dispatch", "expect"}), lexicon.DIPLOMATS),
        (frozenset({"expect"}), frozenset({"in", "at"})),
    ),
)
SUPPORT = Triggers(
    "backs",
    telling=frozenset({"support", "backed", "backing", "endorse", "solidarity", "alliance", "ally", "backer", "aid"}),
    words=frozenset({"arming"})
    | lexicon.POLITICAL_VERBS
    | lexicon.ARMED_VERBS - {"arm"}
    | lexicon.HELP_VERBS
    | lexicon.SUPPORT_NOUNS
    | lexicon.BACKER_NOUNS
    | lexicon.PACT_ALONE,
    pairs=(
        (lexicon.GIVE_VERBS, lexicon.SHELTER_NOUNS | lexicon.WEAPON_NAMES),
        (frozenset({"fight", "battle", "intervene"}), frozenset({"alongside", "beside", "side", "behalf"})),
        (frozenset({"throw", "put", "swing"}), frozenset({"weight"})),
        (frozenset({"forgive", "cancel", "write"}), frozenset({"debt"})),
        (lexicon.PERMIT_VERBS, lexicon.STAY_VERBS | lexicon.GROUND_NOUNS),
        (frozenset({"arm"}), lexicon.ARMED_VERBS - {"arm"} | lexicon.ARMED | {"by", "with", "have"}),
        (lexicon.STAND_VERBS, frozenset({"with", "by", "behind", "alongside"})),
        (lexicon.GIVE_VERBS | lexicon.SALE_NOUNS, _THINGS_GIVEN),
        (lexicon.PACT_NOUNS, lexicon.PACT_MODIFIERS),
    ),
)
MEDIATION = Triggers(
    "mediates",
    telling=frozenset({"broker", "facilitate", "negotiator", "shuttle"}),
    lone=lexicon.MEDIATE_VERBS
    | {"auspex", "auspices", "auspice", "aegis"}
    | lexicon.MEDIATION_NOUNS
    | lexicon.MEDIATOR_NOUNS - {"broker"},
    words=lexicon.BROKER_VERBS | lexicon.HOST_VERBS,
    pairs=(
        (frozenset({"good"}), frozenset({"office"})),
        (frozenset({"go"}), frozenset({"between"})),
        (frozenset({"envoy", "emissary", "maker"}), frozenset({"peace"})),
        (lexicon.SAVE_VERBS, lexicon.CONTACT_NOUNS | lexicon.DEAL_NOUNS),
        (frozenset({"invite", "summon"}), frozenset({"peace", "reconciliation", "proximity", "indirect"})),
        (_REACHING, lexicon.SETTLEMENT_NOUNS | lexicon.CONFLICT_NOUNS),
    ),
)

FAMILIES = {family.name: family for family in (CONTACT, SUPPORT, MEDIATION)}
"""The families by name."""

RELATIONS = ("meets", "backs", "mediates")
"""The families of the three questions."""

_COLLECTIVES = frozenset({"group", "body", "bloc", "organization", "organisation", "movement"})
ACTOR_NOUNS = lexicon.ORGANS | lexicon.DIPLOMATS | lexicon.ARMED | lexicon.UNITED | lexicon.PAIRS | _COLLECTIVES
"""Nouns that stand for an actor whom other words name."""


def choose_families(names: Iterable[str]) -> tuple[Triggers, ...]:
    """The families with these names.

    Raises:
        UsageError: there is no such family.
    """
    wanted = tuple(names)
    if unknown := [name for name in wanted if name not in FAMILIES]:
        raise UsageError(f"there is no family of triggers {unknown[0]!r}", hint=f"families: {', '.join(FAMILIES)}")
    return tuple(FAMILIES[name] for name in wanted)
