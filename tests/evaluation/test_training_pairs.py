"""What the training of the model of pairs is shown: examples from gold files, and other states for theirs."""

import json
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from diplograph.extraction.pairs.model import CHANCES
from diplograph.pipeline import Pipeline

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(scope="module")
def examples() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPTS / "pair_examples.py"), run_name="pair_examples")


@pytest.fixture(scope="module")
def passages(examples: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Passages by id: a meeting, one that was refused, a pact, and one without a relation."""
    meeting = {"type": "meets", "kind": "talks", "modality": "asserted", "subject": ["Kenya", "Uganda"], "object": []}
    pact = {"type": "backs", "kind": "treaty", "modality": "asserted", "subject": ["Peru", "Chile"], "object": []}
    lines = [
        {"id": "met", "text": "Kenya met the United Arab Emirates and Uganda.", "relations": [meeting]},
        {"id": "refused", "text": "Kenya refused to meet Uganda.", "relations": [{**meeting, "modality": "denied"}]},
        {"id": "pact", "text": "Peru and Chile signed a defence pact.", "relations": [pact]},
        {"id": "none", "text": "Oman and Qatar share a border.", "relations": []},
    ]
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return {passage.id: passage for passage in examples["read_passages"](path, Pipeline())}


def _wanted(passage: Any) -> dict[tuple[str, str], set[str]]:
    return {pair: {CHANCES[target.chance] for target in targets} for pair, targets in passage.targets.items()}


def test_a_meeting_is_wanted_in_both_orders(passages: dict[str, Any]) -> None:
    assert _wanted(passages["met"]) == {("kenya", "uganda"): {"meets"}, ("uganda", "kenya"): {"meets"}}
    assert set().union(*_wanted(passages["refused"]).values()) == {"meets-not"}
    assert set().union(*_wanted(passages["pact"]).values()) == {"allied"}
    assert _wanted(passages["none"]) == {}


def test_the_sides_are_those_of_the_annotation(passages: dict[str, Any]) -> None:
    (sentence,) = passages["met"].sentences
    assert {"kenya", "uganda"} <= {side for sides in sentence.sides for side in sides}


def test_other_states_take_the_place_of_those_named(examples: dict[str, Any], passages: dict[str, Any]) -> None:
    surfaces = examples["find_surfaces"](passages.values())
    (sentence,) = passages["met"].sentences
    swapped = examples["swap_states"](sentence, dict.fromkeys(surfaces, "united arab emirates"), surfaces)
    assert " ".join(swapped.reading.words).count("United Arab Emirates") == 3
    for old, new in zip(sentence.phrases, swapped.phrases, strict=True):
        assert new.start <= new.index < new.end
        assert swapped.reading.words[new.start : new.end] == ("United", "Arab", "Emirates")
        assert old.actors == new.actors
    assert len(swapped.reading.heads) == len(swapped.reading.words)
    met = swapped.reading.words.index("met")
    assert met in swapped.reading.path(swapped.phrases[0].index, swapped.phrases[-1].index)
    assert {swapped.reading.words[i] for i in swapped.reading.telling} == {"met"}


def test_without_other_states_a_sentence_stays_as_it_is(examples: dict[str, Any], passages: dict[str, Any]) -> None:
    (sentence,) = passages["met"].sentences
    assert examples["swap_states"](sentence, {}, {}) is sentence


def test_parts_keep_the_passages_of_an_article_together() -> None:
    from diplograph.evaluation.annotations import PARTS, part_of

    assert {part_of(f"a1#{number}") for number in range(20)} == {part_of("a1")}
    assert {part_of(f"a{number}") for number in range(99)} == set(range(PARTS))
    assert sys.modules.get("torch") is None
