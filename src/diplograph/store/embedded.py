"""The store that needs no server: Oxigraph in this process, in memory or in a directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import pyoxigraph as ox

from diplograph.errors import NothingFoundError, StoreError
from diplograph.model import Quad
from diplograph.store.archive import Archive, MemoryArchive
from diplograph.store.engine import Engine
from diplograph.store.protocol import ArticleRecord, ArticleState, QueryResult, Rewrite, Uninferred, is_derived
from diplograph.store.terms import canonical, from_engine, to_engine
from diplograph.store.workbench import Workbench
from diplograph.vocab import GRAPH_ARTICLE

if TYPE_CHECKING:
    from rdflib import Dataset

_BATCH_ARTICLES: Final = 200


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a place adds to the engine.

    Attributes:
        open_archive: opens the archive; called when it is first needed, so that queries do without it.
        refuse_writes: what to say to a write, and the hint; None allows it.
        find_problems: what `verify` reports.
        file_errors: a context that explains the operating system's errors.
        release: called on closing, after the engine and the archive.
    """

    open_archive: Callable[[], Archive] = MemoryArchive
    refuse_writes: tuple[str, str] | None = None
    find_problems: Callable[[Engine], tuple[str, ...]] = lambda _: ()
    file_errors: Callable[[], AbstractContextManager[None]] = nullcontext
    release: Callable[[], None] = lambda: None
    publish: Callable[[Engine], None] = lambda _: None


