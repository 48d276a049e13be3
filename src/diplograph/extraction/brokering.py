"""Drafts of mediations from the words of a sentence: the third party, and the sides when nothing near names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.compounds import names_maker
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import SIDES, Discourse, owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.encounters import is_official
from diplograph.model import Actor, ActorClass, RelationKind, RelationType, ResolvedMention
from diplograph.syntax import Tree
from diplograph.text.folding import fold

_OF_SIDES = lexicon.CONFLICT_NOUNS | lexicon.CONTACT_NOUNS | lexicon.DEAL_NOUNS | lexicon.PROCESS_NOUNS | lexicon.PAIRS
"""Nouns before which the sides are named, besides those for actors."""
_LOOKING_ON = frozenset(
    {"welcome", "back", "support", "endorse", "praise", "hail", "applaud", "oppose", "criticize", "criticise",
     "condemn", "commend", "monitor", "observe", "follow"}
)  # fmt: skip
"""What outsiders do about the talks and deals of others."""


class Brokering:
    """Puts mediations of one sentence together.

    Args:
        denoter: the sentence's noun phrases.
        discourse: what was spoken of before it, for parties named earlier.
    """

    def __init__(self, denoter: Denoter, discourse: Discourse) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._discourse = discourse

    def draft(
        self,
        trigger: int,
        kind: RelationKind,
        mediators: tuple[Actor, ...],
        parties: tuple[Actor, ...],
        tokens: set[int],
    ) -> Iterator[Draft]:
        """The draft of a mediation, if somebody mediates; the parties at hand are taken when none are given."""
        third = tuple(actor for actor in mediators if is_official(actor))
        own = {owner(actor) for actor in third}
        parties = tuple(actor for actor in parties if owner(actor) not in own) or self._sides_at_hand(own, trigger)
        others = dict.fromkeys(
            actor for actor in parties if owner(actor) not in own and actor.actor_class is not ActorClass.OUTLET
        )
        if third:
            places = frozenset({trigger, *tokens})
            yield Draft(RelationType.MEDIATES, kind, third, tuple(others), trigger, tokens=places)

    def parties_at_hand(self, mediators: tuple[Actor, ...], trigger: int) -> tuple[Actor, ...]:
        """The sides that the sentence or its neighbours name, whatever words they stand with."""
        return self._sides_at_hand({owner(actor) for actor in mediators}, trigger)

    def _sides_at_hand(self, mediators: set[Actor], trigger: int) -> tuple[Actor, ...]:
        """The sides that the sentence names beside the mediator, or else two that its neighbours name together."""
        for token in self._tree.tokens:
            both = self._denoter.both(token.index) if token.lemma in lexicon.PAIRS else ()
            if len(both) == 2 and not mediators & set(map(owner, both)):
                return both
        if named := tuple(actor for actor in self._of_named_conflict() if actor not in mediators):
            return named
        mediators = mediators | self._onlookers(trigger)
        sides = tuple(actor for actor in self._named_here() if actor.actor_class in SIDES and actor not in mediators)
        if len(sides) == 2 or (len(sides) == 1 and self._is_in_clause(sides[0], trigger)):
            return sides
        if pair := self._discourse.pair_nearby(frozenset(mediators)):
            return pair
        alone = self._discourse.only_other_polity(frozenset(mediators | self._homelands()))
        return (alone,) if alone else ()

    def _onlookers(self, trigger: int) -> set[Actor]:
        """Who only welcomes, supports or opposes what is mediated (`China welcomed the Qatari-brokered truce`)."""
        above = [i for i in self._tree.ancestors(trigger) if self._tree.tokens[i].lemma in _LOOKING_ON]
        return {owner(actor) for i in above for actor in self._denoter.all_actors(*self._tree.subjects(i))}

    def _is_in_clause(self, side: Actor, trigger: int) -> bool:
        """Whether the clause that speaks of the mediation names a side."""
        inside = set(self._tree.subtree(self._tree.clause_of(trigger)))
        words = (i for i in inside if self._tree.tokens[i].pos in {"NOUN", "PROPN", "ADJ"})
        return any(side in map(owner, (*self._denoter.single(i), *self._modifying(i))) for i in words)

    def _of_named_conflict(self) -> tuple[Actor, ...]:
        """The parties that the name of a known conflict itself names (`Israel-Hamas war`)."""
        for item in self._denoter.resolved.mentions:
            if item.conflict is not None:
                surface = fold(item.mention.span.exact)
                named = tuple(party for party in item.conflict.parties if fold(party.label) in surface)
                if len(named) > 1:
                    return named
        return ()

    def _named_here(self) -> tuple[Actor, ...]:
        """The sides of all actors of the sentence, in order, without repeats."""
        here: dict[Actor, None] = {}
        titles = self._titles()
        for token in self._tree.tokens:
            is_owner = token.dep == "poss" and bool(self._denoter.single(token.head))
            is_whereabouts = tells_where(self._tree, token.index, self._denoter.mention)
            is_left_out = token.index in titles or is_owner or is_whereabouts or names_maker(self._tree, token.index)
            if token.pos in {"NOUN", "PROPN", "ADJ"} and not is_left_out:
                found = (*self._denoter.single(token.index), *self._modifying(token.index))
                here |= dict.fromkeys(owner(actor) for actor in found if actor.actor_class is not ActorClass.OUTLET)
        return tuple(here)

    def _modifying(self, index: int) -> tuple[Actor, ...]:
        """The actor named before a noun for an actor, a conflict or a deal; a `Greek ferry` makes Greece no side."""
        item, head = self._denoter.mention(index), self._tree.tokens[index].head
        if item is None or item.link is None or not item.is_modifier:
            return ()
        is_of_sides = self._tree.tokens[head].lemma in _OF_SIDES or bool(self._denoter.single(head))
        return (item.link.actor,) if is_of_sides else ()

    def _homelands(self) -> set[Actor]:
        """States that titles name of persons who act for another body (`the Swedish diplomat X, UN mediator`)."""
        linked = [item for item in self._denoter.resolved.mentions if item.link is not None]
        titles = self._titles()
        named = {item.link.actor for item in linked if item.link is not None and item.mention.head in titles}
        acted_for = {
            owner(item.link.actor) for item in linked if item.link and item.link.actor.actor_class is ActorClass.PERSON
        }
        return named - acted_for

    def _titles(self) -> set[int]:
        """The words before the names of persons of whom it is known whom they act for."""
        persons = (item for item in self._denoter.resolved.mentions if item.link and item.link.actor.of is not None)
        return {
            index
            for item in persons
            if item.link is not None and item.link.actor.actor_class is ActorClass.PERSON
            for index in self._tree.subtree(item.mention.head)
            if index < item.mention.start
        }


def tells_where(tree: Tree, index: int, mention_at: Callable[[int], ResolvedMention | None]) -> bool:
    """Whether a state is only named to say where a city lies (`in Abuja, Nigeria`, `in Senegal's capital`)."""
    token, head = tree.tokens[index], tree.tokens[tree.tokens[index].head]
    item = mention_at(head.index)
    is_city = item is not None and item.link is None and item.place is not None
    return (token.dep == "appos" and is_city) or (token.dep == "poss" and head.lemma == "capital")
