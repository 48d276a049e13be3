"""Churches as sides and go-betweens: `Catholic bishops`, `the Catholic and Protestant churches`."""

from __future__ import annotations

from diplograph.model import Actor, ActorClass
from diplograph.syntax import Tree

CATHOLIC_CHURCH = Actor("Catholic Church", ActorClass.ORGANIZATION, "Catholic_Church")
_CLERGY = frozenset({"church", "bishop", "clergy", "hierarchy", "prelate", "clergyman", "churchman"})
"""Nouns for those who speak for a church."""
_CATHOLIC = frozenset({"catholic", "episcopal"})
_DENOMINATIONS = frozenset(
    {
        "protestant", "anglican", "lutheran", "methodist", "presbyterian", "baptist", "evangelical", "orthodox",
        "coptic", "pentecostal", "adventist", "moravian", "reformed", "christian", "maronite", "armenian",
    }
)  # fmt: skip


def churches_at(tree: Tree, index: int) -> tuple[Actor, ...]:
    """The churches that a noun with the names of denominations before it stands for."""
    token = tree.tokens[index]
    if token.lemma not in _CLERGY or (token.tag == "NN" and token.lemma in {"bishop", "prelate", "clergyman"}):
        return ()
    before = [j for i in tree.children(index, "amod", "compound", "nmod") for j in tree.conjuncts(i)]
    found = (_church(tree.tokens[i].text) for i in sorted(before))
    return tuple(dict.fromkeys(actor for actor in found if actor is not None))


def _church(denomination: str) -> Actor | None:
    if denomination.lower() in _CATHOLIC:
        return CATHOLIC_CHURCH
    if denomination.lower() not in _DENOMINATIONS:
        return None
    return Actor(f"{denomination.capitalize()} churches", ActorClass.ORGANIZATION)
