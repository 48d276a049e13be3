"""Drafts of support from the words of a sentence: who can be backed, and whether it is political or military."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.encounters import is_official
from diplograph.model import Actor, ActorClass, Modality, RelationKind, RelationType

_BACKABLE = lexicon.ORGANS | lexicon.ARMED | {"group", "movement", "country", "side"}
"""Nouns for actors who can be backed; what is backed otherwise is a plan, an effort or a resolution."""
_FIGHTING = frozenset(
    {
        "fight", "battle", "combat", "defeat", "repel", "resist", "counter", "crush", "quell", "retake", "recapture",
        "beat", "repulse", "confront", "overthrow", "topple", "oust", "attack", "defend", "rout", "root",
    }
)  # fmt: skip
"""What one is helped to do to an enemy."""
_REBUILDING = frozenset({"rebuild", "reconstruct", "repay", "recover"})
"""What one is helped to do with money."""
_LENDERS = frozenset({"bank", "fund"})
"""Last words of the names of bodies that lend."""
_ARMED_NOUNS = lexicon.ARMED | {"army", "force", "troop", "militia", "soldier"}
"""Nouns for whom support is military."""


class Backing:
    """Puts support of one sentence together.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree

    def is_backable(self, index: int) -> bool:
        """Whether the object itself is an actor, not a plan, effort or resolution of one."""
        item = self._denoter.mention(index)
        if item is not None and item.link is not None and item.mention.head == index:
            return True
        token = self._tree.tokens[index]
        if token.lemma in lexicon.PARTITIVES:
            return any(map(self.is_backable, self._tree.objects_of(index, "of")))
        return token.pos == "PRON" or token.lemma in _BACKABLE

    def can_be_trained(self, head: int, backed: tuple[Actor, ...]) -> bool:
        """Whether training is for fighting: of armed actors, not of somebody who studied abroad."""
        return self._tree.tokens[head].lemma in _ARMED_NOUNS | {"police", "officer", "guard"} or is_armed(backed)

    def helped_to_fight(self, verb: int) -> tuple[int, ...]:
        """Who is helped in `help X fight Y`, also where the parser makes `X fight` one noun."""
        clauses = (i for i in self._tree.children(verb, "ccomp", "xcomp") if self._tree.tokens[i].lemma in _FIGHTING)
        nouns = (i for i in self._tree.children(verb, "dobj") if self._tree.tokens[i].lemma in _FIGHTING)
        fighters = [s for i in clauses for s in self._tree.children(i, "nsubj")]
        fighters += [c for i in nouns for c in self._tree.children(i, "compound", "nmod") if c == i - 1]
        return tuple(i for i in fighters if self._denoter.single(i))

    def helped_to_rebuild(self, verb: int) -> tuple[int, ...]:
        """Who is helped in `help X rebuild its cities`."""
        clauses = (i for i in self._tree.children(verb, "ccomp", "xcomp") if self._tree.tokens[i].lemma in _REBUILDING)
        helped = (s for i in clauses for s in self._tree.children(i, "nsubj") or self._tree.children(i, "dobj"))
        return tuple(i for i in helped if self._denoter.single(i))

    def backed(self, *indexes: int) -> tuple[Actor, ...]:
        """The actors among several noun phrases that can be backed."""
        return self._denoter.all_actors(*(i for i in indexes if self.is_backable(i)))

    def kind_for(self, trigger: int, head: int, backed: tuple[Actor, ...]) -> RelationKind:
        """Military support when armed actors are backed or the words say so, political support otherwise."""
        adverbs = {self._tree.tokens[i].lemma for i in self._tree.children(trigger, "advmod")}
        is_military = self._tree.tokens[head].lemma in _ARMED_NOUNS or is_armed(backed) or "militarily" in adverbs
        return RelationKind.MILITARY if is_military else RelationKind.POLITICAL

    def draft(
        self,
        trigger: int,
        backers: tuple[Actor, ...],
        backed: tuple[Actor, ...],
        kind: RelationKind,
        tokens: set[int],
        modality: Modality | None = None,
    ) -> Iterator[Draft]:
        """The draft of support, if somebody backs somebody other than his own side."""
        givers = tuple(actor for actor in backers if is_official(actor))
        if kind is RelationKind.POLITICAL:
            givers = tuple(actor for actor in givers if not _is_lender(actor))
        own = {owner(giver) for giver in givers}
        receivers = tuple(
            actor
            for actor in backed
            if owner(actor) not in own
            and actor.actor_class is not ActorClass.OUTLET
            and not (_is_private(actor) and all(giver.actor_class is ActorClass.PERSON for giver in givers))
        )
        if givers and receivers:
            places = frozenset({trigger, *tokens})
            yield Draft(RelationType.BACKS, kind, givers, receivers, trigger, modality=modality, tokens=places)


def _is_lender(actor: Actor) -> bool:
    """Whether a body lends money and takes no side, so that its support is for a policy."""
    words = owner(actor).label.lower().split()
    return actor.actor_class not in {ActorClass.STATE, ActorClass.ARMED_FORCE} and bool(_LENDERS & set(words))


def _is_private(actor: Actor) -> bool:
    """Whether somebody is a person of whom no office is known: whom a politician defends is his own affair."""
    return actor.actor_class is ActorClass.PERSON and owner(actor) == actor


def is_armed(backed: tuple[Actor, ...]) -> bool:
    """Whether all of those backed are armed forces or movements."""
    return bool(backed) and all(actor.actor_class is ActorClass.ARMED_FORCE for actor in backed)
