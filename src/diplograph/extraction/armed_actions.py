"""Who attacks, bombs, shells, raids, kills or fights whom: verbs and nouns of armed action, as claims."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.phrases import Phrases, without_own
from diplograph.extraction.war_words import (
    ACTION_NOUNS,
    ACTION_VERBS,
    AIMED_AT,
    DIRECTED_NOUNS,
    LAUNCH_VERBS,
    NOT_ARMED,
    UNREAL,
)
from diplograph.model import Actor, ActorClass, Modality, RelationKind, RelationType

_FIGHTING = frozenset(
    {
        ActorClass.STATE,
        ActorClass.DISPUTED_POLITY,
        ActorClass.ARMED_FORCE,
        ActorClass.ORGANIZATION,
        ActorClass.INTERGOVERNMENTAL_ORGANIZATION,
        ActorClass.GOVERNMENT_BODY,
        ActorClass.GROUP,
    }
)
_ARGUED = frozenset({"over", "for"})
"""Prepositions by which a clash or attack is one of words."""
_WITH = ("with", "against")
_AIR = frozenset({"air", "missile", "drone", "rocket"})


class ArmedActions:
    """Finds armed actions in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._phrases = Phrases(denoter)
        self._tree = denoter.tree

    def find(self) -> Iterator[Draft]:
        """One draft for each verb or noun of armed action whose attacker is named."""
        for token in self._tree.tokens:
            if token.pos == "VERB" and token.lemma in ACTION_VERBS:
                yield from self._verb(token.index, ACTION_VERBS[token.lemma])
            elif token.pos == "NOUN" and token.lemma in ACTION_NOUNS:
                yield from self._noun(token.index, ACTION_NOUNS[token.lemma])

    # verbs

    def _verb(self, verb: int, kind: RelationKind) -> Iterator[Draft]:
        sides = self._phrases.sides(verb)
        attackers = self._fighting(*sides.doers)
        if kind is RelationKind.CLASH:
            yield from self._clash_verb(verb, attackers, (*self._tree.objects_of(verb, *_WITH), *sides.done_to))
            return
        lemma, things = self._tree.tokens[verb].lemma, sides.done_to
        if lemma == "shoot":
            things = things if self._phrases.lemmas_below(verb, "prt") & {"down", "dead"} else ()
        if lemma in {"attack", "strike"} and self._phrases.lemmas_below(verb, "prep") & _ARGUED:
            return
        yield from self._draft(verb, kind, attackers, things)

    def _clash_verb(self, verb: int, attackers: tuple[Actor, ...], opponents: tuple[int, ...]) -> Iterator[Draft]:
        """`A clashed with B`, `A fought B`, `A and B clashed`; those who fight beside one another are no two sides."""
        if self._phrases.lemmas_below(verb, "prep") & _ARGUED:
            return
        others = without_own(self._fighting(*opponents), attackers)
        if (attackers and others) or (not opponents and self._tree.tokens[verb].lemma == "clash"):
            yield from self._clash(verb, (*attackers, *others))

    # nouns

    def _noun(self, noun: int, kind: RelationKind) -> Iterator[Draft]:
        below = self._phrases.lemmas_below(noun, "amod", "compound", "det")
        if below & (NOT_ARMED | {"no"}):
            return
        owned = tuple(actor for actor in self._phrases.owners(noun, "by", "from") if actor.actor_class in _FIGHTING)
        if kind is RelationKind.CLASH:
            involved = self._fighting(*self._tree.objects_of(noun, "between", "with", "involving", "against"))
            if not self._phrases.lemmas_below(noun, "prep") & _ARGUED:
                yield from self._clash(noun, (*owned, *involved))
            return
        aims = self._tree.objects_of(noun, "on", "against", "at", "upon")
        lemma = self._tree.tokens[noun].lemma
        if lemma not in DIRECTED_NOUNS:
            aims += self._tree.objects_of(noun, "of", "in", "into")
        elif not aims and not (lemma == "strike" and below & _AIR):
            return
        if lemma == "strike" and below & _AIR:
            kind = RelationKind.AIR_STRIKE
        hint = Modality.ASSERTED if owned and self._is_given(noun) else None
        yield from self._draft(noun, kind, owned or self._launchers(noun), aims, hint)

    def _is_given(self, noun: int) -> bool:
        """Whether the words take the attack for granted (`the Israeli raid on`)."""
        is_definite = bool(self._phrases.lemmas_below(noun, "det") & {"the", "this", "that"})
        is_definite = is_definite or bool(self._tree.children(noun, "poss"))
        return is_definite and not self._phrases.lemmas_above(noun, 3) & (UNREAL | {"deny"})

    def _launchers(self, noun: int) -> tuple[Actor, ...]:
        """The doers of the verb that only carries the noun (`launched an attack on`)."""
        head = self._tree.head(noun)
        if head is None or self._tree.tokens[head].lemma not in LAUNCH_VERBS:
            return ()
        return self._fighting(*self._phrases.sides(head).doers) if self._tree.tokens[noun].dep == "dobj" else ()

    # assembling

    def _fighting(self, *indexes: int) -> tuple[Actor, ...]:
        return tuple(actor for actor in self._phrases.actors(*indexes) if actor.actor_class in _FIGHTING)

    def _clash(self, trigger: int, involved: tuple[Actor, ...]) -> Iterator[Draft]:
        sides = tuple(dict.fromkeys(involved))
        if len({owner(side) for side in sides}) > 1:
            yield self._assembled(trigger, RelationKind.CLASH, sides, ())

    def _draft(
        self,
        trigger: int,
        kind: RelationKind,
        attackers: tuple[Actor, ...],
        things: tuple[int, ...],
        hint: Modality | None = None,
    ) -> Iterator[Draft]:
        attacked = without_own(self._attacked(things), attackers)
        place_at = next((i for i in things if self._phrases.place(i) and not self._phrases.whole_state(i)), None)
        is_aimed = any(self._tree.tokens[i].lemma in AIMED_AT for i in things)
        is_arrest = kind is RelationKind.SEIZURE and any(a.actor_class is ActorClass.PERSON for a in attacked)
        if attackers and (attacked or place_at is not None or is_aimed) and not is_arrest:
            yield self._assembled(trigger, kind, attackers, attacked, place_at, hint)

    def _attacked(self, things: tuple[int, ...]) -> tuple[Actor, ...]:
        """The actors among what is attacked, or those to whom it belongs."""
        found = self._phrases.actors(*(i for i in things if not self._phrases.place(i)))
        for thing in things:
            found += self._phrases.whole_state(thing)
            if self._tree.tokens[thing].lemma in AIMED_AT and not self._phrases.actors(thing):
                found += self._phrases.owners(thing, "of")
        return tuple(dict.fromkeys(found))

    def _assembled(
        self,
        trigger: int,
        kind: RelationKind,
        attackers: tuple[Actor, ...],
        attacked: tuple[Actor, ...],
        place_at: int | None = None,
        hint: Modality | None = None,
    ) -> Draft:
        is_unreal = bool(self._phrases.lemmas_above(trigger, 3) & UNREAL)
        return Draft(
            RelationType.ARMED_ACTION,
            kind,
            attackers,
            attacked,
            trigger,
            Modality.HYPOTHETICAL if is_unreal else hint,
            frozenset({trigger}),
            place_at,
        )
