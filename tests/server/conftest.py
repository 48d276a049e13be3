"""A store of invented articles, and a server on it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from corpus import Corpus
from served import Served

from diplograph.model import Iri, Quad
from diplograph.store import open_store
from diplograph.vocab import RDF

DOCUMENT = "http://xmlns.com/foaf/0.1/Document"
GRAPHS = [f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in range(1, 4)]


def write_store(path: Path, *, quads: int = 0) -> None:
    """A store with the graphs of the W3C's protocol tests, and articles."""
    with open_store(str(path)) as store:
        for name in GRAPHS:
            store.replace_graph(name, [Quad(Iri(name), Iri(RDF.type), Iri(DOCUMENT), Iri(name))])
        if quads:
            store.add_articles(Corpus().items(quads=quads))


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "talks.store"
    write_store(path, quads=4000)
    return path


@pytest.fixture(scope="session")
def served(store_path: Path) -> Iterator[Served]:
    server = Served(store_path, "--workers", "2")
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return Corpus()


__all__ = ["islice"]
