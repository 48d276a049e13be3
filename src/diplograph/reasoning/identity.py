"""Which individuals statements make one: through functional properties and keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from diplograph.model import Quad
from diplograph.reasoning.axioms import Axioms
from diplograph.reasoning.wording import compact


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two individuals that follows from statements."""

    property_iri: str
    start: str
    end: str
    statements: tuple[Quad, ...]
    axioms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two individuals that statements make one.

    Attributes:
        about: the individual of which both are values, or the first of the two.
        one, other: the two.
        message: one sentence.
        statements, axioms: why.
    """

    about: str
    one: str
    other: str
    message: str
    statements: tuple[Quad, ...]
    axioms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Why two individuals are one; empty when they are the same."""

    statements: tuple[Quad, ...] = ()
    axioms: tuple[str, ...] = ()


def links_of(quad: Quad, axioms: Axioms) -> Iterator[Link]:
    """The relations that follow from a statement, as far as contradictions or merges may come of them."""
    for entailed in axioms.entailed.get(quad.predicate.value, ()):
        name = entailed.property_iri
        if name in axioms.functional or name in axioms.inverse_functional or name in _linking(axioms):
            start, end = quad.subject.value, quad.object.value
            if entailed.is_inverted:
                start, end = end, start
            yield Link(name, start, end, (quad,), entailed.axioms)


def _linking(axioms: Axioms) -> frozenset[str]:
    chained = {name for chain in axioms.chains for name in (chain.first, chain.second)}
    keys = {name for names in axioms.keys.values() for name in names}
    return axioms.irreflexive | chained | keys


class Identity:
    """The individuals that are one.

    Args:
        links: relations between individuals.
        classes: by individual its classes.
        axioms: the ontology.
    """

    def __init__(self, links: Sequence[Link], classes: Mapping[str, Mapping[str, object]], axioms: Axioms) -> None:
        self.merges: list[Merge] = []
        self._parents: dict[str, str] = {}
        self._axioms = axioms
        self._classes = classes
        while merge := next(self._next(links), None):
            self.merges.append(merge)
            self._parents[self._root(merge.other)] = self._root(merge.one)

    def _root(self, individual: str) -> str:
        while individual in self._parents:
            individual = self._parents[individual]
        return individual

    def is_one(self, one: str, other: str) -> bool:
        """Whether two individuals are one."""
        return one == other or self._root(one) == self._root(other)

    def _next(self, links: Sequence[Link]) -> Iterator[Merge]:
        """Merges that the relations demand and that have not been made."""
        for name, wanted in (("one value", self._axioms.functional), ("one subject", self._axioms.inverse_functional)):
            values: dict[tuple[str, str], Link] = {}
            for link in links:
                if link.property_iri in wanted:
                    start, end = (link.start, link.end) if name == "one value" else (link.end, link.start)
                    first = values.setdefault((link.property_iri, self._root(start)), link)
                    first_start, first_end = (
                        (first.start, first.end) if name == "one value" else (first.end, first.start)
                    )
                    if not self.is_one(first_end, end):
                        path = self.between(first_start, start)
                        axiom = f"{compact(link.property_iri)} has {name} at most"
                        yield self._merge(start, (first_end, end), (first, link), path, axiom)
        yield from self._same_keys(links)

    def _same_keys(self, links: Sequence[Link]) -> Iterator[Merge]:
        for class_iri, names in self._axioms.keys.items():
            values: dict[str, dict[str, Link]] = defaultdict(dict)
            for link in links:
                if link.property_iri in names and self._axioms.is_within(self._classes.get(link.start, ()), class_iri):
                    values[link.start].setdefault(link.property_iri, link)
            first: dict[tuple[str, ...], str] = {}
            for individual, known in values.items():
                if len(known) == len(names):
                    key = tuple(self._root(known[name].end) for name in names)
                    earlier = first.setdefault(key, individual)
                    if not self.is_one(earlier, individual):
                        both = (*values[earlier].values(), *known.values())
                        axiom = f"{' and '.join(map(compact, names))} are a key of {compact(class_iri)}"
                        yield self._merge(earlier, (earlier, individual), both, Path(), axiom)

    @staticmethod
    def _merge(about: str, ends: tuple[str, str], links: Iterable[Link], path: Path, axiom: str) -> Merge:
        listed = list(links)
        statements = [quad for link in listed for quad in link.statements]
        reasons = [*(each for link in listed for each in link.axioms), *path.axioms, axiom]
        return Merge(
            about,
            *ends,
            f"{compact(ends[0])} and {compact(ends[1])} would be one and the same: {axiom}.",
            tuple(dict.fromkeys((*statements, *path.statements))),
            tuple(dict.fromkeys(reasons)),
        )

    def between(self, one: str, other: str) -> Path:
        """Why two individuals are one."""
        if one == other:
            return Path()
        paths = {one: Path()}
        waiting = [one]
        while waiting and other not in paths:
            current = waiting.pop(0)
            for merge in self.merges:
                for start, end in ((merge.one, merge.other), (merge.other, merge.one)):
                    if start == current and end not in paths:
                        before = paths[current]
                        paths[end] = Path((*before.statements, *merge.statements), (*before.axioms, *merge.axioms))
                        waiting.append(end)
        return paths[other]

    def groups(self, individuals: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """The individuals, those that are one together."""
        if not self._parents:
            yield from ((each,) for each in individuals)
            return
        grouped: dict[str, list[str]] = defaultdict(list)
        for each in individuals:
            grouped[self._root(each)].append(each)
        yield from (tuple(sorted(members)) for members in grouped.values())
