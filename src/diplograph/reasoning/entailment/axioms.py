"""The ontology's axioms, read from its statements and put into the form in which entailment applies them.

An axiom says what follows from one statement, or from a few that share a node. All that follows from a single
statement with some property, through any number of axioms on sub-properties, inverses, domains, ranges and
superclasses, is worked out here once for each property (`Consequences`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations
from typing import Final, TypeAlias

from diplograph.errors import InputError
from diplograph.model import Iri, Quad
from diplograph.reasoning.merging import MODULES
from diplograph.resources import ontology_folder
from diplograph.store import read_rdf
from diplograph.vocab import GRAPH_ONTOLOGY, OWL, RDF, RDFS, XSD

Pair: TypeAlias = tuple[Iri, Iri]

_OWL: Final = OWL.Thing.removesuffix("Thing")
_XSD: Final = XSD.string.removesuffix("string")
_LISTS: Final = frozenset({OWL.members, OWL.distinctMembers})

_CHARACTERISTICS: Final = frozenset(
    {OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.FunctionalProperty, OWL.InverseFunctionalProperty}
    | {OWL.IrreflexiveProperty, OWL.AsymmetricProperty}
)
_DISJOINT_OR_DIFFERENT: Final = frozenset({OWL.AllDisjointClasses, OWL.AllDisjointProperties, OWL.AllDifferent})
_DECLARATIONS: Final = frozenset(
    {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual, OWL.Ontology}
    | {OWL.Axiom}
)
_RELATIONS: Final = frozenset(
    {OWL.equivalentClass, OWL.equivalentProperty, OWL.inverseOf, OWL.propertyChainAxiom, OWL.disjointWith}
    | {OWL.propertyDisjointWith, OWL.differentFrom, OWL.sameAs, *_LISTS}
)
_ANNOTATIONS: Final = frozenset(
    {OWL.imports, OWL.versionIRI, OWL.versionInfo, OWL.priorVersion, OWL.backwardCompatibleWith}
    | {OWL.incompatibleWith, OWL.deprecated, OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget}
)


@dataclass(frozen=True, slots=True)
class Chain:
    """That `property` leads from where `steps`, taken one after the other, begin to where they end."""

    property: Iri
    steps: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from one statement with some property, whatever else is stated.

    Attributes:
        same_way: properties that lead the same way.
        other_way: properties that lead from the object to the subject.
        subject_classes: classes of the subject.
        object_classes: classes of the object.
    """

    same_way: tuple[Iri, ...] = ()
    other_way: tuple[Iri, ...] = ()
    subject_classes: tuple[Iri, ...] = ()
    object_classes: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Axioms:
    """Axioms in the form in which they are applied.

    Attributes:
        superclasses: all superclasses of a class, without itself and `owl:Thing`.
        consequences: what follows from a statement, by its property.
        chains: property chains; a transitive property is a chain of itself with itself.
        functional: properties with one value at most.
        inverse_functional: properties whose value tells of whom it is.
        irreflexive: properties that lead from nothing to itself.
        asymmetric: properties that lead nowhere both ways.
        disjoint_classes: classes without a common member.
        disjoint_properties: properties that never lead from and to the same two nodes.
        different: individuals that are two.
    """

    superclasses: Mapping[Iri, tuple[Iri, ...]]
    consequences: Mapping[Iri, Consequences]
    chains: tuple[Chain, ...] = ()
    functional: frozenset[Iri] = frozenset()
    inverse_functional: frozenset[Iri] = frozenset()
    irreflexive: frozenset[Iri] = frozenset()
    asymmetric: frozenset[Iri] = frozenset()
    disjoint_classes: tuple[Pair, ...] = ()
    disjoint_properties: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()


@cache
def ontology_axioms() -> Axioms:
    """The axioms of the root ontology and its modules, as this release has them.

    Raises:
        MissingPartError: the installation lacks the ontology.
    """
    files = (ontology_folder() / f"{module}.ttl" for module in MODULES)
    return read_axioms(
        chain.from_iterable(read_rdf(file.read_bytes(), file_format="ttl", graph_name=GRAPH_ONTOLOGY) for file in files)
    )


def read_axioms(quads: Iterable[Quad]) -> Axioms:
    """The axioms among statements; others are passed over.

    Args:
        quads: an ontology's statements, lists as `rdf:first` and `rdf:rest`.

    Raises:
        InputError: there is an OWL construct whose entailments are not computed, such as a restriction.
    """
    found = _Statements(quads)
    unknown = sorted(found.unread())
    if unknown:
        names = ", ".join(name.removeprefix(_OWL) for name in unknown)
        raise InputError(
            f"entailment does not know these OWL constructs: {names}.",
            hint="say it in a rule or a shape, or teach `diplograph.reasoning.entailment` the construct.",
        )
    superclasses = {key: _closure(key, found.superclasses()) for key in sorted(found.superclasses())}
    transitive = found.having(OWL.TransitiveProperty)
    return Axioms(
        superclasses=superclasses,
        consequences=_consequences(found, superclasses),
        chains=(
            *(Chain(name, found.members(head)) for name, head in found.pairs(OWL.propertyChainAxiom)),
            *(Chain(name, (name, name)) for name in sorted(transitive)),
        ),
        functional=found.having(OWL.FunctionalProperty),
        inverse_functional=found.having(OWL.InverseFunctionalProperty),
        irreflexive=found.having(OWL.IrreflexiveProperty),
        asymmetric=found.having(OWL.AsymmetricProperty),
        disjoint_classes=found.pairwise(OWL.disjointWith, OWL.AllDisjointClasses),
        disjoint_properties=found.pairwise(OWL.propertyDisjointWith, OWL.AllDisjointProperties),
        different=found.pairwise(OWL.differentFrom, OWL.AllDifferent),
    )


