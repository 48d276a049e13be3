"""Drafts of contacts from the words of a sentence: who takes part, and whether it is a visit or talks."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft
from diplograph.model import Actor, ActorClass, Modality, RelationKind, RelationType

_PURPOSES = (
    lexicon.CONTACT_NOUNS
    | lexicon.VISIT_NOUNS
    | {"meet", "visit", "negotiate", "discuss", "mediate", "invitation", "confer", "consult"}
)
_AIMS = frozenset({"for", "with", "to"})
_OTHER_CLAUSES = frozenset({"relcl", "acl", "ccomp"})
_LETTERS = frozenset({"letter", "message", "note", "reply", "proposal", "offer", "missive", "memorandum"})


_OVER = ("by", "on", "over", "via", "through", "in", "during")
_SEATED = frozenset({ActorClass.STATE, ActorClass.DISPUTED_POLITY, ActorClass.GOVERNMENT_BODY})
"""Hosts whose name is that of a place too (`visited the Kremlin`)."""


class Encounters:
    """Puts contacts of one sentence together.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree

    def is_place(self, index: int) -> bool:
        """Whether a noun phrase names a place or a state that one can travel to."""
        item = self._denoter.mention(index)
        if item is None:
            return any(map(self.is_place, self._tree.children(index, "appos")))
        return item.place is not None or bool(item.link and item.link.actor.actor_class is ActorClass.STATE)

    def is_by_line(self, trigger: int) -> bool:
        """Whether those who speak do so from afar (`a telephone conversation`, `discussed X by phone`)."""
        words = (trigger, *self._tree.children(trigger, "compound", "amod", "nmod"), self._tree.clause_of(trigger))
        lines = [*words, *(i for word in words for i in self._tree.children(word, "advmod", "npadvmod"))]
        lines += [i for word in words for i in self._tree.objects_of(word, *_OVER)]
        named = [*lines, *(i for line in lines for i in self._tree.children(line, "compound", "amod", "nmod"))]
        return any(self._tree.tokens[i].lemma in lexicon.LINES and self._tree.tokens[i].pos != "VERB" for i in named)

    def has_purpose(self, verb: int) -> bool:
        """Whether a verb of travel is said to serve talks, a visit or mediation."""
        words = {
            self._tree.tokens[i].lemma
            for child in self._tree.children(verb, "prep", "advcl", "xcomp")
            for i in self._tree.subtree(child)
        }
        return bool(words & _PURPOSES)

    def visit_to(self, trigger: int, guests: tuple[Actor, ...], goal: int) -> Iterator[Draft]:
        """A visit of the guests to a place or a host."""
        item = self._denoter.mention(goal)
        hosts = self._denoter.single(goal)
        place_index = None
        if item is not None and item.link is None and item.place is not None:
            hosts, place_index = self._denoter.hosts(goal), goal
        elif item is not None and item.link and item.link.actor.actor_class in _SEATED:
            place_index = goal
        travellers = tuple(guest for guest in guests if is_official(guest))
        abroad = tuple(guest for guest in travellers if owner(guest) not in {owner(host) for host in hosts})
        hosts = tuple(host for host in hosts if is_official(host) and host.actor_class is not ActorClass.GROUP)
        if len({owner(guest) for guest in abroad}) > 1 and place_index is not None and self.has_purpose(trigger):
            yield self.draft(trigger, RelationKind.TALKS, abroad, {goal}, place_index=place_index)
        elif hosts and abroad and not self._is_venue(trigger, goal, hosts):
            yield self.draft(trigger, RelationKind.VISIT, (*abroad, *hosts), {goal}, place_index=place_index)

    def _is_venue(self, trigger: int, goal: int, hosts: tuple[Actor, ...]) -> bool:
        """Whether the travellers are to meet others than the hosts there (`flew to X for talks with Y`)."""
        met = tuple(a for a in self._denoter.all_actors(*self._met_there(trigger, goal)) if is_official(a))
        return bool(met) and not {owner(actor) for actor in met} & {owner(host) for host in hosts}

    def _met_there(self, trigger: int, goal: int) -> Iterator[int]:
        """Whom the travellers are said to meet, or to bring a letter."""
        below = self._tree.children(trigger, "prep", "advcl", "xcomp")
        aims = [i for i in below if self._tree.tokens[i].dep != "prep" or self._tree.tokens[i].lemma in _AIMS]
        for index in self._inside([*aims, *self._tree.children(goal, "relcl")]):
            lemma = self._tree.tokens[index].lemma
            if lemma in lexicon.CONTACT_NOUNS | lexicon.MEET_VERBS:
                yield from self._tree.objects_of(index, "with", "between")
            if lemma == "meet":
                yield from self._tree.children(index, "dobj")
            if lemma in _LETTERS:
                yield from self._tree.objects_of(index, "to", "for")

    def _inside(self, waiting: list[int]) -> Iterator[int]:
        """The words of some clauses without what these tell of other occasions."""
        while waiting:
            current = waiting.pop()
            yield current
            waiting += [i for i in self._tree.children(current) if self._tree.tokens[i].dep not in _OTHER_CLAUSES]

    def contact(
        self,
        trigger: int,
        kind: RelationKind,
        subjects: tuple[int, ...],
        partners: tuple[int, ...],
        *,
        single: bool = False,
    ) -> Iterator[Draft]:
        """A contact of the subjects with the partners; nothing where the partners are no actors."""
        others = (
            tuple(dict.fromkeys(a for p in partners for a in self._denoter.single(p)))
            if single
            else self._denoter.all_actors(*partners)
        )
        hosts = self._denoter.all_actors(*subjects)
        if partners and (not others or (subjects and not hosts)):
            return
        yield from self.assemble(trigger, kind, (*hosts, *others), {*subjects, *partners})

    def each(
        self, trigger: int, kind: RelationKind, actors: tuple[Actor, ...], partners: tuple[int, ...]
    ) -> Iterator[Draft]:
        """A contact with each of the partners by itself."""
        for partner in partners:
            for other in self._denoter.actors(partner):
                yield from self.assemble(trigger, kind, (*actors, other), {partner})

    def assemble(
        self, trigger: int, kind: RelationKind, actors: tuple[Actor, ...], tokens: set[int]
    ) -> Iterator[Draft]:
        """A contact of these actors, if at least two sides are among them."""
        participants = tuple(dict.fromkeys(actor for actor in actors if is_official(actor)))
        participants = tuple(actor for actor in participants if not _is_domestic(actor, participants))
        if kind is RelationKind.TALKS and self.is_by_line(trigger):
            kind = RelationKind.CALL
        is_summit_of_group = kind is RelationKind.SUMMIT and any(_is_group(actor) for actor in participants)
        if len({owner(actor) for actor in participants}) > 1 or is_summit_of_group:
            yield self.draft(trigger, kind, participants, tokens)

    def draft(
        self,
        trigger: int,
        kind: RelationKind,
        participants: tuple[Actor, ...],
        tokens: set[int],
        *,
        place_index: int | None = None,
        modality: Modality | None = None,
    ) -> Draft:
        """The draft of a contact."""
        return Draft(
            RelationType.MEETS,
            kind,
            tuple(dict.fromkeys(participants)),
            (),
            trigger,
            modality=modality,
            tokens=frozenset({trigger, *tokens}),
            place_index=place_index,
        )


def _is_group(actor: Actor) -> bool:
    """Whether an actor is several states or their leaders, who meet among themselves (`Arab leaders`)."""
    return actor.actor_class is ActorClass.GROUP


def _is_domestic(actor: Actor, others: tuple[Actor, ...]) -> bool:
    """Whether an actor is a party inside a state that others act for; only who fights it is a side of its own."""
    is_party = actor.actor_class is ActorClass.ORGANIZATION and actor.acts_in is not None
    return is_party and any(owner(other) == actor.acts_in for other in others)


def is_official(actor: Actor) -> bool:
    """Whether an actor can meet on somebody's behalf: no outlet, nor a person of whom nothing is known."""
    if actor.actor_class is ActorClass.PERSON:
        return actor.key is not None or actor.of is not None
    return actor.actor_class is not ActorClass.OUTLET
