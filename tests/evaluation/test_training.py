"""The training of the confidence model, on made-up examples."""

import runpy
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "train_confidence.py"


@pytest.fixture(scope="module")
def training() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


def _examples(training: dict[str, Any], *counts: tuple[str, int, int, bool]) -> list[Any]:
    """Examples that have one feature, so many right and so many wrong of each."""
    return [
        training["Example"](f"{feature}-{number}", (feature,), number < right, is_tuned)
        for feature, right, wrong, is_tuned in counts
        for number in range(right + wrong)
    ]


def test_equations_are_solved(training: dict[str, Any]) -> None:
    assert training["solve"]([[0.0, 2.0], [1.0, 1.0]], [4.0, 5.0]) == pytest.approx([3.0, 2.0])


def test_claims_that_are_right_more_often_score_higher(training: dict[str, Any]) -> None:
    model = training["fit"](_examples(training, ("kind-visit", 180, 20, False), ("one-sided", 20, 180, False)))
    assert model.score(["kind-visit"]) == pytest.approx(0.9, abs=0.03)
    assert model.score(["one-sided"]) == pytest.approx(0.1, abs=0.03)


def test_what_tuned_passages_reach_is_not_promised_for_unseen_text(training: dict[str, Any]) -> None:
    examples = _examples(training, ("kind-visit", 95, 5, True), ("kind-visit", 50, 50, False))
    assert training["fit"](examples).score(["kind-visit"]) == pytest.approx(0.5, abs=0.05)


def test_saying_it_again_never_lowers_a_score(training: dict[str, Any]) -> None:
    examples = _examples(training, ("repeated", 5, 45, False), ("kind-visit", 45, 5, False))
    assert training["fit"](examples).weights["repeated"] == 0.0


def test_each_example_is_judged_by_a_model_that_saw_nothing_of_its_passage(training: dict[str, Any]) -> None:
    odd = training["Example"]("odd", ("kind-treaty",), False, False)
    folds = training["cross_validate"]([*_examples(training, ("kind-visit", 60, 20, False)), odd])
    assert len(folds) == 81
    (judged,) = [judged for example, judged in folds if example is odd]
    assert judged.score == pytest.approx(0.7, abs=0.1)
