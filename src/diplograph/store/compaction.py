"""Writing a store directory's log and engine anew, without what was replaced."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from diplograph.store.directory import DirectoryArchive
from diplograph.store.engine import Engine
from diplograph.store.fingerprint import note_files
from diplograph.store.layout import Layout, file_errors, sync_directory
from diplograph.store.lock import lock_for_writing
from diplograph.store.log import Entry
from diplograph.store.repair import write_log
from diplograph.store.snapshots import Snapshots


class Compaction(NamedTuple):
    """Sizes of the store's files in bytes; snapshots share theirs with the engine."""

    before: int
    after: int


def compact(layout: Layout) -> Compaction:
    """Write the log with the last entry of each graph only, and the engine without what was removed.

    A crash leaves the old log or the new one, and what was concluded may have to be concluded again.

    Raises:
        StoreError: the store is in use, of an older format, or damaged.
    """
    from diplograph.store.opening import open_store

    with file_errors(layout.root):
        open_store(str(layout.root), create=False).close()
        before = _size_of(layout)
        lock = lock_for_writing(layout.lock)
        try:
            _compact_log(layout)
            _compact_engine(layout)
        finally:
            lock.release()
    return Compaction(before, _size_of(layout))


def _compact_log(layout: Layout) -> None:
    archive = DirectoryArchive(layout, read_only=True)
    uninferred = archive.uninferred
    write_log(layout, _living(archive))
    archive.close()
    old, fresh = layout.log.with_name("log.old"), layout.log.with_name("log.new")
    layout.catalogue.unlink()
    layout.log.rename(old)
    fresh.rename(layout.log)
    sync_directory(layout.root)
    shutil.rmtree(old)
    archive = DirectoryArchive(layout, read_only=False)
    for _ in archive.follow():
        pass
    if not uninferred.is_everything:
        archive.settle_inferences(None)
        archive.catalogue.note_uninferred(uninferred.article_ids)
    archive.commit()
    archive.close()


def _living(archive: DirectoryArchive) -> Iterator[Entry]:
    """The last entry of each graph, articles in the state that they have now."""
    records = {record.id: record for record in archive.records()}
    for _, place in archive.catalogue.places():
        entry = archive.log.read(place)
        if entry.record is None:
            yield entry
        else:
            yield replace(entry, record=replace(entry.record, state=records[entry.record.id].state))


def _compact_engine(layout: Layout) -> None:
    layout.engine_files.unlink(missing_ok=True)
    engine = Engine(layout.engine)
    engine.compact()
    Snapshots(layout).publish(engine.copy)
    engine.close()
    note_files(layout.engine, layout.engine_files, known={})


def _size_of(layout: Layout) -> int:
    files = [path for folder in (layout.engine, layout.log) for path in folder.iterdir()]
    return sum(path.stat().st_size for path in [*files, layout.catalogue])
