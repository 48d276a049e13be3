"""How relations are put into words in invented articles, and how often each comes."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import Final

from diplograph.model import RelationKind, RelationType

CANCELLED: Final = "cancelled"
AHEAD: Final = frozenset({"planned", "hypothetical", CANCELLED})
"""The ways of putting something forward that lies ahead."""

_SENTENCES: Final = Path(__file__).with_name("corpus_sentences.csv")
_SLOT: Final = re.compile(r"\{(\w+)\}")
_MODES: Final = {
    "asserted": 0.64,
    "claimed": 0.07,
    "planned": 0.12,
    "hypothetical": 0.08,
    "denied": 0.07,
    CANCELLED: 0.02,
}
"""How often a relation is put forward in each way; a way that a relation's row has no words for becomes asserted."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of `corpus_sentences.csv`: how a relation is put into words.

    Attributes:
        type, kind: the relation.
        subjects, objects: how many (`1`, `2-3`), or of what sort (`side`, `side-side`, `body`).
        words: by mode, the sentence with slots for its actors and its detail.
    """

    type: RelationType
    kind: RelationKind
    subjects: str
    objects: str
    words: Mapping[str, str]

    def parts(self, mode: str) -> Iterator[tuple[str, str | None]]:
        """Runs of words, each with the slot that follows it, if one does."""
        pieces = _SLOT.split(self.words[mode])
        yield from zip_longest(pieces[::2], pieces[1::2])


def draw_pattern(chance: random.Random) -> tuple[Pattern, str]:
    """A pattern, and a mode that it has words for."""
    patterns, shares = _load_patterns()
    pattern = chance.choices(patterns, cum_weights=shares)[0]
    mode = chance.choices(list(_MODES), list(_MODES.values()))[0]
    return pattern, mode if mode in pattern.words else "asserted"


@cache
def _load_patterns() -> tuple[tuple[Pattern, ...], tuple[float, ...]]:
    """The patterns, and their shares added up."""
    with _SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_pattern(row) for row in rows), tuple(accumulate(float(row["share"]) for row in rows))


def _pattern(row: Mapping[str, str]) -> Pattern:
    words = {mode: row[mode] for mode in _MODES if row.get(mode)} | {"claimed": row["asserted"]}
    return Pattern(RelationType(row["type"]), RelationKind(row["kind"]), row["subjects"], row["objects"], words)
