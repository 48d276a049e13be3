"""What a saved question costs over the engine: values bound, asked of a worker process, rows as Python has them.

    python benchmarks/boundary.py STORE [--rounds 7]

Each question is asked with an example through `KnowledgeGraph.ask` of a graph that is open with limits, and its SPARQL
of pyoxigraph in this process, rows unpacked. The two take turns; the medians are compared.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from math import prod
from pathlib import Path
from statistics import median
from typing import Final

import pyoxigraph as ox
from machine import describe_machine

import diplograph
from diplograph.errors import NothingFoundError
from diplograph.queries import load_catalogue
from diplograph.store.layout import Layout
from diplograph.store.snapshots import Snapshots
from diplograph.vocab import PREFIXES

ROWS: Final = 1000
NAMES: Final = ("mediator", "backer", "actor", "conflict", "place", "speaker", "by", "source", "of", "party", "since")


def main() -> None:
    """Measure every question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    snapshot = Snapshots(Layout(Path(options.store))).acquire()
    raw = ox.Store.read_only(str(snapshot.path))
    print(describe_machine())
    ratios = []
    with diplograph.open(options.store, read_only=True, limits=diplograph.Limits()) as graph:
        claim = str(graph.sparql("SELECT ?c { ?c a dg:Claim } LIMIT 1")[0]["c"])  # type: ignore[index]
        for question in load_catalogue():
            examples = {each.name: each.example for each in question.parameters}
            name = next((each for each in NAMES if each in examples), "claim")
            needed = [each.name for each in question.parameters if not each.is_optional]
            values = {each: claim if each == "claim" else examples[each] for each in dict.fromkeys([name, *needed])}
            try:
                rows = len(graph.ask(question.name, **values))
            except NothingFoundError:
                continue
            sparql = graph.bind(question.name, **values).sparql
            ours, theirs = _medians(
                lambda: graph.ask(question.name, **values),  # noqa: B023 - called at once
                lambda: [
                    tuple(row)
                    for row in raw.query(sparql, prefixes=dict(PREFIXES), use_default_graph_as_union=True)  # type: ignore[union-attr]  # noqa: B023
                ],
                options.rounds,
            )
            if rows <= ROWS:
                ratios.append(ours / theirs)
            print(
                f"{question.name:26} {name}={values[name][-30:]:30} {rows:>7} rows  engine {theirs * 1000:>9.2f} ms"
                f"  diplograph {ours * 1000:>9.2f} ms  {ours / theirs:.3f} ×",
                flush=True,
            )
    print(f"geometric mean of those with up to {ROWS} rows: {prod(ratios) ** (1 / len(ratios)):.3f} ×")


def _medians(one: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for kept, ask in zip(times, (one, other), strict=True):
            begun = time.perf_counter()
            ask()
            kept.append(time.perf_counter() - begun)
    return median(times[0]), median(times[1])


if __name__ == "__main__":
    main()
