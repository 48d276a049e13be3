"""Individuals of several names: who is the same as whom, by statement or because a property has one value at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import NamedTuple

from diplograph.model import Iri


class Merger(NamedTuple):
    """Two names for one individual.

    Attributes:
        one: the name that comes first in the alphabet.
        other: the other.
        by: the property that has one value (or one subject) at most and had both; None when it was stated.
    """

    one: Iri
    other: Iri
    by: Iri | None

    @classmethod
    def of(cls, one: Iri, other: Iri, by: Iri | None = None) -> Merger:
        """The merger of two names in either order."""
        return cls(min(one, other), max(one, other), by)


class Equalities:
    """Which names mean the same, each group with the first of its names as representative."""

    def __init__(self, mergers: Iterable[Merger] = ()) -> None:
        self._groups: dict[Iri, tuple[Iri, ...]] = {}
        self.mergers: list[Merger] = []
        self.add(mergers)

    def __bool__(self) -> bool:
        """Whether any two names mean the same."""
        return bool(self._groups)

    def add(self, mergers: Iterable[Merger]) -> None:
        """Take names for the same from now on."""
        for merger in sorted(mergers, key=lambda each: (each.one, each.other, each.by or Iri(""))):
            if merger.one == merger.other:
                continue
            self.mergers.append(merger)
            group = tuple(sorted({*self.all_same(merger.one), *self.all_same(merger.other)}))
            self._groups.update(dict.fromkeys(group, group))

    def all_same(self, node: Iri) -> tuple[Iri, ...]:
        """All names of a node, sorted."""
        return self._groups.get(node, (node,))

    def representative(self, node: Iri) -> Iri:
        """The name that stands for all names of a node."""
        return self.all_same(node)[0]

    def pairs(self) -> Iterator[tuple[Iri, Iri]]:
        """All pairs of names that mean the same, both ways, none with itself."""
        for node, group in self._groups.items():
            if node == group[0]:
                yield from permutations(group, 2)
