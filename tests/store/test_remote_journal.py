"""What is written to an endpoint is whole or absent, wherever the line breaks and whenever the server dies."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cutting_proxy import Cut, CuttingProxy, proxying
from handmade import item_of, karabakh_extraction, other_extraction
from sparql_servers import OxigraphServer, VirtuosoServer, empty

from diplograph.errors import DiplographError, StoreError
from diplograph.model import Iri, Literal, Quad
from diplograph.store import ArticleState, Store, open_store
from diplograph.store.endpoint import Endpoint
from diplograph.store.endpoint_settings import read_settings
from diplograph.store.remote_catalogue import RemoteCatalogue, forget
from diplograph.store.remote_journal import LEASE, Entry, Journal, _machine
from diplograph.store.remote_steps import Step, Verb, update_step
from diplograph.store.servers import ServerKind
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_REVIEWS, XSD

KEPT, GONE = item_of(other_extraction(1)), item_of(other_extraction(2))
NEW, NEWER = item_of(karabakh_extraction()), item_of(other_extraction(3))
REFUSED = Quad(Iri("a:s"), Iri("a:p"), Literal("99999999999999999999", XSD.integer), Iri(GRAPH_ARTICLE + NEWER[0].id))
"""A number that Virtuoso cannot hold."""


def reviews(*values: str) -> list[Quad]:
    return [Quad(Iri("a:s"), Iri("a:p"), Literal(value), Iri(GRAPH_REVIEWS)) for value in values]


ACTIONS: dict[str, Callable[[Store], object]] = {
    "add": lambda store: store.add_articles([NEW, NEWER]),
    "retract": lambda store: store.retract(KEPT[0].id),
    "restore": lambda store: store.restore(GONE[0].id),
    "rewrite": lambda store: store.rewrite_article(KEPT[0].id, lambda quads: list(quads)[:-1]),
    "rewrite what is retracted": lambda store: store.rewrite_article(GONE[0].id, lambda quads: list(quads)[:-1]),
    "replace": lambda store: store.replace_graph(GRAPH_REVIEWS, reviews("one", "three", "four")),
}


def prepare(location: str) -> None:
    empty(location)
    with open_store(location) as store:
        store.add_articles([KEPT, GONE])
        store.retract(GONE[0].id)
        store.replace_graph(GRAPH_REVIEWS, reviews("one", "two"))


def state(store: Store) -> tuple[object, ...]:
    """All that a store holds, as values that are equal when it is the same."""
    assert store.verify() == ()
    return store.articles(), frozenset(store.quads())


def states_around(location: str, act: Callable[[Store], object]) -> tuple[object, object]:
    prepare(location)
    with open_store(location) as store:
        before = state(store)
        act(store)
        return before, state(store)


def describe(path: Path, proxy: CuttingProxy, server: ServerKind, **numbers: int) -> str:
    path.write_text(
        f'url = "{proxy.address}"\nserver = "{server}"\ntries = 1\n'
        + "".join(f"{name} = {value}\n" for name, value in numbers.items())
    )
    return str(path)


PLAIN = ServerKind.QLEVER
"""A kind of server that promises nothing and wants nothing particular."""


def break_everywhere(location: str, described: str, proxy: CuttingProxy, act: Callable[[Store], object]) -> None:
    before, after = states_around(location, act)
    outcomes = set()
    at = 0
    while True:
        cut = list(Cut)[at % len(Cut)]
        prepare(location)
        proxy.will_cut(cut, at)
        with suppress(DiplographError), open_store(described) as store:
            act(store)
        if proxy.changes <= at:
            break
        with open_store(location) as store:
            found = state(store)
            assert found in (before, after), f"{cut}, at change {at}"
            outcomes.add(found == after)
            act(store)
            assert store.verify() == ()
        at += 1
    assert at > 3, "the change was one update"
    assert outcomes == {False, True}


@pytest.mark.parametrize("action", ACTIONS)
def test_a_line_that_breaks_leaves_all_or_nothing(server: str, tmp_path: Path, action: str) -> None:
    with proxying(server) as proxy:
        described = describe(tmp_path / "talks.toml", proxy, PLAIN, update_bytes=16_000)
        break_everywhere(server, described, proxy, ACTIONS[action])


def test_so_it_does_on_virtuoso(virtuoso: str, tmp_path: Path) -> None:
    with proxying(virtuoso) as proxy:
        described = describe(tmp_path / "talks.toml", proxy, ServerKind.VIRTUOSO, update_bytes=100_000)
        break_everywhere(virtuoso, described, proxy, ACTIONS["add"])


def test_a_change_that_fits_is_one_update_where_that_is_whole(endpoint: str, tmp_path: Path) -> None:
    with proxying(endpoint) as proxy:
        described = describe(tmp_path / "talks.toml", proxy, ServerKind.OXIGRAPH)
        for action in ("add", "replace"):
            prepare(endpoint)
            proxy.will_cut(Cut.BEFORE, None)
            with open_store(described) as store:
                ACTIONS[action](store)
            assert proxy.changes == 1


def test_a_store_that_failed_mends_itself_at_its_next_write(endpoint: str, tmp_path: Path) -> None:
    with proxying(endpoint) as proxy:
        described = describe(tmp_path / "talks.toml", proxy, PLAIN, update_bytes=8_000)
        with open_store(described) as store:
            proxy.will_cut(Cut.MIDDLE, 5)
            with pytest.raises(StoreError):
                store.add_articles([NEW])
            proxy.will_cut(Cut.MIDDLE, None)
            assert "not finished" in " ".join(store.verify())
            assert store.add_article(*NEWER)
            assert store.verify() == ()
            assert {record.id for record in store.articles()} == {NEW[0].id, NEWER[0].id}


def test_what_a_server_refuses_is_taken_back(virtuoso: str) -> None:
    with open_store(virtuoso) as store:
        before = state(store)
        with pytest.raises(DiplographError):
            store.add_articles([NEW, (NEWER[0], [*NEWER[1], REFUSED])])
        assert state(store) == before
        assert store.add_articles([NEW, NEWER]) == 2
        assert store.verify() == ()


# who takes up what was left


def entry(**changes: object) -> Entry:
    known = {"machine": _machine(), "process": os.getpid(), "since": datetime.now(UTC)}
    return Entry("a:j", (), **{**known, **changes})  # type: ignore[arg-type]


def test_what_is_abandoned_is_known_by_its_process_or_its_age() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert entry().is_abandoned
    assert entry(process=ended.pid).is_abandoned
    assert not entry(process=os.getppid()).is_abandoned
    assert not entry(machine="other").is_abandoned
    assert entry(machine="other", since=datetime.now(UTC) - LEASE * 1.01).is_abandoned


@pytest.fixture
def at_work(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An endpoint at which another machine is in the middle of a write."""
    told = Endpoint(read_settings(endpoint, {}))
    journal = Journal(told)
    with monkeypatch.context() as patch:
        patch.setattr("diplograph.store.remote_journal._machine", lambda: "another")
        journal._note(
            "https://w3id.org/diplograph/journal/1", [update_step("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }")]
        )
    yield endpoint
    told.update(forget("https://w3id.org/diplograph/journal/1"))


