"""Triples as rdflib's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from diplograph.model import Iri
from diplograph.store import Term
from diplograph.vocab import PREFIXES, XSD

if TYPE_CHECKING:
    from rdflib import Graph


def to_graph(triples: Iterable[tuple[Iri, Iri, Term]]) -> Graph:
    """The triples as an rdflib Graph with the usual prefixes."""
    from rdflib import BNode, Graph, Literal, URIRef

    def node(term: Term) -> URIRef | BNode | Literal:
        if isinstance(term, Iri):
            return BNode(term.value[2:]) if term.value.startswith("_:") else URIRef(term.value)
        datatype = None if term.language or term.datatype == XSD.string else term.datatype
        return Literal(term.value, lang=term.language or None, datatype=datatype)

    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for subject, predicate, object_ in triples:
        graph.add((node(subject), node(predicate), node(object_)))
    return graph
