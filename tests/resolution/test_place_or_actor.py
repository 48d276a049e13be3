"""A name is an actor or a place as its sentence has it (`usage.csv`: the n-th occurrence, its use, its label)."""

from collections.abc import Callable

import pytest
from resolution_cases import read_cases

from diplograph.model import Link, LinkDecision, ResolvedMention


@pytest.mark.parametrize("row", read_cases("usage.csv", "name", "number", "use", "text"))
def test_syntax_decides_between_actor_and_place(
    find_mentions: Callable[..., list[ResolvedMention]], row: dict[str, str]
) -> None:
    (item,) = find_mentions(row["text"], row["date"], row["name"], int(row["number"]) - 1)
    if row["use"] == "place":
        assert item.link is None
        assert item.place and item.place.label == row["label"]
    else:
        assert item.place is None
        assert item.link and (item.link.decision, item.link.actor.label) == (LinkDecision.LINKED, row["label"])


@pytest.mark.parametrize(
    ("name", "text", "labels"),
    [
        ("Brussels", "Brussels warned both sides.", {"Belgium", "European Union", "NATO"}),
        ("Congolese", "The Congolese delegation left.", {"Democratic Republic of the Congo", "Republic of the Congo"}),
    ],
)
def test_a_name_of_several_actors_is_left_for_review(
    find_links: Callable[..., list[Link]], name: str, text: str, labels: set[str]
) -> None:
    (link,) = find_links(text, "2019-05-06", name)
    assert link.decision is LinkDecision.REVIEW
    assert (link.actor.key, link.actor.label) == (None, name)
    assert {candidate.actor.label for candidate in link.candidates} == labels


def test_a_demonym_is_a_modifier(find_mentions: Callable[..., list[ResolvedMention]]) -> None:
    (item,) = find_mentions("A Syrian militia crossed the border.", "2019-05-06", "Syrian")
    assert item.is_modifier
    assert item.link and item.link.actor.label == "Syria"


def test_a_conflict_is_neither_actor_nor_place(find_mentions: Callable[..., list[ResolvedMention]]) -> None:
    (item,) = find_mentions("The envoy spoke of the Western Sahara conflict.", "2019-05-06", "Western Sahara conflict")
    assert item.conflict and item.conflict.label == "Western Sahara conflict"
    assert item.link is None and item.place is None
