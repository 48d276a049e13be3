"""Who is allied with whom: alliances and pacts of mutual defence."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft
from diplograph.model import Actor, ActorClass, Modality, RelationKind, RelationType

_COOPERATION = frozenset({"cooperation", "co-operation", "assistance", "collaboration", "partnership", "tie"})
_WITHIN = frozenset({"under", "in", "of", "by", "to"})
"""Prepositions after which an owned pact is taken for granted (`under its alliance with`)."""

_BINDING = frozenset({"bind", "link", "tie", "unite", "join"})
"""What a pact does to its members."""


class Pacts:
    """Reads pacts of one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree

    def is_pact(self, noun: int) -> bool:
        """Whether a noun of agreement means an alliance, not a truce, a trade pact or a coalition."""
        if self._denoter.mention(noun) is not None:
            return False
        around = {
            self._tree.tokens[i].lemma
            for i in self._tree.subtree(noun)
            if i < noun and self._tree.tokens[i].dep in {"amod", "compound", "nmod", "nummod"}
        }
        around |= {self._tree.tokens[i].lemma for i in self._tree.objects_of(noun, "of")} | self._subject_matter(noun)
        if around & lexicon.NOT_PACT_MODIFIERS:
            return False
        governor = self._tree.tokens[self._tree.tokens[noun].head]
        is_alone = self._tree.tokens[noun].lemma in lexicon.PACT_ALONE
        return is_alone or bool(around & lexicon.PACT_MODIFIERS) or governor.lemma == "alliance"

    def _subject_matter(self, noun: int) -> set[str]:
        """What sort of cooperation it is on (`an agreement on military cooperation`)."""
        matters = [i for i in self._tree.objects_of(noun, "on", "for") if self._tree.tokens[i].lemma in _COOPERATION]
        return {self._tree.tokens[i].lemma for m in matters for i in self._tree.children(m, "amod", "compound")}

    def read(self, noun: int) -> Iterator[Draft]:
        """The pact that a noun names."""
        yield from self.between(noun, self._members(self._phrase_head(noun)))

    def between(self, trigger: int, members: tuple[Actor, ...]) -> Iterator[Draft]:
        """The draft of a pact, if at least two sides are among its members."""
        allies = tuple(dict.fromkeys(actor for actor in members if actor.actor_class is not ActorClass.OUTLET))
        if len({owner(ally) for ally in allies}) > 1:
            hint = Modality.ASSERTED if self._is_presupposed(trigger) else None
            yield Draft(RelationType.BACKS, RelationKind.TREATY, allies, (), trigger, hint, frozenset({trigger}))

    def _phrase_head(self, noun: int) -> int:
        """The noun itself, or the adjective that a translation put in its place (`a pact military with`)."""
        token = self._tree.tokens[noun]
        is_swapped = token.dep == "compound" and self._tree.tokens[token.head].lemma in lexicon.PACT_MODIFIERS
        return token.head if is_swapped else noun

    def _members(self, noun: int) -> tuple[Actor, ...]:
        indexes = self._tree.objects_of(noun, "with", "between", "among", "of") + self._tree.children(noun, "poss")
        members = (*self._denoter.all_actors(*indexes), *self._named_before(noun))
        governor = self._tree.head(noun)
        if len(set(members)) < 2 and governor is not None and self._tree.tokens[governor].pos == "VERB":
            subjects = self._denoter.all_actors(*self._tree.subjects(governor))
            partners = self._denoter.all_actors(*self._tree.objects_of(governor, "with"))
            members = (*subjects, *members, *partners)
        return members if len(set(members)) > 1 else (*members, *self._bound_by(noun))

    def _bound_by(self, noun: int) -> tuple[Actor, ...]:
        """`X and Y are bound by a treaty`."""
        preposition = self._tree.head(noun)
        verb = self._tree.head(preposition) if preposition is not None else None
        if verb is None or self._tree.tokens[verb].lemma not in _BINDING:
            return ()
        return self._denoter.all_actors(*self._tree.children(verb, "nsubjpass", "dobj"))

    def _named_before(self, noun: int) -> tuple[Actor, ...]:
        """`a Franco-Russian pact`, `the Iran and Syria alliance`."""
        words = self._tree.children(noun, "amod", "compound", "nmod")
        items = (self._denoter.mention(conjunct) for word in words for conjunct in self._tree.conjuncts(word))
        return tuple(item.link.actor for item in items if item is not None and item.link is not None)

    def _is_presupposed(self, noun: int) -> bool:
        """Whether the words take the pact for granted (`under its alliance with`)."""
        is_owned = any(self._tree.tokens[i].dep == "poss" for i in self._tree.children(noun, "poss"))
        governor = self._tree.tokens[self._tree.tokens[noun].head]
        return is_owned and governor.pos == "ADP" and governor.lemma in _WITHIN
