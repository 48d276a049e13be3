"""What a worker of the server answers: queries, saved questions, and what describes the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

from diplograph.isolation import Limits
from diplograph.isolation.messages import Header
from diplograph.isolation.serving import Reply
from diplograph.store.isolated import QueryAnswerer

if TYPE_CHECKING:
    from diplograph.api import KnowledgeGraph

TARGET: Final = "diplograph.server.worker:ServerAnswerer"

_MOST_BOUND: Final = 1000
_COUNTS: Final = {
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }",
    "classes": "SELECT ?class (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s a ?class } } GROUP BY ?class ORDER BY ?class",
    "graphs": "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } }",
}


class ServerAnswerer:
    """Answers what the server is asked, over one snapshot after another.

    The `op` of a request says what: `query` as `QueryAnswerer` has it; `question` with its `name` and `values`, by
    parameter a list of texts; `graph`, a query whose `default_graphs` must hold something; `counts` of the dataset,
    by name a list of rows.
    """

    def __init__(self) -> None:
        self._queries = QueryAnswerer()
        self._bound: dict[str, tuple[str, Sequence[str]]] = {}
        self._notes: tuple[str, ...] = ()

    def prepare(self, request: Header) -> Reply:
        """Open the directory `snapshot`; `notes` go with the answers of all saved questions."""
        self._notes = tuple(request.get("notes", ()))
        self._bound = {}
        vars(self).pop("_graph", None)
        return self._queries.prepare(request)

    @cached_property
    def _graph(self) -> KnowledgeGraph:
        from diplograph.api import KnowledgeGraph
        from diplograph.store.isolated import view_engine

        return KnowledgeGraph(view_engine(self._queries.engine), is_read_only=True)

    def answer(self, request: Header, limits: Limits) -> Reply:
        """Answer a request."""
        match request["op"]:
            case "question":
                return self._question(request, limits)
            case "graph":
                return self._graph_named(request, limits)
            case "counts":
                return self._counts()
            case _:
                return self._queries.answer(request, limits)

    def _question(self, request: Header, limits: Limits) -> Reply:
        name, values = request["name"], request["values"]
        key = repr((name, sorted(values.items())))
        if key not in self._bound:
            if len(self._bound) >= _MOST_BOUND:
                self._bound.clear()
            bound = self._graph.bind(name, **values)
            self._bound[key] = bound.sparql, bound.notes
        sparql, notes = self._bound[key]
        reply = self._queries.answer({**request, "sparql": sparql}, limits)
        return Reply({**reply.header, "notes": [*notes, *self._notes]}, reply.spool)

    def _graph_named(self, request: Header, limits: Limits) -> Reply:
        if request.get("default_graphs"):
            reply = self._queries.answer({**request, "sparql": "ASK { ?s ?p ?o }", "rows": "json"}, limits)
            if not reply.header["value"]:
                return Reply({"form": "graph", "format": request["graph"], "is_nothing": True})
        return self._queries.answer(request, limits)

    def _counts(self) -> Reply:
        from diplograph.store import Solutions

        found: dict[str, Any] = {}
        for name, sparql in _COUNTS.items():
            solutions = cast("Solutions", self._queries.engine.query(sparql))
            found[name] = [[term.value if term else "" for term in row] for row in solutions.rows]
        return Reply({"counts": found})


def question_request(name: str, values: Mapping[str, Sequence[str]], rows: str) -> dict[str, Any]:
    """A request for a saved question."""
    return {"op": "question", "name": name, "values": {key: list(value) for key, value in values.items()}, "rows": rows}
