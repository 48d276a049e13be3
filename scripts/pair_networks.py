"""Networks over the pairs of phrases of a sentence: the small one that ships, and a wide one that it learns from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from diplograph.extraction.pairs.encoding import DISTANCES, NOBODY, SEGMENTS
from diplograph.extraction.pairs.model import CHANCES, COLUMNS

WIDTH = 160
_START, _END, _PAD = 101, 102, 0
"""Pieces of the small network's vocabulary."""
_MPNET_START, _MPNET_END, _MPNET_PAD = 0, 2, 1
_MPNET_SHIFT = 4
"""MPNet has the same vocabulary, four places further."""


class Network(nn.Module):
    """An encoder of sentences, BERT's architecture, with a head over the states of two words."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, attention_probs_dropout_prob=0.0)
        size = self.encoder.config.hidden_size
        self._add_segments(size)
        self.first, self.second, self.between = (nn.Linear(size, WIDTH) for _ in range(3))
        self.distance, self.naming = nn.Embedding(DISTANCES, 32), nn.Embedding(NOBODY + 1, 16)
        self.head = nn.Sequential(
            nn.Dropout(0.15), nn.Linear(4 * WIDTH + 64, WIDTH), nn.GELU(), nn.Dropout(0.15), nn.Linear(WIDTH, COLUMNS)
        )
        self.head[-1].bias.data[: len(CHANCES)] = -3.0

    def _add_segments(self, size: int) -> None:
        segments = nn.Embedding(SEGMENTS, size)
        plain = self.encoder.embeddings.token_type_embeddings.weight.data[0]
        segments.weight.data = plain + 0.01 * torch.randn(SEGMENTS, size)
        self.encoder.embeddings.token_type_embeddings = segments

    def states(self, pieces: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
        """The states of all pieces of several sentences, of shape (sentences, pieces, size)."""
        found: Tensor = self.encoder(input_ids=pieces, token_type_ids=segments, attention_mask=mask).last_hidden_state
        return found

    def judge(self, states: Tensor, sentences: Tensor, pairs: Sequence[Tensor]) -> Tensor:
        """Of shape (pairs, COLUMNS), from the states of the two heads of each pair and of the words between them.

        Args:
            states: of shape (sentences, pieces, size).
            sentences: of shape (pairs,): the sentence that each pair is of.
            pairs: the other inputs of `Encoded`, all pairs of all sentences together.
        """
        firsts, seconds, distances, namings, paths = pairs
        one = self.first(states)[sentences, firsts]
        other = self.second(states)[sentences, seconds]
        on_path = (paths > 0).float()[..., None]
        between = (self.between(states)[sentences[:, None], paths] * on_path).sum(1) / on_path.sum(1).clamp(min=1.0)
        parts = [one, other, one * other, between, self.distance(distances), self.naming(namings[:, 0])]
        found: Tensor = self.head(torch.cat([*parts, self.naming(namings[:, 1])], -1))
        return found

    def forward(self, pieces: Tensor, segments: Tensor, *pairs: Tensor) -> Tensor:
        """One sentence, as `Encoded.inputs` gives it; this is what is exported."""
        states = self.states(pieces[None], segments[None], torch.ones_like(pieces)[None])
        return self.judge(states, torch.zeros_like(pairs[0]), pairs)


class WideNetwork(Network):
    """The same over MPNet, which takes the pieces of the small network's vocabulary."""

    def _add_segments(self, size: int) -> None:
        self.segments = nn.Embedding(SEGMENTS, size)
        self.segments.weight.data.normal_(0, 0.01)

    def states(self, pieces: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
        """The states of all pieces of several sentences, of shape (sentences, pieces, size)."""
        own = pieces + _MPNET_SHIFT
        for piece, same in ((_START, _MPNET_START), (_END, _MPNET_END), (_PAD, _MPNET_PAD)):
            own = own.masked_fill(pieces == piece, same)
        layer = self.encoder.embeddings
        first = self.encoder.config.pad_token_id + 1
        positions = torch.arange(first, first + pieces.shape[1])[None]
        vectors = layer.word_embeddings(own) + layer.position_embeddings(positions) + self.segments(segments)
        hidden = (1.0 - mask[:, None, None, :].to(vectors.dtype)) * -1e9
        found: Tensor = self.encoder.encoder(layer.dropout(layer.LayerNorm(vectors)), attention_mask=hidden)[0]
        return found
