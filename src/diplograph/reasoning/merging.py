"""Several graphs merged into one, as N-Triples, for engines that know no named graphs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from diplograph.model import Iri, Quad
from diplograph.resources import ontology_folder
from diplograph.store import nquads_lines
from diplograph.vocab import ONTOLOGY

MODULES: Final = ("diplograph", "core", "relations", "events", "claims", "codes")
"""The root ontology and what it imports."""

_MERGED: Final = Iri("urn:diplograph:merged")
_SUFFIX: Final = f" <{_MERGED.value}> ."


def merge_triples(quads: Iterable[Quad]) -> list[str]:
    """Quads as N-Triples without their graphs, sorted, none twice."""
    lines = nquads_lines(quad._replace(graph_name=_MERGED) for quad in quads)
    return [line.removesuffix(_SUFFIX) + " ." for line in lines]


@cache
def ontology_triples() -> tuple[str, ...]:
    """The ontology's modules as N-Triples, with the root's header only and no imports.

    owlready2 would fetch what is imported, and may take any header for the ontology's.

    Raises:
        MissingPartError: the installation lacks the ontology.
    """
    from rdflib import OWL, RDF, Graph, URIRef

    merged = Graph()
    for module in MODULES:
        merged.parse(ontology_folder() / f"{module}.ttl")
    merged.remove((None, OWL.imports, None))
    for header in set(merged.subjects(RDF.type, OWL.Ontology)) - {URIRef(ONTOLOGY)}:
        merged.remove((header, None, None))
    return tuple(line for line in merged.serialize(format="nt").split("\n") if line)
