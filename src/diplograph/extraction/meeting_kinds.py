"""What sort of meeting it is by who meets and where: talks, a visit or a summit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import POLITIES, owner
from diplograph.extraction.draft import Draft
from diplograph.model import Actor, ActorClass, Claim, RelationKind

_LEADERS = frozenset({"leader", "president", "minister", "premier", "chancellor", "king", "monarch", "emir", "ruler"})
_PAIR, _MANY = 2, 3
"""Sides of plain talks, and sides whose leaders' meeting is a summit."""


class MeetingKinds:
    """Reads the sort of meetings.

    Args:
        host_of: the state or polity that a place lies in, by the place's key.
    """

    def __init__(self, host_of: Callable[[str], Actor | None]) -> None:
        self._host_of = host_of

    def fit(self, claim: Claim, draft: Draft, denoter: Denoter) -> Claim:
        """The meeting as the sort that its sides and its place make it.

        Talks of many are a summit; those of two on the soil of one are a visit by the other; and who receives
        somebody abroad is not visited.
        """
        if claim.kind not in {RelationKind.TALKS, RelationKind.VISIT}:
            return claim
        sides = {owner(actor) for actor in claim.subjects}
        persons = {owner(actor) for actor in claim.subjects if actor.actor_class is ActorClass.PERSON}
        if claim.kind is RelationKind.TALKS and len(sides) >= _MANY:
            is_of_leaders = len(persons) == len(sides) or _names_leaders(denoter, draft)
            return replace(claim, kind=RelationKind.SUMMIT) if is_of_leaders else claim
        word, host = denoter.tree.tokens[draft.trigger].lemma, self._host(claim, denoter)
        if word in lexicon.RECEIVE_VERBS and any(side.actor_class is ActorClass.ARMED_FORCE for side in sides):
            return replace(claim, kind=RelationKind.TALKS)
        if host is None or len(sides) != _PAIR:
            return claim
        if host not in sides:
            is_going = word in lexicon.VISIT_NOUNS | lexicon.VISIT_VERBS | lexicon.TRAVEL_VERBS
            return claim if is_going else replace(claim, kind=RelationKind.TALKS)
        is_guest = all(side in persons or (persons and side.actor_class in POLITIES) for side in sides - {host})
        return replace(claim, kind=RelationKind.VISIT) if is_guest else claim

    def _host(self, claim: Claim, denoter: Denoter) -> Actor | None:
        """The state or polity on whose soil the place of a meeting lies, or to which the building belongs."""
        if claim.place is None:
            return None
        if claim.place.key is not None:
            return self._host_of(claim.place.key)
        name = claim.place.label.casefold()
        linked = [item for item in denoter.resolved.mentions if item.link]
        seats = [item.link.actor for item in linked if item.link and item.mention.span.exact.casefold() == name]
        return next((owner(actor) for actor in seats if actor.actor_class is ActorClass.GOVERNMENT_BODY), None)


def _names_leaders(denoter: Denoter, draft: Draft) -> bool:
    """Whether the words of a meeting of many name leaders or ministers in the plural, and no mediator."""
    clause = denoter.tree.subtree(denoter.tree.clause_of(draft.trigger))
    words = {(token.lemma, token.tag) for token in (denoter.tree.tokens[i] for i in clause)}
    is_mediated = any(lemma in lexicon.MEDIATOR_NOUNS for lemma, _ in words)
    return not is_mediated and any(lemma in _LEADERS and tag in {"NNS", "NNPS"} for lemma, tag in words)
