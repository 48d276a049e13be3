"""How long an export for Protégé takes, how much memory, and whether the file opens well.

    python benchmarks/protege_export.py FOLDER [--quads N] [--limit N]

Makes a store of invented articles in FOLDER, unless it is there, and exports a slice beside it. With 100,000 quads and
more there are enough claims for 5,000 individuals. Exit code 1 when something in the file would trouble Protégé.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path

from protege_file import find_faults

import diplograph


def main() -> None:
    """Make the store, export in a process of its own, and look at the file."""
    parser = argparse.ArgumentParser(description="An export for Protégé, measured and looked through.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quads", type=int, default=100_000)
    parser.add_argument("--limit", type=int, default=5_000)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    store, file = given.folder / f"{given.quads}.store", given.folder / "talks.ttl"
    if given.alone:
        _export(store, file, given.limit)
        return
    if not store.exists():
        _fill(store, given.quads)
    subprocess.run([sys.executable, __file__, *sys.argv[1:], "--alone"], check=True)
    faults = find_faults(file)
    print("\n".join(faults[:20]) or "nothing in the file would trouble Protégé")
    sys.exit(1 if faults else 0)


def _fill(store: Path, quads: int) -> None:
    from corpus import Corpus

    from diplograph.api.background import load_background

    store.parent.mkdir(parents=True, exist_ok=True)
    with diplograph.open(store) as graph:
        load_background(graph.store)
        print(f"{graph.store.add_articles(Corpus().items(quads=quads))} articles invented")


def _export(store: Path, file: Path, limit: int) -> None:
    with diplograph.open(store, read_only=True) as graph:
        before, start = time.perf_counter(), time.process_time()
        done = graph.export(file, limit=limit)
        seconds, cpu = time.perf_counter() - before, time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{done.individual_count} individuals, {done.claim_count} claims, {done.claims_left_out} left out")
    print(f"{seconds:.1f} s, {cpu:.1f} s of a processor, {memory:.0f} MB at the peak")


if __name__ == "__main__":
    main()
