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


_CLASSES: Final = {
    RelationType.MEDIATES: DG.MediationProcess,
    RelationType.MEMBERSHIP: DG.ReportedMembership,
    RelationType.OFFICE: DG.ReportedHolding,
    RelationType.AGREEMENT: DG.AgreementAct,
    RelationType.SPEECH_ACT: DG.StatementEvent,
    RelationType.ARMED_ACTION: DG.ArmedAction,
    RelationType.CASUALTIES: DG.Casualties,
}
_ROLES: Final = {
    RelationType.MEETS: (DG.hasParticipant, DG.hasParticipant),
    RelationType.MEDIATES: (DG.hasMediator, DG.hasMediatedParty),
    RelationType.BACKS: (DG.hasSupporter, DG.hasSupported),
    RelationType.MEMBERSHIP: (DG.hasReportedMember, DG.inReportedBody),
    RelationType.OFFICE: (DG.hasReportedHolder, DG.hasReportedEmployer),
    RelationType.AGREEMENT: (DG.hasActingParty, DG.hasActingParty),
    RelationType.SPEECH_ACT: (DG.isMadeBy, DG.isDirectedAt),
    RelationType.ARMED_ACTION: (DG.hasAttacker, DG.hasAttacked),
    RelationType.CASUALTIES: (DG.hasLosingSide, DG.hasInflictor),
}
"""The properties to a claim's subjects and to its objects."""
_SITUATIONS: Final = frozenset({RelationType.BACKS, RelationType.MEMBERSHIP, RelationType.OFFICE})
_HELD: Final = frozenset({RelationType.MEDIATES, RelationType.MEETS})
"""Events of which it is kept whether they were held."""


def class_of(claim: Claim) -> str:
    """The class of the situation or event that a claim describes."""
    if claim.type is RelationType.MEETS:
        return _CONTACTS.get(claim.kind, DG.Contact)
    if claim.type is RelationType.BACKS:
        return DG.Alliance if claim.kind is RelationKind.TREATY else DG.Support
    return _CLASSES[claim.type]


def roles_of(claim: Claim) -> Iterator[tuple[str, Actor]]:
    """Each actor of a claim with the property by which the situation points to it."""
    subject_role, object_role = _ROLES[claim.type]
    if claim.kind is RelationKind.TREATY:
        subject_role = object_role = DG.hasAlly
    elif claim.kind is RelationKind.CLASH:
        subject_role = object_role = DG.hasCombatant
    yield from ((subject_role, actor) for actor in claim.subjects)
    yield from ((object_role, actor) for actor in claim.objects)


def is_event(claim: Claim) -> bool:
    """Whether a claim describes an event, which has a place, and not a situation."""
    return claim.type not in _SITUATIONS


def status_of(claim: Claim, published: date | None) -> str | None:
    """The code of the status of a contact or mediation: planned, cancelled, held, or None when it is not settled.

    Args:
        claim: the claim.
        published: the article's day; what is dated later has not been held.
    """
    if claim.type not in _HELD:
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
