"""Scoring of extracted relations against annotated passages.

    annotated JSONL ──read_annotations──▶ Annotation ─┐
                                                       ├─score─▶ Scores ─┐
    Extraction ──annotate──▶ Annotation ──────────────┤                  ├─▶ Scorecard
                                                       └─bootstrap, …────┘

The arithmetic unfolds each relation into pairs of states or organisations; see `dyads`.
"""

from diplograph.evaluation.annotations import Annotation, Relation, read_annotations
from diplograph.evaluation.figures import Counts, FieldAccuracy, Scores, Slip
from diplograph.evaluation.relations import annotate
from diplograph.evaluation.reliability import Reliability
from diplograph.evaluation.scorecard import Scorecard, make_scorecard
from diplograph.evaluation.scoring import score

__all__ = [
    "Annotation",
    "Counts",
    "FieldAccuracy",
    "Relation",
    "Reliability",
    "Scorecard",
    "Scores",
    "Slip",
    "annotate",
    "make_scorecard",
    "read_annotations",
    "score",
]
