"""What the embedded store costs beside the engines that it could be replaced by, in one run.

    python benchmarks/stores.py [--quads 10000 100000 1000000] [--adds 200] [--repeats 5] [--folder FOLDER]
        [--json FILE]

For each size, invented articles go with the ontology and the register into a store of diplograph, and the same quads
into raw pyoxigraph by its bulk load; up to 100,000 quads into rdflib's memory store and into an rdflib Dataset over
Oxigraph (oxrdflib) as well. Each engine works in a process of its own, so that its memory can be told. Then articles
are added and removed one by one, and the saved questions are asked: all with one example, and the three main ones of
many actors and conflicts. `raw` adds each article in a transaction whose log is never brought to the disk; `raw,
synced` brings it there, as diplograph does. rdflib is given ten seconds for a question.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import count, islice
from math import exp, log
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Final

import pyoxigraph as ox
from corpus import SEED, Corpus, Item, background_quads, lines
from machine import describe_machine, peak_memory_mb
from remote import QUESTIONS

import diplograph
from diplograph.errors import DiplographError
from diplograph.reasoning import infer
from diplograph.store import open_store, to_nquads
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_ONTOLOGY, GRAPH_REGISTER, PREFIXES

SIZES: Final = (10_000, 100_000, 1_000_000)
SMALL: Final = 100_000
"""Up to this size the slower engines are measured too."""
MAIN: Final = (
    ("who-mediates", ("mediator", "party", "conflict")),
    ("who-backs-whom", ("backer", "backed", "conflict")),
    ("who-meets-where", ("participant", "conflict")),
)
_BATCH: Final = 1_000
_PATIENCE_S: Final = 10
_FEW_ROWS: Final = range(5, 16)


@dataclass(slots=True)
class Measure:
    """The figures of one engine at one size; times in seconds.

    Attributes:
        load: putting all quads into an empty store on disk.
        load_memory_mb: the most that the process held until then.
        disk_mb: what the store took up on the disk.
        add, remove: median of one article.
        questions: median of each question with its example, by name; left out where it took too long.
        main: the times of the three main questions, of one actor or conflict each, and how many rows they had.
    """

    load: float = 0.0
    load_memory_mb: float = 0.0
    disk_mb: float = 0.0
    add: float = 0.0
    remove: float = 0.0
    questions: dict[str, float] = field(default_factory=dict)
    main: list[tuple[float, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Task:
    """What each engine is to do.

    Attributes:
        folder: where it keeps its data.
        file: the quads, as N-Quads.
        articles: the quads of further articles, each as N-Quads, by the name of its graph.
        questions, main: texts of questions.
        repeats: how often each is asked.
    """

    folder: str
    file: str
    articles: tuple[tuple[str, bytes], ...]
    questions: dict[str, str]
    main: tuple[str, ...]
    repeats: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the embedded store costs beside other engines.")
    parser.add_argument("--quads", type=int, nargs="+", default=list(SIZES), help=f"sizes {list(SIZES)}")
    parser.add_argument("--adds", type=int, default=200, help="articles added one by one [200]")
    parser.add_argument("--repeats", type=int, default=5, help="times that each question is asked [5]")
    parser.add_argument("--folder", type=Path, help="where the stores are made [the system's folder for such files]")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    given = parser.parse_args()
    print(f"{describe_machine()}; invented articles, seed {SEED}", flush=True)
    figures = {}
    for size in given.quads:
        found = measure(size, given.adds, given.repeats, given.folder)
        figures[size] = {name: asdict(each) for name, each in found.items()}
        print(f"\n{chr(10).join(table(size, found))}", flush=True)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measure(size: int, adds: int, repeats: int, root: Path | None) -> dict[str, Measure]:
    """The figures of each engine, by its name."""
    with TemporaryDirectory(dir=root) as folder:
        found = {"diplograph": _alone(_diplograph, folder, size, adds, repeats)}
        task = Task(**json.loads(Path(folder, "task.json").read_text()))
        singles = tuple(_singles(size, adds))
        engines: dict[str, Callable[[Task], Measure]] = {"raw": _raw, "raw, synced": _raw_synced}
        if size <= SMALL:
            engines |= {"oxrdflib": _oxrdflib, "rdflib": _rdflib}
        for name, run in engines.items():
            own = Task(f"{folder}/{name}", task.file, singles, task.questions, tuple(task.main), repeats)
            found[name] = _alone(run, own)
        return found


def _alone(run: Callable[..., Measure], *arguments: object) -> Measure:
    """The figures of an engine that has a process to itself."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(run, *arguments).result()


