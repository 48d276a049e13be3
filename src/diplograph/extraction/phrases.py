"""Who does what to whom in a clause, whatever its voice; whom a noun belongs to; the words of a phrase."""

from __future__ import annotations

from dataclasses import dataclass

from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.encounters import is_official
from diplograph.model import Actor, ActorClass, LinkDecision, Place, Span

_BEFORE = ("amod", "compound", "nmod", "poss", "npadvmod")
_NAMED_BEFORE = frozenset(
    {
        ActorClass.INTERGOVERNMENTAL_ORGANIZATION,
        ActorClass.MEDIATION_BODY,
        ActorClass.ARMED_FORCE,
        ActorClass.ORGANIZATION,
        ActorClass.DISPUTED_POLITY,
    }
)
"""Actors whose bare name before a noun says whose it is (`NATO strike`); a state's name there may be the scene."""
_SHORT_STATES = frozenset({"us", "u.s.", "u.s", "uk", "u.k.", "uae"})
_THEY = frozenset({"they", "them", "their", "themselves", "both"})
_GROUPS = frozenset({"group", "movement", "organization", "organisation", "body", "bloc", "alliance", "message"})
_DEFINITE = frozenset({"the", "this", "that"})
_AT_HAND = frozenset({"government", "president", "army", "leader"})
"""Nouns that alone mean those of the state spoken of; their plurals do not."""
_REGIONS = frozenset({"central", "latin", "south", "north"})
_EDGES = frozenset({"PUNCT", "SPACE"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Positions of those who do what a verb says, and of those to whom it is done."""

    doers: tuple[int, ...]
    done_to: tuple[int, ...]


class Phrases:
    """Reads clauses and noun phrases of one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self.denoter = denoter
        self.tree = denoter.tree

    def sides(self, verb: int) -> Sides:
        """The doers of a verb and its direct objects: active, passive or participle after its noun."""
        tree, token = self.tree, self.tree.tokens[verb]
        agents = tree.objects_of(verb, "by")
        first = tree.first_conjunct(verb)
        own = tree.children(verb, "nsubj", "nsubjpass", "auxpass", "aux", "dobj")
        if token.tag == "VBN" and not own and tree.tokens[first].dep in {"acl", "relcl"}:
            return Sides(agents, (tree.tokens[first].head,))
        if token.tag == "VBN" and token.dep == "conj" and not own and tree.children(first, "auxpass"):
            return Sides(agents or tree.objects_of(first, "by"), tree.children(first, "nsubjpass"))
        if tree.children(verb, "auxpass", "nsubjpass") or (token.tag == "VBN" and agents):
            return Sides(agents, tree.children(verb, "nsubjpass") or tree.subjects(verb))
        if token.dep == "amod":
            return Sides((), ())
        return Sides(tree.subjects(verb), tree.children(verb, "dobj", "dative"))

    def is_passive(self, verb: int) -> bool:
        """Whether a verb stands in the passive, with or without an auxiliary."""
        token = self.tree.tokens[verb]
        return bool(self.tree.children(verb, "auxpass", "nsubjpass")) or (token.tag == "VBN" and token.dep == "acl")

    def actors(self, *indexes: int) -> tuple[Actor, ...]:
        """The actors that noun phrases stand for; not those that vague words mean, nor bodies that nobody knows."""
        each = (i for index in indexes for i in self.tree.conjuncts(index) if not self._is_vague(i))
        found = dict.fromkeys(actor for i in each for actor in self.denoter.single(i))
        return tuple(actor for actor in found if is_official(actor) and not is_unknown_body(actor))

    def _is_vague(self, index: int) -> bool:
        """Words that mean less than they seem to: `they`, `an Iraqi group`, `the governments`, `300 Chinese`."""
        token = self.tree.tokens[index]
        if token.text.lower() in _THEY:
            return True
        item = self.denoter.mention(index)
        if item is not None:
            before = self.tree.tokens[item.mention.start - 1].text if item.mention.start > 0 else ""
            return item.is_modifier and (before == "-" or bool(self.tree.children(index, "nummod")))
        if token.lemma == "people":
            return True
        if token.lemma in _GROUPS:
            is_definite = any(self.tree.tokens[i].lemma in _DEFINITE for i in self.tree.children(index, "det"))
            is_bare = not self.tree.children(index, "amod", "compound", "nmod", "poss", "prep")
            return not (is_definite and is_bare) and not self.tree.children(index, "appos")
        if any(self._is_region(i) for i in self.tree.children(index, "amod", "compound")):
            return True
        if self._is_only_there(index):
            return True
        if token.lemma in {"side", "party"}:
            return not self.denoter.modifiers(index)
        return token.lemma in _AT_HAND and token.tag == "NNS" and not self.denoter.modifiers(index)

    def _is_only_there(self, index: int) -> bool:
        """Whether a noun has no more to do with an actor than being in its land (`Muslim leaders in France`)."""
        prepositions = {self.tree.tokens[i].lemma for i in self.tree.children(index, "prep")}
        before = self.tree.children(index, *_BEFORE)
        is_owned = any(self._owner(i) for i in before)
        return "in" in prepositions and not prepositions & {"of", "from", "for"} and bool(before) and not is_owned

    def _is_region(self, index: int) -> bool:
        """Whether a demonym is part of a region's (`Central American`)."""
        before = self.tree.tokens[index - 1].text.lower() if index else ""
        return before in _REGIONS and self.tree.tokens[index].text.lower().startswith(("america", "africa", "asia"))

    def owners(self, noun: int, *prepositions: str) -> tuple[Actor, ...]:
        """Whose a noun is: possessors, demonyms and names of bodies before it, else those after the prepositions."""
        found: dict[Actor, None] = {}
        for child in self.tree.children(noun, *_BEFORE):
            for conjunct in self.tree.conjuncts(child):
                found |= dict.fromkeys(self._owner(conjunct))
        if not found:
            found |= dict.fromkeys(self.actors(*self.tree.objects_of(noun, *prepositions)))
        return tuple(found)

    def _owner(self, index: int) -> tuple[Actor, ...]:
        if self.tree.tokens[index].dep == "poss":
            return self.actors(index)
        item = self.denoter.mention(index)
        if item is None or item.link is None or item.link.decision is not LinkDecision.LINKED:
            return ()
        if self._is_region(index):
            return ()
        if index > 1 and self.tree.tokens[index - 2].text.lower() in {"pro", "anti", "non"}:
            return ()
        is_short = self.tree.text(item.mention.start, item.mention.end).lower() in _SHORT_STATES
        names_owner = item.is_modifier or is_short or item.link.actor.actor_class in _NAMED_BEFORE
        return (item.link.actor,) if names_owner and is_official(item.link.actor) else ()

    def place(self, index: int) -> Place | None:
        """The place that a noun phrase names."""
        item = self.denoter.mention(index)
        if item is None or item.mention.head != index:
            return None
        if item.place is not None or item.link is None or item.link.reason != "metonym":
            return item.place
        return next((sense.place for sense in item.mention.senses if sense.place), None)

    def whole_state(self, index: int) -> tuple[Actor, ...]:
        """The state whose whole land a noun phrase names (`invaded Kuwait`); none for a city or region."""
        place = self.place(index)
        return tuple(host for host in self.denoter.hosts(index) if place is not None and host.key == place.key)

    def is_named(self, index: int) -> bool:
        """Whether a token is the head of a name that means an actor."""
        item = self.denoter.mention(index)
        return item is not None and item.link is not None and item.mention.head == index and not item.is_modifier

    def span(self, *indexes: int) -> Span | None:
        """The stored text of phrases, from their first word to their last, without punctuation at the edges."""
        tokens = self.tree.tokens
        inside = sorted({i for index in indexes for i in self.tree.subtree(index)})
        while inside and (tokens[inside[0]].pos in _EDGES or tokens[inside[0]].dep == "mark"):
            inside.pop(0)
        while inside and tokens[inside[-1]].pos in _EDGES:
            inside.pop()
        return self.stretch(inside[0], inside[-1] + 1) if inside else None

    def stretch(self, start: int, end: int) -> Span:
        """The stored text of the tokens from one position up to another."""
        tokens, whole = self.tree.tokens[start:end], self.tree.sentence.span
        first, last = tokens[0].start, max(token.end for token in tokens)
        return Span(first, last, whole.exact[first - whole.start : last - whole.start])

    def lemmas_above(self, index: int, count: int) -> frozenset[str]:
        """The lemmas of the nearest governors of a token."""
        above = [self.tree.tokens[i].lemma for i in self.tree.ancestors(index)]
        return frozenset(above[:count])

    def lemmas_below(self, index: int, *deps: str) -> frozenset[str]:
        """The lemmas of a token's dependents, those with one of the labels only when any is given."""
        return frozenset(self.tree.tokens[i].lemma for i in self.tree.children(index, *deps))


def without_own(actors: tuple[Actor, ...], others: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The actors that belong to no side of the others."""
    sides = {owner(other) for other in others}
    return tuple(actor for actor in actors if owner(actor) not in sides)


def is_unknown_body(actor: Actor) -> bool:
    """Whether an actor is an organisation of which nothing but a name is known."""
    return actor.key is None and actor.actor_class is ActorClass.ORGANIZATION
