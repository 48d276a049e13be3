"""The annotated passages, what is known to go wrong with them, and what was read out of one, side by side."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from diplograph.evaluation import Annotation, Relation
from diplograph.evaluation.annotations import parse_annotation
from diplograph.evaluation.fields import is_same_text
from diplograph.evaluation.names import fold, roll_up, spell_as

HERE = Path(__file__).parent
LINES = [json.loads(line) for line in (HERE / "passages.jsonl").read_text(encoding="utf-8").splitlines()]
PASSAGES = {line["id"]: parse_annotation(line) for line in LINES}
NEGATIVE = {line["id"]: bool(line["negative"]) for line in LINES}
NAMED = {line["id"]: [frozenset(relation) for relation in line["relations"]] for line in LINES}
"""The fields that each relation of a passage states; a field left out is not decided by the rules."""
with (HERE / "known_failures.csv").open(encoding="utf-8", newline="") as rows:
    KNOWN_FAILURES = {row["id"]: row["reason"] for row in csv.DictReader(rows)}

Core = tuple[str, str, frozenset[str], frozenset[str]]


def case(passage: str, aspect: str) -> object:
    """A test case, expected to fail when `known_failures.csv` has a row for it."""
    id_ = f"{passage}:{aspect}"
    reason = KNOWN_FAILURES.get(id_)
    return pytest.param(passage, id=id_, marks=[pytest.mark.xfail(reason=reason, strict=True)] if reason else [])


def cases(aspect: str) -> list[object]:
    """A case for each passage whose relations state the aspect and are read right, as far as is known."""
    return [
        case(passage, aspect)
        for passage, stated in NAMED.items()
        if any(aspect in ({*fields, "actors"}) for fields in stated) and f"{passage}:relations" not in KNOWN_FAILURES
    ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a passage says and what was read out of it.

    Attributes:
        wanted: the passage as annotated.
        given: the same passage as read.
    """

    wanted: Annotation
    given: Annotation

    def cores(self, annotation: Annotation) -> list[Core]:
        """Type, modality and sides of each relation, the sides rolled up to states and organisations."""
        return [
            (one.type, one.modality or "", self._sides(one.subjects), self._sides(one.objects))
            for one in annotation.relations
        ]

    def _sides(self, names: Sequence[str]) -> frozenset[str]:
        return roll_up(self._spelt(names), {**self.given.affiliations, **self.wanted.affiliations})

    def _spelt(self, names: Sequence[str]) -> frozenset[str]:
        known = frozenset(fold(n) for one in self.wanted.relations for n in (*one.subjects, *one.objects))
        return frozenset(spell_as(fold(name), known) for name in names)

    def pairs(self) -> Iterator[tuple[frozenset[str], Relation, Relation]]:
        """Each annotated relation with its stated fields and the relation read for it."""
        left = list(zip(self.cores(self.given), self.given.relations, strict=True))
        stated = NAMED[self.wanted.id]
        for fields, core, want in zip(stated, self.cores(self.wanted), self.wanted.relations, strict=True):
            position = [core for core, _ in left].index(core)
            yield fields, want, left.pop(position)[1]

    def lost_actors(self) -> set[str]:
        """Actors named in the passage for whom only their state, or nobody, was read."""
        lost = set()
        for _, want, got in self.pairs():
            names = self._spelt((*got.subjects, *got.objects))
            wholes = self._sides((*got.subjects, *got.objects))
            lost |= {n for n in (*want.subjects, *want.objects) if fold(n) not in names and fold(n) not in wholes}
        return lost

    def field(self, name: str) -> tuple[list[str | None], list[str | None]]:
        """The annotated and the read values of a field, for the relations that state it."""
        found = [(getattr(w, name), getattr(g, name)) for fields, w, g in self.pairs() if name in fields]
        return [want for want, _ in found], [got for _, got in found]

    def speakers_agree(self) -> bool:
        """Whether each speaker read is the one annotated, names and descriptions compared by their stems."""
        wanted, given = self.field("attributed_to")
        return all(
            is_same_text(want, got) if want and got else want == got for want, got in zip(wanted, given, strict=True)
        )
