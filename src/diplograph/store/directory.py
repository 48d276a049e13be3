"""The archive of a store directory: one gzipped N-Quads file per graph, and the catalogue of their sizes."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.errors import StoreError
from diplograph.store.catalogue import Catalogue, Change, GraphSize, size_of
from diplograph.store.layout import Layout, sync_directory, write_durably
from diplograph.store.protocol import ArticleRecord, ArticleState, Uninferred
from diplograph.store.records import from_json, to_json
from diplograph.store.terms import engine_lines, engine_quads
from diplograph.vocab import GRAPH_ARTICLE

_LEVEL: Final = 6


@dataclass(slots=True)
class _Pending:
    """What `settle` writes into the catalogue."""

    articles: dict[str, ArticleRecord] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    graphs: dict[str, GraphSize | None] = field(default_factory=dict)
    is_everything_uninferred: bool = False


class DirectoryArchive:
    """The archive in a store directory.

    Args:
        layout: where the files are.
        read_only: open the catalogue for reading only.
    """

    def __init__(self, layout: Layout, *, read_only: bool) -> None:
        self._layout = layout
        self._catalogue = Catalogue(layout.catalogue, read_only=read_only)
        self._pending = _Pending()

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last settled."""
        return self._catalogue.uninferred

    def records(self) -> tuple[ArticleRecord, ...]:
        """All records, by day of publication and id."""
        return self._catalogue.articles()

    def find(self, id_or_prefix: str) -> ArticleRecord | None:
        """The record with this id, or the only one whose id begins so."""
        return self._catalogue.find(id_or_prefix)

    def sizes(self) -> dict[str, GraphSize]:
        """The expected size of each graph in the engine, by name."""
        return self._catalogue.graphs()

    def content(self, graph_name: str) -> Sequence[ox.Quad] | None:
        """The quads of a graph's file; None when it has none, as for a retracted article.

        Raises:
            StoreError: the file is damaged.
        """
        path = self._layout.graph_file(graph_name)
        return _read_quads(path) if path.exists() else None

    def kept(self, record: ArticleRecord) -> Sequence[ox.Quad]:
        """The quads of an article's file, wherever its state puts it.

        Raises:
            StoreError: the file is missing or damaged.
        """
        path = self._layout.article_file(record.id, record.state)
        if not path.exists():
            raise _damaged(path, "it is not there")
        return _read_quads(path)

    def ntriples(self, graph_name: str) -> bytes:
        """What a graph's file holds, as N-Triples; nothing when there is none."""
        try:
            text = _read(self._layout.graph_file(graph_name))
        except FileNotFoundError:
            return b""
        return text.replace(f" <{graph_name}> .\n", " .\n").encode()

    def intend(self, graph_names: Iterable[str]) -> None:
        """Write the journal."""
        write_durably(self._layout.journal, "\n".join(graph_names).encode())

    def intended(self) -> list[str]:
        """The graphs that a write which was cut short was about to change."""
        try:
            return [name for name in self._layout.journal.read_text().splitlines() if name]
        except FileNotFoundError:
            return []

    def put_article(self, record: ArticleRecord, quads: Sequence[ox.Quad]) -> None:
        """Keep an article's graph in a file that begins with its record, where its state puts it."""
        lines = engine_lines(quads)
        record = replace(record, quad_count=len(lines))
        path = self._layout.article_file(record.id, record.state)
        _write(path, [f"# {to_json(record)}", *lines])
        self._pending.articles[record.id] = record
        is_present = record.state is ArticleState.PRESENT
        self._pending.graphs[GRAPH_ARTICLE + record.id] = size_of(lines) if is_present else None

    def move_article(self, record: ArticleRecord) -> None:
        """Move an article's file to where that state is kept."""
        other = ArticleState.RETRACTED if record.state is ArticleState.PRESENT else ArticleState.PRESENT
        source = self._layout.article_file(record.id, other)
        target = self._layout.article_file(record.id, record.state)
        source.replace(target)
        sync_directory(target.parent)
        sync_directory(source.parent)
        self._pending.articles[record.id] = record
        graph_name = GRAPH_ARTICLE + record.id
        is_present = record.state is ArticleState.PRESENT
        self._pending.graphs[graph_name] = size_of(_lines(_read(target))) if is_present else None

    def put_graph(self, graph_name: str, quads: Sequence[ox.Quad]) -> None:
        """Keep a graph's file."""
        lines = engine_lines(quads)
        _write(self._layout.graph_file(graph_name), lines)
        self._pending.graphs[graph_name] = size_of(lines)
        self._pending.is_everything_uninferred = True

    def settle_inferences(self, article_ids: Iterable[str] | None) -> None:
        """Note that the inferences are up to date for these articles, or for everything."""
        self._catalogue.settle_inferences(article_ids)

    def reconcile(self, graph_name: str) -> Sequence[ox.Quad]:
        """Put what the files say about a graph; the quads that it should hold."""
        quads = self.content(graph_name)
        self._pending.graphs[graph_name] = size_of(engine_lines(quads)) if quads else None
        if graph_name.startswith(GRAPH_ARTICLE):
            self._reconcile_record(graph_name.removeprefix(GRAPH_ARTICLE))
        else:
            self._pending.is_everything_uninferred = True
        return quads or ()

    def _reconcile_record(self, article_id: str) -> None:
        for state in ArticleState:
            path = self._layout.article_file(article_id, state)
            if path.exists():
                self._pending.articles[article_id] = _read_record(path, state)
                return
        self._pending.forgotten.append(article_id)

    def settle(self) -> None:
        """Write the catalogue and remove the journal."""
        pending = self._pending
        changed = frozenset([*pending.articles, *pending.forgotten])
        self._catalogue.apply(
            Change(
                tuple(pending.articles.values()),
                tuple(pending.forgotten),
                tuple(pending.graphs.items()),
                Uninferred(pending.is_everything_uninferred, changed),
            )
        )
        self._pending = _Pending()
        self._layout.journal.unlink(missing_ok=True)

    def abandon(self) -> None:
        """Forget what was put and not settled; the journal stays."""
        self._pending = _Pending()

    def verify(self) -> list[str]:
        """Files that are missing, damaged or unknown to the catalogue."""
        problems = []
        known = {record.id: record for record in self.records()}
        for state in ArticleState:
            for article_id in self._layout.article_ids(state):
                record = known.get(article_id)
                if record is None or record.state is not state:
                    problems.append(f"the catalogue does not know the {state.value} article {article_id}.")
        for record in known.values():
            problems += _file_problems(self._layout.article_file(record.id, record.state), record)
        return problems

    def close(self) -> None:
        """Release the catalogue."""
        self._catalogue.close()


def _file_problems(path: Path, record: ArticleRecord) -> list[str]:
    try:
        lines = _lines(_read(path))
    except FileNotFoundError:
        return [f"the file of article {record.id} is missing: {path}."]
    except StoreError as error:
        return [error.message]
    if len(lines) != record.quad_count:
        return [f"{path} holds {len(lines)} quads instead of {record.quad_count}."]
    return []


def _write(path: Path, lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    write_durably(path, gzip.compress(text.encode(), _LEVEL, mtime=0))


def _read(path: Path) -> str:
    try:
        return gzip.decompress(path.read_bytes()).decode()
    except (FileNotFoundError, PermissionError):
        raise
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise _damaged(path, str(error)) from error


def _read_quads(path: Path) -> list[ox.Quad]:
    try:
        return engine_quads(_read(path))
    except SyntaxError as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, why: str) -> StoreError:
    return StoreError(
        f"the file {path} is damaged: {why}.",
        hint="restore it from a backup, or remove it and ingest the article again.",
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def _read_record(path: Path, state: ArticleState) -> ArticleRecord:
    first, _, _ = _read(path).partition("\n")
    try:
        return replace(from_json(first.removeprefix("# ")), state=state)
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path, "its first line is no record") from error
