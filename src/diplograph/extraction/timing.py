"""When a relation is said to hold: which of a sentence's time expressions belongs to it, and to which side it points.

A date hangs on one event. It dates a relation when the way from it to the relation's word leads through nothing but
the event's own phrase and the verbs that carry the event (`hold talks`, `is due to meet`). On that way no other event
may lie: not the saying that reports it, not a clause about something else, not the end of a visit.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from diplograph.extraction import lexicon
from diplograph.extraction.draft import Draft
from diplograph.extraction.occasions import Occasions
from diplograph.model import Modality, RelationKind, Sentence, TimeExpression, Token
from diplograph.syntax import Tree
from diplograph.times import Anchor, Direction, Moment, TimeMatch, find_times

_SCHEDULING = frozenset({"plan", "schedule", "slate", "set", "expect", "due", "postpone", "delay", "fix", "arrange"})
_CARRYING = _SCHEDULING | {
    "hold", "begin", "start", "open", "convene", "sign", "reach", "conclude", "ratify", "broker", "mediate", "take",
    "agree", "organize", "organise", "host", "resume", "launch", "attend", "strike", "negotiate", "have",
}  # fmt: skip
"""Verbs that say of an event no more than that it takes place."""
_ENDING = frozenset({"conclude", "end", "finish", "wrap", "complete", "leave", "return", "cut"})
_CALL_OFF = frozenset({"cancel", "scrap", "postpone", "call", "delay", "suspend", "shelve"})
_PUT_OFF = frozenset({"postpone", "delay", "put", "adjourn", "move", "reschedule", "defer", "suspend", "shift"})
_UPCOMING = frozenset({"upcoming", "forthcoming", "coming", "planned", "scheduled"})
_OTHER_TIME = frozenset({"after", "before", "following", "since", "ahead", "until", "while", "when", "because"})
_FUTURE_AUXILIARIES = frozenset({"will", "wo", "shall", "would", "'ll"})
_SINCE = ("since", "ever since", "after")
"""How expressions begin that, with an event's first time, say when the last one was."""
_FIRST = frozenset({"first", "last", "latest", "only", "time"})
_CLAUSES = frozenset({"relcl", "acl", "ccomp", "advcl"})
_NAMING = frozenset({"compound", "nmod", "amod", "nummod", "poss"})
_DATELINE_TOKENS = 16
_FAR = 99


def find_heading(sentence: Sentence) -> TimeMatch | None:
    """The time expression that a sentence consists of (`1979:`), or None."""
    matches = find_times(sentence)
    words = [token for token in sentence.tokens if token.pos not in {"PUNCT", "SPACE"}]
    is_alone = len(matches) == 1 and all(matches[0].start <= token.index < matches[0].end for token in words)
    return matches[0] if is_alone else None


