"""A store of invented articles, and a server on it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from corpus import Corpus
from served import Served, write_store


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
