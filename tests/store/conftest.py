"""Stores to test: in memory, in a directory, behind real servers."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
sys.path.insert(0, str(Path(__file__).parents[1] / "server"))
sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from handmade import item_of, karabakh_extraction, small_register
from served import TOKEN, Served
from sparql_servers import VIRTUOSO_PACKAGE, OxigraphServer, VirtuosoServer, empty, find_virtuoso

from diplograph.config import STORE_PASSWORD_VARIABLE, STORE_TOKEN_VARIABLE, STORE_USER_VARIABLE
from diplograph.graph import register_quads
from diplograph.reasoning import infer
from diplograph.store import Store, open_store
from diplograph.vocab import GRAPH_REGISTER

VIRTUOSO_ROWS = 500
"""How many rows it gives at most; its settings as Debian ships them say 10,000."""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with OxigraphServer() as running:
        yield running.address


@pytest.fixture
def endpoint(server: str) -> str:
    """The server, emptied."""
    body = b"update=CLEAR+ALL"
    request = urllib.request.Request(f"{server}/update", body, {"Content-Type": "application/x-www-form-urlencoded"})
    urllib.request.urlopen(request, timeout=5).close()
    return server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtuosoServer]:
    if find_virtuoso() is None:
        pytest.skip(f"needs Virtuoso: apt install {VIRTUOSO_PACKAGE}")
    with VirtuosoServer(tmp_path_factory.mktemp("virtuoso"), limits=f"ResultSetMaxRows = {VIRTUOSO_ROWS}") as running:
        yield running


@pytest.fixture
def virtuoso(virtuoso_server: VirtuosoServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """Virtuoso without the graphs of earlier tests, and the environment in which it may be written to."""
    monkeypatch.setenv(STORE_USER_VARIABLE, str(virtuoso_server.user))
    monkeypatch.setenv(STORE_PASSWORD_VARIABLE, str(virtuoso_server.password))
    empty(virtuoso_server.address)
    return virtuoso_server.address


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An endpoint of diplograph's own, which may be written to; what it concludes by itself is no test's matter."""
    place = tmp_path_factory.mktemp("served") / "own.store"
    open_store(str(place)).close()
    never = "import diplograph.server.writing as writing; writing.INFER_AFTER_S = 86_400"
    server = Served(place, "--writable", token=TOKEN, first=never)
    yield server
    server.stop()


@pytest.fixture
def own(served: Served, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same, emptied, and the environment in which it may be written to."""
    monkeypatch.setenv(STORE_TOKEN_VARIABLE, TOKEN)
    assert served.update("CLEAR ALL").status < 300
    return f"http://127.0.0.1:{served.port}/sparql"


@pytest.fixture
def open_kind(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Store]:
    """What opens an empty store of a kind."""
    places: dict[str, Callable[[], str]] = {
        "memory": lambda: "memory:",
        "directory": lambda: str(tmp_path / "talks.store"),
        "endpoint": lambda: str(request.getfixturevalue("endpoint")),
        "virtuoso": lambda: str(request.getfixturevalue("virtuoso")),
        "own": lambda: str(request.getfixturevalue("own")),
    }
    return lambda kind: open_store(places[kind]())


@pytest.fixture(params=["memory", "directory", "endpoint"])
def store(request: pytest.FixtureRequest, open_kind: Callable[[str], Store]) -> Iterator[Store]:
    with open_kind(request.param) as opened:
        yield opened


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """A folder that everybody may enter, in a process that, for the test, is not the superuser."""
    folder = Path(tempfile.mkdtemp(prefix="diplograph-"))
    folder.chmod(0o755)
    is_superuser = os.geteuid() == 0
    try:
        yield folder
    finally:
        if is_superuser:
            os.seteuid(0)
        shutil.rmtree(folder)


@pytest.fixture
def become_ordinary(ordinary_user: Path) -> Callable[[], None]:
    """What makes the process lose the superuser's rights until the test ends."""
    return lambda: os.seteuid(65534) if os.geteuid() == 0 else None


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """A closed store with a register, one article and its inferences."""
    place = tmp_path / "talks.store"
    with open_store(str(place)) as store:
        store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        store.add_article(*item_of(karabakh_extraction()))
        infer(store)
    return place
