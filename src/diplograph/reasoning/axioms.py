"""The ontology's axioms as look-ups: what follows from a class or a property, and by which axioms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

from diplograph.model import Quad
from diplograph.reasoning.merging import ontology_quads
from diplograph.reasoning.wording import compact
from diplograph.vocab import OWL, RDF, RDFS

_KINDS: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@dataclass(frozen=True, slots=True)
class Use:
    """What using a property says of one of its two ends.

    Attributes:
        class_iri: the class to which that end then belongs.
        is_object: whether the end is the statement's object.
        axioms: why, in words.
    """

    class_iri: str
    is_object: bool
    axioms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entailed:
    """A property that holds wherever another does.

    Attributes:
        property_iri: the property.
        is_inverted: whether it leads the other way.
        axioms: why, in words.
    """

    property_iri: str
    is_inverted: bool
    axioms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A property that follows from two others, one after the other."""

    first: str
    second: str
    conclusion: str
    axiom: str


@dataclass(frozen=True, slots=True)
class Axioms:
    """An ontology read for checking.

    Attributes:
        classes: all classes.
        properties: by kind (`owl:ObjectProperty` …) the properties.
        above: by class all classes that contain it, itself first, each with the axioms.
        disjoint: by pair of declared classes the axiom that keeps them apart.
        entailed: by property all properties that follow from it, itself first.
        uses: by property what it says of its ends.
        ranges: by datatype property the datatype of its values.
        irreflexive, functional, inverse_functional: the properties of that kind.
        chains: the property chains.
        keys: by class the properties that together identify a member (`owl:hasKey`).
    """

    classes: frozenset[str]
    properties: Mapping[str, frozenset[str]]
    above: Mapping[str, Mapping[str, tuple[str, ...]]]
    disjoint: Mapping[frozenset[str], str]
    entailed: Mapping[str, tuple[Entailed, ...]]
    uses: Mapping[str, tuple[Use, ...]]
    ranges: Mapping[str, str]
    irreflexive: frozenset[str]
    functional: frozenset[str]
    inverse_functional: frozenset[str]
    chains: tuple[Chain, ...]
    keys: Mapping[str, tuple[str, ...]]

    def is_within(self, classes: Iterable[str], wanted: str) -> bool:
        """Whether one of the classes is the wanted one or below it."""
        return any(wanted in self.above.get(each, ()) for each in classes)


@cache
def ontology_axioms() -> Axioms:
    """The axioms of the ontology that comes with diplograph."""
    return read_axioms(ontology_quads())


def read_axioms(quads: Iterable[Quad]) -> Axioms:
    """The axioms of an ontology given as statements."""
    return _Reader(quads).read()


class _Reader:
    """Reads axioms out of triples."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._members: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            self._values[quad.predicate.value][quad.subject.value].append(quad.object.value)
            if quad.predicate.value == RDF.type:
                self._members[quad.object.value].add(quad.subject.value)
        self._entailed = {
            each: tuple(self._follow(each)) for kind in _KINDS[:2] for each in sorted(self._members[kind])
        }

    def read(self) -> Axioms:
        classes = frozenset(each for each in self._members[OWL.Class] if not each.startswith("_:"))
        return Axioms(
            classes=classes,
            properties={kind: frozenset(self._members[kind]) for kind in _KINDS},
            above={each: self._above(each) for each in classes},
            disjoint=dict(self._disjoint()),
            entailed=self._entailed,
            uses={each: tuple(self._uses(each)) for each in self._entailed},
            ranges={
                each: values[0]
                for each in sorted(self._members[OWL.DatatypeProperty])
                if (values := self._values[RDFS.range].get(each))
            },
            irreflexive=frozenset(self._members[OWL.IrreflexiveProperty]),
            functional=frozenset(self._members[OWL.FunctionalProperty]),
            inverse_functional=frozenset(self._members[OWL.InverseFunctionalProperty]),
            chains=tuple(self._chains()),
            keys={
                class_iri: tuple(self._list(head))
                for class_iri, heads in sorted(self._values[OWL.hasKey].items())
                for head in heads
            },
        )

    def _above(self, start: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {start: ()}
        waiting = [start]
        while waiting:
            current = waiting.pop(0)
            for higher in sorted(self._values[RDFS.subClassOf].get(current, ())):
                if higher not in found:
                    axiom = f"every {compact(current)} is a {compact(higher)}"
                    found[higher] = (*found[current], axiom)
                    waiting.append(higher)
        return found

    def _disjoint(self) -> Iterator[tuple[frozenset[str], str]]:
        for one, others in self._values[OWL.disjointWith].items():
            for other in others:
                yield frozenset({one, other}), _apart(one, other)
        for node in self._members[OWL.AllDisjointClasses]:
            for head in self._values[OWL.members][node]:
                for one, other in combinations(sorted(self._list(head)), 2):
                    yield frozenset({one, other}), _apart(one, other)

    def _list(self, head: str) -> Iterator[str]:
        while head != RDF.nil:
            yield self._values[RDF.first][head][0]
            head = self._values[RDF.rest][head][0]

    def _follow(self, start: str) -> Iterator[Entailed]:
        """The property itself and all that follow through subproperties, inverses and symmetry."""
        found = {(start, False)}
        waiting = [Entailed(start, is_inverted=False, axioms=())]
        while waiting:
            current = waiting.pop(0)
            yield current
            for property_iri, turns, axiom in self._steps(current.property_iri):
                is_inverted = current.is_inverted != turns
                if (property_iri, is_inverted) not in found:
                    found.add((property_iri, is_inverted))
                    waiting.append(Entailed(property_iri, is_inverted, (*current.axioms, axiom)))

    def _steps(self, start: str) -> Iterator[tuple[str, bool, str]]:
        for higher in sorted(self._values[RDFS.subPropertyOf].get(start, ())):
            yield higher, False, f"{compact(start)} implies {compact(higher)}"
        inverses = self._values[OWL.inverseOf]
        others = {*inverses.get(start, ()), *(one for one, ends in inverses.items() if start in ends)}
        for other in sorted(others):
            yield other, True, f"{compact(start)} is the inverse of {compact(other)}"
        if start in self._members[OWL.SymmetricProperty]:
            yield start, True, f"{compact(start)} is symmetric"

    def _uses(self, start: str) -> Iterator[Use]:
        given = set()
        for entailed in self._entailed[start]:
            for predicate, is_range in ((RDFS.domain, False), (RDFS.range, True)):
                for class_iri in self._values[predicate].get(entailed.property_iri, ()):
                    is_object = is_range != entailed.is_inverted
                    is_class = class_iri in self._members[OWL.Class]
                    if is_class and (class_iri, is_object) not in given:
                        given.add((class_iri, is_object))
                        what = f"the {'range' if is_range else 'domain'} of {compact(entailed.property_iri)}"
                        yield Use(class_iri, is_object, (*entailed.axioms, f"{what} is {compact(class_iri)}"))

    def _chains(self) -> Iterator[Chain]:
        for conclusion, heads in sorted(self._values[OWL.propertyChainAxiom].items()):
            for head in heads:
                first, second = self._list(head)
                axiom = f"{compact(first)} and then {compact(second)} imply {compact(conclusion)}"
                yield Chain(first, second, conclusion, axiom)


def _apart(one: str, other: str) -> str:
    return f"nothing is both a {compact(one)} and a {compact(other)}"
