"""SHACL: whether the graphs have the shapes that `ontology/shapes.ttl` demands.

pySHACL is given the shapes in a form that it checks several times as fast, with the same results: property shapes that
are targets themselves, so that it goes once through all their things (`shape_forms`). Constraints in SPARQL are put to
the store's engine, once for all things. `docs/decisions/0015-checks.md` has the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from diplograph.errors import MissingPartError
from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning.literals import is_well_formed
from diplograph.reasoning.material import Material, is_own
from diplograph.reasoning.merging import ontology_quads
from diplograph.reasoning.report import Finding, Looked, Severity
from diplograph.reasoning.shape_forms import Shapes, load_shapes
from diplograph.reasoning.wording import compact
from diplograph.vocab import ARTICLE, GRAPH_REGISTER, GRAPH_REVIEWS, KB, RDF, RDFS, XSD

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

PART: Final = "shapes"
_SHACL: Final = "http://www.w3.org/ns/shacl#"


def check_shapes(material: Material) -> Looked:
    """Validate articles, the register and the reviews.

    Articles are validated some at a time, each time with the types of what they refer to; an article that describes
    what is not its own is validated alone, so that it does no harm to others. What is found about a thing that several
    of them mention is tried again with each alone, to find whose it is. The inferred graph is compared
    with its rules instead.

    Raises:
        MissingPartError: pySHACL is not installed.
    """
    todo = material.todo(PART)
    validator = _Validator(material)
    findings: list[Finding] = []
    count = 0
    base = [name for name in todo.base if name in (GRAPH_REGISTER, GRAPH_REVIEWS)]
    for graph_name in base:
        quads = material.quads(graph_name)
        count += len(quads)
        findings += validator.validate({graph_name: quads})
    for batch in material.batches(todo.articles):
        count += sum(map(len, batch.values()))
        meddling = {name: quads for name, quads in batch.items() if not all(map(is_own, quads))}
        findings += validator.validate({name: quads for name, quads in batch.items() if name not in meddling})
        for name, quads in meddling.items():
            findings += validator.validate({name: quads})
    summary = f"{todo.summary}{', the register' if GRAPH_REGISTER in base else ''}, {count} statements"
    return Looked(summary, tuple(findings), (*base, *todo.articles))


class _Validator:
    """Validates graphs of a store."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._shapes: Shapes | None = None

    def validate(self, graphs: dict[str, list[Quad]]) -> Iterator[Finding]:
        """What is wrong with graphs, each finding with the graphs to blame."""
        if not any(graphs.values()):
            return
        self._shapes = self._shapes or _load()
        quads = [quad for members in graphs.values() for quad in members]
        context = self._context(quads)
        found = [*self._validate_core(quads, context), *self._validate_sparql(quads)]
        if len(graphs) == 1:
            (name,) = graphs
            yield from (_with_graphs(finding, (name,)) for finding in found)
            return
        mixed = set()
        for finding in found:
            names = [name for name, members in graphs.items() if _mentions(members, finding.about)]
            if len(names) == 1:
                yield _with_graphs(finding, tuple(names))
            else:
                mixed.add((finding, tuple(names)))
        yield from self._tell_apart(mixed, graphs)

    def _tell_apart(
        self, mixed: set[tuple[Finding, tuple[str, ...]]], graphs: dict[str, list[Quad]]
    ) -> Iterator[Finding]:
        """Whose the findings about things are that several graphs mention."""
        names = sorted({name for _, several in mixed for name in several})
        alone = {name: set(self.validate({name: graphs[name]})) for name in names}
        for finding, several in sorted(mixed, key=lambda each: (each[0].about, each[0].message)):
            guilty = [name for name in several if _with_graphs(finding, (name,)) in alone[name]]
            if guilty:
                yield from (_with_graphs(finding, (name,)) for name in guilty)
            else:
                yield _with_graphs(finding, several)

    def _context(self, quads: Sequence[Quad]) -> list[Quad]:
        """Types and labels of the things that statements refer to and do not describe.

        Of parts of articles that a review grades, all statements: what the review does not repeat is not missing.
        """
        described = {quad.subject.value for quad in quads if quad.predicate.value == RDF.type}
        mentioned = {quad.object.value for quad in quads if isinstance(quad.object, Iri)}
        mentioned |= {quad.subject.value for quad in quads}
        ours = (node for node in mentioned - described if node.startswith((KB, ARTICLE)))
        reviewed = {quad.subject.value for quad in quads if quad.graph_name.value == GRAPH_REVIEWS} - described
        parts = [node for node in reviewed if node.startswith(ARTICLE)]
        return [*self._material.descriptions(ours), *self._material.own_statements(parts)]

    def _validate_core(self, quads: Sequence[Quad], context: Sequence[Quad]) -> Iterator[Finding]:
        from pyshacl import validate

        assert self._shapes is not None
        classes = (quad for quad in ontology_quads() if quad.predicate.value == RDFS.subClassOf)
        spoken = (quad for quad in [*quads, *context] if quad.predicate.value in self._shapes.predicates)
        data = _graph([*spoken, *classes])
        _, results, _ = validate(data, shacl_graph=self._shapes.core, inference="none", allow_warnings=True)
        own = {quad.subject.value for quad in quads}
        for finding, source in _findings(results):
            if finding.about in own or source in self._shapes.of_objects:
                yield finding

    def _validate_sparql(self, quads: Sequence[Quad]) -> Iterator[Finding]:
        assert self._shapes is not None
        for constraint in self._shapes.sparql:
            nodes = constraint.focus_nodes(quads)
            for thing, value in constraint.ask(self._material.store, nodes):
                message = f"{constraint.message} (value {value})" if value else constraint.message
                yield Finding(PART, constraint.severity, thing, message)