class _Statements:
    """The statements between nodes that an ontology consists of, by property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[str, dict[Iri, list[Iri]]] = defaultdict(lambda: defaultdict(list))
        self._types: dict[str, set[Iri]] = defaultdict(set)
        for subject, predicate, value, _ in quads:
            if predicate.value == RDF.type:
                self._types[value.value].add(subject)
            elif isinstance(value, Iri):
                self._objects[predicate.value][subject].append(value)
            else:
                self._objects.setdefault(predicate.value, defaultdict(list))

    def unread(self) -> Iterator[str]:
        """The terms of OWL in these statements that no rule here knows."""
        known = _CHARACTERISTICS | _DISJOINT_OR_DIFFERENT | _DECLARATIONS | _RELATIONS | _ANNOTATIONS
        yield from (name for name in (*self._objects, *self._types) if name.startswith(_OWL) and name not in known)

    def having(self, type_: str) -> frozenset[Iri]:
        """The nodes of a type."""
        return frozenset(self._types.get(type_, ()))

    def pairs(self, predicate: str) -> list[Pair]:
        """Subject and object of each statement with a property, sorted."""
        return sorted((key, value) for key, values in self._objects.get(predicate, {}).items() for value in values)

    def members(self, head: Iri) -> tuple[Iri, ...]:
        """The members of a list."""
        members: list[Iri] = []
        while head.value != RDF.nil:
            members += self._objects[RDF.first][head]
            (head,) = self._objects[RDF.rest][head]
        return tuple(members)

    def pairwise(self, predicate: str, type_: str) -> tuple[Pair, ...]:
        """The pairs that a property links, and all pairs among the members of each node of a type."""
        found = {tuple(sorted(pair)) for pair in self.pairs(predicate)}
        for node in self.having(type_):
            for head in (head for name in _LISTS for head in self._objects.get(name, {}).get(node, ())):
                found.update(combinations(sorted(set(self.members(head))), 2))
        return tuple(sorted((one, other) for one, other in found))

    def superclasses(self) -> Mapping[Iri, set[Iri]]:
        """The stated superclasses by class; equivalent classes are superclasses of each other."""
        return self._both_ways(RDFS.subClassOf, OWL.equivalentClass)

    def superproperties(self) -> Mapping[Iri, set[Iri]]:
        """The stated superproperties by property; equivalent ones are superproperties of each other."""
        return self._both_ways(RDFS.subPropertyOf, OWL.equivalentProperty)

    def inverses(self) -> Mapping[Iri, set[Iri]]:
        """The stated inverses by property; a symmetric property is its own."""
        inverses = self._both_ways("", OWL.inverseOf)
        for name in self.having(OWL.SymmetricProperty):
            inverses[name].add(name)
        return inverses

    def classes(self, predicate: str) -> Mapping[Iri, set[Iri]]:
        """The domains or ranges by property, datatypes and `owl:Thing` left out."""
        classes: dict[Iri, set[Iri]] = defaultdict(set)
        for name, value in self.pairs(predicate):
            if not value.value.startswith(_XSD) and value.value != OWL.Thing:
                classes[name].add(value)
        return classes

    def _both_ways(self, one_way: str, both_ways: str) -> dict[Iri, set[Iri]]:
        found: dict[Iri, set[Iri]] = defaultdict(set)
        for one, other in self.pairs(one_way):
            found[one].add(other)
        for one, other in self.pairs(both_ways):
            found[one].add(other)
            found[other].add(one)
        return found


def _closure(start: Iri, steps: Mapping[Iri, set[Iri]]) -> tuple[Iri, ...]:
    """All that steps lead to, without the start and `owl:Thing`, sorted."""
    reached, queue = {start}, [start]
    while queue:
        fresh = steps.get(queue.pop(), set()) - reached
        reached |= fresh
        queue += fresh
    return tuple(sorted(reached - {start, Iri(OWL.Thing)}))


def _consequences(found: _Statements, superclasses: Mapping[Iri, tuple[Iri, ...]]) -> dict[Iri, Consequences]:
    supers, inverses = found.superproperties(), found.inverses()
    domains, ranges = found.classes(RDFS.domain), found.classes(RDFS.range)

    def with_superclasses(classes: Iterable[Iri]) -> tuple[Iri, ...]:
        return tuple(sorted({each for one in classes for each in (one, *superclasses.get(one, ()))}))

    consequences = {}
    for name in sorted({*supers, *inverses, *domains, *ranges}):
        reached = _directed(name, supers, inverses)
        consequences[name] = Consequences(
            same_way=tuple(sorted(other for other, is_turned in reached if not is_turned and other != name)),
            other_way=tuple(sorted(other for other, is_turned in reached if is_turned)),
            subject_classes=with_superclasses(
                each for other, is_turned in reached for each in (ranges if is_turned else domains).get(other, ())
            ),
            object_classes=with_superclasses(
                each for other, is_turned in reached for each in (domains if is_turned else ranges).get(other, ())
            ),
        )
    return consequences


def _directed(
    start: Iri, supers: Mapping[Iri, set[Iri]], inverses: Mapping[Iri, set[Iri]]
) -> frozenset[tuple[Iri, bool]]:
    """The properties that hold where `start` does, itself included, and whether the other way round."""
    reached, queue = {(start, False)}, [(start, False)]
    while queue:
        name, is_turned = queue.pop()
        fresh = {(each, is_turned) for each in supers.get(name, ())}
        fresh |= {(each, not is_turned) for each in inverses.get(name, ())}
        queue += fresh - reached
        reached |= fresh
    return frozenset(reached)
