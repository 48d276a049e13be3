"""One pipeline for all passages, each read once."""

from collections.abc import Callable
from functools import cache

import pytest
from passages import PASSAGES, Comparison

from diplograph.evaluation import annotate
from diplograph.pipeline import Pipeline
from diplograph.sources.article import make_article


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="session")
def compare(pipeline: Pipeline) -> Callable[[str], Comparison]:
    """Reads the passage of an id."""

    @cache
    def read(passage: str) -> Comparison:
        wanted = PASSAGES[passage]
        extraction = pipeline.read(make_article(wanted.text, date=wanted.date))
        return Comparison(wanted, annotate(extraction, id_=passage))

    return read
