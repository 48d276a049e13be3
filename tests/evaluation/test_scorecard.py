"""The scorecard of one set."""

import json
from pathlib import Path
from typing import Any

import pytest

from diplograph.evaluation import Annotation, Relation, make_scorecard
from diplograph.evaluation.annotations import parse_annotation

CASES = json.loads((Path(__file__).parent / "score_cases.json").read_text(encoding="utf-8"))
MEETING = Relation("meets", ("Kenya", "Oman"), modality="asserted", kind="talks")


@pytest.mark.parametrize("case", CASES[::5], ids=lambda case: f"{len(case['gold'])} passages")
def test_the_figures_of_the_independent_scorer_stand_in_it_unchanged(case: dict[str, Any]) -> None:
    gold, system = ({item["id"]: parse_annotation(item) for item in case[side]} for side in ("gold", "system"))
    found = make_scorecard(gold, system).to_json()
    negatives = {name: found["negatives"][name] for name in case["figures"]["negatives"]}
    assert {**{name: found[name] for name in case["figures"]}, "negatives": negatives} == case["figures"]


def test_kinds_of_a_type_add_up_to_it_when_all_are_right() -> None:
    gold = {item["id"]: parse_annotation(item) for item in CASES[0]["gold"]}
    found = make_scorecard(gold, gold)
    assert all(counts.precision == counts.recall == 1 for counts in found.by_kind.values())


def test_false_alarms_are_told_per_hundred_negatives() -> None:
    gold = {name: Annotation(name) for name in "abcd"}
    system = {"a": Annotation("a", (MEETING, Relation("backs", ("Kenya",), ("Oman",))))}
    assert make_scorecard(gold, system).to_json()["negatives"] == {
        "items": 4,
        "with_false_alarm": 1,
        "false_dyads": 2,
        "false_alarms_per_100": 25.0,
        "false_dyads_per_100": 50.0,
    }


def test_a_system_without_scores_has_no_reliability() -> None:
    answer = {"a": Annotation("a", (MEETING,))}
    assert make_scorecard(answer, answer).to_json()["reliability"] is None
