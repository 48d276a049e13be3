"""What the rules cost, beside loading the same data, in one run.

    python benchmarks/inference.py [--quads N …] [--repeats N] [--limit-s SECONDS] [--rounds N] [--folder FOLDER]
        [--json FILE]

For each size, in a process of its own: a store on disk with the ontology and the register takes invented articles and
then all that the rules conclude; the same N-Quads go through pyoxigraph's own bulk load; and single articles are added
and retracted, the inferences brought up to date each time. Making the articles is not timed. Of several rounds the best
counts for loads and closure; for single articles it is the median. The store syncs each article's file and folder to
the disk, which the raw load does not: with `--folder` on a file system in memory, only the processor's work remains.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields
from functools import partial
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

import pyoxigraph as ox
from corpus import SEED, Corpus, Item, background_quads, lines
from machine import describe_machine, peak_memory_mb

from diplograph.reasoning import Reasoner, infer
from diplograph.store import Store, open_store
from diplograph.vocab import GRAPH_INFERRED, GRAPH_ONTOLOGY, GRAPH_REGISTER

SIZES: Final = (10_000, 100_000)
_BATCH_ARTICLES: Final = 200
_BEST: Final = ("raw_load", "store_load", "background_load", "register_closure", "closure")


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures of one size, times in seconds.

    Attributes:
        quads, articles: what was loaded, the background not counted.
        raw_load: pyoxigraph's bulk load of the articles' N-Quads.
        store_load: `Store.add_articles` of the same articles.
        background_load: `Store.replace_graph` of the ontology and the register, which the closure reads as well.
        register_closure: `infer` on a store with the ontology and the register alone.
        closure: `infer` on the loaded store, in which nothing was inferred before.
        conclusions: statements in the inferred graph then, those from the register included.
        add: median of adding one article that holds claims.
        add_and_infer: median of that with the inferences brought up to date.
        retract_and_infer: median of retracting one, likewise.
        repeats: how many single articles the medians are of.
        memory_mb: the most that the process held.
    """

    quads: int
    articles: int
    raw_load: float
    store_load: float
    background_load: float
    register_closure: float
    closure: float
    conclusions: int
    add: float
    add_and_infer: float
    retract_and_infer: float
    repeats: int
    memory_mb: float

    @property
    def load(self) -> float:
        """Loading the articles, the ontology and the register."""
        return self.store_load + self.background_load


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the rules cost, beside loading the same data.")
    parser.add_argument("--quads", type=int, nargs="+", default=list(SIZES), help="sizes [10000 100000]")
    parser.add_argument("--repeats", type=int, default=20, help="single articles added and retracted [20]")
    parser.add_argument("--limit-s", type=float, default=300.0, help="stop repeating after this time [300]")
    parser.add_argument("--rounds", type=int, default=1, help="rounds over all sizes [1]")
    parser.add_argument("--folder", type=Path, help="where the stores are made [the system's folder for such files]")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    given = parser.parse_args()
    print(f"{describe_machine()}; invented articles, seed {SEED}; rounds: {given.rounds}\n", flush=True)
    runs: dict[int, list[Measure]] = {size: [] for size in given.quads}
    for _ in range(given.rounds):
        for size in given.quads:
            runs[size].append(_run(size, given.repeats, given.limit_s, given.folder))
    found = [_combine(each) for each in runs.values()]
    print("\n".join(table(found)))
    if given.json:
        figures = {"machine": describe_machine(), "sizes": [asdict(each) for each in found]}
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _run(size: int, repeats: int, limit_s: float, folder: Path | None) -> Measure:
    """One measure in a fresh process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measure, size, repeats, limit_s, folder).result()


def _combine(rounds: Sequence[Measure]) -> Measure:
    """The best of the rounds for what is done once, the median for what is repeated; repeats are added up."""
    best = {name: min(getattr(each, name) for each in rounds) for name in _BEST}
    middle = ("add", "add_and_infer", "retract_and_infer")
    medians = {name: median(getattr(each, name) for each in rounds) for name in middle}
    rest = {each.name: getattr(rounds[0], each.name) for each in fields(Measure)}
    return Measure(**rest | best | medians | {"repeats": sum(each.repeats for each in rounds)})


def measure(size: int, repeats: int, limit_s: float, root: Path | None = None) -> Measure:
    """Take all figures of one size.

    Args:
        size: quads of the articles.
        repeats: single articles added and retracted, at the most.
        limit_s: no further one is begun after this many seconds; one always is.
        root: where the stores are made.
    """
    corpus = Corpus()
    with TemporaryDirectory(dir=root) as folder, open_store(f"{folder}/store") as store:
        background_load = _load_background(store)
        with open_store(f"{folder}/register") as register:
            _load_background(register)
            register_closure = _infer(register)
        file = Path(folder, "articles.nq")
        quads, articles, store_load = _load(store, corpus.items(quads=size), file)
        raw_load = _bulk_load(file, f"{folder}/raw")
        closure = _infer(store)
        conclusions = sum(1 for _ in store.quads(GRAPH_INFERRED))
        singles = list(islice(_with_claims(corpus, articles), repeats))
        add, add_and_infer, retract_and_infer = _change(store, singles, limit_s)
        return Measure(
            quads,
            articles,
            raw_load,
            store_load,
            background_load,
            register_closure,
            closure,
            conclusions,
            median(add),
            median(add_and_infer),
            median(retract_and_infer),
            len(add),
            peak_memory_mb(),
        )


def _bulk_load(file: Path, folder: str) -> float:
    """Seconds of pyoxigraph's own load into a new store."""
    store = ox.Store(folder)
    return _seconds(partial(store.bulk_load, path=file, format=ox.RdfFormat.N_QUADS))


