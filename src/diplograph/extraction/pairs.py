"""Meetings that no frame finds: pairs of actors that look like pairs which annotators took for participants.

    sentence ──PairFinder──▶ pairs with features ──PairModel──▶ chance of each ──PairReader──▶ drafts

A linear model over features that a reader can check, trained by `scripts/train_pairs.py`; the weights stand in
`pairs.json`. It is asked only for meetings and only about pairs that the frames have left: what it finds is weaker than
a frame's word, and its drafts say so. For support and mediation it was no better than chance
(`docs/decisions/0010-pairs.md`).
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.encounters import Encounters
from diplograph.extraction.pair_features import Pair, PairFinder
from diplograph.model import Actor, RelationKind, RelationType

WEIGHTS = Path(__file__).with_name("pairs.json")
LEARNT_WEIGHT = 0.6
"""What a draft of the model weighs; below `confidence.WEAK_FRAME_WEIGHT`, so that its claims are scored apart."""
_KINDS: Mapping[str, RelationKind] = {
    "call-verb": RelationKind.CALL,
    "receive-verb": RelationKind.VISIT,
    "visit-verb": RelationKind.VISIT,
    "travel-verb": RelationKind.VISIT,
    "invite-verb": RelationKind.VISIT,
    "visit-noun": RelationKind.VISIT,
    "summit-noun": RelationKind.SUMMIT,
}
_PHONE = frozenset({"phone", "telephone", "videoconference", "hotline"})


@dataclass(frozen=True, slots=True)
class PairModel:
    """Weights of features in log-odds, and the chance from which a pair is taken."""

    threshold: float
    weights: Mapping[str, float]

    def chance(self, features: Iterable[str]) -> float:
        """The probability that a pair with these features takes part in one meeting."""
        log_odds = sum(self.weights.get(name, 0.0) for name in sorted(features))
        return 1 / (1 + math.exp(-log_odds))


@cache
def load_model(path: Path = WEIGHTS) -> PairModel:
    """The model that ships with diplograph, or one that training wrote elsewhere."""
    values = json.loads(path.read_text(encoding="utf-8"))
    return PairModel(float(values["threshold"]), {name: float(weight) for name, weight in values["weights"].items()})


class PairReader:
    """Finds the meetings of one sentence that the frames have left.

    Args:
        denoter: the sentence's noun phrases.
        model: the weights.
    """

    def __init__(self, denoter: Denoter, model: PairModel | None = None) -> None:
        self._denoter = denoter
        self._tree = denoter.tree
        self._model = model or load_model()
        self._encounters = Encounters(denoter)

    def find(self, found: Sequence[Draft]) -> Iterator[Draft]:
        """One draft for each trigger with pairs that are likely enough.

        Args:
            found: what the frames found; whom they keep apart (`met A and B separately`) stays apart, who
                reports it does not join them (`X said that A and B met`), and the place where those meet is no host.
        """
        known = [{owner(a) for a in draft.subjects} for draft in found]
        decided: dict[int, set[Actor]] = defaultdict(set)
        for draft in found:
            decided[draft.trigger] |= {owner(actor) for actor in draft.subjects}
        busy = {side for sides in known for side in sides}
        pairs = [
            pair
            for pair in self._likely()
            if not any(_sides(pair) <= sides for sides in (*known, decided[pair.trigger.index]))
            and not (_sides(pair) & decided[pair.trigger.index] and self._is_reporter_among(pair))
            and not (pair.has_place and _sides(pair) & busy)
        ]
        by_trigger: dict[int, list[Pair]] = defaultdict(list)
        for pair in pairs:
            by_trigger[pair.trigger.index].append(pair)
        for group in by_trigger.values():
            yield from self._drafts(group)

    def _is_reporter_among(self, pair: Pair) -> bool:
        """Whether one of the two only says what the clause of the word tells (`X said that A and B met`)."""
        clause = self._tree.clause_of(pair.trigger.index)
        report = self._tree.head(clause)
        if report is None or self._tree.tokens[clause].dep != "ccomp":
            return False
        return bool(set(self._tree.children(report, "nsubj")) & set(pair.phrases))

    def _likely(self) -> list[Pair]:
        """The pairs above the threshold, each pair of sides with the word that fits it best."""
        best: dict[frozenset[Actor], tuple[float, Pair]] = {}
        for pair in PairFinder(self._denoter).find(RelationType.MEETS):
            chance = self._model.chance(pair.features)
            if chance >= self._model.threshold and chance > best.get(_sides(pair), (0.0, pair))[0]:
                best[_sides(pair)] = (chance, pair)
        return [pair for _, pair in best.values()]

    def _drafts(self, pairs: Sequence[Pair]) -> Iterator[Draft]:
        """One meeting of all, when every two of them are a pair; else one for each pair."""
        everybody = tuple(dict.fromkeys(actor for pair in pairs for actor in (pair.first, pair.second)))
        sides = {owner(actor) for actor in everybody}
        is_one = len(pairs) >= len(sides) * (len(sides) - 1) // 2
        for group in [pairs] if is_one else [[pair] for pair in pairs]:
            actors = tuple(dict.fromkeys(actor for pair in group for actor in (pair.first, pair.second)))
            heads = {head for pair in group for head in pair.phrases}
            for draft in self._encounters.assemble(group[0].trigger.index, self._kind(group[0]), actors, heads):
                yield replace(draft, weight=LEARNT_WEIGHT, place_index=self._place(group))

    def _kind(self, pair: Pair) -> RelationKind:
        index = pair.trigger.index
        words = {self._tree.tokens[i].lemma for i in self._tree.subtree(index)}
        return RelationKind.CALL if words & _PHONE else _KINDS.get(pair.trigger.manner, RelationKind.TALKS)

    def _place(self, pairs: Sequence[Pair]) -> int | None:
        """The position of a host that is named as a place."""
        heads = (head for pair in pairs for head in pair.phrases)
        return next((i for i in heads if (item := self._denoter.mention(i)) and item.place and not item.link), None)


def _sides(pair: Pair) -> frozenset[Actor]:
    return frozenset({owner(pair.first), owner(pair.second)})
