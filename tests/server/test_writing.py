"""Updates over HTTP, and what readers see of them and of what other processes write."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import Corpus
from served import TOKEN, Served, write_store

from diplograph.cli.run import run
from diplograph.server.requests import Update
from diplograph.server.writing import prepare_update
from diplograph.store import open_store

INSERT = "INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/s> <http://example.org/p> %d } }"
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH <http://example.org/g> { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "talks.store"
    write_store(path)
    return path


@pytest.fixture(scope="module")
def writable(path: Path) -> Iterator[Served]:
    server = Served(path, "--workers", "2", "--writable", token=TOKEN)
    yield server
    assert server.stop() == 0


def test_an_update_is_seen_by_whoever_asks_after_its_answer(writable: Served) -> None:
    for number in range(5):
        assert writable.update(INSERT % number).status == 204
        assert writable.query(COUNT).rows == [{"n": str(number + 1)}]


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", TOKEN[:-1], "ÿ" * 24])
def test_an_update_without_the_token_is_refused(writable: Served, token: str) -> None:
    reply = writable.update("CLEAR ALL", token)
    assert (reply.status, reply.headers["www-authenticate"]) == (401, 'Bearer realm="diplograph"')
    assert writable.query("ASK { ?s ?p ?o }").json["boolean"] is True


@pytest.mark.parametrize(
    "sparql", ["LOAD <http://127.0.0.1:1/>", "PREFIX x: <http://127.0.0.1:1/> LOADx:y", "INSERT DATA", "SELECT * {}"]
)
def test_an_update_that_is_none_or_asks_another_server_is_refused(writable: Served, sparql: str) -> None:
    assert writable.update(sparql).status == 400


def test_the_lock_is_held_while_updates_are_accepted(
    writable: Served, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--store", str(path), "infer"]) == 6
    assert f"pid {os.getpid()}" not in capsys.readouterr().err


def test_acknowledged_updates_survive_a_kill_of_the_whole_server(tmp_path: Path) -> None:
    path = tmp_path / "killed.store"
    write_store(path)
    server = Served(path, "--workers", "1", "--writable", token=TOKEN)
    for number in range(3):
        assert server.update(INSERT % number).status == 204
    for pid in [*server.workers, server.process.pid]:
        os.kill(pid, signal.SIGKILL)
    server.process.wait()
    again = Served(path, "--workers", "1")
    assert again.query(COUNT).rows == [{"n": "3"}]
    assert again.stop() == 0


def test_what_another_process_adds_meanwhile_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "growing.store"
    write_store(path)
    server = Served(path, "--workers", "2")
    articles = (
        "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?a ?b ?c } FILTER(CONTAINS(STR(?g), '/graph/article/')) }"
    )
    assert server.query(articles).rows == [{"n": "0"}]
    with open_store(str(path)) as store:
        store.add_articles(Corpus().item(number) for number in range(4))
    deadline = time.monotonic() + 10
    while server.query(articles).rows != [{"n": "4"}]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert server.stop() == 0


@pytest.mark.parametrize(
    ("update", "text"),
    [
        (Update("INSERT {} WHERE {}", ("http://g",)), "INSERT {} USING <http://g> WHERE {}"),
        (Update("INSERT {} WHERE {}", (), ("http://g",)), "INSERT {} USING NAMED <http://g> WHERE {}"),
        (
            Update("DELETE { ?where a ?x } # WHERE\nWHERE { { SELECT * WHERE {} } }", ("http://g",)),
            "DELETE { ?where a ?x } # WHERE\nUSING <http://g> WHERE { { SELECT * WHERE {} } }",
        ),
        (Update("CLEAR GRAPH <x:y> ; DROP SILENT ALL"), "CLEAR SILENT GRAPH <x:y> ; DROP SILENT ALL"),
        (
            Update('INSERT DATA { <a:b> <a:b> "clear where" }', ("http://g",)),
            'INSERT DATA { <a:b> <a:b> "clear where" }',
        ),
    ],
)
def test_what_the_request_names_is_put_into_the_update(update: Update, text: str) -> None:
    assert prepare_update(update) == text


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--store", "memory:", "serve"], 6, "only the store of a directory"),
        (["--store", "http://127.0.0.1:1/", "serve"], 6, "only the store of a directory"),
        (["serve", "--writable"], 2, "needs a token"),
        (["serve", "--writable", "--token-file", "/nonexistent"], 3, "cannot be read"),
        (["serve", "--host", "no.such.host.invalid"], 2, "cannot be listened on"),
        (["serve", "--port", "99999"], 2, "99999"),
    ],
)
def test_a_server_that_cannot_be_says_why(
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.delenv("DIPLOGRAPH_TOKEN", raising=False)
    store = [] if "--store" in options else ["--store", str(path)]
    assert run([*store, *options]) == code
    assert said in capsys.readouterr().err
