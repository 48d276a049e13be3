"""The statements about some nodes of a store: read by subject, when a slice reaches them, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from diplograph.export.described import Described
from diplograph.export.lookups import look_up, look_up_nodes
from diplograph.model import Iri
from diplograph.store import Store

_STATED: Final = """
SELECT DISTINCT ?node ?property ?value WHERE {
  GRAPH ?graph { ?node ?property ?value }
  FILTER(?graph NOT IN (<https://w3id.org/diplograph/graph/inferred>, <https://w3id.org/diplograph/graph/ontology>))
  FILTER(!STRSTARTS(STR(?graph), "https://w3id.org/diplograph/graph/grounds/"))
  FILTER(?property != dg:fullText)
}
"""
"""What is stated of nodes. Texts of whole articles are left out: no view of Protégé can show them."""

_ATTRIBUTIONS: Final = "SELECT ?attribution WHERE { ?attribution dg:ofClaim ?claim }"


class Pool(Described):
    """Statements by subject, of those nodes that were read.

    Args:
        store: what they are read from.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self._read: set[Iri] = set()

    def read(self, nodes: Iterable[Iri]) -> None:
        """Read what is stated of nodes; those that were read before are not read again."""
        fresh = sorted(set(nodes) - self._read)
        self._read.update(fresh)
        for node, name, value in look_up(self.store, _STATED, node=fresh):
            if isinstance(node, Iri) and isinstance(name, Iri) and value is not None:
                self.add(node, name.value, value)

    def read_attributions(self, claims: Sequence[Iri]) -> None:
        """Read who is said to have made claims."""
        self.read(attribution for (attribution,) in look_up_nodes(self.store, _ATTRIBUTIONS, claim=claims))

    def has_read(self, node: Iri) -> bool:
        """Whether a node was read, even if nothing is stated of it."""
        return node in self._read
