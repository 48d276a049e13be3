"""Annotated passages, read as articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diplograph.config import DEFAULT_READER
from diplograph.evaluation import Annotation
from diplograph.model import Extraction
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article


def read_passages(passages: Mapping[str, Annotation], reader: str = DEFAULT_READER) -> Iterator[tuple[str, Extraction]]:
    """What a reader reads out of each passage, by its id; the annotations themselves are not looked at."""
    pipeline = Pipeline(reader=reader)
    for key, passage in passages.items():
        yield key, pipeline.read(make_article(passage.text, passage.date))
