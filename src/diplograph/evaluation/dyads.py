"""Relations unfolded into dyads: pairs of actors rolled up to their state or organisation.

`mediates` gives (mediator, party) and `backs` (backer, backed); `meets` and treaties give unordered
pairs of everybody named. A relation with one side only gives the pair (actor, `NOBODY`).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

from diplograph.evaluation.annotations import Annotation, Relation
from diplograph.evaluation.names import roll_up, spell_as

NOBODY = "-"
RELATION_TYPES = ("mediates", "backs", "meets")
REAL_MODALITIES = frozenset({"asserted", "claimed", "planned"})


class Dyad(NamedTuple):
    """Two actors in a relation; for symmetric relations `first` sorts before `second`."""

    type: str
    first: str
    second: str


def is_real(relation: Relation) -> bool:
    """Whether the relation is put forward as happening: asserted, claimed or planned; asserted when nothing is said."""
    return relation.modality is None or relation.modality in REAL_MODALITIES


def is_any(_relation: Relation) -> bool:
    """Every relation, whatever its modality."""
    return True


def is_symmetric(relation: Relation) -> bool:
    """Whether the relation has no direction: meetings and treaties."""
    return relation.type == "meets" or (relation.type == "backs" and relation.kind == "treaty")


def dyads_of(relation: Relation, annotation: Annotation) -> frozenset[Dyad]:
    """The dyads of one relation of an annotation."""
    left = roll_up(relation.subjects, annotation.affiliations)
    right = roll_up(relation.objects, annotation.affiliations)
    pairs = _unordered_pairs(left | right) if is_symmetric(relation) else _ordered_pairs(left, right)
    return frozenset(Dyad(relation.type, *pair) for pair in pairs)


def _unordered_pairs(names: frozenset[str]) -> list[tuple[str, str]]:
    everyone = sorted(names)
    return list(combinations(everyone, 2)) or [(name, NOBODY) for name in everyone]


def _ordered_pairs(left: frozenset[str], right: frozenset[str]) -> list[tuple[str, str]]:
    pairs = [(one, other) for one in left for other in right if one != other]
    return pairs or [(name, NOBODY) for name in left]


def names_of(annotation: Annotation) -> frozenset[str]:
    """Every rolled-up name that stands in a relation of the annotation."""
    named = {name for relation in annotation.relations for name in (*relation.subjects, *relation.objects)}
    return roll_up(named, annotation.affiliations)


def unfold(
    annotation: Annotation, *, wanted: Callable[[Relation], bool], spelling: frozenset[str] = frozenset()
) -> dict[Dyad, Relation]:
    """The dyads of the wanted relations, each with the first relation that gives it.

    Args:
        annotation: the passage's relations.
        wanted: which relations count.
        spelling: gold names; descriptive names that mean one of them are written as it is.
    """
    found: dict[Dyad, Relation] = {}
    for relation in annotation.relations:
        if relation.type in RELATION_TYPES and wanted(relation):
            for dyad in dyads_of(relation, annotation):
                found.setdefault(_respell(dyad, relation, spelling), relation)
    return found


def _respell(dyad: Dyad, relation: Relation, spelling: frozenset[str]) -> Dyad:
    first, second = spell_as(dyad.first, spelling), spell_as(dyad.second, spelling)
    if is_symmetric(relation) and second != NOBODY:
        first, second = sorted((first, second))
    return Dyad(dyad.type, first, second)
