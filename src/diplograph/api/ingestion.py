"""Reading articles and adding what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from diplograph.api.background import load_background
from diplograph.api.reports import AddReport, AddState
from diplograph.batches import Passed, read_all
from diplograph.extraction.triggers import RELATIONS
from diplograph.graph import article_quads
from diplograph.model import Article, Extraction
from diplograph.pipeline import Pipeline, ReadFailure
from diplograph.store import ArticleRecord, ArticleState

if TYPE_CHECKING:
    from diplograph.api.knowledge_graph import KnowledgeGraph


class Ingestion:
    """Adds articles to a graph; the ontology and the register go before the first of them.

    Args:
        graph: the graph.
        reader: who reads claims.
    """

    def __init__(self, graph: KnowledgeGraph, reader: str) -> None:
        self._graph = graph
        self._store = graph.store
        self._reader = reader
        self._has_background = False

    def add_article(self, article: Article) -> AddReport:
        """Add one article; see `KnowledgeGraph.add_article`."""
        if known := self._store.find_article(article.id):
            return AddReport(article.id, _state_of(known))
        return self._write(self._graph.pipeline.read(article))

    def add_articles(
        self, articles: Iterable[Article], *, is_gated: bool, jobs: int, cluster: str | None
    ) -> Iterator[AddReport]:
        """Add many articles; see `KnowledgeGraph.add_articles`."""
        under_way: set[str] = set()

        def unread() -> Iterator[Article | Passed]:
            for article in articles:
                if article.id in under_way or self._store.find_article(article.id):
                    yield Passed(article.id)
                else:
                    under_way.add(article.id)
                    yield article

        gate = RELATIONS if is_gated else None
        readings = read_all(
            unread(),
            reader=self._reader,
            gate=gate,
            jobs=jobs,
            cluster=cluster,
            make_pipeline=lambda: Pipeline(self._graph.register, self._reader, gate=gate),
        )
        for reading in readings:
            if isinstance(reading, Passed):
                known = self._store.find_article(reading.article_id)
                yield AddReport(reading.article_id, _state_of(known) if known else AddState.FAILED)
            else:
                report = self._write(reading)
                under_way.discard(report.article_id)
                yield report

    def _write(self, reading: Extraction | ReadFailure) -> AddReport:
        """Put what was read into the store."""
        if not isinstance(reading, Extraction):
            return AddReport(reading.article.id, AddState.FAILED, error=reading.error)
        if not self._has_background:
            load_background(self._store)
            self._has_background = True
        self._store.add_article(_record(reading.article), article_quads(reading))
        return AddReport(reading.article.id, AddState.ADDED, reading)


def _state_of(record: ArticleRecord) -> AddState:
    return AddState.PRESENT if record.state is ArticleState.PRESENT else AddState.RETRACTED


def _record(article: Article) -> ArticleRecord:
    digest = sha256(article.text.encode("utf-8")).hexdigest()
    return ArticleRecord(article.id, digest, article.date, article.source, article.title)
