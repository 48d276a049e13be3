"""SPARQL servers of one's own, on free ports of this machine, with their data in a folder: Oxigraph and Virtuoso."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Self

START_TIMEOUT_S: Final = 300
STOP_TIMEOUT_S: Final = 30
VIRTUOSO_PACKAGE: Final = "virtuoso-opensource-7-bin"

_VIRTUOSO_SETTINGS: Final = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 60
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty_buffers}
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 2
DirsAllowed = .

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 8
EnabledGzipContent = 0

[SPARQL]
{limits}
"""


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find_oxigraph() -> str | None:
    """The program `oxigraph` of the PyPI package."""
    return shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))


def find_virtuoso() -> str | None:
    """The program `virtuoso-t` of Debian's package."""
    return shutil.which("virtuoso-t")


class SparqlServer:
    """A server's process; it ends with the block.

    Attributes:
        address: where its queries go.
        user, password: who may write; None where anybody may.
    """

    user: str | None = None
    password: str | None = None

    def __init__(self, command: Sequence[str], address: str, probe: str) -> None:
        self.address = address
        self._command, self._probe = command, probe
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process_id(self) -> int:
        """Of the running process."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start it, and wait until it answers."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        self._process = subprocess.Popen(self._command, **quiet)
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self._command[0]} does not answer at {self._probe}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self._probe}?query=ASK%7B%7D", timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """End it as a loss of power would."""
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(STOP_TIMEOUT_S)

    def stop(self) -> None:
        """End it."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(STOP_TIMEOUT_S)

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.stop()


class OxigraphServer(SparqlServer):
    """`oxigraph serve`.

    Args:
        folder: where its data are; None keeps them in memory.
    """

    def __init__(self, folder: Path | None = None) -> None:
        program = find_oxigraph()
        assert program, "install the PyPI package oxigraph"
        place = f"127.0.0.1:{free_port()}"
        where = [] if folder is None else ["--location", str(folder)]
        super().__init__([program, "serve", *where, "--bind", place], f"http://{place}", f"http://{place}/query")


class VirtuosoServer(SparqlServer):
    """Virtuoso with few buffers, in which `dba` writes at `/sparql-auth`.

    Args:
        folder: where its data are.
        buffers: how many pages of 8 kB it keeps in memory.
        limits: lines for the section SPARQL of its settings.
    """

    user, password = "dba", "dba"

    def __init__(self, folder: Path, *, buffers: int = 4_000, limits: str = "") -> None:
        program = find_virtuoso()
        assert program, f"install the Debian package {VIRTUOSO_PACKAGE}"
        port = free_port()
        settings = folder / "virtuoso.ini"
        text = _VIRTUOSO_SETTINGS.format(
            folder=folder,
            sql_port=free_port(),
            port=port,
            buffers=buffers,
            dirty_buffers=buffers * 3 // 4,
            limits=limits,
        )
        settings.write_text(text, encoding="utf-8")
        address = f"http://127.0.0.1:{port}/sparql"
        super().__init__([program, "+foreground", "+configfile", str(settings)], address, address)

    def start(self) -> None:
        """Start it, also after it was killed."""
        Path(self._command[-1]).with_name("virtuoso.lck").unlink(missing_ok=True)
        super().start()


def empty(address: str) -> None:
    """Remove what diplograph or a test wrote, graph by graph: a server's own graphs stay."""
    from diplograph.store.endpoint import Endpoint
    from diplograph.store.endpoint_settings import read_settings
    from diplograph.store.remote_catalogue import GRAPH_CATALOGUE
    from diplograph.store.remote_graphs import RemoteGraphs

    endpoint = Endpoint(read_settings(address, os.environ))
    endpoint.greet()
    names = [*RemoteGraphs(endpoint).sizes(), GRAPH_CATALOGUE]
    endpoint.update(";\n".join(f"DROP SILENT GRAPH <{name}>" for name in names))
