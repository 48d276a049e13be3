"""Bringing the engine and the catalogue in line with the log: after a crash, a loss or damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import chain
from typing import Final, NamedTuple

from diplograph.errors import StoreError
from diplograph.store.catalogue import Catalogue
from diplograph.store.directory import DirectoryArchive
from diplograph.store.engine import Engine
from diplograph.store.layout import Layout, file_errors, sync_directory
from diplograph.store.lock import lock_for_writing
from diplograph.store.log import Entry, Log
from diplograph.store.nquads import engine_nquads, size_of
from diplograph.store.protocol import is_derived
from diplograph.store.snapshots import Snapshots
from diplograph.vocab import GRAPH_ARTICLE

_BATCH_BYTES: Final = 16 * 1024 * 1024


class Repair(NamedTuple):
    """What a repair found.

    Attributes:
        damage: each damaged entry of the log, one sentence.
        saved: graphs whose damaged entries were written again from the engine.
        lost: graphs that are neither in the log nor, as they were written, in the engine.
        graph_count: how many graphs the store holds now.
    """

    damage: tuple[str, ...]
    saved: tuple[str, ...]
    lost: tuple[str, ...]
    graph_count: int


def catch_up(layout: Layout, archive: DirectoryArchive, engine: Engine, *, is_rebuilt: bool) -> None:
    """Follow what a crash or a loss has left unfollowed, so that engine and catalogue hold what the log tells.

    Args:
        layout: where the files are.
        archive: open for writing.
        engine: open for writing.
        is_rebuilt: whether the engine or the catalogue is new, so that every graph is looked at.
    """
    names = set(archive.follow())
    if is_rebuilt:
        names |= {*archive.sizes(), *(name for name in engine.graph_names() if not is_derived(name))}
        archive.catalogue.doubt_inferences()
    if layout.updating.exists():
        touched = {*layout.updating.read_text().splitlines(), *engine.graph_names()}
        names |= {name for name in touched if not (name.startswith(GRAPH_ARTICLE) or is_derived(name))}
        archive.catalogue.doubt_inferences()
    if names or is_rebuilt:
        _set_graphs(archive, engine, names)
        engine.sync()
        archive.commit()
    layout.updating.unlink(missing_ok=True)


def _set_graphs(archive: DirectoryArchive, engine: Engine, names: Iterable[str]) -> None:
    """Make the engine hold these graphs as the archive has them; an empty engine is loaded in bulk."""
    if not engine.is_empty:
        for name in sorted(names):
            engine.set_graph(name, archive.content(name) or b"")
        return
    batch, size = [], 0
    for name in sorted(names):
        batch.append(archive.content(name) or b"")
        size += len(batch[-1])
        if size >= _BATCH_BYTES:
            engine.load(b"".join(batch))
            batch, size = [], 0
    engine.load(b"".join(batch))


def expect_empty(layout: Layout) -> None:
    """Ask the catalogue whether an engine that opens as empty should be.

    Raises:
        StoreError: quads should be in it.
    """
    from diplograph.store.opening import damaged

    catalogue = Catalogue(layout.catalogue, read_only=True)
    expected = catalogue.count_quads()
    catalogue.close()
    if expected:
        raise damaged(layout, f"it is empty where {expected} quads should be")


def repair(layout: Layout) -> Repair:
    """Rebuild the engine and the catalogue from the log; what is damaged there is saved from the engine if it can be.

    Nothing is lost by a repair that was not lost before: the damaged log is kept beside the new one, as `log.damaged`.

    Raises:
        StoreError: the store is in use, or not of this release's format.
    """
    lock = lock_for_writing(layout.lock)
    try:
        with file_errors(layout.root):
            log = Log(layout.log)
            damage = tuple(found.message for _, found in log.survey() if isinstance(found, StoreError))
            saved, lost = _save_entries(layout) if damage else ({}, ())
            if damage:
                whole = (found for _, found in log.survey() if isinstance(found, Entry))
                _write_log_anew(layout, chain(whole, saved.values()))
            Snapshots(layout).remove_all()
            shutil.rmtree(layout.engine, ignore_errors=True)
            layout.engine_files.unlink(missing_ok=True)
            layout.catalogue.unlink(missing_ok=True)
    finally:
        lock.release()
    from diplograph.store.opening import open_store

    with open_store(str(layout.root), create=False):
        pass
    catalogue = Catalogue(layout.catalogue, read_only=True)
    count = len(catalogue.graphs())
    catalogue.close()
    return Repair(damage, tuple(sorted(saved)), lost, count)


def _save_entries(layout: Layout) -> tuple[dict[str, Entry], tuple[str, ...]]:
    """Entries for the graphs whose own are damaged, from the engine; and the graphs for which there are none."""
    try:
        archive = DirectoryArchive(layout, read_only=True)
        engine = Engine(layout.engine, read_only=True)
    except (StoreError, OSError, RuntimeError):
        return {}, ()
    saved, lost = {}, []
    records = {record.id: record for record in archive.records()}
    for name, place in archive.catalogue.places():
        try:
            archive.log.read(place)
        except StoreError:
            nquads = engine_nquads(engine.stored_quads(name))
            if size_of(nquads) != archive.catalogue.find_size(name):
                lost.append(name)
                continue
            record = records.get(name.removeprefix(GRAPH_ARTICLE)) if name.startswith(GRAPH_ARTICLE) else None
            saved[name] = Entry.of_article(record, nquads) if record else Entry.of_graph(name, nquads)
    archive.close()
    engine.close()
    return saved, tuple(lost)


def _write_log_anew(layout: Layout, entries: Iterable[Entry]) -> None:
    kept = layout.log.with_name("log.damaged")
    shutil.rmtree(kept, ignore_errors=True)
    fresh = layout.log.with_name("log.new")
    write_log(layout, entries)
    layout.log.rename(kept)
    fresh.rename(layout.log)
    sync_directory(layout.root)


def write_log(layout: Layout, entries: Iterable[Entry]) -> None:
    """Write a log into `log.new`."""
    fresh = layout.log.with_name("log.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    log, batch, size = Log(fresh), [], 0
    for entry in entries:
        batch.append(entry)
        size += len(entry.nquads)
        if size >= _BATCH_BYTES:
            log.append(batch)
            batch, size = [], 0
    log.append(batch)
    log.close()


def finish_compaction(layout: Layout) -> None:
    """Go on where replacing the log was cut short: a new log that is whole takes the place of the old one."""
    fresh, old = layout.log.with_name("log.new"), layout.log.with_name("log.old")
    if not layout.log.exists():
        kept = layout.log.with_name("log.damaged")
        source = next((each for each in (fresh, old, kept) if each.exists()), None)
        if source is None:
            raise StoreError(
                f"the store at {layout.root} is damaged: its log is not there.",
                hint="bring a backup back with `diplograph store restore`.",
            )
        source.rename(layout.log)
        sync_directory(layout.root)
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
