"""Queries that never end, clients that misbehave, and processes that die: the server goes on."""

import http.client
import json
import os
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from served import Served

CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS_PATH = "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b . ?c (!<x:y>)* ?d . ?e (!<x:y>)* ?f }"
EVERYTHING_IN_ORDER = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"
MANY_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PATIENCE_S = 30
"""Far less than such queries take; how soon they are stopped, `benchmarks/runaway.py` measures."""


@pytest.fixture(scope="module")
def strict(store_path: Path) -> Iterator[Served]:
    """A server that gives queries little memory and few rows."""
    options = ["--workers", "1", "--timeout", "120", "--memory", "96", "--limit-rows", "2000"]
    server = Served(store_path, *options)
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="module")
def impatient(store_path: Path) -> Iterator[Served]:
    """A server that gives queries a second and lets one wait."""
    first = "import diplograph.server.settings as settings; settings.MOST_WAITING = 1"
    server = Served(store_path, "--workers", "1", "--timeout", "1", first=first)
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="module")
def hasty(store_path: Path) -> Iterator[Served]:
    """A server that gives clients half a second."""
    first = "import diplograph.server.http as http; http.REQUEST_S = http.WRITE_S = 0.5"
    server = Served(store_path, "--workers", "1", first=first)
    yield server
    assert server.stop() == 0


@pytest.mark.parametrize(
    ("sparql", "status", "limit"), [(EVERYTHING_IN_ORDER, 503, "memory"), (MANY_ROWS, 413, "rows")]
)
def test_a_query_that_takes_too_much_is_stopped_and_the_limit_named(
    strict: Served, sparql: str, status: int, limit: str
) -> None:
    reply = strict.query(sparql)
    assert (reply.status, reply.json["limit"]) == (status, limit)
    assert strict.query("ASK {}").json["boolean"] is True


@pytest.mark.parametrize("sparql", [CROSS_PRODUCT, ENDLESS_PATH])
def test_a_query_that_takes_too_long_is_stopped(impatient: Served, sparql: str) -> None:
    begun = time.monotonic()
    reply = impatient.query(sparql)
    assert (reply.status, reply.json.get("limit")) == (504, "time"), reply.json
    assert time.monotonic() - begun < PATIENCE_S
    while impatient.query("ASK {}").status != 200:
        assert time.monotonic() - begun < PATIENCE_S


def test_a_query_that_crashes_the_engine_takes_nothing_else_along(strict: Served) -> None:
    deep = "SELECT * { " + "{" * 30_000 + "}" * 30_000 + " }"
    reply = strict.ask("/sparql", "POST", deep, {"Content-Type": "application/sparql-query"})
    assert (reply.status, reply.headers["content-type"]) == (400, "application/problem+json")
    assert strict.query("ASK {}").status == 200


