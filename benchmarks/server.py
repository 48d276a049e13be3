"""Requests a second and how long they take, of `diplograph serve` beside rdflib-endpoint and Virtuoso, in one run.

    python benchmarks/server.py FOLDER [--quads 1000000] [--few-quads 100000] [--seconds S] [--clients 1 16]
        [--rdflib-endpoint PROGRAM] [--json FILE]

A saved question is asked over and over by clients that keep their connections: with one value, whose answer a server
may remember, and with values that are never the same twice, so that it has to work each answer out. rdflib-endpoint has
`--few-quads`, since more takes it minutes; diplograph is measured with both numbers. Servers that are not installed are
left out. The stores stay in FOLDER and are used again. The clients are one process beside the servers, on the same
machine, so that the ratios say more than the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import selectors
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import quote, urlencode, urlsplit

from corpus import Corpus
from machine import describe_machine
from sparql_servers import VirtuosoServer, find_virtuoso, free_port

from diplograph.api import open_graph
from diplograph.api.background import load_background
from diplograph.vocab import PREFIXES

QUESTION: Final = "who-backs-whom"
PARAMETER: Final = "backer"
JSON: Final = "application/sparql-results+json"
START_S: Final = 600
FIRST_DAY: Final = date(2015, 1, 1)
Target: TypeAlias = Callable[[int], tuple[str, str]]
"""Gives the address of the request of a number and the form to send; without a form it is a GET."""

_turn: Final = count()
_DIPLOGRAPH: Final = [sys.executable, "-c", "from diplograph.cli import main; main()"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One server, asked in one way.

    Attributes:
        server: its name.
        quads: how many it has.
        asked: `one value` or `many values`.
        clients: how many ask at once.
        per_second: answers a second.
        median_ms, p99_ms: how long an answer took.
        failures: answers that were none.
    """

    server: str
    quads: int
    asked: str
    clients: int
    per_second: float
    median_ms: float
    p99_ms: float
    failures: int


