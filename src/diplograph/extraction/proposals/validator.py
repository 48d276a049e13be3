"""From proposals to claims: everything that a model says is looked up in the text before it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, TypeVar

from diplograph.extraction.proposals.names import find_actors, find_conflict, find_place, find_speaker, find_time
from diplograph.extraction.proposals.proposal import Proposal
from diplograph.extraction.proposals.refusal import RefusedError, shown
from diplograph.extraction.proposals.window import Window, find_windows
from diplograph.extraction.stance import polarity_of
from diplograph.model import (
    KINDS_OF,
    Actor,
    Article,
    Certainty,
    Claim,
    Modality,
    NotTaken,
    RelationKind,
    RelationType,
    ResolvedSentence,
    Span,
)

MAX_PARTIES = 30
_AHEAD = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL})
_Code = TypeVar("_Code", bound=StrEnum)


class _Party(StrEnum):
    SUBJECTS = "subjects"
    OBJECTS = "objects"


_FEWEST: Final = {
    RelationType.MEDIATES: {_Party.SUBJECTS: 1, _Party.OBJECTS: 0},
    RelationType.BACKS: {_Party.SUBJECTS: 1, _Party.OBJECTS: 1},
    RelationType.MEETS: {_Party.SUBJECTS: 2, _Party.OBJECTS: 0},
}
"""How many actors a relation needs on each side; a treaty's members are all subjects, like a meeting's participants."""


class ProposalValidator:
    """Checks what a model proposes for one article.

    Args:
        article: the article.
        sentences: its sentences with what resolution made of the names in them.
    """

    def __init__(self, article: Article, sentences: Sequence[ResolvedSentence]) -> None:
        self._article = article
        self._sentences = sentences

    def check(self, proposal: Proposal, within: Span) -> Claim | NotTaken:
        """The claim that a proposal makes, or why it is refused; nothing in it is mended.

        Args:
            proposal: what the model says. Its quote must stand in the text, white space aside; every name and phrase
                in the sentences of the quote or the one before; names of actors must be resolved there, or stay
                unknown; the codes must belong together and each side have its parties.
            within: the part of the text that the model was shown; a refusal points to it when the quote is not found.
        """
        span = within
        try:
            windows = find_windows(self._article.text, self._sentences, proposal.quote, within)
            span = windows[0].quote
            return self._first_claim(proposal, _check_codes(proposal), windows)
        except RefusedError as error:
            return refuse(span, str(error))

    def _first_claim(self, proposal: Proposal, kind: RelationKind, windows: Sequence[Window]) -> Claim:
        """The claim where the quotation stands; where it stands several times, at the first place that holds."""
        reasons: list[RefusedError] = []
        for window in windows:
            try:
                return self._claim(proposal, kind, window)
            except RefusedError as error:
                reasons.append(error)
        raise reasons[0]

    def _claim(self, proposal: Proposal, kind: RelationKind, window: Window) -> Claim:
        relation, modality = RelationType(proposal.type), Modality(proposal.modality)
        subjects = find_actors(window, proposal.subjects)
        objects = find_actors(window, proposal.objects)
        _check_parties(relation, kind, subjects, objects)
        time = None
        if proposal.date:
            time = find_time(window, proposal.date, self._article, is_future=modality in _AHEAD)
        is_read = time is not None or not proposal.date
        return Claim(
            type=relation,
            kind=kind,
            subjects=subjects,
            objects=objects,
            modality=modality,
            evidence=window.evidence,
            polarity=polarity_of(modality),
            certainty=Certainty.UNDERSPECIFIED,
            place=find_place(window, proposal.place) if proposal.place else None,
            time=time,
            conflict=find_conflict(window) if relation is not RelationType.MEETS else None,
            speakers=tuple(dict.fromkeys(find_speaker(window, words) for words in proposal.speakers)),
            score=proposal.score,
            note=None if is_read else f"date as written: {proposal.date}",
        )


def refuse(span: Span, reason: str) -> NotTaken:
    """What an extraction says of a proposal that was not taken."""
    return NotTaken(span, "proposal refused", reason)


def _check_codes(proposal: Proposal) -> RelationKind:
    relation = _code(RelationType, "type", proposal.type)
    if relation not in KINDS_OF:
        raise RefusedError(f"{shown(proposal.type)} is no type; use one of {', '.join(KINDS_OF)}")
    kind = _code(RelationKind, "kind", proposal.kind)
    _code(Modality, "modality", proposal.modality)
    if kind not in KINDS_OF[relation]:
        raise RefusedError(f"the kind {kind} does not belong to {relation}; its kinds: {', '.join(KINDS_OF[relation])}")
    if not 0 <= proposal.score <= 1:
        raise RefusedError(f"the score {proposal.score} is not between 0 and 1")
    if max(len(proposal.subjects), len(proposal.objects), len(proposal.speakers)) > MAX_PARTIES:
        raise RefusedError(f"more than {MAX_PARTIES} names on one side")
    return kind


def _code(codes: type[_Code], field: str, value: str) -> _Code:
    try:
        return codes(value)
    except ValueError:
        raise RefusedError(f"{shown(value)} is no {field}; use one of {', '.join(codes)}") from None


def _check_parties(
    relation: RelationType, kind: RelationKind, subjects: tuple[Actor, ...], objects: tuple[Actor, ...]
) -> None:
    is_one_sided = relation is RelationType.MEETS or kind is RelationKind.TREATY
    fewest = _FEWEST[RelationType.MEETS if is_one_sided else relation]
    for party, actors in ((_Party.SUBJECTS, subjects), (_Party.OBJECTS, objects)):
        if len(actors) < fewest[party]:
            raise RefusedError(f"{relation} ({kind}) needs at least {fewest[party]} different {party}")
    if is_one_sided and objects:
        raise RefusedError(f"{relation} ({kind}) has all its parties in {_Party.SUBJECTS}, none in {_Party.OBJECTS}")
    if both := set(subjects) & set(objects):
        names = ", ".join(sorted(shown(actor.label) for actor in both))
        raise RefusedError(f"{names} stands on both sides")
