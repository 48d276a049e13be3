"""Which ontology class a claim's content has, who plays which part in it, and whether it came about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from diplograph.model import Actor, Claim, Modality, Polarity, RelationKind, RelationType
from diplograph.vocab import DG

CANCELLED_NOTE: Final = "cancelled"
"""The note by which a denied meeting tells that it had been planned."""

_CONTACTS: Final = {
    RelationKind.TALKS: DG.Meeting,
    RelationKind.SUMMIT: DG.Summit,
    RelationKind.VISIT: DG.Visit,
    RelationKind.CALL: DG.PhoneCall,
}


def class_of(claim: Claim) -> str:
    """The class of the situation or event that a claim describes."""
    if claim.type is RelationType.MEDIATES:
        return DG.MediationProcess
    if claim.type is RelationType.MEETS:
        return _CONTACTS.get(claim.kind, DG.Contact)
    return DG.Alliance if claim.kind is RelationKind.TREATY else DG.Support


def roles_of(claim: Claim) -> Iterator[tuple[str, Actor]]:
    """Each actor of a claim with the property by which the situation points to it."""
    if claim.type is RelationType.MEETS:
        subject_role = object_role = DG.hasParticipant
    elif claim.type is RelationType.MEDIATES:
        subject_role, object_role = DG.hasMediator, DG.hasMediatedParty
    elif claim.kind is RelationKind.TREATY:
        subject_role = object_role = DG.hasAlly
    else:
        subject_role, object_role = DG.hasSupporter, DG.hasSupported
    yield from ((subject_role, actor) for actor in claim.subjects)
    yield from ((object_role, actor) for actor in claim.objects)


def is_event(claim: Claim) -> bool:
    """Whether a claim describes an event, which has a place and a status."""
    return claim.type is not RelationType.BACKS


def status_of(claim: Claim, published: date | None) -> str | None:
    """The code of an event's status: planned, cancelled, held, or None when the text does not settle it.

    Args:
        claim: the claim.
        published: the article's day; what is dated later has not been held.
    """
    if not is_event(claim):
        return None
    if claim.modality is Modality.PLANNED:
        return "planned"
    if claim.modality is Modality.DENIED:
        is_cancelled = claim.type is RelationType.MEETS and claim.note == CANCELLED_NOTE
        return "cancelled" if is_cancelled else None
    is_real = claim.modality in {Modality.ASSERTED, Modality.CLAIMED} and claim.polarity is Polarity.AFFIRMATIVE
    return "held" if is_real and not _is_later(claim, published) else None


def _is_later(claim: Claim, published: date | None) -> bool:
    if claim.time is None or published is None:
        return False
    begins = claim.time.earliest or claim.time.latest
    return begins is not None and begins > published
