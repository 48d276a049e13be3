"""One pipeline for all passages, each read once."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from passages import PASSAGES, Comparison

from diplograph.evaluation import annotate
from diplograph.evaluation.dyads import RELATION_TYPES
from diplograph.model import Article, ResolvedSentence
from diplograph.pipeline import Pipeline
from diplograph.reading import SpacyReader
from diplograph.register import load_register
from diplograph.resolution import Resolver
from diplograph.sources.article import make_article


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="session")
def compare(pipeline: Pipeline) -> Callable[[str], Comparison]:
    """Reads the passage of an id; only relations of the three families are annotated there."""

    @cache
    def read(passage: str) -> Comparison:
        wanted = PASSAGES[passage]
        extraction = pipeline.read(make_article(wanted.text, date=wanted.date))
        given = annotate(extraction, id_=passage)
        families = tuple(relation for relation in given.relations if relation.type in RELATION_TYPES)
        return Comparison(wanted, replace(given, relations=families))

    return read


@pytest.fixture(scope="session")
def resolve() -> Callable[..., tuple[Article, tuple[ResolvedSentence, ...]]]:
    """An article of a text with its resolved sentences; the parser is loaded once."""
    register = load_register()
    reader, resolver = SpacyReader(register.senses, register.spellings), Resolver(register)

    def read(text: str, date: str | None = "2021-05-05") -> tuple[Article, tuple[ResolvedSentence, ...]]:
        article = make_article(text, date=date)
        return article, resolver.resolve(reader.read(article), article.date)

    return read
