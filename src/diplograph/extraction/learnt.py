"""What of the reading is learnt from annotated passages, and may be exchanged while learning anew."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplograph.extraction.pairs import PairModel, load_model
from diplograph.extraction.weighing import Weigher, load_weigher


@dataclass(frozen=True, slots=True)
class Learnt:
    """The learnt parts; those that ship with diplograph by default.

    Attributes:
        model: the model of pairs.
        weigher: decides on modality between the words and the model.
    """

    model: PairModel = field(default_factory=load_model)
    weigher: Weigher = field(default_factory=load_weigher)
