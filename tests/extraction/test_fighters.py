"""Whose rebels are meant (`fighters.csv`: a text that says who supports them, and the actor that they are)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diplograph.model import ActorClass, RelationType
from diplograph.pipeline import Pipeline
from diplograph.sources.article import make_article

DAY = "2006-03-16"
with Path(__file__).with_name("fighters.csv").open(encoding="utf-8", newline="") as _rows:
    CASES = list(csv.DictReader(_rows))


def _case(row: dict[str, str]) -> object:
    reason = row["xfail"]
    return pytest.param(row, id=row["case"], marks=[pytest.mark.xfail(reason=reason, strict=True)] if reason else [])


@pytest.mark.parametrize("row", [_case(row) for row in CASES])
def test_fighters_are_named_by_what_says_whose_they_are(row: dict[str, str], pipeline: Pipeline) -> None:
    claims = pipeline.read(make_article(row["text"], date=DAY)).claims
    supported = {actor.label for claim in claims if claim.type is RelationType.BACKS for actor in claim.objects}
    assert supported == {label for label in [row["actor"]] if label}


def test_fighters_of_no_listed_movement_have_no_key(pipeline: Pipeline) -> None:
    (claim,) = pipeline.read(make_article("Iran supports Iraqi insurgents.", date=DAY)).claims
    (fighters,) = claim.objects
    assert (fighters.key, fighters.actor_class) == (None, ActorClass.ARMED_FORCE)


def test_what_one_article_tells_of_fighters_another_does_not_know(pipeline: Pipeline) -> None:
    pipeline.read(make_article("Iraqi forces fought insurgents near Mosul.", date=DAY))
    claims = pipeline.read(make_article("Iran supports the insurgents.", date=DAY)).claims
    assert not [claim for claim in claims if claim.type is RelationType.BACKS]
