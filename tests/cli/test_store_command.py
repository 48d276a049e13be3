"""`store`: what each of its commands does and says, on a directory with one article."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.cli.run import run
from diplograph.model import Iri, Literal, Quad
from diplograph.store import ArticleRecord, open_store
from diplograph.vocab import GRAPH_ARTICLE

RECORD = ArticleRecord("0123456789abcdef", "0123456789abcdef" * 4)
QUAD = Quad(Iri("urn:s"), Iri("urn:p"), Literal("said"), Iri(GRAPH_ARTICLE + RECORD.id))


@pytest.fixture
def location(tmp_path: Path) -> Path:
    place = tmp_path / "talks.store"
    with open_store(str(place)) as store:
        store.add_article(RECORD, [QUAD])
    return place


def flip(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= 0xFF
    path.write_bytes(bytes(content))


def test_a_sound_store_is_verified(location: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(location), "store", "verify"]) == 0
    assert "as it was written" in capsys.readouterr().err


def test_damage_is_named_then_repaired(location: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flip(location / "log" / "000001.nq.gz", 30)
    assert run(["--store", str(location), "store", "verify", "--format", "jsonl"]) == 1
    assert RECORD.id in capsys.readouterr().out
    assert run(["--store", str(location), "store", "repair"]) == 0
    assert "1 of them from the engine; 0 lost" in capsys.readouterr().err
    assert run(["--store", str(location), "store", "verify"]) == 0


def test_a_damaged_engine_is_refused_with_the_command_that_mends_it(
    location: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (manifest,) = (location / "engine").glob("MANIFEST-*")
    manifest.write_bytes(manifest.read_bytes()[:20])
    assert run(["--store", str(location), "article", "retract", RECORD.id]) == 6
    assert "diplograph store repair" in capsys.readouterr().err
    assert run(["--store", str(location), "store", "repair"]) == 0
    assert run(["--store", str(location), "article", "retract", RECORD.id]) == 0


def test_a_backup_is_restored_elsewhere(location: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = str(tmp_path / "talks.tar")
    assert run(["--store", str(location), "store", "backup", backup]) == 0
    assert "1 articles" in capsys.readouterr().err
    assert run(["--store", str(location), "store", "backup", backup]) == 3
    assert run(["--store", str(tmp_path / "again.store"), "store", "restore", backup]) == 0
    assert run(["--store", str(location), "store", "restore", backup]) == 6
    with open_store(str(tmp_path / "again.store"), read_only=True) as store:
        assert QUAD in set(store.quads())


def test_compaction_tells_sizes(location: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(location), "store", "compact"]) == 0
    assert "bytes before" in capsys.readouterr().err
    assert run(["--store", str(location), "store", "verify"]) == 0


@pytest.mark.parametrize("arguments", [["backup", "a.tar"], ["compact"], ["repair"], ["verify"]])
def test_without_a_store_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["--store", "nowhere", "store", *arguments]) == 6
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("location", ["memory:", "http://127.0.0.1:9"])
def test_only_directories_are_looked_after(location: str) -> None:
    assert run(["--store", location, "store", "compact"]) == 6