class OxigraphStore:
    """Oxigraph with an archive beside it.

    Args:
        location: what the store was opened as.
        engine: holds the graphs that take part in answers.
        surroundings: what belongs to the place where the store is.
    """

    def __init__(self, location: str, engine: Engine, surroundings: Surroundings) -> None:
        self._location = location
        self._engine = engine
        self._surroundings = surroundings
        self._opened_archive: Archive | None = None
        self._refusal = surroundings.refuse_writes
        self._has_written = False
        self._is_open = True

    @property
    def location(self) -> str:
        """Where the store is."""
        return self._location

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last brought up to date."""
        return self._archive.uninferred

    @property
    def _archive(self) -> Archive:
        if self._opened_archive is None:
            self._opened_archive = self._surroundings.open_archive()
        return self._opened_archive

    def query(self, sparql: str, *, limit_rows: int | None = None) -> QueryResult:
        """Answer a SPARQL query; see `Store.query`."""
        return self._engine.query(sparql, limit_rows=limit_rows)

    def update(self, sparql: str) -> None:
        """Carry out a SPARQL update on the graphs that are not articles; see `Store.update`."""
        Engine.check_update(sparql)
        before = self._other_graphs()
        with self._write(before):
            self._engine.update(sparql)
            for name in sorted({*before, *self._other_graphs()}):
                self._archive.put_graph(name, list(self._engine.stored_quads(name)))

    def _other_graphs(self) -> list[str]:
        names = self._engine.graph_names()
        return [name for name in names if not (name.startswith(GRAPH_ARTICLE) or is_derived(name))]

    def add_article(self, record: ArticleRecord, quads: Sequence[Quad]) -> bool:
        """Add one article, whole or not at all; see `Store.add_article`."""
        return self.add_articles([(record, quads)]) == 1

    def add_articles(self, items: Iterable[tuple[ArticleRecord, Sequence[Quad]]]) -> int:
        """Add articles in batches; see `Store.add_articles`."""
        iterator, added = iter(items), 0
        while batch := list(islice(iterator, _BATCH_ARTICLES)):
            added += self._add_batch(batch)
        return added

    def _add_batch(self, batch: list[tuple[ArticleRecord, Sequence[Quad]]]) -> int:
        fresh = {
            record.id: (record, quads) for record, quads in reversed(batch) if self._archive.find(record.id) is None
        }
        if not fresh:
            return 0
        prepared = [(record, prepare(quads, GRAPH_ARTICLE + record.id)) for record, quads in fresh.values()]
        with self._write([GRAPH_ARTICLE + article_id for article_id in fresh]):
            for record, quads in prepared:
                self._archive.put_article(replace(record, state=ArticleState.PRESENT), quads)
            self._engine.extend([quad for _, quads in prepared for quad in quads])
        return len(fresh)

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles, by day of publication and id."""
        return self._archive.records()

    def find_article(self, id_or_prefix: str) -> ArticleRecord | None:
        """The article with this id, or the only one whose id begins so."""
        return self._archive.find(id_or_prefix)

    def retract(self, article_id: str) -> None:
        """Take an article out of every answer; see `Store.retract`."""
        self._move(article_id, ArticleState.RETRACTED)

    def restore(self, article_id: str) -> None:
        """Bring a retracted article back; see `Store.restore`."""
        self._move(article_id, ArticleState.PRESENT)

    def _move(self, article_id: str, state: ArticleState) -> None:
        record = get_article(self.find_article(article_id), article_id)
        if record.state is state:
            return
        graph_name = GRAPH_ARTICLE + record.id
        with self._write([graph_name]):
            self._archive.move_article(replace(record, state=state))
            self._engine.set_graph(graph_name, self._archive.content(graph_name) or ())

    def rewrite_article(self, article_id: str, rewrite: Rewrite) -> bool:
        """Put what `rewrite` makes of an article's graph in its place; see `Store.rewrite_article`."""
        record = get_article(self.find_article(article_id), article_id)
        graph_name = GRAPH_ARTICLE + record.id
        fresh = rewritten(self._archive.kept(record), rewrite, graph_name)
        if fresh is None:
            return False
        with self._write([graph_name]):
            self._archive.put_article(record, fresh)
            if record.state is ArticleState.PRESENT:
                self._engine.set_graph(graph_name, fresh)
        return True

    def replace_graph(self, graph_name: str, quads: Iterable[Quad]) -> None:
        """Make a named graph hold exactly these quads, in one step."""
        prepared = prepare(quads, graph_name)
        if is_derived(graph_name):
            with self._writing():
                self._engine.set_graph(graph_name, prepared)
                self._engine.sync()
            return
        with self._write([graph_name]):
            self._archive.put_graph(graph_name, prepared)
            self._engine.set_graph(graph_name, prepared)

    def change_inferences(self, added: Iterable[Quad], removed: Iterable[Quad]) -> None:
        """Add and remove quads of derived graphs; see `Store.change_inferences`."""
        fresh, gone = [to_engine(quad) for quad in added], [to_engine(quad) for quad in removed]
        with self._writing():
            self._engine.change(fresh, gone)
            self._engine.sync()

    def settle_inferences(self, article_ids: Iterable[str] | None = None) -> None:
        """Note that the inferences are up to date; see `Store.settle_inferences`."""
        with self._writing():
            self._archive.settle_inferences(article_ids)

    def describe(self, workbench: Workbench, graph_names: Iterable[str]) -> None:
        """Put what named graphs hold on a workbench."""
        workbench.describe(b"".join(map(self._archive.ntriples, graph_names)))

    def quads(self, graph_name: str | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or of all."""
        return self._engine.quads(graph_name)

    def dataset(self) -> Dataset:
        """The graphs as an rdflib Dataset; see `Store.dataset`."""
        return self._engine.dataset()

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the store, one sentence each."""
        return self._surroundings.find_problems(self._engine)

    @contextmanager
    def _write(self, graph_names: Sequence[str]) -> Iterator[None]:
        """Bring the engine, the archive and the disk through one change of these graphs."""
        with self._writing():
            self._archive.intend(graph_names)
            try:
                yield
                self._engine.sync()
                self._archive.settle()
            except BaseException:
                self._archive.abandon()
                self._refusal = (
                    f"a write to the store at {self._location} failed half-way.",
                    "close the store and open it again: it repairs itself.",
                )
                raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._refusal:
            raise StoreError(self._refusal[0], hint=self._refusal[1])
        with self._surroundings.file_errors():
            self._has_written = True
            yield

    def publish(self) -> None:
        """Stand-in: make what was written visible to readers."""
        self._surroundings.publish(self._engine)

    def close(self) -> None:
        """Release the engine, the archive and the lock."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            self.publish()
            self._engine.close(flush=self._has_written)
            if self._opened_archive is not None:
                self._opened_archive.close()
        finally:
            self._surroundings.release()

    def __enter__(self) -> Self:
        """This store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()


def get_article(found: ArticleRecord | None, article_id: str) -> ArticleRecord:
    """The record that was found.

    Raises:
        NothingFoundError: none was.
    """
    if found is None:
        raise NothingFoundError(
            f"no article has the id {article_id}.", hint="`article list` shows the ids; the first digits are enough."
        )
    return found


def prepare(quads: Iterable[Quad], graph_name: str) -> list[ox.Quad]:
    """Quads of one graph as the engine's, none twice.

    Raises:
        InputError: a term is no IRI.
        ValueError: a quad belongs to another graph.
    """
    listed = list(quads)
    if any(quad.graph_name.value != graph_name for quad in listed):
        raise ValueError(f"every quad must be in the graph {graph_name}")
    return canonical(to_engine(quad) for quad in listed)


def rewritten(kept: Iterable[ox.Quad], rewrite: Rewrite, graph_name: str) -> list[ox.Quad] | None:
    """What `rewrite` makes of the quads kept for a graph, as the engine's; None when it leaves them as they are.

    Raises:
        InputError, ValueError: as `prepare`.
    """
    before = list(kept)
    after = prepare(rewrite([from_engine(quad) for quad in before]), graph_name)
    return None if set(after) == set(before) else after
