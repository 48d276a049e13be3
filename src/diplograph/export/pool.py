"""The statements of a store, by subject, as a slice for Protégé is cut from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from diplograph.model import Iri, Literal, Quad
from diplograph.store import Store, is_derived
from diplograph.vocab import GRAPH_INFERRED, GRAPH_ONTOLOGY, RDF, RDFS


@dataclass(slots=True)
class Pool:
    """Statements by subject, and inferred ones apart.

    Attributes:
        statements: predicate and value of everything asserted, by subject.
        referrers: the subjects that point to a node, with the predicate.
        shortcuts: what rules concluded.
        labels: labels of the ontology's terms and codes.
    """

    statements: dict[Iri, list[tuple[str, Iri | Literal]]] = field(default_factory=lambda: defaultdict(list))
    referrers: dict[Iri, list[tuple[str, Iri]]] = field(default_factory=lambda: defaultdict(list))
    shortcuts: list[Quad] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)

    def values(self, node: Iri, predicate: str) -> list[Iri | Literal]:
        """The values of a property, sorted."""
        return sorted(value for name, value in self.statements.get(node, ()) if name == predicate)

    def value(self, node: Iri, predicate: str) -> str:
        """The first value of a property as text; empty when there is none."""
        return "".join(value.value for value in self.values(node, predicate)[:1])

    def nodes(self, node: Iri, predicate: str) -> list[Iri]:
        """The values of a property that are nodes."""
        return [value for value in self.values(node, predicate) if isinstance(value, Iri)]

    def sources(self, node: Iri, predicate: str) -> list[Iri]:
        """The nodes that point to a node by a property, sorted."""
        return sorted(subject for name, subject in self.referrers.get(node, ()) if name == predicate)

    def is_individual(self, node: Iri | Literal) -> bool:
        """Whether a value is a node that some graph describes."""
        return isinstance(node, Iri) and node in self.statements

    def instances(self, class_iri: str) -> list[Iri]:
        """All nodes of a class, sorted."""
        return self.sources(Iri(class_iri), RDF.type)

    def label(self, node: Iri) -> str:
        """A node's label, or the end of its IRI."""
        return self.value(node, RDFS.label) or node.value.rsplit("/", 1)[-1].replace("_", " ")


def read_pool(store: Store) -> Pool:
    """All that a store holds."""
    pool = Pool()
    _fill(pool, store.quads())
    return pool


def _fill(pool: Pool, quads: Iterable[Quad]) -> None:
    for quad in quads:
        if quad.graph_name.value == GRAPH_INFERRED:
            pool.shortcuts.append(quad)
        elif quad.graph_name.value == GRAPH_ONTOLOGY:
            if quad.predicate.value == RDFS.label:
                pool.labels.add(quad.object.value)
        elif not is_derived(quad.graph_name.value):
            pool.statements[quad.subject].append((quad.predicate.value, quad.object))
            if isinstance(quad.object, Iri):
                pool.referrers[quad.object].append((quad.predicate.value, quad.subject))
    pool.shortcuts.sort()
