"""Directories: who may open them, what refuses to be opened, and what survives."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from directories import files_of, refusal
from handmade import item_of, karabakh_extraction, other_extraction

from diplograph.errors import StoreError, StoreInUseError
from diplograph.store import Store, open_store
from diplograph.vocab import GRAPH_REGISTER

RECORD, QUADS = item_of(karabakh_extraction())
SOURCES = str(Path(__file__).parents[2] / "src")


@pytest.mark.parametrize("read_only", [True, False])
def test_a_closed_store_opens_with_everything_in_it(location: Path, read_only: bool) -> None:
    with open_store(str(location), read_only=read_only) as store:
        assert set(QUADS) <= set(store.quads())
        assert not store.uninferred
        assert store.verify() == ()


def test_readers_go_on_seeing_what_they_opened_while_a_writer_works(location: Path) -> None:
    other, quads = item_of(other_extraction(1))
    with open_store(str(location), read_only=True) as first, open_store(str(location)) as writer:
        writer.add_article(other, quads)
        with open_store(str(location), read_only=True) as second:
            assert set(second.quads()) == set(first.quads())
        writer.publish()
        with open_store(str(location), read_only=True) as third:
            assert set(third.quads()) == set(first.quads()) | set(quads)
            writer.retract(other.id)
            writer.publish()
            assert set(quads) <= set(third.quads())
            assert not set(quads) & set(first.quads())


def test_a_snapshot_stays_while_it_is_read_and_goes_afterwards(location: Path) -> None:
    def serials() -> list[int]:
        return sorted(int(path.name) for path in (location / "snapshots").iterdir() if path.is_dir())

    with open_store(str(location)) as writer:
        (old,) = serials()
        with open_store(str(location), read_only=True):
            for number in (1, 2):
                writer.add_article(*item_of(other_extraction(number)))
                writer.publish()
            assert len(serials()) == 2
            assert old in serials()
        writer.add_article(*item_of(other_extraction(3)))
    assert len(serials()) == 1


def test_a_writer_that_works_long_publishes_by_itself(location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diplograph.store.writer_home.PUBLISH_S", 0.0)
    other, quads = item_of(other_extraction(1))
    with open_store(str(location)) as writer:
        writer.add_article(other, quads)
        with open_store(str(location), read_only=True) as reader:
            assert set(quads) <= set(reader.quads())


def test_a_store_in_use_tells_a_second_writer_by_whom(location: Path) -> None:
    with open_store(str(location)):
        error = refusal(location)
        assert isinstance(error, StoreInUseError)
        assert f"process {os.getpid()}" in error.message
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
        ('{"format": 3, "created_with": "diplograph 9.0"}', "diplograph 9.0"),
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
    assert found["format"] == 2
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


def test_a_view_that_outlives_its_store_does_no_harm(location: Path) -> None:
    with open_store(str(location)) as store:
        view = store.dataset()
        store.add_article(*item_of(other_extraction(1)))
    assert not (location / "engine.files").exists()
    count = len(view)
    assert isinstance(refusal(location), StoreInUseError)
    del view
    gc.collect()
    with open_store(str(location)) as store:
        assert store.verify() == ()
        assert len(set(store.quads())) >= count
    assert (location / "engine.files").exists()
