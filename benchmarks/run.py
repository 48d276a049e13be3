"""Run all benchmarks, or some, and write what they print to a page.

    python benchmarks/run.py [NAME …] [--store FOLDER] [--page docs/benchmarks.md]

Each section of the page is the output of one command, with the day and the machine; sections that are not run again
stay. Those that need a store are given one of a million quads of invented articles, made in FOLDER unless it is there.
Nothing else should run on the machine meanwhile.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from corpus import Corpus, background_quads
from machine import describe_machine

from diplograph.reasoning import infer
from diplograph.store import open_store, to_nquads
from diplograph.vocab import GRAPH_ONTOLOGY, GRAPH_REGISTER

HERE: Final = Path(__file__).parent
STORE: Final = "STORE"
_STORE_QUADS: Final = 1_000_000
_INTRODUCTION: Final = """<!-- Written by benchmarks/run.py; do not edit. -->
# Benchmarks

What `python benchmarks/run.py` measured. Figures of different machines or days are not comparable; ratios within one
section are. What the commands do is told in [benchmarks/README.md](../benchmarks/README.md).
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A section: its title, and the command with its arguments."""

    title: str
    arguments: tuple[str, ...]


RUNS: Final = {
    "stores": Run("The store beside other engines", ("stores.py", "--quads", "10000", "100000", "1000000")),
    "stores-large": Run("The store at five million quads", ("stores.py", "--quads", "5000000", "--adds", "100")),
    "remote": Run("The store beside servers", ("remote.py", "--quads", "100000")),
    "remote-large": Run(
        "The store beside Virtuoso", ("remote.py", "--quads", "1000000", "--servers", "virtuoso", "--repeats", "5")
    ),
    "inference": Run("What the rules cost", ("inference.py", "--quads", "10000", "100000", "1000000")),
    "boundary": Run("What asking in a worker costs", ("boundary.py", STORE)),
    "cold": Run("From a cold start", ("cold.py", STORE)),
    "runaway": Run("Queries that never end", ("runaway.py", STORE)),
    "faults": Run("Killed writers, a full disk, damage", ("faults.py", "--kills", "100")),
    "server": Run("Requests a second", ("server.py", "benchmark.servers", "--rdflib-endpoint", "rdflib-endpoint")),
    "scale": Run("Two processes reading", ("scale.py", "--articles", "320")),
    "copies": Run("Copies of articles", ("copies.py",)),
}


def main() -> None:
    """Run and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[[], *RUNS], metavar="NAME", help=f"of {', '.join(RUNS)}")
    parser.add_argument("--store", type=Path, default=Path("benchmark.store"), help="[benchmark.store]")
    parser.add_argument("--page", type=Path, default=HERE.parent / "docs" / "benchmarks.md")
    given = parser.parse_args()
    for name in given.names or RUNS:
        run = RUNS[name]
        if STORE in run.arguments:
            make_store(given.store)
        print(f"{name} …", flush=True)
        output = run_command([str(given.store) if each == STORE else each for each in run.arguments])
        page = given.page.read_text(encoding="utf-8") if given.page.exists() else _INTRODUCTION
        given.page.write_text(with_section(page, section(run, output)), encoding="utf-8")


def make_store(place: Path) -> None:
    """A store with ontology, register, invented articles and all that the rules conclude, unless it is there."""
    if place.exists():
        return
    with open_store(str(place)) as store:
        for name in (GRAPH_ONTOLOGY, GRAPH_REGISTER):
            quads = [quad for quad in background_quads() if quad.graph_name.value == name]
            store.load_graph(name, to_nquads(quads, name))
        items = Corpus().items(quads=_STORE_QUADS)
        while batch := list(islice(items, 1_000)):
            store.add_articles(batch)
        infer(store)


def run_command(arguments: Sequence[str]) -> str:
    """What one of the scripts prints."""
    done = subprocess.run(
        [sys.executable, str(HERE / arguments[0]), *arguments[1:]], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{arguments[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def section(run: Run, output: str) -> str:
    """A section of the page; what is no table in Markdown stands as it was printed."""
    shown = output if "|---" in output or "| ---" in output else f"```text\n{output}\n```"
    day = datetime.now(tz=UTC).date().isoformat()
    return f"## {run.title}\n\n`python benchmarks/{' '.join(run.arguments)}`, {day}, {describe_machine()}\n\n{shown}\n"


def with_section(page: str, added: str) -> str:
    """The page with a section put in, in the place of the one of the same title or at the end."""
    head = added.partition("\n")[0]
    old = re.compile(rf"^{re.escape(head)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if old.search(page):
        return old.sub(lambda _: f"{added}\n", page).rstrip() + "\n"
    return f"{page.rstrip()}\n\n{added}"


if __name__ == "__main__":
    main()
