"""Directories: who may open them, what refuses to be opened, and what survives."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from handmade import item_of, karabakh_extraction, other_extraction, small_register

from diplograph.errors import StoreError
from diplograph.graph import register_quads
from diplograph.reasoning import infer
from diplograph.store import Store, open_store
from diplograph.vocab import GRAPH_REGISTER

RECORD, QUADS = item_of(karabakh_extraction())
SOURCES = str(Path(__file__).parents[2] / "src")


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """A closed store with a register, one article and its inferences."""
    place = tmp_path / "talks.store"
    with open_store(str(place)) as store:
        store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        store.add_article(RECORD, QUADS)
        infer(store)
    return place


def files_of(place: Path) -> dict[str, bytes]:
    """All files but the engine's log, which Oxigraph writes on any opening."""
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and not path.name.startswith("LOG")
    }


def refusal(place: Path, *, read_only: bool = False, create: bool = True) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(str(place), read_only=read_only, create=create)
    assert caught.value.hint
    assert caught.value.exit_code == 6
    return caught.value


@pytest.mark.parametrize("read_only", [True, False])
def test_a_closed_store_opens_with_everything_in_it(location: Path, read_only: bool) -> None:
    with open_store(str(location), read_only=read_only) as store:
        assert set(QUADS) <= set(store.quads())
        assert not store.uninferred
        assert store.verify() == ()


def test_readers_may_be_several_but_nobody_writes_meanwhile(location: Path) -> None:
    with open_store(str(location), read_only=True), open_store(str(location), read_only=True) as second:
        assert second.find_article(RECORD.id)
        assert "reading" in refusal(location).message


def test_a_store_in_use_tells_by_whom(location: Path) -> None:
    with open_store(str(location)):
        before = files_of(location)
        for read_only in (True, False):
            assert f"process {os.getpid()}" in refusal(location, read_only=read_only).message
        assert files_of(location) == before
    open_store(str(location)).close()


def test_a_lock_ends_with_its_process(location: Path) -> None:
    script = f"from diplograph.store import open_store; open_store({str(location)!r}); import os; os._exit(0)"
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ, "PYTHONPATH": SOURCES})
    open_store(str(location)).close()


def test_reading_changes_no_file(location: Path) -> None:
    before = files_of(location)
    with open_store(str(location), read_only=True) as store:
        list(store.quads())
        store.articles()
        store.verify()
    assert files_of(location) == before


def test_a_read_only_store_refuses_to_write(location: Path) -> None:
    before = files_of(location)
    with open_store(str(location), read_only=True) as store:
        writes: list[Callable[[Store], object]] = [
            lambda s: s.retract(RECORD.id),
            lambda s: s.add_article(*item_of(other_extraction(1))),
            lambda s: s.replace_graph(GRAPH_REGISTER, []),
            lambda s: s.update("CLEAR ALL"),
        ]
        for write in writes:
            with pytest.raises(StoreError):
                write(store)
    assert files_of(location) == before


def test_a_missing_store_is_not_made_by_reading(tmp_path: Path) -> None:
    place = tmp_path / "nowhere"
    assert "no store" in refusal(place, read_only=True).message
    assert "no store" in refusal(place, create=False).message
    assert not place.exists()


def test_a_file_is_no_store(tmp_path: Path) -> None:
    place = tmp_path / "notes.txt"
    place.write_text("mine")
    assert "file" in refusal(place).message
    assert place.read_text() == "mine"


def test_a_folder_with_other_things_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert "not a diplograph store" in refusal(tmp_path).message
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    with open_store(str(tmp_path)) as store:
        assert store.add_article(RECORD, QUADS)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"format": 2, "created_with": "diplograph 9.0"}', "diplograph 9.0"),
        ('{"form', "damaged"),
        ("[]", "damaged"),
        ('{"format": "new"}', "damaged"),
    ],
)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_or_damaged_format_is_refused_untouched(
    location: Path, content: str, said: str, read_only: bool
) -> None:
    (location / "format.json").write_text(content)
    before = files_of(location)
    assert said in refusal(location, read_only=read_only).message
    assert files_of(location) == before


def damage_manifest(place: Path) -> None:
    (manifest,) = (place / "engine").glob("MANIFEST-*")
    with manifest.open("r+b") as file:
        file.truncate(40)


def empty_manifest(place: Path) -> None:
    """What opens as an empty store without any error from the engine."""
    empty = place.with_name("empty.store")
    open_store(str(empty)).close()
    for path in (place / "engine").iterdir():
        path.unlink()
    for path in (empty / "engine").iterdir():
        (place / "engine" / path.name).write_bytes(path.read_bytes())


def damage_catalogue(place: Path) -> None:
    (place / "catalogue.sqlite").write_bytes(b"no database at all" * 100)


@pytest.mark.parametrize("damage", [damage_manifest, empty_manifest, damage_catalogue])
def test_a_damaged_store_is_refused_untouched(location: Path, damage: Callable[[Path], None]) -> None:
    damage(location)
    before = files_of(location)
    refusal(location)
    assert files_of(location) == before


