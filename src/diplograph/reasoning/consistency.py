"""OWL: whether ontology and graphs can be true together (HermiT through owlready2, which needs Java)."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from io import BytesIO
from typing import Final

from diplograph.errors import MissingPartError
from diplograph.model import Iri, Quad
from diplograph.reasoning.merging import merge_triples, ontology_triples
from diplograph.reasoning.report import Finding, Severity
from diplograph.vocab import DCTERMS, DG, GRAPH_ONTOLOGY, ONTOLOGY, RDF, RDFS

_IRRELEVANT: Final = frozenset(
    {RDFS.label, DG.altName, DG.metonym, DG.demonym, DG.surfaceForm, DG.fullText, DG.prefix, DG.suffix, DCTERMS.source}
    | {DG.quotedText, DCTERMS.title}
)
"""Texts that no axiom speaks of; leaving them out halves what HermiT has to read."""

_EXPLANATION_CHARS: Final = 300


def check_consistency(quads: Iterable[Quad], *, limit_individuals: int) -> tuple[str, list[Finding]]:
    """Let HermiT judge the ontology together with quads.

    Args:
        quads: the graphs, in order of importance; whole graphs are left out once there are too many individuals.
        limit_individuals: how many to hand over; 10,000 take about 13 s.

    Returns:
        What was looked at, and the findings.

    Raises:
        MissingPartError: Java or owlready2 is missing.
    """
    if shutil.which("java") is None:
        raise MissingPartError("HermiT needs Java, and there is none.", hint="apt-get install default-jre-headless")
    try:
        import owlready2
    except ImportError as error:
        raise MissingPartError("owlready2 is not installed.", hint="pip install owlready2") from error

    kept, count, is_cut = _within(quads, limit_individuals)
    world = owlready2.World()
    ontology = world.get_ontology(f"{ONTOLOGY}#")
    content = "\n".join([*ontology_triples(), *merge_triples(kept), ""])
    ontology.load(fileobj=BytesIO(content.encode()))
    summary = f"{count} individuals{', the rest left out' if is_cut else ''}"
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        return summary, [_violation("", f"ontology and graphs contradict each other: {_shorten(str(error))}")]
    except owlready2.base.OwlReadyJavaError as error:
        return summary, [_violation("", f"HermiT refuses the graphs: {_shorten(str(error))}")]
    empty = [each for each in world.inconsistent_classes() if each is not owlready2.Nothing]
    return summary, [_violation(str(each.iri), "nothing can belong to this class.") for each in empty]


def _within(quads: Iterable[Quad], limit_individuals: int) -> tuple[list[Quad], int, bool]:
    """The quads of the first graphs that together have not too many individuals."""
    graphs: dict[Iri, list[Quad]] = {}
    for quad in quads:
        if quad.graph_name.value != GRAPH_ONTOLOGY and quad.predicate.value not in _IRRELEVANT:
            graphs.setdefault(quad.graph_name, []).append(quad)
    kept: list[Quad] = []
    individuals: set[Iri] = set()
    for members in graphs.values():
        typed = {quad.subject for quad in members if quad.predicate.value == RDF.type}
        if len(individuals | typed) > limit_individuals:
            return kept, len(individuals), True
        individuals |= typed
        kept += members
    return kept, len(individuals), False


def _violation(about: str, message: str) -> Finding:
    return Finding("consistency", Severity.VIOLATION, about, message)


def _shorten(text: str) -> str:
    return " ".join(text.split())[:_EXPLANATION_CHARS]
