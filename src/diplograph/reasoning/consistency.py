"""OWL: whether ontology and graphs can be true together, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from diplograph.model import Iri, Quad
from diplograph.reasoning.axioms import ontology_axioms
from diplograph.reasoning.blame import blamed
from diplograph.reasoning.contradictions import Contradiction, find_contradictions
from diplograph.reasoning.hermit import IRRELEVANT, Outcome, ask_hermit, distinct_names
from diplograph.reasoning.inconsistency import explain_inconsistency
from diplograph.reasoning.material import Material, foreign_parts
from diplograph.reasoning.merging import merge_triples, ontology_quads, ontology_triples
from diplograph.reasoning.report import Finding, Looked, Severity
from diplograph.reasoning.wording import statement
from diplograph.vocab import ARTICLE, GRAPH_ARTICLE, GRAPH_ONTOLOGY, GRAPH_REGISTER, KB, RDF

PART: Final = "consistency"
HERMIT_PART: Final = "hermit"


@dataclass(frozen=True, slots=True)
class Slice:
    """Statements that are judged together.

    Attributes:
        quads: the statements.
        graphs: names of the graphs that are wholly among them.
        individual_count: how many things they describe.
        left_out: how many articles did not find room.
    """

    quads: tuple[Quad, ...]
    graphs: tuple[str, ...]
    individual_count: int
    left_out: int


def check_consistency(material: Material) -> Looked:
    """Look for contradictions that the ontology's own constructs make, without a reasoner."""
    judged = take_slice(material, PART)
    found = find_contradictions(judged.quads, ontology_axioms())
    return Looked(_summary(judged), tuple(map(_finding, found)), judged.graphs)


def check_with_hermit(material: Material, *, limit_individuals: int) -> Looked:
    """Let HermiT judge the ontology together with graphs, taking all things for different from one another.

    Statements that are known to contradict others are not shown to it, so that it may find what else is wrong.

    Args:
        material: the store; see `take_slice` for which graphs are shown.
        limit_individuals: how many things to show.

    Raises:
        MissingPartError: Java or owlready2 is missing.
    """
    judged = take_slice(material, HERMIT_PART, limit_individuals=limit_individuals)
    if not judged.quads:
        return Looked(_summary(judged))
    known = find_contradictions(judged.quads, ontology_axioms())
    shown = _without_guilty(judged.quads, known)
    summary = _summary(judged)
    if len(shown) < len(judged.quads):
        summary += f", without {len(judged.quads) - len(shown)} statements that `{PART}` found to contradict others"
    content = [quad for quad in shown if quad.predicate.value not in IRRELEVANT]
    judgement = ask_hermit([*ontology_triples(), *merge_triples(content), *distinct_names(content)])
    if judgement.outcome is Outcome.INCONSISTENT:
        return Looked(summary, (_explained(content),))
    if judgement.outcome is Outcome.REFUSED:
        return Looked(summary, (_violation("", f"HermiT refuses the graphs: {judgement.reason}", judged.graphs),))
    empty = tuple(
        _violation(each, "nothing can belong to this class.", (GRAPH_ONTOLOGY,)) for each in judgement.empty_classes
    )
    guilty = {name for each in known for name in each.graphs}
    return Looked(summary, empty, tuple(name for name in judged.graphs if name not in guilty))


def take_slice(material: Material, part: str, *, limit_individuals: int | None = None) -> Slice:
    """The graphs that a part still has to judge, newest articles first, with what they speak of.

    While the register has not been found sound, it is in the slice wholly, with reviews and inferences. Afterwards only
    what it and they say of the things that the articles speak of; and, where there is no limit, new inferences, which
    follow from articles that are looked at anyway. Articles of whose parts others speak are taken with those.

    Args:
        material: the store.
        part: whose turn it is.
        limit_individuals: leave out articles when there would be more things than this.
    """
    todo = material.todo(part)
    is_register_new = GRAPH_REGISTER in todo.base
    taken = list(todo.base) if is_register_new or limit_individuals is None else []
    quads = [quad for name in taken for quad in material.quads(name)]
    individuals = _individuals(quads)
    own: list[Quad] = []
    for name in todo.articles:
        members = [quad for each in (name, *_partners(material, name, taken)) for quad in material.quads(each)]
        grown = individuals | _individuals(members)
        if limit_individuals is not None and len(grown) > limit_individuals:
            break
        own += members
        individuals = grown
        taken.append(name)
    left_out = len(todo.articles) - sum(name in taken for name in todo.articles)
    around = () if is_register_new else _around(material, own)
    listed = tuple(dict.fromkeys([*quads, *own, *around]))
    return Slice(listed, tuple(taken), len(_individuals(listed)), left_out)


def _individuals(quads: Iterable[Quad]) -> set[Iri]:
    return {quad.subject for quad in quads if quad.predicate.value == RDF.type}


def _partners(material: Material, graph_name: str, taken: Sequence[str]) -> list[str]:
    """The graphs of the articles of whose parts an article's graph speaks."""
    parts = (
        end.value.removeprefix(ARTICLE).split("/")[0]
        for quad in foreign_parts(material.quads(graph_name))
        for end in (quad.subject, quad.object)
        if isinstance(end, Iri) and end.value.startswith(ARTICLE)
    )
    names = {GRAPH_ARTICLE + each for each in parts} - {graph_name, *taken}
    return sorted(name for name in names if name in material.records)


def _around(material: Material, quads: Iterable[Quad]) -> list[Quad]:
    ends = {end.value for quad in quads for end in (quad.subject, quad.object) if isinstance(end, Iri)}
    return material.known_of(end for end in ends if end.startswith(KB))


def _without_guilty(quads: Sequence[Quad], known: Iterable[Contradiction]) -> list[Quad]:
    guilty = {quad for each in known for quad in each.statements if quad.graph_name.value in each.graphs}
    return [quad for quad in quads if quad not in guilty]


def _explained(quads: Sequence[Quad]) -> Finding:
    explanation = explain_inconsistency(quads, ontology_quads())
    runs = f"{explanation.run_count} runs of HermiT"
    if explanation.is_minimal:
        message = f"these statements contradict each other: without any of them there is no contradiction ({runs})."
    else:
        message = f"among these statements there is a contradiction; the search for the fewest stopped after {runs}."
    because = (*(statement(quad) for quad in explanation.statements), *explanation.axioms)
    about = explanation.statements[0].subject.value
    return Finding(HERMIT_PART, Severity.VIOLATION, about, message, blamed(explanation.statements), because)


def _finding(contradiction: Contradiction) -> Finding:
    because = (*(statement(quad) for quad in contradiction.statements), *contradiction.axioms)
    return Finding(PART, Severity.VIOLATION, contradiction.about, contradiction.message, contradiction.graphs, because)


def _violation(about: str, message: str, graphs: tuple[str, ...]) -> Finding:
    return Finding(HERMIT_PART, Severity.VIOLATION, about, message, graphs)


def _summary(judged: Slice) -> str:
    rest = f", {judged.left_out} articles left out" if judged.left_out else ""
    articles = sum(name.startswith(GRAPH_ARTICLE) for name in judged.graphs)
    return f"{articles} articles, {judged.individual_count} things{rest}"
