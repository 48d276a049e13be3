"""The embedded engine: pyoxigraph in memory or in a directory, seen as the union of its graphs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from sys import getrefcount
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import pyoxigraph as ox

from diplograph.errors import LimitError, QueryError, StoreError
from diplograph.model import Quad
from diplograph.store.federation import refuse_requests, refuse_services
from diplograph.store.protocol import QueryResult, Solutions, Triples, Verdict
from diplograph.store.sparql_text import has_keyword, syntax_error
from diplograph.store.terms import from_engine, from_engine_term, resource
from diplograph.vocab import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset

Row = TypeVar("Row")


_UNPROJECTED: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
    ox.Variable("diplographOnlyParses"): ox.Literal("")
}
"""A substitution that pyoxigraph refuses once it has parsed a query, before it answers it."""

_OWN_REFERENCES = 2
"""Of an object: the name that holds it, and the argument of `getrefcount`."""
BULK_QUADS = 10_000
"""From how many quads on a graph, or a change of derived graphs, is loaded in bulk."""


Answering: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True, slots=True)
class DatasetNames:
    """The graphs that a query sees: those that its default graph is the union of, and those it may name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def to_engine(self) -> dict[str, Any]:
        """As arguments of pyoxigraph's `query`.

        Raises:
            ValueError: a name is no IRI.
        """
        return {
            "default_graph": [ox.NamedNode(name) for name in self.default],
            "named_graphs": [ox.NamedNode(name) for name in self.named],
        }


