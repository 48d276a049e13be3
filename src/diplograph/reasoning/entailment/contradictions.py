"""What cannot be true together, in a graph that was closed under the ontology's axioms.

The rules of *OWL 2 Profiles*, section 4.3, that conclude `false`: eq-diff1 to 3, prp-irp, prp-asyp, prp-pdw, prp-adp,
cls-nothing2, cax-dw, cax-adc; and two literals where a property has one value at most (prp-fp with dt-diff).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from typing import Final, NamedTuple, TypeAlias

from diplograph.model import Iri, Literal
from diplograph.reasoning.entailment.axioms import Axioms, Pair
from diplograph.reasoning.entailment.equality import Equalities
from diplograph.reasoning.report import Finding, Severity
from diplograph.vocab import OWL, RDF

PART: Final = "entailment"
"""The part of a check to which these findings belong."""

_TYPE: Final = Iri(RDF.type)

_Triple: TypeAlias = tuple[Iri, Iri, Iri | Literal]


class TwoValues(NamedTuple):
    """Two literals where `property` has one value at most."""

    subject: Iri
    property: Iri
    one: Literal
    other: Literal


def find_contradictions(triples: Set[_Triple], axioms: Axioms, equalities: Equalities) -> Iterator[Finding]:
    """The contradictions among closed statements.

    Args:
        triples: the closure, in which each individual goes by its representative.
        axioms: those that it was closed under.
        equalities: who is represented by whom.
    """
    yield from _about_links(triples, axioms)
    yield from _about_classes(triples, axioms.disjoint_classes)
    for one, other in axioms.different:
        if equalities.representative(one) == equalities.representative(other):
            yield violation(one, f"is stated to be another than {short(other)}, and taken for the same.")


def describe_two_values(found: TwoValues) -> Finding:
    """The finding on two literals where there should be one."""
    values = f"{found.one.value!r} and {found.other.value!r}"
    return violation(found.subject, f"{short(found.property)} has one value at most, and here {values}.")


def violation(about: Iri, message: str) -> Finding:
    """A finding that something contradicts the ontology."""
    return Finding(PART, Severity.VIOLATION, about.value, message)


def short(node: Iri) -> str:
    """The end of an IRI, by which people know it."""
    return node.value.replace("#", "/").rsplit("/", 1)[-1]


def _about_links(triples: Set[_Triple], axioms: Axioms) -> Iterator[Finding]:
    disjoint: dict[Iri, list[Iri]] = defaultdict(list)
    for one, other in axioms.disjoint_properties:
        disjoint[one].append(other)
    different = Iri(OWL.differentFrom)
    telling = {different, *disjoint, *axioms.irreflexive, *axioms.asymmetric}
    for subject, predicate, value in (each for each in triples if each[1] in telling):
        if subject == value and predicate in axioms.irreflexive:
            yield violation(subject, f"{short(predicate)} leads to itself, and it is irreflexive.")
        if subject == value and predicate == different:
            yield violation(subject, "is stated to be another than itself, or than one that it is taken for.")
        if predicate in axioms.asymmetric and isinstance(value, Iri) and (value, predicate, subject) in triples:
            yield violation(subject, f"{short(predicate)} leads to {short(value)} and back, and it is asymmetric.")
        for other in disjoint.get(predicate, ()):
            if (subject, other, value) in triples:
                names = f"{short(predicate)} and {short(other)}"
                yield violation(subject, f"{names} both lead to {value.value}, and they are disjoint.")


def _about_classes(triples: Iterable[_Triple], disjoint: Iterable[Pair]) -> Iterator[Finding]:
    types: dict[Iri, set[Iri | Literal]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate == _TYPE:
            types[subject].add(value)
    pairs_of: dict[frozenset[Iri | Literal], list[Pair]] = {}
    for subject, classes in types.items():
        key = frozenset(classes)
        if key not in pairs_of:
            pairs_of[key] = [(one, other) for one, other in disjoint if one in key and other in key]
        for one, other in pairs_of[key]:
            yield violation(subject, f"belongs to {short(one)} and {short(other)}, which have no common member.")
        if Iri(OWL.Nothing) in key:
            yield violation(subject, "belongs to Nothing, which has no member.")
