"""Sentences as the learned reader of pairs sees them, and a model that says what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import Discourse, owner
from diplograph.extraction.pairs.encoding import Encoded, Reading
from diplograph.extraction.pairs.judgement import Judgement, judge
from diplograph.extraction.pairs.model import CHANCES, COLUMNS, Numbers
from diplograph.extraction.pairs.phrases import PhraseFinder
from diplograph.pipeline import Pipeline
from diplograph.sources.article import make_article

DAY = "2023-03-16"
Denote = Callable[[str], Denoter]
Told = Mapping[tuple[str, str, str], float]
"""Column, side and other side (empty for nobody) → log-odds; all else is as good as impossible."""
Judge = Callable[[Denoter, Told], Judgement]


class ToldModel:
    """Says what it was told of the sides of a sentence.

    Args:
        names: for each phrase the sides that it stands for.
        told: what to say.
    """

    def __init__(self, names: Sequence[Sequence[str]], told: Told) -> None:
        self._names = names
        self._told = told

    def pieces(self, word: str) -> Sequence[int]:
        return [1000 + len(word)]

    def outputs(self, encoded: Encoded) -> Numbers:
        rows = np.full((len(encoded.pairs), COLUMNS), -9.0)
        for row, pair in enumerate(encoded.pairs):
            others = [""] if pair.second is None else self._names[pair.second]
            for (column, side, other), value in self._told.items():
                if side in self._names[pair.first] and other in others:
                    rows[row, CHANCES.index(column)] = value
        return rows


@pytest.fixture(scope="session")
def denote(pipeline: Pipeline) -> Denote:
    """The noun phrases of a text of one sentence."""
    register = pipeline.register

    def made(text: str) -> Denoter:
        (resolved,) = pipeline.resolve(make_article(text, date=DAY))[0]
        return Denoter(resolved, Discourse(), register.state_of_place, register.demonym_of)

    return made


@pytest.fixture(scope="session")
def judge_as() -> Judge:
    """The judgement of a sentence by a model that says what it is told."""

    def made(denoter: Denoter, told: Told) -> Judgement:
        phrases = PhraseFinder(denoter).find()
        names = [[owner(actor).label for actor in phrase.actors] for phrase in phrases]
        return judge(Reading.of(denoter.tree), phrases, ToldModel(names, told))

    return made
