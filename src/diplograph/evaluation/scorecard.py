"""Everything that is told of a system on one set of annotated passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diplograph.evaluation.annotations import Annotation
from diplograph.evaluation.breakdowns import score_kinds, score_linking, score_modalities, score_sources, score_tags
from diplograph.evaluation.figures import Counts, Scores
from diplograph.evaluation.intervals import Interval, bootstrap
from diplograph.evaluation.reliability import Reliability, judge, measure_reliability
from diplograph.evaluation.scoring import score


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Scores, how far they may be chance, and what they are made of.

    Attributes:
        scores: the figures of the whole set.
        intervals: of the headline measures, by measure and figure.
        by_kind: real dyads by type and kind.
        by_modality: dyads by modality.
        by_source: scores by family of sources.
        by_tag: scores by tag, empty when no passage has one.
        false_dyads_on_negatives: false real dyads given for passages without a real relation.
        linking: actors found, None when gold or system does not list them.
        reliability: of the relations' scores, None when the system gives none.
    """

    scores: Scores
    intervals: Mapping[str, Mapping[str, Interval]]
    by_kind: Mapping[str, Counts]
    by_modality: Mapping[str, Counts]
    by_source: Mapping[str, Scores]
    by_tag: Mapping[str, Scores]
    false_dyads_on_negatives: int
    linking: Counts | None
    reliability: Reliability | None

    def to_json(self) -> dict[str, Any]:
        """The figures of `Scores.to_json`, and the others beside them."""
        figures = self.scores.to_json()
        return {
            **figures,
            "negatives": {**figures["negatives"], **self._alarms()},
            "intervals": {
                name: {figure: interval.to_json() for figure, interval in row.items()}
                for name, row in self.intervals.items()
            },
            "real_by_kind": {name: counts.to_json() for name, counts in self.by_kind.items()},
            "by_modality": {name: counts.to_json() for name, counts in self.by_modality.items()},
            "by_source": {name: _part(scores) for name, scores in self.by_source.items()},
            "by_tag": {name: _part(scores) for name, scores in self.by_tag.items()},
            "linking": self.linking.to_json() if self.linking else None,
            "reliability": self.reliability.to_json() if self.reliability else None,
        }

    def _alarms(self) -> dict[str, float | int]:
        negatives = self.scores.negatives
        return {
            "false_dyads": self.false_dyads_on_negatives,
            "false_alarms_per_100": round(100 * self.scores.false_alarms / negatives, 1) if negatives else 0.0,
            "false_dyads_per_100": round(100 * self.false_dyads_on_negatives / negatives, 1) if negatives else 0.0,
        }


def make_scorecard(gold: Mapping[str, Annotation], system: Mapping[str, Annotation]) -> Scorecard:
    """All figures of `system` on the passages of `gold`; what the system lacks counts as empty."""
    judged = tuple(judge(gold, system))
    return Scorecard(
        scores=score(gold, system),
        intervals=bootstrap(gold, system),
        by_kind=score_kinds(gold, system),
        by_modality=score_modalities(gold, system),
        by_source=score_sources(gold, system),
        by_tag=score_tags(gold, system),
        false_dyads_on_negatives=_false_dyads_on_negatives(gold, system),
        linking=score_linking(gold, system),
        reliability=measure_reliability(judged) if judged else None,
    )


def _false_dyads_on_negatives(gold: Mapping[str, Annotation], system: Mapping[str, Annotation]) -> int:
    alone = (score({key: passage}, system) for key, passage in gold.items())
    return sum(scores.real.false for scores in alone if scores.negatives)


def _part(scores: Scores) -> dict[str, Any]:
    figures = scores.to_json()
    return {name: figures[name] for name in ("items", "real", "negatives")}
