"""What it costs to keep the graph behind a SPARQL endpoint, beside the embedded store, in one run.

    python benchmarks/remote.py [--quads N] [--repeats N] [--servers oxigraph virtuoso] [--timeout-s S]
        [--json FILE]

The embedded store, in a directory, takes the ontology, the register, invented articles and all that the rules conclude.
The same graphs go to each server, which runs on this machine with its data on disk. Then single articles are added and
looked up, and the saved questions are asked: first on every store once, which compares the answers, then the median of
several times. Virtuoso has 64,000 buffers of 8 kB and cuts no answer short.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import count
from math import exp, log
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from corpus import SEED, Corpus, Item, background_quads
from machine import describe_machine
from sparql_servers import OxigraphServer, SparqlServer, VirtuosoServer

from diplograph.api import KnowledgeGraph
from diplograph.config import STORE_PASSWORD_VARIABLE, STORE_TIMEOUT_VARIABLE, STORE_USER_VARIABLE
from diplograph.errors import DiplographError
from diplograph.reasoning import infer
from diplograph.store import Solutions, Store, Term, open_store
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_ONTOLOGY, GRAPH_REGISTER

QUESTIONS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("who-mediates", {"conflict": "Nagorno-Karabakh"}),
    ("who-backs-whom", {"backed": "Azerbaijan"}),
    ("who-meets-where", {"place": "Moscow"}),
    ("claims-by-speaker", {"speaker": "Russia"}),
    ("timeline-of-actor", {"actor": "Armenia"}),
    ("treaties-and-obligations", {"party": "Armenia"}),
    ("what-changed-since", {"since": "2025-12-01"}),
    ("what-is-contradicted", {"actor": "Turkey"}),
    ("who-attacks-whom", {"actor": "Somalia"}),
    ("who-holds-office", {"of": "Armenia"}),
    ("who-says-what-to-whom", {"source": "Kenya"}),
)
EMBEDDED: Final = "embedded"
SERVERS: Final[dict[str, Callable[[Path], SparqlServer]]] = {
    "oxigraph": OxigraphServer,
    "virtuoso": lambda folder: VirtuosoServer(folder, buffers=64_000),
}
_SLOW_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures of one store; times in seconds.

    Attributes:
        load: adding all articles.
        add: median of adding one article.
        find: median of looking one up by its id.
        questions: median of each saved question, by name.
        different: questions whose answers are not those of the embedded store.
        failed: questions that the store does not answer in time, or at all.
    """

    load: float
    add: float
    find: float
    questions: dict[str, float]
    different: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What a store behind an endpoint costs, beside the embedded one.")
    parser.add_argument("--quads", type=int, default=100_000, help="size of the articles [100000]")
    parser.add_argument("--repeats", type=int, default=9, help="times that each question is asked [9]")
    parser.add_argument("--servers", nargs="+", choices=list(SERVERS), default=list(SERVERS))
    parser.add_argument("--timeout-s", type=float, default=20, help="how long a question is waited for [20]")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    given = parser.parse_args()
    print(f"{describe_machine()}; invented articles, seed {SEED}\n", flush=True)
    quads, found = measure(given.quads, given.repeats, given.servers, given.timeout_s)
    print("\n".join(table(quads, found)))
    if given.json:
        figures = {"quads": quads, "stores": {name: asdict(each) for name, each in found.items()}}
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measure(size: int, repeats: int, servers: Sequence[str], timeout_s: float = 20) -> tuple[int, dict[str, Measure]]:
    """The number of quads of the articles, and the figures of each store by name."""
    items = list(Corpus().items(quads=size))
    singles = (Corpus().item(number) for number in count(len(items) + 1_000_000))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        store = stack.enter_context(open_store(str(folder / "store")))
        for name in (GRAPH_ONTOLOGY, GRAPH_REGISTER):
            store.replace_graph(name, [quad for quad in background_quads() if quad.graph_name.value == name])
        load = _timed(lambda: store.add_articles(items))
        infer(store)
        others = _others(store)
        texts = _texts(store)
        answers = {name: _answer(store, text) for name, text in texts.items()}
        found = {EMBEDDED: _measure(store, load, texts, (items, singles), repeats)}
        for name in servers:
            with _serving(SERVERS[name], folder / name) as server, open_store(server.address) as remote:
                for graph, quads in others.items():
                    remote.replace_graph(graph, quads)
                load = _timed(lambda: remote.add_articles(items))
                os.environ[STORE_TIMEOUT_VARIABLE] = str(timeout_s)
                answered = {each: _fresh_answer(server, text, timeout_s) for each, text in texts.items()}
                del os.environ[STORE_TIMEOUT_VARIABLE]
                failed = tuple(each for each, answer in answered.items() if answer is None)
                different = tuple(each for each in texts if each not in failed and answered[each] != answers[each])
                asked = {each: text for each, text in texts.items() if each not in failed}
                taken = _measure(remote, load, asked, (items, singles), repeats)
                found[name] = replace(taken, different=different, failed=failed)
        return sum(len(quads) for _, quads in items), found


