"""What a shortcut rests on: claims, those that reach it through an organ or an official included, and the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations, product
from typing import Final

from diplograph.export.lookups import is_within, look_up, look_up_nodes, text_of
from diplograph.export.pool import Pool
from diplograph.model import Iri
from diplograph.store import Store
from diplograph.vocab import DG

_REAL: Final = """
SELECT ?claim ?situation ?day WHERE {
  ?claim dg:hasModality code:modality-asserted ;
         dg:hasPolarity code:polarity-affirmative ;
         dg:statesSituation ?situation ;
         dg:isEvidencedBy/dg:inDocument ?document .
  OPTIONAL { ?situation dg:earliestStart ?start }
  OPTIONAL { ?document dg:publishedOn ?published }
  BIND(COALESCE(?start, ?published, "") AS ?day)
}
"""
"""The claims that count as real, as the rules see it."""
_ROLES: Final = "SELECT ?situation ?role ?actor WHERE { ?situation ?role ?actor }"
_ORGANS: Final = "SELECT ?actor ?side WHERE { ?actor dg:isBodyOf+ ?side }"
_PEOPLE: Final = "SELECT ?actor ?side WHERE { ?actor a dg:Person ; dg:isAffiliatedWith/dg:isBodyOf* ?side }"
_OFFICIALS: Final = """
SELECT ?actor ?side ?from ?until WHERE {
  ?holding dg:hasHolder ?actor ;
           dg:ofOffice/dg:isOfficeOf/dg:isBodyOf* ?side .
  OPTIONAL { ?holding dg:validFrom ?from }
  OPTIONAL { ?holding dg:validUntil ?until }
}
"""
_SHORTCUTS: Final = {
    DG.backs: (DG.hasSupporter, DG.hasSupported),
    DG.mediates: (DG.hasMediator, DG.hasMediatedParty),
    DG.mediatesInConflict: (DG.hasMediator, DG.concernsConflict),
    DG.metWith: (DG.hasParticipant, DG.hasParticipant),
    DG.isAlliedWith: (DG.hasAlly, DG.hasAlly),
    DG.isMemberOf: (DG.hasReportedMember, DG.inReportedBody),
    DG.holdsOffice: (DG.hasReportedHolder, DG.namesOffice),
}
_KNOWN_SHORTCUTS: Final = {
    DG.holdsOffice: (DG.hasHolder, DG.ofOffice),
    DG.isMemberOf: (DG.hasMember, DG.ofBody),
    DG.isPartyTo: (DG.hasParty, DG.inAgreement),
}
_ROLES_USED: Final = frozenset(role for roles in _SHORTCUTS.values() for role in roles)

Shortcut = tuple[Iri, str, Iri]
_Spell = tuple[Iri, str, str]
"""Whom an actor stands for, from when and until when; empty where nothing limits it."""
_Roles = Mapping[Iri, Sequence[tuple[str, Iri]]]
"""Who has which part, by situation."""


def find_grounds(store: Store, claims: Sequence[Iri]) -> Mapping[Shortcut, tuple[Iri, ...]]:
    """Those of some claims that lie under each subject, property and object that they can lead to.

    More pairs than were inferred may be in it: a planned meeting grounds nothing, and is left to the inferred graph.
    """
    real = [
        (claim, situation, text_of(day))
        for claim, situation, day in look_up(store, _REAL, claim=claims)
        if isinstance(claim, Iri) and isinstance(situation, Iri)
    ]
    roles = _find_roles(store, sorted({situation for _, situation, _ in real}))
    spells = _find_spells(store, sorted({actor for pairs in roles.values() for _, actor in pairs}))
    grounds: dict[Shortcut, set[Iri]] = defaultdict(set)
    for claim, situation, day in real:
        sides = _sides(roles[situation], spells, day)
        for shortcut, (first, second) in _SHORTCUTS.items():
            for one, other in product(sides.get(first, ()), sides.get(second, ())):
                grounds[one, shortcut, other].add(claim)
    return {shortcut: tuple(sorted(claims)) for shortcut, claims in grounds.items()}


def find_register_grounds(pool: Pool, individuals: Iterable[Iri]) -> Mapping[Shortcut, Sequence[Iri]]:
    """The spells of the register, among some individuals, that lie under each shortcut that they can lead to."""
    grounds: dict[Shortcut, list[Iri]] = defaultdict(list)
    parties: dict[Iri, list[tuple[Iri, Iri]]] = defaultdict(list)
    for spell in sorted(individuals):
        for shortcut, (first, second) in _KNOWN_SHORTCUTS.items():
            for one, other in product(pool.nodes(spell, first), pool.nodes(spell, second)):
                grounds[one, shortcut, other].append(spell)
                if pool.is_a(other, DG.AllianceTreaty):
                    parties[other].append((one, spell))
    for members in parties.values():
        for (one, spell), (other, other_spell) in permutations(members, 2):
            grounds[one, DG.isAlliedWith, other] += [spell, other_spell]
    return grounds


def _find_roles(store: Store, situations: Sequence[Iri]) -> _Roles:
    roles: dict[Iri, list[tuple[str, Iri]]] = {situation: [] for situation in situations}
    for situation, role, actor in look_up_nodes(store, _ROLES, situation=situations):
        if role.value in _ROLES_USED:
            roles[situation].append((role.value, actor))
    return roles


def _find_spells(store: Store, actors: Sequence[Iri]) -> Mapping[Iri, Sequence[_Spell]]:
    """Whom each actor stands for: itself, what it is an organ of, what the person belongs to or held office in."""
    spells: dict[Iri, list[_Spell]] = {actor: [(actor, "", "")] for actor in actors}
    for sparql in (_ORGANS, _PEOPLE, _OFFICIALS):
        for actor, side, *bounds in look_up(store, sparql, actor=actors):
            first, last = (text_of(bound) for bound in bounds or (None, None))
            if isinstance(actor, Iri) and isinstance(side, Iri):
                spells[actor].append((side, first, last))
    return spells


def _sides(pairs: Sequence[tuple[str, Iri]], spells: Mapping[Iri, Sequence[_Spell]], day: str) -> dict[str, set[Iri]]:
    """Who stands in each role of a situation on a day, as the rules see it."""
    sides: dict[str, set[Iri]] = defaultdict(set)
    for role, actor in pairs:
        sides[role] |= {side for side, first, last in spells[actor] if is_within(day, first, last)}
    return sides
