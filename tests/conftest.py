"""Stores that hold what every store does, and a rule: a skipped test is a failure where `CI` is set.

Nothing that a machine could check may go unchecked there.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Generator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from diplograph.model import Quad

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "graph")]

if sys.dont_write_bytecode:
    # Tests start many processes. Where nothing may be compiled beside its source, they share what they compile here;
    # for each to compile spaCy and rdflib anew takes seconds.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


@pytest.fixture(scope="session")
def ontology_statements() -> Sequence[Quad]:
    """The ontology's graph, read once."""
    from diplograph.graph import ontology_quads

    return ontology_quads()


@pytest.fixture(scope="session")
def _furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import diplograph
    from diplograph.api.background import load_background

    place = tmp_path_factory.mktemp("furnished") / "talks.store"
    with diplograph.open(place) as graph:
        load_background(graph.store)
        graph.infer()
    return place


@pytest.fixture
def make_store(_furnished: Path, tmp_path: Path) -> Callable[[str], Path]:
    """What makes a store of a name: without articles, but with the ontology, the register and what follows from them.

    A copy takes no time, and to load and infer all that takes seconds.
    """
    return lambda name: copy_store(_furnished, tmp_path / name)


@pytest.fixture
def own_store(make_store: Callable[[str], Path]) -> Path:
    """A store of the test's own."""
    return make_store("own.store")


@pytest.fixture(scope="session")
def demo_store(_furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the bundled articles and what follows from them, for reading."""
    from diplograph.cli.run import run

    place = copy_store(_furnished, tmp_path_factory.mktemp("demo") / "demo.store")
    assert run(["--store", str(place), "demo"]) == 0
    return place


def copy_store(source: Path, target: Path) -> Path:
    """Copy a store that is closed."""
    return Path(shutil.copytree(source, target, copy_function=_link_or_copy))


def _link_or_copy(source: str, target: str) -> None:
    """Tables of the engine are never written to once they are there."""
    if source.endswith(".sst"):
        os.link(source, target)
    else:
        shutil.copy2(source, target)


@pytest.fixture
def small_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores are given a register of a few rows, for tests in which it does not matter what the register holds."""
    from handmade import small_register

    from diplograph import register
    from diplograph.api import background

    monkeypatch.setattr(register, "load_tables", small_register)
    monkeypatch.setattr(background, "_written", cache(background._written.__wrapped__))


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI") and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where CI is set: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report