def _load_background(store: Store) -> float:
    """Seconds of loading the ontology and the register."""
    background = background_quads()
    graphs = {
        name: [quad for quad in background if quad.graph_name.value == name]
        for name in (GRAPH_ONTOLOGY, GRAPH_REGISTER)
    }
    return sum(_seconds(partial(store.replace_graph, name, quads)) for name, quads in graphs.items())


def _load(store: Store, items: Iterator[Item], file: Path) -> tuple[int, int, float]:
    """Add articles and write their N-Quads to a file; the quads, the articles and the seconds of adding."""
    quads = articles = 0
    seconds = 0.0
    with file.open("w", encoding="utf-8") as output:
        while batch := list(islice(items, _BATCH_ARTICLES)):
            output.writelines(f"{line}\n" for line in lines(batch))
            seconds += _seconds(partial(store.add_articles, batch))
            quads += sum(len(found) for _, found in batch)
            articles += len(batch)
    return quads, articles, seconds


def _with_claims(corpus: Corpus, first: int) -> Iterator[Item]:
    """Articles from a number on, those left out that hold no claim."""
    return (corpus.item(number) for number in count(first) if corpus.extraction(number).claims)


def _change(store: Store, items: Sequence[Item], limit_s: float) -> tuple[list[float], list[float], list[float]]:
    """Add articles one by one, and retract them: seconds of adding, of adding and inferring, of retracting likewise."""
    add: list[float] = []
    add_and_infer: list[float] = []
    retract_and_infer: list[float] = []
    reasoner = Reasoner(store)
    reasoner.bring_up_to_date()
    start = time.perf_counter()
    for record, quads in items:
        if add and time.perf_counter() - start > limit_s:
            break
        add.append(_seconds(partial(store.add_article, record, quads)))
        add_and_infer.append(add[-1] + _seconds(reasoner.bring_up_to_date))
        retracting = _seconds(partial(store.retract, record.id))
        retract_and_infer.append(retracting + _seconds(reasoner.bring_up_to_date))
    return add, add_and_infer, retract_and_infer


def _infer(store: Store) -> float:
    """Seconds of bringing stale inferences up to date."""
    if not store.uninferred:
        raise RuntimeError("there is nothing to infer, so nothing can be measured")
    seconds = _seconds(partial(infer, store))
    if store.uninferred:
        raise RuntimeError("the inferences are still stale")
    return seconds


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def table(found: Sequence[Measure]) -> list[str]:
    """The figures as a table in Markdown, one size a column."""
    rows = [
        ("articles", [f"{each.articles:,}" for each in found]),
        ("raw `bulk_load`", [f"{each.raw_load:.2f} s" for each in found]),
        ("the store's load", [f"{each.store_load:.2f} s" for each in found]),
        ("… rate of the raw load", [f"{each.raw_load / each.store_load:.2f} ×" for each in found]),
        ("loading ontology and register", [f"{each.background_load:.2f} s" for each in found]),
        ("rule closure of the register alone", [f"{each.register_closure:.2f} s" for each in found]),
        ("rule closure", [f"{each.closure:.2f} s, {each.conclusions:,} statements" for each in found]),
        ("… against loading all that it reads", [f"{each.closure / each.load:.2f} ×" for each in found]),
        ("… against the raw load of the articles", [f"{each.closure / each.raw_load:.2f} ×" for each in found]),
        ("adding one article", [f"{each.add * 1000:.1f} ms" for each in found]),
        ("… with its inferences", [f"{each.add_and_infer * 1000:.1f} ms" for each in found]),
        ("… against the smallest store", [f"{each.add_and_infer / found[0].add_and_infer:.2f} ×" for each in found]),
        ("retracting one, with inferences", [f"{each.retract_and_infer * 1000:.1f} ms" for each in found]),
        ("median of", [str(each.repeats) for each in found]),
        ("memory", [f"{each.memory_mb:.0f} MB" for each in found]),
    ]
    head = ["", *(f"{each.quads:,} quads" for each in found)]
    return [_row(head), _row(["---", *("---:" for _ in found)]), *(_row([name, *cells]) for name, cells in rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
