"""One claim for one relation: what several words of an article say of the same thing is put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from diplograph.extraction.confidence import repeat
from diplograph.extraction.discourse import owner
from diplograph.model import Actor, ActorClass, Claim, Modality, RelationKind, RelationType, Speaker

_MEETING_RANK = (RelationKind.CALL, RelationKind.SUMMIT, RelationKind.VISIT, RelationKind.TALKS)


def merge_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims without repeats, in their order.

    Two claims are one when type, modality and sides agree, and time and place do not differ; the first keeps its
    evidence, and takes over from the other what it lacks itself.
    """
    kept: list[Claim] = []
    for claim in claims:
        for position, earlier in enumerate(kept):
            if _is_same(earlier, claim):
                kept[position] = _merged(earlier, claim)
                break
        else:
            kept.append(claim)
    return tuple(kept)


def _sides(actors: tuple[Actor, ...]) -> frozenset[Actor]:
    return frozenset(owner(actor) for actor in actors)


def _is_same(earlier: Claim, later: Claim) -> bool:
    if earlier.type is not later.type or earlier.modality is not later.modality:
        return False
    if earlier.type is RelationType.MEETS:
        return _is_same_meeting(earlier, later)
    subjects, objects = (
        (_sides(earlier.subjects), _sides(later.subjects)),
        (_sides(earlier.objects), _sides(later.objects)),
    )
    if earlier.type is RelationType.MEDIATES:
        return subjects[0] == subjects[1] and (objects[0] <= objects[1] or objects[1] <= objects[0])
    return earlier.kind is later.kind and subjects[0] == subjects[1] and objects[0] == objects[1]


def _is_same_meeting(earlier: Claim, later: Claim) -> bool:
    first, second = _sides(earlier.subjects), _sides(later.subjects)
    same_sentence = earlier.evidence.sentence == later.evidence.sentence
    if not (first == second or (same_sentence and (first <= second or second <= first))):
        return False
    if _are_other_persons(earlier.subjects, later.subjects):
        return False
    if earlier.time and later.time and earlier.time.edtf != later.time.edtf:
        return False
    if earlier.kind is RelationKind.CALL and later.kind is not RelationKind.CALL and not same_sentence:
        return False
    return not (earlier.place and later.place and earlier.place != later.place and not same_sentence)


def _are_other_persons(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> bool:
    """Whether every side that both name is there represented by other persons (ministers, and later presidents)."""
    here, there = _persons_by_side(first), _persons_by_side(second)
    shared = here.keys() & there.keys()
    return len(shared) > 1 and all(not here[side] & there[side] for side in shared)


def _persons_by_side(actors: tuple[Actor, ...]) -> dict[Actor, set[Actor]]:
    found: dict[Actor, set[Actor]] = {}
    for actor in actors:
        if actor.actor_class is ActorClass.PERSON:
            found.setdefault(owner(actor), set()).add(actor)
    return found


def _merged(earlier: Claim, later: Claim) -> Claim:
    kind, (score, features) = earlier.kind, repeat(earlier, later)
    if earlier.type is RelationType.MEETS and later.kind in _MEETING_RANK:
        kind = min(earlier.kind, later.kind, key=_MEETING_RANK.index)
    if earlier.type is RelationType.MEDIATES and RelationKind.BROKERED in {earlier.kind, later.kind}:
        kind = RelationKind.BROKERED
    return replace(
        earlier,
        kind=kind,
        subjects=_most_specific(earlier.subjects, later.subjects),
        objects=_most_specific(earlier.objects, later.objects),
        place=earlier.place or later.place,
        time=earlier.time or later.time,
        conflict=earlier.conflict or later.conflict,
        speakers=_plainest(earlier.speakers, later.speakers),
        note=earlier.note or later.note,
        score=score,
        features=features,
    )


def _most_specific(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """All actors of both, a state left out where somebody who belongs to it is named."""
    together = tuple(dict.fromkeys((*first, *second)))
    represented = {owner(actor) for actor in together if owner(actor) != actor}
    return tuple(actor for actor in together if actor not in represented)


def _plainest(first: tuple[Speaker, ...], second: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """Who says so: those of the first, unless the second names a person who speaks for the one that the first has."""
    if not first or not second or first[0].actor is None or second[0].actor is None:
        return first or second
    one, other = first[0].actor, second[0].actor
    is_spoken_for = other.actor_class is ActorClass.PERSON and owner(other) == owner(one) != other
    return second if is_spoken_for and one.actor_class is not ActorClass.PERSON else first


def supersede(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims without those that another one of the same words makes superfluous.

    A relation stated twice in one sentence, once on the way to the other (`agreed to meet for talks`, `approved the
    sale`), is reported once: with the modality that comes first in the order of precedence.
    """
    return tuple(claim for claim in claims if not any(_supersedes(other, claim) for other in claims))


def _supersedes(other: Claim, claim: Claim) -> bool:
    order = list(Modality)
    if other.type is not claim.type or other.evidence.sentence != claim.evidence.sentence:
        return False
    if order.index(other.modality) >= order.index(claim.modality):
        return False
    if claim.type is RelationType.MEETS:
        is_same_time = not other.time or not claim.time or other.time == claim.time
        covers = _sides(other.subjects) >= _sides(claim.subjects)
        return is_same_time and covers and not _are_other_persons(other.subjects, claim.subjects)
    is_softer = claim.modality is Modality.ASSERTED and other.modality is not Modality.DENIED
    same_sides = _sides(other.subjects) == _sides(claim.subjects) and _sides(other.objects) == _sides(claim.objects)
    return (
        claim.type is RelationType.BACKS
        and is_softer
        and same_sides
        and other.kind is claim.kind
        and _overlap(other, claim)
    )


def _overlap(left: Claim, right: Claim) -> bool:
    return left.evidence.span.start < right.evidence.span.end and right.evidence.span.start < left.evidence.span.end
