"""Who belongs to which body, joins it, leaves it or is suspended from it."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction.act_words import (
    ADMIT_VERBS,
    BODY_WORDS,
    EXCLUDE_VERBS,
    INCLUDE_VERBS,
    JOIN_VERBS,
    LEAVE_VERBS,
    MEMBER_NOUNS,
    MEMBERSHIP_NOUNS,
    WISHES,
)
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.phrases import Phrases
from diplograph.model import Actor, ActorClass, Modality, RelationKind, RelationType

_BODIES = frozenset({ActorClass.INTERGOVERNMENTAL_ORGANIZATION, ActorClass.MEDIATION_BODY, ActorClass.ORGANIZATION})
_POLITIES = frozenset({ActorClass.STATE, ActorClass.DISPUTED_POLITY})
_CHANGES = {
    "membership": RelationKind.MEMBER,
    "accession": RelationKind.JOINED,
    "entry": RelationKind.JOINED,
    "admission": RelationKind.JOINED,
    "withdrawal": RelationKind.LEFT,
    "exit": RelationKind.LEFT,
    "suspension": RelationKind.SUSPENDED,
    "expulsion": RelationKind.SUSPENDED,
}
_STATES = frozenset({"be", "remain", "seem", "become", "depend", "require"})
"""Verbs that speak of a change of membership without saying that it came about."""
_NOT_YET = frozenset({"would-be", "potential", "possible", "prospective", "future", "candidate", "aspiring", "no"})
_PAST = frozenset({"former", "ex", "onetime", "one-time"})


class Memberships:
    """Finds memberships in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._phrases = Phrases(denoter)
        self._denoter = denoter
        self._tree = denoter.tree

    def find(self) -> Iterator[Draft]:
        """One draft for each word that states a membership."""
        for token in self._tree.tokens:
            if token.pos in {"NOUN", "PROPN"} and token.lemma in MEMBER_NOUNS:
                yield from self._member(token.index)
            elif token.pos == "NOUN" and token.lemma in MEMBERSHIP_NOUNS:
                yield from self._membership(token.index)
            elif token.pos == "VERB":
                yield from self._verb(token.index, token.lemma)

    # nouns

    def _member(self, noun: int) -> Iterator[Draft]:
        """`X, a member of B`, `X is a member of B`, `B member X`, `B members such as X`."""
        below = self._phrases.lemmas_below(noun, "amod", "compound", "det")
        body = self._bodies(*self._tree.objects_of(noun, "of")) or self._body_before(noun)
        if not body or below & _NOT_YET:
            return
        token, head = self._tree.tokens[noun], self._tree.head(noun)
        phrase = head if head is not None and token.dep in {"compound", "nmod"} else noun
        if phrase != noun and self._tree.tokens[phrase].lemma in {"state", "country", "nation"}:
            body_noun, noun = noun, phrase
            token, head = self._tree.tokens[noun], self._tree.head(noun)
            body = body or self._body_before(body_noun)
        kind = RelationKind.LEFT if below & _PAST else RelationKind.MEMBER
        if token.dep == "attr" and head is not None:
            if self._tree.tokens[head].lemma != "be":
                return
            yield from self._draft(noun, kind, self._members(*self._tree.subjects(head), persons=True), body)
            return
        members: tuple[Actor, ...] = ()
        is_beside = token.dep == "appos" or (token.dep in {"compound", "nmod"} and self._phrases.is_named(phrase))
        if head is not None and is_beside:
            members = self._members(head, persons=True)
        members = members or self._members(*self._tree.children(noun, "appos"), persons=True)
        members = members or self._listed(noun)
        yield from self._draft(noun, kind, members, body, is_presupposed=True)

    def _listed(self, noun: int) -> tuple[Actor, ...]:
        """`members including X and Y`, `members such as X`, `members like X`."""
        return self._members(*self._tree.objects_of(noun, "including", "include", "as", "like"))

    def _membership(self, noun: int) -> Iterator[Draft]:
        """`X's membership of B`, `the accession of X to B`."""
        kind = _CHANGES[self._tree.tokens[noun].lemma]
        body = self._bodies(*self._tree.objects_of(noun, "of", "in", "to", "from", "into")) or self._body_before(noun)
        members = self._members(*self._tree.children(noun, "poss"))
        members = members or self._members(*self._tree.objects_of(noun, "by", "of"))
        is_open = bool(self._phrases.lemmas_above(noun, 4) & WISHES)
        is_open = is_open or (kind is not RelationKind.MEMBER and bool(self._phrases.lemmas_above(noun, 1) & _STATES))
        hint = Modality.HYPOTHETICAL if is_open else None
        yield from self._draft(noun, kind, members, body, hint)

    # verbs

    def _verb(self, verb: int, lemma: str) -> Iterator[Draft]:
        if lemma in INCLUDE_VERBS:
            yield from self._include(verb)
        elif lemma in JOIN_VERBS:
            yield from self._join(verb)
        elif lemma in LEAVE_VERBS:
            yield from self._leave(verb)
        elif lemma in EXCLUDE_VERBS | ADMIT_VERBS:
            yield from self._exclude(verb, lemma)
        elif lemma == "become":
            for noun in self._tree.children(verb, "attr"):
                if self._tree.tokens[noun].lemma in MEMBER_NOUNS:
                    body = self._bodies(*self._tree.objects_of(noun, "of")) or self._body_before(noun)
                    members = self._members(*self._tree.subjects(verb))
                    yield from self._draft(verb, RelationKind.JOINED, members, body)

    def _include(self, verb: int) -> Iterator[Draft]:
        """`the group, which includes A, B and C`; two members at least, and the body named as one."""
        if self._phrases.is_passive(verb):
            return
        bodies = self._bodies(*self._tree.subjects(verb), described=True)
        parts = (*self._tree.children(verb, "dobj"), *self._tree.objects_of(verb, "of"))
        named = [i for part in parts for i in self._tree.conjuncts(part) if self._phrases.is_named(i)]
        members = self._members(*named)
        if len(members) > 1:
            yield from self._draft(verb, RelationKind.MEMBER, members, bodies)

    def _join(self, verb: int) -> Iterator[Draft]:
        with_others = [
            i
            for prep in ("in", "with")
            for i in self._tree.objects_of(verb, prep)
            if self._tree.tokens[i].pos == "VERB"
        ]
        if with_others or self._phrases.is_passive(verb):
            return
        objects = self._tree.children(verb, "dobj") + self._tree.objects_of(verb, "to")
        members, bodies = self._members(*self._tree.subjects(verb)), self._bodies(*objects, described=True)
        is_open = bool(self._phrases.lemmas_above(verb, 2) & WISHES)
        yield from self._draft(verb, RelationKind.JOINED, members, bodies, Modality.HYPOTHETICAL if is_open else None)

    def _leave(self, verb: int) -> Iterator[Draft]:
        is_pulling = self._tree.tokens[verb].lemma in {"withdraw", "pull", "secede"}
        objects = () if is_pulling else self._tree.children(verb, "dobj")
        if is_pulling and self._tree.children(verb, "dobj"):
            return
        found = self._from(verb) if is_pulling or not objects else objects
        members = self._members(*self._tree.subjects(verb))
        yield from self._draft(verb, RelationKind.LEFT, members, self._bodies(*found, described=True))

    def _from(self, verb: int) -> tuple[int, ...]:
        """The objects of `from`, `out of` and `of`."""
        found = self._tree.objects_of(verb, "from", "of")
        for child in self._tree.children(verb, "prep", "advmod", "prt"):
            found += self._tree.objects_of(child, "of", "from")
        return found

    def _exclude(self, verb: int, lemma: str) -> Iterator[Draft]:
        """`X was suspended from B`, `B suspended X`, `B suspended X's membership`, `X was admitted to B`."""
        sides = self._phrases.sides(verb)
        is_entry = lemma in ADMIT_VERBS
        kind = RelationKind.JOINED if is_entry else RelationKind.SUSPENDED
        things = sides.done_to
        about = self._tree.objects_of(verb, *(("to", "into", "as") if is_entry else ("from",)))
        bodies = self._bodies(*about, described=True) or self._bodies(*sides.doers, described=True)
        members = self._members(*(i for i in things if self._phrases.is_named(i)))
        for thing in things:
            if self._tree.tokens[thing].lemma == "membership":
                members += self._members(*self._tree.children(thing, "poss"))
                bodies = bodies or self._bodies(*self._tree.objects_of(thing, "of", "in"))
        yield from self._draft(verb, kind, members, bodies)

    # who and what

    def _bodies(self, *indexes: int, described: bool = False) -> tuple[Actor, ...]:
        """The one body that a phrase names itself, or describes as `the group`."""
        for index in indexes:
            is_named = self._phrases.is_named(index)
            is_described = described and self._tree.tokens[index].lemma in BODY_WORDS | {"which", "that"}
            found = self._denoter.single(index) if is_named or is_described else ()
            if len(found) == 1 and found[0].actor_class in _BODIES:
                return found
        return ()

    def _body_before(self, noun: int) -> tuple[Actor, ...]:
        for child in self._tree.children(noun, "compound", "nmod", "poss", "amod"):
            item = self._denoter.mention(child)
            if item is not None and item.link is not None and item.link.actor.actor_class in _BODIES:
                return (item.link.actor,)
        return ()

    def _members(self, *indexes: int, persons: bool = False) -> tuple[Actor, ...]:
        found = self._phrases.actors(*(i for i in indexes if not self._is_people(i)))
        wanted = _POLITIES | ({ActorClass.PERSON} if persons else frozenset())
        return tuple(actor for actor in found if actor.actor_class in wanted)

    def _is_people(self, index: int) -> bool:
        """Whether a demonym stands for people, not for their state (`Kenyans are members of`)."""
        item = self._denoter.mention(index)
        return item is not None and item.is_modifier

    def _draft(
        self,
        trigger: int,
        kind: RelationKind,
        members: tuple[Actor, ...],
        body: tuple[Actor, ...],
        modality: Modality | None = None,
        *,
        is_presupposed: bool = False,
    ) -> Iterator[Draft]:
        apart = tuple(dict.fromkeys(member for member in members if member not in body))
        if apart and body:
            yield Draft(
                RelationType.MEMBERSHIP,
                kind,
                apart,
                body,
                trigger,
                modality,
                frozenset({trigger}),
                is_presupposed=is_presupposed,
            )
