"""What is read out of short invented passages, against `passages.jsonl`.

A case is `passage:aspect`; a row in `known_failures.csv` makes it a strict expected failure. The aspects other than
`relations` look at passages whose relations are read right, and at the fields that the passage states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from passages import KNOWN_FAILURES, LINES, NAMED, NEGATIVE, PASSAGES, Comparison, case, cases

from diplograph.evaluation.dyads import is_real

Compare = Callable[[str], Comparison]
ASPECTS = ("relations", "actors", "kind", "place", "date", "attributed_to")


@pytest.mark.parametrize("passage", [case(passage, "relations") for passage in PASSAGES])
def test_passage_gives_its_relations_and_no_others(passage: str, compare: Compare) -> None:
    comparison = compare(passage)
    assert Counter(comparison.cores(comparison.given)) == Counter(comparison.cores(comparison.wanted))


@pytest.mark.parametrize("passage", cases("actors"))
def test_relation_names_the_most_specific_actors(passage: str, compare: Compare) -> None:
    assert compare(passage).lost_actors() == set()


@pytest.mark.parametrize("passage", cases("kind"))
def test_relation_is_of_its_kind(passage: str, compare: Compare) -> None:
    wanted, given = compare(passage).field("kind")
    assert given == wanted


@pytest.mark.parametrize("passage", cases("place"))
def test_relation_is_where_the_passage_puts_it(passage: str, compare: Compare) -> None:
    wanted, given = compare(passage).field("place")
    assert given == wanted


@pytest.mark.parametrize("passage", cases("date"))
def test_relation_is_when_the_passage_puts_it(passage: str, compare: Compare) -> None:
    wanted, given = compare(passage).field("date")
    assert given == wanted


@pytest.mark.parametrize("passage", cases("attributed_to"))
def test_relation_is_ascribed_to_its_speaker(passage: str, compare: Compare) -> None:
    comparison = compare(passage)
    assert comparison.speakers_agree(), comparison.field("attributed_to")


def test_there_are_as_many_passages_as_promised() -> None:
    empty = [passage for passage, relations in NAMED.items() if not relations]
    assert len(PASSAGES) == len(LINES) >= 160
    assert len(empty) >= 30


@pytest.mark.parametrize("passage", PASSAGES)
def test_negative_passages_state_nothing_real(passage: str) -> None:
    assert any(map(is_real, PASSAGES[passage].relations)) is not NEGATIVE[passage]


def test_known_failures_are_of_cases_that_run() -> None:
    running = {f"{passage}:relations" for passage in PASSAGES}
    running |= {str(found.id) for aspect in ASPECTS[1:] for found in cases(aspect)}
    assert not KNOWN_FAILURES.keys() - running
