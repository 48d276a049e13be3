"""The graph behind an endpoint in which records are kept: one node for each article, one for the store's own facts."""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, TypeVar

import pyoxigraph as ox

from diplograph.store.answers import TruncatedError
from diplograph.store.endpoint import Endpoint
from diplograph.store.engine import data_operation
from diplograph.store.protocol import ArticleRecord, Uninferred
from diplograph.store.records import from_json, to_json

Row = TypeVar("Row")

GRAPH_CATALOGUE: Final = "https://w3id.org/diplograph/graph/catalogue"
"""The graph of the records; `quads` and `dataset` leave it out."""

RECORD_NODE: Final = "https://w3id.org/diplograph/record/"
CATALOGUE: Final = "https://w3id.org/diplograph/catalogue#"

_FACTS_NODE: Final = f"{RECORD_NODE}facts"
_ID: Final = re.compile(r"[0-9a-f]{16}")
_ID_START: Final = re.compile(r"[0-9a-f]+")
_PIECE_CHARS: Final = 50_000
"""Virtuoso takes time that grows with the square of a literal's length: 0.1 s for 100,000 characters, 3 s for ten times
as many."""
_ASKED_AT_ONCE: Final = 500
_DIGITS: Final = "0123456789abcdef"
_MOST_DIGITS: Final = 8


class RemoteCatalogue:
    """Reads the records.

    Args:
        endpoint: where they are.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last settled."""
        is_current = self.literals(_FACTS_NODE, "inferences") == ["current"]
        return Uninferred(not is_current, frozenset(self.literals(_FACTS_NODE, "uninferred")))

    def records(self) -> tuple[ArticleRecord, ...]:
        """All records, by day of publication and id."""
        found = [from_json(text) for (text,) in self._rows(f"?key <{CATALOGUE}record> ?value", "?value")]
        return tuple(sorted(found, key=lambda record: (record.date.isoformat() if record.date else "", record.id)))

    def find(self, id_or_prefix: str) -> ArticleRecord | None:
        """The record with this id, or the only one whose id begins so."""
        if _ID.fullmatch(id_or_prefix):
            found = self.literals(RECORD_NODE + id_or_prefix, "record")
        elif _ID_START.fullmatch(id_or_prefix):
            start = ox.Literal(RECORD_NODE + id_or_prefix)
            pattern = f"?node <{CATALOGUE}record> ?value FILTER(STRSTARTS(STR(?node), {start}))"
            rows = self._endpoint.table(f"SELECT ?value WHERE {{ {_in_catalogue(pattern)} }} LIMIT 2")
            found = [value for (value,) in rows]
        else:
            found = []
        return from_json(found[0]) if len(found) == 1 else None

    def known(self, article_ids: Iterable[str]) -> set[str]:
        """Those of the articles that have a record."""
        known: set[str] = set()
        remaining = iter(article_ids)
        while batch := list(islice(remaining, _ASKED_AT_ONCE)):
            nodes = " ".join(str(ox.NamedNode(RECORD_NODE + each)) for each in batch)
            pattern = _in_catalogue(f"?node <{CATALOGUE}record> ?value")
            rows = self._endpoint.table(f"SELECT ?node WHERE {{ VALUES ?node {{ {nodes} }} {pattern} }}")
            known.update(node.removeprefix(RECORD_NODE) for (node,) in rows)
        return known

    def content(self, article_id: str) -> str:
        """The N-Quads kept of a retracted article."""
        return unpack(self.literals(RECORD_NODE + article_id, "content"))

    def literals(self, node: str, name: str) -> list[str]:
        """The values of a property of one node."""
        rows = self._rows(f"{ox.NamedNode(node)} <{CATALOGUE}{name}> ?key", "?key")
        return [value for (value,) in rows]

    def facts(self, node_start: str) -> dict[str, dict[str, list[str]]]:
        """All properties of the nodes whose IRIs begin so, by node and name."""
        start = ox.Literal(node_start)
        found: dict[str, dict[str, list[str]]] = {}
        for node, name, value in self._rows(
            f"?key ?name ?value FILTER(STRSTARTS(STR(?key), {start}))", "?key ?name ?value"
        ):
            found.setdefault(node, {}).setdefault(name.removeprefix(CATALOGUE), []).append(value)
        return found

    def _rows(self, pattern: str, variables: str) -> list[tuple[str, ...]]:
        select = f"SELECT {variables} WHERE {{ %s }}"
        return list(in_parts(lambda part: self._endpoint.table(select % f"{_in_catalogue(pattern)} {part}"), "?key"))


