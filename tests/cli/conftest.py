"""The command line run in this process, on a store that the demo made."""

from pathlib import Path

import pytest
from shells import Shell

from diplograph.cli.run import run


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPLOGRAPH_STORE", raising=False)
    monkeypatch.delenv("DIPLOGRAPH_TRACEBACK", raising=False)
    monkeypatch.delenv("DIPLOGRAPH_READER", raising=False)


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the bundled articles, for reading."""
    store = tmp_path_factory.mktemp("demo") / "demo.store"
    assert run(["--store", str(store), "demo"]) == 0
    return store


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Commands without a store of their own."""
    return Shell(capsys)


@pytest.fixture
def demo(capsys: pytest.CaptureFixture[str], demo_store: Path) -> Shell:
    """Commands on the demo's store."""
    return Shell(capsys, demo_store)
