"""The closure of statements under axioms: each statement is joined once with those before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning.entailment.axioms import Axioms, Chain, Consequences, ontology_axioms
from diplograph.reasoning.entailment.contradictions import (
    PART,
    TwoValues,
    describe_two_values,
    find_contradictions,
    short,
)
from diplograph.reasoning.entailment.equality import Equalities, Merger
from diplograph.reasoning.report import Finding, Severity
from diplograph.vocab import GRAPH_ENTAILED, OWL, RDF

Triple: TypeAlias = tuple[Iri, Iri, Iri | Literal]

_TYPE: Final = Iri(RDF.type)
_SAME: Final = Iri(OWL.sameAs)
_NOTHING: Final = Consequences()


@dataclass(frozen=True, slots=True)
class Entailments:
    """What follows from statements.

    Attributes:
        triples: what is entailed and was not stated, sorted.
        findings: contradictions, and individuals that were taken for one; sorted.
    """

    triples: tuple[Triple, ...]
    findings: tuple[Finding, ...]

    def quads(self) -> Iterator[Quad]:
        """The triples in the named graph of entailments."""
        graph_name = Iri(GRAPH_ENTAILED)
        return (Quad(*triple, graph_name) for triple in self.triples)


def entail(quads: Iterable[Quad], axioms: Axioms | None = None) -> Entailments:
    """The OWL 2 RL closure of statements, without the statements themselves.

    Args:
        quads: any graphs; they are seen as one.
        axioms: what holds; the installed ontology's by default. Axioms among the quads are not applied.

    Returns:
        The new triples and the findings. Statements that contradict each other still have entailments.
    """
    axioms = axioms or ontology_axioms()
    asserted: set[Triple] = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    equalities = Equalities(Merger.of(*each) for each in _stated_equalities(asserted))
    closure = _close(axioms, asserted, equalities)
    while closure.mergers:
        equalities.add(closure.mergers)
        closure = _close(axioms, asserted, equalities)
    new = (_expand(closure.triples, equalities) if equalities else closure.triples) - asserted
    findings = [
        *(_describe_merger(each) for each in equalities.mergers if each.by),
        *map(describe_two_values, closure.two_values),
        *find_contradictions(closure.triples, axioms, equalities),
    ]
    return Entailments(tuple(sorted(new)), tuple(sorted(findings, key=_by_severity)))


def _stated_equalities(triples: Iterable[Triple]) -> Iterator[tuple[Iri, Iri]]:
    for subject, predicate, value in triples:
        if predicate == _SAME and isinstance(value, Iri):
            yield subject, value


def _describe_merger(merger: Merger) -> Finding:
    by = short(merger.by) if merger.by else ""
    message = f"is taken for {merger.other.value}, since {by} would otherwise have two values where it can have one."
    return Finding(PART, Severity.WARNING, merger.one.value, message)


def _by_severity(finding: Finding) -> tuple[str, str, str]:
    return finding.severity.value, finding.about, finding.message


def _close(axioms: Axioms, asserted: Iterable[Triple], equalities: Equalities) -> _Closure:
    """The closure of statements in which one individual stands for all that it is the same as."""
    if not equalities:
        return _Closure(axioms, asserted)
    return _Closure(axioms, (_rewrite(triple, equalities) for triple in asserted if triple[1] != _SAME))


def _rewrite(triple: Triple, equalities: Equalities) -> Triple:
    subject, predicate, value = triple
    if predicate == _TYPE or isinstance(value, Literal):
        return equalities.representative(subject), predicate, value
    return equalities.representative(subject), predicate, equalities.representative(value)


def _expand(triples: Iterable[Triple], equalities: Equalities) -> set[Triple]:
    """The triples for each of those that a representative stands for, and who is the same as whom."""
    expanded: set[Triple] = {(one, _SAME, other) for one, other in equalities.pairs()}
    for subject, predicate, value in triples:
        values = (value,) if predicate == _TYPE or isinstance(value, Literal) else equalities.all_same(value)
        expanded.update(product(equalities.all_same(subject), (predicate,), values))
    return expanded


class _Closure:
    """Statements and all that follows from them while individuals of different names are different.

    Each statement is taken up once and joined with those taken up before, so that no pair is joined twice. Statements
    on classes need not be taken up again: the consequences of a property and of a class hold all superclasses.
    """

    def __init__(self, axioms: Axioms, triples: Iterable[Triple]) -> None:
        self._axioms = axioms
        self.triples: set[Triple] = set(triples)
        self.mergers: set[Merger] = set()
        self.two_values: set[TwoValues] = set()
        self._links: dict[Iri, list[tuple[Chain, int]]] = defaultdict(list)
        for chain in axioms.chains:
            for position, step in enumerate(chain.steps):
                self._links[step].append((chain, position))
        joined = {*self._links, *axioms.functional, *axioms.inverse_functional}
        self._values: dict[Iri, _Index] = {name: defaultdict(set) for name in joined}
        self._subjects: dict[Iri, _Index] = {name: defaultdict(set) for name in joined}
        by_predicate: dict[Iri, list[Triple]] = defaultdict(list)
        for triple in self.triples:
            by_predicate[triple[1]].append(triple)
        self._take_classes(by_predicate[_TYPE])
        telling = by_predicate.keys() & {*axioms.consequences, *joined}
        self._take_links([triple for name in telling for triple in by_predicate[name]])

    def _take_classes(self, triples: Iterable[Triple]) -> None:
        superclasses = self._axioms.superclasses
        for subject, _, value in triples:
            if isinstance(value, Iri):
                self.triples.update((subject, _TYPE, each) for each in superclasses.get(value, ()))

    def _take_links(self, queue: list[Triple]) -> None:
        consequences = self._axioms.consequences
        while queue:
            subject, predicate, value = queue.pop()
            follows = consequences.get(predicate, _NOTHING)
            self.triples.update((subject, _TYPE, each) for each in follows.subject_classes)
            links: list[Triple] = [(subject, each, value) for each in follows.same_way]
            if isinstance(value, Iri):
                self.triples.update((value, _TYPE, each) for each in follows.object_classes)
                links += ((value, each, subject) for each in follows.other_way)
            if predicate in self._values:
                links += self._join(subject, predicate, value)
            fresh = set(links) - self.triples if links else ()
            self.triples.update(fresh)
            queue += fresh

    def _join(self, subject: Iri, predicate: Iri, value: Iri | Literal) -> Iterator[Triple]:
        """What follows together with statements taken up before."""
        if predicate in self._axioms.functional:
            self._compare_values(subject, predicate, value)
        if predicate in self._axioms.inverse_functional:
            self._compare_subjects(subject, predicate, value)
        self._values[predicate][subject].add(value)
        self._subjects[predicate][value].add(subject)
        for chain, position in self._links[predicate]:
            starts = _follow({subject}, reversed(chain.steps[:position]), self._subjects)
            ends = _follow({value}, chain.steps[position + 1 :], self._values)
            yield from ((one, chain.property, other) for one in starts if isinstance(one, Iri) for other in ends)

    def _compare_values(self, subject: Iri, predicate: Iri, value: Iri | Literal) -> None:
        for other in self._values[predicate].get(subject, ()):
            if isinstance(value, Iri) and isinstance(other, Iri):
                self.mergers.add(Merger.of(value, other, predicate))
            elif isinstance(value, Literal) and isinstance(other, Literal):
                self.two_values.add(TwoValues(subject, predicate, min(value, other), max(value, other)))

    def _compare_subjects(self, subject: Iri, predicate: Iri, value: Iri | Literal) -> None:
        for other in self._subjects[predicate].get(value, ()):
            if isinstance(other, Iri):
                self.mergers.add(Merger.of(subject, other, predicate))


_Index: TypeAlias = dict[Iri | Literal, set[Iri | Literal]]


def _follow(starts: Set[Iri | Literal], steps: Iterable[Iri], index: dict[Iri, _Index]) -> Set[Iri | Literal]:
    """Where steps lead, one after the other."""
    for step in steps:
        starts = {each for start in starts for each in index[step].get(start, ())}
    return starts