class Client:
    """One connection, on which one request follows the other."""

    def __init__(self, host: str, port: int) -> None:
        self.socket = socket.create_connection((host, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._data = bytearray()
        self.begun = 0.0

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self.begun = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> int | None:
        """The status of the answer, once all of it is there."""
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise ConnectionError("the server ended the connection")
        self._data += piece
        end = self._data.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self._data[:end]).lower()
        found = re.search(rb"content-length: *(\d+)", head)
        if found:
            whole = end + 4 + int(found[1])
            if len(self._data) < whole:
                return None
            del self._data[:whole]
        elif b"chunked" in head:
            if not self._data.endswith(b"0\r\n\r\n"):
                return None
            self._data.clear()
        else:
            raise ConnectionError("an answer of unknown length")
        return int(head.split()[1])


def measure(address: str, target: Target, clients: int, seconds: float) -> tuple[list[float], int, float]:
    """Ask for one target after the other for some seconds; the times, how many failed, and how long it took."""
    parts = urlsplit(address)
    host, port = str(parts.hostname), int(parts.port or 80)
    head = f" HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: {JSON}\r\n"

    def request() -> bytes:
        place, form = target(next(_turn))
        if not form:
            return f"GET {place}{head}\r\n".encode()
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
        return f"POST {place}{head}{kind}{form}".encode()

    selector = selectors.DefaultSelector()
    connections = [Client(host, port) for _ in range(clients)]
    for client in connections:
        selector.register(client.socket, selectors.EVENT_READ, client)
        client.ask(request())
    times: list[float] = []
    failures, open_ = 0, clients
    begun = time.perf_counter()
    while open_:
        for key, _ in selector.select(START_S):
            client = key.data
            status = client.read()
            if status is None:
                continue
            now = time.perf_counter()
            times.append(now - client.begun)
            failures += status != 200
            if now - begun < seconds:
                client.ask(request())
            else:
                selector.unregister(client.socket)
                client.socket.close()
                open_ -= 1
    return times, failures, time.perf_counter() - begun


def figure(  # noqa: PLR0913
    server: str, quads: int, asked: str, address: str, target: Target, clients: int, seconds: float
) -> Figure:
    """Measure and print."""
    times, failures, taken = measure(address, target, clients, seconds)
    times.sort()
    at = lambda share: times[min(len(times) - 1, int(share * len(times)))] * 1000  # noqa: E731
    found = Figure(server, quads, asked, clients, len(times) / taken, at(0.5), at(0.99), failures)
    print(
        f"{server:28} {quads:>9} {asked:12} {clients:>3} clients {found.per_second:>9.1f}/s"
        f"  p50 {found.median_ms:>8.2f} ms  p99 {found.p99_ms:>9.2f} ms" + (f"  {failures} failed" if failures else ""),
        flush=True,
    )
    return found


def make_store(folder: Path, quads: int) -> tuple[Path, Path]:
    """A store of invented articles, and all its quads in one file."""
    store, dump = folder / f"articles-{quads}.store", folder / f"articles-{quads}.nq"
    if not store.exists():
        print(f"making a store of {quads} quads …", flush=True)
        with open_graph(store) as graph:
            load_background(graph.store)
            graph.store.add_articles(Corpus().items(quads=quads))
    if not dump.exists():
        with open_graph(store, create=False, read_only=True) as graph, dump.open("w", encoding="utf-8") as file:
            items = iter(graph.store.quads())
            while batch := list(islice(items, 50_000)):
                file.writelines(f"{line}\n" for line in _lines(batch))
    return store, dump


def _lines(quads: Sequence[object]) -> list[str]:
    from diplograph.store import nquads_lines

    return nquads_lines(quads)  # type: ignore[arg-type]


def questions(store: Path) -> list[tuple[str, str]]:
    """Values for the question's parameter, and a form with its SPARQL for each, since `FIRST_DAY`."""
    names = "SELECT DISTINCT ?x WHERE { ?s dg:hasSupporter ?x . ?x a dg:State } ORDER BY ?x"
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    with open_graph(store, create=False, read_only=True) as graph:
        found = [str(row["x"]) for row in graph.sparql(names)]  # type: ignore[union-attr]
        values = [{PARAMETER: iri, "since": FIRST_DAY.isoformat()} for iri in found]
        texts = [declared + graph.bind(QUESTION, **value).sparql for value in values]
    return [(iri, f"query={quote(text)}") for iri, text in zip(found, texts, strict=True)]


def ways(asked: Sequence[tuple[str, str]], place: str) -> dict[str, Target]:
    """Addresses for one value and for many, at `/api/q` or for a query's text."""

    def target(number: int) -> tuple[str, str]:
        iri, form = asked[number % len(asked)]
        day = (FIRST_DAY + timedelta(days=number // len(asked))).isoformat()
        if place.startswith("/api"):
            return f"{place}?{urlencode({PARAMETER: iri, 'since': day})}", ""
        return place, form.replace(FIRST_DAY.isoformat(), day)

    return {"one value": lambda _: target(0), "many values": target}


@contextmanager
def diplograph(store: Path) -> Iterator[str]:
    """`diplograph serve`; its address."""
    command = [*_DIPLOGRAPH, "--store", str(store), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        yield process.stderr.readline().split(" at ")[1].strip()
        process.terminate()


@contextmanager
def rdflib_endpoint(program: str, dump: Path) -> Iterator[str]:
    """`rdflib-endpoint serve`; its address."""
    port = free_port()
    triples = dump.with_suffix(".nt")
    if not triples.exists():
        with dump.open(encoding="utf-8") as source, triples.open("w", encoding="utf-8") as target:
            target.writelines(re.sub(r" <[^<>]*> \.$", " .", line) for line in source)
    command = [program, "serve", "--port", str(port), "--host", "127.0.0.1", str(triples)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}/"
        process.kill()


@contextmanager
def virtuoso(folder: Path, dump: Path) -> Iterator[str]:
    """Virtuoso with the data loaded; its address."""
    place = folder / "virtuoso"
    is_new = not place.exists()
    place.mkdir(exist_ok=True)
    os.chdir(place)
    with VirtuosoServer(place, buffers=85_000) as server:
        if is_new:
            shutil.copy(dump, place / "all.nq")
            port = re.findall(r"ServerPort = 127.0.0.1:(\d+)", (place / "virtuoso.ini").read_text())[0]
            script = "ld_dir('.', 'all.nq', 'urn:all'); rdf_loader_run(); checkpoint; select ll_error from load_list;"
            run = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={script}"]
            subprocess.run(run, capture_output=True, text=True, check=True)
        yield server.address


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the server does not come up") from None
            time.sleep(0.2)
        else:
            return


def main() -> None:
    """Measure all servers that are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--few-quads", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--rdflib-endpoint", default=shutil.which("rdflib-endpoint"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    folder = options.folder.resolve()
    print(describe_machine())
    figures: list[Figure] = []

    def run(server: str, quads: int, address: str, place: str) -> None:
        for way, target in ways(asked[quads], place).items():
            for clients in options.clients:
                measure(address, target, 1, 0.5)
                figures.append(figure(server, quads, way, address, target, clients, options.seconds))

    stores = {quads: make_store(folder, quads) for quads in dict.fromkeys((options.few_quads, options.quads))}
    asked = {quads: questions(store) for quads, (store, _) in stores.items()}
    for quads, (store, dump) in stores.items():
        with diplograph(store) as address:
            run("diplograph /api/q", quads, address, f"/api/q/{QUESTION}.json")
            run("diplograph /sparql", quads, address, "/sparql")
        if quads == options.few_quads and options.rdflib_endpoint:
            with rdflib_endpoint(options.rdflib_endpoint, dump) as address:
                run("rdflib-endpoint", quads, address, "/")
        if quads == options.quads and find_virtuoso():
            with virtuoso(folder, dump) as address:
                run("Virtuoso", quads, address, "/sparql")
    _print_ratios(figures, options.quads)
    if options.json:
        options.json.write_text(json.dumps([asdict(each) for each in figures], indent=1) + "\n", encoding="utf-8")


def _print_ratios(figures: Sequence[Figure], quads: int) -> None:
    by = {(each.server, each.asked, each.clients, each.quads): each for each in figures}
    for each in figures:
        if each.server not in {"rdflib-endpoint", "Virtuoso"}:
            continue
        ours = by.get(("diplograph /sparql", each.asked, each.clients, quads))
        if ours:
            print(
                f"diplograph at {quads} beside {each.server} at {each.quads}, {each.asked}, {each.clients} clients:"
                f" {ours.per_second / each.per_second:.1f} × the requests, {ours.p99_ms / each.p99_ms:.2f} × the p99"
            )


if __name__ == "__main__":
    main()
