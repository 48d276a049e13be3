"""Compounds of a name and a participle (`Syrian-backed`, `UN-brokered`)."""

from __future__ import annotations

from diplograph.extraction import lexicon
from diplograph.syntax import Tree

_HYPHENS = frozenset({"-", "–", "‑"})


def names_maker(tree: Tree, index: int) -> bool:
    """Whether a name only says who backs or brokers what comes after it (`Ukraine and Russia-backed rebels`)."""
    after = [token.text.lower() for token in tree.tokens[index + 1 : index + 3]]
    is_joined = len(after) > 1 and after[0] in _HYPHENS
    return is_joined and after[1] in lexicon.BACKED_PARTICIPLES | lexicon.BROKERED_PARTICIPLES


def is_hyphenated(tree: Tree, index: int) -> bool:
    """Whether a hyphen joins a word to the one before it."""
    return index > 0 and tree.tokens[index - 1].text in _HYPHENS
