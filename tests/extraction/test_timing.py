"""Which of a sentence's dates is taken for a relation's, and to which side of the article's day it points."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diplograph.evaluation.dyads import RELATION_TYPES
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article

with Path(__file__).with_name("timing.csv").open(encoding="utf-8", newline="") as _rows:
    CASES = {row["id"]: row for row in csv.DictReader(_rows)}


@pytest.mark.parametrize("name", CASES)
def test_a_relation_takes_the_date_of_its_event(name: str, pipeline: Pipeline) -> None:
    case = CASES[name]
    claims = pipeline.read(make_article(case["text"], date=case["day"] or None)).claims
    assert claims
    given = [claim.time.edtf for claim in claims if claim.time and claim.type in RELATION_TYPES]
    assert given == [date for date in case["expected"].split(";") if date]