@contextmanager
def _serving(make: Callable[[Path], SparqlServer], folder: Path) -> Iterator[SparqlServer]:
    folder.mkdir()
    with make(folder) as server:
        if server.user and server.password:
            os.environ.update({STORE_USER_VARIABLE: server.user, STORE_PASSWORD_VARIABLE: server.password})
        yield server


def _others(store: Store) -> dict[str, list[object]]:
    graphs: dict[str, list[object]] = {}
    for quad in store.quads():
        if not quad.graph_name.value.startswith(GRAPH_ARTICLE):
            graphs.setdefault(quad.graph_name.value, []).append(quad)
    return graphs


def _texts(store: Store) -> dict[str, str]:
    """The questions as they are sent, their names resolved."""
    graph = KnowledgeGraph(store, is_read_only=True)
    return {name: graph.ask(name, **values).sparql for name, values in QUESTIONS}


def _fresh_answer(server: SparqlServer, text: str, timeout_s: float) -> list[str] | None:
    """An answer; a server that gives none in time is started anew, since it may still be at it."""
    start = time.perf_counter()
    with open_store(server.address, read_only=True) as store:
        found = _answer(store, text)
    if found is None and time.perf_counter() - start > timeout_s:
        server.kill()
        server.start()
    return found


def _answer(store: Store, text: str) -> list[str] | None:
    try:
        found = store.query(text)
    except DiplographError as error:
        print(f"{text[:60].splitlines()[0]} … {error.message[:160]}\n", flush=True)
        return None
    assert isinstance(found, Solutions)
    return sorted(" | ".join(map(_shown, row)) for row in found.rows)


def _shown(term: Term | None) -> str:
    """A value without the order in which a server joins texts, or their language."""
    return " ".join(sorted(term.value.replace(";", " ").split())) if term else ""


def _measure(
    store: Store, load: float, texts: dict[str, str], articles: tuple[list[Item], Iterator[Item]], repeats: int
) -> Measure:
    items, singles = articles
    add = median(_timed(lambda: store.add_article(*next(singles))) for _ in range(repeats))
    find = median(_timed(lambda number=number: store.find_article(items[number][0].id)) for number in range(repeats))
    return Measure(load, add, find, {name: _repeated(store, text, repeats) for name, text in texts.items()})


def _repeated(store: Store, text: str, repeats: int) -> float:
    """The median, of fewer times when a question takes long."""
    times: list[float] = []
    while len(times) < repeats and sum(times) < _SLOW_S:
        times.append(_timed(lambda: store.query(text)))
    return median(times)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def table(quads: int, found: dict[str, Measure]) -> list[str]:
    """The figures in Markdown, each with its ratio to the embedded store."""
    first = found[EMBEDDED]
    rows = [
        f"| {quads} quads | {' | '.join(found)} |",
        f"|---|{'---:|' * len(found)}",
        _row("load, quads/s", [quads / each.load for each in found.values()], "{:.0f}"),
        _row("add one article, ms", [each.add * 1000 for each in found.values()], "{:.1f}"),
        _row("find one article, ms", [each.find * 1000 for each in found.values()], "{:.1f}"),
    ]
    rows += [
        _row(f"{name}, ms", [each.questions.get(name, 0.0) * 1000 for each in found.values()], "{:.1f}")
        for name in first.questions
    ]
    means = [
        _mean([taken / first.questions[name] for name, taken in each.questions.items()]) for each in found.values()
    ]
    rows.append(f"| questions, geometric mean of the ratios | {' | '.join(f'{mean:.1f} ×' for mean in means)} |")
    for title, names in (("other answers", "different"), ("no answer", "failed")):
        listed = [", ".join(getattr(each, names)) or "–" for each in found.values()]
        rows.append(f"| {title} | {' | '.join(listed)} |")
    return rows


def _row(name: str, values: Sequence[float], form: str) -> str:
    cells = [f"{form.format(value)} ({value / values[0]:.2f} ×)" if value else "–" for value in values]
    return f"| {name} | {' | '.join(cells)} |"


def _mean(ratios: Sequence[float]) -> float:
    return exp(sum(map(log, ratios)) / len(ratios))


if __name__ == "__main__":
    main()
