"""Who mediates: verbs of mediating, brokering and hosting, bodies that seek a settlement, and `X-brokered Y`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from diplograph.extraction import lexicon
from diplograph.extraction.attendance import NEGOTIATED, negotiated_noun
from diplograph.extraction.brokering import Brokering
from diplograph.extraction.compounds import is_hyphenated
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import SENDING_BODIES, Discourse, owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.mediation_parties import MediationParties
from diplograph.model import Actor, ActorClass, Modality, RelationKind
from diplograph.syntax import ABSTRACT

_PARTICIPLES = lexicon.BROKERED_PARTICIPLES | {"sponsored", "led"}
"""Participles after a name and a hyphen (`Norwegian-sponsored talks`)."""
_REACH_VERBS = frozenset(
    {"reach", "find", "resolve", "settle", "negotiate", "achieve", "end", "solve", "unblock", "break", "bring"}
)
"""Verbs of coming to a settlement."""
_APPOINT_VERBS = frozenset({"name", "appoint", "send", "choose", "mandate", "designate", "dispatch"})
"""Verbs of making somebody a mediator."""
_INVITE_VERBS = frozenset({"invite", "summon"})
"""Verbs whose subject brings others to one table."""
_SEEK_VERBS = frozenset({"try", "seek", "work", "attempt", "help", "aim", "strive", "struggle", "push"})
"""Verbs of trying, which is mediating too."""
_LEADING_VERBS = frozenset({"open", "lead", "conduct"})
"""Verbs that make the subject a third party where talks between others are their object."""
_ENDS = lexicon.SETTLEMENT_NOUNS | lexicon.CONFLICT_NOUNS
"""What is reached or brought to an end."""
_STANDSTILLS = frozenset({"deadlock", "impasse", "stalemate"})
"""What nobody but a third party breaks."""
_TRUCES = frozenset({"truce", "ceasefire", "armistice"})
"""What nobody but a third party sponsors."""
_TOGETHER = frozenset({"along", "together", "alongside"})
"""Words before `with` and another who mediates too."""
_SEATS = frozenset({"capital", "city", "town", "resort"})
"""Nouns that only lend the place, whatever stands for them."""
_SIDES_TOO = frozenset({"negotiate", "secure"})
"""Verbs of what the sides themselves do as well, so that at least two others must be named."""


class MediationVerbs:
    """Finds the mediations that the verbs of one sentence state.

    Args:
        denoter: the sentence's noun phrases.
        discourse: what was spoken of before it, for parties named earlier.
    """

    def __init__(self, denoter: Denoter, discourse: Discourse) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._brokering = Brokering(denoter, discourse)
        self._parties = MediationParties(denoter)

    def find_reader(self, index: int) -> Callable[[int], Iterator[Draft]] | None:
        """How a verb or participle is read; None for a word that is neither or states no mediation."""
        token = self._tree.tokens[index]
        is_verb = token.tag.startswith("VB")
        if token.text.lower() in _PARTICIPLES and self._named_before(index):
            return self._compound
        if token.lemma in lexicon.MEDIATE_VERBS or (
            is_verb and token.lemma in lexicon.BROKER_VERBS | lexicon.HOST_VERBS | _LEADING_VERBS
        ):
            return self._verb
        if is_verb and token.lemma in lexicon.SAVE_VERBS:
            return self._saving
        if is_verb and token.lemma in _INVITE_VERBS:
            return self._inviting
        return self._settling if is_verb and token.lemma in _REACH_VERBS else None

    # compounds

    def _named_before(self, index: int) -> Actor | None:
        """Who is named before a participle, with a hyphen or (`United Nations brokered talks`) without one."""
        is_compound = is_hyphenated(self._tree, index)
        if index < 2 or not (is_compound or self._is_attributive(index)):
            return None
        item = self._denoter.mention(self._before(index))
        return item.link.actor if item is not None and item.link is not None else None

    def _before(self, participle: int) -> int:
        """Where the name before a participle ends."""
        return participle - (2 if is_hyphenated(self._tree, participle) else 1)

    def _is_attributive(self, index: int) -> bool:
        """Whether a participle stands before its noun; the parser may take it for a verb that has no subject."""
        if self._tree.tokens[index].dep == "amod":
            return self._tree.tokens[index].head > index
        is_joined = bool(self._tree.children(self._tree.tokens[index].head, "cc"))
        is_bare = not is_joined and not self._tree.children(index, "nsubj", "nsubjpass", "aux", "auxpass")
        return is_bare and self._tree.children(index, "dobj") == (self._last_of_phrase(index + 1),)

    def _last_of_phrase(self, start: int) -> int:
        """The last of the nouns, with years and adjectives between them, that follow each other from a position."""
        tokens = self._tree.tokens
        after = (i for i in range(start, len(tokens)) if not tokens[i].tag.startswith(("NN", "JJ", "CD")))
        return next(after, len(tokens)) - 1

    def _compound(self, index: int) -> Iterator[Draft]:
        mediator = self._named_before(index)
        objects = self._tree.children(index, "dobj")
        head = objects[0] if objects else self._tree.tokens[index].head
        lemma = self._tree.tokens[head].lemma
        is_sponsored = self._tree.tokens[index].text.lower() in {"sponsored", "led"}
        if mediator is None or (is_sponsored and lemma not in lexicon.CONTACT_NOUNS | lexicon.DEAL_NOUNS):
            return
        kind = RelationKind.BROKERED if lemma in lexicon.DEAL_NOUNS else RelationKind.MEDIATION
        parties = self._parties.between(head) or self._parties.to_be_reconciled(head)
        parties = parties or self._parties.agreeing_on((head,))
        yield from self._brokering.draft(index, kind, (mediator,), parties, {head, self._before(index)})

    # verbs of mediating

    def _verb(self, verb: int) -> Iterator[Draft]:
        objects, mediators = self._objects(verb), self._mediators(verb)
        nouns = {self._tree.tokens[i].lemma for obj in objects for i in self._tree.conjuncts(obj)}
        actors = self._offering(verb) or self._appointing(verb) or self._denoter.all_actors(*mediators)
        parties = tuple(a for obj in objects for a in self._parties.between(obj)) or self._parties.between(verb)
        parties = parties or self._parties.agreeing_on(objects)
        sides = {owner(party) for party in parties} - {owner(actor) for actor in actors}
        has_sides = len(sides) > 1 or any(self._parties.are_rivals(obj) for obj in objects)
        if not self._is_third_party(verb, nouns, mediators, has_sides=has_sides):
            return
        is_deal = bool(nouns & (lexicon.DEAL_NOUNS - {"peace"})) and not self._is_unfinished(verb)
        kind = RelationKind.BROKERED if is_deal else RelationKind.MEDIATION
        parties = parties or self._parties.of_conflict(verb)
        parties = parties or tuple(a for obj in objects for a in self._parties.of_conflict(obj))
        parties = parties or tuple(a for obj in objects for a in self._parties.to_be_reconciled(obj))
        parties = parties or self._parties.appeased(verb)
        yield from self._brokering.draft(verb, kind, actors, parties, {*objects, *mediators})

    def _is_reduced_passive(self, verb: int) -> bool:
        """`a truce mediated by X`: a participle after the noun that it is about."""
        token = self._tree.tokens[verb]
        is_participle = token.tag == "VBN" or (token.tag == "VBD" and bool(self._tree.children(verb, "agent")))
        return token.dep in {"acl", "relcl"} and is_participle and not self._tree.children(verb, "nsubj")

    def _objects(self, verb: int) -> tuple[int, ...]:
        if self._is_reduced_passive(verb):
            return (negotiated_noun(self._tree, self._tree.tokens[verb].head),)
        return self._tree.children(verb, "dobj", "nsubjpass") or self._noun_after(verb)

    def _companions(self, verb: int) -> tuple[int, ...]:
        """Those with whom somebody does so (`has been mediating along with the UN`)."""
        beside = (i for i in self._tree.children(verb, "prep", "advmod") if self._tree.tokens[i].lemma in _TOGETHER)
        return tuple(obj for i in beside for obj in self._tree.objects_of(i, "with"))

    def _noun_after(self, verb: int) -> tuple[int, ...]:
        """`tried mediating conflicts`, where the parser takes the gerund for a part of the noun."""
        token = self._tree.tokens[verb]
        return (token.head,) if token.tag == "VBG" and token.dep == "compound" and token.head > verb else ()

    def _mediators(self, verb: int) -> tuple[int, ...]:
        is_participle = self._tree.tokens[verb].tag == "VBN"
        is_passive = self._tree.children(verb, "auxpass") or (is_participle and self._tree.children(verb, "agent"))
        if is_passive or self._is_reduced_passive(verb):
            return self._tree.objects_of(verb, "by")
        clauses = [verb, *(self._tree.clause_of(noun) for noun in self._noun_after(verb))]
        found = tuple(i for clause in clauses for i in self._tree.subjects(clause))
        found += tuple(i for clause in clauses for i in self._companions(clause))
        return found or self._tree.children(verb, "compound", "nmod")

    def _offering(self, verb: int) -> tuple[Actor, ...]:
        """Whose offer or effort it is (`rejected a Libyan offer to mediate`, `efforts by the UN to broker a truce`)."""
        noun = self._tree.head(verb)
        if noun is None or self._tree.tokens[verb].dep != "acl" or self._tree.tokens[noun].lemma not in ABSTRACT:
            return ()
        adjectives = self._tree.children(noun, "amod", "compound")
        if any((item := self._denoter.mention(i)) is not None and item.link is not None for i in adjectives):
            return self._denoter.modifiers(noun)
        return self._denoter.all_actors(*self._tree.objects_of(noun, "by"), *self._tree.children(noun, "poss"))

    def _appointing(self, verb: int) -> tuple[Actor, ...]:
        """The body that has some unnamed person mediate (`the Arab League named a Tunisian diplomat to mediate`)."""
        above = self._tree.head(verb)
        if above is not None and self._tree.tokens[above].dep in {"dobj", "nsubjpass"}:
            above = self._tree.head(above)
        if above is None or self._tree.tokens[above].lemma not in _APPOINT_VERBS or self._tree.tokens[verb].tag != "VB":
            return ()
        appointed = self._tree.children(above, "dobj", "nsubjpass")
        is_unnamed = all(self._tree.tokens[i].lemma in lexicon.DIPLOMATS and not self._named(i) for i in appointed)
        bodies = self._denoter.all_actors(*self._mediators(above))
        is_body = any(owner(body).actor_class in SENDING_BODIES for body in bodies)
        return bodies if appointed and is_unnamed and is_body else ()

    def _named(self, index: int) -> bool:
        return any(actor.actor_class is ActorClass.PERSON for actor in self._denoter.single(index))

    def _is_third_party(self, verb: int, nouns: set[str], mediators: tuple[int, ...], *, has_sides: bool) -> bool:
        """Whether the subject mediates, brokers a deal between others, or hosts their talks as more than a venue."""
        lemma = self._tree.tokens[verb].lemma
        if lemma in _SIDES_TOO and not has_sides:
            return False
        is_mediating = lemma in lexicon.MEDIATE_VERBS or (lemma == "sponsor" and bool(nouns & _TRUCES))
        is_hosting = lemma in lexicon.HOST_VERBS | _LEADING_VERBS and bool(nouns & lexicon.CONTACT_NOUNS) and has_sides
        if is_hosting and not is_mediating:
            return not all(self._is_venue(i) for i in mediators)
        return is_mediating or is_hosting or (lemma in lexicon.BROKER_VERBS and bool(nouns & NEGOTIATED))

    def _is_unfinished(self, verb: int) -> bool:
        token = self._tree.tokens[verb]
        above = self._tree.tokens[token.head]
        if above.lemma == "help" and above.tag in {"VBD", "VBZ", "VBN"}:
            return False
        return token.dep in {"xcomp", "ccomp"} and above.lemma in _SEEK_VERBS | lexicon.HYPOTHETICAL_VERBS

    def _is_venue(self, index: int) -> bool:
        item = self._denoter.mention(index)
        if item is None:
            return self._tree.tokens[index].lemma in _SEATS or not self._denoter.single(index)
        return item.link is None or item.link.reason == "metonym"

    # verbs of settling

    def _settling(self, verb: int) -> Iterator[Draft]:
        """A body known to mediate that tries to reach a settlement between others, or who breaks their deadlock."""
        objects = self._tree.children(verb, "dobj")
        nouns = {self._tree.tokens[i].lemma for obj in objects for i in self._tree.conjuncts(obj)}
        if not nouns & _ENDS:
            return
        subjects = self._tree.subjects(verb)
        mediators = self._denoter.all_actors(*subjects)
        parties = tuple(actor for obj in objects for actor in self._parties.between(obj))
        bodies = tuple(actor for actor in mediators if actor.actor_class is ActorClass.MEDIATION_BODY)
        if bodies or (len(parties) > 1 and nouns & _STANDSTILLS):
            third = bodies or mediators
            yield from self._brokering.draft(verb, RelationKind.MEDIATION, third, parties, set(subjects))

    def _saving(self, verb: int) -> Iterator[Draft]:
        """Who tries to save or to revive the talks or the truce of others."""
        objects = self._tree.children(verb, "dobj")
        deals = tuple(obj for obj in objects if self._tree.tokens[obj].lemma in NEGOTIATED)
        mediators = self._denoter.all_actors(*self._tree.subjects(verb))
        parties = tuple(actor for deal in deals for actor in self._parties.between(deal))
        if self._are_others(parties, mediators):
            places = {*deals, *self._tree.subjects(verb)}
            yield from self._brokering.draft(verb, RelationKind.MEDIATION, mediators, parties, places)

    def _inviting(self, verb: int) -> Iterator[Draft]:
        """Who invites two others to peace talks (`invited A and B to a round of peace talks`)."""
        invited = self._tree.children(verb, "dobj", "nsubjpass")
        talks = self._tree.objects_of(verb, "to", "for")
        if not any(self._are_peace_talks(i) for i in talks):
            return
        mediators, parties = self._denoter.all_actors(*self._mediators(verb)), self._denoter.all_actors(*invited)
        if self._are_others(parties, mediators):
            is_done = not any(self._tree.tokens[i].tag in {"MD", "TO"} for i in self._tree.children(verb, "aux"))
            for draft in self._brokering.draft(verb, RelationKind.MEDIATION, mediators, parties, {*invited, *talks}):
                yield replace(draft, modality=Modality.ASSERTED if is_done else None)

    def _are_others(self, parties: tuple[Actor, ...], mediators: tuple[Actor, ...]) -> bool:
        """Whether there are two sides or more besides those who mediate."""
        sides, own = set(map(owner, parties)), set(map(owner, mediators))
        return len(sides) > 1 and not sides & own

    def _are_peace_talks(self, noun: int) -> bool:
        inside = {self._tree.tokens[i].lemma for i in self._tree.subtree(noun)}
        return bool(inside & lexicon.CONTACT_NOUNS) and bool(
            inside & {"peace", "reconciliation", "proximity", "indirect"}
        )
