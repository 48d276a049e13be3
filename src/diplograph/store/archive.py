"""What a store remembers besides the engine: the articles' graphs as kept for restoring, and their records.

A write goes `intend` → `put_…`/`move_article` → the engine → `settle`; a store that finds intended graphs on
opening brings the engine in line with what `content` gives for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

import pyoxigraph as ox

from diplograph.store.protocol import ArticleRecord, ArticleState
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_INFERRED


class Archive(Protocol):
    """Keeps graphs and records; `DirectoryArchive` on disk, `MemoryArchive` for one process."""

    @property
    def inferences_are_current(self) -> bool:
        """False when something changed after the inferred graph was last put."""

    def records(self) -> tuple[ArticleRecord, ...]:
        """All records, by day of publication and id."""

    def find(self, id_or_prefix: str) -> ArticleRecord | None:
        """The record with this id, or the only one whose id begins so."""

    def content(self, graph_name: str) -> Sequence[ox.Quad] | None:
        """The quads that the engine should hold for a graph; None when it should hold none."""

    def kept(self, record: ArticleRecord) -> Sequence[ox.Quad]:
        """The quads of an article, retracted or not."""

    def intend(self, graph_names: Iterable[str]) -> None:
        """Note that these graphs are about to change."""

    def put_article(self, record: ArticleRecord, quads: Sequence[ox.Quad]) -> None:
        """Keep an article's graph, in the state that `record` gives."""

    def move_article(self, record: ArticleRecord) -> None:
        """Keep an article in the state that `record` gives."""

    def put_graph(self, graph_name: str, quads: Sequence[ox.Quad]) -> None:
        """Keep another graph, or only its size when it can be concluded from the rest."""

    def settle(self) -> None:
        """Note that the engine is in line with what was put."""

    def abandon(self) -> None:
        """Forget what was put and not settled; what was intended is repaired on the next opening."""

    def close(self) -> None:
        """Release what is held."""


class MemoryArchive:
    """An archive that ends with the process."""

    def __init__(self) -> None:
        self._records: dict[str, ArticleRecord] = {}
        self._graphs: dict[str, tuple[ox.Quad, ...]] = {}
        self._is_current = False

    @property
    def inferences_are_current(self) -> bool:
        """False when something changed after the inferred graph was last put."""
        return self._is_current

    def records(self) -> tuple[ArticleRecord, ...]:
        """All records, by day of publication and id."""
        return tuple(sorted(self._records.values(), key=lambda r: (r.date.isoformat() if r.date else "", r.id)))

    def find(self, id_or_prefix: str) -> ArticleRecord | None:
        """The record with this id, or the only one whose id begins so."""
        found = [record for key, record in self._records.items() if id_or_prefix and key.startswith(id_or_prefix)]
        return found[0] if len(found) == 1 else None

    def content(self, graph_name: str) -> Sequence[ox.Quad] | None:
        """The quads kept for a graph; None for a retracted article."""
        record = self._records.get(graph_name.removeprefix(GRAPH_ARTICLE))
        is_retracted = record is not None and record.state is ArticleState.RETRACTED
        return None if is_retracted else self._graphs.get(graph_name)

    def kept(self, record: ArticleRecord) -> Sequence[ox.Quad]:
        """The quads of an article, retracted or not."""
        return self._graphs[GRAPH_ARTICLE + record.id]

    def intend(self, graph_names: Iterable[str]) -> None:
        """Do nothing: a process that dies takes the store with it."""

    def put_article(self, record: ArticleRecord, quads: Sequence[ox.Quad]) -> None:
        """Keep an article's graph, in the state that `record` gives."""
        self._graphs[GRAPH_ARTICLE + record.id] = tuple(quads)
        self._records[record.id] = replace(record, quad_count=len(set(quads)))
        self._is_current = False

    def move_article(self, record: ArticleRecord) -> None:
        """Keep an article in the state that `record` gives."""
        self._records[record.id] = record
        self._is_current = False

    def put_graph(self, graph_name: str, quads: Sequence[ox.Quad]) -> None:  # noqa: ARG002
        """Note whether the inferences are current; the engine alone keeps the quads."""
        self._is_current = graph_name == GRAPH_INFERRED

    def settle(self) -> None:
        """Do nothing."""

    def abandon(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""
