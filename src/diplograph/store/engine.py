"""The embedded engine: pyoxigraph in memory or in a directory, seen as the union of its graphs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

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

BULK_QUADS = 10_000
"""From how many quads on a new graph is loaded in bulk."""


class Engine:
    """An open pyoxigraph store.

    Args:
        path: directory of the engine's files; None keeps everything in memory.
        read_only: open the files for reading only.

    Raises:
        OSError, RuntimeError: as pyoxigraph does, when the files cannot be opened.
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self._path = path
        if path is None:
            self._store = ox.Store()
        elif read_only:
            self._store = ox.Store.read_only(str(path))
        else:
            self._store = ox.Store(path)

    @property
    def is_empty(self) -> bool:
        """Whether no quad is stored."""
        return not self._store

    def query(self, sparql: str, *, limit_rows: int | None = None) -> QueryResult:
        """Answer a query over the union of all graphs; see `Store.query`."""
        text = refuse_services(sparql)
        try:
            is_union = not has_keyword(sparql, "FROM")
            answer = self._store.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=is_union)
            return collect(answer, limit_rows)
        except SyntaxError as error:
            raise syntax_error(sparql, str(error)) from error
        except (OSError, RuntimeError, ValueError) as error:
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
        Engine().update(sparql)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads in one transaction."""
        self._store.extend(quads)

    def set_graph(self, graph_name: str, quads: Iterable[ox.Quad]) -> None:
        """Make a graph hold exactly these quads, in one transaction that writes only the difference.

        A new graph of more than `BULK_QUADS` is loaded past the write-ahead log, three times as fast: a crash may leave
        it in part, which the store's journal mends on opening.
        """
        wanted, present = set(quads), set(self.stored_quads(graph_name))
        surplus, lacking = present - wanted, wanted - present
        if surplus:
            operations = [("DELETE DATA", surplus), ("INSERT DATA", lacking)]
            self._store.update(";\n".join(data_operation(*each, graph_name) for each in operations if each[1]))
        elif len(lacking) > BULK_QUADS and not present:
            self._store.bulk_extend(lacking)
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
        """Bring the newest write-ahead log to the disk; Oxigraph itself never does."""
        if self._path is None:
            return
        logs = sorted(self._path.glob("*.log"), key=lambda path: int(path.stem))
        if logs:
            with logs[-1].open("rb") as log:
                os.fsync(log.fileno())

    def close(self, *, flush: bool) -> None:
        """Release the files.

        Args:
            flush: write the log into sorted tables first; otherwise each reader replays it on opening.
        """
        if flush and self._path is not None:
            self._store.flush()
        del self._store


def _refuse_change(*_: object, **__: object) -> None:
    """Stands where rdflib would change the store past its journal and catalogue."""
    raise StoreError(
        "this view of the store cannot be changed.", hint="add articles with kg.add or `diplograph ingest`."
    )


def collect(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, limit_rows: int | None) -> QueryResult:
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
