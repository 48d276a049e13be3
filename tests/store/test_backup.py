"""A backup holds all that was written, is made beside a writer, and is refused when it is damaged."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from handmade import item_of, karabakh_extraction, other_extraction, small_register

from diplograph.errors import InputError, StoreError
from diplograph.graph import register_quads
from diplograph.reasoning import infer
from diplograph.store import open_store
from diplograph.store.backup import back_up, restore_backup
from diplograph.store.layout import Layout
from diplograph.vocab import GRAPH_REGISTER

RECORD, QUADS = item_of(karabakh_extraction())
OTHER, OTHER_QUADS = item_of(other_extraction(1))


@pytest.fixture
def location(tmp_path: Path) -> Path:
    place = tmp_path / "talks.store"
    with open_store(str(place)) as store:
        store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        store.add_article(RECORD, QUADS)
        store.add_article(OTHER, OTHER_QUADS)
        store.retract(OTHER.id)
        infer(store)
    return place


def test_what_is_restored_is_what_was_backed_up(location: Path, tmp_path: Path) -> None:
    made = back_up(Layout(location), tmp_path / "talks.tar")
    assert made.article_count == restore_backup(tmp_path / "talks.tar", Layout(tmp_path / "again.store")) == 2
    with open_store(str(location)) as old, open_store(str(tmp_path / "again.store")) as new:
        infer(new)
        assert set(new.quads()) == set(old.quads())
        assert new.articles() == old.articles()
        assert new.verify() == ()
        new.restore(OTHER.id)
        assert set(OTHER_QUADS) <= set(new.quads())


def test_a_backup_is_made_while_another_writes_and_ends_with_a_whole_entry(location: Path, tmp_path: Path) -> None:
    with open_store(str(location)) as writer:
        writer.add_article(*item_of(other_extraction(2)))
        with (location / "log" / "000001.nq.gz").open("ab") as log:
            log.write(b"\x1f\x8b\x08\x04 half an entry")
        back_up(Layout(location), tmp_path / "talks.tar")
    assert restore_backup(tmp_path / "talks.tar", Layout(tmp_path / "again.store")) == 3


def test_a_backup_overwrites_nothing(location: Path, tmp_path: Path) -> None:
    (tmp_path / "talks.tar").write_text("mine")
    with pytest.raises(InputError):
        back_up(Layout(location), tmp_path / "talks.tar")
    assert (tmp_path / "talks.tar").read_text() == "mine"


def test_a_store_is_not_overwritten_by_a_backup(location: Path, tmp_path: Path) -> None:
    back_up(Layout(location), tmp_path / "talks.tar")
    with pytest.raises(StoreError):
        restore_backup(tmp_path / "talks.tar", Layout(location))
    with open_store(str(location)) as store:
        assert store.verify() == ()


def pack(path: Path, members: dict[str, bytes]) -> None:
    with tarfile.open(path, "w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"format.json": b'{"format": 2}', "log/000001.nq.gz": b""},
        {"../outside": b"x", "backup.json": b"{}"},
        {"/etc/outside": b"x", "backup.json": b"{}"},
        {"log/000001.nq.gz/../../outside": b"x", "backup.json": b"{}"},
        {"format.json": b'{"format": 2}', "backup.json": b'{"format.json": "0"}'},
    ],
)
def test_what_is_no_backup_leaves_nothing_behind(tmp_path: Path, members: dict[str, bytes]) -> None:
    pack(tmp_path / "bad.tar", members)
    with pytest.raises(InputError) as caught:
        restore_backup(tmp_path / "bad.tar", Layout(tmp_path / "place" / "again.store"))
    assert caught.value.hint
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["bad.tar"]
    assert not (tmp_path / "place" / "again.store" / "format.json").exists()


@pytest.mark.parametrize("name", ["format.json", "log/000001.nq.gz", "backup.json"])
def test_a_backup_with_a_flipped_byte_is_refused(location: Path, tmp_path: Path, name: str) -> None:
    backup = tmp_path / "talks.tar"
    back_up(Layout(location), backup)
    with tarfile.open(backup) as archive:
        member = archive.getmember(name)
    content = bytearray(backup.read_bytes())
    content[member.offset_data + member.size // 2] ^= 0x01
    backup.write_bytes(bytes(content))
    with pytest.raises(InputError) as caught:
        restore_backup(backup, Layout(tmp_path / "again.store"))
    assert caught.value.hint
    assert not (tmp_path / "again.store" / "format.json").exists()


def test_no_file_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        restore_backup(tmp_path / "nothing.tar", Layout(tmp_path / "again.store"))
