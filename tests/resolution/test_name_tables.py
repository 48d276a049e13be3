"""Garbled names reach the person meant; names of others do not.

`names.csv`: a name as some text may spell it, in a sentence of a day → the register's label.
`neighbours.csv`: a name that is near a listed one but means somebody else → the label that it must never be linked to.
`shared_names.csv`: a name that several bodies bear, or bore → the label of the one that it means on that day; without a
label, nothing in the sentence tells which.
"""

from collections.abc import Callable

import pytest
from resolution_cases import read_cases

from diplograph.model import Link, LinkDecision
from diplograph.register import Register

Find = Callable[..., list[Link]]
NAMES = read_cases("names.csv", "surface")
NEIGHBOURS = read_cases("neighbours.csv", "surface", "date")
SHARED = read_cases("shared_names.csv", "surface", "date")


@pytest.mark.parametrize("row", NAMES)
def test_a_garbled_name_means_the_person_or_body(find_links: Find, row: dict[str, str]) -> None:
    (link,) = find_links(row["text"], row["date"], row["surface"])
    assert (link.actor.label, link.decision) == (row["label"], LinkDecision.LINKED)
    assert link.actor.key
    assert row["surface"] in link.span.exact
    assert 0 < link.score <= 1


@pytest.mark.parametrize("row", NEIGHBOURS)
def test_a_neighbour_is_not_taken_for_the_person(find_links: Find, row: dict[str, str]) -> None:
    links = find_links(row["text"], row["date"], row["surface"])
    assert row["never"] not in {link.actor.label for link in links if link.decision is LinkDecision.LINKED}
    assert all(link.actor.key is None for link in links if link.decision is not LinkDecision.LINKED)


@pytest.mark.parametrize("row", SHARED)
def test_a_shared_name_means_the_bearer_of_the_day(find_links: Find, row: dict[str, str]) -> None:
    (link,) = find_links(row["text"], row["date"], row["surface"])
    if row["label"]:
        assert (link.actor.label, link.decision) == (row["label"], LinkDecision.LINKED)
    else:
        assert link.decision is LinkDecision.REVIEW
        assert len(link.candidates) > 1


def test_the_tables_name_what_the_register_knows(register: Register) -> None:
    tables = register.tables
    known = {row.label for row in (*tables.persons, *tables.organizations, *tables.states)}
    assert {case.values[0]["label"] for case in NAMES} <= known
    assert {case.values[0]["never"] for case in NEIGHBOURS} <= known
    assert {case.values[0]["label"] for case in SHARED} - {""} <= known
    assert len(NAMES) >= 40 and len(NEIGHBOURS) >= 40
