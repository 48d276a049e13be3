"""Groups named by a part of the world and a rank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from diplograph.extraction.regions import group_at
from diplograph.model import ActorClass, RelationType
from diplograph.pipeline import Pipeline
from diplograph.sources.article import make_article
from diplograph.syntax import Tree


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("He met Arab leaders in Cairo.", ["Arab leaders"]),
        ("He met the Central American presidents.", ["Central American presidents"]),
        ("He met African foreign ministers.", ["African foreign ministers"]),
        ("He met Baltic prime ministers and Nordic diplomats.", ["Baltic prime ministers", "Nordic diplomats"]),
        ("He met a Nordic diplomat.", []),
        ("He met foreign ministers.", []),
        ("He met gulf states.", []),
    ],
)
def test_a_plural_rank_after_a_part_of_the_world_is_a_group(
    text: str, groups: list[str], resolve: Callable[..., Any]
) -> None:
    tree = Tree(resolve(text)[1][0].sentence)
    found = [group for token in tree.tokens if (group := group_at(tree, token.index))]
    assert [group.label for group in found] == groups
    assert all((group.actor_class, group.key) == (ActorClass.GROUP, None) for group in found)


def test_a_group_takes_part_in_a_meeting(pipeline: Pipeline) -> None:
    text = "Baltic prime ministers met German Chancellor Angela Merkel in Riga."
    (claim,) = [
        one for one in pipeline.read(make_article(text, date="2013-05-03")).claims if one.type is RelationType.MEETS
    ]
    assert [actor.label for actor in claim.subjects] == ["Baltic prime ministers", "Angela Merkel"]
