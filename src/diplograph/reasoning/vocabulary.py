"""Each statement by itself: are its terms the ontology's, its ends of the right kind, and is it this graph's to make?

The ontology is taken as a closed vocabulary. What an end already is counts: its classes are looked up in all graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final, TypeAlias

from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning.axioms import Axioms, Use, ontology_axioms
from diplograph.reasoning.literals import is_datatype, is_well_formed
from diplograph.reasoning.material import Material, Todo, is_own, is_part_of, owner
from diplograph.reasoning.report import Finding, Looked, Severity
from diplograph.reasoning.wording import compact, term
from diplograph.vocab import ARTICLE, DG, GRAPH_INFERRED, GRAPH_REGISTER, KB, OWL, RDF, RDFS, XSD

PART: Final = "vocabulary"

SHORTCUTS: Final = frozenset(
    {DG.backs, DG.holdsOffice, DG.isAlliedWith, DG.isMemberOf, DG.isPartyTo, DG.mediates, DG.mediatesInConflict}
    | {DG.metWith, DG.namesOffice, DG.opposes, DG.servesUnder}
)
"""Properties that only rules write, into the inferred graph."""

_ACROSS_ARTICLES: Final = frozenset({DG.contradicts, DG.restates})
"""Properties that lead from a claim of one article to one of another."""

_Fault: TypeAlias = tuple[str, str]
"""What is wrong: the IRI that it is about, and a sentence."""

_Classes: TypeAlias = Mapping[str, frozenset[str]]
"""The classes of things."""


def check_vocabulary(material: Material) -> Looked:
    """Look at each statement of the articles, the register, the reviews and the inferred graph by itself."""
    todo = material.todo(PART)
    statements = _Statements(ontology_axioms())
    findings: list[Finding] = []
    count = 0
    for batch in material.batches([*todo.base, *todo.articles]):
        known = _known(material, batch.values())
        for graph_name, quads in batch.items():
            count += len(quads)
            faults = dict.fromkeys(fault for quad in quads for fault in statements.faults(quad, known))
            faults |= dict.fromkeys(_without_class(graph_name, quads, known))
            findings += [Finding(PART, Severity.VIOLATION, *fault, (graph_name,)) for fault in faults]
    return Looked(f"{_looked_at(todo)}, {count} statements", tuple(findings), (*todo.base, *todo.articles))


def _looked_at(todo: Todo) -> str:
    return f"{todo.summary}{', the register' if GRAPH_REGISTER in todo.base else ''}"


def _known(material: Material, graphs: Iterable[list[Quad]]) -> _Classes:
    """By thing its classes, for all things that graphs mention; things that nothing describes are missing."""
    typed: list[Quad] = []
    mentioned: dict[str, None] = {}
    for quads in graphs:
        for quad in quads:
            mentioned[quad.subject.value] = None
            if quad.predicate.value == RDF.type:
                typed += [quad] if is_own(quad) else []
            elif isinstance(quad.object, Iri):
                mentioned[quad.object.value] = None
    described = {quad.subject.value for quad in typed}
    ours = (node for node in mentioned if node not in described and node.startswith((KB, ARTICLE)))
    typed += (quad for quad in material.descriptions(ours) if quad.predicate.value == RDF.type)
    classes: dict[str, frozenset[str]] = {}
    for quad in typed:
        before = classes.get(quad.subject.value, frozenset())
        classes[quad.subject.value] = before | {quad.object.value}
    return classes


def _without_class(graph_name: str, quads: Iterable[Quad], known: _Classes) -> Iterator[_Fault]:
    """Things that are described without a class, and references to nothing; `evidence` warns of an article's."""
    document = owner(graph_name)
    for quad in quads:
        if quad.subject.value not in known and quad.subject.value != graph_name and is_own(quad):
            yield quad.subject.value, "it is described, and no graph says what it is."
        if isinstance(quad.object, Iri) and quad.object.value not in known:
            is_ours = quad.object.value.startswith((KB, ARTICLE))
            if is_ours and (not document or is_part_of(quad.object.value, document)):
                what = f"{compact(quad.predicate.value)} leads to {term(quad.object)}"
                yield quad.subject.value, f"{what}, which no graph describes."


