"""Several graphs merged into one, as N-Triples, for engines that know no named graphs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from diplograph.model import Iri, Literal, Quad
from diplograph.resources import ontology_folder
from diplograph.store import read_rdf
from diplograph.vocab import GRAPH_ONTOLOGY, ONTOLOGY, OWL, RDF, XSD

MODULES: Final = ("diplograph", "core", "relations", "events", "claims", "codes")
"""The root ontology and what it imports."""

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_PLAIN: Final = frozenset({"", XSD.string, RDF.langString})


def merge_triples(quads: Iterable[Quad]) -> list[str]:
    """Quads as N-Triples without their graphs, sorted, none twice."""
    return sorted({_line(quad) for quad in quads})


@cache
def ontology_quads() -> tuple[Quad, ...]:
    """The ontology's modules in one graph, with the root's header only and no imports.

    HermiT would fetch what is imported, and may take any header for the ontology's.

    Raises:
        MissingPartError: the installation lacks the ontology.
    """
    folder = ontology_folder()
    modules = [(folder / f"{module}.ttl").read_text(encoding="utf-8") for module in MODULES]
    quads = [quad for text in modules for quad in read_rdf(text, file_format="ttl", graph_name=GRAPH_ONTOLOGY)]
    headers = {quad.subject for quad in quads if quad.object == Iri(OWL.Ontology)} - {Iri(ONTOLOGY)}
    return tuple(quad for quad in quads if quad.subject not in headers and quad.predicate.value != OWL.imports)


@cache
def ontology_triples() -> tuple[str, ...]:
    """The ontology's modules as N-Triples; see `ontology_quads`."""
    return tuple(merge_triples(ontology_quads()))


def _line(quad: Quad) -> str:
    return f"{write_node(quad.subject)} {write_node(quad.predicate)} {_term(quad.object)} ."


def _term(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return write_node(value)
    text = f'"{value.value.translate(_ESCAPES)}"'
    if value.language:
        return f"{text}@{value.language}"
    return text if value.datatype in _PLAIN else f"{text}^^<{value.datatype}>"


def write_node(iri: Iri) -> str:
    """An IRI or blank node as N-Triples and SPARQL write it."""
    return iri.value if iri.value.startswith("_:") else f"<{iri.value}>"
