"""One pipeline for all passages, each read once."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from passages import PASSAGES, Comparison

from diplograph.evaluation import annotate
from diplograph.evaluation.dyads import RELATION_TYPES
from diplograph.pipeline import Pipeline
from diplograph.sources.article import make_article


@pytest.fixture(scope="session")
def compare() -> Callable[[str], Comparison]:
    """Reads the passage of an id; only relations of the three families are annotated there."""
    pipeline = Pipeline()

    @cache
    def read(passage: str) -> Comparison:
        wanted = PASSAGES[passage]
        extraction = pipeline.read(make_article(wanted.text, date=wanted.date))
        given = annotate(extraction, id_=passage)
        families = tuple(relation for relation in given.relations if relation.type in RELATION_TYPES)
        return Comparison(wanted, replace(given, relations=families))

    return read
