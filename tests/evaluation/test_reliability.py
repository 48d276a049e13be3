"""Whether scores hold."""

import pytest

from diplograph.evaluation import Annotation, Relation
from diplograph.evaluation.reliability import Judged, judge, measure_reliability


def _judge(gold: Relation | None, got: Relation) -> list[Judged]:
    wanted = Annotation("a", (gold,) if gold else (), {"William Ruto": "Kenya"})
    return list(judge({"a": wanted}, {"a": Annotation("a", (got,))}))


@pytest.mark.parametrize(
    ("gold", "got", "right"),
    [
        (("meets", ("William Ruto", "Oman"), "asserted"), ("meets", ("Oman", "Kenya"), "planned"), True),
        (("meets", ("Kenya", "Oman"), "denied"), ("meets", ("Oman", "Kenya"), "hypothetical"), True),
        (("meets", ("Kenya", "Oman"), "denied"), ("meets", ("Oman", "Kenya"), "asserted"), False),
        (("meets", ("Kenya", "Oman"), "asserted"), ("meets", ("Oman", "Kenya", "Chad"), "asserted"), False),
        (("meets", ("Kenya", "Oman", "Chad"), "asserted"), ("meets", ("Oman", "Kenya"), "asserted"), True),
        (None, ("meets", ("Oman", "Kenya"), "asserted"), False),
    ],
)
def test_a_relation_is_right_when_all_its_pairs_are_there_as_real(
    gold: tuple[str, tuple[str, ...], str] | None, got: tuple[str, tuple[str, ...], str], right: bool
) -> None:
    wanted = Relation(gold[0], gold[1], modality=gold[2]) if gold else None
    assert _judge(wanted, Relation(got[0], got[1], modality=got[2], score=0.9)) == [Judged(0.9, right)]


def test_relations_of_other_types_or_without_a_score_are_not_judged() -> None:
    assert _judge(None, Relation("accuses", ("Oman",), ("Kenya",), score=0.9)) == []
    assert _judge(None, Relation("meets", ("Oman", "Kenya"))) == []


def test_scores_that_hold_have_no_calibration_error() -> None:
    found = measure_reliability([Judged(0.75, number < 3) for number in range(4)])
    assert (found.relations, found.right, found.calibration_error) == (4, 3, 0.0)
    assert found.brier == pytest.approx(0.1875)


def test_calibration_error_is_the_distance_weighted_by_the_size_of_bins() -> None:
    found = measure_reliability([Judged(0.95, is_right=False), *[Judged(0.05, is_right=False)] * 3])
    assert [(each.low, each.relations) for each in found.bins] == [(0.0, 3), (0.9, 1)]
    assert found.calibration_error == pytest.approx((3 * 0.05 + 0.95) / 4)


def test_the_highest_score_falls_into_the_last_bin() -> None:
    assert measure_reliability([Judged(1.0, is_right=True)]).bins[0].high == 1.0


def test_nothing_judged_gives_no_bins() -> None:
    assert measure_reliability([]).to_json()["bins"] == []
