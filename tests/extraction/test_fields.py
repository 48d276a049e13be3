"""How real a relation is made, of what sort it is and who says so, wording by wording."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diplograph.evaluation.relations import relations_json
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article

with Path(__file__).with_name("fields.csv").open(encoding="utf-8", newline="") as _rows:
    CASES = {row["id"]: row for row in csv.DictReader(_rows)}


@pytest.mark.parametrize("name", CASES)
def test_a_wording_gives_a_relation_its_field(name: str, pipeline: Pipeline) -> None:
    case = CASES[name]
    found = relations_json(pipeline.read(make_article(case["text"], date="2021-05-03")))["relations"]
    given = [relation[case["field"]] for relation in found if relation["type"] == case["type"]]
    assert given[:1] == [case["expected"]]
