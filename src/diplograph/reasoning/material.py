"""What a check looks at: which graphs are still to be checked, and their statements, read once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning.merging import write_node
from diplograph.resources import ontology_folder
from diplograph.store import ArticleRecord, ArticleState, Solutions, Store, Term
from diplograph.store.checked import CheckedGraphs
from diplograph.vocab import (
    ARTICLE,
    GRAPH_ARTICLE,
    GRAPH_INFERRED,
    GRAPH_REGISTER,
    GRAPH_REVIEWS,
    RDF,
)

BASE: Final = (GRAPH_REGISTER, GRAPH_REVIEWS, GRAPH_INFERRED)
"""The graphs that are no articles, the ontology's left out."""

_BATCH_QUADS: Final = 20_000
_KEPT_QUADS: Final = 300_000
_NODES_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Todo:
    """What one part of a check still has to look at.

    Attributes:
        articles: graph names of articles, newest first.
        base: of the graphs in `BASE` those to look at.
        left_out: how many articles were found sound by earlier checks.
    """

    articles: tuple[str, ...]
    base: tuple[str, ...]
    left_out: int

    @property
    def summary(self) -> str:
        """Counts, in words."""
        skipped = f", {self.left_out} found sound before" if self.left_out else ""
        return f"{len(self.articles)} articles{skipped}"


class Material:
    """A store as checks see it.

    Args:
        store: the store.
        is_all: check what earlier checks found sound as well.
        article: check this article alone, and it in any case.
    """

    def __init__(self, store: Store, *, is_all: bool = False, article: ArticleRecord | None = None) -> None:
        self.store = store
        self._is_all = is_all
        self._article = article
        self.checked = CheckedGraphs(store)
        self.checked.recall(self._conditions())
        self._quads: dict[str, list[Quad]] = {}

    def _conditions(self) -> str:
        """A digest of all that a finding on a graph depends on besides the graph."""
        here = Path(__file__).parent
        files = [*sorted(ontology_folder().glob("*.ttl")), *sorted(here.glob("*.py")), *sorted(here.rglob("*.rq"))]
        digest = hashlib.sha256(self.checked.digest(GRAPH_REGISTER).encode())
        for file in files:
            digest.update(file.read_bytes())
        return digest.hexdigest()

    @cached_property
    def records(self) -> dict[str, ArticleRecord]:
        """The articles that take part in answers, by graph name, newest first."""
        present = [each for each in self.store.articles() if each.state is ArticleState.PRESENT]
        return {GRAPH_ARTICLE + each.id: each for each in reversed(present)}

    def todo(self, part: str) -> Todo:
        """What a part still has to look at."""
        if self._article:
            return Todo((GRAPH_ARTICLE + self._article.id,), (), 0)
        articles = tuple(name for name in self.records if not self._is_done(part, name))
        base = tuple(name for name in BASE if not self._is_done(part, name))
        return Todo(articles, base, len(self.records) - len(articles))

    def _is_done(self, part: str, graph_name: str) -> bool:
        return not self._is_all and self.checked.is_sound(part, graph_name)

    def note(self, part: str, graph_names: Iterable[str]) -> None:
        """Keep that a part found nothing in these graphs.

        A graph that speaks of a part of another article is left out, and the reviews are: what they say depends on
        articles.
        """
        self.checked.note(part, (name for name in graph_names if not self._depends_on_another(name)))

    def _depends_on_another(self, graph_name: str) -> bool:
        return graph_name == GRAPH_REVIEWS or bool(owner(graph_name) and foreign_parts(self.quads(graph_name)))

    def quads(self, graph_name: str) -> list[Quad]:
        """The statements of a graph, kept while they are not too many."""
        if graph_name not in self._quads:
            if sum(map(len, self._quads.values())) > _KEPT_QUADS:
                self._quads = {name: quads for name, quads in self._quads.items() if name in BASE}
            self._quads[graph_name] = list(self.store.quads(graph_name))
        return self._quads[graph_name]

    def batches(self, graph_names: Sequence[str]) -> Iterator[dict[str, list[Quad]]]:
        """Graphs with their statements, some at a time."""
        batch: dict[str, list[Quad]] = {}
        for name in graph_names:
            batch[name] = self.quads(name)
            if sum(map(len, batch.values())) > _BATCH_QUADS:
                yield batch
                batch = {}
        if batch:
            yield batch

    def descriptions(self, nodes: Iterable[str]) -> list[Quad]:
        """The types and labels of things, as far as a graph says them whose things they are."""
        listed = list(nodes)
        rows = [*_ask(self.store, _TYPES, listed), *_ask(self.store, _LABELS, listed)]
        return [quad for quad in map(_quad, rows) if quad and is_own(quad)]

    def own_statements(self, nodes: Iterable[str]) -> list[Quad]:
        """All statements about things in the graphs whose things they are."""
        return [quad for quad in map(_quad, _ask(self.store, _FORWARD, list(nodes))) if quad and is_own(quad)]

    def known_of(self, nodes: Iterable[str]) -> list[Quad]:
        """What the register, the reviews and the rules say of things, as subject or object."""
        listed = list(nodes)
        rows = [*_ask(self.store, _FORWARD, listed), *_ask(self.store, _BACKWARD, listed)]
        return [quad for quad in map(_quad, rows) if quad and quad.graph_name.value in BASE]


