"""Migrations are read from files in order, lead from version to version, and rewrite one graph in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from handmade import item_of, karabakh_extraction

from diplograph.errors import InputError, QueryError, StoreError
from diplograph.model import Iri, Literal, Quad
from diplograph.resources import ontology_folder
from diplograph.store import Migration, find_way, migrate_quads, read_migrations, version_key
from diplograph.vocab import DG, GRAPH_REVIEWS, ONTOLOGY_VERSION

QUADS = item_of(karabakh_extraction())[1]
FIRST_VERSION = "0.1.0"


def renaming(old: str, new: str) -> str:
    return (
        f"PREFIX dg: <https://w3id.org/diplograph/ont#>\n"
        f"DELETE {{ GRAPH ?graph {{ ?s dg:{old} ?o }} }} INSERT {{ GRAPH ?graph {{ ?s dg:{new} ?o }} }}\n"
        f"WHERE {{ GRAPH ?graph {{ ?s dg:{old} ?o }} }}"
    )


def step(before: str, after: str, update: str = "") -> Migration:
    return Migration(before, after, update)


def test_shipped_migrations_lead_from_the_first_version_to_this_one() -> None:
    migrations = read_migrations(ontology_folder() / "migrations")
    way = find_way(migrations, FIRST_VERSION, ONTOLOGY_VERSION)
    assert way == migrations, "every file is on the way"


@pytest.mark.parametrize("migration", read_migrations(ontology_folder() / "migrations"), ids=lambda each: each.after)
def test_shipped_migration_does_nothing_more_the_second_time(migration: Migration) -> None:
    once = migrate_quads(QUADS, [migration])
    assert set(migrate_quads(once, [migration])) == set(once)


@pytest.mark.parametrize("migration", read_migrations(ontology_folder() / "migrations"), ids=lambda each: each.after)
def test_shipped_migration_says_what_it_is_for(migration: Migration) -> None:
    assert migration.update.startswith(f"# From version {migration.before} of the ontology to {migration.after}: ")


def test_migrations_are_read_in_the_order_of_their_versions(tmp_path: Path) -> None:
    for name in ("0.10.0_0.11.0.ru", "0.9.0_0.10.0.ru"):
        (tmp_path / name).write_text("# nothing")
    (tmp_path / "README.md").write_text("")
    assert [migration.before for migration in read_migrations(tmp_path)] == ["0.9.0", "0.10.0"]


@pytest.mark.parametrize("name", ["rename.ru", "0.1_0.2.ru", "0.1.0-0.2.0.ru", "0.1.0_0.2.0_0.3.0.ru"])
def test_file_of_another_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# nothing")
    with pytest.raises(InputError, match="no name of a migration"):
        read_migrations(tmp_path)


@pytest.mark.parametrize("text", ["SELECT * WHERE { ?s ?p ?o }", "DELETE WHERE { GRAPH ?g { ?s ?p } }"])
def test_file_that_is_no_update_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "0.1.0_0.2.0.ru").write_text(text)
    with pytest.raises(QueryError):
        read_migrations(tmp_path)


@pytest.mark.parametrize(
    ("text", "is_change"),
    [
        ("# DELETE is spoken of in a comment only", False),
        ("PREFIX dg: <https://w3id.org/diplograph/ont#INSERT>\n", False),
        ("", False),
        (renaming("a", "b"), True),
        ("delete where { graph ?g { ?s ?p ?o } }", True),
    ],
)
def test_migration_knows_whether_it_changes_anything(text: str, is_change: bool) -> None:
    assert step("0.1.0", "0.2.0", text).changes_graphs == is_change


def test_way_leads_over_all_versions_between() -> None:
    steps = [step("0.2.0", "0.3.0"), step("0.1.0", "0.2.0"), step("0.3.0", "1.0.0")]
    assert [each.before for each in find_way(steps, "0.1.0", "0.3.0")] == ["0.1.0", "0.2.0"]
    assert find_way(steps, "0.3.0", "0.3.0") == ()


@pytest.mark.parametrize(
    "steps",
    [[], [step("0.1.0", "0.2.0")], [step("0.2.0", "0.3.0")], [step("0.1.0", "0.2.0"), step("0.2.0", "0.1.0")]],
    ids=["none", "ends too early", "begins too late", "turns in a circle"],
)
def test_gap_is_told_of(steps: list[Migration]) -> None:
    with pytest.raises(StoreError, match=r"from version 0\.1\.0 of the ontology to 0\.3\.0") as caught:
        find_way(steps, "0.1.0", "0.3.0")
    assert caught.value.hint


def test_versions_compare_by_number() -> None:
    assert version_key("0.9.0") < version_key("0.10.0")
    with pytest.raises(StoreError):
        version_key("newest")


def test_renamed_property_is_renamed_and_nothing_else_changes() -> None:
    renamed = migrate_quads(QUADS, [step("0.1.0", "0.2.0", renaming("hasKind", "hasSort"))])
    assert len(renamed) == len(QUADS)
    assert {quad.predicate.value for quad in renamed} & {DG.hasKind, f"{DG.hasKind[:-7]}hasSort"} == {
        f"{DG.hasKind[:-7]}hasSort"
    }
    assert set(migrate_quads(renamed, [step("0.2.0", "0.3.0", renaming("hasSort", "hasKind"))])) == set(QUADS)


def test_migrations_follow_on_one_another() -> None:
    chain = [step("1.0.0", "1.1.0", renaming("hasKind", "a")), step("1.1.0", "1.2.0", renaming("a", "b"))]
    names = {quad.predicate.value.rpartition("#")[2] for quad in migrate_quads(QUADS, chain)}
    assert "b" in names
    assert not {"a", "hasKind"} & names


def test_migration_that_writes_elsewhere_is_refused() -> None:
    update = f"INSERT {{ GRAPH <{GRAPH_REVIEWS}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    with pytest.raises(InputError, match="another graph"):
        migrate_quads(QUADS, [step("0.1.0", "0.2.0", update)])


def test_migration_may_empty_a_graph() -> None:
    quad = Quad(Iri("a:s"), Iri("a:p"), Literal("x"), Iri(GRAPH_REVIEWS))
    assert migrate_quads([quad], [step("0.1.0", "0.2.0", "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }")]) == []
