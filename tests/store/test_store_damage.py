"""Damage to a store directory is named, and what can be brought back is; compaction loses nothing."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from directories import files_of, refusal
from handmade import item_of, karabakh_extraction, other_extraction, small_register

from diplograph.errors import StoreError
from diplograph.graph import register_quads
from diplograph.model import Iri
from diplograph.reasoning import infer
from diplograph.store import open_store, read_rdf
from diplograph.store.catalogue import Catalogue
from diplograph.store.compaction import compact
from diplograph.store.layout import Layout
from diplograph.store.repair import repair
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_REVIEWS

RECORD, QUADS = item_of(karabakh_extraction())


def cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def damage_manifest(place: Path, share: float = 0.3) -> None:
    (manifest,) = place.glob("MANIFEST-*")
    cut(manifest, int(manifest.stat().st_size * share))


def empty_manifest(place: Path) -> None:
    """What opens as an empty store without any error from the engine."""
    empty = place.with_name("empty.store")
    open_store(str(empty)).close()
    for path in place.iterdir():
        path.unlink()
    for path in (empty / "engine").iterdir():
        (place / path.name).write_bytes(path.read_bytes())


def remove_a_table(place: Path) -> None:
    next(place.glob("*.sst")).unlink()


def snapshot_of(place: Path) -> Path:
    (found,) = (path for path in (place / "snapshots").iterdir() if path.is_dir())
    return found


DAMAGES = [
    damage_manifest,
    empty_manifest,
    remove_a_table,
    *(lambda place, share=share: damage_manifest(place, share) for share in (0, 0.5, 0.8, 0.99)),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_engine_is_refused_untouched_and_rebuilt_by_repair(
    location: Path, damage: Callable[[Path], None]
) -> None:
    with open_store(str(location)) as store:
        quads = set(store.quads())
    damage(location / "engine")
    before = files_of(location)
    error = refusal(location)
    assert "damaged" in error.message
    assert "store repair" in error.hint
    assert files_of(location) == before
    assert repair(Layout(location)).graph_count == 3
    with open_store(str(location)) as store:
        assert store.verify() == ()
        infer(store)
        assert set(store.quads()) == quads


@pytest.mark.parametrize("damage", DAMAGES)
def test_readers_notice_a_damaged_snapshot(location: Path, damage: Callable[[Path], None]) -> None:
    damage(snapshot_of(location))
    assert "damaged" in refusal(location, read_only=True).message
    repair(Layout(location))
    with open_store(str(location), read_only=True) as store:
        assert set(QUADS) <= set(store.quads())


def test_a_damaged_catalogue_is_refused_untouched_and_rebuilt_by_repair(location: Path) -> None:
    (location / "catalogue.sqlite").write_bytes(b"no database at all" * 100)
    before = files_of(location)
    assert "store repair" in refusal(location).hint
    assert files_of(location) == before
    repair(Layout(location))
    with open_store(str(location)) as store:
        assert [record.id for record in store.articles()] == [RECORD.id]


@pytest.mark.parametrize("lost", ["engine", "catalogue.sqlite", "snapshots"])
@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_lost_is_rebuilt_from_the_log(location: Path, lost: str, read_only: bool) -> None:
    with open_store(str(location)) as store:
        store.add_article(*item_of(other_extraction(1)))
        store.retract(RECORD.id)
        infer(store)
        quads, records = set(store.quads()), store.articles()
    path = location / lost
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    with open_store(str(location)) as store:
        pass
    with open_store(str(location), read_only=read_only) as store:
        assert store.articles() == records
        assert store.verify() == ()
    with open_store(str(location)) as store:
        infer(store)
        assert set(store.quads()) == quads


def log_of(place: Path) -> Path:
    return place / "log" / "000001.nq.gz"


def flip(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 0xFF
    path.write_bytes(bytes(content))


def places_of(place: Path) -> dict[str, int]:
    with closing(Catalogue(place / "catalogue.sqlite", read_only=True)) as catalogue:
        return {name: found.offset for name, found in catalogue.places()}


def test_the_log_is_readable_as_gzipped_nquads(location: Path) -> None:
    text = gzip.decompress(log_of(location).read_bytes()).decode()
    assert set(read_rdf(text, file_format="nq")) >= {*QUADS, *register_quads(small_register())}


@pytest.mark.parametrize("offset", [0, 5, 16, 40, 200])
def test_a_flipped_byte_of_the_log_is_named_and_the_graph_saved_from_the_engine(location: Path, offset: int) -> None:
    name = GRAPH_ARTICLE + RECORD.id
    with open_store(str(location)) as store:
        store.add_articles([item_of(other_extraction(number)) for number in (1, 2)])
        quads = set(store.quads())
    flip(log_of(location), places_of(location)[name] + offset)
    with open_store(str(location)) as store:
        assert RECORD.id in " ".join(store.verify())
        with pytest.raises(StoreError) as caught:
            store.retract(RECORD.id)
        assert "damaged" in caught.value.message
        assert "store repair" in caught.value.hint
    found = repair(Layout(location))
    assert found.saved == (name,)
    assert not found.lost
    assert (location / "log.damaged").is_dir()
    with open_store(str(location)) as store:
        assert store.verify() == ()
        assert {record.id for record in store.articles()} >= {RECORD.id}
        infer(store)
        assert quads <= set(store.quads())


def test_what_is_damaged_in_log_and_engine_is_reported_as_lost_and_all_else_kept(location: Path) -> None:
    name = GRAPH_ARTICLE + RECORD.id
    other, quads = item_of(other_extraction(1))
    with open_store(str(location)) as store:
        store.add_article(other, quads)
        store.update(f"CLEAR GRAPH <{name}>")
    flip(log_of(location), places_of(location)[name] + 100)
    found = repair(Layout(location))
    assert found.lost == (name,)
    with open_store(str(location)) as store:
        assert [record.id for record in store.articles()] == [other.id]
        assert set(store.quads(GRAPH_ARTICLE + other.id)) == set(quads)
        assert store.add_article(RECORD, QUADS)


def test_a_log_whose_end_was_cut_off_behind_the_stores_back_is_noticed(location: Path) -> None:
    cut(log_of(location), log_of(location).stat().st_size - 10)
    assert "cut off" in refusal(location).message
    assert repair(Layout(location)).damage
    with open_store(str(location)) as store:
        assert store.verify() == ()
        assert set(QUADS) <= set(store.quads())


def test_verify_finds_what_changed_behind_the_stores_back(location: Path) -> None:
    with open_store(str(location)) as store:
        store.update("DELETE { GRAPH ?g { ?s dg:score ?o } } WHERE { GRAPH ?g { ?s dg:score ?o } }")
        problems = " ".join(store.verify())
    assert f"graph/article/{RECORD.id} holds" in problems


def test_compaction_drops_what_was_replaced_and_keeps_the_rest(location: Path) -> None:
    other, _ = item_of(other_extraction(1))
    with open_store(str(location)) as store:
        store.add_article(*item_of(other_extraction(1)))
        for number in range(5):
            quads = [quad._replace(graph_name=Iri(GRAPH_REVIEWS)) for quad in QUADS[number:]]
            store.replace_graph(GRAPH_REVIEWS, quads)
        store.retract(other.id)
        infer(store)
        quads, records = set(store.quads()), store.articles()
    size = log_of(location).stat().st_size
    compact(Layout(location))
    assert log_of(location).stat().st_size < size
    with open_store(str(location)) as store:
        assert store.verify() == ()
        assert not store.uninferred
        assert (set(store.quads()), store.articles()) == (quads, records)
        store.restore(other.id)
        assert store.verify() == ()


def test_a_compaction_that_was_cut_short_is_finished_or_forgotten(location: Path) -> None:
    for states in (("log.old", "log.new"), ("log.old",), ("log", "log.new"), ("log", "log.old")):
        with open_store(str(location)) as store:
            quads = set(store.quads(GRAPH_ARTICLE + RECORD.id))
        log = location / "log"
        for name in states:
            if name != "log":
                shutil.copytree(log, location / name)
        if "log" not in states:
            shutil.rmtree(log)
        with open_store(str(location)) as store:
            assert store.verify() == ()
            assert set(store.quads(GRAPH_ARTICLE + RECORD.id)) == quads
        assert sorted(path.name for path in location.glob("log*")) == ["log"]