@pytest.mark.parametrize("damage", [damage_manifest, empty_manifest])
def test_readers_notice_a_damaged_engine_too(location: Path, damage: Callable[[Path], None]) -> None:
    damage(location)
    assert "damaged" in refusal(location, read_only=True).message


@pytest.mark.parametrize("lost", ["engine", "catalogue.sqlite"])
@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_lost_is_rebuilt_from_the_articles_files(location: Path, lost: str, read_only: bool) -> None:
    with open_store(str(location)) as store:
        store.add_article(*item_of(other_extraction(1)))
        store.retract(RECORD.id)
        infer(store)
        quads, records = set(store.quads()), store.articles()
    path = location / lost
    if path.is_dir():
        for each in path.iterdir():
            each.unlink()
        path.rmdir()
    else:
        path.unlink()
    with open_store(str(location), read_only=read_only) as store:
        assert store.articles() == records
        assert store.verify() == ()
    with open_store(str(location)) as store:
        infer(store)
        assert set(store.quads()) == quads


def test_verify_finds_what_changed_behind_the_stores_back(location: Path) -> None:
    article = location / "articles" / f"{RECORD.id}.nq.gz"
    lines = gzip.decompress(article.read_bytes()).decode().split("\n")
    article.write_bytes(gzip.compress("\n".join(lines[:-3]).encode()))
    (location / "articles" / "0123456789abcdef.nq.gz").write_bytes(b"")
    with open_store(str(location)) as store:
        store.update("DELETE { GRAPH ?g { ?s dg:score ?o } } WHERE { GRAPH ?g { ?s dg:score ?o } }")
        problems = " ".join(store.verify())
    assert f"{RECORD.id}.nq.gz holds" in problems
    assert "0123456789abcdef" in problems
    assert f"graph/article/{RECORD.id} holds" in problems


def test_a_damaged_article_file_is_reported_by_restore(location: Path) -> None:
    with open_store(str(location)) as store:
        store.retract(RECORD.id)
        (location / "retracted" / f"{RECORD.id}.nq.gz").write_bytes(b"\x1f\x8bnothing")
        with pytest.raises(StoreError) as caught:
            store.restore(RECORD.id)
    assert "damaged" in caught.value.message


def test_without_permission_to_write_a_store_can_still_be_read(
    ordinary_user: Path, become_ordinary: Callable[[], None]
) -> None:
    place = ordinary_user / "talks.store"
    with open_store(str(place)) as store:
        store.add_article(RECORD, QUADS)
    for path in [place, *place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = files_of(place)
    become_ordinary()
    assert "permission" in refusal(place).message
    with open_store(str(place), read_only=True) as store:
        assert set(store.quads()) == set(QUADS)
        assert len(store.articles()) == 1
    assert files_of(place) == before


def test_without_permission_no_store_is_made(ordinary_user: Path, become_ordinary: Callable[[], None]) -> None:
    ordinary_user.chmod(0o555)
    become_ordinary()
    assert "permission" in refusal(ordinary_user / "talks.store").message
    assert list(ordinary_user.iterdir()) == []


def test_an_unreadable_store_is_refused(ordinary_user: Path, become_ordinary: Callable[[], None]) -> None:
    place = ordinary_user / "talks.store"
    open_store(str(place)).close()
    place.chmod(0o700)
    if os.geteuid() != 0:
        place.chmod(0o000)
    become_ordinary()
    try:
        assert "permission" in refusal(place, read_only=True).message
    finally:
        if os.geteuid() != 65534:
            place.chmod(0o700)


def test_the_format_file_names_its_maker(location: Path) -> None:
    found = json.loads((location / "format.json").read_text())
    assert found["format"] == 1
    assert found["created_with"].startswith("diplograph")


HEAVY = ("rdflib", "oxrdflib", "SPARQLWrapper", "owlready2", "pyshacl", "spacy", "sqlite3", "gzip")


def test_opening_and_querying_imports_pyoxigraph_alone(location: Path) -> None:
    script = (
        "import sys\nfrom diplograph.store import open_store\n"
        f"with open_store({str(location)!r}, read_only=True) as store:\n"
        "    store.query('SELECT ?c WHERE { ?c a dg:Claim }')\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": SOURCES}
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, env=environment)
    assert done.stdout.strip() == "[]"


def test_opening_and_querying_is_quick(location: Path) -> None:
    start = time.perf_counter()
    with open_store(str(location), read_only=True) as store:
        store.query("SELECT ?c WHERE { ?c a dg:Claim }")
    assert time.perf_counter() - start < 0.25


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://127.0.0.1:9/sparql"])
def test_an_endpoint_that_does_not_answer_is_a_store_error(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(address)
    assert "does not answer" in caught.value.message


def test_an_address_without_sparql_is_a_store_error(server: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(f"{server}/no/such/place")
    assert caught.value.hint
