"""A relation as a frame finds it, before modality, speaker, time and place are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from diplograph.model import Actor, Detail, Modality, RelationKind, RelationType

UNREAL = frozenset({Modality.DENIED, Modality.HYPOTHETICAL})
"""The modalities of what a text does not make real."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the learned model makes of a relation that somebody found.

    Attributes:
        real: the probability that the sentence puts all its pairs of sides forward as real.
        unreal: the probability that it does so as denied or hypothetical.
        modalities: the chance of each modality, given that it is put forward.
    """

    real: float
    unreal: float
    modalities: Mapping[Modality, float]


class Reservation(StrEnum):
    """What speaks against a relation that only the learned model found."""

    NO_WORD = "no-word"
    PRONOUN = "pronoun"
    DECIDED_SIDE = "decided-side"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a frame found in one sentence.

    Attributes:
        type, kind: the relation.
        subjects, objects: as in `Claim`.
        trigger: position of the word that states it.
        modality: what the frame itself makes of it, None to leave it to the words around.
        tokens: positions of the words it rests on, the trigger's included.
        place_index: position of a place that the frame itself names (`visit Moscow`).
        note: what the fields cannot say.
        weight: the frame's reliability, between 0 and 1.
        detail: what the words name besides the actors.
        is_presupposed: whether the words take the relation for granted (`NATO member Turkey`), whatever the clause
            around them does.
        opinion: what the learned model makes of it; None where it was not asked, or knows no phrases for the sides.
        is_learnt: whether the learned model alone found it.
        reservations: what speaks against it, where the model alone found it.
    """

    type: RelationType
    kind: RelationKind
    subjects: tuple[Actor, ...]
    objects: tuple[Actor, ...]
    trigger: int
    modality: Modality | None = None
    tokens: frozenset[int] = field(default=frozenset())
    place_index: int | None = None
    note: str | None = None
    weight: float = 0.8
    detail: Detail | None = None
    is_presupposed: bool = False
    opinion: Opinion | None = None
    is_learnt: bool = False
    reservations: frozenset[Reservation] = frozenset()
