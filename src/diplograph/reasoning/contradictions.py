"""Contradictions that the ontology's axioms make of statements, each with the fewest statements and axioms behind it.

One pass over named graphs, without a reasoner: disjoint classes reached through asserted types, domains, ranges,
subproperties, inverses, symmetry and chains; irreflexive properties; functional properties and keys, which make two
individuals one; values that are not of their datatype. `tests/reasoning/test_consistency.py` compares the answers with
HermiT's, and asserts that the ontology uses no construct that is not among these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, TypeAlias

from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning.axioms import Axioms
from diplograph.reasoning.blame import blamed, rank
from diplograph.reasoning.identity import Identity, Link, links_of
from diplograph.reasoning.literals import is_of, value_of
from diplograph.reasoning.wording import compact, term
from diplograph.vocab import OWL, RDF

_Ground: TypeAlias = tuple[tuple[Quad, ...], tuple[str, ...]]
"""Statements and axioms from which something follows."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot be true together.

    Attributes:
        about: IRI of the thing.
        message: one sentence.
        statements: the statements; without any of them there is no contradiction.
        axioms: the axioms, in words.
    """

    about: str
    message: str
    statements: tuple[Quad, ...]
    axioms: tuple[str, ...]

    @property
    def graphs(self) -> tuple[str, ...]:
        """The graphs to blame."""
        return blamed(self.statements)


def find_contradictions(quads: Iterable[Quad], axioms: Axioms) -> list[Contradiction]:
    """All contradictions among quads, those about one thing together.

    Args:
        quads: statements of any graphs.
        axioms: the ontology.
    """
    search = _Search(axioms)
    for quad in quads:
        search.read(quad)
    return sorted(search.find(), key=lambda each: (each.about, each.message, each.statements))


class _Search:
    """What the statements read so far say of each individual."""

    def __init__(self, axioms: Axioms) -> None:
        self._axioms = axioms
        self._grounds: dict[str, dict[str, dict[str, _Ground]]] = defaultdict(dict)
        self._links: list[Link] = []
        self._values: dict[tuple[str, str], dict[object, Quad]] = defaultdict(dict)
        self._datatype_properties = axioms.properties[OWL.DatatypeProperty]
        self._clashes: dict[frozenset[str], list[tuple[str, str, str]]] = {}
        self._faults: list[Contradiction] = []

    def read(self, quad: Quad) -> None:
        """Take in a statement."""
        predicate = quad.predicate.value
        if predicate == RDF.type:
            if quad.object.value in self._axioms.classes:
                self._note(quad.subject.value, quad.object.value, ((quad,), ()))
            return
        for use in self._axioms.uses.get(predicate, ()):
            end = quad.object if use.is_object else quad.subject
            if isinstance(end, Iri):
                self._note(end.value, use.class_iri, ((quad,), use.axioms))
        if isinstance(quad.object, Literal):
            self._read_value(quad, quad.object)
        else:
            self._links += links_of(quad, self._axioms)

    def _note(self, individual: str, class_iri: str, ground: _Ground) -> None:
        by_graph = self._grounds[individual].setdefault(class_iri, {})
        by_graph.setdefault(ground[0][0].graph_name.value, ground)

    def _read_value(self, quad: Quad, literal: Literal) -> None:
        predicate = quad.predicate.value
        if predicate not in self._datatype_properties:
            return
        datatype = self._axioms.ranges.get(predicate)
        if datatype and not is_of(literal, datatype):
            message = f"{term(literal)} is no {compact(datatype)}."
            axiom = f"the range of {compact(predicate)} is {compact(datatype)}"
            self._faults.append(Contradiction(quad.subject.value, message, (quad,), (axiom,)))
        if predicate in self._axioms.functional:
            self._values[predicate, quad.subject.value].setdefault(value_of(literal), quad)

    def find(self) -> Iterator[Contradiction]:
        """What contradicts what."""
        yield from self._faults
        yield from self._two_values()
        self._follow_chains()
        identity = Identity(self._links, self._grounds, self._axioms)
        yield from (
            Contradiction(merge.about, merge.message, merge.statements, merge.axioms) for merge in identity.merges
        )
        yield from self._reflexive(identity)
        for members in identity.groups(self._grounds):
            yield from self._find_clashes(members, identity)

    def _two_values(self) -> Iterator[Contradiction]:
        for (predicate, subject), values in self._values.items():
            first, *others = values.values()
            for other in others:
                message = f"{compact(predicate)} has two values: {term(first.object)} and {term(other.object)}."
                axiom = f"{compact(predicate)} has one value at most"
                yield Contradiction(subject, message, (first, other), (axiom,))

    def _follow_chains(self) -> None:
        """Note what chains say of the ends of the property that they imply."""
        for _ in self._axioms.chains:
            known = {(link.property_iri, link.start, link.end) for link in self._links}
            fresh = [link for link in self._chained() if (link.property_iri, link.start, link.end) not in known]
            if not fresh:
                return
            self._links += fresh
            for link in fresh:
                for use in self._axioms.uses.get(link.property_iri, ()):
                    end = link.end if use.is_object else link.start
                    if not self._axioms.is_within(self._grounds[end], use.class_iri):
                        self._note(end, use.class_iri, (link.statements, (*link.axioms, *use.axioms)))

    def _chained(self) -> Iterator[Link]:
        for chain in self._axioms.chains:
            after: dict[str, list[Link]] = defaultdict(list)
            for link in self._links:
                if link.property_iri == chain.second:
                    after[link.start].append(link)
            for link in self._links:
                if link.property_iri == chain.first:
                    for second in after.get(link.end, ()):
                        axioms = (*link.axioms, *second.axioms, chain.axiom)
                        statements = (*link.statements, *second.statements)
                        yield Link(chain.conclusion, link.start, second.end, statements, axioms)

    def _reflexive(self, identity: Identity) -> Iterator[Contradiction]:
        found: dict[tuple[str, frozenset[str]], Contradiction] = {}
        for link in self._links:
            if link.property_iri in self._axioms.irreflexive and identity.is_one(link.start, link.end):
                path = identity.between(link.start, link.end)
                name = compact(link.property_iri)
                contradiction = Contradiction(
                    link.start,
                    f"{compact(link.start)} stands in the relation {name} to itself.",
                    tuple(dict.fromkeys((*link.statements, *path.statements))),
                    (*link.axioms, *path.axioms, f"nothing stands in the relation {name} to itself"),
                )
                found.setdefault((name, frozenset({link.start, link.end})), contradiction)
        yield from found.values()

    def _find_clashes(self, members: tuple[str, ...], identity: Identity) -> Iterator[Contradiction]:
        """One contradiction for each doubted statement about an individual; one in all where a merge makes it."""
        found: dict[tuple[Quad, ...], tuple[tuple[int, int], Contradiction]] = {}
        classes = {class_iri for member in members for class_iri in self._grounds[member]}
        for one, other, axiom in self._clashing(frozenset(classes)):
            trusted, doubted = sorted((self._reasons(members, one), self._reasons(members, other)), key=_trust)
            for doubt in doubted:
                contradiction = self._clash(trusted[0], doubt, (one, other), identity, axiom)
                path = identity.between(trusted[0].member, doubt.member)
                key = path.statements or doubt.statements
                cost = len(doubt.axioms) + len(trusted[0].axioms), len(contradiction.axioms)
                if key not in found or cost < found[key][0]:
                    found[key] = cost, contradiction
        yield from (contradiction for _, contradiction in found.values())

    def _clash(
        self, trust: _Reason, doubt: _Reason, apart: tuple[str, str], identity: Identity, axiom: str
    ) -> Contradiction:
        path = identity.between(trust.member, doubt.member)
        names = " and a ".join(sorted((compact(trust.class_iri), compact(doubt.class_iri))))
        upwards = [
            step
            for reason in (trust, doubt)
            for top in apart
            for step in self._axioms.above[reason.class_iri].get(top, ())
        ]
        return Contradiction(
            doubt.member,
            f"{compact(doubt.member)} would be both a {names}, which nothing is.",
            tuple(dict.fromkeys((*doubt.statements, *trust.statements, *path.statements))),
            (*doubt.axioms, *trust.axioms, *path.axioms, *upwards, axiom),
        )

    def _clashing(self, classes: frozenset[str]) -> list[tuple[str, str, str]]:
        """The pairs of disjoint classes that things of these classes would belong to, with the axiom."""
        if classes not in self._clashes:
            tops = sorted({top for class_iri in classes for top in self._axioms.above[class_iri]})
            self._clashes[classes] = [
                (one, other, axiom)
                for one, other in combinations(tops, 2)
                if (axiom := self._axioms.disjoint.get(frozenset({one, other}))) is not None
            ]
        return self._clashes[classes]

    def _reasons(self, members: tuple[str, ...], top: str) -> list[_Reason]:
        """Why individuals belong to a class or one below it, the best reason first."""
        reasons = [
            _Reason(member, class_iri, *ground)
            for member in members
            for class_iri, grounds in self._grounds[member].items()
            if top in self._axioms.above[class_iri]
            for ground in grounds.values()
        ]
        return sorted(reasons, key=lambda each: (each.rank, len(each.axioms), each))


class _Reason(NamedTuple):
    """Why an individual belongs to a class."""

    member: str
    class_iri: str
    statements: tuple[Quad, ...]
    axioms: tuple[str, ...]

    @property
    def rank(self) -> int:
        """How soon its graphs are to blame."""
        return max(rank(quad) for quad in self.statements)


def _trust(reasons: list[_Reason]) -> tuple[int, int, int]:
    """The less the more trusted: a graph that is, many reasons, a type that is stated."""
    best = reasons[0]
    return best.rank, -len(reasons), len(best.axioms)
