"""Statements at hand, by subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from diplograph.model import Iri, Literal, Quad
from diplograph.vocab import RDF, RDFS


class Described:
    """What is stated of some nodes."""

    def __init__(self) -> None:
        self._statements: dict[Iri, list[tuple[str, Iri | Literal]]] = {}
        self._referrers: dict[Iri, list[tuple[str, Iri]]] = defaultdict(list)

    def add(self, node: Iri, predicate: str, value: Iri | Literal) -> None:
        """Take a statement in."""
        self._statements.setdefault(node, []).append((predicate, value))
        if isinstance(value, Iri):
            self._referrers[value].append((predicate, node))

    def subjects(self) -> list[Iri]:
        """The nodes of which something is stated."""
        return list(self._statements)

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
        """The nodes that point to a node by a property, sorted."""
        return sorted(subject for name, subject in self._referrers.get(node, ()) if name == predicate)

    def instances(self, class_iri: str) -> list[Iri]:
        """The nodes of a class, sorted."""
        return self.sources(Iri(class_iri), RDF.type)

    def is_a(self, node: Iri, class_iri: str) -> bool:
        """Whether a node is stated to be of a class."""
        return (RDF.type, Iri(class_iri)) in self.statements(node)

    def label(self, node: Iri) -> str:
        """A node's label, or the end of its IRI."""
        return self.value(node, RDFS.label) or node.value.rsplit("/", 1)[-1].replace("_", " ")


def describe(quads: Iterable[Quad]) -> Described:
    """What quads state, whatever their graphs."""
    described = Described()
    for quad in quads:
        described.add(quad.subject, quad.predicate.value, quad.object)
    return described
