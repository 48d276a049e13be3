"""`migrate` shows what changes, changes it, and says what it did."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from old_terms import OLD_VERSION, PRESENT, RETRACTED, make_old_store, write_steps

from diplograph.api import migration
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_REVIEWS, ONTOLOGY_VERSION

pytestmark = pytest.mark.usefixtures("small_background")


@pytest.fixture
def old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(migration, "ontology_folder", lambda: tmp_path / "ontology")
    write_steps(tmp_path / "ontology")
    make_old_store(str(tmp_path / "old.store"))
    return tmp_path / "old.store"


def test_dry_run_shows_rows_and_the_migration_then_makes_them_true(shell: Any, old_store: Path) -> None:
    planned = shell("--store", old_store, "migrate", "--dry-run", "--format", "json")
    done = shell("--store", old_store, "migrate", "--format", "json")
    assert planned.code == done.code == 0
    assert planned.json == done.json
    assert {(row["graph"], row["article"], row["state"]) for row in done.json} == {
        (GRAPH_ARTICLE + PRESENT[0].id, PRESENT[0].id, "present"),
        (GRAPH_ARTICLE + RETRACTED[0].id, RETRACTED[0].id, "retracted"),
        (GRAPH_REVIEWS, None, None),
    }
    assert f"3 graphs would change; ontology {OLD_VERSION} → {ONTOLOGY_VERSION}" in planned.err
    assert f"3 graphs changed; ontology {OLD_VERSION} → {ONTOLOGY_VERSION}" in done.err
    again = shell("--store", old_store, "migrate", "--format", "json")
    assert (again.code, again.json) == (0, [])
    assert f"0 graphs changed; ontology {ONTOLOGY_VERSION} → {ONTOLOGY_VERSION}" in again.err


def test_writing_to_an_old_store_names_the_command(shell: Any, old_store: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Russia backs Armenia, the Kremlin said.")
    outcome = shell("--store", old_store, "ingest", article)
    assert outcome.code == 6
    assert "hint: bring them up to date: diplograph migrate" in outcome.err


def test_asking_an_old_store_says_that_answers_may_lack_something(shell: Any, old_store: Path) -> None:
    outcome = shell("--store", old_store, "ask", "who-mediates")
    assert "diplograph migrate" in outcome.err
    shell("--store", old_store, "migrate")
    assert "diplograph migrate" not in shell("--store", old_store, "ask", "who-mediates").err


def test_doctor_tells_of_an_old_store(shell: Any, old_store: Path) -> None:
    (row,) = [row for row in shell("--store", old_store, "doctor", "--format", "json").json if row["part"] == "store"]
    assert row["state"] == "problem"
    assert "diplograph migrate" in row["detail"]


def test_current_store_needs_nothing(demo: Any) -> None:
    outcome = demo("migrate", "--dry-run")
    assert (outcome.code, outcome.out) == (0, "")
    assert "0 graphs would change" in outcome.err


def test_absent_store_is_not_made(shell: Any, tmp_path: Path) -> None:
    outcome = shell("--store", tmp_path / "none.store", "migrate")
    assert outcome.code == 6
    assert not (tmp_path / "none.store").exists()
