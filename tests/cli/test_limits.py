"""Limits on the command line: exit code 5, and which limit it was."""

import json
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from corpus import Corpus
from shells import Shell

from diplograph.store import open_store

CROSS_PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
IN_ORDER = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "small.store"
    with open_store(str(path)) as store:
        store.add_articles(Corpus().items(quads=3000))
    return path


@pytest.fixture
def small(capsys: pytest.CaptureFixture[str], path: Path) -> Shell:
    """Commands on a small store."""
    return Shell(capsys, path)


@pytest.mark.parametrize(
    ("options", "sparql", "limit"),
    [
        (["--timeout", "0.5"], CROSS_PRODUCT, "time"),
        (["--limit-rows", "10"], "SELECT * { ?s ?p ?o }", "rows"),
        (["--memory", "32"], IN_ORDER, "memory"),
    ],
)
def test_a_query_that_takes_too_much_ends_with_exit_code_5(
    small: Shell, options: list[str], sparql: str, limit: str
) -> None:
    outcome = small("query", *options, "-e", sparql, "--format", "json")
    assert (outcome.code, outcome.out) == (5, "")
    assert json.loads(outcome.err)["limit"] == limit


def test_a_question_is_held_to_its_limits(small: Shell) -> None:
    outcome = small("ask", "who-meets-where", "--limit-rows", "1")
    assert outcome.code == 5 and "more than 1 rows (limit on rows)" in outcome.err
    assert small("ask", "who-meets-where", "--limit-rows", "1000").code == 0


@pytest.mark.parametrize("options", [["--timeout", "0"], ["--limit-rows", "0"], ["--memory", "-1"], ["--timeout", "x"]])
def test_a_limit_that_lets_nothing_through_is_wrong_usage(small: Shell, options: list[str]) -> None:
    assert small("query", *options, "-e", "ASK {}").code == 2


def test_no_process_is_left_behind(small: Shell) -> None:
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = children.read_text()
    small("query", "--timeout", "0.5", "-e", CROSS_PRODUCT)
    small("query", "-e", "ASK {}")
    assert children.read_text() == before
