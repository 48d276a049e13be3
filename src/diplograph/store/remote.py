"""A SPARQL endpoint as a store.

Records are kept in a graph of their own, one node per article, and a retracted article's quads as one literal
there, so that no triple of it is left. Every change is one update request, which Oxigraph carries out whole or
not at all; other servers may not.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, cast

import pyoxigraph as ox

from diplograph.errors import StoreError
from diplograph.model import Iri, Quad
from diplograph.store.embedded import get_article, prepare, rewritten
from diplograph.store.endpoint import Endpoint
from diplograph.store.engine import Engine, data_operation
from diplograph.store.protocol import (
    ArticleRecord,
    ArticleState,
    QueryResult,
    Rewrite,
    Solutions,
    Triples,
    Uninferred,
    is_derived,
)
from diplograph.store.records import from_json, to_json
from diplograph.store.terms import engine_lines, engine_quads, from_engine, resource, to_engine
from diplograph.store.workbench import Workbench
from diplograph.vocab import GRAPH_ARTICLE

if TYPE_CHECKING:
    from rdflib import Dataset

GRAPH_CATALOGUE: Final = "https://w3id.org/diplograph/graph/catalogue"
"""The graph of the records; `quads` and `dataset` leave it out."""

_CATALOGUE: Final = "https://w3id.org/diplograph/catalogue#"
_RECORD_NODE: Final = "https://w3id.org/diplograph/record/"
_FACTS_NODE: Final = "https://w3id.org/diplograph/record/facts"


class SparqlStore:
    """The store behind an endpoint.

    Args:
        location: the endpoint's address; see `addresses_of`.
        read_only: refuse every write.

    Raises:
        StoreError: nothing answers SPARQL there.
    """

    def __init__(self, location: str, *, read_only: bool = False) -> None:
        self._location = location
        self._endpoint = Endpoint(location)
        self._is_read_only = read_only
        self._endpoint.query("ASK {}")

    @property
    def location(self) -> str:
        """The endpoint's address as it was given."""
        return self._location

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last brought up to date."""
        is_current = self._literal(_FACTS_NODE, "inferences") == "current"
        return Uninferred(not is_current, frozenset(self._literals("uninferred", _FACTS_NODE)))

    def query(self, sparql: str, *, limit_rows: int | None = None) -> QueryResult:
        """Answer a SPARQL query; see `Store.query`."""
        return self._endpoint.query(sparql, limit_rows=limit_rows)

    def update(self, sparql: str) -> None:
        """Carry out a SPARQL update; see `Store.update`."""
        Engine.check_update(sparql)
        self._update(f"{sparql.rstrip().rstrip(';')};\n{_NOTE_EVERYTHING}")

    def add_article(self, record: ArticleRecord, quads: Sequence[Quad]) -> bool:
        """Add one article, whole or not at all; see `Store.add_article`."""
        if self.find_article(record.id) is not None:
            return False
        graph_name = GRAPH_ARTICLE + record.id
        prepared = prepare(quads, graph_name)
        kept = replace(record, quad_count=len(prepared), state=ArticleState.PRESENT)
        insertion = [data_operation("INSERT DATA", prepared, graph_name)] if prepared else []
        self._update(";\n".join([*insertion, _set_record(kept, None), _note(record.id)]))
        return True

    def add_articles(self, items: Iterable[tuple[ArticleRecord, Sequence[Quad]]]) -> int:
        """Add articles one by one; the number of new ones."""
        return sum(self.add_article(record, quads) for record, quads in items)

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles, by day of publication and id."""
        found = [from_json(text) for text in self._literals("record")]
        return tuple(sorted(found, key=lambda record: (record.date.isoformat() if record.date else "", record.id)))

    def find_article(self, id_or_prefix: str) -> ArticleRecord | None:
        """The article with this id, or the only one whose id begins so."""
        found = [record for record in self.articles() if id_or_prefix and record.id.startswith(id_or_prefix)]
        return found[0] if len(found) == 1 else None

    def retract(self, article_id: str) -> None:
        """Take an article out of every answer; see `Store.retract`."""
        record = get_article(self.find_article(article_id), article_id)
        if record.state is ArticleState.RETRACTED:
            return
        graph_name = GRAPH_ARTICLE + record.id
        kept = _pack(engine_lines(prepare(self.quads(graph_name), graph_name)))
        retracted = replace(record, state=ArticleState.RETRACTED)
        operations = [f"DROP SILENT GRAPH <{graph_name}>", _set_record(retracted, kept), _note(record.id)]
        self._update(";\n".join(operations))

    def restore(self, article_id: str) -> None:
        """Bring a retracted article back; see `Store.restore`."""
        record = get_article(self.find_article(article_id), article_id)
        if record.state is ArticleState.PRESENT:
            return
        graph_name = GRAPH_ARTICLE + record.id
        quads = self._packed(record)
        insertion = [data_operation("INSERT DATA", quads, graph_name)] if quads else []
        restored = replace(record, state=ArticleState.PRESENT)
        self._update(";\n".join([*insertion, _set_record(restored, None), _note(record.id)]))

    def rewrite_article(self, article_id: str, rewrite: Rewrite) -> bool:
        """Put what `rewrite` makes of an article's graph in its place; see `Store.rewrite_article`."""
        record = get_article(self.find_article(article_id), article_id)
        graph_name = GRAPH_ARTICLE + record.id
        is_present = record.state is ArticleState.PRESENT
        kept = prepare(self.quads(graph_name), graph_name) if is_present else self._packed(record)
        fresh = rewritten(kept, rewrite, graph_name)
        if fresh is None:
            return False
        before, after = set(kept), set(fresh)
        operations = _changes(added=after - before, removed=before - after) if is_present else []
        content = None if is_present else _pack(engine_lines(fresh))
        known = replace(record, quad_count=len(fresh))
        self._update(";\n".join([*operations, _set_record(known, content), _note(record.id)]))
        return True

    def _packed(self, record: ArticleRecord) -> list[ox.Quad]:
        """The quads kept of a retracted article."""
        return engine_quads(_unpack(self._literal(_RECORD_NODE + record.id, "content")))

    def replace_graph(self, graph_name: str, quads: Iterable[Quad]) -> None:
        """Make a named graph hold exactly these quads, in one update that writes only the difference."""
        wanted = set(prepare(quads, graph_name))
        present = set(prepare(self.quads(graph_name), graph_name))
        note = [] if is_derived(graph_name) else [_NOTE_EVERYTHING]
        if operations := [*_changes(added=wanted - present, removed=present - wanted), *note]:
            self._update(";\n".join(operations))

    def load_graph(self, graph_name: str, nquads: bytes) -> None:
        """The same with canonical N-Quads; see `Store.load_graph`."""
        self.replace_graph(graph_name, map(from_engine, engine_quads(nquads.decode())))

    def change_inferences(self, added: Iterable[Quad], removed: Iterable[Quad]) -> None:
        """Add and remove quads of derived graphs; see `Store.change_inferences`."""
        if operations := _changes([*map(to_engine, added)], [*map(to_engine, removed)]):
            self._update(";\n".join(operations))

    def settle_inferences(self, article_ids: Iterable[str] | None = None) -> None:
        """Note that the inferences are up to date; see `Store.settle_inferences`."""
        if article_ids is None:
            self._update(f"{_remove_facts('uninferred')};\n{_remove_facts('inferences')};\n{_CURRENT}")
        elif quads := [_fact("uninferred", each) for each in article_ids]:
            self._update(data_operation("DELETE DATA", quads, GRAPH_CATALOGUE))

    def describe(self, workbench: Workbench, graph_names: Iterable[str]) -> None:
        """Put what named graphs hold on a workbench."""
        for name in graph_names:
            lines = (f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in map(to_engine, self.quads(name)))
            workbench.describe("".join(lines).encode())

    def digests(self) -> None:
        """None: an endpoint keeps no digests."""

    def quads(self, graph_name: str | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or of all but the catalogue's."""
        names = [graph_name] if graph_name is not None else self._graph_names()
        for name in names:
            found = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {ox.NamedNode(name)} {{ ?s ?p ?o }} }}")
            triples = found.triples if isinstance(found, Triples) else ()
            yield from (Quad(*triple, Iri(name)) for triple in triples)

    def _graph_names(self) -> list[str]:
        found = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
        rows = found.rows if isinstance(found, Solutions) else ()
        return [row[0].value for row in rows if row[0] is not None and row[0].value != GRAPH_CATALOGUE]

    def dataset(self) -> Dataset:
        """A copy of the graphs, in memory, as an rdflib Dataset."""
        copy = Engine()
        copy.extend(quad for name in self._graph_names() for quad in prepare(self.quads(name), name))
        return copy.dataset()

    def publish(self) -> None:
        """Do nothing: every update is seen at once."""

    def verify(self) -> tuple[str, ...]:
        """Articles whose graphs have not the number of quads that was written."""
        problems = []
        for record in self.articles():
            found = sum(1 for _ in self.quads(GRAPH_ARTICLE + record.id))
            expected = record.quad_count if record.state is ArticleState.PRESENT else 0
            if found != expected:
                problems.append(f"the graph of article {record.id} holds {found} quads, not the {expected} written.")
        return tuple(problems)

    def close(self) -> None:
        """Do nothing: there is no connection to release."""

    def __enter__(self) -> Self:
        """This store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def _literals(self, name: str, node: str | None = None) -> list[str]:
        subject = "?node" if node is None else f"<{node}>"
        found = self.query(
            f"SELECT ?value WHERE {{ GRAPH <{GRAPH_CATALOGUE}> {{ {subject} <{_CATALOGUE}{name}> ?value }} }}"
        )
        rows = found.rows if isinstance(found, Solutions) else ()
        return [row[0].value for row in rows if row[0] is not None]

    def _literal(self, node: str, name: str) -> str:
        return "".join(self._literals(name, node)[:1])

    def _update(self, sparql: str) -> None:
        if self._is_read_only:
            raise StoreError(
                f"the store at {self._location} was opened for reading only.", hint="open it without read_only."
            )
        self._endpoint.update(sparql)


def _set_record(record: ArticleRecord, content: str | None) -> str:
    """Operations that make the catalogue hold this record and, for a retracted article, its content."""
    node = _RECORD_NODE + record.id
    values = {"record": to_json(record), "content": content}
    return _set_literals(node, {name: value for name, value in values.items() if value is not None})


def _changes(added: Collection[ox.Quad], removed: Collection[ox.Quad]) -> list[str]:
    changes = [("DELETE DATA", removed), ("INSERT DATA", added)]
    by_graph = [(verb, name, quads) for verb, each in changes for name, quads in _by_graph(each)]
    return [data_operation(verb, quads, name) for verb, name, quads in by_graph]


def _by_graph(quads: Collection[ox.Quad]) -> Iterator[tuple[str, list[ox.Quad]]]:
    ordered = sorted(quads, key=lambda quad: str(quad.graph_name))
    for graph, members in groupby(ordered, key=lambda quad: quad.graph_name):
        yield resource(cast("ox.NamedNode", graph)).value, list(members)


def _fact(name: str, value: str) -> ox.Quad:
    graph, subject = ox.NamedNode(GRAPH_CATALOGUE), ox.NamedNode(_FACTS_NODE)
    return ox.Quad(subject, ox.NamedNode(_CATALOGUE + name), ox.Literal(value), graph)


def _note(article_id: str) -> str:
    """An operation that notes that an article changed."""
    return data_operation("INSERT DATA", [_fact("uninferred", article_id)], GRAPH_CATALOGUE)


def _remove_facts(name: str) -> str:
    return f"DELETE WHERE {{ GRAPH <{GRAPH_CATALOGUE}> {{ <{_FACTS_NODE}> <{_CATALOGUE}{name}> ?value }} }}"


_NOTE_EVERYTHING: Final = _remove_facts("inferences")
_CURRENT: Final = data_operation("INSERT DATA", [_fact("inferences", "current")], GRAPH_CATALOGUE)


def _set_literals(node: str, values: dict[str, str]) -> str:
    graph, subject = ox.NamedNode(GRAPH_CATALOGUE), ox.NamedNode(node)
    quads = [
        ox.Quad(subject, ox.NamedNode(_CATALOGUE + name), ox.Literal(value), graph) for name, value in values.items()
    ]
    removal = f"DELETE WHERE {{ GRAPH {graph} {{ {subject} ?p ?o }} }}"
    return f"{removal};\n{data_operation('INSERT DATA', quads, GRAPH_CATALOGUE)}"


def _pack(lines: list[str]) -> str:
    return base64.b64encode(gzip.compress("\n".join(lines).encode(), mtime=0)).decode()


def _unpack(content: str) -> str:
    return gzip.decompress(base64.b64decode(content)).decode() if content else ""
