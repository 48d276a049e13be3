"""What a store remembers besides the engine: records, and the graphs as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from diplograph.store.log import Entry, Kind
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

    def content(self, graph_name: str) -> bytes | None:
        """Canonical N-Quads that the engine should hold for a graph; None when it should hold none."""

    def kept(self, record: ArticleRecord) -> bytes:
        """Canonical N-Quads of an article, retracted or not."""

    def digests(self) -> Mapping[str, str] | None:
        """The SHA-256 of each graph that the engine should hold; None when none are kept."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep what entries tell; what is kept survives the process."""

    def settle_inferences(self, article_ids: Iterable[str] | None) -> None:
        """Note that the inferences are up to date for these articles, or for everything."""


class MemoryArchive:
    """An archive that ends with the process."""

    def __init__(self) -> None:
        self._records: dict[str, ArticleRecord] = {}
        self._graphs: dict[str, bytes] = {}
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
        if record := self._records.get(id_or_prefix):
            return record
        found = [record for key, record in self._records.items() if id_or_prefix and key.startswith(id_or_prefix)]
        return found[0] if len(found) == 1 else None

    def content(self, graph_name: str) -> bytes | None:
        """Canonical N-Quads of a graph; None for a retracted article."""
        record = self._records.get(graph_name.removeprefix(GRAPH_ARTICLE))
        is_retracted = record is not None and record.state is ArticleState.RETRACTED
        return None if is_retracted else self._graphs.get(graph_name)

    def kept(self, record: ArticleRecord) -> bytes:
        """Canonical N-Quads of an article, retracted or not."""
        return self._graphs[GRAPH_ARTICLE + record.id]

    def digests(self) -> None:
        """None are kept."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep what entries tell."""
        for entry in entries:
            if entry.record is not None:
                self._records[entry.record.id] = entry.record
                articles = self._uninferred.article_ids | {entry.record.id}
                self._uninferred = replace(self._uninferred, article_ids=articles)
            else:
                self._uninferred = replace(self._uninferred, is_everything=True)
            if entry.kind is not Kind.STATE:
                self._graphs[entry.graph_name] = entry.nquads

    def settle_inferences(self, article_ids: Iterable[str] | None) -> None:
        """Note that the inferences are up to date for these articles, or for everything."""
        rest = self._uninferred.article_ids.difference(article_ids or ())
        self._uninferred = Uninferred() if article_ids is None else replace(self._uninferred, article_ids=rest)
