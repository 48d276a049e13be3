"""The words before a noun that tell which fighters are meant: a people, a creed, a quarter of the land, a foe.

`southern Sudanese rebels`, `Tuareg rebels`, `anti-Sandinist rebels`, `Maoist guerrillas`, `Lusaka-based exiles`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from diplograph.extraction import lexicon
from diplograph.syntax import Tree
from diplograph.text.peoples import PEOPLES_WITHOUT_STATE

NameAt = Callable[[int], tuple[int, str] | None]
"""Where the name that covers a position begins, and how it is written; None where no name stands."""

_CREEDS = frozenset(
    {
        "communist", "maoist", "marxist", "leftist", "rightist", "islamist", "islamic", "moslem", "muslim", "royalist",
        "monarchist", "nationalist", "fundamentalist", "leninist", "socialist", "anarchist", "loyalist", "republican",
        "jihadist", "salafist", "fascist", "neofascist", "trotskyist", "peronist", "anticommunist",
        "neutralist", "ultranationalist", "monarchical", "jihadi", "wahhabi", "takfiri", "separatist", "secessionist",
        "buddhist", "hindu", "jewish", "catholic", "protestant", "tribal", "student", "peasant", "left", "right",
        "rightwing", "leftwing", "clerical", "secular", "nomad", "arab", "ethnic", "black", "white", "red",
    }
)  # fmt: skip
_QUARTERS = frozenset(
    {"southern", "northern", "eastern", "western", "southeastern", "southwestern", "northeastern", "northwestern",
     "central", "coastal", "highland", "border"}
)  # fmt: skip
_NO_NAMES = frozenset(
    {
        "former",
        "armed",
        "foreign",
        "local",
        "suspected",
        "alleged",
        "masked",
        "young",
        "many",
        "some",
        "several",
        "other",
        "more",
        "most",
        "new",
        "old",
        "main",
        "rival",
        "rebel",
        "ex",
        "anti",
        "pro",
        "non",
        "dozens",
        "top",
    }
)
HYPHENATED = frozenset({"based", "led", "dominated"})
"""What makes one word with the name before it."""
_AGAINST = frozenset({"anti", "pro"})
_HYPHENS = frozenset({"-", "–", "‑"})
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})


class _Weight(IntEnum):
    """How much a word says: which land's fighters they are, or only which among those of a land."""

    CREED = 1
    NAME = 2


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What stands before a noun for fighters.

    Attributes:
        words: the words that tell which fighters, in order, the names of states among them as their adjectives.
        is_naming: whether they name somebody (a people, a foe), so that no state has to be added.
        is_telling: whether they say more than in which quarter of the land they are.
    """

    words: tuple[str, ...]
    is_naming: bool
    is_telling: bool


def read_qualifiers(tree: Tree, index: int, name_at: NameAt) -> Qualifiers:
    """The words before a noun that tell which fighters it means."""
    found = sorted(_told(tree, index, name_at))
    return Qualifiers(
        tuple(word for _, word, _ in found),
        any(weight is _Weight.NAME for _, _, weight in found),
        any(word.lower() not in _QUARTERS for _, word, _ in found),
    )


def names_people(tree: Tree, index: int) -> bool:
    """Whether a people that has no state, or a foe, stands before a noun (`Kurdish forces`, `anti-Taliban forces`)."""
    words = [token.text.lower() for token in tree.tokens[max(0, index - 3) : index]]
    return words[-1:] != [] and (words[-1] in PEOPLES_WITHOUT_STATE or (words[0] == "anti" and words[1] in _HYPHENS))


def _told(tree: Tree, index: int, name_at: NameAt) -> Iterator[tuple[int, str, _Weight]]:
    """Position, word and weight of what is told, from the noun to the left."""
    at, inside = index - 1, set(tree.subtree(index))
    while at in inside and (tree.tokens[at].pos in _INSIDE or tree.tokens[at].text in _HYPHENS or name_at(at)):
        start, word = _compound(tree, at, name_at)
        if weight := _weight_of(tree, start, word, is_name="-" not in word and name_at(at) is not None):
            yield start, word, weight
        at = start - 1


def _compound(tree: Tree, end: int, name_at: NameAt) -> tuple[int, str]:
    """The name or the hyphened word that ends at a position, and where it begins."""
    start, word = name_at(end) or (end, tree.tokens[end].text)
    while start > 1 and tree.tokens[start - 1].text in _HYPHENS:
        before, _ = name_at(start - 2) or (start - 2, "")
        start, word = before, f"{tree.text(before, start - 1)}-{word}"
    return start, word


def _weight_of(tree: Tree, start: int, word: str, *, is_name: bool) -> _Weight | None:
    parts = word.lower().split("-")
    if set(parts) & lexicon.BACKED_PARTICIPLES or set(parts) & _NO_NAMES - _AGAINST or len(parts[0]) < 2:
        return None
    if parts[0] in _AGAINST and len(parts) > 1:
        return _Weight.NAME
    if parts[-1] in HYPHENATED - {"based"}:
        return _Weight.CREED
    if is_name or parts[0] in PEOPLES_WITHOUT_STATE or parts[-1] == "based":
        return _Weight.NAME
    if parts[0] in _CREEDS | _QUARTERS:
        return _Weight.CREED
    token = tree.tokens[start]
    is_capital = token.text[:1].isupper() and token.pos in {"PROPN", "ADJ"}
    return _Weight.NAME if is_capital and (start > 0 or token.pos == "PROPN") else None
