"""What surrounds the engine of a store directory that is written to: archive, lock, snapshots, and bookkeeping.

A write goes: mark the store as unpublished, append to the log (synced), change the engine, now and then commit. From
the log's synced append on, the write survives: what a crash takes from the engine or the catalogue is followed again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Final

from diplograph.store.directory import DirectoryArchive
from diplograph.store.embedded import Home
from diplograph.store.engine import Engine
from diplograph.store.fingerprint import Noted, find_damaged, note_files
from diplograph.store.layout import Layout, file_errors, write_durably
from diplograph.store.lock import Lock
from diplograph.store.nquads import engine_nquads, size_of
from diplograph.store.protocol import is_derived
from diplograph.store.snapshots import Snapshots

COMMIT_WRITES: Final = 500
"""After how many writes the engine and the catalogue are brought to the disk; at most these are followed again."""
PUBLISH_S: Final = 2.0
"""How often, at most, a store that is written to publishes a snapshot by itself, in seconds."""


class WriterHome(Home):
    """The directory of a store that is open for writing.

    Args:
        layout: where the files are.
        archive: open for writing.
        lock: held; released at the end.
        noted: what the engine's files were when it was last closed.
    """

    def __init__(self, layout: Layout, archive: DirectoryArchive, lock: Lock, noted: Noted) -> None:
        self._archive = archive
        self._layout = layout
        self._noted = noted
        self._lock = lock
        self._snapshots = Snapshots(layout)
        self._is_marked = layout.unpublished.exists()
        self._uncommitted = 0
        self._published_s = time.monotonic()

    @cached_property
    def archive(self) -> DirectoryArchive:
        """The archive."""
        return self._archive

    @contextmanager
    def writing(self, engine: Engine) -> Iterator[None]:
        """Mark the store, then commit or publish when it is due."""
        with file_errors(self._layout.root):
            if not self._is_marked:
                write_durably(self._layout.unpublished, b"")
                self._is_marked = True
            yield
            self._uncommitted += 1
            if time.monotonic() - self._published_s >= PUBLISH_S:
                self.publish(engine)
            elif self._uncommitted >= COMMIT_WRITES:
                self._commit(engine)

    @contextmanager
    def updating(self, graph_names: Sequence[str]) -> Iterator[None]:
        """Note which graphs an update may change, until they are in the log."""
        write_durably(self._layout.updating, "\n".join(graph_names).encode())
        yield
        self._layout.updating.unlink()

    def _commit(self, engine: Engine) -> None:
        engine.sync()
        self.archive.commit()
        self._uncommitted = 0

    def publish(self, engine: Engine) -> None:
        """Commit, and let readers see what was written so far; nothing is done when they see it already."""
        if self._is_marked or not self._snapshots.newest_serial():
            with file_errors(self._layout.root):
                self._commit(engine)
                self._snapshots.publish(engine.copy)
                self._layout.unpublished.unlink(missing_ok=True)
                self._is_marked = False
        self._published_s = time.monotonic()

    def find_problems(self, engine: Engine) -> tuple[str, ...]:
        """Damage to the log, and graphs that are not as they were written."""
        damaged = find_damaged(self._layout.engine, self._noted)
        return (*(f"the file {path} is damaged." for path in damaged), *find_problems(self.archive, engine))

    def close(self, engine: Engine, *, is_sound: bool) -> None:
        """Publish what was written, and release everything."""
        try:
            if is_sound:
                self.publish(engine)
            if engine.close() and is_sound:
                note_files(self._layout.engine, self._layout.engine_files, self._noted)
        finally:
            self.archive.close()
            self._lock.release()


def find_problems(archive: DirectoryArchive, engine: Engine) -> tuple[str, ...]:
    """Damage to the log, and graphs that are not as they were written, one sentence each."""
    problems = list(archive.find_problems())
    try:
        problems += _find_misfits(archive, engine)
    except (OSError, RuntimeError) as error:
        problems.append(f"the engine is damaged: {str(error).strip()}.")
    return tuple(problems)


def _find_misfits(archive: DirectoryArchive, engine: Engine) -> Iterator[str]:
    expected = archive.sizes()
    for name in sorted(name for name in {*expected, *engine.graph_names()} if not is_derived(name)):
        found = size_of(engine_nquads(engine.stored_quads(name)))
        wanted = expected.get(name)
        if wanted is None and found.quad_count:
            yield f"the graph {name} holds {found.quad_count} quads that the catalogue does not know."
        elif wanted is not None and found != wanted:
            yield f"the graph {name} holds {found.quad_count} quads, not the {wanted.quad_count} written."
