"""Learns the weights of `diplograph.extraction.pairs` from annotated passages.

    train_pairs.py GOLD.jsonl … [--check GOLD.jsonl]

Writes src/diplograph/extraction/pairs.json; the same files give the same weights. Only features are written, which name
labels of the parser, words of the lexicon and classes of actors, never text. With --check nothing is written: the model
of the given files is tried on passages that it has not seen, and the table says how many pairs each threshold takes and
how many of them are annotated.

The pair of an annotated meeting may stand in a passage with several words that could state it: each round takes the
instance that the weights of the round before like best.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from diplograph.evaluation import Annotation, read_annotations
from diplograph.evaluation.dyads import is_real, names_of, unfold
from diplograph.evaluation.names import fold, spell_as
from diplograph.extraction.discourse import owner
from diplograph.extraction.extractor import make_rules_reader
from diplograph.extraction.pairs import WEIGHTS, PairModel
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article

THRESHOLD = 0.4
"""Chosen on passages left out: of the pairs from here up 48 of 56 are annotated (`docs/decisions/0010-pairs.md`)."""
PENALTY = 3.0
ROUNDS = 5
STEPS = 400
STRIDE = 0.1
MIN_COUNT = 4
MIN_WEIGHT = 0.01
REJECTED = 2
"""How many instances of a pair that did not meet are shown to the model: those that it likes best."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of sides in one passage: its instances, each a list of features, and whether they really meet."""

    instances: tuple[tuple[str, ...], ...]
    is_meeting: bool


def read_examples(path: Path) -> Iterator[Example]:
    """The pairs in the passages of a gold file."""
    pipeline = Pipeline()
    extractor = make_rules_reader(pipeline.register)
    for gold in read_annotations(path).values():
        spelling = names_of(gold)
        met = {frozenset(dyad[1:]) for dyad in unfold(gold, wanted=is_real) if dyad.type == "meets"}
        instances: dict[frozenset[str], list[tuple[str, ...]]] = defaultdict(list)
        for pair in extractor.pairs(pipeline.resolve(make_article(gold.text, _date_of(gold)))[0]):
            sides = frozenset(spell_as(fold(owner(actor).label), spelling) for actor in (pair.first, pair.second))
            if len(sides) > 1:
                instances[sides].append(pair.features)
        for sides, found in instances.items():
            yield Example(tuple(found), sides in met)


def _date_of(gold: Annotation) -> str | None:
    return gold.date if gold.date and "/" not in gold.date else None


def fit(examples: Sequence[Example]) -> PairModel:
    """The weights of least loss, small ones left out."""
    counts = Counter(name for each in examples for instance in each.instances for name in set(instance))
    names = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    column = {name: number for number, name in enumerate(names)}
    rows = [[_row(instance, column) for instance in each.instances] for each in examples]
    weights = np.zeros(len(names))
    for number in range(ROUNDS):
        chosen = [
            (row, each.is_meeting)
            for each, instances in zip(examples, rows, strict=True)
            for row in (_likeliest(instances, weights, 1 if each.is_meeting else REJECTED) if number else instances)
        ]
        shares = [1.0] * len(chosen) if number else [1 / len(i) for i in rows for _ in i]
        weights = _descend(chosen, np.array(shares), weights)
    kept = {name: round(float(weights[i]), 3) for name, i in column.items() if abs(weights[i]) >= MIN_WEIGHT}
    return PairModel(THRESHOLD, kept)


def _row(instance: Iterable[str], column: dict[str, int]) -> list[int]:
    return sorted({column[name] for name in instance if name in column})


def _likeliest(instances: Sequence[list[int]], weights: NDArray[np.float64], count: int) -> list[list[int]]:
    return sorted(instances, key=lambda row: -float(weights[row].sum()))[:count]


def _descend(
    chosen: Sequence[tuple[list[int], bool]], shares: NDArray[np.float64], start: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Adam on the logistic loss with a squared penalty, all examples in each step."""
    columns = np.array([i for row, _ in chosen for i in row])
    lengths = np.array([len(row) for row, _ in chosen])
    row_of = np.repeat(np.arange(len(chosen)), lengths)
    wanted = np.array([float(is_meeting) for _, is_meeting in chosen])
    weights, mean, spread = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        chances = 1 / (1 + np.exp(-np.bincount(row_of, weights[columns], len(chosen))))
        error = np.repeat(shares * (chances - wanted), lengths)
        gradient = np.bincount(columns, error, len(start)) + PENALTY * weights
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.99 * spread + 0.01 * gradient**2
        stride = STRIDE * (1 - step / (STEPS + 1))
        weights -= stride * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights


def check(model: PairModel, examples: Sequence[Example]) -> None:
    """Prints what each threshold would take of passages that the model has not seen."""
    scored = [(max(map(model.chance, each.instances)), each.is_meeting) for each in examples]
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        taken = [is_meeting for chance, is_meeting in scored if chance >= threshold]
        print(f"from {threshold}: {len(taken):4} pairs, {sum(taken):4} of {sum(y for _, y in scored)} annotated ones")


def main() -> None:
    """Train on the given files, or try them."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--check", type=Path)
    arguments = parser.parse_args()
    model = fit([example for path in arguments.gold for example in read_examples(path)])
    if arguments.check:
        check(model, list(read_examples(arguments.check)))
        return
    text = json.dumps({"threshold": model.threshold, "weights": model.weights}, indent=0, sort_keys=True)
    WEIGHTS.write_text(text + "\n", encoding="utf-8")
    print(f"{len(model.weights)} weights written")


if __name__ == "__main__":
    main()