def in_parts(read: Callable[[str], Iterable[Row]], key: str, digits: str = "") -> Iterator[Row]:
    """All rows of a question that the server may cut short: then they are read in parts.

    Args:
        read: reads the rows for which a pattern that it is given holds too.
        key: the variable by whose hash the rows are parted.
        digits: what the hash of those that are read begins with.

    Raises:
        LimitError: the server cuts even the smallest part short.
    """
    part = f'FILTER(STRSTARTS(MD5(STR({key})), "{digits}"))' if digits else ""
    try:
        yield from read(part)
    except TruncatedError:
        if len(digits) == _MOST_DIGITS:
            raise
        for digit in _DIGITS:
            yield from in_parts(read, key, digits + digit)


def _in_catalogue(pattern: str) -> str:
    return f"GRAPH <{GRAPH_CATALOGUE}> {{ {pattern} }}"


def set_record(record: ArticleRecord, content: str | None = None) -> str:
    """Operations that make the catalogue hold this record and, for a retracted article, its N-Quads."""
    values = {"record": [to_json(record)], "content": [] if content is None else pack(content)}
    return f"{forget(RECORD_NODE + record.id)};\n{put(RECORD_NODE + record.id, values)}"


def add_records(records: Iterable[ArticleRecord]) -> str:
    """An operation that adds records of new articles, and notes that they changed."""
    listed = list(records)
    quads = [_quad(RECORD_NODE + record.id, "record", to_json(record)) for record in listed]
    notes = [_quad(_FACTS_NODE, "uninferred", record.id) for record in listed]
    return data_operation("INSERT DATA", [*quads, *notes], GRAPH_CATALOGUE)


def note(article_id: str) -> str:
    """An operation that notes that an article changed."""
    return put(_FACTS_NODE, {"uninferred": [article_id]})


def settle(article_ids: Iterable[str]) -> str:
    """An operation that notes that the inferences are up to date for some articles."""
    return data_operation(
        "DELETE DATA", [_quad(_FACTS_NODE, "uninferred", each) for each in article_ids], GRAPH_CATALOGUE
    )


def settle_everything() -> str:
    """Operations that note that the inferences are up to date."""
    return f"{_forget_facts('uninferred')};\n{NOTE_EVERYTHING};\n{put(_FACTS_NODE, {'inferences': ['current']})}"


def put(node: str, values: Mapping[str, Iterable[str]]) -> str:
    """An operation that adds values to a node, by property."""
    quads = [_quad(node, name, value) for name, each in values.items() for value in each]
    return data_operation("INSERT DATA", quads, GRAPH_CATALOGUE)


def forget(node: str) -> str:
    """An operation that removes all that is said of a node."""
    return f"DELETE WHERE {{ {_in_catalogue(f'{ox.NamedNode(node)} ?p ?o')} }}"


def _forget_facts(name: str) -> str:
    return f"DELETE WHERE {{ {_in_catalogue(f'<{_FACTS_NODE}> <{CATALOGUE}{name}> ?value')} }}"


NOTE_EVERYTHING: Final = _forget_facts("inferences")
"""An operation that notes that everything may follow differently."""


def _quad(node: str, name: str, value: str) -> ox.Quad:
    graph = ox.NamedNode(GRAPH_CATALOGUE)
    return ox.Quad(ox.NamedNode(node), ox.NamedNode(CATALOGUE + name), ox.Literal(value), graph)


def pack(text: str) -> list[str]:
    """A text as numbered pieces of ASCII, none of them long."""
    packed = base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
    return [
        f"{number}:{packed[start : start + _PIECE_CHARS]}"
        for number, start in enumerate(range(0, len(packed), _PIECE_CHARS))
    ]


def unpack(pieces: Iterable[str]) -> str:
    """The text of pieces in any order; of none, the empty text. A single piece may have no number."""
    numbered = sorted((int(number or 0), piece) for number, _, piece in (each.rpartition(":") for each in pieces))
    return gzip.decompress(base64.b64decode("".join(piece for _, piece in numbered))).decode() if numbered else ""