_TYPES: Final = """
SELECT ?thing (rdf:type AS ?predicate) ?value ?graph WHERE {
  #VALUES#
  GRAPH ?graph { ?thing rdf:type ?value }
}
"""
_LABELS: Final = """
SELECT ?thing (rdfs:label AS ?predicate) ?value ?graph WHERE {
  #VALUES#
  GRAPH ?graph { ?thing rdfs:label ?value }
}
"""
_FORWARD: Final = """
SELECT ?thing ?predicate ?value ?graph WHERE {
  #VALUES#
  GRAPH ?graph { ?thing ?predicate ?value }
}
"""
_BACKWARD: Final = """
SELECT ?subject ?predicate ?thing ?graph WHERE {
  #VALUES#
  GRAPH ?graph { ?subject ?predicate ?thing }
}
"""


def _ask(store: Store, sparql: str, nodes: Iterable[str]) -> Iterator[tuple[Term | None, ...]]:
    """The answer for some values of `?thing`."""
    iterator = iter(sorted({node for node in nodes if not node.startswith("_:")}))
    while some := list(islice(iterator, _NODES_AT_ONCE)):
        values = " ".join(write_node(Iri(node)) for node in some)
        answer = store.query(sparql.replace("#VALUES#", f"VALUES ?thing {{ {values} }}"))
        yield from answer.rows if isinstance(answer, Solutions) else ()


def _quad(row: tuple[Term | None, ...]) -> Quad | None:
    subject, predicate, value, graph_name = row
    if isinstance(subject, Iri) and isinstance(predicate, Iri) and value is not None and isinstance(graph_name, Iri):
        return Quad(subject, predicate, value, graph_name)
    return None


def owner(graph_name: str) -> str:
    """The IRI of an article's document, with which the IRIs of all its parts begin; empty for other graphs."""
    return ARTICLE + graph_name.removeprefix(GRAPH_ARTICLE) if graph_name.startswith(GRAPH_ARTICLE) else ""


def is_part_of(iri: str, document: str) -> bool:
    """Whether an IRI is a document's or one of its parts'."""
    return bool(document) and (iri == document or iri.startswith(f"{document}/"))


def foreign_parts(quads: Iterable[Quad]) -> list[Quad]:
    """Statements of an article's graph that speak of parts of another article."""
    return [
        quad
        for quad in quads
        for end in (quad.subject, quad.object)
        if isinstance(end, Iri) and end.value.startswith(ARTICLE)
        if not is_part_of(end.value, owner(quad.graph_name.value))
    ]


def is_own(quad: Quad) -> bool:
    """Whether a statement is about a thing that its graph is there to describe: an article's own, or no article's."""
    document = owner(quad.graph_name.value)
    return is_part_of(quad.subject.value, document) if document else quad.graph_name.value in BASE


class Described:
    """The statements of one graph by subject and predicate."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[str, dict[str, list[Iri | Literal]]] = {}
        for quad in quads:
            self._values.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)

    def __contains__(self, subject: str) -> bool:
        """Whether anything is said of a thing."""
        return subject in self._values

    def values(self, subject: str, predicate: str) -> list[str]:
        """The values of a property, sorted."""
        return sorted(value.value for value in self._values.get(subject, {}).get(predicate, ()))

    def value(self, subject: str, predicate: str) -> str:
        """The first value of a property; empty when there is none."""
        return next(iter(self.values(subject, predicate)), "")

    def members(self, class_iri: str) -> list[str]:
        """The things of just this class, sorted."""
        return sorted(each for each in self._values if class_iri in self.values(each, RDF.type))

    def having(self, predicate: str) -> list[str]:
        """The things that have a property, sorted."""
        return sorted(each for each, values in self._values.items() if predicate in values)
