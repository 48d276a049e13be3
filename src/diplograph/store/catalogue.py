"""The catalogue of a store directory: records, counts, digests and places in the log, in SQLite.

It can be rebuilt from the log. Changes gather in one transaction until `commit`, which notes how far the log was
followed; what a crash undoes is followed again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from diplograph.errors import StoreError
from diplograph.store.log import START, Entry, Kind, Place
from diplograph.store.nquads import GraphSize, size_of
from diplograph.store.protocol import ArticleRecord, ArticleState, Uninferred

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS article (
    id TEXT PRIMARY KEY, digest TEXT NOT NULL, date TEXT, source TEXT, title TEXT,
    quad_count INTEGER NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS graph (
    name TEXT PRIMARY KEY, quad_count INTEGER NOT NULL, digest TEXT NOT NULL, is_shown INTEGER NOT NULL,
    segment INTEGER NOT NULL, offset INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uninferred (article_id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_AFTER_ALL: Final = "\U0010ffff"
"""Sorts after whatever an id may go on with, so that ids with a beginning are a range of the index."""
_WAIT_S: Final = 10.0
"""How long a reader waits while the writer commits."""


class Catalogue:
    """The open catalogue.

    Raises:
        StoreError: the file is damaged.
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path = path
        with self._errors():
            place = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            self._database = sqlite3.connect(place, _WAIT_S, isolation_level=None, uri=True)
            if not read_only:
                self._database.execute("PRAGMA synchronous = FULL")
                self._database.execute("PRAGMA cache_spill = OFF")
                self._database.executescript(_SCHEMA)
            self._database.execute("SELECT COUNT(*) FROM graph WHERE offset < 0").fetchone()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                f"the store's catalogue {self._path} cannot be used: {error}.",
                hint="run `diplograph store repair`: it is rebuilt from the log.",
            ) from error

    # reading

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All records, by day of publication and id."""
        return self._select("SELECT * FROM article ORDER BY COALESCE(date, ''), id", ())

    def find(self, prefix: str) -> ArticleRecord | None:
        """The record with this id, or the only one whose id begins so."""
        found = self._select("SELECT * FROM article WHERE id >= ? AND id < ? LIMIT 2", (prefix, prefix + _AFTER_ALL))
        return found[0] if prefix and len(found) == 1 else None

    def _select(self, sql: str, values: tuple[str, ...]) -> tuple[ArticleRecord, ...]:
        with self._errors():
            return tuple(_record(row) for row in self._database.execute(sql, values))

    def graphs(self) -> dict[str, GraphSize]:
        """The expected size of each graph that takes part in answers, by name."""
        with self._errors():
            rows = self._database.execute("SELECT name, quad_count, digest FROM graph WHERE is_shown").fetchall()
        return {name: GraphSize(count, digest) for name, count, digest in rows}

    def find_size(self, graph_name: str) -> GraphSize | None:
        """The size of a graph, whether it takes part in answers or not."""
        with self._errors():
            row = self._database.execute(
                "SELECT quad_count, digest FROM graph WHERE name = ?", (graph_name,)
            ).fetchone()
        return GraphSize(*row) if row else None

    def find_place(self, graph_name: str) -> Place | None:
        """Where the log holds a graph, whether it takes part in answers or not."""
        with self._errors():
            row = self._database.execute("SELECT segment, offset FROM graph WHERE name = ?", (graph_name,)).fetchone()
        return Place(*row) if row else None

    def places(self) -> list[tuple[str, Place]]:
        """Where the log holds each graph, in the order of the log."""
        with self._errors():
            rows = self._database.execute("SELECT name, segment, offset FROM graph ORDER BY segment, offset").fetchall()
        return [(name, Place(segment, offset)) for name, segment, offset in rows]

    def count_quads(self) -> int:
        """How many quads the graphs have that take part in answers; derived graphs not counted."""
        with self._errors():
            (count,) = self._database.execute(
                "SELECT COALESCE(SUM(quad_count), 0) FROM graph WHERE is_shown"
            ).fetchone()
        return int(count)

    @property
    def followed(self) -> Place:
        """How far the log was followed at the last commit."""
        with self._errors():
            row = self._database.execute("SELECT value FROM fact WHERE key = 'followed'").fetchone()
        return Place(*map(int, row[0].split())) if row else START

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last settled."""
        with self._errors():
            fact = self._database.execute("SELECT value FROM fact WHERE key = 'inferences'").fetchone()
            rows = self._database.execute("SELECT article_id FROM uninferred").fetchall()
        is_current = fact is not None and fact[0] == "current"
        return Uninferred(not is_current, frozenset(article_id for (article_id,) in rows))

    # writing

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._errors():
            if not self._database.in_transaction:
                self._database.execute("BEGIN IMMEDIATE")
            yield self._database

    def follow(self, place: Place, entry: Entry) -> None:
        """Take in an entry of the log."""
        with self._changing() as database:
            if entry.record is not None:
                database.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?)", _row(entry.record))
                database.execute("INSERT OR IGNORE INTO uninferred VALUES (?)", (entry.record.id,))
            else:
                database.execute("INSERT OR REPLACE INTO fact VALUES ('inferences', 'stale')")
            if entry.kind is Kind.STATE:
                database.execute("UPDATE graph SET is_shown = ? WHERE name = ?", (entry.is_shown, entry.graph_name))
            elif entry.nquads or entry.kind is Kind.ARTICLE:
                size = size_of(entry.nquads)
                values = (entry.graph_name, size.quad_count, size.digest, entry.is_shown, *place)
                database.execute("INSERT OR REPLACE INTO graph VALUES (?, ?, ?, ?, ?, ?)", values)
            else:
                database.execute("DELETE FROM graph WHERE name = ?", (entry.graph_name,))

    def settle_inferences(self, article_ids: Iterable[str] | None) -> None:
        """Note that the inferences are up to date for these articles, or for everything."""
        with self._changing() as database:
            if article_ids is None:
                database.execute("DELETE FROM uninferred")
                database.execute("INSERT OR REPLACE INTO fact VALUES ('inferences', 'current')")
            else:
                rows = [(each,) for each in article_ids]
                database.executemany("DELETE FROM uninferred WHERE article_id = ?", rows)

    def note_uninferred(self, article_ids: Iterable[str]) -> None:
        """Note that what follows from these articles is not concluded yet."""
        with self._changing() as database:
            database.executemany("INSERT OR IGNORE INTO uninferred VALUES (?)", [(each,) for each in article_ids])

    def doubt_inferences(self) -> None:
        """Note that any inference may be missing."""
        with self._changing() as database:
            database.execute("INSERT OR REPLACE INTO fact VALUES ('inferences', 'stale')")

    def commit(self, followed: Place) -> None:
        """Bring the changes to the disk, and note that the log was followed up to there."""
        with self._changing() as database:
            database.execute("INSERT OR REPLACE INTO fact VALUES ('followed', ?)", (f"{followed[0]} {followed[1]}",))
            database.execute("COMMIT")

    def close(self) -> None:
        """Release the file; what was not committed is undone."""
        self._database.close()


def _row(record: ArticleRecord) -> tuple[str | int | None, ...]:
    day = record.date.isoformat() if record.date else None
    return (record.id, record.digest, day, record.source, record.title, record.quad_count, record.state.value)


def _record(row: tuple[str, str, str | None, str | None, str | None, int, str]) -> ArticleRecord:
    article_id, digest, day, source, title, quad_count, state = row
    published = date.fromisoformat(day) if day else None
    return ArticleRecord(article_id, digest, published, source, title, quad_count, ArticleState(state))
