"""The graph as ontology engineers use it: with its entailments, and as owlready2's objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from owlready2 import World
    from rdflib import Graph

    from diplograph.export import Choice
    from diplograph.store import Store


def entailed_graph(store: Store) -> Graph:
    """All statements of a store and what the ontology's axioms entail, as one graph."""
    from diplograph.api.rdf import to_graph
    from diplograph.reasoning import entail

    quads = list(store.quads())
    stated = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    return to_graph((*stated, *entail(quads).triples))


def open_slice(store: Store, choice: Choice, *, is_entailed: bool) -> World:
    """The ontology and a slice of a store as owlready2's objects; see `KnowledgeGraph.owl`."""
    from diplograph.export import slice_quads
    from diplograph.reasoning.owl_world import open_world

    return open_world(slice_quads(store, choice), is_entailed=is_entailed)
