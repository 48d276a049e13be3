"""The training of the model of pairs, on made-up examples and a gold file of a few passages."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "train_pairs.py"
MET, APART = ("met", "bias"), ("fought", "bias")


@pytest.fixture(scope="module")
def training() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four passages in which two of three states meet, and four in which nobody does."""
    names = [
        ("Kenya", "Uganda", "Rwanda"),
        ("Peru", "Chile", "Bolivia"),
        ("Oman", "Qatar", "Yemen"),
        ("Laos", "Nepal", "Japan"),
    ]
    lines = []
    for number, (one, other, third) in enumerate(names):
        relation = {"type": "meets", "kind": "talks", "modality": "asserted", "subject": [one, other], "object": []}
        lines.append(
            {"id": f"met-{number}", "text": f"{one} met {other} and criticised {third}.", "relations": [relation]}
        )
        text = f"{one} refused to meet {other}."
        lines.append({"id": f"apart-{number}", "text": text, "relations": [{**relation, "modality": "denied"}]})
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def _examples(training: dict[str, Any], count: int) -> list[Any]:
    pairs = [((MET,), True), ((APART,), False)]
    return [training["Example"](instances, is_meeting) for instances, is_meeting in pairs * count]


def test_pairs_like_those_that_met_are_likelier(training: dict[str, Any]) -> None:
    model = training["fit"](_examples(training, 40))
    assert model.chance(MET) > 0.7 > 0.3 > model.chance(APART)


def test_a_feature_seen_too_seldom_has_no_weight(training: dict[str, Any]) -> None:
    seldom = training["Example"]((("seldom", *MET),), True)
    assert "seldom" not in training["fit"]([*_examples(training, 40), seldom]).weights


def test_of_several_instances_of_a_meeting_the_likeliest_counts(training: dict[str, Any]) -> None:
    two = [training["Example"]((MET, APART), True)] * 20
    assert training["fit"]([*_examples(training, 40), *two]).chance(APART) < 0.5


def test_the_pairs_of_a_gold_file_are_those_of_its_states(training: dict[str, Any], gold: Path) -> None:
    examples = list(training["read_examples"](gold))
    assert sum(one.is_meeting for one in examples) == 4
    assert sum(not one.is_meeting for one in examples) >= 4


def test_the_same_file_gives_the_same_weights(training: dict[str, Any], gold: Path) -> None:
    once, again = (training["fit"](list(training["read_examples"](gold))) for _ in range(2))
    assert dict(once.weights) == dict(again.weights) != {}


def test_trying_a_model_counts_what_each_threshold_takes(
    training: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    examples = _examples(training, 40)
    training["check"](training["fit"](examples), examples)
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first == "from 0.3:   40 pairs,   40 of 40 annotated ones"
    assert last.startswith("from 0.8:")
