"""The benchmarks' modules, and an invented corpus."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from corpus import Corpus


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return Corpus()
