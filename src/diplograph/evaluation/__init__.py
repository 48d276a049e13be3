"""Scoring of extracted relations against annotated passages.

    annotated JSONL ──read_annotations──▶ Annotation ─┐
                                                       ├─score─▶ Scores
    Extraction ──annotate──▶ Annotation ──────────────┘

The arithmetic unfolds each relation into pairs of states or organisations; see `dyads`.
"""

from diplograph.evaluation.annotations import Annotation, Relation, read_annotations
from diplograph.evaluation.figures import Counts, FieldAccuracy, Scores, Slip
from diplograph.evaluation.relations import annotate
from diplograph.evaluation.scoring import score

__all__ = [
    "Annotation",
    "Counts",
    "FieldAccuracy",
    "Relation",
    "Scores",
    "Slip",
    "annotate",
    "read_annotations",
    "score",
]
