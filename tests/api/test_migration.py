"""A store with the terms of an older version is refused for writing, and brought up to date by `migrate`."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from old_terms import PRESENT, REMARK, RETRACTED, REVIEW, make_old_store, ontology_of, write_steps

import diplograph
from diplograph.api import GraphChange, migration
from diplograph.api.migration import migrate, stored_version
from diplograph.errors import StoreError
from diplograph.model import Quad
from diplograph.store import ArticleState, Store, open_store
from diplograph.vocab import DG, GRAPH_ARTICLE, GRAPH_ONTOLOGY, GRAPH_REVIEWS, ONTOLOGY_VERSION

pytestmark = pytest.mark.usefixtures("small_background")


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations in place of the shipped one."""
    monkeypatch.setattr(migration, "ontology_folder", lambda: tmp_path / "ontology")
    return write_steps(tmp_path / "ontology")


@pytest.fixture
def old_store(tmp_path: Path, steps: Path) -> str:
    """A store as it would be if it had been made under version 0.0.5."""
    location = str(tmp_path / "old.store")
    make_old_store(location)
    return location


def check_migrated(store: Store) -> None:
    assert stored_version(store) == ONTOLOGY_VERSION
    assert set(store.quads(GRAPH_ARTICLE + PRESENT[0].id)) == set(PRESENT[1])
    assert set(store.quads(GRAPH_REVIEWS)) == {REVIEW, REMARK}
    assert {record.id: record.state for record in store.articles()} == {
        PRESENT[0].id: ArticleState.PRESENT,
        RETRACTED[0].id: ArticleState.RETRACTED,
    }
    assert not list(store.quads(GRAPH_ARTICLE + RETRACTED[0].id))
    assert store.verify() == ()


def bytes_of(location: str) -> dict[str, str]:
    files = [path for path in Path(location).rglob("*") if path.is_file() and path.name != "lock"]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_migration_gives_the_graphs_that_this_release_would_have_written(old_store: str) -> None:
    with diplograph.open(old_store) as kg:
        report = kg.migrate()
        assert (report.before, report.after, report.is_dry_run) == ("0.0.5", ONTOLOGY_VERSION, False)
        check_migrated(kg.store)
        kg.restore(RETRACTED[0].id)
        assert set(kg.store.quads(GRAPH_ARTICLE + RETRACTED[0].id)) == set(RETRACTED[1])
    with open_store(old_store, read_only=True) as store:
        assert store.verify() == ()


def test_report_counts_what_changes_in_each_graph(old_store: str) -> None:
    kinds = {
        record.id: sum(quad.predicate.value == DG.hasKind for quad in quads) for record, quads in (PRESENT, RETRACTED)
    }
    with open_store(old_store) as store:
        report = migrate(store)
    expected = [
        GraphChange(GRAPH_ARTICLE + record.id, record.id, state, kinds[record.id], kinds[record.id])
        for record, state in ((PRESENT[0], ArticleState.PRESENT), (RETRACTED[0], ArticleState.RETRACTED))
    ]
    assert sorted(report.changes[:2], key=repr) == sorted(expected, key=repr)
    assert report.changes[2:] == (GraphChange(GRAPH_REVIEWS, None, None, 1, 1),)


def test_dry_run_tells_the_same_and_writes_nothing(old_store: str) -> None:
    before = bytes_of(old_store)
    with diplograph.open(old_store, read_only=True) as kg:
        planned = kg.migrate(is_dry_run=True)
    assert bytes_of(old_store) == before
    with diplograph.open(old_store) as kg:
        done = kg.migrate()
    assert planned.is_dry_run
    assert planned.changes == done.changes
    assert planned.changes


def test_second_migration_finds_nothing_to_do(old_store: str) -> None:
    with diplograph.open(old_store) as kg:
        kg.migrate()
    with diplograph.open(old_store) as kg:
        report = kg.migrate()
        assert (report.before, report.changes) == (ONTOLOGY_VERSION, ())
        check_migrated(kg.store)


