"""How much faster several processes read articles into a store than one, in one run.

    python benchmarks/scale.py [TEXTS.jsonl] [--articles N] [--words N] [--rounds N] [--gated] [--json FILE]

TEXTS.jsonl has one `{"text": …}` a line; without it, articles are put together from the invented passages. Each way
reads a quarter of them, and then all, into a fresh store on disk, in a process of its own, in turn and for several
rounds; the best round counts. *Articles a second* is of the three quarters that make the difference, which leaves out
what every process pays once (loading the parser takes seconds); the whole is what somebody at the command line waits
for. *Reading alone* is two processes that share the texts and nothing else: what the machine gives. The graphs must be
the same to the byte, that of a cluster included one of whose two workers is killed in the middle.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from machine import describe_machine

_SEED: Final = 20
_PASSAGES: Final = Path(__file__).parent / "passages" / "invented"
ONE, TWO, CLUSTER, KILLED, SHARED = (
    "one process", "two processes", "cluster of two", "… one of them killed", "reading alone, shared out",
)  # fmt: skip
WAYS: Final = (ONE, TWO, CLUSTER, KILLED, SHARED)


@dataclass(frozen=True, slots=True)
class Measure:
    """One run of one way.

    Attributes:
        articles: how many were read.
        whole: seconds until the last report, the start of processes included.
        quarter: the same for a quarter of the articles.
        writing: seconds that the process that writes computed.
        digest: of the articles' graphs in N-Quads; empty where none is written.
    """

    articles: int
    whole: float
    quarter: float
    writing: float
    digest: str

    @property
    def rate(self) -> float:
        """Articles a second, starts left out."""
        return (self.articles - self.articles // 4) / (self.whole - self.quarter)


def main() -> int:
    """Measure and print; 1 when graphs differ."""
    parser = argparse.ArgumentParser(description="How much faster several processes read articles than one.")
    parser.add_argument("texts", nargs="?", type=Path, metavar="TEXTS.jsonl")
    parser.add_argument("--articles", type=int, default=320)
    parser.add_argument("--words", type=int, default=150, help="least words of an invented article [150]")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--gated", action="store_true", help="parse only sentences that can hold a relation")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    given = parser.parse_args()
    texts = _read(given.texts, given.articles) if given.texts else _invent(given.articles, given.words)
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words} words; {describe_machine()}; best of {given.rounds} rounds\n", flush=True)
    runs: dict[str, list[Measure]] = {way: [] for way in WAYS}
    for _ in range(given.rounds):
        for way in WAYS:
            runs[way].append(_run(way, texts, is_gated=given.gated))
    best = {way: max(found, key=lambda each: each.rate) for way, found in runs.items()}
    print(*_table(best), sep="\n")
    if given.json:
        given.json.write_text(json.dumps({way: asdict(found) for way, found in best.items()}, indent=1) + "\n")
    digests = {each.digest for found in runs.values() for each in found if each.digest}
    print(f"\nthe graphs {'are the same' if len(digests) == 1 else 'DIFFER'}")
    return int(len(digests) != 1)


def _read(path: Path, count: int) -> list[str]:
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    random.Random(_SEED).shuffle(texts)
    return texts[:count]


def _invent(count: int, words: int) -> list[str]:
    """Articles of several passages each."""
    lines = [line for path in sorted(_PASSAGES.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    passages = [json.loads(line)["text"] for line in lines]
    chance = random.Random(_SEED)
    return [_article(chance, passages, words) for _ in range(count)]


def _article(chance: random.Random, passages: Sequence[str], words: int) -> str:
    chosen: list[str] = []
    while sum(len(each.split()) for each in chosen) < words:
        chosen.append(chance.choice(passages))
    return "\n\n".join(chosen)


def _run(way: str, texts: Sequence[str], *, is_gated: bool) -> Measure:
    quarter, *_ = _time(way, texts[: len(texts) // 4], is_gated=is_gated)
    whole, writing, digest = _time(way, texts, is_gated=is_gated)
    return Measure(len(texts), whole, quarter, writing, digest)


def _time(way: str, texts: Sequence[str], *, is_gated: bool) -> tuple[float, float, str]:
    """Seconds until the last report, seconds that the writer computed, and the digest of what it wrote."""
    if way == SHARED:
        return _share(texts, is_gated=is_gated), 0.0, ""
    with _cluster(is_wanted=way in {CLUSTER, KILLED}) as (address, kill), _alone() as pool:
        extra = {"cluster": address} if address else {"jobs": 2 if way == TWO else 1}
        future = pool.submit(_measure, texts, is_gated=is_gated, **extra)
        if way == KILLED:
            kill()
        return future.result()


def _alone() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"))


@contextmanager
def _cluster(*, is_wanted: bool) -> Iterator[tuple[str | None, Callable[[], None]]]:
    """The address of a cluster of two, and what kills one of its workers once it reads."""
    if not is_wanted:
        yield None, lambda: None
        return
    import dask
    from distributed import LocalCluster

    settings = {"distributed.deploy.lost-worker-timeout": "5 minutes"}
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
        ) as cluster,
    ):
        yield cluster.scheduler_address, partial(_kill, cluster)


def _kill(cluster: Any) -> None:
    while not any(state.nbytes > 0 for state in cluster.scheduler.workers.values()):
        time.sleep(0.1)
    time.sleep(1)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)


def _measure(texts: Sequence[str], *, is_gated: bool, **crew: Any) -> tuple[float, float, str]:
    import diplograph
    from diplograph.sources import make_article
    from diplograph.store import nquads_lines
    from diplograph.vocab import GRAPH_ARTICLE

    articles = [make_article(text, "2021-05-03", f"Outlet {number % 7}") for number, text in enumerate(texts)]
    with TemporaryDirectory() as folder:
        graph = diplograph.open(f"{folder}/a.store")
        start, used = time.perf_counter(), time.process_time()
        assert sum(1 for _ in graph.add_articles(articles, is_gated=is_gated, **crew)) == len(texts)
        whole, writing = time.perf_counter() - start, time.process_time() - used
        digest = hashlib.sha256()
        for record in graph.store.articles():
            digest.update("\n".join(nquads_lines(graph.store.quads(GRAPH_ARTICLE + record.id))).encode())
        graph.store.close()
    return whole, writing, digest.hexdigest()


def _share(texts: Sequence[str], *, is_gated: bool) -> float:
    """Two processes, each with every second text."""
    start = time.perf_counter()
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        halves = [pool.submit(_read_only, texts[number::2], is_gated=is_gated) for number in range(2)]
        assert sum(half.result() for half in halves) == len(texts)
    return time.perf_counter() - start


def _read_only(texts: Sequence[str], *, is_gated: bool) -> int:
    from diplograph.batches import read_all
    from diplograph.extraction.triggers import RELATIONS
    from diplograph.sources import make_article

    articles = [make_article(text, "2021-05-03") for text in texts]
    return sum(1 for _ in read_all(articles, gate=RELATIONS if is_gated else None))


def _table(best: dict[str, Measure]) -> Iterator[str]:
    yield f"| {'':26} | articles/s | times one process | whole | times one process | writer's work |"
    yield f"|{'-' * 28}|---:|---:|---:|---:|---:|"
    one = best[ONE]
    for way, found in best.items():
        writing = f"{found.writing:.1f} s" if found.digest else ""
        yield (
            f"| {way:26} | {found.rate:.2f} | {found.rate / one.rate:.2f} | {found.whole:.1f} s "
            f"| {one.whole / found.whole:.2f} | {writing} |"
        )


if __name__ == "__main__":
    sys.exit(main())
