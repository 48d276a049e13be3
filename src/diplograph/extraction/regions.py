"""Groups named by a part of the world and a rank: `Arab leaders`, `the Central American presidents`."""

from __future__ import annotations

from diplograph.model import Actor, ActorClass
from diplograph.syntax import Tree

RANKS = frozenset(
    {"leader", "president", "minister", "state", "country", "nation", "government", "head", "premier", "diplomat"}
)
"""Nouns whose plural names a group of states or those who act for them."""
_REGIONS = frozenset(
    {
        "arab", "african", "european", "western", "asian", "central american", "latin american", "south american",
        "caribbean", "gulf", "balkan", "baltic", "nordic", "scandinavian", "islamic", "muslim", "southeast asian",
        "south asian", "central asian", "west african", "east african", "southern african", "pacific", "east european",
        "eastern european", "central european", "mediterranean", "persian gulf", "andean", "maghreb",
    }
)  # fmt: skip
_WITHIN = frozenset({"foreign", "prime", "defence", "defense", "interior", "finance", "trade", "top", "senior"})


def group_at(tree: Tree, index: int) -> Actor | None:
    """The group that a plural noun stands for; None when no part of the world stands before it."""
    if tree.tokens[index].tag not in {"NNS", "NNPS"}:
        return None
    start = index
    while start > 0 and tree.tokens[start - 1].text.lower() in _WITHIN:
        start -= 1
    for length in (2, 1):
        words = tree.tokens[max(0, start - length) : start]
        name = " ".join(word.text for word in words)
        if len(words) == length and name.lower() in _REGIONS and not words[0].text.islower():
            rank = " ".join(token.text.lower() for token in tree.tokens[start : index + 1])
            return Actor(f"{name} {rank}", ActorClass.GROUP)
    return None
