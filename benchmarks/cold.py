"""How long a question takes from a cold start: `diplograph ask` beside a bare process that asks the engine.

    python benchmarks/cold.py STORE [--rounds 15] [QUESTION NAME=VALUE …]

The bare process imports pyoxigraph alone, opens the store's newest snapshot and runs the same SPARQL, values bound.
Both print the rows. The two take turns, and the medians are compared.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from machine import describe_machine

from diplograph.api import open_graph
from diplograph.store.layout import Layout
from diplograph.store.snapshots import Snapshots
from diplograph.vocab import PREFIXES

BARE: Final = """
import sys, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
for row in store.query(open(sys.argv[2]).read(), use_default_graph_as_union=True):
    print(*("" if term is None else term.value for term in row), sep="\\t")
"""
MAIN: Final = "from diplograph.cli import main; main()"


def main() -> None:
    """Measure one question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("question", nargs="?", default="who-mediates")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    values = dict(each.split("=", 1) for each in options.values)
    with open_graph(options.store, create=False, read_only=True) as graph:
        sparql = graph.bind(options.question, **values).sparql
    snapshot = Snapshots(Layout(Path(options.store))).acquire()
    with TemporaryDirectory() as folder:
        text = Path(folder) / "query.rq"
        text.write_text("".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + sparql)
        words = [word for name, value in values.items() for word in (f"--{name}", value)]
        bare = [sys.executable, "-c", BARE, str(snapshot.path), str(text)]
        ask = ["-c", MAIN, "--store", options.store, "ask", options.question, *words, "--format", "tsv"]
        times: dict[str, list[float]] = {"bare": [], "ask": []}
        for _ in range(options.rounds + 1):
            times["bare"].append(_time(bare))
            times["ask"].append(_time([sys.executable, *ask]))
    middle = {name: median(each[1:]) * 1000 for name, each in times.items()}
    print(describe_machine())
    print(
        f"{options.question} {' '.join(options.values)}: bare {middle['bare']:.0f} ms, diplograph ask"
        f" {middle['ask']:.0f} ms, {middle['ask'] / middle['bare']:.2f} ×"
    )


def _time(command: list[str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=environment)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
