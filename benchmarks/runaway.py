"""How queries that never end are stopped: how late, with how much memory, and how soon others are answered again.

    python benchmarks/runaway.py STORE [--timeout 2] [--limit-rows 100000] [--memory 256] [--rounds 3]

Each query goes to a worker over the store's newest snapshot, as the command line and the server have it, and through
`diplograph serve`. The worst of several rounds is printed: how long after the time limit the answer came, which limit
it names, the most memory of all workers together, and how long the next question took, whose worker may have to start
first.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from machine import describe_machine

from diplograph.config import QUERY_ANSWERER
from diplograph.errors import LimitError
from diplograph.isolation import Crew, Limits
from diplograph.isolation.limits import MIB
from diplograph.store import open_store

QUERIES: Final = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "endless path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b . ?b (!<x:y>)* ?c }",
    "everything in order": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "all, none twice": "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f }",
    "ten million rows": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 10000000",
    "a graph of all": "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
}
SAMPLE_S: Final = 0.01


@dataclass(slots=True)
class Worst:
    """The worst of some rounds."""

    late_s: float = 0.0
    next_s: float = 0.0
    memory_mb: float = 0.0
    limits: str = ""


class Watch:
    """Looks at the memory of a process's children."""

    def __init__(self, pid: int) -> None:
        self._folder = Path(f"/proc/{pid}/task")
        self.most_mb = 0.0
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            self.most_mb = max(self.most_mb, sum(map(_memory_mb, self._children())))
            time.sleep(SAMPLE_S)

    def _children(self) -> Iterator[str]:
        try:
            for task in self._folder.iterdir():
                yield from (task / "children").read_text().split()
        except OSError:
            return


def _memory_mb(pid: str) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGESIZE") / MIB


def measure(ask: Callable[[str], str], pid: int, timeout_s: float, rounds: int) -> Iterator[tuple[str, Worst]]:
    """Ask each query.

    Args:
        ask: gives the limit that a query reached; empty when it was answered.
        pid: whose children the workers are.
    """
    watch = Watch(pid)
    for name, sparql in QUERIES.items():
        worst = Worst()
        for _ in range(rounds):
            ask("ASK {}")
            watch.most_mb = 0.0
            begun = time.perf_counter()
            worst.limits = ask(sparql) or "none"
            taken = time.perf_counter() - begun
            begun = time.perf_counter()
            assert ask("ASK {}") == ""
            worst.next_s = max(worst.next_s, time.perf_counter() - begun)
            worst.late_s = max(worst.late_s, taken - timeout_s)
            worst.memory_mb = max(worst.memory_mb, watch.most_mb)
        yield name, worst


def _ask_http(address: str, sparql: str) -> str:
    try:
        urllib.request.urlopen(f"{address}sparql?{urlencode({'query': sparql})}").close()
    except urllib.error.HTTPError as error:
        return f"{json.load(error)['limit']} ({error.code})"
    return ""


@contextmanager
def served(options: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """`diplograph serve` with the limits; its address and process id."""
    words = [f"--timeout={options.timeout}", f"--limit-rows={options.limit_rows}", f"--memory={options.memory}"]
    main = [sys.executable, "-c", "from diplograph.cli import main; main()"]
    command = [*main, "--store", options.store, "serve", "--port", "0", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        yield process.stderr.readline().split(" at ")[-1].strip(), process.pid
        process.terminate()


def main() -> None:
    """Measure both ways."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--timeout", type=float, default=2.0)
    parser.add_argument("--limit-rows", type=int, default=100_000)
    parser.add_argument("--memory", type=int, default=256, help="MiB")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    limits = Limits(options.timeout, options.limit_rows, 256 * MIB, options.memory * MIB)
    print(describe_machine())
    print(f"limits: {options.timeout:g} s, {options.limit_rows} rows, {options.memory} MiB; worst of {options.rounds}")
    with open_store(options.store, create=False, read_only=True, crew=Crew(QUERY_ANSWERER, limits)) as store:

        def ask(sparql: str) -> str:
            try:
                store.query(sparql)
            except LimitError as error:
                return error.limit
            return ""

        _print("a worker", measure(ask, os.getpid(), options.timeout, options.rounds))
    with served(options) as (address, pid):
        _print("the server", measure(lambda text: _ask_http(address, text), pid, options.timeout, options.rounds))


def _print(way: str, found: Iterator[tuple[str, Worst]]) -> None:
    for name, worst in found:
        late = f"{worst.late_s:+.3f} s" if worst.late_s > 0 else "in time"
        print(
            f"{way:12} {name:20} stopped by {worst.limits:12} {late:>9}"
            f"  next answer {worst.next_s:.3f} s  workers' memory {worst.memory_mb:.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
