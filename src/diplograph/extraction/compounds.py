"""Compounds of a name and a participle (`Syrian-backed`, `UN-brokered`)."""

from __future__ import annotations

from diplograph.syntax import Tree

_HYPHENS = frozenset({"-", "–", "‑"})


def is_hyphenated(tree: Tree, index: int) -> bool:
    """Whether a hyphen joins a word to the one before it."""
    return index > 0 and tree.tokens[index - 1].text in _HYPHENS
