"""What the hand-written frames state and do not state (`frames.csv`), with a learned model that finds nothing.

A dyad is `type first second`: who does it and to whom, or the two who meet in alphabetical order, as states and bodies.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from diplograph.extraction.discourse import owner
from diplograph.extraction.extractor import make_rules_reader
from diplograph.extraction.learnt import Learnt
from diplograph.extraction.pairs.encoding import Encoded
from diplograph.extraction.pairs.model import COLUMNS, Numbers
from diplograph.model import Claim, Modality, RelationKind, RelationType
from diplograph.pipeline import Pipeline
from diplograph.sources.article import make_article

_REAL = frozenset({Modality.ASSERTED, Modality.CLAIMED, Modality.PLANNED})
_CIRCLE = frozenset({RelationType.MEDIATES, RelationType.BACKS, RelationType.MEETS})
with Path(__file__).with_name("frames.csv").open(encoding="utf-8", newline="") as _rows:
    ROWS = [pytest.param(row, id=row["case"]) for row in csv.DictReader(_rows)]


class SilentModel:
    """A model for which no pair of phrases states anything."""

    def pieces(self, word: str) -> Sequence[int]:
        return (len(word) % 7,)

    def outputs(self, encoded: Encoded) -> Numbers:
        return np.full((len(encoded.pairs), COLUMNS), -9.0)


def _dyads(claim: Claim) -> set[str]:
    first, second = ([owner(actor).label for actor in side] for side in (claim.subjects, claim.objects))
    if claim.type is RelationType.MEETS or claim.kind is RelationKind.TREATY:
        return {f"{claim.type.value} {a} {b}" for a, b in combinations(sorted({*first, *second}), 2)}
    return {f"{claim.type.value} {a} {b}" for a in first for b in second}


def _split(cell: str) -> set[str]:
    return set(cell.split("|")) - {""}


@pytest.mark.parametrize("row", ROWS)
def test_frames_state_what_the_words_state_and_no_more(row: dict[str, str], pipeline: Pipeline) -> None:
    article = make_article(row["text"], date=row["date"] or None)
    reader = make_rules_reader(pipeline.register, Learnt(model=SilentModel()), keeps_doubtful=True)
    claims = reader.extract(article, *pipeline.resolve(article)).claims
    real = [claim for claim in claims if claim.type in _CIRCLE and claim.modality in _REAL]
    found = {dyad for claim in real for dyad in _dyads(claim)}
    assert _split(row["states"]) <= found
    assert not _split(row["states_not"]) & found
