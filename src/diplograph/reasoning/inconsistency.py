"""Why HermiT finds statements inconsistent: the graphs, then the statements, then the axioms, each as few as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from diplograph.model import Iri, Quad
from diplograph.reasoning.blame import rank
from diplograph.reasoning.hermit import Outcome, ask_hermit, distinct_names
from diplograph.reasoning.merging import merge_triples
from diplograph.reasoning.reduction import Budget, reduce_to_fewest
from diplograph.reasoning.wording import compact, term
from diplograph.vocab import OWL, RDF, RDFS

LIMIT_RUNS: Final = 80
"""How often HermiT is run for one explanation; 15 runs of about a second do for two statements of two graphs."""

_Axiom: TypeAlias = tuple[Quad, ...]
"""The triples of one axiom."""

_DECLARATIONS: Final = frozenset({OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty})


@dataclass(frozen=True, slots=True)
class Explanation:
    """Statements and axioms that cannot be true together.

    Attributes:
        statements: the statements, those of articles first.
        axioms: the axioms, in words.
        run_count: how often HermiT was asked.
        is_minimal: whether without any one of them there is no contradiction; False when the limit ended the search.
    """

    statements: tuple[Quad, ...]
    axioms: tuple[str, ...]
    run_count: int
    is_minimal: bool


def explain_inconsistency(
    statements: Sequence[Quad], ontology: Sequence[Quad], *, limit_runs: int = LIMIT_RUNS
) -> Explanation:
    """The fewest statements and axioms behind an inconsistency.

    Args:
        statements: of any graphs; inconsistent with the ontology.
        ontology: the axioms.
        limit_runs: how often HermiT may be run.
    """
    budget = Budget(limit_runs)
    everything = merge_triples(ontology)
    graphs: dict[Iri, list[Quad]] = defaultdict(list)
    for quad in statements:
        graphs[quad.graph_name].append(quad)
    by_name = sorted(graphs, key=lambda name: (rank(graphs[name][0]), name))

    guilty = reduce_to_fewest(
        by_name, lambda names: _clashes(everything, [quad for name in names for quad in graphs[name]]), budget
    )
    suspects = _near([quad for name in guilty.things for quad in graphs[name]], everything, budget)
    found = reduce_to_fewest(suspects, lambda quads: _clashes(everything, quads), budget)
    declared, axioms = _split(ontology)

    def clash_by(some: Sequence[_Axiom]) -> bool:
        return _clashes(merge_triples([*declared, *_flat(some)]), found.things)

    spoken = _speaking_of(found.things, axioms)
    are_enough = bool(spoken) and budget.spend() and clash_by(spoken)
    needed = reduce_to_fewest(spoken if are_enough else axioms, clash_by, budget)
    return Explanation(
        tuple(sorted(found.things, key=lambda quad: (-rank(quad), quad))),
        tuple(_wording(axiom) for axiom in needed.things) if needed.is_minimal else (),
        budget.used_runs,
        guilty.is_minimal and found.is_minimal and needed.is_minimal,
    )


def _clashes(ontology: Sequence[str], statements: Sequence[Quad]) -> bool:
    triples = [*ontology, *merge_triples(statements), *distinct_names(statements)]
    return ask_hermit(triples).outcome is Outcome.INCONSISTENT


def _near(statements: list[Quad], ontology: Sequence[str], budget: Budget) -> list[Quad]:
    """Without the statements that are two steps or more from those most to blame, if what is left is inconsistent."""
    highest = max(rank(quad) for quad in statements)
    core = [quad for quad in statements if rank(quad) == highest]
    if len(core) == len(statements):
        return statements
    things = {node for quad in core for node in (quad.subject, quad.object)}
    near = [
        quad
        for quad in statements
        if rank(quad) == highest
        or quad.subject in things
        or (quad.predicate.value != RDF.type and quad.object in things)
    ]
    return near if budget.spend() and _clashes(ontology, near) else statements


def _speaking_of(statements: Iterable[Quad], axioms: Iterable[_Axiom]) -> list[_Axiom]:
    """The axioms that name a property or a class of the statements; most often no others are needed."""
    named = {quad.object if quad.predicate.value == RDF.type else quad.predicate for quad in statements}
    return [axiom for axiom in axioms if any(node in named for quad in axiom for node in (quad.subject, quad.object))]


def _split(ontology: Iterable[Quad]) -> tuple[list[Quad], list[_Axiom]]:
    """Declarations, and the axioms one by one; annotations are left out."""
    listed = list(ontology)
    annotations = {quad.subject for quad in listed if quad.object == Iri(OWL.AnnotationProperty)}
    annotations |= {Iri(RDFS.label), Iri(RDFS.comment), Iri(RDFS.isDefinedBy)}
    declared: list[Quad] = []
    by_node: dict[Iri, list[Quad]] = defaultdict(list)
    roots: list[Quad] = []
    for quad in listed:
        if quad.predicate in annotations or quad.object == Iri(OWL.Ontology) or _is_of_the_header(quad):
            continue
        if quad.predicate.value == RDF.type and quad.object.value in _DECLARATIONS:
            declared.append(quad)
        elif quad.subject.value.startswith("_:"):
            by_node[quad.subject].append(quad)
        else:
            roots.append(quad)
    pointed_at = {quad.object for quad in [*roots, *(each for some in by_node.values() for each in some)]}
    nameless = [quads[0] for node, quads in by_node.items() if node not in pointed_at]
    axioms = [tuple(_with_parts(quad, by_node)) for quad in sorted([*roots, *nameless])]
    return declared, axioms


def _is_of_the_header(quad: Quad) -> bool:
    return quad.predicate.value in (OWL.versionIRI, OWL.versionInfo, OWL.imports)


def _with_parts(root: Quad, by_node: dict[Iri, list[Quad]]) -> Iterator[Quad]:
    """A triple with all triples of the nameless nodes that it begins or leads to."""
    if not root.subject.value.startswith("_:"):
        yield root
    waiting = [node for node in (root.subject, root.object) if isinstance(node, Iri) and node in by_node]
    seen: set[Iri] = set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for quad in by_node[node]:
            yield quad
            if isinstance(quad.object, Iri) and quad.object in by_node:
                waiting.append(quad.object)


def _flat(axioms: Iterable[_Axiom]) -> list[Quad]:
    return [quad for axiom in axioms for quad in axiom]


def _wording(axiom: _Axiom) -> str:
    """An axiom in words."""
    root = axiom[0]
    members = [term(quad.object) for quad in axiom if quad.predicate.value == RDF.first]
    if any(quad.object == Iri(OWL.AllDisjointClasses) for quad in axiom):
        return f"nothing is two of {', '.join(sorted(members))}"
    value = " and then ".join(members) if members else term(root.object)
    return _SENTENCES.get(root.predicate.value, "{subject} {predicate} {value}").format(
        subject=term(root.subject), predicate=compact(root.predicate.value), value=value
    )


_SENTENCES: Final = {
    RDFS.subClassOf: "every {subject} is a {value}",
    RDFS.subPropertyOf: "{subject} implies {value}",
    RDFS.domain: "the domain of {subject} is {value}",
    RDFS.range: "the range of {subject} is {value}",
    RDF.type: "{subject} is a {value}",
    OWL.disjointWith: "nothing is both a {subject} and a {value}",
    OWL.inverseOf: "{subject} is the inverse of {value}",
    OWL.propertyChainAxiom: "{value} imply {subject}",
}
