"""Between whom somebody mediates: after `between`, in the name of a conflict, or whom the mediator meets."""

from __future__ import annotations

from diplograph.extraction import lexicon
from diplograph.extraction.attendance import involved_in
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import POLITIES
from diplograph.extraction.sponsors import named_polities
from diplograph.model import Actor, ActorClass

_SHARED = lexicon.CONTACT_NOUNS | lexicon.CONFLICT_NOUNS
"""Nouns whose modifiers are the sides of it (`the Anglo-Irish talks`, `the Iran-Iraq war`)."""

_AGREEING = frozenset({"sign", "reach", "agree", "conclude", "accept", "strike", "make", "initial", "approve", "seal"})
"""Verbs whose subjects are the sides of the deal that stands below them."""


class MediationParties:
    """Reads the parties of mediations in one sentence.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree

    def between(self, index: int) -> tuple[Actor, ...]:
        """The actors after `between`, `among` or `with` that hang on a word or on the nouns below it."""
        found = (
            self._denoter.all_actors(*self._tree.objects_of(index, "between", "among"))
            or self._between_inside(index)
            or self._between_below(index)
            or self._denoter.all_actors(*involved_in(self._tree, index))
        )
        if found:
            return found
        sides = self._both_before(index)
        return sides if self._tree.tokens[index].lemma in _SHARED | lexicon.DEAL_NOUNS | lexicon.PROCESS_NOUNS else ()

    def are_rivals(self, index: int) -> bool:
        """Whether the several sides of one land stand after `between` (`talks between Somali clan leaders`)."""
        sides = self._tree.objects_of(index, "between", "among") + involved_in(self._tree, index)
        many = [i for i in sides if self._tree.tokens[i].tag == "NNS"]
        return any(self._denoter.actors(i) for i in many)

    def _between_inside(self, index: int) -> tuple[Actor, ...]:
        """`between` anywhere in a noun's phrase."""
        if self._tree.tokens[index].pos != "NOUN":
            return ()
        inside = [i for i in self._tree.subtree(index) if self._tree.tokens[i].lemma in {"between", "among"}]
        return self._denoter.all_actors(*(obj for i in inside for obj in self._tree.children(i, "pobj")))

    def _between_below(self, index: int) -> tuple[Actor, ...]:
        """`in talks between X and Y`, `of the X-Y conflict`."""
        for preposition in ("in", "of", "for", "with", "to"):
            for obj in self._tree.objects_of(index, preposition):
                if found := self._denoter.all_actors(*self._tree.objects_of(obj, "between", "among")):
                    return found
                if self._tree.tokens[obj].lemma in _SHARED and (found := self._both_before(obj)):
                    return found
        return ()

    def _both_before(self, noun: int) -> tuple[Actor, ...]:
        """The actors that a noun is said to belong to, when they are several."""
        modifiers = self._denoter.modifiers(noun)
        return modifiers if len(modifiers) > 1 else ()

    def between_above(self, noun: int) -> tuple[Actor, ...]:
        """The parties named with the nearest governor that has any."""
        for above in self._tree.ancestors(noun):
            if found := self.between(above):
                return found
            talks = self._tree.children(above, "nsubj", "nsubjpass", "dobj")
            sides = [self.between(i) for i in talks if self._tree.tokens[i].lemma in _SHARED | lexicon.DEAL_NOUNS]
            if any(len(side) > 1 for side in sides) and self._tree.tokens[above].pos in {"VERB", "AUX"}:
                return next((side for side in sides if len(side) > 1), ())
        return ()

    def met_by(self, noun: int) -> tuple[Actor, ...]:
        """Those whom a mediator meets, or who meet the mediator (`AU mediators met with X and Y`)."""
        verb = next((i for i in self._tree.ancestors(noun) if self._tree.tokens[i].pos in {"VERB", "AUX"}), None)
        if verb is None or self._tree.tokens[verb].lemma not in lexicon.MEET_VERBS | lexicon.HOLD_VERBS:
            return ()
        objects = self._tree.children(verb, "dobj")
        partners = self._tree.objects_of(verb, "with") + objects
        others = self._denoter.all_actors(*self._tree.subjects(verb), *partners)
        talks = [i for i in objects if self._tree.tokens[i].lemma in lexicon.CONTACT_NOUNS]
        return (*others, *(a for i in talks for a in self._denoter.all_actors(*self._tree.objects_of(i, "with"))))

    def meeting_in(self, verb: int) -> tuple[Actor, ...]:
        """Those who meet or agree in a clause: several, or the many sides of one land (`Cambodia's four factions`)."""
        subjects = self._tree.subjects(verb)
        found = self._denoter.all_actors(*subjects)
        is_many = any(self._tree.tokens[i].tag == "NNS" for i in subjects)
        return found if len(found) > 1 or is_many else ()

    def agreeing_on(self, deals: tuple[int, ...]) -> tuple[Actor, ...]:
        """`A and B signed a deal mediated by X`: those who agree on it."""
        verbs = [self._tree.head(deal) for deal in deals if self._tree.tokens[deal].dep in {"dobj", "pobj"}]
        clauses = [self._tree.clause_of(verb) for verb in verbs if verb is not None]
        signers = [s for c in clauses if self._tree.tokens[c].lemma in _AGREEING for s in self._tree.subjects(c)]
        signers += [s for deal in deals for s in self._signers_of(deal)]
        found = self._denoter.all_actors(*signers)
        return found if len(found) > 1 else ()

    def _signers_of(self, deal: int) -> tuple[int, ...]:
        """`the accord that A and B signed`, `a truce accepted by A and B`."""
        clauses = [i for i in self._tree.children(deal, "relcl", "acl") if self._tree.tokens[i].lemma in _AGREEING]
        doers = (
            self._tree.objects_of(i, "by")
            if self._tree.tokens[i].tag == "VBN" and not self._tree.children(i, "nsubj")
            else self._tree.children(i, "nsubj")
            for i in clauses
        )
        return tuple(doer for found in doers for doer in found)

    def appeased(self, verb: int) -> tuple[Actor, ...]:
        """`mediated with the guerrillas`: a movement, as other mediators never are; states may mediate together."""
        found = self._denoter.all_actors(*self._tree.objects_of(verb, "with"))
        return tuple(actor for actor in found if actor.actor_class is ActorClass.ARMED_FORCE)

    def to_be_reconciled(self, deal: int) -> tuple[Actor, ...]:
        """`a peace deal for X`: the land that is to have peace; where a deal is made (`in X`) tells nothing."""
        goals = self._tree.objects_of(deal, "for") if self._tree.tokens[deal].lemma in lexicon.DEAL_NOUNS else ()
        named = (actor for goal in goals for actor in self._denoter.polity_of(goal) or self._denoter.actors(goal))
        return tuple(actor for actor in named if actor.actor_class in POLITIES)

    def of_conflict(self, index: int) -> tuple[Actor, ...]:
        """`mediate in the Salvadoran conflict`: the state whose conflict it is."""
        for preposition in ("in", "of", "on", "for"):
            for obj in self._tree.objects_of(index, preposition):
                if self._tree.tokens[obj].lemma in lexicon.CONFLICT_NOUNS | lexicon.PROCESS_NOUNS:
                    others = self._denoter.all_actors(*self._tree.objects_of(obj, "with"))
                    found = tuple(dict.fromkeys((*self._denoter.modifiers(obj), *others)))
                    return found or self._only_state_in(obj)
                if preposition == "in" and (land := self._land(obj)):
                    return land
        for obj in self._tree.children(index, "dobj"):
            if self._tree.tokens[obj].lemma in lexicon.CONFLICT_NOUNS:
                return self._denoter.modifiers(obj)
        return ()

    def _land(self, index: int) -> tuple[Actor, ...]:
        """The lands that place names name themselves (`in Cyprus and Lebanon`); a city only lends the venue."""
        items = [self._denoter.mention(i) for i in self._tree.conjuncts(index)]
        named = (named_polities(item) for item in items if item is not None and item.link is None and item.place)
        return tuple(dict.fromkeys(found[0] for found in named if len(found) == 1))

    def _only_state_in(self, noun: int) -> tuple[Actor, ...]:
        """The state whose conflict a known one is, when no other state is a party (`the Libyan civil war`)."""
        item = self._denoter.mention(noun)
        parties = item.conflict.parties if item is not None and item.conflict is not None else ()
        states = tuple(party for party in parties if party.actor_class is ActorClass.STATE)
        return states if len(states) == 1 else ()