def test_killed_workers_are_replaced(strict: Served) -> None:
    for pid in strict.workers:
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while strict.query("ASK {}").status != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_client_that_goes_away_frees_its_worker(hasty: Served) -> None:
    before = hasty.workers
    with hasty.connect() as connection:
        connection.sendall(f"GET /sparql?query={quote(CROSS_PRODUCT)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.5)
    begun = time.monotonic()
    assert hasty.query("ASK {}").status == 200
    assert time.monotonic() - begun < 15
    assert hasty.workers != before


def test_a_client_that_reads_slowly_holds_no_worker_and_is_cut_off(hasty: Served) -> None:
    big = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", hasty.port))
        connection.sendall(f"GET /sparql?query={quote(big)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = connection.recv(4096)
        assert head.startswith(b"HTTP/1.1 200")
        whole = int(re.search(rb"content-length: (\d+)", head)[1])  # type: ignore[index]
        assert hasty.query("ASK {}").status == 200
        time.sleep(1.5)
        connection.settimeout(10)
        received = len(head)
        with suppress(ConnectionResetError):
            while piece := connection.recv(1 << 20):
                received += len(piece)
        assert received < whole / 2


@pytest.mark.parametrize(
    "said", [b"", b"GET /sparql?query=ASK", b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nASK"]
)
def test_a_client_that_does_not_finish_its_request_is_cut_off(hasty: Served, said: bytes) -> None:
    with hasty.connect(10) as connection:
        connection.sendall(said)
        begun = time.monotonic()
        with pytest.raises(ConnectionResetError):
            assert connection.recv(100) == b""
            raise ConnectionResetError
        assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil", "10.0.0.7", "localhost:1/<x>"],
)
def test_a_foreign_host_is_refused(served: Served, host: str) -> None:
    reply = served.ask("/sparql?query=ASK%7B%7D", headers={"Host": host})
    assert (reply.status, reply.headers["content-type"]) == (421, "application/problem+json")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8765"])
def test_the_names_of_this_machine_are_taken(served: Served, host: str) -> None:
    assert served.ask("/sparql?query=ASK%7B%7D", headers={"Host": host}).status == 200


def test_a_request_without_a_host_or_with_two_is_refused(served: Served) -> None:
    assert served.say(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 400")
    two = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert served.say(two).startswith(b"HTTP/1.1 400")


def test_what_is_too_long_is_refused(served: Served) -> None:
    assert served.ask("/sparql?query=" + "x" * 40_000).status == 414
    headers = {"Content-Type": "application/sparql-query"}
    assert served.ask("/sparql", "POST", b" " * (5 << 20), headers).status == 413
    chunked = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    endless = b"Transfer-Encoding: chunked\r\n\r\n" + b"80000\r\n" + b" " * 0x80000 + b"\r\n"
    with served.connect() as connection:
        connection.sendall(chunked + endless)
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            for _ in range(200):
                connection.sendall(b"80000\r\n" + b" " * 0x80000 + b"\r\n")
    with suppress(ConnectionResetError):
        assert b" 431 " in served.say(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"x: " + b"y" * 100_000)


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}, b"\x1f\x8b", 415),
        ({"Content-Type": "application/sparql-query"}, b"\xff\xfe", 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"query=%FF", 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"&".join([b"a=b"] * 500), 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"query=ASK{}&update=CLEAR+ALL", 400),
        ({"Content-Type": "application/sparql-query"}, b"SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400),
        ({"Content-Type": "application/sparql-update"}, b"LOAD <http://127.0.0.1:1/>", 403),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused(served: Served, headers: dict[str, str], body: bytes, status: int) -> None:
    reply = served.ask("/sparql", "POST", body, headers)
    assert (reply.status, reply.json["status"]) == (status, status)


def test_requests_beyond_what_can_wait_are_told_so(impatient: Served) -> None:
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: statuses.append(impatient.query(f"{CROSS_PRODUCT} # {n}").status))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) == {503, 504}


def test_workers_end_with_a_server_that_is_killed_and_the_store_serves_again(store_path: Path) -> None:
    server = Served(store_path, "--workers", "2")
    stopped = threading.Event()

    def load() -> None:
        while not stopped.is_set():
            try:
                server.query(f"SELECT * {{ ?s ?p ?o }} LIMIT 3000 # {time.monotonic_ns()}")
            except (OSError, http.client.HTTPException):
                return

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.7)
    workers = server.workers
    server.kill()
    stopped.set()
    for thread in threads:
        thread.join()
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    again = Served(store_path, "--workers", "1", "--timeout", "3")
    assert again.query("ASK { ?s ?p ?o }").json["boolean"] is True
    _expect_that_requests_at_work_are_answered_before_it_stops(again)


def _expect_that_requests_at_work_are_answered_before_it_stops(server: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/sparql?query=ASK%7B%7D")
    assert connection.getresponse().read()
    connection.request("GET", f"/sparql?query={quote(CROSS_PRODUCT)}")
    time.sleep(1)
    assert server.stop(signal.SIGINT) == 130
    response = connection.getresponse()
    assert (response.status, json.load(response)["limit"]) == (504, "time")
    connection.close()
