"""The fewest of things that have a property together are found, in no more questions than allowed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from diplograph.reasoning.reduction import Budget, reduce_to_fewest

CAUSES = st.sets(st.integers(0, 499), min_size=1, max_size=5)


@given(CAUSES)
def test_the_fewest_are_the_causes(causes: set[int]) -> None:
    asked: list[Sequence[int]] = []

    def has_property(things: Sequence[int]) -> bool:
        asked.append(things)
        return causes <= set(things)

    budget = Budget(1000)
    found = reduce_to_fewest(range(500), has_property, budget)
    assert set(found.things) == causes
    assert found.is_minimal
    bound = 2 * len(causes) * math.log2(500 / len(causes)) + 2 * len(causes)
    assert budget.used_runs == len(asked) <= bound


@given(CAUSES, CAUSES)
def test_of_several_sets_of_causes_one_is_found(one: set[int], other: set[int]) -> None:
    found = reduce_to_fewest(range(500), lambda things: one <= set(things) or other <= set(things), Budget(1000))
    things = set(found.things)
    assert one <= things or other <= things
    assert all(not (one <= things - {each} or other <= things - {each}) for each in things)


@given(CAUSES, st.integers(0, 12))
def test_a_spent_budget_leaves_a_set_that_still_has_the_property(causes: set[int], runs: int) -> None:
    budget = Budget(runs)
    found = reduce_to_fewest(range(500), lambda things: causes <= set(things), budget)
    assert causes <= set(found.things)
    assert budget.used_runs <= runs
    assert not found.is_minimal or set(found.things) == causes
