"""The command line run in this process, on a store that the demo made or on a small one."""

from pathlib import Path

import pytest
from handmade import item_of, karabakh_extraction, small_register
from shells import Shell

from diplograph.graph import ontology_quads, register_quads
from diplograph.reasoning import infer
from diplograph.store import open_store
from diplograph.vocab import GRAPH_ONTOLOGY, GRAPH_REGISTER


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPLOGRAPH_STORE", raising=False)
    monkeypatch.delenv("DIPLOGRAPH_TRACEBACK", raising=False)
    monkeypatch.delenv("DIPLOGRAPH_READER", raising=False)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Commands without a store of their own."""
    return Shell(capsys)


@pytest.fixture
def demo(capsys: pytest.CaptureFixture[str], demo_store: Path) -> Shell:
    """Commands on the demo's store."""
    return Shell(capsys, demo_store)


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one article and a register of a few rows, for reading; it is written out in no time."""
    place = tmp_path_factory.mktemp("small") / "small.store"
    with open_store(str(place)) as store:
        store.replace_graph(GRAPH_ONTOLOGY, ontology_quads())
        store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        store.add_article(*item_of(karabakh_extraction()))
        infer(store)
    return place


@pytest.fixture
def small(capsys: pytest.CaptureFixture[str], small_store: Path) -> Shell:
    """Commands on the small store."""
    return Shell(capsys, small_store)