def _diplograph(folder: str, size: int, adds: int, repeats: int) -> Measure:
    """Fill the store, write its quads to a file for the others, and measure it."""
    found = Measure()
    place = f"{folder}/store"
    items = Corpus().items(quads=size)
    with open_store(place) as store:
        background = background_quads()
        for name in (GRAPH_ONTOLOGY, GRAPH_REGISTER):
            graph = to_nquads([quad for quad in background if quad.graph_name.value == name], name)
            found.load += _seconds(partial(store.load_graph, name, graph))
        while batch := list(islice(items, _BATCH)):
            found.load += _seconds(partial(store.add_articles, batch))
        found.load_memory_mb = peak_memory_mb()
    found.disk_mb = _disk_mb(place)
    with open_store(place) as store:
        file = Path(folder, "articles.nq")
        with file.open("w", encoding="utf-8") as output:
            for batch in _batches(Corpus().items(quads=size)):
                output.writelines(f"{line}\n" for line in lines(batch))
            output.writelines(f"{line}\n" for line in _background_lines())
        singles = list(_new_items(size, adds))
        found.add = median([_seconds(partial(store.add_article, *each)) for each in singles])
        found.remove = median([_seconds(partial(store.retract, record.id)) for record, _ in singles])
        infer(store)
    with diplograph.open(place, read_only=True) as graph:
        questions = {name: graph.bind(name, **values).sparql for name, values in QUESTIONS}
        main_texts = [
            graph.bind(name, **{parameter: value}).sparql
            for name, parameters in MAIN
            for parameter in parameters
            for value in (_conflicts() if parameter == "conflict" else _actors())
        ]
        found.questions = {
            name: _repeated(partial(graph.store.query, text), repeats) for name, text in questions.items()
        }
        found.main = [_asked(lambda text=text: len(graph.store.query(text).rows)) for text in main_texts]
    task = {"folder": "", "file": str(file), "articles": [], "questions": questions, "main": main_texts, "repeats": 0}
    Path(folder, "task.json").write_text(json.dumps(task))
    return found


def _background_lines() -> Iterator[str]:
    background = background_quads()
    for name in (GRAPH_ONTOLOGY, GRAPH_REGISTER):
        yield from to_nquads([quad for quad in background if quad.graph_name.value == name], name).decode().splitlines()


def _actors() -> Sequence[str]:
    """Actors, some of whom are in many articles and some in few."""
    names = ("Russia", "Turkey", "Armenia", "Azerbaijan", "France", "Kenya", "Somalia", "Ethiopia", "Egypt", "Sudan")
    return (*names, "Serbia", "Kosovo", "Iran", "Israel", "Georgia", "Moldova", "Greece", "Cyprus", "India", "Pakistan")


def _conflicts() -> Sequence[str]:
    return ("Nagorno-Karabakh", "Syrian civil war", "Libyan civil war")


