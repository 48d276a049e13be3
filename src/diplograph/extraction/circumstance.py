"""When and where a relation is said to hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.draft import Draft
from diplograph.extraction.occasions import HOLDING, Occasions
from diplograph.extraction.timing import Timing
from diplograph.extraction.venues import AT, BUILDINGS, NO_GROUND, SETTLEMENTS, Ground, Venues
from diplograph.model import Modality, Place, RelationType, TimeExpression
from diplograph.times import Anchor, TimeMatch

_GOALS = lexicon.VISIT_VERBS | {"tour", "reach"}
_WITH = frozenset({"between", "among", "with"})
_TALKS = lexicon.CONTACT_NOUNS - {"contact", "round", "session"}
_RETOLD = {
    RelationType.MEETS: _TALKS | lexicon.VISIT_NOUNS,
    RelationType.MEDIATES: _TALKS | lexicon.DEAL_NOUNS | lexicon.MEDIATION_NOUNS,
}
"""Nouns that take up a relation of a type told before or after."""
_PAIRS = frozenset({"two", "pair", "both", "side", "trio"})
_SIGNING = frozenset({"sign", "agree", "gather", "receive", "host", "welcome", "initial", "convene"})
_FAR = 99


class Circumstances:
    """Times and places of one sentence.

    Args:
        denoter: the sentence's noun phrases.
        anchor: what is known of the article's day.
        heading: a date by itself above the sentence.
        ground: what is known of places besides the sentence.
    """

    def __init__(
        self,
        denoter: Denoter,
        anchor: Anchor,
        heading: TimeMatch | None = None,
        ground: Ground = NO_GROUND,
    ) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._timing = Timing(denoter.tree, anchor, heading)
        self._occasions = Occasions(denoter.tree)
        self._venues = Venues(denoter, ground)

    def time(self, draft: Draft, modality: Modality) -> TimeExpression | None:
        """The time that belongs to the relation; None if there is none."""
        return self._timing.time(draft, modality)

    def place(self, draft: Draft) -> Place | None:
        """The most specific place named for the relation, or None."""
        if draft.place_index is not None and (found := self._place_at(draft.place_index)):
            return found
        if found := self._where(draft.trigger):
            return found
        for word in (draft.trigger, *self._occasions.words(draft)):
            if found := self._nearest(replace(draft, trigger=word)):
                return found
        return None

    def retold(self, draft: Draft) -> tuple[int, ...]:
        """The words by which this sentence speaks of a meeting told in the one beside it (`the talks`, `signed`)."""
        return tuple(
            token.index
            for token in self._tree.tokens
            if token.lemma in _RETOLD.get(draft.type, frozenset()) and self._is_definite(token.index)
        )

    def takes_up(self, draft: Draft) -> bool:
        """Whether the relation is one that the sentence before told of: `the talks`, `the two`, `he met`."""
        if draft.trigger in self.retold(draft):
            return True
        words = {*draft.tokens, *self._tree.children(self._tree.clause_of(draft.trigger), "nsubj", "nsubjpass", "dobj")}
        tokens = [self._tree.tokens[i] for i in words]
        return any(token.lemma in _PAIRS or (token.pos == "PRON" and token.tag in {"PRP", "PRP$"}) for token in tokens)

    def told(self, draft: Draft) -> tuple[int, ...]:
        """The words by which this sentence may tell of the relation that the next one takes up."""
        telling = lexicon.MEET_VERBS | lexicon.TRAVEL_VERBS | lexicon.VISIT_VERBS | _SIGNING | _TALKS
        return tuple(
            token.index
            for token in self._tree.tokens
            if token.lemma in telling and (token.pos == "NOUN" or token.dep in {"ROOT", "conj"})
        )

    def _is_definite(self, noun: int) -> bool:
        """Whether a noun takes up what has been told and names no sides of its own."""
        token = self._tree.tokens[noun]
        words = {self._tree.tokens[i].lemma for i in self._tree.children(noun, "det", "poss")}
        is_argument = token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"} and token.pos == "NOUN"
        is_other = self._tree.objects_of(noun, "between", "with") or self._denoter.modifiers(noun)
        return is_argument and bool(words & {"the", "this", "these", "their"}) and not is_other

    def _nearest(self, draft: Draft) -> Place | None:
        places = self._venues.found
        distances = {head: self._place_distance(draft, head) for head in places}
        best = min(distances, key=lambda head: (distances[head], head), default=None)
        return places[best] if best is not None and distances[best] < _FAR else None

    def _where(self, trigger: int) -> Place | None:
        """The place that a clause with `where` speaks of (`in Bogotá, where they met`)."""
        clause = self._tree.clause_of(trigger)
        words = {self._tree.tokens[i].lemma for i in self._tree.children(clause, "advmod")}
        head = self._tree.head(clause)
        if self._tree.tokens[clause].dep != "relcl" or "where" not in words or head is None:
            return None
        return self._place_at(head)

    def _place_at(self, index: int) -> Place | None:
        item = self._denoter.mention(index)
        if item is None or item.place is not None:
            return item.place if item else None
        city = next((sense.place for sense in item.mention.senses if sense.place), None)
        if item.link is not None and item.link.reason == "metonym" and city is not None:
            return city
        return Place(item.link.actor.label, item.link.actor.key) if item.link else None

    def _place_distance(self, draft: Draft, head: int) -> int:
        if not self._says_where(draft.trigger, head):
            return _FAR
        path = [head, *self._tree.ancestors(head)]
        governors = [draft.trigger, *self._tree.ancestors(draft.trigger)]
        meeting = next((i for i in path if i in governors), None)
        if meeting is None:
            return _FAR
        up, down = governors.index(meeting), path.index(meeting)
        if any(self._is_other_clause(i) for i in governors[:up]) or any(self._tells(i) for i in governors[1 : up + 1]):
            return _FAR
        if any(self._is_apart(i, draft) for i in path[1:down]):
            return _FAR
        return up * 2 + down

    def _says_where(self, trigger: int, head: int) -> bool:
        token = self._tree.tokens[head]
        governor = self._tree.tokens[token.head]
        if token.dep == "advmod":
            return True
        if token.dep in {"compound", "nmod", "amod"}:
            return token.head == trigger or governor.lemma in BUILDINGS
        if token.dep == "conj":
            return True
        if token.dep == "appos":
            return governor.lemma in SETTLEMENTS | BUILDINGS and self._says_where(trigger, token.head)
        above = self._tree.tokens[governor.head].lemma
        is_located = governor.lemma in AT or (governor.lemma == "of" and above in SETTLEMENTS | BUILDINGS)
        return token.dep in {"pobj", "dobj"} and (is_located or governor.lemma in _GOALS)

    def _is_other_clause(self, index: int) -> bool:
        return self._tree.tokens[index].dep == "relcl"

    def _tells(self, index: int) -> bool:
        return self._tree.tokens[index].lemma in lexicon.SAY_VERBS and self._tree.tokens[index].pos == "VERB"

    def _is_apart(self, index: int, draft: Draft) -> bool:
        """Whether a word between the relation and a place belongs to something else than the relation."""
        token = self._tree.tokens[index]
        if index in draft.tokens or token.lemma in lexicon.CONTACT_NOUNS | lexicon.DEAL_NOUNS | SETTLEMENTS | BUILDINGS:
            return False
        if self._denoter.single(index) and set(self._denoter.single(index)) <= {*draft.subjects, *draft.objects}:
            return False
        if token.lemma in HOLDING and token.dep in {"acl", "relcl"}:
            return False
        if self._is_company(token.index, draft.trigger):
            return False
        is_phrase = token.pos in {"VERB", "NOUN", "PROPN"}
        return is_phrase and token.dep in {"relcl", "acl", "advcl", "ccomp", "pobj", "dobj", "conj"}

    def _is_company(self, index: int, trigger: int) -> bool:
        """Whether a noun names those who take part (`a meeting of Arab leaders in X`)."""
        token = self._tree.tokens[index]
        governor = self._tree.tokens[token.head]
        if token.dep != "pobj" or governor.head != trigger:
            return False
        is_group = token.lemma in lexicon.DIPLOMATS and token.tag in {"NNS", "NNPS"}
        return governor.lemma in _WITH or (governor.lemma == "of" and is_group)


class Surroundings:
    """Times and places of one sentence, and of those beside it where they take up what it tells.

    Args:
        here: the sentence's own.
        after: those of the next sentence, if there is one.
        before: those of the sentence before.
    """

    def __init__(self, here: Circumstances, after: Sequence[Circumstances], before: Sequence[Circumstances]) -> None:
        self._here = here
        self._after = after
        self._before = before

    def time(self, draft: Draft, modality: Modality) -> TimeExpression | None:
        """The time that belongs to the relation, or None."""
        found = self._here.time(draft, modality)
        return found or next((time for c, d in self._retold(draft) if (time := c.time(d, modality))), None)

    def place(self, draft: Draft) -> Place | None:
        """The place that belongs to the relation, or None."""
        found = self._here.place(draft)
        return found or next((place for c, d in self._retold(draft) if (place := c.place(d))), None)

    def _retold(self, draft: Draft) -> Iterator[tuple[Circumstances, Draft]]:
        """The relation as the next sentence takes it up; or, where this one takes it up, as the one before told it."""
        for beside in self._after:
            for word in beside.retold(draft):
                yield beside, replace(draft, trigger=word, tokens=frozenset(), place_index=None)
        for beside in self._before if self._here.takes_up(draft) else ():
            for word in beside.told(draft):
                yield beside, replace(draft, trigger=word, tokens=frozenset(), place_index=None)
