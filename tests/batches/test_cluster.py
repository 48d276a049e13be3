"""Reading on a Dask cluster: the same graph as from one process, whatever happens to the workers."""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster
from distributed.security import Security
from handmade import karabakh_extraction
from quick_reading import KILLER, LOG_VARIABLE, read_quickly

import diplograph
from diplograph.api import AddState, KnowledgeGraph, knowledge_graph
from diplograph.batches import chunks, dask_, read_all
from diplograph.cli.run import run
from diplograph.errors import MissingPartError, UsageError
from diplograph.model import Article, Extraction
from diplograph.pipeline import Pipeline, ReadFailure
from diplograph.sources import make_article
from diplograph.store import nquads_lines

# Dask leaves the sockets of workers that died to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def articles(count: int = 12) -> list[Article]:
    return [make_article(f"Report {number}: Kenya met Italy in Geneva.", date="2021-05-03") for number in range(count)]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_MOST_ARTICLES", 3)


def cluster(**options: object) -> LocalCluster:
    return LocalCluster(host="127.0.0.1", dashboard_address="127.0.0.1:0", threads_per_worker=1, **options)


class Log:
    """Who read what."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.clear()

    def clear(self) -> None:
        self._path.write_text("")

    @property
    def lines(self) -> list[list[str]]:
        return [line.split() for line in self._path.read_text().splitlines()]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    return Log(tmp_path_factory.mktemp("log") / "log.txt")


@pytest.fixture(scope="module")
def processes(log: Log) -> Iterator[LocalCluster]:
    """Two worker processes that read nothing in no time; each is started again when it dies."""
    settings = {
        "distributed.worker.preload": str(Path(__file__).with_name("quick_reading.py")),
        "distributed.nanny.environ": {LOG_VARIABLE: str(log._path)},
        "distributed.scheduler.allowed-failures": 0,
    }
    with dask.config.set(settings):
        opened = cluster(n_workers=2)
    with dask.config.set({"distributed.deploy.lost-worker-timeout": "5 minutes"}), opened:
        yield opened


@pytest.fixture
def in_threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalCluster]:
    """A worker in this process."""
    with cluster(n_workers=1, processes=False, protocol="tcp") as opened:
        yield opened


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Iterator[KnowledgeGraph]:
    """An empty graph without a register, which reads quickly where it reads itself."""
    monkeypatch.setattr(knowledge_graph, "load_background", lambda store: None)
    monkeypatch.setattr(Pipeline, "read_many", lambda self, articles: iter(read_quickly(articles)))
    with diplograph.open("memory:") as opened:
        yield opened


def lines_of(graph: KnowledgeGraph) -> list[str]:
    return nquads_lines(graph.store.quads())


def test_a_killed_worker_changes_nothing(graph: KnowledgeGraph, processes: LocalCluster, log: Log) -> None:
    alone = diplograph.open("memory:")
    assert {report.state for report in alone.add_articles(articles(60))} == {AddState.ADDED}
    log.clear()
    states = []
    for report in graph.add_articles(articles(60), cluster=processes.scheduler_address):
        if not states:
            os.kill(processes.workers[0].pid, signal.SIGKILL)
        states.append(report.state)
    assert states == [AddState.ADDED] * 60
    assert lines_of(graph) == lines_of(alone) != []
    assert len({worker for worker, _ in log.lines}) >= 2


def test_a_second_run_reads_what_is_missing_and_nothing_else(
    graph: KnowledgeGraph, processes: LocalCluster, log: Log
) -> None:
    some = [report.state for report in graph.add_articles(articles(5), cluster=processes.scheduler_address)]
    log.clear()
    rest = [report.state for report in graph.add_articles(articles(), cluster=processes.scheduler_address)]
    assert some == [AddState.ADDED] * 5
    assert rest == [AddState.PRESENT] * 5 + [AddState.ADDED] * 7
    assert sorted(read for _, read in log.lines) == sorted(article.id for article in articles()[5:])


def test_an_article_that_kills_its_workers_is_reported_and_no_other(
    processes: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "_MOST_ARTICLES", 1)
    poisoned = [*articles()[:4], make_article(KILLER), *articles()[4:]]
    readings = list(read_all(poisoned, cluster=processes.scheduler_address))
    (failure,) = [reading for reading in readings if isinstance(reading, ReadFailure)]
    assert failure.article.text == KILLER and "died" in failure.error.message and failure.error.exit_code == 3
    others = [reading.article for reading in readings if isinstance(reading, Extraction)]
    assert others == articles()


def test_all_that_was_read_comes_back(in_threads: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_, "read_chunk", lambda articles, way: [karabakh_extraction()])
    (there,) = read_all(articles(1), cluster=in_threads.scheduler_address)
    assert there == karabakh_extraction() and there is not karabakh_extraction()


def test_a_worker_with_another_register_is_refused(processes: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    here = dask_.installed("rules")._replace(register="of another release")
    monkeypatch.setattr(dask_, "installed", lambda reader: here)
    with pytest.raises(MissingPartError, match="has another register than this process") as caught:
        list(read_all(articles(), cluster=processes.scheduler_address))
    assert "tcp://" in caught.value.message and "pip install 'diplograph[cluster]==" in caught.value.hint


def test_the_reading_stops_with_the_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_, "read_chunk", read_quickly)
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        opened = cluster(n_workers=1, processes=False, protocol="tcp")
        readings = read_all(articles(), cluster=opened.scheduler_address)
        next(readings)
        opened.close()
        with pytest.raises(MissingPartError, match="is gone"):
            list(readings)


def test_a_cluster_without_workers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_, "PATIENCE_S", 0.1)
    monkeypatch.setattr(dask_, "_LOOK_S", 0.1)
    with cluster(n_workers=0) as opened, pytest.raises(MissingPartError, match="has no workers") as caught:
        list(read_all(articles(), cluster=opened.scheduler_address))
    assert f"dask worker {opened.scheduler_address}" in caught.value.hint


def test_nobody_at_the_address_is_a_missing_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_, "CONNECT_S", 0.2)
    with pytest.raises(MissingPartError, match="nobody answers at tcp:"):
        read_all(articles(), cluster="tcp://127.0.0.1:9")


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://127.0.0.1:8786", "inproc://x"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(UsageError, match="no address of a cluster"):
        read_all(articles(), cluster=address)


def test_processes_and_a_cluster_at_once_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not by both"):
        read_all(articles(), cluster="tcp://127.0.0.1:9", jobs=2)


def test_without_dask_the_command_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    article = tmp_path / "a.txt"
    article.write_text("Kenya met Norway.")
    code = run(["--store", str(tmp_path / "own.store"), "ingest", str(article), "--cluster", "tcp://127.0.0.1:9"])
    assert code == 7 and "pip install 'diplograph[cluster]'" in capsys.readouterr().err


def test_certificates_come_from_dasks_own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_, "read_chunk", read_quickly)
    monkeypatch.setattr(dask_, "CONNECT_S", 1.0)
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    request = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    names = ["-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*request, *names], check=True, capture_output=True)
    files = {"ca-file": certificate, **{f"{role}.{kind}": path for role in ("client", "scheduler", "worker")
                                         for kind, path in (("key", key), ("cert", certificate))}}  # fmt: skip
    settings = {f"distributed.comm.tls.{name}": path for name, path in files.items()}
    with (
        dask.config.set({**settings, "distributed.comm.require-encryption": True}),
        cluster(n_workers=1, processes=False, protocol="tls", security=Security()) as opened,
    ):
        assert opened.scheduler_address.startswith("tls://")
        assert len(list(read_all(articles(), cluster=opened.scheduler_address))) == 12
        others = {"distributed.comm.tls.ca-file": ssl.get_default_verify_paths().cafile}
        with dask.config.set(others), pytest.raises(MissingPartError, match="nobody answers"):
            read_all(articles(), cluster=opened.scheduler_address)
