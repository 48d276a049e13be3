"""`open_store`: the one place that knows which kinds of store there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.config import is_directory
from diplograph.errors import StoreError, StoreInUseError
from diplograph.store.embedded import Home, OxigraphStore
from diplograph.store.engine import Engine
from diplograph.store.fingerprint import has_changed, read_noted
from diplograph.store.layout import FORMAT, Layout, create, file_errors, find_format, is_absent
from diplograph.store.lock import lock_for_writing
from diplograph.store.protocol import Store
from diplograph.store.reader_home import ReaderHome
from diplograph.store.snapshots import Snapshot, Snapshots

if TYPE_CHECKING:
    from diplograph.isolation import Crew
    from diplograph.store.directory import DirectoryArchive


def open_store(location: str, *, create: bool = True, read_only: bool = False, crew: Crew | None = None) -> Store:
    """Open a store.

    Args:
        location: a directory, `memory:`, or the `http(s)://…` address of a SPARQL endpoint or a `.toml` file that
            describes one.
        create: make the directory's store when there is none; never done with `read_only`.
        read_only: refuse writes, and read what was last published, whether another process writes or not.
        crew: workers that answer the queries of a directory opened with `read_only`, held to their limits; the store
            ends them when it is closed.

    Raises:
        UsageError: what is said of an endpoint is not enough, or makes no sense.
        StoreInUseError: another process writes to it, or has yet to publish what can be read.
        StoreError: there is no store, it is damaged, of a newer format, or may not be read or written.
    """
    if location == "memory:":
        return OxigraphStore(location, Engine(), Home())
    if not is_directory(location):
        from diplograph.store.remote import open_endpoint

        return open_endpoint(location, read_only=read_only)
    root = Path(location)
    with file_errors(root):
        if is_absent(root):
            _make(root, is_wanted=create and not read_only)
        layout = Layout(root)
        number = find_format(layout)
        if read_only:
            return _open_reader(layout, crew, is_old=number < FORMAT)
        return _open_writer(layout)


def _make(root: Path, *, is_wanted: bool) -> None:
    if not is_wanted:
        raise StoreError(
            f"there is no store at {root}.",
            hint="make one with `diplograph demo` or `diplograph ingest`, or give another --store.",
        )
    root.mkdir(parents=True, exist_ok=True)
    layout = Layout(root)
    lock = lock_for_writing(layout.lock)
    try:
        if is_absent(root):
            create(layout)
    finally:
        lock.release()


def _open_reader(layout: Layout, crew: Crew | None, *, is_old: bool) -> Store:
    snapshots = Snapshots(layout)
    if is_old or layout.unpublished.exists() or not (layout.catalogue.exists() and snapshots.newest_serial()):
        _publish_what_is_left(layout, snapshots)
    snapshot = snapshots.acquire()
    try:
        engine = _open_snapshot(layout, snapshot, crew)
    except BaseException:
        snapshot.release()
        raise
    return OxigraphStore(str(layout.root), engine, ReaderHome(layout, snapshot))


def _publish_what_is_left(layout: Layout, snapshots: Snapshots) -> None:
    """Do what a writer that died has left undone; one that lives is let alone, if there is something to read."""
    try:
        _open_writer(layout, wait_s=0).close()
    except (StoreInUseError, PermissionError):
        if not snapshots.newest_serial():
            raise


def _open_snapshot(layout: Layout, snapshot: Snapshot, crew: Crew | None) -> Engine:
    if crew is not None:
        from diplograph.store.isolated import IsolatedEngine

        return IsolatedEngine(snapshot.path, crew, lambda: _expect_empty(layout))
    engine = open_engine(layout, snapshot.path, read_only=True)
    if engine.is_empty:
        _expect_empty(layout)
    return engine


def _expect_empty(layout: Layout) -> None:
    from diplograph.store.repair import expect_empty

    expect_empty(layout)


def _open_writer(layout: Layout, *, wait_s: float = 1.0) -> Store:
    from diplograph.store.directory import DirectoryArchive
    from diplograph.store.repair import catch_up, expect_empty, finish_compaction
    from diplograph.store.upgrade import upgrade
    from diplograph.store.writer_home import WriterHome

    lock = lock_for_writing(layout.lock, wait_s=wait_s)
    archive: DirectoryArchive | None = None
    engine: Engine | None = None
    try:
        if find_format(layout) < FORMAT:
            upgrade(layout)
        finish_compaction(layout)
        is_closed, noted = not layout.unpublished.exists(), read_noted(layout.engine_files)
        if is_closed and layout.engine.exists() and has_changed(layout.engine, noted):
            raise damaged(layout, "its files are not those that were there when it was closed")
        is_rebuilt = not (layout.engine.exists() and layout.catalogue.exists())
        archive = DirectoryArchive(layout, read_only=False)
        layout.engine_files.unlink(missing_ok=True)
        engine = open_engine(layout, layout.engine, read_only=False)
        if not is_rebuilt and engine.is_empty:
            expect_empty(layout)
        catch_up(layout, archive, engine, is_rebuilt=is_rebuilt)
    except BaseException:
        for opened in (engine, archive):
            if opened is not None:
                opened.close()
        lock.release()
        raise
    return OxigraphStore(str(layout.root), engine, WriterHome(layout, archive, lock, noted))


def open_engine(layout: Layout, path: Path, *, read_only: bool) -> Engine:
    """Open an engine of a store directory.

    Raises:
        PermissionError: its files may not be read or written.
        StoreError: it is damaged.
    """
    try:
        return Engine(path, read_only=read_only)
    except PermissionError:
        raise
    except (OSError, RuntimeError) as error:
        if "Permission denied" in str(error):
            raise PermissionError(13, "Permission denied", str(path)) from error
        if "lock hold by current process" in str(error):
            raise StoreInUseError(
                f"this process still uses the store at {layout.root}, which it has closed.",
                hint="let go of its kg.graph, or of answers that were not read to their end.",
            ) from error
        raise damaged(layout, str(error).split("\n")[0].strip()) from error


def damaged(layout: Layout, why: str) -> StoreError:
    """What to say of an engine that is not as it was left."""
    return StoreError(
        f"the engine of the store at {layout.root} is damaged: {why}.",
        hint="run `diplograph store repair`: it is rebuilt from the log.",
    )
