"""English labels of claims and situations, made from what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diplograph.graph.wording import cut, describe, name
from diplograph.model import Actor, Claim, Modality, Polarity, RelationKind, RelationType

_SHOWN_CHARS: Final = 60
_PLACED: Final = frozenset(
    {RelationType.MEETS, RelationType.AGREEMENT, RelationType.ARMED_ACTION, RelationType.CASUALTIES}
)
"""What is told apart by its place."""


def join_names(actors: Sequence[Actor]) -> str:
    """The actors' labels as a phrase: `A`, `A and B`, `A, B and C`."""
    labels = [actor.label for actor in actors]
    if len(labels) < 2:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} and {labels[-1]}"


def claim_label(claim: Claim) -> str:
    """A short sentence: `Turkey backs Azerbaijan (military), claimed`."""
    parts = [_relation(claim)]
    if claim.polarity is Polarity.NEGATIVE and claim.modality is not Modality.DENIED:
        parts.append("negated")
    if claim.modality is not Modality.ASSERTED:
        parts.append(claim.modality.value)
    return ", ".join(parts)


def situation_label(claim: Claim) -> str:
    """A noun phrase: `Support of Turkey for Azerbaijan (military)`."""
    parts = [_phrase(claim)]
    if claim.type in _PLACED and claim.place:
        parts.append(claim.place.label)
    if claim.time:
        parts.append(claim.time.edtf)
    return ", ".join(parts)


def shorten(text: str) -> str:
    """A quotation on one line, cut to sixty characters."""
    return cut(text, _SHOWN_CHARS)


def _relation(claim: Claim) -> str:
    subjects, objects = join_names(claim.subjects), join_names(claim.objects)
    many = len(claim.subjects) > 1
    if claim.type is RelationType.MEDIATES:
        return f"{subjects} {'mediate' if many else 'mediates'}{_mediated(claim)}"
    if claim.type is RelationType.MEETS:
        return f"{subjects} {'meet' if many else 'meets'} ({claim.kind.value})"
    if claim.type is not RelationType.BACKS:
        return describe(claim, subjects, objects)
    if claim.kind is RelationKind.TREATY:
        return f"{join_names([*claim.subjects, *claim.objects])} are bound by treaty"
    return f"{subjects} {'back' if many else 'backs'} {objects or 'somebody'} ({claim.kind.value})"


def _mediated(claim: Claim) -> str:
    if claim.objects:
        return f" {'between' if len(claim.objects) > 1 else 'for'} {join_names(claim.objects)}"
    return f" in {claim.conflict.label}" if claim.conflict else ""


def _phrase(claim: Claim) -> str:
    subjects, objects = join_names(claim.subjects), join_names(claim.objects)
    if claim.type is RelationType.MEDIATES:
        return f"Mediation by {subjects}{_mediated(claim)}"
    if claim.type is RelationType.MEETS:
        return f"{claim.kind.value.capitalize()} of {subjects}"
    if claim.type is not RelationType.BACKS:
        return name(claim, subjects, objects)
    if claim.kind is RelationKind.TREATY:
        return f"Alliance of {join_names([*claim.subjects, *claim.objects])}"
    return f"Support of {subjects} for {objects or 'somebody'} ({claim.kind.value})"
