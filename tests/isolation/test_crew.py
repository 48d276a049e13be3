"""Workers are held to their limits, replaced when they end, and never left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from diplograph.errors import LimitError, QueryError, StoreError, UsageError
from diplograph.isolation import Crew, Limits, Start
from diplograph.isolation.limits import MIB
from diplograph.store.isolated import read_reply

TARGET = "diplograph.store.isolated:QueryAnswerer"
LIMITS = Limits(time_s=60, rows=1000, answer_bytes=4 * MIB, memory_bytes=64 * MIB)
FORKING = """
import os, sys
from diplograph.isolation import Crew, Start
crew = Crew("diplograph.store.isolated:QueryAnswerer", how=Start.FORK)
assert not [name for name in sys.modules if name.startswith("diplograph.store")]
crew.prepare({"snapshot": sys.argv[1]})
print(crew.ask({"sparql": "ASK { ?s ?p ?o }", "rows": "json"}).content().decode())
print(crew._idle[0].pid, flush=True)
"""


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of the engine's with 2,000 triples in it."""
    path = tmp_path_factory.mktemp("frozen") / "engine"
    store = ox.Store(path)
    name = ox.NamedNode
    store.bulk_extend(
        ox.Quad(
            name(f"http://example.org/{i}"), name("http://example.org/p"), ox.Literal(i), name("http://example.org/g")
        )
        for i in range(2000)
    )
    store.flush()
    return path


@pytest.fixture(scope="module")
def crew(frozen: Path) -> Iterator[Crew]:
    with Crew(TARGET, LIMITS) as crew:
        crew.prepare({"snapshot": str(frozen)})
        yield crew


def _query(sparql: str, rows: str = "tsv") -> dict[str, str]:
    return {"sparql": sparql, "rows": rows, "graph": "nt"}


@pytest.mark.parametrize(
    ("sparql", "limit"),
    [
        ("SELECT * { ?a ?b ?c }", "rows"),
        ("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }", "rows"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f", "memory"),
        ("SELECT ?x { ?s ?p ?o BIND(CONCAT('" + "x" * 8000 + "', STR(?o)) AS ?x) } LIMIT 900", "bytes"),
    ],
)
def test_a_limit_that_is_reached_is_named_and_the_next_query_answered(crew: Crew, sparql: str, limit: str) -> None:
    with pytest.raises(LimitError) as caught:
        crew.ask(_query(sparql))
    assert caught.value.limit == limit and f"limit on {limit}" in caught.value.message and caught.value.hint
    assert read_reply(crew.ask(_query("ASK { ?s ?p ?o }"))).value is True  # type: ignore[union-attr]


def test_a_query_that_takes_too_long_is_stopped_and_the_next_one_answered(frozen: Path) -> None:
    with Crew(TARGET, Limits(time_s=1)) as crew:
        crew.prepare({"snapshot": str(frozen)})
        with pytest.raises(LimitError) as caught:
            crew.ask(_query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
        assert caught.value.limit == "time"
        assert crew.ask(_query("ASK {}"), Limits(time_s=60)).header["value"] is True


@pytest.mark.parametrize("rows", ["json", "xml", "csv", "tsv"])
def test_as_many_rows_as_are_allowed_come_in_every_format(crew: Crew, rows: str) -> None:
    assert crew.ask(_query("SELECT * { ?a ?b ?c } LIMIT 1000", rows)).content()
    with pytest.raises(LimitError, match="more than 1000 rows"):
        crew.ask(_query("SELECT * { ?a ?b ?c } LIMIT 1001", rows))


def test_a_large_answer_comes_in_a_file(crew: Crew) -> None:
    sparql = "SELECT ?x { ?s ?p ?o BIND(CONCAT('" + "x" * 3000 + "', STR(?o)) AS ?x) } LIMIT 900"
    reply = crew.ask(_query(sparql))
    assert reply.file is not None
    assert len(read_reply(reply).rows) == 900  # type: ignore[union-attr]


def test_a_query_that_crashes_the_engine_is_told_apart_from_limits(crew: Crew) -> None:
    with pytest.raises(QueryError, match="crashed"):
        crew.ask(_query("SELECT * { " + "{" * 100_000 + "}" * 100_000 + " }"))


def test_an_idle_worker_that_was_killed_is_replaced_unseen(frozen: Path) -> None:
    with Crew(TARGET, LIMITS) as crew:
        crew.prepare({"snapshot": str(frozen)})
        crew.ask(_query("ASK {}"))
        os.kill(crew._idle[0].pid, signal.SIGKILL)
        time.sleep(0.2)
        assert crew.ask(_query("ASK {}")).header["value"] is True


def test_a_worker_that_is_killed_at_work_is_a_matter_of_memory(frozen: Path) -> None:
    with Crew(TARGET, Limits(time_s=20)) as crew:
        crew.prepare({"snapshot": str(frozen)})
        crew.ask(_query("ASK {}"))
        pid = crew._idle[0].pid
        threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
        with pytest.raises(LimitError) as caught:
            crew.ask(_query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
        assert caught.value.limit == "memory"


def test_threads_share_the_workers(frozen: Path) -> None:
    with Crew(TARGET, LIMITS, size=2) as crew:
        crew.prepare({"snapshot": str(frozen)})
        values: list[bool] = []
        ask = lambda: values.append(crew.ask(_query("ASK { ?s ?p ?o }")).header["value"])  # noqa: E731
        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert values == [True] * 8


def test_a_directory_that_cannot_be_opened_is_an_error_of_the_store(tmp_path: Path) -> None:
    with Crew(TARGET, LIMITS) as crew:
        crew.prepare({"snapshot": str(tmp_path / "nothing")})
        with pytest.raises(StoreError):
            crew.ask(_query("ASK {}"))


def test_workers_are_gone_and_reaped_after_closing(frozen: Path) -> None:
    crew = Crew(TARGET, LIMITS)
    crew.prepare({"snapshot": str(frozen)})
    crew.ask(_query("ASK {}"))
    pid = crew._idle[0].pid
    crew.close()
    assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(StoreError, match="closed"):
        crew.ask(_query("ASK {}"))


def test_a_forked_worker_answers_and_ends_with_its_parent(frozen: Path) -> None:
    command = [sys.executable, "-c", FORKING, str(frozen)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert '"boolean":true' in process.stdout.readline()
        pid = int(process.stdout.readline())
        process.kill()
        process.wait()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("name", ["time_s", "rows", "answer_bytes", "memory_bytes"])
def test_a_limit_that_lets_nothing_through_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=name):
        Limits(**{name: 0})


def test_a_process_with_threads_is_not_copied() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        with Crew(TARGET, how=Start.FORK) as crew:
            time.sleep(0.1)
            assert TARGET.encode() in Path(f"/proc/{crew._idle[0].pid}/cmdline").read_bytes()
    finally:
        stop.set()
        thread.join()
