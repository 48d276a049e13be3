"""The arithmetic of scoring, against an independent scorer's figures and on cases that a reader can check by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from diplograph.errors import InputError
from diplograph.evaluation import Annotation, Counts, Relation, read_annotations, score
from diplograph.evaluation.annotations import parse_annotation
from diplograph.evaluation.fields import is_same_date, is_same_text
from diplograph.evaluation.names import fold

CASES = json.loads((Path(__file__).parent / "score_cases.json").read_text(encoding="utf-8"))


def _by_id(items: list[dict[str, Any]]) -> dict[str, Annotation]:
    return {item["id"]: parse_annotation(item) for item in items}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{len(case['gold'])} passages")
def test_figures_equal_those_of_an_independent_scorer(case: dict[str, Any]) -> None:
    assert score(_by_id(case["gold"]), _by_id(case["system"])).to_json() == case["figures"]


def _passage(*relations: Relation, **affiliations: str) -> dict[str, Annotation]:
    return {"p": Annotation("p", relations, {part.replace("_", " "): whole for part, whole in affiliations.items()})}


VISIT = Relation("meets", ("William Ruto", "Oman"), modality="asserted", kind="visit", place="Muscat")


def test_officials_count_for_their_state() -> None:
    gold = _passage(VISIT, William_Ruto="Kenya")
    system = _passage(Relation("meets", ("Oman", "Kenya"), modality="asserted"))
    assert score(gold, system).real == Counts(right=1)


def test_a_denial_given_as_real_is_a_false_alarm_on_a_negative() -> None:
    gold = _passage(Relation("backs", ("Kenya",), ("Oman",), modality="denied"))
    system = _passage(Relation("backs", ("Kenya",), ("Oman",), modality="asserted"))
    scores = score(gold, system)
    assert (scores.real.false, scores.negatives, scores.false_alarms) == (1, 1, 1)
    assert scores.any_modality == Counts(right=1)


def test_backing_has_a_direction_and_a_treaty_has_none() -> None:
    turned = score(
        _passage(Relation("backs", ("Kenya",), ("Oman",), kind="arms")),
        _passage(Relation("backs", ("Oman",), ("Kenya",), kind="arms")),
    )
    treaty = score(
        _passage(Relation("backs", ("Kenya", "Oman"), kind="treaty")),
        _passage(Relation("backs", ("Oman",), ("Kenya",), kind="treaty")),
    )
    assert (turned.real, treaty.real) == (Counts(false=1, missed=1), Counts(right=1))


def test_slips_name_each_false_and_missed_dyad() -> None:
    scores = score(_passage(VISIT), _passage(Relation("mediates", ("Oman",))))
    assert [(slip.is_false_alarm, slip.dyad.type) for slip in scores.slips] == [(False, "meets"), (True, "mediates")]


def test_a_passage_that_the_system_lacks_is_all_missed() -> None:
    assert score(_passage(VISIT), {}).real == Counts(missed=1)


@pytest.mark.parametrize(
    ("wanted", "given", "same"),
    [
        ("2021-05", "2021-05-03", True),
        ("2021-05-01/2021-05-09", "2021-05-03/2021-05-04", True),
        ("2021-05-01/2021-05-09", "2021-05-08/2021-05-10", False),
        ("--05-03", "2021-05-03", True),
        ("2021-05-03", None, False),
        ("2021-05-03", "2022-05-03", False),
    ],
)
def test_dates_agree_when_one_refines_the_other(wanted: str, given: str | None, same: bool) -> None:
    assert is_same_date(wanted, given) is same


def test_texts_agree_on_half_of_the_shorter_ones_stems() -> None:
    assert is_same_text("Kenyan diplomats", "a diplomat in Nairobi")
    assert not is_same_text("Kenyan diplomats", None)


@pytest.mark.parametrize(
    ("name", "folded"),
    [("The Gambia", "gambia"), ("Türkiye", "turkey"), ("U.S.", "united states"), ("Côte d’Ivoire", "cote divoire")],
)
def test_variants_of_a_name_fold_to_one(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no annotation"),
        ('{"id": "a"}\n{broken', "line 2 is not JSON"),
        ("[1]", "line 1 is not an annotation"),
        ('{"id": "a", "relations": [{"subject": []}]}', "line 1 holds a relation"),
        ('{"id": "a", "relations": [{"type": "meets", "score": 7}]}', "line 1 holds a relation"),
    ],
)
def test_a_broken_gold_file_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_annotations(path)
    assert caught.value.hint
