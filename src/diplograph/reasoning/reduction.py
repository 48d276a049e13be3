"""From many things that together have a property to the fewest that have it, by asking about some of them.

QuickXplain (Junker, 'QuickXplain: preferred explanations and relaxations for over-constrained problems', AAAI 2004):
for k things out of n it asks about 2k log2(n/k) + 2k times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Budget:
    """How often may still be asked.

    Args:
        runs: how often in all.
    """

    def __init__(self, runs: int) -> None:
        self.limit_runs = runs
        self.used_runs = 0

    def spend(self) -> bool:
        """Count one question; False when there are none left."""
        if self.used_runs >= self.limit_runs:
            return False
        self.used_runs += 1
        return True


@dataclass(frozen=True, slots=True)
class Reduced(Generic[Thing]):
    """What is left.

    Attributes:
        things: they have the property together.
        is_minimal: whether no smaller part of them has it; False when the budget ended first.
    """

    things: tuple[Thing, ...]
    is_minimal: bool


class _SpentError(Exception):
    """The budget has ended."""


def reduce_to_fewest(
    things: Sequence[Thing], has_property: Callable[[Sequence[Thing]], bool], budget: Budget
) -> Reduced[Thing]:
    """The fewest of things that have a property which, once some have it, more have as well.

    Args:
        things: all; together they have the property.
        has_property: whether some of them have it.
        budget: how often that may be asked.
    """
    search = _Search(things, has_property, budget)
    try:
        return Reduced(tuple(search.find((), has_new=False, candidates=tuple(things))), is_minimal=True)
    except _SpentError:
        return Reduced(tuple(search.smallest), is_minimal=False)


class _Search(Generic[Thing]):
    """One search."""

    def __init__(
        self, things: Sequence[Thing], has_property: Callable[[Sequence[Thing]], bool], budget: Budget
    ) -> None:
        self.smallest: Sequence[Thing] = things
        self._has_property = has_property
        self._budget = budget

    def find(self, background: tuple[Thing, ...], *, has_new: bool, candidates: tuple[Thing, ...]) -> list[Thing]:
        """The fewest candidates that have the property together with a background.

        Args:
            background: what is taken for given.
            has_new: whether the background has grown since it was last asked about.
            candidates: what may be needed besides.
        """
        if has_new and self._ask(background):
            return []
        if len(candidates) == 1:
            return list(candidates)
        middle = len(candidates) // 2
        first, second = candidates[:middle], candidates[middle:]
        of_second = self.find((*background, *first), has_new=bool(first), candidates=second)
        of_first = self.find((*background, *of_second), has_new=bool(of_second), candidates=first)
        return [*of_first, *of_second]

    def _ask(self, things: tuple[Thing, ...]) -> bool:
        if not self._budget.spend():
            raise _SpentError
        has_it = self._has_property(things)
        if has_it and len(things) < len(self.smallest):
            self.smallest = things
        return has_it
