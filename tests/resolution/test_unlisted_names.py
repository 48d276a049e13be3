"""Persons and bodies that the register does not know: whom a person acts for, and what is a body by its name."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from diplograph.model import Link

Find = Callable[..., list[Link]]
HERE = Path(__file__).parent


def _rows(file: str) -> list[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", _rows("affiliations.csv"), ids=lambda row: row["text"][:50])
def test_a_person_acts_for_whom_the_words_around_say(find_links: Find, row: dict[str, str]) -> None:
    link = find_links(row["text"], "1999-05-05", row["name"])[-1]
    assert (link.actor.of.label if link.actor.of else "") == row["of"]


@pytest.mark.parametrize("row", _rows("bodies.csv"), ids=lambda row: row["name"])
def test_a_body_that_no_list_has_is_an_actor_when_its_name_says_so(find_links: Find, row: dict[str, str]) -> None:
    found = [link for link in find_links(row["text"], "1999-05-05", row["name"]) if link.is_actor]
    assert [(link.actor.label, link.actor.actor_class.value) for link in found] == (
        [(row["label"], row["class"])] if row["label"] else []
    )
