"""When and where a relation is said to hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diplograph.extraction import lexicon
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.occasions import MERE_WORDS, Occasions
from diplograph.extraction.placing import Placing
from diplograph.extraction.timing import Timing
from diplograph.extraction.venues import NO_GROUND, Ground, Venues
from diplograph.model import Modality, Place, RelationKind, RelationType, TimeExpression
from diplograph.times import Anchor, TimeMatch

_TALKS = lexicon.CONTACT_NOUNS - {"contact", "round", "session"}
_RETOLD = {
    RelationType.MEETS: _TALKS | lexicon.VISIT_NOUNS,
    RelationType.MEDIATES: _TALKS | lexicon.DEAL_NOUNS | lexicon.MEDIATION_NOUNS,
}
"""Nouns that take up a relation of a type told before or after."""
_PAIRS = frozenset({"two", "pair", "both", "side", "trio"})


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
        self._placing = Placing(denoter, Venues(denoter, ground), self._occasions)

    def time(self, draft: Draft, modality: Modality) -> TimeExpression | None:
        """The time that belongs to the relation; None if there is none."""
        return self._timing.time(draft, modality)

    def seals_deal(self, draft: Draft) -> bool:
        """Whether a mediation is told as part of a deal that came about."""
        return self._occasions.seals_deal(draft)

    def place(self, draft: Draft) -> Place | None:
        """The most specific place named for the relation, or None."""
        found: Place | None = None
        options = list(self._placing.options(draft))
        at_host = [
            place for place in options if self._denoter.host_of_place(place) in {owner(a) for a in draft.subjects}
        ]
        is_visit = draft.type is RelationType.MEETS and draft.kind is RelationKind.VISIT
        for place in at_host if is_visit and at_host else options:
            found = place if found is None or self._denoter.lies_in(place, found) else found
        return found

    def setting(self, draft: Draft) -> Place | None:
        """The place at which the sentence lets people come together, or None."""
        return self._placing.setting(draft)

    def only_place(self) -> Place | None:
        """The one place at which the sentence says that something was, or None."""
        return self._placing.only_one()

    def retold(self, draft: Draft) -> tuple[int, ...]:
        """The words by which this sentence speaks of a meeting told in the one beside it (`the talks`, `signed`)."""
        return tuple(
            token.index
            for token in self._tree.tokens
            if token.lemma in _RETOLD.get(draft.type, frozenset()) and self._is_definite(token.index)
        )

    def takes_up(self, draft: Draft) -> bool:
        """Whether the relation is one that the sentence before told of: `the talks`, `the two`, `he met`."""
        clause = self._tree.clause_of(draft.trigger)
        if draft.trigger in self.retold(draft) or self._says_it_was(clause):
            return True
        if "the" in {self._tree.tokens[i].lemma for i in self._tree.children(draft.trigger, "det")}:
            return True
        words = {*draft.tokens, *self._tree.children(clause, "nsubj", "nsubjpass", "dobj")}
        tokens = [self._tree.tokens[i] for i in words]
        return any(token.lemma in _PAIRS or (token.pos == "PRON" and token.tag in {"PRP", "PRP$"}) for token in tokens)

    def _says_it_was(self, verb: int) -> bool:
        """`It was his first visit to X`."""
        subjects = {self._tree.tokens[i].text.lower() for i in self._tree.children(verb, "nsubj")}
        return self._tree.tokens[verb].lemma in {"be", "mark", "follow"} and bool(subjects & {"it", "this", "that"})

    def lies_in(self, place: Place, whole: Place) -> bool:
        """Whether a place is a part of a state or polity."""
        return self._denoter.lies_in(place, whole)

    def fits(self, event: int, modality: Modality) -> bool:
        """Whether a word of this sentence tells of the past or of what is to come, as the relation does."""
        return self._timing.fits(event, modality)

    def told(self) -> tuple[int, ...]:
        """The words by which this sentence may tell of the relation that the next one takes up."""
        verbs = (token for token in self._tree.tokens if token.dep == "ROOT" and token.pos == "VERB")
        nouns = (token for token in self._tree.tokens if token.lemma in _TALKS and token.pos == "NOUN")
        return tuple(token.index for token in (*nouns, *verbs) if token.lemma not in MERE_WORDS)

    def _is_definite(self, noun: int) -> bool:
        """Whether a noun takes up what has been told and names no sides of its own."""
        token = self._tree.tokens[noun]
        words = {self._tree.tokens[i].lemma for i in self._tree.children(noun, "det", "poss")}
        is_argument = token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"} and token.pos == "NOUN"
        is_other = self._tree.objects_of(noun, "between", "with") or self._denoter.modifiers(noun)
        return is_argument and bool(words & {"the", "this", "these", "their"}) and not is_other


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
        return found or next((time for c, d in self._retold(draft, modality) if (time := c.time(d, modality))), None)

    def seals_deal(self, draft: Draft) -> bool:
        """Whether a mediation is told as part of a deal that came about."""
        return self._here.seals_deal(draft)

    def place(self, draft: Draft, modality: Modality) -> Place | None:
        """The place that belongs to the relation, or None."""
        found = self._here.place(draft)
        for beside, retold in self._retold(draft, modality):
            place = beside.place(retold)
            if place is not None and (found is None or self._here.lies_in(place, found)):
                return place
        is_guessed = draft.is_learnt and draft.type is RelationType.MEETS
        return found or self._here.setting(draft) or (self._here.only_place() if is_guessed else None)

    def _retold(self, draft: Draft, modality: Modality) -> Iterator[tuple[Circumstances, Draft]]:
        """The relation as the next sentence takes it up; or, where this one takes it up, as the one before told it."""
        for beside in self._after:
            for word in beside.retold(draft):
                if beside.fits(word, modality):
                    yield beside, replace(draft, trigger=word, tokens=frozenset(), place_index=None)
        for beside in self._before if self._here.takes_up(draft) else ():
            for word in beside.told():
                if beside.fits(word, modality):
                    yield beside, replace(draft, trigger=word, tokens=frozenset(), place_index=None)
