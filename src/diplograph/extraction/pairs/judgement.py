"""What the model makes of one sentence, by who does what with whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft, Opinion
from diplograph.extraction.pairs.encoding import PairOfPhrases, Reading, encode
from diplograph.extraction.pairs.model import CHANCES, MODALITIES, TYPES, Numbers, PairModel
from diplograph.extraction.pairs.phrases import MOST_PHRASES, Phrase
from diplograph.model import KINDS_OF, Actor, Modality, RelationKind, RelationType

_COLUMN = {
    RelationType.MEETS: CHANCES.index("meets"),
    RelationType.BACKS: CHANCES.index("backs"),
    RelationType.MEDIATES: CHANCES.index("mediates"),
}
_ALLIED = CHANCES.index("allied")
Dyad = tuple[Actor, Actor | None]
"""Two sides; None where nobody is named on the other one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the model makes of one pair of sides as one relation.

    Attributes:
        real: the probability that the sentence puts the relation forward as real.
        unreal: the probability that it does so as denied or hypothetical.
        kinds: the chance of each kind, given that it is put forward.
        pair: the phrases that speak most for it.
    """

    real: float
    unreal: float
    kinds: Mapping[RelationKind, float]
    pair: PairOfPhrases

    @property
    def chance(self) -> float:
        """The greater of the two probabilities."""
        return max(self.real, self.unreal)


class Judgement:
    """The verdicts of one sentence.

    Args:
        phrases: the noun phrases that stand for actors.
        pairs: the pairs that were looked at.
        outputs: what the model said of them, of shape (pairs, COLUMNS).
    """

    def __init__(self, phrases: Sequence[Phrase], pairs: Sequence[PairOfPhrases], outputs: Numbers) -> None:
        self.phrases = tuple(phrases)
        self._rows = {pair: row for row, pair in enumerate(pairs)}
        self._outputs = outputs
        self._pairs: dict[Dyad, list[PairOfPhrases]] = {}
        for pair in pairs:
            for dyad in self._dyads(pair):
                self._pairs.setdefault(dyad, []).append(pair)

    def sides(self) -> Iterable[Dyad]:
        """Every two sides that were looked at, in both orders, and each side with nobody."""
        return self._pairs.keys()

    def verdict(
        self, type_: RelationType, first: Actor, second: Actor | None, *, allied: bool = False
    ) -> Verdict | None:
        """What is made of two sides; None when no two phrases stand for them.

        Args:
            type_: the relation.
            first, second: the sides; their order counts for mediation and for backing.
            allied: whether backing is meant as an alliance of the two.
        """
        found = self._pairs.get((first, second))
        if not found:
            return None
        verdicts = [self._of_pair(type_, pair, allied=allied) for pair in found]
        return max(verdicts, key=lambda verdict: verdict.chance)

    def of_relation(
        self, type_: RelationType, kind: RelationKind, subjects: Sequence[Actor], objects: Sequence[Actor]
    ) -> list[Verdict]:
        """The verdicts on all pairs of sides that a relation holds between, those left out that were not looked at."""
        dyads = dyads_of(type_, kind, subjects, objects)
        allied = kind is RelationKind.TREATY
        return [v for first, second in dyads if (v := self.verdict(type_, first, second, allied=allied)) is not None]

    def _dyads(self, pair: PairOfPhrases) -> Iterator[Dyad]:
        for actor in self.phrases[pair.first].actors:
            if pair.second is None:
                yield owner(actor), None
                continue
            for other in self.phrases[pair.second].actors:
                if owner(actor) != owner(other):
                    yield owner(actor), owner(other)

    def _of_pair(self, type_: RelationType, pair: PairOfPhrases, *, allied: bool) -> Verdict:
        row = self._row(pair, both=allied or type_ is RelationType.MEETS)
        column = _ALLIED if allied else _COLUMN[type_]
        real, unreal = _chance(row[column]), _chance(row[column + 1])
        return Verdict(real, unreal, self._kinds(type_, row), pair)

    def _row(self, pair: PairOfPhrases, *, both: bool) -> Numbers:
        """The outputs of a pair; where the order says nothing, the mean of both orders."""
        row: Numbers = self._outputs[self._rows[pair]]
        back = PairOfPhrases(pair.second, pair.first) if both and pair.second is not None else pair
        return (row + self._outputs[self._rows[back]]) / 2 if back in self._rows else row

    def modalities(self, type_: RelationType, verdict: Verdict, *, allied: bool = False) -> dict[Modality, float]:
        """The chance of each modality, given that the pair of a verdict is put forward.

        Args:
            type_, allied: as the verdict was asked for.
            verdict: one of this sentence.
        """
        row = self._row(verdict.pair, both=allied or type_ is RelationType.MEETS)
        start = len(CHANCES) + TYPES.index(type_) * len(MODALITIES)
        return dict(zip(MODALITIES, _shares(row[start : start + len(MODALITIES)]), strict=True))

    @staticmethod
    def _kinds(type_: RelationType, row: Numbers) -> dict[RelationKind, float]:
        before = sum(len(KINDS_OF[each]) for each in TYPES[: TYPES.index(type_)])
        start = len(CHANCES) + len(TYPES) * len(MODALITIES) + before
        return dict(zip(KINDS_OF[type_], _shares(row[start : start + len(KINDS_OF[type_])]), strict=True))


NO_JUDGEMENT = Judgement((), (), np.zeros((0, 0)))
"""Of a sentence that the model was not asked about."""


def can_hold_relation(reading: Reading, phrases: Sequence[Phrase]) -> bool:
    """Whether a sentence is worth asking about: it has two sides, or a word for mediation and one; lists are left."""
    sides = {owner(actor) for phrase in phrases for actor in phrase.actors}
    if not 0 < len(phrases) <= MOST_PHRASES:
        return False
    return len(sides) > 1 or RelationType.MEDIATES in reading.telling.values()


def judge(reading: Reading, phrases: Sequence[Phrase], model: PairModel) -> Judgement:
    """What the model makes of a sentence; nothing of one that is not worth asking about."""
    if not can_hold_relation(reading, phrases):
        return NO_JUDGEMENT
    encoded = encode(reading, phrases, model.pieces)
    return Judgement(phrases, encoded.pairs, model.outputs(encoded) if encoded.pairs else np.zeros((0, 0)))


def with_opinion(draft: Draft, judgement: Judgement) -> Draft:
    """The draft with what the model makes of it: its weakest pair decides."""
    verdicts = judgement.of_relation(draft.type, draft.kind, draft.subjects, draft.objects)
    if not verdicts or draft.type not in KINDS_OF:
        return draft
    real, unreal = min(v.real for v in verdicts), min(v.unreal for v in verdicts)
    allied = draft.kind is RelationKind.TREATY
    modalities = _mean_shares([judgement.modalities(draft.type, v, allied=allied) for v in verdicts])
    return replace(draft, opinion=Opinion(real, unreal, modalities))


def _mean_shares(shares: Sequence[Mapping[Modality, float]]) -> dict[Modality, float]:
    """The geometric mean of several shares, again adding up to one."""
    logs = np.log(np.clip([[each[modality] for modality in MODALITIES] for each in shares], 1e-9, None))
    return dict(zip(MODALITIES, _shares(logs.mean(axis=0)), strict=True))


STRAY, SURE = 0.02, 0.4
"""A side none of whose pairs has the lower chance is left out of a relation in which another pair has the higher."""


def without_strays(draft: Draft, judgement: Judgement) -> Draft:
    """The draft without sides that the model holds to be no part of it, though it does not doubt the others."""
    if draft.type not in KINDS_OF:
        return draft
    best: dict[Actor, float] = {}
    for first, second in dyads_of(draft.type, draft.kind, draft.subjects, draft.objects):
        verdict = judgement.verdict(draft.type, first, second, allied=draft.kind is RelationKind.TREATY)
        chance = 1.0 if verdict is None else verdict.chance
        for side in filter(None, (first, second)):
            best[side] = max(best.get(side, 0.0), chance)
    if not best or max(best.values()) < SURE:
        return draft
    strays = {side for side, chance in best.items() if chance < STRAY}
    if draft.type is RelationType.MEDIATES and len({owner(actor) for actor in draft.objects} - strays) < 2:
        strays -= {owner(actor) for actor in draft.objects}  # nobody mediates between one
    subjects, objects = (
        tuple(actor for actor in actors if owner(actor) not in strays) for actors in (draft.subjects, draft.objects)
    )
    return replace(draft, subjects=subjects, objects=objects)


def dyads_of(
    type_: RelationType, kind: RelationKind, subjects: Sequence[Actor], objects: Sequence[Actor]
) -> list[Dyad]:
    """The pairs of sides that a relation holds between."""
    left, right = (list(dict.fromkeys(map(owner, actors))) for actors in (subjects, objects))
    if type_ is RelationType.MEETS or kind is RelationKind.TREATY:
        everybody = list(dict.fromkeys([*left, *right]))
        return list(combinations(everybody, 2)) if len(everybody) > 1 else [(side, None) for side in everybody]
    return [(a, b) for a in left for b in right if a != b] or [(side, None) for side in left]


def _chance(log_odds: float) -> float:
    return float(1 / (1 + np.exp(-log_odds)))


def _shares(logits: Numbers) -> list[float]:
    weights = np.exp(logits - logits.max())
    return [float(value) for value in weights / weights.sum()]
