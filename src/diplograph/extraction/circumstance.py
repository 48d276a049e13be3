"""When and where a relation is said to hold: the time and place that stand nearest to it in the tree."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.times import Anchor, Moment, TimeMatch, find_times
from diplograph.model import Modality, Place, TimeExpression

_PLACE_PREPOSITIONS = frozenset({"in", "at", "to", "near", "outside", "into"})
_FAR = 99


class Circumstances:
    """Times and places of one sentence.

    Args:
        denoter: the sentence's noun phrases.
        anchor: what is known of the article's day.
    """

    def __init__(self, denoter: Denoter, anchor: Anchor) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._anchor = anchor
        self._times = find_times(denoter.resolved.sentence)

    def time(self, draft: Draft, modality: Modality) -> TimeExpression | None:
        """The time that belongs to the relation, resolved in the direction of its modality; None if there is none."""
        options = [(self._distance(draft.trigger, match), match) for match in self._times]
        options = [(distance, match) for distance, match in options if distance < _FAR]
        if not options:
            return None
        partner = max(draft.tokens, default=draft.trigger)
        after = [pair for pair in options if pair[0] <= min(options, key=lambda pair: pair[0])[0]]
        best = min(after, key=lambda pair: (abs(pair[1].start - partner), pair[1].start))[1]
        is_future = modality in {Modality.PLANNED, Modality.HYPOTHETICAL} and not self._is_past(draft.trigger)
        return best.resolve(Moment(self._anchor, is_future))

    def _is_past(self, trigger: int) -> bool:
        return self._tree.tokens[self._tree.clause_of(trigger)].tag == "VBD" and self._tree.tokens[trigger].tag == "VBD"

    def _distance(self, trigger: int, match: TimeMatch) -> int:
        """How far up and down the tree the expression lies; too far when it belongs to another event."""
        heads = [i for i in range(match.start, match.end) if not match.start <= self._tree.tokens[i].head < match.end]
        head = heads[0] if heads else match.start
        path = [head, *self._tree.ancestors(head)]
        governors = [trigger, *self._tree.ancestors(trigger)]
        meeting = next((i for i in path if i in governors), None)
        if meeting is None:
            return _FAR
        up, down = governors.index(meeting), path.index(meeting)
        crossed = [self._tree.tokens[i] for i in governors[1 : up + 1]]
        if any(token.lemma in lexicon.SAY_VERBS and token.pos == "VERB" for token in crossed[-1:] if up):
            return _FAR
        below = [self._tree.tokens[i] for i in path[:down]]
        if any(token.dep in {"relcl", "acl", "ccomp", "advcl"} and token.pos == "VERB" for token in below):
            verbs = [t for t in below if t.dep in {"relcl", "acl"}]
            if not (
                verbs
                and verbs[-1].lemma in {"schedule", "hold", "plan", "set", "expect", "begin", "start"}
                and verbs[-1].head == trigger
            ):
                return _FAR
        return up * 2 + down

    def place(self, draft: Draft) -> Place | None:
        """The most specific place named for the relation, or None."""
        if draft.place_index is not None and (found := self._place_at(draft.place_index)):
            return found
        best: tuple[int, int, Place] | None = None
        for item in self._denoter.resolved.mentions:
            place = item.place
            if place is None:
                continue
            distance = self._place_distance(draft.trigger, item.mention.head)
            if distance < _FAR and (best is None or (distance, item.mention.start) < best[:2]):
                best = (distance, item.mention.start, place)
        return best[2] if best else None

    def _place_at(self, index: int) -> Place | None:
        item = self._denoter.mention(index)
        if item is None:
            return None
        if item.place is not None:
            return item.place
        return Place(item.link.actor.label, item.link.actor.key) if item.link else None

    def _place_distance(self, trigger: int, head: int) -> int:
        token = self._tree.tokens[head]
        governor = self._tree.tokens[token.head]
        is_modifier = token.dep in {"compound", "nmod", "amod"} and token.head == trigger
        if not is_modifier and not (
            token.dep in {"pobj", "dobj", "conj"}
            and (governor.lemma in _PLACE_PREPOSITIONS or governor.lemma in {"visit", "tour"} or token.dep == "conj")
        ):
            return _FAR
        path = [head, *self._tree.ancestors(head)]
        governors = [trigger, *self._tree.ancestors(trigger)]
        meeting = next((i for i in path if i in governors), None)
        if meeting is None:
            return _FAR
        up, down = governors.index(meeting), path.index(meeting)
        if any(
            self._tree.tokens[i].lemma in lexicon.SAY_VERBS and self._tree.tokens[i].pos == "VERB"
            for i in governors[1 : up + 1]
        ):
            return _FAR
        below: Sequence[int] = path[1:down]
        if any(
            self._tree.tokens[i].dep in {"relcl", "acl", "advcl", "ccomp", "pobj", "dobj"} and i != trigger
            for i in below
            if self._tree.tokens[i].pos in {"VERB", "NOUN", "PROPN"}
        ):
            return _FAR
        return up * 2 + down
