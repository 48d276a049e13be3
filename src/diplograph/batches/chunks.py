"""Chunks: as many articles as are worth one task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from diplograph.model import Article

_MOST_ARTICLES: Final = 32
_MOST_CHARACTERS: Final = 40_000
"""A chunk is full at either; smaller ones parse more slowly, larger ones leave processes idle at the end."""
_MOST_PASSED: Final = 100
"""A chunk ends after so many articles that are not to be read, so that word of them does not wait for long."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Stands for an article that is not to be read; it comes back in its place between the others."""

    article_id: str


Item: TypeAlias = Article | Passed
Chunk: TypeAlias = tuple[Item, ...]


def chunks_of(items: Iterable[Item]) -> Iterator[Chunk]:
    """Cut a sequence into chunks; which articles go together depends on the sequence alone."""
    chunk: list[Item] = []
    to_read = characters = 0
    for item in items:
        chunk.append(item)
        if isinstance(item, Article):
            to_read += 1
            characters += len(item.text)
        is_full = to_read == _MOST_ARTICLES or characters >= _MOST_CHARACTERS
        if is_full or len(chunk) - to_read == _MOST_PASSED:
            yield tuple(chunk)
            chunk, to_read, characters = [], 0, 0
    if chunk:
        yield tuple(chunk)


def articles_of(chunk: Chunk) -> tuple[Article, ...]:
    """Those of a chunk that are to be read."""
    return tuple(item for item in chunk if isinstance(item, Article))
