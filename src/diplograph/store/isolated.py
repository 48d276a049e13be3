"""Queries in a worker process: what answers there, and the engine that asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from diplograph.isolation import Crew, Limit, Limits, Message, limit_error
from diplograph.isolation.messages import Header
from diplograph.isolation.serving import CountRows, Reply, Spool
from diplograph.store.counting import CsvRows, JsonRows, JsonRowsAtMost, TsvRows, XmlRows
from diplograph.store.embedded import Home, OxigraphStore
from diplograph.store.engine import Answering, DatasetNames, Engine
from diplograph.store.protocol import QueryResult, Store, Triples, Verdict
from diplograph.store.terms import from_engine_term, resource
from diplograph.store.tsv import read_tsv
from diplograph.vocab import PREFIXES

ROW_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_COUNTERS: Final[dict[str, Callable[[], CountRows]]] = {
    "json": JsonRowsAtMost,
    "xml": XmlRows,
    "csv": CsvRows,
    "tsv": TsvRows,
}


class QueryAnswerer:
    """Answers queries over one frozen engine directory after another.

    A request is an object with `sparql`, the formats wanted as `rows` and `graph` (names of `ROW_FORMATS` and
    `GRAPH_FORMATS`), and perhaps `base_iri`, `default_graphs`, `named_graphs`. A reply tells the `form`, which is
    `solutions`, `boolean` or `graph`, the `format` (null, and nothing is written, when none was asked for that fits),
    and the `value` of a boolean; `is_empty` is there when the directory holds nothing.
    """

    def __init__(self) -> None:
        self._engine = Engine(is_lazy=True)
        self._is_empty = False

    def prepare(self, request: Header) -> Reply:
        """Open the directory `snapshot`; the one before is closed."""
        self._engine.close()
        self._engine = Engine(Path(request["snapshot"]), read_only=True)
        self._is_empty = self._engine.is_empty
        return Reply()

    @property
    def engine(self) -> Engine:
        """The open directory."""
        return self._engine

    def answer(self, request: Header, limits: Limits) -> Reply:
        """Answer a query."""
        with self._engine.answering(
            request["sparql"], base_iri=request.get("base_iri"), dataset=_dataset(request)
        ) as answer:
            reply = write_answer(answer, request, limits)
        return Reply({**reply.header, "is_empty": True}, reply.spool) if self._is_empty else reply


def _dataset(request: Header) -> DatasetNames | None:
    default, named = request.get("default_graphs", ()), request.get("named_graphs", ())
    return DatasetNames(tuple(default), tuple(named)) if default or named else None


def write_answer(answer: Answering, request: Header, limits: Limits) -> Reply:
    """The engine's answer in the format that was asked for.

    Raises:
        LimitError: it has too many rows or bytes.
    """
    if isinstance(answer, ox.QueryTriples):
        name = request.get("graph")
        return write_graph(answer, name, limits) if name else _unacceptable("graph")
    name = request.get("rows")
    if name is None:
        return _unacceptable("solutions" if isinstance(answer, ox.QuerySolutions) else "boolean")
    if isinstance(answer, ox.QueryBoolean):
        spool = Spool(limits)
        answer.serialize(spool.file, ROW_FORMATS[name])
        return Reply({"form": "boolean", "format": name, "value": bool(answer)}, spool)
    spool = Spool(limits, _COUNTERS[name](), JsonRows if name == "json" else None)
    answer.serialize(spool.file, ROW_FORMATS[name])
    return Reply({"form": "solutions", "format": name}, spool)


def write_graph(triples: Iterator[ox.Triple] | Iterator[ox.Quad], name: str, limits: Limits) -> Reply:
    """A graph in one of `GRAPH_FORMATS`.

    Raises:
        LimitError: it has too many triples or bytes.
    """
    spool = Spool(limits)
    ox.serialize(_counted(triples, limits), spool.file, GRAPH_FORMATS[name], prefixes=dict(PREFIXES))
    return Reply({"form": "graph", "format": name}, spool)


def _unacceptable(form: str) -> Reply:
    return Reply({"form": form, "format": None})


def _counted(triples: Iterator[Any], limits: Limits) -> Iterator[Any]:
    for number, triple in enumerate(triples):
        if limits.rows is not None and number >= limits.rows:
            raise limit_error(Limit.ROWS, limits)
        yield triple


class IsolatedEngine(Engine):
    """A frozen engine directory whose queries are answered by workers; all else is done in this process.

    Args:
        path: the directory.
        crew: workers that run `QueryAnswerer`.
        expect_empty: called when a worker finds the directory empty; raises when it should not be.
    """

    def __init__(self, path: Path, crew: Crew, expect_empty: Callable[[], None]) -> None:
        super().__init__(path, read_only=True, is_lazy=True)
        self._crew = crew
        self._expect_empty = expect_empty
        crew.prepare({"snapshot": str(path)})

    def query(self, sparql: str, *, limit_rows: int | None = None) -> QueryResult:
        """Answer a query over the union of all graphs; see `Store.query`."""
        reply = self._crew.ask({"sparql": sparql, "rows": "tsv", "graph": "nt"}, self._limits(limit_rows))
        if reply.header.get("is_empty"):
            self._expect_empty()
        return read_reply(reply)

    def _limits(self, limit_rows: int | None) -> Limits:
        limits = self._crew.limits
        if limit_rows is None:
            return limits
        rows = limit_rows if limits.rows is None else min(limit_rows, limits.rows)
        return Limits(limits.time_s, rows, limits.answer_bytes, limits.memory_bytes)

    def close(self) -> bool:
        """End the workers and release the directory."""
        self._crew.close()
        return super().close()


def view_engine(engine: Engine) -> Store:
    """An engine alone as a store for reading, which has nothing to infer."""
    store = OxigraphStore("snapshot", engine, Home())
    store.settle_inferences()
    return store


def read_reply(reply: Message) -> QueryResult:
    """A worker's answer in TSV or N-Triples as a value."""
    form = reply.header["form"]
    if form == "boolean":
        return Verdict(reply.header["value"])
    if form == "solutions":
        return read_tsv(reply.content())
    triples = ox.parse(reply.content(), ox.RdfFormat.N_TRIPLES)
    found = {(resource(t.subject), resource(t.predicate), from_engine_term(t.object)) for t in triples}
    return Triples(tuple(sorted(found)))
