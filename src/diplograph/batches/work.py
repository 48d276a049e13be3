"""What a process that reads does: it keeps a pipeline for each way of reading and gives readings back."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Final, NamedTuple, TypeAlias

from diplograph.model import Article, Extraction
from diplograph.pipeline import Pipeline, ReadFailure

Reading: TypeAlias = Extraction | ReadFailure


class Way(NamedTuple):
    """How articles are read: the name of the reader, and the gate."""

    reader: str
    gate: tuple[str, ...] | None


_pipelines: Final[dict[Way, Pipeline]] = {}
"""A process's own pipelines."""
_lock: Final = Lock()
"""Pipelines remember what they have read, so that one thread at a time uses them."""


def open_pipeline(way: Way) -> Pipeline:
    """A pipeline that reads in this way.

    Raises:
        MissingPartError, UsageError: as `Pipeline`.
    """
    return Pipeline(reader=way.reader, gate=way.gate)


def read_chunk(articles: Sequence[Article], way: Way) -> list[Reading]:
    """What can be read out of each article, in order.

    Raises:
        MissingPartError, UsageError: as `Pipeline.read_many`.
    """
    with _lock:
        if way not in _pipelines:
            _pipelines[way] = open_pipeline(way)
        return list(_pipelines[way].read_many(articles))
