"""The catalogue of a store directory: records, counts and hashes in SQLite, kept apart from the engine."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from diplograph.errors import StoreError
from diplograph.store.protocol import ArticleRecord, ArticleState, Uninferred

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY, digest TEXT NOT NULL, date TEXT, source TEXT, title TEXT,
    quad_count INTEGER NOT NULL, state TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS graph (name TEXT PRIMARY KEY, quad_count INTEGER NOT NULL, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS fact (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS uninferred (article_id TEXT PRIMARY KEY);
"""


_AFTER_ALL: Final = "\U0010ffff"
"""Sorts after whatever an id may go on with, so that ids with a beginning are a range of the index."""


@dataclass(frozen=True, slots=True)
class GraphSize:
    """How many quads a graph has, and the SHA-256 of its canonical N-Quads."""

    quad_count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """What to write in one transaction; a graph's size of None forgets the graph."""

    articles: tuple[ArticleRecord, ...] = ()
    forgotten_articles: tuple[str, ...] = ()
    graphs: tuple[tuple[str, GraphSize | None], ...] = ()
    uninferred: Uninferred = field(default_factory=Uninferred)


def size_of(lines: Iterable[str]) -> GraphSize:
    """Count and hash sorted N-Quads lines."""
    listed = list(lines)
    return GraphSize(len(listed), hashlib.sha256("\n".join(listed).encode()).hexdigest())


class Catalogue:
    """The open catalogue.

    Raises:
        StoreError: the file is damaged.
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path = path
        with self._errors():
            if read_only:
                self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            else:
                self._database = sqlite3.connect(path)
                self._database.execute("PRAGMA synchronous = FULL")
                self._database.executescript(_SCHEMA)
            self._database.execute("SELECT COUNT(*) FROM article").fetchone()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                f"the store's catalogue {self._path} cannot be used: {error}.",
                hint=f"remove {self._path.name} and run a command that writes: it is rebuilt from the articles' files.",
            ) from error

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All records, by day of publication and id."""
        return self._select("SELECT * FROM article ORDER BY COALESCE(date, ''), id", ())

    def find(self, prefix: str) -> ArticleRecord | None:
        """The record with this id, or the only one whose id begins so."""
        found = self._select("SELECT * FROM article WHERE id >= ? AND id < ? LIMIT 2", (prefix, prefix + _AFTER_ALL))
        return found[0] if prefix and len(found) == 1 else None

    def _select(self, sql: str, values: tuple[str | int, ...]) -> tuple[ArticleRecord, ...]:
        with self._errors():
            return tuple(_record(row) for row in self._database.execute(sql, values))

    def graphs(self) -> dict[str, GraphSize]:
        """The expected size of each graph, by name."""
        with self._errors():
            rows = self._database.execute("SELECT name, quad_count, digest FROM graph").fetchall()
        return {name: GraphSize(count, digest) for name, count, digest in rows}

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last settled."""
        with self._errors():
            tables = self._database.execute("SELECT name FROM sqlite_master WHERE name = 'uninferred'").fetchall()
            fact = self._database.execute("SELECT value FROM fact WHERE key = 'inferences'").fetchone()
            rows = self._database.execute("SELECT article_id FROM uninferred").fetchall() if tables else []
        is_current = bool(tables) and fact is not None and fact[0] == "current"
        return Uninferred(not is_current, frozenset(article_id for (article_id,) in rows))

    def settle_inferences(self, article_ids: Iterable[str] | None) -> None:
        """Note that the inferences are up to date for these articles, or for everything."""
        with self._errors(), self._database as database:
            if article_ids is None:
                database.execute("DELETE FROM uninferred")
                database.execute("INSERT OR REPLACE INTO fact VALUES ('inferences', 'current')")
            else:
                rows = [(each,) for each in article_ids]
                database.executemany("DELETE FROM uninferred WHERE article_id = ?", rows)

    def apply(self, change: Change) -> None:
        """Write a change in one transaction."""
        with self._errors(), self._database as database:
            database.executemany(
                "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?)",
                [_row(record) for record in change.articles],
            )
            database.executemany("DELETE FROM article WHERE id = ?", [(each,) for each in change.forgotten_articles])
            for name, size in change.graphs:
                database.execute("DELETE FROM graph WHERE name = ?", (name,))
                if size is not None:
                    database.execute("INSERT INTO graph VALUES (?, ?, ?)", (name, *astuple(size)))
            if change.uninferred.is_everything:
                database.execute("INSERT OR REPLACE INTO fact VALUES ('inferences', 'stale')")
            rows = [(each,) for each in change.uninferred.article_ids]
            database.executemany("INSERT OR IGNORE INTO uninferred VALUES (?)", rows)

    def close(self) -> None:
        """Release the file."""
        self._database.close()


def _row(record: ArticleRecord) -> tuple[str | int | None, ...]:
    day = record.date.isoformat() if record.date else None
    return (record.id, record.digest, day, record.source, record.title, record.quad_count, record.state.value)


def _record(row: tuple[str, str, str | None, str | None, str | None, int, str]) -> ArticleRecord:
    article_id, digest, day, source, title, quad_count, state = row
    published = date.fromisoformat(day) if day else None
    return ArticleRecord(article_id, digest, published, source, title, quad_count, ArticleState(state))
