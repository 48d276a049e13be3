"""Learns the weights of `diplograph.extraction.confidence` from annotated passages.

    train_confidence.py GOLD.jsonl … [--tuned-on GOLD.jsonl …] [--model FOLDER] [--part PART]

Writes src/diplograph/extraction/confidence.json (the weights) and benchmarks/confidence.json (how well the scores hold
on passages that were left out), and prints both. The same files give the same weights; no text is written.

A rule that was made while looking at a passage is right there more often than elsewhere. Passages given with
`--tuned-on` therefore share one more weight, which is left out of the model: scores are those of unseen text.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplograph.evaluation import annotate, read_annotations
from diplograph.evaluation.annotations import PARTS, part_of
from diplograph.evaluation.dyads import RELATION_TYPES
from diplograph.evaluation.reliability import Judged, is_right, measure_reliability
from diplograph.extraction.confidence import FEATURES, REPEATED, WEIGHTS, ConfidenceModel
from diplograph.extraction.extractor import make_rules_reader
from diplograph.extraction.learnt import Learnt
from diplograph.extraction.pairs.model import VOCABULARY, OnnxPairModel, PairModel
from diplograph.extraction.pairs.model import WEIGHTS as PAIR_WEIGHTS
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article

FIGURES = Path(__file__).parent.parent / "benchmarks" / "confidence.json"
TUNED = "tuned-on"
FOLDS = 10
PENALTY = 3.0
"""Of squared weights; chosen by cross-validation over 1 to 30 (docs/decisions/0007-confidence.md)."""
BIAS_PENALTY = 0.05
TUNED_PENALTY = 0.3
MAX_STEPS = 60
MAX_STRIDE = 1.0
ENOUGH = 1e-9


@dataclass(frozen=True, slots=True)
class Example:
    """One claim: the passage it was read from, the features that hold, whether it is right, whether rules saw it."""

    passage: str
    features: tuple[str, ...]
    is_right: bool
    is_tuned: bool


def read_examples(path: Path, model: PairModel, part: int | None, *, is_tuned: bool) -> Iterator[Example]:
    """The claims that are read out of the passages of a gold file now, by a model that has not seen them."""
    gold = read_annotations(path)
    pipeline = Pipeline()
    extractor = make_rules_reader(pipeline.register, Learnt(model=model), keeps_doubtful=True)
    for key, passage in gold.items():
        if part is not None and part_of(key) != part:
            continue
        article = make_article(passage.text, passage.date)
        extraction = extractor.extract(article, *pipeline.resolve(article))
        answer = annotate(extraction, id_=key)
        for claim, relation in zip(extraction.claims, answer.relations, strict=True):
            if claim.type in RELATION_TYPES:
                right = is_right(relation, gold[key], answer)
                yield Example(f"{path.name}/{key}", claim.features, right, is_tuned)


def fit(examples: Sequence[Example]) -> ConfidenceModel:
    """The model of least loss; saying it again must not lower a score, so `REPEATED` is left out where it would."""
    names = tuple(FEATURES)
    weights = _fit(examples, names)
    if weights[REPEATED] < 0:
        weights = {**_fit(examples, tuple(name for name in names if name != REPEATED)), REPEATED: 0.0}
    return ConfidenceModel(round(weights["bias"], 4), {name: round(weights[name], 4) for name in names})


def _fit(examples: Sequence[Example], names: tuple[str, ...]) -> dict[str, float]:
    """Newton's method on the logistic loss with squared penalties; strides are bounded to keep it stable."""
    columns = {name: number for number, name in enumerate(("bias", TUNED, *names))}
    penalties = [BIAS_PENALTY, TUNED_PENALTY, *(PENALTY for _ in names)]
    rows = [_columns_of(example, columns) for example in examples]
    weights = [0.0] * len(columns)
    for _ in range(MAX_STEPS):
        gradient = [penalty * weight for penalty, weight in zip(penalties, weights, strict=True)]
        curvature = [[penalties[i] if i == j else 0.0 for j in range(len(columns))] for i in range(len(columns))]
        for example, row in zip(examples, rows, strict=True):
            chance = 1 / (1 + math.exp(-sum(weights[i] for i in row)))
            for i in row:
                gradient[i] += chance - example.is_right
                for j in row:
                    curvature[i][j] += chance * (1 - chance)
        step = solve(curvature, gradient)
        longest = max(map(abs, step))
        shrink = min(1.0, MAX_STRIDE / longest) if longest else 0.0
        weights = [weight - shrink * each for weight, each in zip(weights, step, strict=True)]
        if longest < ENOUGH:
            break
    return {name: weights[number] for name, number in columns.items()}


