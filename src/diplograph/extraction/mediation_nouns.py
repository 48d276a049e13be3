"""Who mediates: nouns of mediation and good offices, shuttle diplomacy, and mediators by role."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.attendance import NEGOTIATED, attendants
from diplograph.extraction.brokering import Brokering
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import SENDING_BODIES, Discourse, owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.mediation_parties import MediationParties
from diplograph.model import Actor, RelationKind

_MEDIATING_VERBS = frozenset(
    {"offer", "provide", "continue", "conduct", "undertake", "play", "halt", "suspend", "lead", "resume", "begin"}
    | {"start", "end", "launch", "attempt", "press", "pursue", "renew", "intensify"}
)
"""Verbs whose subject mediates, when mediation stands below them (`resumed its mediation`)."""
_ROLE_VERBS = frozenset(
    {"be", "act", "serve", "play", "remain", "become", "work", "function", "offer", "appoint", "name", "propose"}
    | {"take", "accept", "want"}
)
"""Verbs whose subject has the role that stands below them (`serves as mediator`)."""
_GIVING_VERBS = frozenset({"accept", "appoint", "name", "propose", "choose", "invite", "recognize", "want"})
"""Verbs whose object is given the role (`accepted X as mediator`)."""
_ROLE_WORDS = frozenset({"of", "as", "role", "part", "function"})
"""Words between such a verb and the role (`plays the part of arbiter`)."""
_ENVOYS = frozenset({"envoy", "negotiator", "emissary", "maker"})
"""Nouns that mean a mediator after `peace`."""
_SHUTTLES = frozenset({"diplomacy", "mission", "talk"})


class MediationNouns:
    """Finds the mediations that the nouns of one sentence state.

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
        """How a noun, or the verb `shuttle`, is read; None for a word that states no mediation."""
        lemma = self._tree.tokens[index].lemma
        if lemma in {"shuttle", "shuttling"}:
            return self._shuttle
        if lemma in lexicon.MEDIATION_NOUNS or self._is_good_offices(index):
            return self._mediation
        if lemma in lexicon.AUSPICES:
            return self._auspices
        is_title = lemma == "peacemaker" and self._tree.tokens[index].dep in {"compound", "nmod"}
        is_named_so = lemma in lexicon.MEDIATOR_NOUNS and not is_title
        is_mediator = is_named_so or self._is_peace_envoy(index) or self._is_go_between(index)
        return self._mediator if is_mediator else None

    def _is_good_offices(self, index: int) -> bool:
        adjectives = (self._tree.tokens[i].lemma for i in self._tree.children(index, "amod"))
        return self._tree.tokens[index].lemma == "office" and "good" in adjectives

    def _is_go_between(self, index: int) -> bool:
        words = [token.text.lower() for token in self._tree.tokens[max(0, index - 2) : index + 1]]
        return words in (["go", "-", "between"], ["go", "-", "betweens"])

    def _is_peace_envoy(self, index: int) -> bool:
        lemma = self._tree.tokens[index].lemma
        around = {self._tree.tokens[i].lemma for i in self._tree.children(index, "amod", "compound", "nmod")}
        return (lemma in _ENVOYS and "peace" in around) or (lemma == "negotiator" and "international" in around)

    # mediation

    def _mediation(self, noun: int) -> Iterator[Draft]:
        top = self._phrase_top(noun)
        mediators = self._owners(noun) or (self._owners(top) if top != noun else ())
        if not mediators and self._tree.tokens[top].dep in {"dobj", "pobj"}:
            mediators = self._denoter.all_actors(*self._named_after_by(top))
        mediators = mediators or self._subject_above(top)
        parties = self._parties.between(noun) or self._parties.between(top)
        parties = parties or self._parties.of_conflict(noun) or self._parties.of_conflict(top)
        yield from self._brokering.draft(noun, RelationKind.MEDIATION, mediators, parties, {top})

    def _named_after_by(self, noun: int) -> tuple[int, ...]:
        """Who stands after `by` where the parser hangs it on the verb (`agreed after mediation by X`)."""
        governors = [i for i in self._tree.ancestors(noun) if self._tree.tokens[i].pos in {"VERB", "AUX"}][:1]
        found = (i for verb in governors for i in self._tree.objects_of(verb, "by"))
        return tuple(i for i in found if self._tree.tokens[noun].dep == "dobj" or self._follows(noun, i))

    def _follows(self, noun: int, index: int) -> bool:
        """Whether the preposition of a phrase is the word right after a noun."""
        preposition = self._tree.head(index)
        return preposition == noun + 1

    def _auspices(self, noun: int) -> Iterator[Draft]:
        """`met under Indonesian auspices`, `a deal signed under the aegis of the UN`: talks or deals, nothing else."""
        preposition = self._tree.head(noun)
        above = self._tree.head(preposition) if preposition is not None else None
        if above is None or preposition is None or self._tree.tokens[preposition].lemma != "under":
            return
        what = {self._tree.tokens[i].lemma for i in (above, *self._tree.children(above, "dobj", "nsubjpass", "nsubj"))}
        what |= {self._tree.tokens[i].lemma for i in self._tree.objects_of(above, "on", "to", "for")}
        if not what & (lexicon.MEET_VERBS | NEGOTIATED):
            return
        parties = self._parties.between_above(noun) or self._parties.meeting_in(above)
        is_deal = bool(what & (lexicon.DEAL_NOUNS - {"peace"})) and not what & lexicon.CONTACT_NOUNS
        kind = RelationKind.BROKERED if is_deal else RelationKind.MEDIATION
        yield from self._brokering.draft(noun, kind, self._owners(noun), parties, {noun})

    def _shuttle(self, word: int) -> Iterator[Draft]:
        """`shuttles between A and B`, `a shuttle mission between A and B`, `shuttle diplomacy`."""
        token = self._tree.tokens[word]
        clause = word if token.tag.startswith("VB") else self._tree.clause_of(word)
        below = [i for i in self._tree.subtree(clause) if self._tree.tokens[i].lemma == "between" and i > word]
        parties = self._denoter.all_actors(*(obj for i in below for obj in self._tree.children(i, "pobj")))
        top = self._phrase_top(word)
        mediators = self._owners(top) or self._denoter.all_actors(*self._tree.subjects(clause))
        is_diplomacy = token.text.lower() == "shuttle" and self._tree.tokens[top].lemma in _SHUTTLES
        if len(parties) > 1 or is_diplomacy:
            yield from self._brokering.draft(word, RelationKind.MEDIATION, mediators, parties, {top})

    def _phrase_top(self, noun: int) -> int:
        """The noun that `mediation` modifies (`mediation efforts`, `mediation role`), or itself."""
        while self._tree.tokens[noun].dep in {"compound", "nmod"}:
            noun = self._tree.tokens[noun].head
        return noun

    def _owners(self, noun: int) -> tuple[Actor, ...]:
        """Whose a noun is: after `of`, `by` or `from`, or a possessor before it, else the first name before it."""
        indexes = self._tree.children(noun, "poss") + self._tree.objects_of(noun, "of", "by", "from")
        if found := self._denoter.all_actors(*indexes):
            return found
        words = self._tree.children(noun, "amod", "compound", "nmod")
        items = (self._denoter.mention(conjunct) for word in words for conjunct in self._tree.conjuncts(word))
        return next(((item.link.actor,) for item in items if item is not None and item.link is not None), ())

    def _subject_above(self, noun: int) -> tuple[Actor, ...]:
        """The subject of the nearest verb above, if it is one of leading, resuming or ending a mediation."""
        verb = next((i for i in self._tree.ancestors(noun) if self._tree.tokens[i].pos in {"VERB", "AUX"}), None)
        if verb is None or self._tree.tokens[verb].lemma not in _MEDIATING_VERBS:
            return ()
        return self._denoter.all_actors(*self._tree.subjects(verb))

    # mediators

    def _mediator(self, noun: int) -> Iterator[Draft]:
        """`UN mediator X`, `X acts as mediator`, `X, who plays the role of arbiter`, `African Union mediators`."""
        named = self._denoter.single(noun)
        item = self._denoter.mention(self._tree.tokens[noun].head)
        if self._tree.tokens[noun].dep in {"compound", "nmod"} and item is not None and item.link is not None:
            named = (item.link.actor,)
        if self._tree.tokens[noun].tag == "NNS" and (beside := self._tree.children(noun, "appos")):
            named = self._denoter.all_actors(*beside)
        mediators = self._bearers(noun) or named
        mediators = (*mediators, *self._sent_by(noun, mediators))
        parties = self._parties.between(noun) or self._parties.of_conflict(noun) or self._parties.between_above(noun)
        parties = parties or self._parties.met_by(noun)
        kind = RelationKind.MEDIATION
        if parties or self._is_predicate(noun) or self._brokering.parties_at_hand(mediators, noun):
            yield from self._brokering.draft(noun, kind, mediators, parties, {noun})

    def _sent_by(self, noun: int, mediators: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The body for which officials of a state mediate (`African Union mediator X`, who is a president)."""
        before = self._denoter.mention(noun - 1) if noun else None
        is_linked = before is not None and before.link is not None and before.mention.end == noun
        named = (before.link.actor,) if before is not None and before.link is not None and is_linked else ()
        acting = {owner(actor) for actor in mediators}
        owners = dict.fromkeys((*named, *self._owners(noun)))
        return tuple(a for a in owners if a.actor_class in SENDING_BODIES and a not in acting) if acting else ()

    def _bearers(self, noun: int) -> tuple[Actor, ...]:
        """Who is said to have the role: subject of `be`, `serve as`, `play the role of`, or the name beside it."""
        token = self._tree.tokens[noun]
        if beside := [one for one, role in attendants(self._tree, self._tree.clause_of(noun)) if role == noun]:
            return self._denoter.all_actors(*beside)
        current, below = self._tree.head(noun), noun
        if token.dep == "appos" and current is not None:
            first = self._tree.first_conjunct(current)
            is_many = token.tag == "NNS" and len(self._tree.conjuncts(first)) > 1
            return self._denoter.actors(first) if is_many else self._denoter.single(current)
        if token.dep == "nsubj" and current is not None and self._tree.tokens[current].lemma == "be":
            return self._denoter.all_actors(*self._tree.children(current, "attr"))
        while current is not None:
            above = self._tree.tokens[current]
            if above.lemma == "role" and (owners := self._owners(current)):
                return owners
            if above.pos in {"VERB", "AUX"}:
                if above.lemma in _GIVING_VERBS and (given := self._tree.children(current, "dobj", "nsubjpass")):
                    return self._denoter.all_actors(*(i for i in given if i != below))
                has_role = self._tree.tokens[below].dep in {"attr", "prep", "dobj", "oprd"}
                is_said = has_role and (above.lemma in _ROLE_VERBS or self._tree.tokens[below].lemma == "as")
                return self._denoter.all_actors(*self._tree.subjects(current)) if is_said else ()
            if above.pos not in {"ADP", "NOUN"} or above.lemma not in _ROLE_WORDS:
                return ()
            below, current = current, self._tree.head(current)
        return ()

    def _is_predicate(self, noun: int) -> bool:
        """Whether the sentence says of somebody that he is the mediator, not merely calls him so."""
        return self._tree.tokens[noun].dep in {"attr", "pobj", "oprd"} and bool(self._bearers(noun))
