"""Which words of a sentence may state a relation, and of which family."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from diplograph.extraction.pairs.triggers import find_triggers
from diplograph.syntax import Tree


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kenya met Uganda for talks.", [("met", "meet-verb"), ("talks", "talks-noun")]),
        ("Peru telephoned Chile.", [("telephoned", "call-verb")]),
        ("The envoy attended the summit.", [("summit", "summit-noun")]),
        ("Iran armed the rebels.", [("armed", "arm-verb")]),
        ("The US-backed rebels fled.", [("backed", "support-verb"), ("backed", "backed-compound")]),
        ("Norway mediated in Colombia.", [("mediated", "mediate-verb")]),
        ("The peace envoy flew home.", [("envoy", "peace-envoy"), ("flew", "travel-verb")]),
        ("The trade envoy slept.", []),
        ("Kenya and Uganda share a border.", []),
    ],
)
def test_words_are_found_with_their_family_and_manner(
    text: str, words: list[tuple[str, str]], resolve: Callable[..., Any]
) -> None:
    tree = Tree(resolve(text)[1][0].sentence)
    assert [(tree.tokens[trigger.index].text, trigger.manner) for trigger in find_triggers(tree)] == words
