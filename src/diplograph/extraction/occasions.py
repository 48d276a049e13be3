"""The words of a sentence that say where and when an event was besides the word that states it.

News often tell a relation in a phrase that hangs on the event it was part of: `met on Monday in talks held by X`,
`signed in Rome under a deal brokered by X`, `flew to Rome on 9 May to mediate`. Time and place then stand with the
event and hold for the relation too, as long as nobody merely says, offers or demands it there.
"""

from __future__ import annotations

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
    }
)  # fmt: skip
"""Verbs by which a deal comes about."""
DEALS = frozenset(
    {
        "truce", "ceasefire", "cease", "fire", "agreement", "deal", "accord", "pact", "armistice", "settlement",
        "treaty", "compromise", "peace", "protocol", "memorandum",
    }
)  # fmt: skip
"""Nouns for what the parties agree on."""
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
        events = [i for i in (draft.trigger, *self.words(draft)) if self._tree.tokens[i].lemma in _SEALING]
        return any(self._is_done(i) and self._has_deal(i) for i in events)

    def _is_done(self, verb: int) -> bool:
        """Whether a verb tells of what has happened; a participle counts as done."""
        modals = {self._tree.tokens[i].tag for i in self._tree.children(verb, "aux")}
        is_past = self._tree.tokens[verb].tag in {"VBD", "VBN"}
        return is_past and not modals & {"MD", "TO"} and not self._tree.is_negated(verb)

    def _has_deal(self, verb: int) -> bool:
        """Whether a deal is what is signed or reached, as object, subject of a passive, or the noun of a participle."""
        things = {*self._tree.children(verb, "dobj", "nsubjpass", "appos"), *self._tree.objects_of(verb, "to", "on")}
        if self._tree.tokens[verb].dep in {"acl", "relcl"} and not things:
            things.add(self._tree.tokens[verb].head)
        return any(self._tree.tokens[c].lemma in DEALS for i in things for c in self._tree.conjuncts(i))

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