@pytest.mark.parametrize("survivors", [0, 1, 2])
def test_migration_that_was_cut_short_is_run_again(
    old_store: str, monkeypatch: pytest.MonkeyPatch, survivors: int
) -> None:
    original, calls = migration.migrate_quads, iter(range(100))

    def failing(*arguments: object) -> list[Quad]:
        if next(calls) == survivors:
            raise KeyboardInterrupt
        return original(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt), diplograph.open(old_store) as kg:
        cut.setattr(migration, "migrate_quads", failing)
        kg.migrate()
    with open_store(old_store) as store:
        assert stored_version(store) == "0.0.5"
        assert store.verify() == ()
    with diplograph.open(old_store) as kg:
        kg.migrate()
        check_migrated(kg.store)


def test_nothing_is_written_beside_old_terms(old_store: str) -> None:
    with diplograph.open(old_store) as kg, pytest.raises(StoreError, match=r"0\.0\.5") as caught:
        kg.add("Oman will mediate between Chad and Libya.", date="2021-05-04")
    assert "diplograph migrate" in caught.value.hint
    with open_store(old_store) as store:
        assert stored_version(store) == "0.0.5"
        assert len(store.articles()) == 2


def test_answer_of_an_old_store_says_that_it_may_lack_something(old_store: str) -> None:
    with diplograph.open(old_store, read_only=True) as kg:
        answer = kg.ask("who-meets-where")
        assert any("diplograph migrate" in note for note in answer.notes)
    with diplograph.open(old_store) as kg:
        kg.migrate()
        assert kg.ask("who-meets-where").notes == ()


def test_older_version_whose_graphs_need_no_change_is_taken_as_it_is(old_store: str, steps: Path) -> None:
    for path in steps.glob("*.ru"):
        path.write_text("# nothing")
    with diplograph.open(old_store) as kg:
        assert kg.ask("who-meets-where").notes == ()
        kg.add("Oman will mediate between Chad and Libya.", date="2021-05-04")
        assert stored_version(kg.store) == ONTOLOGY_VERSION


def test_version_that_nothing_leads_from_is_refused(old_store: str, steps: Path) -> None:
    (steps / "0.0.5_0.0.6.ru").unlink()
    with diplograph.open(old_store) as kg, pytest.raises(StoreError, match="no migration leads"):
        kg.migrate()


def test_newer_store_is_left_alone(old_store: str) -> None:
    with open_store(old_store) as store:
        store.replace_graph(GRAPH_ONTOLOGY, ontology_of("99.0.0"))
    with diplograph.open(old_store) as kg:
        for write in (kg.migrate, lambda: kg.add("Oman backs Chad.", date="2021-05-04")):
            with pytest.raises(StoreError, match=r"99\.0\.0") as caught:
                write()
            assert "upgrade" in caught.value.hint
        assert any("upgrade diplograph" in note for note in kg.ask("who-meets-where").notes)
        assert stored_version(kg.store) == "99.0.0"


def test_store_without_an_ontology_needs_no_migration() -> None:
    with diplograph.open("memory:") as kg:
        report = kg.migrate()
        assert (report.before, report.changes) == (None, ())
        kg.add("Oman backs Chad.", date="2021-05-04")
        assert stored_version(kg.store) == ONTOLOGY_VERSION


def test_store_of_the_first_version_is_brought_to_this_one_by_what_ships(tmp_path: Path) -> None:
    location = str(tmp_path / "first.store")
    with open_store(location) as store:
        store.replace_graph(GRAPH_ONTOLOGY, ontology_of("0.1.0"))
        store.add_article(*PRESENT)
    with diplograph.open(location) as kg:
        assert kg.migrate().before == "0.1.0"
        assert stored_version(kg.store) == ONTOLOGY_VERSION
        assert kg.store.verify() == ()
