"""Relations that are told from how a sentence reads as a whole, by a small language model over pairs of its actors.

    sentence ──phrases──▶ noun phrases that stand for actors ──encoding──▶ pieces and pairs
             ──PairModel──▶ chances of each pair ──PairReader──▶ drafts

Where frames demand that every argument hangs where the grammar says, the model only asks whether a pair reads like the
pairs that annotators took. It is trained by `scripts/train_pairs.py`; `docs/decisions/0010-pairs.md` says why and how
well it does.
"""

from diplograph.extraction.pairs.encoding import Reading
from diplograph.extraction.pairs.judgement import Judgement, judge, with_opinion, without_strays
from diplograph.extraction.pairs.model import PairModel, load_model
from diplograph.extraction.pairs.phrases import Phrase, PhraseFinder
from diplograph.extraction.pairs.reader import LEARNT_WEIGHT, PairReader

__all__ = [
    "LEARNT_WEIGHT",
    "Judgement",
    "PairModel",
    "PairReader",
    "Phrase",
    "PhraseFinder",
    "Reading",
    "judge",
    "load_model",
    "with_opinion",
    "without_strays",
]
