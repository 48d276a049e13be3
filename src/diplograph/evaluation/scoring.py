"""Scores of a system's annotations against gold ones.

The headline is F1 over *real* dyads: a denied or hypothetical relation given as real is a false alarm, and
the other way round a miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from diplograph.evaluation.annotations import Annotation, Relation
from diplograph.evaluation.dyads import RELATION_TYPES, Dyad, is_any, is_real, names_of, unfold
from diplograph.evaluation.fields import FIELDS, compare_fields, matched
from diplograph.evaluation.figures import Counts, FieldAccuracy, Scores, Slip


@dataclass(frozen=True, slots=True)
class _Passage:
    """The dyads of one passage, as wanted and as given."""

    id: str
    want_real: Mapping[Dyad, Relation]
    have_real: Mapping[Dyad, Relation]
    want_any: Mapping[Dyad, Relation]
    have_any: Mapping[Dyad, Relation]

    @property
    def is_negative(self) -> bool:
        return not self.want_real


def score(gold: Mapping[str, Annotation], system: Mapping[str, Annotation]) -> Scores:
    """Scores of `system` on the passages of `gold`; a passage that the system lacks counts as empty.

    Args:
        gold: annotations by id.
        system: annotations by id; ids that the gold lacks are left out.
    """
    passages = [_passage(annotation, system.get(key, Annotation(key))) for key, annotation in gold.items()]
    by_type = {name: _sum_counts(_count(p.want_real, p.have_real, name) for p in passages) for name in RELATION_TYPES}
    negatives = [passage for passage in passages if passage.is_negative]
    return Scores(
        items=len(gold),
        real=_sum_counts(by_type.values()),
        real_by_type=by_type,
        any_modality=_sum_counts(_count(p.want_any, p.have_any, name) for p in passages for name in RELATION_TYPES),
        fields=_sum_fields(compare_fields(p.want_any, p.have_any) for p in passages),
        negatives=len(negatives),
        false_alarms=sum(bool(passage.have_real) for passage in negatives),
        slips=tuple(slip for passage in passages for slip in _slips(passage)),
    )


def matched_relations(gold: Annotation, got: Annotation) -> list[tuple[Relation, Relation]]:
    """The relations of one passage that were found, in whatever modality: each as wanted and as given."""
    passage = _passage(gold, got)
    return list(matched(passage.want_any, passage.have_any))


def _passage(gold: Annotation, got: Annotation) -> _Passage:
    spelling = names_of(gold)
    return _Passage(
        id=gold.id,
        want_real=unfold(gold, wanted=is_real),
        have_real=unfold(got, wanted=is_real, spelling=spelling),
        want_any=unfold(gold, wanted=is_any),
        have_any=unfold(got, wanted=is_any, spelling=spelling),
    )


def _count(want: Mapping[Dyad, Relation], have: Mapping[Dyad, Relation], relation_type: str) -> Counts:
    wanted = {dyad for dyad in want if dyad.type == relation_type}
    given = {dyad for dyad in have if dyad.type == relation_type}
    return Counts(right=len(wanted & given), false=len(given - wanted), missed=len(wanted - given))


def _slips(passage: _Passage) -> list[Slip]:
    missed = sorted(passage.want_real.keys() - passage.have_real.keys())
    false = sorted(passage.have_real.keys() - passage.want_real.keys())
    return [
        *(Slip(passage.id, dyad, is_false_alarm=False) for dyad in missed),
        *(Slip(passage.id, dyad, is_false_alarm=True) for dyad in false),
    ]


def _sum_counts(counts: Iterable[Counts]) -> Counts:
    return reduce(Counts.__add__, counts, Counts())


def _sum_fields(tables: Iterable[Mapping[str, FieldAccuracy]]) -> dict[str, FieldAccuracy]:
    totals = dict.fromkeys(FIELDS, FieldAccuracy())
    for table in tables:
        for name, accuracy in table.items():
            totals[name] += accuracy
    return totals
