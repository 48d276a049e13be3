"""Real server processes for the tests, and requests to them."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from corpus import Corpus

from diplograph.model import Iri, Quad
from diplograph.store import open_store
from diplograph.vocab import RDF

DOCUMENT = "http://xmlns.com/foaf/0.1/Document"
GRAPHS = [f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in range(1, 4)]
MAIN = [sys.executable, "-c", "from diplograph.cli import main; main()"]
TOKEN = "a-token-of-the-tests-0001"
START_S = 60


def write_store(path: Path, *, quads: int = 0) -> None:
    """A store with the graphs of the W3C's protocol tests, and articles."""
    with open_store(str(path)) as store:
        for name in GRAPHS:
            store.replace_graph(name, [Quad(Iri(name), Iri(RDF.type), Iri(DOCUMENT), Iri(name))])
        if quads:
            store.add_articles(Corpus().items(quads=quads))


def _heed_interrupts() -> None:
    """Tests that a shell runs in the background are started with interrupts ignored, which a process inherits."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The solutions of a SPARQL Results JSON document, values only."""
        bindings = self.json["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]


class Served:
    """A server process, started by its command line."""

    def __init__(self, store: Path, *options: str, token: str = "", first: str = "") -> None:
        """Args: `token` for updates; `first` is Python that the process runs before the command line."""
        words = ["--store", str(store), "serve", "--port", "0", *options]
        command = [sys.executable, "-c", f"{first}\nfrom diplograph.cli import main; main()", *words]
        environment = {**os.environ, "DIPLOGRAPH_TOKEN": token}
        self.process = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            preexec_fn=_heed_interrupts,  # noqa: PLW1509
        )
        self.said: list[str] = []
        self._addresses: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.port = int(re.search(r":(\d+)/$", self._addresses.get(timeout=START_S))[1])  # type: ignore[index]

    def connect(self, timeout_s: float = 30) -> socket.socket:
        """A connection on which nothing is said yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout_s)

    def say(self, text: bytes) -> bytes:
        """Send bytes as they are; what comes back until the server ends the connection."""
        with self.connect() as connection:
            connection.sendall(text)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def _listen(self) -> None:
        assert self.process.stderr
        with self.process.stderr as stderr:
            for line in stderr:
                self.said.append(line.strip())
                if line.startswith("serving "):
                    self._addresses.put(line.strip())
        self._addresses.put("")

    def ask(
        self,
        target: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float = 30,
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout_s)
        try:
            connection.request(method, target, body.encode() if isinstance(body, str) else body, dict(headers or {}))
            response = connection.getresponse()
            names = {name.lower() for name in response.headers}
            found = {name: ", ".join(response.headers.get_all(name, [])) for name in names}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()

    def query(self, sparql: str, accept: str = "application/sparql-results+json", **more: str) -> Reply:
        return self.ask(f"/sparql?{urlencode({'query': sparql, **more})}", headers={"Accept": accept})

    def update(self, sparql: str, token: str = TOKEN) -> Reply:
        headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {token}"}
        return self.ask("/sparql", "POST", sparql, headers)

    @property
    def workers(self) -> list[int]:
        """The process ids of its children."""
        return [
            int(pid) for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it as a service is ended; its exit code."""
        self.process.send_signal(how)
        return self.process.wait(20)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
