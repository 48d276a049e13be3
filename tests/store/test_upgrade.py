"""Stores of the first layout, one file a graph, are opened as if they were new."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from handmade import item_of, karabakh_extraction, other_extraction, small_register

from diplograph.errors import StoreError
from diplograph.graph import register_quads
from diplograph.store import ArticleRecord, ArticleState, open_store
from diplograph.store.nquads import to_nquads
from diplograph.store.records import to_json
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_REGISTER

RECORD, QUADS = item_of(karabakh_extraction())
OTHER, OTHER_QUADS = item_of(other_extraction(1))


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """What a release of the first layout left."""
    place = tmp_path / "talks.store"
    for folder in ("articles", "retracted", "graphs", "engine"):
        (place / folder).mkdir(parents=True)
    write_article(place / "articles", RECORD, to_nquads(QUADS, GRAPH_ARTICLE + RECORD.id))
    retracted = replace(OTHER, state=ArticleState.RETRACTED)
    write_article(place / "retracted", retracted, to_nquads(OTHER_QUADS, GRAPH_ARTICLE + OTHER.id))
    register = to_nquads(register_quads(small_register()), GRAPH_REGISTER)
    (place / "graphs" / f"{quote(GRAPH_REGISTER, safe='')}.nq.gz").write_bytes(gzip.compress(register))
    (place / "catalogue.sqlite").write_bytes(b"of another layout")
    (place / "format.json").write_text(json.dumps({"format": 1, "created_with": "diplograph 0.1.0"}))
    return place


def write_article(folder: Path, record: ArticleRecord, nquads: bytes) -> None:
    counted = replace(record, quad_count=nquads.count(b"\n"))
    content = f"# {to_json(counted)}\n".encode() + nquads
    (folder / f"{record.id}.nq.gz").write_bytes(gzip.compress(content))


@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_of_the_first_layout_is_upgraded_when_it_is_opened(location: Path, read_only: bool) -> None:
    with open_store(str(location), read_only=read_only) as store:
        assert {record.id: record.state for record in store.articles()} == {
            RECORD.id: ArticleState.PRESENT,
            OTHER.id: ArticleState.RETRACTED,
        }
        assert set(store.quads(GRAPH_ARTICLE + RECORD.id)) == set(QUADS)
        assert set(store.quads(GRAPH_REGISTER)) == set(register_quads(small_register()))
        assert store.verify() == ()
        assert store.uninferred.is_everything
    with open_store(str(location)) as store:
        store.restore(OTHER.id)
        assert set(store.quads(GRAPH_ARTICLE + OTHER.id)) == set(OTHER_QUADS)
    assert not (location / "articles").exists()


def test_an_upgrade_that_was_cut_short_begins_anew(location: Path) -> None:
    (location / "log").mkdir()
    (location / "log" / "000001.nq.gz").write_bytes(b"half")
    (location / "log.new").mkdir()
    with open_store(str(location)) as store:
        assert len(store.articles()) == 2
        assert store.verify() == ()


def test_a_damaged_file_of_the_first_layout_stops_the_upgrade_and_nothing_is_changed(location: Path) -> None:
    (location / "articles" / f"{RECORD.id}.nq.gz").write_bytes(b"\x1f\x8bdamaged")
    with pytest.raises(StoreError) as caught:
        open_store(str(location))
    assert RECORD.id in caught.value.message
    assert json.loads((location / "format.json").read_text())["format"] == 1
    assert (location / "retracted" / f"{OTHER.id}.nq.gz").exists()
