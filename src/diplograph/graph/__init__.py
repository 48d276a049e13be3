"""From what was read, and from the register and the ontology, to quads; and from quads to canonical TriG."""

from diplograph.graph.article import article_quads
from diplograph.graph.iris import article_graph, document_iri, kb_iri, part_iri
from diplograph.graph.ontology_graph import ontology_quads
from diplograph.graph.register_graph import register_quads
from diplograph.store import to_trig

__all__ = [
    "article_graph",
    "article_quads",
    "document_iri",
    "kb_iri",
    "ontology_quads",
    "part_iri",
    "register_quads",
    "to_trig",
]