def _load() -> Shapes:
    try:
        import pyshacl  # noqa: F401
    except ImportError as error:
        raise MissingPartError("pySHACL is not installed.", hint="pip install pyshacl") from error
    return load_shapes()


def _with_graphs(finding: Finding, graphs: tuple[str, ...]) -> Finding:
    return Finding(finding.part, finding.severity, finding.about, finding.message, graphs)


def _mentions(quads: Iterable[Quad], thing: str) -> bool:
    return any(thing in (quad.subject.value, quad.object.value) for quad in quads)


def _graph(quads: Iterable[Quad]) -> Graph:
    from rdflib import Graph
    from rdflib.term import BNode, URIRef
    from rdflib.term import Literal as Text

    @cache
    def node(iri: str) -> Node:
        return BNode(iri[2:]) if iri.startswith("_:") else URIRef(iri)

    @cache
    def text(literal: Literal) -> Node:
        if literal.language:
            return Text(literal.value, lang=literal.language)
        # What is no value of its datatype would make rdflib complain; as a string it fails the shape all the same.
        datatype = literal.datatype if is_well_formed(literal) else XSD.string
        return Text(literal.value, datatype=URIRef(datatype), normalize=False)

    graph = Graph()
    for subject, predicate, value, _ in quads:
        graph.add(
            (node(subject.value), node(predicate.value), node(value.value) if isinstance(value, Iri) else text(value))
        )
    return graph


def _findings(results: Graph) -> Iterator[tuple[Finding, str]]:
    """The findings in a validation report, each with the IRI of the shape that it comes from."""
    from rdflib import RDF as RDFLIB_RDF
    from rdflib import URIRef

    for node in results.subjects(RDFLIB_RDF.type, URIRef(f"{_SHACL}ValidationResult")):
        yield _finding(results, node)


def _finding(results: Graph, node: Node) -> tuple[Finding, str]:
    from rdflib import URIRef

    def value(name: str) -> str:
        found = results.value(node, URIRef(_SHACL + name))
        return "" if found is None else str(found)

    is_violation = value("resultSeverity") == f"{_SHACL}Violation"
    severity = Severity.VIOLATION if is_violation else Severity.WARNING
    path = value("resultPath") if value("resultPath").startswith("http") else ""
    details = [f"{what} {compact(given)}" for what, given in (("property", path), ("value", value("value"))) if given]
    message = value("resultMessage") + (f" ({'; '.join(details)})" if details else "")
    return Finding(PART, severity, value("focusNode"), message), value("sourceShape")
