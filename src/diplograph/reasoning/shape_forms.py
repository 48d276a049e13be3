"""`ontology/shapes.ttl` in the form in which it is checked.

A node shape with targets and property shapes becomes property shapes with those targets: pySHACL starts a property
shape anew for each thing of a node shape, and once for all things of a target. The results are the same (SHACL,
sections 2.1.3 and 2.3). Constraints in SPARQL are taken out, to be asked once for all things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from diplograph.model import Iri, Quad
from diplograph.reasoning.axioms import ontology_axioms
from diplograph.reasoning.merging import write_node
from diplograph.reasoning.report import Severity
from diplograph.resources import ontology_folder
from diplograph.store import Solutions, Store
from diplograph.vocab import DCTERMS, DG, RDF, RDFS

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_THINGS_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """A constraint in SPARQL (SHACL, section 5): each solution of its query is a finding about `$this`.

    Attributes:
        message: one sentence.
        severity: how bad a finding is.
        select: the query.
        classes: classes whose members it is about, subclasses included.
        subjects_of, objects_of: properties whose subjects or objects it is about.
    """

    message: str
    severity: Severity
    select: str
    classes: frozenset[str]
    subjects_of: frozenset[str]
    objects_of: frozenset[str]

    def focus_nodes(self, quads: Iterable[Quad]) -> list[str]:
        """The things among statements that it is about, sorted."""
        found = set()
        for quad in quads:
            if quad.predicate.value in self.subjects_of or (
                quad.predicate.value == RDF.type and quad.object.value in self.classes
            ):
                found.add(quad.subject.value)
            if quad.predicate.value in self.objects_of and isinstance(quad.object, Iri):
                found.add(quad.object.value)
        return sorted(node for node in found if not node.startswith("_:"))

    def _query_about(self, things: Iterable[str]) -> str:
        head, where, tail = self.select.partition("WHERE {")
        return f"{head}{where} VALUES ?this {{ {' '.join(write_node(Iri(thing)) for thing in things)} }}{tail}"

    def ask(self, store: Store, things: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Each thing of which something is wrong, with the value that is wrong or an empty text."""
        iterator = iter(things)
        while some := list(islice(iterator, _THINGS_AT_ONCE)):
            answer = store.query(self._query_about(some))
            if isinstance(answer, Solutions):
                for row in answer.rows:
                    known = {name: term.value for name, term in zip(answer.variables, row, strict=True) if term}
                    yield known["this"], known.get("value", "")


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes.

    Attributes:
        core: those without SPARQL, for pySHACL.
        sparql: the constraints in SPARQL.
        of_objects: IRIs of the shapes that are about the objects of properties.
        predicates: the properties that any shape of `core` speaks of.
    """

    core: Graph
    sparql: tuple[SparqlConstraint, ...]
    of_objects: frozenset[str]
    predicates: frozenset[str]


@cache
def load_shapes() -> Shapes:
    """The shapes that come with diplograph.

    Raises:
        MissingPartError: the installation lacks the ontology.
    """
    from rdflib import Graph

    return split_shapes(Graph().parse(ontology_folder() / "shapes.ttl"))


def split_shapes(graph: Graph) -> Shapes:
    """Shapes in the form for checking; the graph is changed."""
    from rdflib import SH, URIRef

    sparql = tuple(_take_sparql(graph))
    _hoist(graph)
    return Shapes(
        core=graph,
        sparql=sparql,
        of_objects=frozenset(str(shape) for shape in graph.subjects(SH.targetObjectsOf)),
        predicates=frozenset(
            str(node) for node in graph.all_nodes() if isinstance(node, URIRef) and str(node).startswith(_SPOKEN_OF)
        ),
    )


_SPOKEN_OF: Final = (DG.Claim.removesuffix("Claim"), RDFS.label, RDF.type, DCTERMS.title)


def _hoist(graph: Graph) -> None:
    """Give each property shape of a node shape the targets of that, and a name."""
    from rdflib import RDF as TYPES
    from rdflib import SH, URIRef
    from rdflib.term import BNode

    for shape in sorted(graph.subjects(TYPES.type, SH.NodeShape), key=str):
        targets = list(_targets(graph, shape))
        members = sorted(graph.objects(shape, SH.property), key=str) if targets else []
        for number, member in enumerate(members, start=1):
            graph.remove((shape, SH.property, member))
            name = URIRef(f"{shape}-{number}") if isinstance(member, BNode) else member
            for predicate, value in list(graph.predicate_objects(member)):
                graph.remove((member, predicate, value))
                graph.add((name, predicate, value))
            graph.add((name, TYPES.type, SH.PropertyShape))
            for predicate, value in targets:
                graph.add((name, predicate, value))


def _targets(graph: Graph, shape: Node) -> Iterator[tuple[Node, Node]]:
    from rdflib import SH

    for predicate in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode):
        yield from ((predicate, value) for value in graph.objects(shape, predicate))


def _take_sparql(graph: Graph) -> Iterator[SparqlConstraint]:
    from rdflib import SH

    axioms = ontology_axioms()
    for shape, node in sorted(graph.subject_objects(SH.sparql)):
        targets = {str(value) for value in graph.objects(shape, SH.targetClass)}
        is_warning = graph.value(shape, SH.severity) == SH.Warning
        yield SparqlConstraint(
            message=str(graph.value(node, SH.message)),
            severity=Severity.WARNING if is_warning else Severity.VIOLATION,
            select=str(graph.value(node, SH.select)).replace("$this", "?this"),
            classes=frozenset(each for each in axioms.classes if axioms.above[each].keys() & targets),
            subjects_of=frozenset(map(str, graph.objects(shape, SH.targetSubjectsOf))),
            objects_of=frozenset(map(str, graph.objects(shape, SH.targetObjectsOf))),
        )
        graph.remove((shape, SH.sparql, node))
