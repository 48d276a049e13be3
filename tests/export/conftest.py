"""A store with the small register, the ontology, an article and its inferences."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from handmade import item_of, karabakh_extraction, small_register

from diplograph.graph import register_quads
from diplograph.model import Quad
from diplograph.reasoning import infer
from diplograph.store import Store, open_store
from diplograph.vocab import GRAPH_ONTOLOGY, GRAPH_REGISTER


@pytest.fixture
def store(ontology_statements: Sequence[Quad]) -> Iterator[Store]:
    with open_store("memory:") as opened:
        opened.replace_graph(GRAPH_ONTOLOGY, ontology_statements)
        opened.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        opened.add_article(*item_of(karabakh_extraction()))
        infer(opened)
        yield opened
