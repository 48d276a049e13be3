"""How long entailment takes, beside a raw load of the same statements and beside other engines.

    python benchmarks/entailment.py FILE.nq … [--owlrl]

A FILE.nq is any store's graphs, such as `diplograph export --to nquads` writes. Each engine runs in a process of its
own, all in turn and several rounds, so that a busy machine slows all alike; the least CPU time counts. `reasonable`
takes part where it is installed; `owlrl` on request, as it takes minutes for ten thousand statements. Both are given
the ontology's axioms with the statements, and their CPU time is that of the closure alone.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

from diplograph.model import Quad
from diplograph.reasoning import entail
from diplograph.reasoning.entailment import ontology_axioms
from diplograph.reasoning.merging import merge_triples, ontology_triples
from diplograph.store import read_rdf

Measure = tuple[float, int]
"""CPU seconds, and the number of triples entailed; the raw load entails none."""


def raw_load(path: Path) -> Measure:
    """Pyoxigraph's bulk load of the file into memory."""
    import pyoxigraph

    store, start = pyoxigraph.Store(), time.process_time()
    store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
    return time.process_time() - start, 0


def own(path: Path) -> Measure:
    """This package's entailment, from quads in memory."""
    quads = _read(path)
    ontology_axioms()
    start = time.process_time()
    entailed = entail(quads)
    return time.process_time() - start, len(entailed.triples)


def reasonable(path: Path) -> Measure:
    """The closure by `reasonable`, a program in Rust without property chains."""
    from rdflib import Graph
    from reasonable import PyReasoner

    reasoner = PyReasoner()
    reasoner.from_graph(Graph().parse(data=_document(path), format="nt"))
    start = time.process_time()
    closed = reasoner.reason()
    return time.process_time() - start, len(closed)


def owlrl(path: Path) -> Measure:
    """The closure by `owlrl`, which follows the W3C's rules to the letter."""
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph

    graph = Graph().parse(data=_document(path), format="nt")
    before, start = len(graph), time.process_time()
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return time.process_time() - start, len(graph) - before


def _read(path: Path) -> list[Quad]:
    return list(read_rdf(path.read_bytes(), file_format="nq"))


def _document(path: Path) -> str:
    return "\n".join([*ontology_triples(), *merge_triples(_read(path)), ""])


def measure(path: Path, engines: Mapping[str, Callable[[Path], Measure]], rounds: int) -> Iterator[tuple[str, Measure]]:
    """The best of some rounds for each engine."""
    found: dict[str, list[Measure]] = {name: [] for name in engines}
    for _ in range(rounds):
        for name, engine in engines.items():
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                found[name].append(pool.submit(engine, path).result())
    yield from ((name, min(measures)) for name, measures in found.items())


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.nq")
    parser.add_argument("--owlrl", action="store_true", help="let owlrl take part")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    engines: dict[str, Callable[[Path], Measure]] = {"raw load": raw_load, "entail": own}
    engines |= {"reasonable": reasonable} if find_spec("reasonable") else {}
    engines |= {"owlrl": owlrl} if given.owlrl else {}
    for path in given.files:
        print(f"{path.name}, {len(_read(path)):,} statements")
        measures = dict(measure(path, engines, given.rounds))
        for name, (seconds, count) in measures.items():
            times = seconds / measures["entail"][0]
            print(f"  {name:<12} {seconds:8.2f} s  {times:8.2f} of entail  {count:9,} entailed")


if __name__ == "__main__":
    main()
