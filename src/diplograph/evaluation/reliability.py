"""Whether scores mean what they say: of the relations scored 0.8, eight in ten should be right.

A relation is right when every dyad of it is in the gold with the same reality: asserted, claimed or planned against
denied or hypothetical. Brier score: mean squared distance of score and outcome (Brier 1950, Monthly Weather Review
78:1); expected calibration error: distance of mean score and share right, averaged over bins by their size (Naeini et
al. 2015, AAAI).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diplograph.evaluation.annotations import Annotation, Relation
from diplograph.evaluation.dyads import RELATION_TYPES, is_any, is_real, names_of, unfold
from diplograph.evaluation.figures import DECIMALS

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A relation's score and whether it is right."""

    score: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The relations whose score lies between `low` (inclusive) and `high` (exclusive, but for the last bin)."""

    low: float
    high: float
    relations: int
    right: int
    mean_score: float

    @property
    def share_right(self) -> float:
        """How many of the relations are right, between 0 and 1."""
        return self.right / self.relations

    def to_json(self) -> dict[str, float | int]:
        """Rounded figures."""
        return {
            "low": self.low,
            "high": self.high,
            "relations": self.relations,
            "right": self.right,
            "mean_score": round(self.mean_score, DECIMALS),
            "share_right": round(self.share_right, DECIMALS),
        }


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability curve: the bins that hold relations, lowest first, with the figures over all."""

    bins: tuple[Bin, ...]
    relations: int
    right: int
    brier: float
    calibration_error: float

    def to_json(self) -> dict[str, Any]:
        """Rounded figures; `brier_of_base_rate` is what the same score for all would reach."""
        base = self.right / self.relations if self.relations else 0.0
        return {
            "relations": self.relations,
            "right": self.right,
            "brier": round(self.brier, DECIMALS),
            "brier_of_base_rate": round(base * (1 - base), DECIMALS),
            "ece": round(self.calibration_error, DECIMALS),
            "bins": [each.to_json() for each in self.bins],
        }


def is_right(relation: Relation, gold: Annotation, got: Annotation) -> bool:
    """Whether all dyads of one relation of `got` are in the gold with the same reality."""
    wanted = unfold(gold, wanted=lambda other: is_real(other) == is_real(relation))
    alone = Annotation(got.id, (relation,), got.affiliations)
    return unfold(alone, wanted=is_any, spelling=names_of(gold)).keys() <= wanted.keys()


def judge(gold: Mapping[str, Annotation], system: Mapping[str, Annotation]) -> Iterator[Judged]:
    """Every scored relation of a passage that the gold has."""
    for key, wanted in gold.items():
        got = system.get(key, Annotation(key))
        for relation in got.relations:
            if relation.type in RELATION_TYPES and relation.score is not None:
                yield Judged(relation.score, is_right(relation, wanted, got))


def measure_reliability(judged: Iterable[Judged], bins: int = BINS) -> Reliability:
    """The reliability curve of judged relations in bins of equal width."""
    everything = tuple(judged)
    filled = tuple(_fill_bins(everything, bins))
    count = len(everything)
    distance = sum(each.relations * abs(each.mean_score - each.share_right) for each in filled)
    return Reliability(
        bins=filled,
        relations=count,
        right=sum(each.is_right for each in everything),
        brier=sum((each.score - each.is_right) ** 2 for each in everything) / count if count else 0.0,
        calibration_error=distance / count if count else 0.0,
    )


def _fill_bins(judged: tuple[Judged, ...], bins: int) -> Iterator[Bin]:
    for number in range(bins):
        inside = [each for each in judged if min(int(each.score * bins), bins - 1) == number]
        if inside:
            right = sum(each.is_right for each in inside)
            mean = sum(each.score for each in inside) / len(inside)
            yield Bin(number / bins, (number + 1) / bins, len(inside), right, mean)
