"""The statements about some nodes of a store: read by subject, when a slice reaches them, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from diplograph.export.lookups import look_up, look_up_nodes
from diplograph.model import Iri, Literal
from diplograph.store import Store
from diplograph.vocab import RDF, RDFS

_STATED: Final = """
SELECT DISTINCT ?node ?property ?value WHERE {
  GRAPH ?graph { ?node ?property ?value }
  FILTER(?graph NOT IN (<https://w3id.org/diplograph/graph/inferred>, <https://w3id.org/diplograph/graph/ontology>))
  FILTER(?property != dg:fullText)
}
"""
"""What is stated of nodes. Texts of whole articles are left out: no view of Protégé can show them."""

_ATTRIBUTIONS: Final = "SELECT ?attribution WHERE { ?attribution dg:ofClaim ?claim }"


class Pool:
    """Statements by subject, of those nodes that were read.

    Args:
        store: what they are read from.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._read: set[Iri] = set()
        self._statements: dict[Iri, list[tuple[str, Iri | Literal]]] = {}
        self._referrers: dict[Iri, list[tuple[str, Iri]]] = defaultdict(list)

    def read(self, nodes: Iterable[Iri]) -> None:
        """Read what is stated of nodes; those that were read before are not read again."""
        fresh = sorted(set(nodes) - self._read)
        self._read.update(fresh)
        for node, name, value in look_up(self.store, _STATED, node=fresh):
            if isinstance(node, Iri) and isinstance(name, Iri) and value is not None:
                self._statements.setdefault(node, []).append((name.value, value))
                if isinstance(value, Iri):
                    self._referrers[value].append((name.value, node))

    def read_attributions(self, claims: Sequence[Iri]) -> None:
        """Read who is said to have made claims."""
        self.read(attribution for (attribution,) in look_up_nodes(self.store, _ATTRIBUTIONS, claim=claims))

    def has_read(self, node: Iri) -> bool:
        """Whether a node was read, even if nothing is stated of it."""
        return node in self._read

    def statements(self, node: Iri) -> list[tuple[str, Iri | Literal]]:
        """Property and value of all that is stated of a node."""
        return self._statements.get(node, [])

    def values(self, node: Iri, predicate: str) -> list[Iri | Literal]:
        """The values of a property, sorted."""
        return sorted(value for name, value in self.statements(node) if name == predicate)

    def value(self, node: Iri, predicate: str) -> str:
        """The first value of a property as text; empty when there is none."""
        return "".join(value.value for value in self.values(node, predicate)[:1])

    def nodes(self, node: Iri, *predicates: str) -> list[Iri]:
        """The values of properties that are nodes."""
        return sorted(value for name, value in self.statements(node) if name in predicates and isinstance(value, Iri))

    def sources(self, node: Iri, predicate: str) -> list[Iri]:
        """The nodes read that point to a node by a property, sorted."""
        return sorted(subject for name, subject in self._referrers.get(node, ()) if name == predicate)

    def is_a(self, node: Iri, class_iri: str) -> bool:
        """Whether a node is stated to be of a class."""
        return (RDF.type, Iri(class_iri)) in self.statements(node)

    def label(self, node: Iri) -> str:
        """A node's label, or the end of its IRI."""
        return self.value(node, RDFS.label) or node.value.rsplit("/", 1)[-1].replace("_", " ")
