"""SHACL: whether the graphs have the shapes that `ontology/shapes.ttl` demands (pySHACL)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from diplograph.errors import MissingPartError
from diplograph.model import Quad
from diplograph.reasoning.merging import merge_triples, ontology_triples
from diplograph.reasoning.report import Finding, Severity
from diplograph.resources import ontology_folder

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SHACL: Final = "http://www.w3.org/ns/shacl#"


def check_shapes(quads: Iterable[Quad]) -> tuple[str, list[Finding]]:
    """Validate quads, taken as one graph, together with the ontology's class tree.

    Args:
        quads: articles and the register; the inferred graph is compared with its rules instead.

    Returns:
        What was looked at, and the findings.

    Raises:
        MissingPartError: pySHACL is not installed.
    """
    try:
        from pyshacl import validate
    except ImportError as error:
        raise MissingPartError("pySHACL is not installed.", hint="pip install pyshacl") from error
    from rdflib import Graph

    triples = merge_triples(quads)
    data = Graph().parse(data="\n".join([*triples, *ontology_triples()]), format="nt")
    shapes = Graph().parse(ontology_folder() / "shapes.ttl")
    _, results, _ = validate(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    return f"{len(triples)} statements", _findings(results)


def _findings(results: Graph) -> list[Finding]:
    from rdflib import RDF, URIRef

    nodes = results.subjects(RDF.type, URIRef(f"{_SHACL}ValidationResult"))
    return [_finding(results, node) for node in nodes]


def _finding(results: Graph, node: Node) -> Finding:
    from rdflib import URIRef

    def value(name: str) -> str:
        found = results.value(node, URIRef(_SHACL + name))
        return "" if found is None else str(found)

    is_violation = value("resultSeverity") == f"{_SHACL}Violation"
    severity = Severity.VIOLATION if is_violation else Severity.WARNING
    details = [
        f"{what} {value(name)}" for what, name in (("property", "resultPath"), ("value", "value")) if value(name)
    ]
    message = value("resultMessage") + (f" ({'; '.join(details)})" if details else "")
    return Finding("shapes", severity, value("focusNode"), message)
