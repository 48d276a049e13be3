"""How far figures may be chance: percentile bootstrap over passages (Efron and Tibshirani 1993, chapter 13)."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from diplograph.evaluation.annotations import Annotation
from diplograph.evaluation.dyads import RELATION_TYPES
from diplograph.evaluation.figures import DECIMALS, Counts, Scores
from diplograph.evaluation.scoring import score

SAMPLES = 1000
SEED = 20
LEVEL = 0.95
_HEADLINES = ("real", *RELATION_TYPES, "any modality")


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of what a figure was over the samples."""

    low: float
    high: float

    def to_json(self) -> list[float]:
        """Both ends, rounded."""
        return [round(self.low, DECIMALS), round(self.high, DECIMALS)]


def bootstrap(gold: Mapping[str, Annotation], system: Mapping[str, Annotation]) -> dict[str, dict[str, Interval]]:
    """Intervals of `p`, `r` and `f1` of each headline measure, and of the share of negatives with a false alarm.

    Whole passages are drawn, with replacement, since the dyads of one passage stand or fall together. The draws are
    seeded: the same files give the same intervals.
    """
    passages = [_vector(score({key: passage}, system)) for key, passage in gold.items()]
    chance = random.Random(SEED)  # noqa: S311
    samples = [_total(chance.choices(passages, k=len(passages))) for _ in range(SAMPLES)]
    found = {name: _intervals_of(samples, 3 * number) for number, name in enumerate(_HEADLINES)}
    return {**found, "negatives": {"share": _interval([_share(*sample[-2:]) for sample in samples])}}


def _vector(scores: Scores) -> tuple[int, ...]:
    """The counts of the headline measures of one passage, then whether it is a negative and whether it alarmed."""
    measures = (scores.real, *(scores.real_by_type[name] for name in RELATION_TYPES), scores.any_modality)
    counts = [number for each in measures for number in (each.right, each.false, each.missed)]
    return (*counts, scores.negatives, scores.false_alarms)


def _total(vectors: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*vectors, strict=True)))


def _intervals_of(samples: Sequence[tuple[int, ...]], start: int) -> dict[str, Interval]:
    counts = [Counts(*sample[start : start + 3]) for sample in samples]
    figures: dict[str, Callable[[Counts], float]] = {
        "p": lambda each: each.precision,
        "r": lambda each: each.recall,
        "f1": lambda each: each.f1,
    }
    return {name: _interval([figure(each) for each in counts]) for name, figure in figures.items()}


def _share(negatives: int, alarms: int) -> float:
    return alarms / negatives if negatives else 0.0


def _interval(values: Sequence[float]) -> Interval:
    ordered, tail = sorted(values), (1 - LEVEL) / 2
    return Interval(ordered[math.floor(tail * len(ordered))], ordered[math.ceil((1 - tail) * len(ordered)) - 1])
