"""How real a relation is that only the learned model found, by the words around it and by the model together.

A frame knows the word that states its relation, and what governs this word tells how real the relation is. Where only
the model found it, that word is a guess (`agreed at talks to open embassies`: the talks were held), and so are its
governors. There the words count by how often they say what they say of relations of each modality, which
`scripts/train_modality.py` counts, and the model gives each modality a share; the one with the greatest product is
taken. What the words deny or leave open is not made real all the same (`docs/decisions/0027-modality.md`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from diplograph.extraction.draft import UNREAL, Draft
from diplograph.extraction.stance import Stance, polarity_of
from diplograph.model import Modality

COUNTS = Path(__file__).with_name("modality.json")
TRUST_IN_WORDS, TRUST_IN_MODEL = 0.6, 0.7
"""What the logarithms of both are multiplied by; chosen by cross-validation over .4 to 1."""
_AT_LEAST = 1
"""Added to each count, so that nothing is impossible."""
Counts = Mapping[Modality, Mapping[Modality, int]]


@dataclass(frozen=True, slots=True)
class Weigher:
    """Decides on modality.

    Attributes:
        counts: how often the words say this (first key) of relations that are that (second key); empty to trust the
            words alone.
    """

    counts: Counts

    def weigh(self, stance: Stance, draft: Draft) -> Stance:
        """The stance with the likeliest modality; the words' own where a frame found the relation."""
        if not self.counts or not draft.is_learnt or draft.opinion is None:
            return stance
        shares = draft.opinion.modalities
        open_to = [each for each in Modality if each in UNREAL or stance.modality not in UNREAL]
        modality = max(open_to, key=lambda each: self._weight(stance.modality, each, shares))
        return replace(stance, modality=modality, polarity=polarity_of(modality))

    def _weight(self, said: Modality, modality: Modality, shares: Mapping[Modality, float]) -> float:
        of_all = sum(self.counts[each].get(modality, 0) + _AT_LEAST for each in Modality)
        told = (self.counts[said].get(modality, 0) + _AT_LEAST) / of_all
        return TRUST_IN_WORDS * math.log(told) + TRUST_IN_MODEL * math.log(max(shares[modality], 1e-9))


WORDS_ALONE = Weigher({})


@cache
def load_weigher(path: Path = COUNTS) -> Weigher:
    """The counts that ship with diplograph."""
    table = json.loads(path.read_text(encoding="utf-8"))
    return Weigher({Modality(said): {Modality(k): n for k, n in row.items()} for said, row in table.items()})