def test_another_machines_write_is_left_alone_and_told_of(at_work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(at_work) as store:
        assert "not finished" in " ".join(store.verify())
        assert not list(store.quads())
        store.add_article(*NEW)
    with monkeypatch.context() as patch:
        patch.setattr("diplograph.store.remote_journal.LEASE", -LEASE)
        with open_store(at_work) as store:
            assert store.verify() == ()
            assert len(list(store.quads("a:g"))) == 1


def test_a_note_that_is_not_complete_is_dropped(endpoint: str) -> None:
    told = Endpoint(read_settings(endpoint, {}))
    steps = [
        Step(Verb.INSERT, "a:g", tuple(f"<a:s> <a:p> {os.urandom(40).hex()!r}".replace("'", '"') for _ in range(2_000)))
    ]
    Journal(told)._note("https://w3id.org/diplograph/journal/1", steps)
    told.update("DELETE WHERE { GRAPH ?g { ?j <https://w3id.org/diplograph/catalogue#pieces> ?n } }")
    with open_store(endpoint) as store:
        assert store.verify() == ()
        assert not list(store.quads())
    assert RemoteCatalogue(told).facts("https://w3id.org/diplograph/journal/") == {}


# servers that die


def keep_adding(location: str, added: list[str], limit: int = 10_000) -> None:
    with suppress(DiplographError), open_store(location) as store:
        for number in range(10, limit):
            record, quads = item_of(other_extraction(number))
            store.add_article(record, quads)
            added.append(record.id)


def kill_while_adding(server: OxigraphServer | VirtuosoServer, location: str, least: int) -> None:
    added: list[str] = []
    thread = threading.Thread(target=keep_adding, args=(location, added))
    thread.start()
    while len(added) < least and thread.is_alive():
        thread.join(0.01)
    server.kill()
    thread.join()
    server.start()
    with open_store(location) as store:
        assert store.verify() == ()
        records = {record.id: record for record in store.articles()}
        assert set(added) <= set(records)
        assert all(record.state is ArticleState.PRESENT for record in records.values())
        assert len(added) >= least


def test_oxigraph_killed_in_the_middle_has_lost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "talks.toml"
    with OxigraphServer(tmp_path / "data") as server:
        path.write_text(f'url = "{server.address}"\ntries = 1\n')
        kill_while_adding(server, str(path), 20)


def test_virtuoso_killed_in_the_middle_has_lost_nothing(
    virtuoso: str, virtuoso_server: VirtuosoServer, tmp_path: Path
) -> None:
    path = tmp_path / "talks.toml"
    path.write_text(f'url = "{virtuoso}"\ntries = 1\n')
    kill_while_adding(virtuoso_server, str(path), 5)
