"""Which of the places that a text names is taken for a meeting's."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diplograph.model import RelationType
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article

with Path(__file__).with_name("places.csv").open(encoding="utf-8", newline="") as _rows:
    CASES = {row["id"]: row for row in csv.DictReader(_rows)}


@pytest.mark.parametrize("name", CASES)
def test_a_meeting_takes_the_place_where_it_was(name: str, pipeline: Pipeline) -> None:
    case = CASES[name]
    claims = pipeline.read(make_article(case["text"], date="2021-05-03")).claims
    meetings = [claim for claim in claims if claim.type is RelationType.MEETS]
    assert meetings
    assert {claim.place.label for claim in meetings if claim.place} == {p for p in [case["expected"]] if p}
