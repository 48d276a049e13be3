"""Stores to test: in memory, in a directory, behind a real `oxigraph serve`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from diplograph.store import Store, open_store

START_TIMEOUT_S = 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def oxigraph_program() -> str:
    found = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert found, "the tests need the program of the PyPI package oxigraph"
    return found


def wait_until_it_answers(address: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while True:
        try:
            urllib.request.urlopen(f"{address}/query?query=ASK%7B%7D", timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "oxigraph serve does not answer"
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    address = f"127.0.0.1:{free_port()}"
    with subprocess.Popen([oxigraph_program(), "serve", "--bind", address], stderr=subprocess.DEVNULL) as process:
        try:
            wait_until_it_answers(f"http://{address}")
            yield f"http://{address}"
        finally:
            process.terminate()


@pytest.fixture
def endpoint(server: str) -> str:
    """The server, emptied."""
    body = b"update=CLEAR+ALL"
    request = urllib.request.Request(f"{server}/update", body, {"Content-Type": "application/x-www-form-urlencoded"})
    urllib.request.urlopen(request, timeout=5).close()
    return server


@pytest.fixture(params=["memory", "directory", "endpoint"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    places: dict[str, Callable[[], str]] = {
        "memory": lambda: "memory:",
        "directory": lambda: str(tmp_path / "talks.store"),
        "endpoint": lambda: str(request.getfixturevalue("endpoint")),
    }
    with open_store(places[request.param]()) as opened:
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
