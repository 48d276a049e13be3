"""The ontology as the quads of its named graph."""

from __future__ import annotations

from typing import Final

from diplograph.model import Quad
from diplograph.resources import ontology_folder
from diplograph.store import read_rdf_named
from diplograph.vocab import GRAPH_ONTOLOGY

MODULES: Final = ("diplograph", "core", "relations", "events", "claims", "codes")
"""The files that the root ontology consists of; alignments and shapes are not part of the graph."""

_NODES: Final = "https://w3id.org/diplograph/.well-known/genid/"


def ontology_quads() -> list[Quad]:
    """The root ontology and its modules, sorted; blank nodes have names made from their content (RDF 1.1, 3.5).

    Raises:
        MissingPartError: the installation lacks the ontology.
    """
    quads: set[Quad] = set()
    for module in MODULES:
        content = (ontology_folder() / f"{module}.ttl").read_bytes()
        quads.update(
            read_rdf_named(content, file_format="ttl", graph_name=GRAPH_ONTOLOGY, node_base=f"{_NODES}{module}-")
        )
    return sorted(quads)
