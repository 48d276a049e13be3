"""What a claim's codes, roles and dates are in the AIDA Interchange Format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from diplograph.export.reports import Report, Thing
from diplograph.model import Iri
from diplograph.vocab import DG

_DAY_CHARS: Final = len("2020-10-09")
_UNREAL: Final = frozenset({"planned", "hypothetical"})
_SUBJECTS: Final = frozenset(
    {
        DG.hasSupporter, DG.hasAlly, DG.hasMediator, DG.hasParticipant, DG.hasReportedMember, DG.hasReportedHolder,
        DG.hasActingParty, DG.isMadeBy, DG.hasAttacker, DG.hasCombatant, DG.hasLosingSide,
    }
)  # fmt: skip
"""Roles of those who do, suffer or hold something: the X of a claim's template."""
_OBJECTS: Final = frozenset(
    {
        DG.hasSupported, DG.hasMediatedParty, DG.inReportedBody, DG.hasReportedEmployer, DG.isDirectedAt,
        DG.hasAttacked, DG.hasInflictor,
    }
)  # fmt: skip
"""Roles of those to whom it is done."""
_TEMPLATES: Final = {
    DG.Support: "X backs {}",
    DG.Alliance: "X is bound by an alliance",
    DG.MediationProcess: "X mediates between {}",
    DG.ReportedMembership: "X belongs to {}",
    DG.ReportedHolding: "X holds an office of {}",
    DG.AgreementAct: "X acts on an agreement",
    DG.StatementEvent: "X makes a statement on {}",
    DG.ArmedAction: "X uses force against {}",
    DG.Casualties: "X suffers casualties from {}",
}
_CONTACT: Final = "X meets"


def epistemic_of(claim: Report) -> str:
    """Whether whoever makes the claim holds it true: the name of an `aida:EpistemicStatus`.

    A denial and a negated claim are held false; of a plan and a supposition AIF can only say unknown.
    """
    if claim.modality in _UNREAL:
        return "EpistemicUnknown"
    truth = "False" if claim.modality == "denied" or claim.polarity == "negative" else "True"
    return f"Epistemic{truth}{'Certain' if claim.certainty == 'certain' else 'Uncertain'}"


def attributes_of(claim: Report) -> tuple[str, ...]:
    """Marks on the event, so that it is not taken for real by those who look past the claim."""
    marks = []
    if claim.modality == "denied" or claim.polarity == "negative":
        marks.append("Negated")
    if claim.certainty != "certain":
        marks.append("Hedged")
    if claim.modality in _UNREAL:
        marks.append("Irrealis")
    return tuple(marks)


def x_actors(claim: Report) -> tuple[Iri, ...]:
    """The actors that the X of the template stands for; those on the other side where there are none."""
    subjects = tuple(value for role, value in claim.arguments if role in _SUBJECTS)
    return subjects or tuple(value for role, value in claim.arguments if role in _OBJECTS)


def claim_template(claim: Report, things: Mapping[Iri, Thing]) -> str:
    """A sentence with X for whoever does it, such as `X backs Armenia`."""
    template = _TEMPLATES.get(claim.class_iri, _CONTACT)
    objects = [things[value].label for role, value in claim.arguments if role in _OBJECTS]
    return template.format(" and ".join(objects) or "somebody")


def time_components(earliest: str, latest: str) -> list[tuple[str, str]]:
    """The bounds of a beginning, each ON, AFTER or BEFORE a day; both are moments in ISO 8601, or empty."""
    first, last = earliest[:_DAY_CHARS], latest[:_DAY_CHARS]
    if first and first == last:
        return [("ON", first)]
    bounds = [("AFTER", first), ("BEFORE", last)]
    return [(time_type, day) for time_type, day in bounds if day]