class Timing:
    """The time expressions of one sentence and the relations that they date.

    Args:
        tree: the sentence.
        anchor: what is known of the article's day.
        heading: a date by itself above the sentence (`1979:`), which dates what has no date of its own.
    """

    def __init__(self, tree: Tree, anchor: Anchor, heading: TimeMatch | None = None) -> None:
        self._tree = tree
        self._anchor = anchor
        self._heading = heading
        self._occasions = Occasions(tree)

    @cached_property
    def _matches(self) -> tuple[TimeMatch, ...]:
        return find_times(self._tree.sentence)

    def time(self, draft: Draft, modality: Modality) -> TimeExpression | None:
        """The time that belongs to the relation, resolved in the direction of tense and modality; or None."""
        for word in (draft.trigger, *self._occasions.words(draft)):
            event = replace(draft, trigger=word)
            if (word == draft.trigger or self.fits(word, modality)) and (match := self._nearest(event)):
                moment = Moment(self._anchor, self._direction(word, match, modality))
                return match.unbounded().resolve(moment) if self._names_the_day(word, match) else match.resolve(moment)
        return self._under_heading(draft.trigger) if self._tree.tokens[draft.trigger].dep != "amod" else None

    def fits(self, event: int, modality: Modality) -> bool:
        """Whether an event may have been when the relation is said to hold: what is to come is no part of the past."""
        if modality is Modality.PLANNED:
            return self._is_future(event) or self._tree.tokens[self._tree.clause_of(event)].tag != "VBD"
        return modality is Modality.HYPOTHETICAL or not self._is_future(event)

    def _nearest(self, draft: Draft) -> TimeMatch | None:
        """The time expression that hangs nearest to the trigger, or None."""
        if self._tree.tokens[draft.trigger].dep == "amod":
            return None
        if (match := self._before_when(draft.trigger)) is not None:
            return match
        is_above = draft.trigger not in draft.tokens
        matches = [match for match in self._matches if not (is_above and match.surface.startswith(_SINCE))]
        options = [(self._distance(draft, match), match) for match in matches]
        nearest = min((distance for distance, _ in options), default=_FAR)
        if nearest >= _FAR:
            return None
        partner = max(draft.tokens, default=draft.trigger)
        tied = [match for distance, match in options if distance == nearest]
        return min(tied, key=lambda match: (abs(match.start - partner), match.start))

    def _before_when(self, trigger: int) -> TimeMatch | None:
        """The date that a clause after it is about (`on June 25, when they met`)."""
        clause = self._tree.clause_of(trigger)
        for when in (i for i in self._tree.children(clause, "advmod") if self._tree.tokens[i].lemma == "when"):
            last = when - 1 if when and self._tree.tokens[when - 1].text == "," else when
            return next((match for match in self._matches if match.end == last), None)
        return None

    def _under_heading(self, trigger: int) -> TimeExpression | None:
        is_aside = any(self._tree.tokens[i].dep in _CLAUSES for i in (trigger, *self._tree.ancestors(trigger)))
        return self._heading.resolve(Moment(self._anchor)) if self._heading and not is_aside else None

    def _names_the_day(self, trigger: int, match: TimeMatch) -> bool:
        """`Have not met since May` and `postponed until Monday` say when the event is, not when it begins or ends."""
        if match.surface.startswith(("since", "ever since")):
            return self._tree.is_negated(trigger)
        return any(self._tree.tokens[i].lemma in _PUT_OFF for i in list(self._tree.ancestors(match.start))[:2])

    # which way

    def _direction(self, trigger: int, match: TimeMatch, modality: Modality) -> Direction:
        is_scheduled = self._is_scheduled(match)
        is_ahead = modality in {Modality.PLANNED, Modality.HYPOTHETICAL} or self._is_future(trigger)
        if is_scheduled or (is_ahead and not self._is_told_in_the_past(trigger)):
            return Direction.FUTURE
        is_called_off = modality is Modality.DENIED and self._is_called_off(trigger)
        is_near = is_called_off or self._is_present(trigger) or self._is_named_by(match, trigger)
        return Direction.NEAREST if is_near else Direction.PAST

    def _is_named_by(self, match: TimeMatch, event: int) -> bool:
        """`staked much on June's summit`: the day names the event, and the clause tells of something else."""
        is_owner = self._tree.tokens[match.end - 1].head == event and self._tree.tokens[match.end - 1].dep == "poss"
        governor = self._tree.tokens[self._tree.tokens[event].head]
        is_about = self._tree.tokens[event].dep == "pobj" and governor.lemma in {
            "on",
            "for",
            "from",
            "over",
            "of",
            "to",
        }
        return is_owner and is_about

    def _is_future(self, trigger: int) -> bool:
        auxiliaries = self._tree.children(self._tree.clause_of(trigger), "aux")
        if any(self._tree.tokens[i].text.lower() in _FUTURE_AUXILIARIES for i in auxiliaries):
            return True
        before = [self._tree.tokens[i].lemma for i in list(self._tree.ancestors(trigger))[:2]]
        is_led_up_to = before[:1] == ["before"] or before == ["of", "ahead"]
        return is_led_up_to or any(self._tree.tokens[i].lemma in _UPCOMING for i in self._tree.children(trigger))

    def _is_scheduled(self, match: TimeMatch) -> bool:
        """`planned for Monday`, whatever became of the plan."""
        above = list(self._tree.ancestors(match.start))[:3]
        return any(self._tree.tokens[i].lemma in _SCHEDULING for i in above)

    def _is_told_in_the_past(self, trigger: int) -> bool:
        return self._tree.tokens[self._tree.clause_of(trigger)].tag == "VBD" and self._tree.tokens[trigger].tag == "VBD"

    def _is_called_off(self, trigger: int) -> bool:
        is_noun = self._tree.tokens[trigger].pos == "NOUN"
        return is_noun and self._tree.tokens[self._tree.clause_of(trigger)].lemma in _CALL_OFF

    def _is_present(self, trigger: int) -> bool:
        """Whether the clause is in the present tense, in which news tell both what is and what is to come."""
        clause = self._tree.clause_of(trigger)
        if self._tree.tokens[clause].tag not in {"VBZ", "VBP"}:
            return False
        return not any(self._tree.tokens[i].tag == "VBD" for i in self._tree.children(clause, "aux", "auxpass"))

    # which one

    def _distance(self, draft: Draft, match: TimeMatch) -> int:
        """How far up and down the tree the expression lies; too far when it belongs to another event."""
        head = self._head(match)
        path = [head, *self._tree.ancestors(head)]
        governors = [draft.trigger, *self._tree.ancestors(draft.trigger)]
        meeting = next((i for i in path if i in governors), None)
        if meeting is None or self._is_count_of_firsts(draft.trigger, match, path):
            return _FAR
        up, down = governors.index(meeting), path.index(meeting)
        below = [self._tree.tokens[i] for i in path[:down]]
        if self._leaves_the_event(draft, governors[: up + 1]) or self._is_of_another_event(draft.trigger, below):
            return _FAR
        if self._is_before_an_infinitive(match, governors[:up]) or self._is_in_dateline(match):
            return _FAR
        return up * 2 + down

    def _head(self, match: TimeMatch) -> int:
        span = range(match.start, match.end)
        return next((i for i in span if self._tree.tokens[i].head not in span or self._tree.head(i) is None), span[0])

    def _is_count_of_firsts(self, trigger: int, match: TimeMatch, path: list[int]) -> bool:
        """`The first meeting since 1999` was not held in 1999."""
        if not match.surface.startswith(_SINCE):
            return False
        near = {*path[1:3], *self._tree.children(trigger, "amod", "npadvmod", "prep")}
        return any(self._tree.tokens[i].lemma in _FIRST for i in near) and not self._tree.is_negated(trigger)

    def _leaves_the_event(self, draft: Draft, governors: list[int]) -> bool:
        """Whether another event lies between the relation's word and the word that the date hangs on."""
        above = [self._tree.tokens[i] for i in governors[1:]]
        if any(token.lemma in lexicon.SAY_VERBS and token.pos == "VERB" for token in above):
            return True
        if any(self._is_apart(self._tree.tokens[i]) for i in governors[:-1]):
            return True
        is_visit = draft.kind is RelationKind.VISIT
        return is_visit and any(token.lemma in _ENDING and token.pos == "VERB" for token in above)

    def _is_before_an_infinitive(self, match: TimeMatch, governors: list[int]) -> bool:
        """`Offered on Monday to meet` dates the offer; `is due on Monday to meet` dates the meeting."""
        for verb in governors:
            markers = [i for i in self._tree.children(verb, "aux") if self._tree.tokens[i].tag == "TO"]
            governor = self._tree.tokens[self._tree.tokens[verb].head]
            is_same = governor.lemma in _SCHEDULING | lexicon.TRAVEL_VERBS | lexicon.VISIT_VERBS | {"go", "be"}
            if markers and not is_same and match.start < markers[0]:
                return True
        return False

    def _is_in_dateline(self, match: TimeMatch) -> bool:
        """Whether the expression stands among names before the dash that opens the text (`ROME, Oct. 9 (AP) -`)."""
        opening = self._tree.tokens[:_DATELINE_TOKENS]
        dashes = (token for token in opening if token.text in {"-", "--", "–", "—"} and not self._joins(token))
        dash = next((token.index for token in dashes), 0)
        return match.end <= dash and not any(token.text.islower() for token in opening[:dash])

    def _joins(self, hyphen: Token) -> bool:
        """Whether a hyphen stands right after a word (`Vice-President`)."""
        return hyphen.text == "-" and hyphen.index > 0 and self._tree.tokens[hyphen.index - 1].end == hyphen.start

    def _is_apart(self, token: Token) -> bool:
        """Whether a clause or phrase is told beside the event it hangs on, with a time of its own."""
        if token.dep == "relcl":
            return True
        if token.dep == "advcl":
            return not any(self._tree.tokens[i].tag == "TO" for i in self._tree.children(token.index, "aux"))
        governor = self._tree.tokens[token.head]
        return token.dep in {"pobj", "pcomp"} and governor.lemma in _OTHER_TIME and governor.dep in {"prep", "advmod"}

    def _is_of_another_event(self, trigger: int, below: list[Token]) -> bool:
        """Whether the date hangs on a clause or a name of its own within the relation's phrase."""
        clauses = [token for token in below if token.dep in _CLAUSES and token.pos == "VERB"]
        if clauses and not (clauses[-1].dep in {"relcl", "acl"} and self._carries(clauses[-1], trigger)):
            return True
        joined = [token for token in below if token.dep == "conj" and token.pos in {"VERB", "AUX"}]
        if any(token.tag != self._tree.tokens[token.head].tag for token in joined):
            return True
        owners = [self._tree.tokens[token.head] for token in below if token.dep in _NAMING]
        return any(self._is_other_noun(owner, trigger) for owner in owners)

    def _carries(self, verb: Token, trigger: int) -> bool:
        """Whether a verb tells no more of the relation's word than that it takes place; persons are not scheduled."""
        if verb.head == trigger:
            return verb.lemma in _CARRYING
        return verb.lemma in _SCHEDULING and verb.tag == "VBN" and trigger in self._tree.ancestors(verb.index)

    def _is_other_noun(self, noun: Token, trigger: int) -> bool:
        """`The October 9 statement` dates the statement and not the talks that it speaks of."""
        if noun.index == trigger or noun.pos not in {"NOUN"}:
            return False
        return noun.lemma not in lexicon.CONTACT_NOUNS | lexicon.DEAL_NOUNS | lexicon.VISIT_NOUNS | lexicon.CALL_NOUNS