def _columns_of(example: Example, columns: Mapping[str, int]) -> list[int]:
    held = ("bias", *((TUNED,) if example.is_tuned else ()), *example.features)
    return [columns[name] for name in held if name in columns]


def solve(matrix: Sequence[Sequence[float]], right_side: Sequence[float]) -> list[float]:
    """The solution of linear equations by Gaussian elimination with pivots."""
    size = len(right_side)
    rows = [[*row, value] for row, value in zip(matrix, right_side, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            rows[k] = [below - factor * above for below, above in zip(rows[k], rows[i], strict=True)]
    solution = [0.0] * size
    for i in reversed(range(size)):
        known = sum(rows[i][j] * solution[j] for j in range(i + 1, size))
        solution[i] = (rows[i][size] - known) / rows[i][i]
    return solution


def cross_validate(examples: Sequence[Example]) -> list[tuple[Example, Judged]]:
    """Each example with the score that a model gives it which saw nothing of its passage."""
    passages = sorted({example.passage for example in examples})
    random.Random(0).shuffle(passages)
    fold_of = {passage: number % FOLDS for number, passage in enumerate(passages)}
    models = [fit([e for e in examples if fold_of[e.passage] != fold]) for fold in range(FOLDS)]
    return [(e, Judged(models[fold_of[e.passage]].score(e.features), e.is_right)) for e in examples]


def describe(examples: Sequence[Example], folds: Sequence[tuple[Example, Judged]]) -> dict[str, Any]:
    """The figures of the cross-validation, on unseen passages and on those with tuned rules, and of each feature."""
    parts = {"unseen": False, "tuned_on": True}
    return {
        "folds": FOLDS,
        **{
            part: measure_reliability(judged for example, judged in folds if example.is_tuned is is_tuned).to_json()
            for part, is_tuned in parts.items()
        },
        "features": {
            name: _tally(example.is_right for example in examples if name in example.features) for name in FEATURES
        },
    }


def _tally(outcomes: Iterable[bool]) -> dict[str, int]:
    found = list(outcomes)
    return {"claims": len(found), "right": sum(found)}


def _print(model: ConfidenceModel, figures: Mapping[str, Any]) -> None:
    print(f"{'bias':20} {model.bias:+.2f}")
    for name in sorted(FEATURES, key=lambda each: model.weights[each]):
        tally = figures["features"][name]
        print(f"{name:20} {model.weights[name]:+.2f}   {tally['right']} of {tally['claims']} right")
    for part in ("unseen", "tuned_on"):
        row = figures[part]
        print(f"{part}: {row['right']} of {row['relations']} right, Brier {row['brier']}", end=" ")
        print(f"(base rate {row['brier_of_base_rate']}), calibration error {row['ece']}")


def _write(path: Path, value: Mapping[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Train, cross-validate, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+", help="passages that no rule was made from")
    parser.add_argument("--tuned-on", type=Path, nargs="+", default=[], help="passages that rules were made from")
    parser.add_argument("--model", type=Path, default=PAIR_WEIGHTS.parent, help="folder of a learned model of pairs")
    parser.add_argument("--part", type=int, choices=range(PARTS), help="the part of GOLD that this model has not seen")
    args = parser.parse_args()
    pair_model = OnnxPairModel(args.model / PAIR_WEIGHTS.name, args.model / VOCABULARY.name)
    examples = [
        example
        for paths, is_tuned in ((args.gold, False), (args.tuned_on, True))
        for path in paths
        for example in read_examples(path, pair_model, None if is_tuned else args.part, is_tuned=is_tuned)
    ]
    model = fit(examples)
    figures = describe(examples, cross_validate(examples))
    _write(WEIGHTS, {"bias": model.bias, "weights": dict(model.weights)})
    _write(FIGURES, figures)
    _print(model, figures)


if __name__ == "__main__":
    main()
