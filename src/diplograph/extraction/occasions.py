"""The words of a sentence that say where and when an event was besides the word that states it.

News often tell a relation in a phrase that hangs on the event it was part of: `met on Monday in talks held by X`,
`signed in Rome under a deal brokered by X`, `flew to Rome on 9 May to mediate`. Time and place then stand with the
event and hold for the relation too, as long as nobody merely says, offers or demands it there.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.extraction import lexicon
from diplograph.extraction.draft import Draft
from diplograph.model import RelationType, Token
from diplograph.syntax import Tree

EVENT_NOUNS = (
    lexicon.CONTACT_NOUNS
    | lexicon.VISIT_NOUNS
    | lexicon.CALL_NOUNS
    | lexicon.DEAL_NOUNS
    | lexicon.MEDIATION_NOUNS
    | lexicon.PROCESS_NOUNS
    | lexicon.PACT_NOUNS
    | {"diplomacy", "effort", "bargaining", "discussion", "ceremony", "gathering", "declaration", "protocol"}
)
"""Nouns for what officials do together or sign."""
HOLDING = frozenset(
    {
        "hold", "host", "convene", "open", "begin", "start", "resume", "organize", "organise", "stage", "schedule",
        "slate", "plan", "set", "sign", "conclude", "reach", "strike", "initial", "broker", "mediate", "arrange",
        "sponsor", "facilitate", "attend", "chair", "have",
    }
)  # fmt: skip
"""Verbs whose participle after a noun says where and when that was (`the meeting held in X`)."""
_INSIDE = frozenset({"in", "at", "during", "under", "through", "with", "via", "by", "amid", "within", "for", "of"})
_THANKS = frozenset({"thank", "thanks", "after", "following", "follow"})
"""What comes before mediation when it led to what was done (`signed after weeks of Iranian shuttle diplomacy`)."""
_AT_ONCE = frozenset({"as", "while", "when", "where", "whereupon"})
MERE_WORDS = (
    lexicon.SAY_VERBS
    | lexicon.HYPOTHETICAL_VERBS
    | lexicon.DENY_VERBS
    | lexicon.BLAMING_VERBS
    | {"end", "welcome", "praise", "thank", "hail", "condemn", "know", "hear", "see", "want", "publish"}
) - {"call", "attempt", "try", "seek"}
"""Verbs of what is said or wished of an event, at a time and place of their own."""
_PURSUED = lexicon.TRAVEL_VERBS | lexicon.VISIT_VERBS | {"hurry", "rush", "shuttle", "sit", "gather", "arrive"}
_GOING = frozenset({"leave", "end", "conclude", "finish", "depart", "return", "come", "emerge", "head", "cut", "wrap"})
_SEALING = frozenset(
    {
        "sign", "initial", "reach", "conclude", "seal", "clinch", "strike", "agree", "finalize", "finalise", "secure",
        "yield", "produce", "put", "hammer", "broker", "accept", "ratify", "ink", "emerge", "announce", "achieve",
        "extend", "renew", "negotiate", "mediate", "adopt",
    }
)  # fmt: skip
"""Verbs by which a deal comes about."""
DEALS = frozenset(
    {
        "truce", "ceasefire", "cease", "fire", "agreement", "deal", "accord", "pact", "armistice", "settlement",
        "treaty", "compromise", "peace", "protocol", "memorandum", "communique", "declaration",
    }
)  # fmt: skip
"""Nouns for what the parties agree on."""
_SETTLING = frozenset({"resolve", "settle", "end", "solve", "defuse", "stop"})
"""Verbs by which a quarrel is brought to an end."""
_LEADING = frozenset({"persuade", "convince", "get", "bring", "lead", "push", "help", "prompt", "allow", "enable"})
"""Verbs whose infinitive was done when they are told in the past (`persuaded X and Y to sign`)."""
_MAKING = frozenset({"signing", "conclusion", "extension", "renewal", "adoption", "text", "initialling", "initialing"})
"""Nouns for how a deal comes about (`mediated the signing of a truce`)."""
_TALKING = (
    lexicon.MEET_VERBS
    | lexicon.HOLD_VERBS
    | lexicon.TAKE_PART_VERBS
    | lexicon.TRAVEL_VERBS
    | {"consider", "try", "study", "explore", "let", "allow", "receive", "send", "appoint", "keep"}
) - {"take", "pay", "make", "agree"}  # fmt: skip
"""What sides may agree to do without having come to terms."""
_STEPS = 6


class Occasions:
    """The events of one sentence that a relation was part of.

    Args:
        tree: the sentence.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def words(self, draft: Draft) -> tuple[int, ...]:
        """The words besides the trigger on which time and place of the relation may hang, the nearest first."""
        found = dict.fromkeys((*self._holding(draft.trigger), *self._above(draft), *self._meanwhile(draft.trigger)))
        return tuple(word for word in found if word != draft.trigger)

    def seals_deal(self, draft: Draft) -> bool:
        """Whether the event that a mediation was part of is a deal made (`signed a truce after X's mediation`)."""
        events = dict.fromkeys(
            (draft.trigger, *self.words(draft), *self._outcomes(draft.trigger), *self._causes(draft.trigger))
        )
        told = {*events, *(self._tree.tokens[i].head for i in events if self._tree.tokens[i].dep == "xcomp")}
        return any(self._is_done(i) and self._is_deal_made(i) for i in told)

    def _is_deal_made(self, verb: int) -> bool:
        """Whether a verb tells that the sides came to terms, or that somebody brought them to it."""
        lemma = self._tree.tokens[verb].lemma
        if lemma in _LEADING:
            led_to = (i for i in self._tree.subtree(verb) if self._tree.tokens[i].tag == "VB")
            return any(self._comes_about(i) for i in led_to)
        return self._comes_about(verb)

    def _comes_about(self, verb: int) -> bool:
        lemma = self._tree.tokens[verb].lemma
        if lemma in _SETTLING and self._has_thing(verb, lexicon.CONFLICT_NOUNS):
            return True
        return self._agrees(verb) or (lemma in _SEALING and self._has_thing(verb, DEALS))

    def _agrees(self, verb: int) -> bool:
        """`agreed to exchange prisoners`: terms, and no mere readiness to talk."""
        if self._tree.tokens[verb].lemma != "agree":
            return False
        terms = self._tree.children(verb, "xcomp", "ccomp")
        return any(self._tree.tokens[i].lemma not in _TALKING and not self._is_talk(i) for i in terms)

    def _is_talk(self, verb: int) -> bool:
        return any(self._tree.tokens[i].lemma in lexicon.CONTACT_NOUNS for i in self._tree.children(verb, "dobj"))

    def _outcomes(self, trigger: int) -> Iterator[int]:
        """What a clause says came of the talks that somebody mediated (`talks that ended the war`)."""
        for thing in self._tree.children(trigger, "dobj", "nsubjpass"):
            for noun in (thing, *self._tree.objects_of(thing, "of", "in")):
                yield from self._tree.children(noun, "relcl")

    def _causes(self, trigger: int) -> Iterator[int]:
        """What was done after somebody stepped in (`agreed to stop fighting after X intervened as mediator`)."""
        clause = self._tree.clause_of(trigger)
        marks = {self._tree.tokens[i].lemma for i in self._tree.children(clause, "mark")}
        for above in self._tree.ancestors(clause) if marks & _THANKS else ():
            if self._tree.tokens[above].pos in {"VERB", "AUX"}:
                yield above

    def _is_done(self, verb: int) -> bool:
        """Whether a verb tells of what has happened; a participle counts as done, and the present in a headline."""
        token = self._tree.tokens[verb]
        modals = {self._tree.tokens[i].tag for i in self._tree.children(verb, "aux")}
        is_past = token.tag in {"VBD", "VBN"} or (
            token.tag == "VBZ" and token.lemma in _SEALING - {"mediate", "negotiate", "broker"}
        )
        return is_past and not modals & {"MD", "TO"} and not self._tree.is_negated(verb)

    def _has_thing(self, verb: int, nouns: frozenset[str]) -> bool:
        """Whether one of these is what is signed or ended: object, subject of a passive, or noun of a participle."""
        things = {*self._tree.children(verb, "dobj", "nsubjpass", "appos"), *self._tree.objects_of(verb, "to", "on")}
        if self._tree.tokens[verb].dep in {"acl", "relcl"} and not things:
            things.add(self._tree.tokens[verb].head)
        made = [i for i in things if self._tree.tokens[i].lemma in _MAKING]
        things |= {of for i in made for of in self._tree.objects_of(i, "of")}
        return any(self._tree.tokens[c].lemma in nouns for i in things for c in self._tree.conjuncts(i))

    def _holding(self, trigger: int) -> list[int]:
        """Participles that say where it was, wherever the parser hangs them (`a meeting with X of Y held in Z`)."""
        tokens = self._tree.tokens
        later = [token for token in tokens[trigger + 1 :] if self._is_holding(token)]
        return [token.index for token in later if self._noun_before(token.index) == trigger]

    def _is_holding(self, token: Token) -> bool:
        is_loose = not self._tree.children(token.index, "nsubj", "nsubjpass", "aux", "auxpass", "dobj", "agent")
        return token.tag == "VBN" and token.lemma in HOLDING and token.dep in {"acl", "advcl", "relcl"} and is_loose

    def _noun_before(self, index: int) -> int | None:
        return next((i for i in range(index - 1, -1, -1) if self._tree.tokens[i].lemma in EVENT_NOUNS), None)

    def _above(self, draft: Draft) -> list[int]:
        """The events that the trigger's phrase is a part of, upwards, until somebody merely speaks of one."""
        found: list[int] = []
        current, steps = draft.trigger, 0
        while steps < _STEPS and (above := self._step(current, draft)) is not None:
            current, steps = above, steps + 1
            token = self._tree.tokens[current]
            if token.lemma in EVENT_NOUNS or token.pos in {"VERB", "AUX"}:
                found.append(current)
        return found

    def _step(self, index: int, draft: Draft) -> int | None:
        """The word above, where what it stands for happened together with what the word itself says."""
        token, above = self._tree.tokens[index], self._tree.head(index)
        if above is None:
            return None
        governor = self._tree.tokens[above]
        if governor.pos in {"VERB", "AUX"} and governor.lemma in MERE_WORDS:
            return None
        if token.dep in {"amod", "acl", "compound", "nmod"}:
            is_part = governor.lemma in EVENT_NOUNS or token.lemma not in HOLDING
            return above if is_part and self._is_noun(governor) else None
        if token.pos == "ADP" or token.dep in {"prep", "agent", "amod"}:
            return above if self._is_inside(token, draft) else None
        if token.dep in {"pobj", "pcomp"}:
            return above
        if token.dep == "relcl":
            return above if self._is_together(index) or governor.lemma in EVENT_NOUNS else None
        if token.dep == "advcl":
            return above if self._is_together(index) or governor.lemma in _PURSUED else None
        if token.dep in {"xcomp"}:
            return above if governor.lemma in _PURSUED else None
        is_plain = token.dep in {"nsubj", "nsubjpass", "dobj", "appos", "conj", "npadvmod", "attr", "dep"}
        return above if is_plain and not self._is_clause(token) else None

    def _is_noun(self, token: Token) -> bool:
        return token.pos in {"NOUN", "PROPN"}

    def _is_clause(self, token: Token) -> bool:
        """Whether a coordinated verb tells of another event."""
        return token.dep == "conj" and token.pos in {"VERB", "AUX"}

    def _is_inside(self, token: Token, draft: Draft) -> bool:
        if token.lemma in _INSIDE:
            return True
        governor = self._tree.tokens[token.head]
        is_afterwards = governor.pos == "VERB" and governor.lemma not in _PURSUED | _GOING
        return token.lemma in _THANKS and (draft.type is RelationType.MEDIATES or is_afterwards)

    def _is_together(self, clause: int) -> bool:
        """Whether a clause says what happened at the same time and place (`as X opened talks`, `where they met`)."""
        words = {self._tree.tokens[i].text.lower() for i in self._tree.children(clause, "mark", "advmod")}
        return bool(words & _AT_ONCE)

    def _meanwhile(self, trigger: int) -> list[int]:
        """Meetings in a clause with `when` below the trigger's (`will mediate when the parties sit down in May`)."""
        clause = self._tree.clause_of(trigger)
        below = [i for i in self._tree.children(clause, "advcl") if self._is_together(i)]
        meeting = lexicon.MEET_VERBS | lexicon.TAKE_PART_VERBS
        return [i for i in below if self._tree.tokens[i].lemma in meeting]
