"""A store with the small register and the ontology."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from handmade import small_register

from diplograph.graph import register_quads
from diplograph.model import Quad
from diplograph.store import Store, open_store
from diplograph.vocab import GRAPH_ONTOLOGY, GRAPH_REGISTER


@pytest.fixture
def store(ontology_statements: Sequence[Quad]) -> Iterator[Store]:
    with open_store("memory:") as opened:
        opened.replace_graph(GRAPH_ONTOLOGY, ontology_statements)
        opened.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        yield opened
