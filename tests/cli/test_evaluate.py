"""`diplograph evaluate`."""

import json
from pathlib import Path
from typing import Any

import pytest
from shells import ARTICLE, FORMATS


def test_evaluate_scores_what_extract_printed_as_it_scores_its_own_reading(shell: Any, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    relation = {"type": "meets", "subject": ["Armenia", "Azerbaijan"], "kind": "talks", "modality": "planned"}
    gold.write_text(json.dumps({"id": "a", "text": ARTICLE, "date": "2021-05-03", "relations": [relation]}))
    system = tmp_path / "system.jsonl"
    system.write_text(shell("extract", gold).out)
    read_now = shell("evaluate", gold, "--format", "json").json
    assert read_now == shell("evaluate", gold, "--system", system, "--format", "json").json
    assert read_now["items"] == 1
    assert "precision" in shell("evaluate", gold, "--system", system).out


def _gold_and_system(shell: Any, folder: Path) -> tuple[Path, Path]:
    gold, system = folder / "gold.jsonl", folder / "system.jsonl"
    relation = {"type": "meets", "subject": ["Armenia", "Azerbaijan"], "kind": "talks", "modality": "planned"}
    passage = {
        "id": "a",
        "text": ARTICLE,
        "date": "2021-05-03",
        "relations": [relation],
        "source": "wire/7",
        "tags": ["mt"],
    }
    gold.write_text(json.dumps(passage))
    system.write_text(shell("extract", gold).out)
    return gold, system


@pytest.mark.parametrize("output", FORMATS)
def test_evaluate_prints_the_same_figures_in_every_format(shell: Any, tmp_path: Path, output: str) -> None:
    gold, system = _gold_and_system(shell, tmp_path)
    printed = shell("evaluate", gold, "--system", system, "--format", output).out
    assert all(part in printed for part in ("meets: talks", "planned", "wire", "mt"))


def test_evaluate_shows_intervals_for_the_headline_figures(shell: Any, tmp_path: Path) -> None:
    gold, system = _gold_and_system(shell, tmp_path)
    rows = shell("evaluate", gold, "--system", system, "--format", "jsonl").lines
    bounded = {row["measure"] for row in rows if row["f1_low"] is not None}
    assert bounded == {"real", "mediates", "backs", "meets", "any modality"}


def test_evaluate_tells_how_far_the_scores_hold(shell: Any, tmp_path: Path) -> None:
    gold, system = _gold_and_system(shell, tmp_path)
    whole = shell("evaluate", gold, "--system", system, "--format", "json").json["reliability"]
    assert whole == shell("evaluate", gold, "--system", system, "--reliability", "--format", "json").json
    rows = shell("evaluate", gold, "--system", system, "--reliability", "--format", "jsonl").lines
    assert rows[-1]["scores"] == "all" and rows[-1]["relations"] == whole["relations"] == 2
    assert "brier" in shell("evaluate", gold, "--system", system, "--reliability").out


def test_evaluate_has_no_reliability_without_scores(shell: Any, tmp_path: Path) -> None:
    gold, _ = _gold_and_system(shell, tmp_path)
    outcome = shell("evaluate", gold, "--system", gold, "--reliability")
    assert outcome.code == 3 and "no relation has a score" in outcome.err
