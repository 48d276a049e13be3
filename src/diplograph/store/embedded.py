"""The store that needs no server: Oxigraph in this process, in memory or in a directory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from diplograph.errors import NothingFoundError, StoreError
from diplograph.model import Quad
from diplograph.store.archive import Archive, MemoryArchive
from diplograph.store.engine import Engine
from diplograph.store.log import Entry
from diplograph.store.nquads import engine_nquads, to_nquads
from diplograph.store.protocol import ArticleRecord, ArticleState, QueryResult, Rewrite, Uninferred, is_derived
from diplograph.store.terms import engine_quads, from_engine, to_engine
from diplograph.store.workbench import Workbench
from diplograph.vocab import GRAPH_ARTICLE

if TYPE_CHECKING:
    from rdflib import Dataset

_BATCH_ARTICLES: Final = 1_000


class Home:
    """What belongs to the place where a store is; a store in memory has this one, which adds nothing to a write."""

    refusal: tuple[str, str] | None = None
    """What to say to a write, and the hint; None allows it."""

    @cached_property
    def archive(self) -> Archive:
        """What is kept beside the engine; opened when it is first needed, so that queries do without it."""
        return MemoryArchive()

    @contextmanager
    def writing(self, engine: Engine) -> Iterator[None]:  # noqa: ARG002
        """Surrounds each write; explains the operating system's errors."""
        yield

    @contextmanager
    def updating(self, graph_names: Sequence[str]) -> Iterator[None]:  # noqa: ARG002
        """Surrounds a change of these graphs that the engine makes before the archive knows of it."""
        yield

    def publish(self, engine: Engine) -> None:
        """Let readers see what was written."""

    def find_problems(self, engine: Engine) -> tuple[str, ...]:  # noqa: ARG002
        """What `verify` reports."""
        return ()

    def close(self, engine: Engine, *, is_sound: bool) -> None:  # noqa: ARG002
        """Release the engine and all else; `is_sound` is false after a write that failed half-way."""
        engine.close()


class OxigraphStore:
    """Oxigraph with an archive beside it.

    Args:
        location: what the store was opened as.
        engine: holds the graphs that take part in answers.
        home: the place where the store is.
    """

    def __init__(self, location: str, engine: Engine, home: Home) -> None:
        self._location = location
        self._engine = engine
        self._home = home
        self._failure: tuple[str, str] | None = None
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
        return self._home.archive

    def query(self, sparql: str, *, limit_rows: int | None = None) -> QueryResult:
        """Answer a SPARQL query; see `Store.query`."""
        return self._engine.query(sparql, limit_rows=limit_rows)

    def update(self, sparql: str) -> None:
        """Carry out a SPARQL update on the graphs that are not articles; see `Store.update`."""
        Engine.check_update(sparql)
        before = self._other_graphs()
        with self._writing(), self._home.updating(before):
            self._engine.update(sparql)
            changed = []
            for name in sorted({*before, *self._other_graphs()}):
                nquads = engine_nquads(self._engine.stored_quads(name))
                if nquads != (self._archive.content(name) or b""):
                    changed.append(Entry.of_graph(name, nquads))
            self._archive.put(changed)

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
        entries = [
            Entry.of_article(replace(record, state=ArticleState.PRESENT), to_nquads(quads, GRAPH_ARTICLE + record.id))
            for record, quads in fresh.values()
        ]
        with self._writing():
            self._archive.put(entries)
            self._engine.load(b"".join(entry.nquads for entry in entries))
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
        nquads = self._archive.kept(record)
        with self._writing():
            self._archive.put([Entry.of_state(replace(record, state=state))])
            self._engine.set_graph(graph_name, nquads if state is ArticleState.PRESENT else b"")

    def rewrite_article(self, article_id: str, rewrite: Rewrite) -> bool:
        """Put what `rewrite` makes of an article's graph in its place; see `Store.rewrite_article`."""
        record = get_article(self.find_article(article_id), article_id)
        graph_name = GRAPH_ARTICLE + record.id
        before = self._archive.kept(record)
        kept = [from_engine(quad) for quad in engine_quads(before.decode())]
        after = to_nquads(rewrite(kept), graph_name)
        if after == before:
            return False
        with self._writing():
            self._archive.put([Entry.of_article(record, after)])
            if record.state is ArticleState.PRESENT:
                self._engine.set_graph(graph_name, after)
        return True

    def replace_graph(self, graph_name: str, quads: Iterable[Quad]) -> None:
        """Make a named graph hold exactly these quads, in one step."""
        self.load_graph(graph_name, to_nquads(quads, graph_name))

    def load_graph(self, graph_name: str, nquads: bytes) -> None:
        """The same with canonical N-Quads; see `Store.load_graph`."""
        with self._writing():
            if not is_derived(graph_name):
                self._archive.put([Entry.of_graph(graph_name, nquads)])
            self._engine.set_graph(graph_name, nquads)

    def change_inferences(self, added: Iterable[Quad], removed: Iterable[Quad]) -> None:
        """Add and remove quads of derived graphs; see `Store.change_inferences`."""
        fresh, gone = [to_engine(quad) for quad in added], [to_engine(quad) for quad in removed]
        with self._writing():
            self._engine.change(fresh, gone)

    def settle_inferences(self, article_ids: Iterable[str] | None = None) -> None:
        """Note that the inferences are up to date; see `Store.settle_inferences`."""
        with self._writing():
            self._archive.settle_inferences(article_ids)

    def merge_files(self) -> None:
        """Put the engine's files together; see `Store.merge_files`."""
        with self._writing():
            self._engine.compact()

    def describe(self, workbench: Workbench, graph_names: Iterable[str]) -> None:
        """Put what named graphs hold on a workbench."""
        found = ((name, self._archive.content(name)) for name in graph_names)
        workbench.describe(
            b"".join(nquads.replace(f" <{name}> .\n".encode(), b" .\n") for name, nquads in found if nquads)
        )

    def digests(self) -> Mapping[str, str] | None:
        """The digest of each graph; see `Store.digests`."""
        return self._archive.digests()

    def quads(self, graph_name: str | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or of all."""
        return self._engine.quads(graph_name)

    def dataset(self) -> Dataset:
        """The graphs as an rdflib Dataset; see `Store.dataset`."""
        return self._engine.dataset()

    def publish(self) -> None:
        """Let readers of the directory see what was written so far."""
        if self._failure:
            raise StoreError(self._failure[0], hint=self._failure[1])
        self._home.publish(self._engine)

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the store, one sentence each."""
        return self._home.find_problems(self._engine)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Surround a write; one that fails half-way closes the store to further ones."""
        if refusal := self._failure or self._home.refusal:
            raise StoreError(refusal[0], hint=refusal[1])
        try:
            with self._home.writing(self._engine):
                yield
        except BaseException:
            self._failure = (
                f"a write to the store at {self._location} failed half-way.",
                "close the store and open it again: it repairs itself.",
            )
            raise

    def close(self) -> None:
        """Release the engine, the archive and the lock."""
        if self._is_open:
            self._is_open = False
            self._home.close(self._engine, is_sound=self._failure is None)

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
