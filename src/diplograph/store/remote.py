"""A SPARQL endpoint as a store.

Records are kept in a graph of their own, one node per article, and a retracted article's quads packed as literals
there, so that no triple of it is left. How a change is whole or absent, `remote_journal` tells.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import pyoxigraph as ox

from diplograph.errors import StoreError
from diplograph.model import Iri, Quad
from diplograph.store.credentials import split_userinfo
from diplograph.store.embedded import get_article
from diplograph.store.endpoint import Endpoint
from diplograph.store.endpoint_settings import EndpointSettings, read_settings
from diplograph.store.engine import Engine
from diplograph.store.federation import refuse_requests, refuse_services
from diplograph.store.nquads import to_nquads
from diplograph.store.protocol import ArticleRecord, ArticleState, QueryResult, Rewrite, Uninferred, is_derived
from diplograph.store.remote_catalogue import (
    NOTE_EVERYTHING,
    RemoteCatalogue,
    add_records,
    note,
    set_record,
    settle,
    settle_everything,
)
from diplograph.store.remote_graphs import RemoteGraphs
from diplograph.store.remote_journal import Journal
from diplograph.store.remote_steps import Step, Verb, data_step, update_step
from diplograph.store.sparql_text import with_prefixes
from diplograph.store.terms import engine_lines, engine_quads, from_engine, from_engine_term, resource, to_engine
from diplograph.store.workbench import Workbench
from diplograph.vocab import GRAPH_ARTICLE

if TYPE_CHECKING:
    from rdflib import Dataset

_BATCH_BYTES: Final = 1_000_000
"""About how much of articles is added at once."""

_Prepared = tuple[ArticleRecord, list[ox.Quad]]


def open_endpoint(location: str, *, read_only: bool) -> SparqlStore:
    """Open the store behind an endpoint.

    Args:
        location: its address, or a `.toml` file that describes it; see `read_settings`.
        read_only: refuse every write.

    Raises:
        UsageError: the location or the environment does not say what is needed.
        StoreError: nothing answers SPARQL there.
    """
    return SparqlStore(read_settings(location, os.environ), split_userinfo(location)[0], read_only=read_only)


class SparqlStore:
    """The store behind an endpoint.

    Args:
        settings: the endpoint, and how it is talked to.
        location: what the store was opened as, without secrets.
        read_only: refuse every write, and leave what a writer left in the middle.

    Raises:
        StoreError: nothing answers SPARQL there.
    """

    def __init__(self, settings: EndpointSettings, location: str, *, read_only: bool = False) -> None:
        self._location = location
        self._endpoint = Endpoint(settings)
        self._is_read_only = read_only
        self._endpoint.greet()
        self._catalogue = RemoteCatalogue(self._endpoint)
        self._graphs = RemoteGraphs(self._endpoint)
        self._journal = Journal(self._endpoint)
        if not read_only:
            self._journal.recover()

    @property
    def location(self) -> str:
        """The endpoint's address, or the file that describes it."""
        return self._location

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last brought up to date."""
        return self._catalogue.uninferred

    def query(self, sparql: str, *, limit_rows: int | None = None) -> QueryResult:
        """Answer a SPARQL query; see `Store.query`."""
        text = refuse_services(sparql)
        Engine.check_query(text)
        return self._endpoint.query(text, limit_rows=limit_rows)

    def update(self, sparql: str) -> None:
        """Carry out a SPARQL update; see `Store.update`. Some servers do not carry it out whole or not at all."""
        Engine.check_update(sparql)
        self._refuse_if_read_only()
        self._endpoint.update(with_prefixes(f"{NOTE_EVERYTHING};\n{refuse_requests(sparql)}"))

    def add_article(self, record: ArticleRecord, quads: Sequence[Quad]) -> bool:
        """Add one article, whole or not at all; see `Store.add_article`."""
        return self.add_articles([(record, quads)]) == 1

    def add_articles(self, items: Iterable[tuple[ArticleRecord, Sequence[Quad]]]) -> int:
        """Add articles in batches; see `Store.add_articles`."""
        batch: dict[str, _Prepared] = {}
        added, size = 0, 0
        for record, quads in items:
            if record.id not in batch:
                prepared = _canonical(quads, GRAPH_ARTICLE + record.id)
                batch[record.id] = record, prepared
                size += sum(len(str(quad)) for quad in prepared)
            if size >= _BATCH_BYTES:
                added += self._add_batch(batch)
                batch, size = {}, 0
        return added + self._add_batch(batch)

    def _add_batch(self, batch: dict[str, _Prepared]) -> int:
        known = self._catalogue.known(batch)
        fresh = [each for article_id, each in batch.items() if article_id not in known]
        if fresh:
            records = [replace(record, quad_count=len(quads), state=ArticleState.PRESENT) for record, quads in fresh]
            steps = [data_step(Verb.INSERT, GRAPH_ARTICLE + record.id, quads) for record, quads in fresh if quads]
            self._carry_out([*steps, update_step(add_records(records))])
        return len(fresh)

    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles, by day of publication and id."""
        return self._catalogue.records()

    def find_article(self, id_or_prefix: str) -> ArticleRecord | None:
        """The article with this id, or the only one whose id begins so."""
        return self._catalogue.find(id_or_prefix)

    def retract(self, article_id: str) -> None:
        """Take an article out of every answer; see `Store.retract`."""
        record = get_article(self.find_article(article_id), article_id)
        if record.state is ArticleState.RETRACTED:
            return
        graph_name = GRAPH_ARTICLE + record.id
        content = "\n".join(engine_lines(self._quads_of(graph_name)))
        retracted = replace(record, state=ArticleState.RETRACTED)
        removal = f"DELETE WHERE {{ GRAPH {ox.NamedNode(graph_name)} {{ ?s ?p ?o }} }}"
        self._carry_out([*_updates(set_record(retracted, content), note(record.id)), update_step(removal)])

    def restore(self, article_id: str) -> None:
        """Bring a retracted article back; see `Store.restore`."""
        record = get_article(self.find_article(article_id), article_id)
        if record.state is ArticleState.PRESENT:
            return
        graph_name = GRAPH_ARTICLE + record.id
        restored = replace(record, state=ArticleState.PRESENT)
        insertion = data_step(Verb.INSERT, graph_name, self._kept(record))
        self._carry_out([insertion, *_updates(set_record(restored), note(record.id))])

    def rewrite_article(self, article_id: str, rewrite: Rewrite) -> bool:
        """Put what `rewrite` makes of an article's graph in its place; see `Store.rewrite_article`."""
        record = get_article(self.find_article(article_id), article_id)
        graph_name = GRAPH_ARTICLE + record.id
        is_present = record.state is ArticleState.PRESENT
        kept = self._quads_of(graph_name) if is_present else self._kept(record)
        fresh = _canonical(rewrite([from_engine(quad) for quad in kept]), graph_name)
        before, after = set(kept), set(fresh)
        if after == before:
            return False
        steps = _changes(added=after - before, removed=before - after) if is_present else []
        content = None if is_present else "\n".join(engine_lines(fresh))
        known = replace(record, quad_count=len(fresh))
        self._carry_out([*steps, *_updates(set_record(known, content), note(record.id))])
        return True

    def _quads_of(self, graph_name: str) -> list[ox.Quad]:
        return _canonical(self.quads(graph_name), graph_name)

    def _kept(self, record: ArticleRecord) -> list[ox.Quad]:
        """The quads kept of a retracted article."""
        return engine_quads(self._catalogue.content(record.id))

    def replace_graph(self, graph_name: str, quads: Iterable[Quad]) -> None:
        """Make a named graph hold exactly these quads, in one step that writes only the difference."""
        wanted, present = set(_canonical(quads, graph_name)), set(self._quads_of(graph_name))
        steps = _changes(added=wanted - present, removed=present - wanted)
        if is_derived(graph_name):
            self._carry_out(steps)
        else:
            self._carry_out([*steps, update_step(NOTE_EVERYTHING)])

    def load_graph(self, graph_name: str, nquads: bytes) -> None:
        """The same with canonical N-Quads; see `Store.load_graph`."""
        self.replace_graph(graph_name, map(from_engine, engine_quads(nquads.decode())))

    def change_inferences(self, added: Iterable[Quad], removed: Iterable[Quad]) -> None:
        """Add and remove quads of derived graphs; see `Store.change_inferences`.

        A failure may leave a part of them; the note of what is not yet inferred stays, so that they are written anew.
        """
        if steps := _changes([*map(to_engine, added)], [*map(to_engine, removed)]):
            self._refuse_if_read_only()
            self._journal.carry_out_unnoted(steps)

    def merge_files(self) -> None:
        """Nothing: the server keeps its files by itself."""

    def settle_inferences(self, article_ids: Iterable[str] | None = None) -> None:
        """Note that the inferences are up to date; see `Store.settle_inferences`."""
        if article_ids is None:
            self._carry_out(_updates(settle_everything()))
        elif listed := list(article_ids):
            self._carry_out(_updates(settle(listed)))

    def describe(self, workbench: Workbench, graph_names: Iterable[str]) -> None:
        """Put what named graphs hold on a workbench."""
        triples = self._graphs.read(self._graphs.sizes_of(graph_names))
        for _, members in groupby(triples, lambda pair: pair[0]):
            workbench.describe("".join(f"{triple} .\n" for _, triple in members).encode())

    def digests(self) -> None:
        """None: an endpoint keeps no digests."""

    def quads(self, graph_name: str | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or of all but the catalogue's."""
        sizes = self._graphs.sizes() if graph_name is None else self._graphs.sizes_of([graph_name])
        for name, triple in self._graphs.read(sizes):
            yield Quad(
                resource(triple.subject), Iri(triple.predicate.value), from_engine_term(triple.object), Iri(name)
            )

    def dataset(self) -> Dataset:
        """A copy of the graphs, in memory, as an rdflib Dataset."""
        copy = Engine()
        copy.extend(to_engine(quad) for quad in self.quads())
        return copy.dataset()

    def publish(self) -> None:
        """Do nothing: every update is seen at once."""

    def verify(self) -> tuple[str, ...]:
        """Writes that were left in the middle, and articles whose graphs are not as they were written."""
        problems = [
            f"a write that began at {entry.since.isoformat(timespec='seconds')} is not finished."
            for entry in self._journal.unfinished()
        ]
        sizes, records = self._graphs.sizes(), self.articles()
        for record in records:
            name = GRAPH_ARTICLE + record.id
            expected = record.quad_count if record.state is ArticleState.PRESENT else 0
            if sizes.get(name, 0) != expected and (found := len(set(self.quads(name)))) != expected:
                problems.append(f"the graph of article {record.id} holds {found} quads, not the {expected} written.")
        known = {GRAPH_ARTICLE + record.id for record in records}
        strays = sorted(name for name in sizes if name.startswith(GRAPH_ARTICLE) and name not in known)
        return (*problems, *(f"the graph {name} belongs to no article that is recorded." for name in strays))

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

    def _carry_out(self, steps: Sequence[Step]) -> None:
        if steps:
            self._refuse_if_read_only()
            self._journal.carry_out(steps)

    def _refuse_if_read_only(self) -> None:
        if self._is_read_only:
            raise StoreError(
                f"the store at {self._location} was opened for reading only.", hint="open it without read_only."
            )


def _updates(*texts: str) -> list[Step]:
    return [update_step(text) for text in texts]


def _canonical(quads: Iterable[Quad], graph_name: str) -> list[ox.Quad]:
    """Quads of one graph as the engine's, none twice, numbers and dates in one spelling.

    Raises:
        InputError, ValueError: as `to_nquads`.
    """
    return engine_quads(to_nquads(quads, graph_name).decode())


def _changes(added: Collection[ox.Quad], removed: Collection[ox.Quad]) -> list[Step]:
    changes = [(Verb.DELETE, removed), (Verb.INSERT, added)]
    return [data_step(verb, name, quads) for verb, each in changes for name, quads in _by_graph(each)]


def _by_graph(quads: Collection[ox.Quad]) -> Iterator[tuple[str, list[ox.Quad]]]:
    ordered = sorted(quads, key=lambda quad: str(quad.graph_name))
    for graph, members in groupby(ordered, key=lambda quad: quad.graph_name):
        yield resource(graph).value, list(members)
