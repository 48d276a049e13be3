"""The figures that scoring yields, and their JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diplograph.evaluation.dyads import Dyad

DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, false and missed answers."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.right + other.right, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Right answers among those given; 0 when none was given."""
        return _ratio(self.right, self.right + self.false)

    @property
    def recall(self) -> float:
        """Right answers among those wanted; 0 when none was wanted."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, both unrounded."""
        return _ratio(2 * self.precision * self.recall, self.precision + self.recall)

    def to_json(self) -> dict[str, float | int]:
        """Rounded to three decimals under the names that `score.py --json` style files use."""
        return {
            "p": round(self.precision, DECIMALS),
            "r": round(self.recall, DECIMALS),
            "f1": round(self.f1, DECIMALS),
            "tp": self.right,
            "fp": self.false,
            "fn": self.missed,
        }


@dataclass(frozen=True, slots=True)
class FieldAccuracy:
    """How often a field of matched relations agrees."""

    right: int = 0
    of: int = 0

    def __add__(self, other: FieldAccuracy) -> FieldAccuracy:
        """Both together."""
        return FieldAccuracy(self.right + other.right, self.of + other.of)

    def to_json(self) -> dict[str, float | int | None]:
        """`accuracy` is None when nothing was compared."""
        accuracy = round(self.right / self.of, DECIMALS) if self.of else None
        return {"right": self.right, "of": self.of, "accuracy": accuracy}


@dataclass(frozen=True, slots=True)
class Slip:
    """A real dyad that is missing from, or should not be in, the system's answer."""

    annotation_id: str
    dyad: Dyad
    is_false_alarm: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """What a system scored on a set of annotated passages.

    Attributes:
        items: passages scored.
        real: dyads asserted, claimed or planned, all types together.
        real_by_type: the same for each relation type.
        any_modality: dyads whatever their modality.
        fields: accuracy of each field over matched relations.
        negatives: passages without a real relation.
        false_alarms: negatives for which the system gave one.
        slips: every missed and every false real dyad.
    """

    items: int
    real: Counts
    real_by_type: Mapping[str, Counts]
    any_modality: Counts
    fields: Mapping[str, FieldAccuracy]
    negatives: int
    false_alarms: int
    slips: tuple[Slip, ...]

    def to_json(self) -> dict[str, Any]:
        """All figures but the slips."""
        return {
            "items": self.items,
            "real": self.real.to_json(),
            "real_by_type": {name: counts.to_json() for name, counts in self.real_by_type.items()},
            "any_modality": self.any_modality.to_json(),
            "fields": {name: accuracy.to_json() for name, accuracy in self.fields.items()},
            "negatives": {"items": self.negatives, "with_false_alarm": self.false_alarms},
        }


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