class Engine:
    """An open pyoxigraph store.

    Args:
        path: directory of the engine's files; None keeps everything in memory.
        read_only: open the files for reading only.
        is_lazy: open them when they are first needed.

    Raises:
        OSError, RuntimeError: as pyoxigraph does, when the files cannot be opened.
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False, is_lazy: bool = False) -> None:
        self._path = path
        self._is_read_only = read_only
        if not is_lazy:
            vars(self)["_store"] = self._open()

    @cached_property
    def _store(self) -> ox.Store:
        return self._open()

    def _open(self) -> ox.Store:
        if self._path is None:
            return ox.Store()
        return ox.Store.read_only(str(self._path)) if self._is_read_only else ox.Store(self._path)

    @property
    def is_empty(self) -> bool:
        """Whether no quad is stored."""
        return not self._store

    def query(self, sparql: str, *, limit_rows: int | None = None) -> QueryResult:
        """Answer a query over the union of all graphs; see `Store.query`."""
        with self.answering(sparql) as answer:
            return collect(answer, limit_rows)

    @contextmanager
    def answering(
        self, sparql: str, *, base_iri: str | None = None, dataset: DatasetNames | None = None
    ) -> Iterator[Answering]:
        """The engine's answer to a query, not worked out yet; what goes wrong while it is, is told as usual.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            base_iri: what relative IRIs in the text are resolved against.
            dataset: the default and the named graphs; unless given, those that the text asks for with `FROM`, or else
                the union of all graphs as the default graph.

        Raises:
            QueryError: the text is not a valid query, or cannot be answered.
            StoreError: the engine's files are damaged.
        """
        text = refuse_services(sparql)
        try:
            chosen = dataset.to_engine() if dataset else {"use_default_graph_as_union": not has_keyword(sparql, "FROM")}
            yield self._store.query(text, base_iri=base_iri, prefixes=dict(PREFIXES), **chosen)
        except SyntaxError as error:
            raise syntax_error(sparql, str(error)) from error
        except (OSError, RuntimeError, ValueError) as error:
            if "Corruption" in str(error):
                raise StoreError(
                    f"the engine is damaged: {error}.",
                    hint="run `diplograph store repair`: it is rebuilt from the log.",
                ) from error
            raise QueryError(f"the query cannot be answered: {error}.", hint="simplify the query.") from error

    def update(self, sparql: str) -> None:
        """Carry out an update in one transaction; see `Store.update`."""
        text = refuse_requests(sparql)
        try:
            self._store.update(text, prefixes=dict(PREFIXES))
        except SyntaxError as error:
            raise syntax_error(sparql, str(error), is_update=True) from error
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the update failed: {error}.", hint="nothing was changed; try again.") from error

    @staticmethod
    def check_query(sparql: str) -> None:
        """Refuse a text that is no valid query, without answering it.

        Raises:
            QueryError: as `query` would, but for a `SERVICE`.
        """
        try:
            ox.Store().query(sparql, prefixes=dict(PREFIXES), substitutions=_UNPROJECTED)
        except SyntaxError as error:
            raise syntax_error(sparql, str(error)) from error
        except RuntimeError:
            return
        raise AssertionError("pyoxigraph answers a query with a substitution that the query does not project")

    @staticmethod
    def check_update(sparql: str) -> None:
        """Refuse a text that is no valid update, on an empty store of its own.

        Raises:
            QueryError: as `update` would.
        """
        with suppress(StoreError):
            Engine().update(sparql)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads in one transaction."""
        self._store.extend(quads)

    def load(self, nquads: bytes) -> None:
        """Add N-Quads: in one transaction, or more than `BULK_QUADS` in bulk.

        In bulk they go past the write-ahead log, twice as fast; a crash may leave them in part, which the store mends
        on opening, from its own log.
        """
        is_large = nquads.count(b"\n") > BULK_QUADS
        add = self._store.bulk_load if is_large else self._store.load
        add(nquads, format=ox.RdfFormat.N_QUADS)

    def set_graph(self, graph_name: str, nquads: bytes) -> None:
        """Make a graph hold exactly these quads: a new one is loaded, of another the difference is written."""
        if next(self.stored_quads(graph_name), None) is None:
            self.load(nquads)
            return
        wanted, present = set(ox.parse(nquads, ox.RdfFormat.N_QUADS)), set(self.stored_quads(graph_name))
        surplus, lacking = present - wanted, wanted - present
        if surplus:
            operations = [("DELETE DATA", surplus), ("INSERT DATA", lacking)]
            self._store.update(";\n".join(data_operation(*each, graph_name) for each in operations if each[1]))
        elif lacking:
            self._store.extend(lacking)

    def change(self, added: Collection[ox.Quad], removed: Collection[ox.Quad]) -> None:
        """Add and remove quads of any graphs, in one transaction.

        More than `BULK_QUADS` and nothing to remove are loaded past the write-ahead log, and may be there in part after
        a crash.
        """
        if gone := [quad for quad in removed if quad in self._store]:
            operations = [("DELETE DATA", gone), ("INSERT DATA", added)]
            self._store.update(";\n".join(_data(*each) for each in operations if each[1]))
        elif len(added) > BULK_QUADS:
            self._store.bulk_extend(added)
        elif added:
            self._store.extend(added)

    def quads(self, graph_name: str | None = None) -> Iterator[Quad]:
        """The quads of one graph, or of all."""
        return (from_engine(quad) for quad in self.stored_quads(graph_name))

    def stored_quads(self, graph_name: str | None = None) -> Iterator[ox.Quad]:
        """The same as pyoxigraph gives them."""
        name = None if graph_name is None else ox.NamedNode(graph_name)
        return self._store.quads_for_pattern(None, None, None, name)

    def graph_names(self) -> list[str]:
        """The names of all graphs that hold something, sorted."""
        return sorted(resource(name).value for name in self._store.named_graphs())

    def dataset(self) -> Dataset:
        """An rdflib Dataset over the same quads (oxrdflib), to be read only."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        view = OxigraphStore(store=self._store)
        dataset = Dataset(store=view, default_union=True)
        answer = view.query

        def query(text: object, *arguments: Any, **options: Any) -> object:
            text = refuse_services(text) if isinstance(text, str) else text
            return answer(text, *arguments, **options)  # type: ignore[arg-type]

        changes = dict.fromkeys(("add", "addN", "remove", "remove_graph", "update"), _refuse_change)
        for name, instead in {"query": query, **changes}.items():
            setattr(view, name, instead)
        return dataset

    def sync(self) -> None:
        """Bring the write-ahead logs to the disk; Oxigraph itself never does."""
        for path in self._path.glob("*.log") if self._path else ():
            with suppress(FileNotFoundError), path.open("rb") as log:
                os.fsync(log.fileno())

    def copy(self, folder: Path) -> None:
        """Put a frozen copy of the files into a folder that is not there yet, by hard links where that is possible."""
        self._store.backup(folder)

    def compact(self) -> None:
        """Write the files anew without what was removed."""
        self._store.optimize()

    def close(self) -> bool:
        """Release the files; whether they are released, which a view or an answer still in use prevents."""
        store = vars(self).pop("_store", None)
        return getrefcount(store) <= _OWN_REFERENCES


def _refuse_change(*_: object, **__: object) -> None:
    """Stands where rdflib would change the store past its journal and catalogue."""
    raise StoreError(
        "this view of the store cannot be changed.", hint="add articles with kg.add or `diplograph ingest`."
    )


def collect(result: Answering, limit_rows: int | None) -> QueryResult:
    """The engine's lazy answer as a value."""
    if isinstance(result, ox.QueryBoolean):
        return Verdict(bool(result))
    if isinstance(result, ox.QueryTriples):
        return collect_triples(result, limit_rows)
    variables = tuple(variable.value for variable in result.variables)
    rows = tuple(
        tuple(None if term is None else from_engine_term(term) for term in row) for row in limited(result, limit_rows)
    )
    return Solutions(variables, rows)


def collect_triples(result: Iterable[ox.Triple], limit_rows: int | None) -> Triples:
    """Triples as a value."""
    triples = {
        (resource(t.subject), resource(t.predicate), from_engine_term(t.object)) for t in limited(result, limit_rows)
    }
    return Triples(tuple(sorted(triples)))


def limited(rows: Iterable[Row], limit_rows: int | None) -> Iterator[Row]:
    """The rows.

    Raises:
        LimitError: there are more than so many.
    """
    for count, row in enumerate(rows):
        if limit_rows is not None and count >= limit_rows:
            raise LimitError(f"the answer has more than {limit_rows} rows.", hint="add LIMIT or narrow the question.")
        yield row


def data_operation(verb: str, quads: Iterable[ox.Quad], graph_name: str) -> str:
    """`INSERT DATA` or `DELETE DATA` with quads of one graph, from terms as the engine writes them."""
    statements = " .\n".join(sorted(f"{quad.subject} {quad.predicate} {quad.object}" for quad in quads))
    return f"{verb} {{ GRAPH {ox.NamedNode(graph_name)} {{\n{statements}\n}} }}"


def _data(verb: str, quads: Iterable[ox.Quad]) -> str:
    """The same with quads of any graphs."""
    blocks = (f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}" for quad in quads)
    return f"{verb} {{\n{chr(10).join(blocks)}\n}}"
