"""The trained network: from a sentence as numbers to what each pair of phrases may state."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from diplograph.errors import MissingPartError
from diplograph.extraction.pairs.encoding import Encoded
from diplograph.model import KINDS_OF, Modality, RelationType

WEIGHTS = Path(__file__).with_name("relations.onnx")
VOCABULARY = Path(__file__).with_name("vocabulary.json")

Numbers = NDArray[np.float64]

MODALITIES = (Modality.ASSERTED, Modality.CLAIMED, Modality.PLANNED, Modality.HYPOTHETICAL, Modality.DENIED)
TYPES = (RelationType.MEETS, RelationType.BACKS, RelationType.MEDIATES)
CHANCES = ("meets", "meets-not", "backs", "backs-not", "allied", "allied-not", "mediates", "mediates-not")
"""Columns of log-odds: that the pair stands in the relation and the text makes it real, or that it does not make it so.
Backing is told for who backs whom, alliance for both at once."""
COLUMNS = len(CHANCES) + len(TYPES) * len(MODALITIES) + sum(len(KINDS_OF[each]) for each in TYPES)
"""All columns: the chances, then the modalities of each type, then the kinds of each type."""


class PairModel(Protocol):
    """Tells what pairs of phrases may state."""

    def pieces(self, word: str) -> Sequence[int]:
        """The pieces of the vocabulary that a word in lower case is made of, at least one."""

    def outputs(self, encoded: Encoded) -> Numbers:
        """Of shape (pairs, COLUMNS): log-odds, and unscaled log-chances of modalities and kinds."""


class OnnxPairModel:
    """The model that ships with diplograph, run so that neither cores, processes nor the processor change a result.

    One thread computes. Without `x64quantprecision`, processors that have AVX2 or AVX-512 but not VNNI cut sums of
    eight-bit products off at 16 bits, which moves log-odds by up to 1.3.

    Args:
        weights: the network, of the inputs of `Encoded` and one output of shape (pairs, COLUMNS).
        vocabulary: its pieces of words.
    """

    def __init__(self, weights: Path = WEIGHTS, vocabulary: Path = VOCABULARY) -> None:
        self._weights = weights
        self._vocabulary = vocabulary
        self._known: dict[str, Sequence[int]] = {}

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # heavy

        tokenizer = Tokenizer.from_file(str(self._vocabulary))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        from onnxruntime import InferenceSession, SessionOptions  # heavy

        if not self._weights.is_file():
            raise MissingPartError(
                f"the weights of the learned model are missing: {self._weights.name}",
                hint="install diplograph again, or train them with scripts/train_pairs.py",
            )
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        options.add_session_config_entry("session.x64quantprecision", "1")
        return InferenceSession(str(self._weights), options, providers=["CPUExecutionProvider"])

    def pieces(self, word: str) -> Sequence[int]:
        """The pieces of the vocabulary that a word in lower case is made of, at least one."""
        if word not in self._known:
            self._known[word] = self._tokenizer.encode(word, add_special_tokens=False).ids or [UNKNOWN]
        return self._known[word]

    def outputs(self, encoded: Encoded) -> Numbers:
        """Of shape (pairs, COLUMNS): log-odds, and unscaled log-chances of modalities and kinds."""
        (found,) = self._session.run(None, encoded.inputs())
        return np.asarray(found, dtype=np.float64)


UNKNOWN = 100
"""The piece `[UNK]`."""


@cache
def load_model() -> PairModel:
    """The model that ships with diplograph; it is read when it is first asked."""
    return OnnxPairModel()
