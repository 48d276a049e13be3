"""Pairs of phrases that the words of a sentence rule out, whatever the network makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.extraction import lexicon
from diplograph.extraction.compounds import names_maker
from diplograph.extraction.denotation import Denoter
from diplograph.model import RelationType

_ACCREDITED = frozenset({"ambassador", "envoy", "consul", "representative", "emissary", "attache"})
"""Those who are sent to a state that they name after `to`, whatever else the sentence tells of it."""
_TOPICAL_VERBS = frozenset({"discuss", "address", "cover", "review", "tackle", "examine", "broach"})
_TOPICAL_PREPOSITIONS = frozenset({"about", "on", "over", "regarding", "concerning"})
_TOPIC_VERBS = frozenset({"deal", "focus", "centre", "center", "touch", "concentrate", "dwell"})
"""Verbs that name the topic after `with` or `on`."""
_SEATS = frozenset({"headquarters", "capital", "seat", "base", "embassy", "leader", "president", "republic"})
_LEGS = frozenset({"leg", "stop", "destination", "stage", "stopover"})
_LETTERS = frozenset(
    {"letter", "message", "cable", "telegram", "congratulation", "congratulations", "greeting", "greetings",
     "condolence", "condolences", "note"}
)  # fmt: skip
"""What two exchange who do not meet."""
_WRITING = frozenset({"receive", "send", "exchange", "convey", "get", "swap"})


class BarredPairs:
    """Tells which pairs of phrases of one sentence are in no relation.

    Args:
        denoter: the sentence's noun phrases.
    """

    def __init__(self, denoter: Denoter) -> None:
        self._denoter = denoter
        self._tree = denoter.tree

    def bars(self, type_: RelationType, heads: Sequence[int]) -> bool:
        """Whether the phrases with these heads are in no relation of a family to each other."""
        if any(map(self._is_accredited_to, heads)):
            return True
        if type_ is not RelationType.MEETS:
            return False
        if any(names_maker(self._tree, head) or self._is_over_border(head) for head in heads):
            return True
        reasons = (
            self._are_stops_of_tour,
            self._is_leg_of_tour,
            self._is_topic,
            self._are_correspondents,
            self._are_met_by_another,
        )
        return any(is_barred(heads) for is_barred in reasons)

    def _is_accredited_to(self, head: int) -> bool:
        """`the ambassadors to A, B and C`."""
        return any(self._tree.tokens[i].lemma in _ACCREDITED for i in self._nouns_over(head, {"to"}))

    def _nouns_over(self, head: int, prepositions: set[str]) -> list[int]:
        """The word on which the list that a phrase is in hangs by a preposition."""
        preposition = self._tree.head(self._tree.first_conjunct(head))
        if preposition is None or self._tree.tokens[preposition].lemma not in prepositions:
            return []
        above = self._tree.head(preposition)
        return [above] if above is not None else []

    def _are_stops_of_tour(self, heads: Sequence[int]) -> bool:
        """Whether several hosts of one traveller stand in one list (`will visit A, B and C`)."""
        first = {self._tree.first_conjunct(self._stop(head)) for head in heads}
        if len(heads) < 2 or len(first) > 1:
            return False
        (stop,) = first
        above = self._tree.head(stop) if self._tree.tokens[stop].dep == "dobj" else None
        over = [above] if above is not None else self._nouns_over(stop, {"to", "of", "in"})
        going = lexicon.VISIT_VERBS | lexicon.VISIT_NOUNS | lexicon.TRAVEL_VERBS
        return any(self._tree.tokens[i].lemma in going for i in over)

    def _is_over_border(self, head: int) -> bool:
        """`security along the border with X`: where, and nobody."""
        nouns = self._nouns_over(head, {"with", "between"})
        return any(self._tree.tokens[i].lemma in {"border", "frontier", "boundary"} for i in nouns)

    def _is_leg_of_tour(self, heads: Sequence[int]) -> bool:
        """Whether one is said to be a stop of somebody's tour (`X is the last leg of his tour`)."""
        verbs = (self._tree.tokens[head].head for head in heads if self._tree.tokens[head].dep == "nsubj")
        said = (self._tree.tokens[i].lemma for verb in verbs for i in self._tree.children(verb, "attr"))
        return not _LEGS.isdisjoint(said)

    def _stop(self, head: int) -> int:
        """What is visited: the phrase itself, or the seat of those whom it names (`the headquarters of X`).

        The next stop of a list without `and` may be parsed as an explanation of the one before (`visit X, Y`).
        """
        while self._tree.tokens[head].dep == "appos" and self._denoter.mention(self._tree.tokens[head].head):
            head = self._tree.tokens[head].head
        preposition = self._tree.head(head)
        if preposition is None or self._tree.tokens[preposition].lemma != "of":
            return head
        seat = self._tree.head(preposition)
        return seat if seat is not None and self._tree.tokens[seat].lemma in _SEATS else head

    def _is_topic(self, heads: Sequence[int]) -> bool:
        """Whether one is only talked about (`A discussed B's programme with C`)."""
        return any(self._is_under_topic(head) for head in heads)

    def _is_under_topic(self, head: int) -> bool:
        below = head
        for above in self._tree.ancestors(head):
            token, lower = self._tree.tokens[above], self._tree.tokens[below]
            if token.pos == "ADP" and token.lemma in {"with", "between", "among"}:
                verb = self._tree.head(above)
                return verb is not None and self._tree.tokens[verb].lemma in _TOPIC_VERBS
            if token.lemma in _TOPICAL_VERBS and lower.dep == "dobj":
                return True
            is_topic = token.pos == "ADP" and token.lemma in _TOPICAL_PREPOSITIONS
            governor = self._tree.head(above) if is_topic else None
            if governor is not None and self._tree.tokens[governor].lemma in lexicon.CONTACT_NOUNS | _TOPIC_VERBS:
                return True
            if token.pos in {"VERB", "AUX"}:
                return False
            below = above
        return False

    def _are_correspondents(self, heads: Sequence[int]) -> bool:
        """`received a letter from`, `exchanged congratulations`."""
        clauses = {self._tree.clause_of(head) for head in heads}
        things = (self._tree.tokens[i].lemma for clause in clauses for i in self._tree.children(clause, "dobj"))
        is_written = all(self._tree.tokens[clause].lemma in _WRITING for clause in clauses)
        return is_written and not _LETTERS.isdisjoint(things)

    def _are_met_by_another(self, heads: Sequence[int]) -> bool:
        """Whether several are met by somebody unknown (`the envoys were to meet with A and B`)."""
        first = {self._tree.first_conjunct(head) for head in heads}
        verbs = {verb for one in first for verb in self._nouns_over(one, {"with"})}
        if len(first) != 1 or not all(self._tree.tokens[verb].lemma in lexicon.MEET_VERBS for verb in verbs):
            return False
        subjects = [i for verb in verbs for i in self._tree.subjects(verb)]
        return bool(subjects) and not self._denoter.all_actors(*subjects)