class _Statements:
    """Judges single statements; what is found of one serves for all that are alike."""

    def __init__(self, axioms: Axioms) -> None:
        self._axioms = axioms
        self._kinds = {name: kind for kind, names in axioms.properties.items() for name in names}
        self._is_allowed = cache(self._find_allowed)
        self._demands = cache(self._find_demands)

    def faults(self, quad: Quad, known: _Classes) -> Iterator[_Fault]:
        """What is wrong with a statement."""
        subject, predicate, value, _ = quad
        if isinstance(value, Literal):
            is_sound = self._is_allowed(predicate.value, value.datatype, value.language) and is_well_formed(value)
            classes: frozenset[str] = frozenset()
        else:
            is_sound = self._is_allowed(predicate.value, "", "") and not value.value.startswith("_:")
            classes = known.get(value.value, frozenset())
        if not is_sound or subject.value.startswith("_:") or predicate.value == RDF.type:
            for message in self._term_faults(quad):
                yield subject.value, message
        for use in self._demands(predicate.value, known.get(subject.value, frozenset()), classes):
            yield subject.value, _demand(quad, use, known)
        for message in _place_faults(quad):
            yield subject.value, message

    def _find_allowed(self, predicate: str, datatype: str, language: str) -> bool:
        """Whether a property may have a value of that kind; the datatype is empty for things."""
        if predicate in (RDFS.label, RDFS.comment):
            return language == "en"
        kind = self._kinds.get(predicate)
        if not datatype and not language:
            return kind == OWL.ObjectProperty
        expected = self._axioms.ranges.get(predicate, XSD.string)
        return kind not in (None, OWL.ObjectProperty) and is_datatype(Literal("", datatype, language), expected)

    def _term_faults(self, quad: Quad) -> Iterator[str]:
        """Unknown terms, nameless nodes, and values of the wrong sort."""
        predicate, value = quad.predicate.value, quad.object
        if any(node.value.startswith("_:") for node in (quad.subject, value) if isinstance(node, Iri)):
            yield "a node has no name (blank node)."
        if predicate == RDF.type:
            if value.value not in self._axioms.classes:
                yield f"{term(value)} is no class of the ontology."
        elif predicate in (RDFS.label, RDFS.comment):
            if not isinstance(value, Literal) or value.language != "en":
                yield f"the value of {compact(predicate)} is to be a text in English, tagged as such."
        elif predicate not in self._kinds:
            yield f"{compact(predicate)} is no property of the ontology."
        elif self._kinds[predicate] == OWL.ObjectProperty:
            if isinstance(value, Literal):
                yield f"the value of {compact(predicate)} is the text {term(value)} where a thing is due."
        elif isinstance(value, Iri):
            yield f"the value of {compact(predicate)} is the thing {term(value)} where a text or number is due."
        else:
            yield from self._value_faults(predicate, value)

    def _value_faults(self, predicate: str, literal: Literal) -> Iterator[str]:
        datatype = self._axioms.ranges.get(predicate, XSD.string)
        if literal.language:
            yield f"the value of {compact(predicate)} is tagged with the language {literal.language!r}."
        elif not is_datatype(literal, datatype):
            given = compact(literal.datatype)
            yield f"the value of {compact(predicate)} is a {given} where a {compact(datatype)} is due."
        elif not is_well_formed(literal):
            yield f"{term(literal)} is no {compact(literal.datatype)}."

    def _find_demands(self, predicate: str, subject: frozenset[str], value: frozenset[str]) -> tuple[Use, ...]:
        """What a property demands of ends of these classes and does not get."""
        return tuple(
            use
            for use in self._axioms.uses.get(predicate, ())
            if (classes := value if use.is_object else subject) and not self._axioms.is_within(classes, use.class_iri)
        )


def _demand(quad: Quad, use: Use, known: _Classes) -> str:
    end = quad.object if use.is_object else quad.subject
    names = ", ".join(sorted(map(compact, known[end.value])))
    which = "value" if use.is_object else "subject"
    demand = f"{compact(quad.predicate.value)} demands a {compact(use.class_iri)} as its {which}"
    return f"{demand}, and {term(end)} is a {names}."


def _place_faults(quad: Quad) -> Iterator[str]:
    """Statements that are not this graph's to make."""
    graph_name, subject, predicate = quad.graph_name.value, quad.subject.value, quad.predicate.value
    if predicate in SHORTCUTS and graph_name != GRAPH_INFERRED:
        yield f"{compact(predicate)} is written by rules only, and stands outside the inferred graph."
    document = owner(graph_name)
    if document and not is_part_of(subject, document):
        yield f"an article's graph describes {compact(subject)}, which is not its own."
    if document and isinstance(quad.object, Iri) and quad.object.value.startswith(ARTICLE):
        is_own = is_part_of(quad.object.value, document)
        if not is_own and predicate not in _ACROSS_ARTICLES:
            yield f"{compact(predicate)} leads to {term(quad.object)}, a part of another article."
    if graph_name == GRAPH_REGISTER and not subject.startswith(KB) and subject != graph_name:
        yield f"the register describes {compact(subject)}, which is none of its things."
