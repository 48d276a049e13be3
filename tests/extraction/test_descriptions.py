"""Actors that are described and not named (`descriptions.csv`: a text, and those in its last sentence)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diplograph.extraction.extractor import make_rules_reader
from diplograph.extraction.pairs import PhraseFinder
from diplograph.model import ResolvedSentence
from diplograph.pipeline import Pipeline
from diplograph.sources.article import make_article

DAY = "2006-03-16"
with Path(__file__).with_name("descriptions.csv").open(encoding="utf-8", newline="") as _rows:
    CASES = [pytest.param(row["text"], row["actors"], id=row["case"]) for row in csv.DictReader(_rows)]


def _actors(sentences: tuple[ResolvedSentence, ...], pipeline: Pipeline) -> set[str]:
    *_, last = make_rules_reader(pipeline.register).denoters(sentences)
    phrases = PhraseFinder(last).find()
    return {(actor.of or actor).label for phrase in phrases for actor in phrase.actors}


@pytest.mark.parametrize(("text", "actors"), CASES)
def test_noun_phrases_stand_for_those_they_describe(text: str, actors: str, pipeline: Pipeline) -> None:
    sentences = pipeline.resolve(make_article(text, date=DAY))[0]
    assert _actors(tuple(sentences), pipeline) == set(actors.split("|"))
