"""What a store remembers besides the engine: the articles' graphs as kept for restoring, and their records.

A write goes `intend` → `put_…`/`move_article` → the engine → `settle`; a store that finds intended graphs on
opening brings the engine in line with what `content` gives for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

import pyoxigraph as ox

from diplograph.store.protocol import ArticleRecord, ArticleState, Uninferred
from diplograph.vocab import GRAPH_ARTICLE


class Archive(Protocol):
    """Keeps graphs and records; `DirectoryArchive` on disk, `MemoryArchive` for one process."""

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last settled."""

    def records(self) -> tuple[ArticleRecord, ...]:
        """All records, by day of publication and id."""

    def find(self, id_or_prefix: str) -> ArticleRecord | None:
        """The record with this id, or the only one whose id begins so."""

    def content(self, graph_name: str) -> Sequence[ox.Quad] | None:
        """The quads that the engine should hold for a graph; None when it should hold none."""

    def ntriples(self, graph_name: str) -> bytes:
        """What `content` gives, as N-Triples; nothing when it gives None."""

    def kept(self, record: ArticleRecord) -> Sequence[ox.Quad]:
        """The quads of an article, retracted or not."""

    def intend(self, graph_names: Iterable[str]) -> None:
        """Note that these graphs are about to change."""

    def put_article(self, record: ArticleRecord, quads: Sequence[ox.Quad]) -> None:
        """Keep an article's graph, in the state that `record` gives."""

    def move_article(self, record: ArticleRecord) -> None:
        """Keep an article in the state that `record` gives."""

    def put_graph(self, graph_name: str, quads: Sequence[ox.Quad]) -> None:
        """Keep another graph that cannot be concluded from the rest."""

    def settle_inferences(self, article_ids: Iterable[str] | None) -> None:
        """Note that the inferences are up to date for these articles, or for everything."""

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
        self._uninferred = Uninferred(is_everything=True)

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last settled."""
        return self._uninferred

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

    def ntriples(self, graph_name: str) -> bytes:
        """What `content` gives, as N-Triples."""
        quads = self.content(graph_name) or ()
        return "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads).encode()

    def kept(self, record: ArticleRecord) -> Sequence[ox.Quad]:
        """The quads of an article, retracted or not."""
        return self._graphs[GRAPH_ARTICLE + record.id]

    def intend(self, graph_names: Iterable[str]) -> None:
        """Do nothing: a process that dies takes the store with it."""

    def put_article(self, record: ArticleRecord, quads: Sequence[ox.Quad]) -> None:
        """Keep an article's graph, in the state that `record` gives."""
        self._graphs[GRAPH_ARTICLE + record.id] = tuple(quads)
        self._records[record.id] = replace(record, quad_count=len(set(quads)))
        self._note(record.id)

    def move_article(self, record: ArticleRecord) -> None:
        """Keep an article in the state that `record` gives."""
        self._records[record.id] = record
        self._note(record.id)

    def _note(self, article_id: str) -> None:
        self._uninferred = replace(self._uninferred, article_ids=self._uninferred.article_ids | {article_id})

    def put_graph(self, graph_name: str, quads: Sequence[ox.Quad]) -> None:
        """Keep another graph, and note that everything may follow differently."""
        self._graphs[graph_name] = tuple(quads)
        self._uninferred = replace(self._uninferred, is_everything=True)

    def settle_inferences(self, article_ids: Iterable[str] | None) -> None:
        """Note that the inferences are up to date for these articles, or for everything."""
        rest = self._uninferred.article_ids.difference(article_ids or ())
        self._uninferred = Uninferred() if article_ids is None else replace(self._uninferred, article_ids=rest)

    def settle(self) -> None:
        """Do nothing."""

    def abandon(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""