def _raw(task: Task, *, is_synced: bool = False) -> Measure:
    """Oxigraph itself, without a log of its own, a catalogue or evidence that it is whole."""
    found = Measure()
    store = ox.Store(task.folder)
    found.load = _seconds(partial(store.bulk_load, path=task.file, format=ox.RdfFormat.N_QUADS))
    found.load_memory_mb = peak_memory_mb()
    store.flush()
    found.disk_mb = _disk_mb(task.folder)

    def add(quads: Sequence[ox.Quad]) -> None:
        store.extend(quads)
        if is_synced:
            _sync(task.folder)

    def remove(name: str) -> None:
        store.remove_graph(ox.NamedNode(name))
        if is_synced:
            _sync(task.folder)

    parsed = [list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS)) for _, nquads in task.articles]
    found.add = median([_seconds(partial(add, each)) for each in parsed])
    found.remove = median([_seconds(partial(remove, name)) for name, _ in task.articles])
    if not is_synced:
        ask = partial(store.query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        found.questions = {
            name: _repeated(lambda text=text: [tuple(row) for row in ask(text)], task.repeats)
            for name, text in task.questions.items()
        }
        found.main = [_asked(lambda text=text: sum(1 for _ in ask(text))) for text in task.main]
    return found


def _raw_synced(task: Task) -> Measure:
    return _raw(task, is_synced=True)


def _sync(folder: str) -> None:
    for path in Path(folder).glob("*.log"):
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _oxrdflib(task: Task) -> Measure:
    """An rdflib Dataset over Oxigraph on disk."""
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    store = ox.Store(task.folder)
    dataset = Dataset(store=OxigraphStore(store=store), default_union=True)
    return _rdflib_like(dataset, task)


def _rdflib(task: Task) -> Measure:
    """An rdflib Dataset in memory, and rdflib's own evaluator."""
    from rdflib import Dataset

    return _rdflib_like(Dataset(default_union=True), task)


def _rdflib_like(dataset: object, task: Task) -> Measure:
    from rdflib import URIRef

    found = Measure()
    found.load = _seconds(partial(dataset.parse, task.file, format="nquads"))  # type: ignore[attr-defined]
    found.load_memory_mb = peak_memory_mb()
    found.disk_mb = _disk_mb(task.folder)
    found.add = median(
        [_seconds(partial(dataset.parse, data=nquads, format="nquads")) for _, nquads in task.articles]  # type: ignore[attr-defined]
    )
    found.remove = median([_seconds(partial(dataset.remove_graph, URIRef(name))) for name, _ in task.articles])  # type: ignore[attr-defined]
    for name, text in task.questions.items():
        taken = _in_time(lambda text=text: list(dataset.query(text, initNs=dict(PREFIXES))), task.repeats)  # type: ignore[attr-defined]
        if taken is not None:
            found.questions[name] = taken
    return found


def _in_time(run: Callable[[], object], repeats: int) -> float | None:
    """The median; none when one takes too long."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(_PATIENCE_S)
    try:
        return _repeated(run, repeats)
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)


def _new_items(size: int, adds: int) -> Iterator[Item]:
    corpus = Corpus()
    return (corpus.item(number) for number in islice(count(size), adds))


def _singles(size: int, adds: int) -> Iterator[tuple[str, bytes]]:
    for record, quads in _new_items(size, adds):
        yield GRAPH_ARTICLE + record.id, to_nquads(quads, GRAPH_ARTICLE + record.id)


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, _BATCH)):
        yield batch


def _disk_mb(folder: str) -> float:
    seen = {(found.st_dev, found.st_ino): found.st_blocks * 512 for found in map(os.stat, Path(folder).rglob("*"))}
    return sum(seen.values()) / 2**20


def _asked(ask: Callable[[], int]) -> tuple[float, int]:
    """The time of a question that is asked again, and how many rows it has; nothing for one that cannot be asked."""
    try:
        rows = ask()
    except DiplographError:
        return 0.0, 0
    return _seconds(ask), rows


def _repeated(run: Callable[[], object], repeats: int) -> float:
    """The median, of fewer times when it takes long."""
    times: list[float] = []
    while len(times) < repeats and sum(times) < _PATIENCE_S / 2:
        times.append(_seconds(run))
    return median(times)


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def table(size: int, found: dict[str, Measure]) -> list[str]:
    """The figures of one size as a table in Markdown, each with its ratio to the raw engine's."""
    rows = [
        _row("load, s", found, lambda each: each.load),
        _row("… memory of the process, MB", found, lambda each: each.load_memory_mb),
        _row("… on disk, MB", found, lambda each: each.disk_mb),
        _row("add one article, ms", found, lambda each: each.add * 1000),
        _row("remove one article, ms", found, lambda each: each.remove * 1000),
    ]
    names = list(found["diplograph"].questions)
    rows += [_row(f"{name}, ms", found, lambda each, name=name: each.questions.get(name, 0) * 1000) for name in names]
    rows += [
        _row("main questions, half within, ms", found, lambda each: _share(each, 50)),
        _row("main questions, 99 of 100 within, ms", found, lambda each: _share(each, 99)),
        _row("main questions with 5 to 15 rows, median, ms", found, _few),
    ]
    head = [f"| {size:,} quads | {' | '.join(found)} |", f"|---|{'---:|' * len(found)}"]
    return [*head, *rows, _means(found, names)]


def _row(title: str, found: dict[str, Measure], figure: Callable[[Measure], float]) -> str:
    base = figure(found["raw"])
    values = [figure(each) for each in found.values()]
    cells = [
        f"{value:.1f} ({value / base:.2f} ×)" if value and base else f"{value:.1f}" if value else "–"
        for value in values
    ]
    return f"| {title} | {' | '.join(cells)} |"


def _share(measure: Measure, percent: int) -> float:
    times = [taken for taken, _ in measure.main if taken]
    return quantiles(times, n=100)[percent - 1] * 1000 if len(times) > 1 else 0.0


def _few(measure: Measure) -> float:
    times = [taken for taken, rows in measure.main if rows in _FEW_ROWS]
    return median(times) * 1000 if times else 0.0


def _means(found: dict[str, Measure], names: Sequence[str]) -> str:
    """How much longer the questions take than in diplograph, in the geometric mean of those that were answered."""
    cells = []
    for each in found.values():
        ratios = [
            each.questions[name] / found["diplograph"].questions[name] for name in names if each.questions.get(name)
        ]
        cells.append(f"{exp(sum(map(log, ratios)) / len(ratios)):.2f} × ({len(ratios)})" if ratios else "–")
    return f"| questions against diplograph's, geometric mean (answered) | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
