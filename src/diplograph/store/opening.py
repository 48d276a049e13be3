"""`open_store`: the one place that knows which kinds of store there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.errors import StoreError
from diplograph.store.embedded import OxigraphStore, Surroundings
from diplograph.store.engine import Engine
from diplograph.store.layout import Layout, check_format, create, file_errors, is_absent, write_durably
from diplograph.store.lock import Lock, lock_for_reading, lock_for_writing
from diplograph.store.protocol import ArticleState, Store, is_derived
from diplograph.vocab import GRAPH_ARTICLE

if TYPE_CHECKING:
    from diplograph.store.directory import DirectoryArchive


def open_store(location: str, *, create: bool = True, read_only: bool = False) -> Store:
    """Open a store.

    Args:
        location: a directory, `memory:`, or the `http(s)://…` address of a SPARQL endpoint or a `.toml` file that
            describes one.
        create: make the directory's store when there is none; never done with `read_only`.
        read_only: refuse writes, and share the directory with other readers.

    Raises:
        UsageError: what is said of an endpoint is not enough, or makes no sense.
        StoreError: there is no store, it is in use, damaged, of a newer format, or may not be read or written.
    """
    if location == "memory:":
        return OxigraphStore(location, Engine(), Surroundings())
    if location.lower().startswith(("http://", "https://")) or location.endswith(".toml"):
        from diplograph.store.remote import open_endpoint

        return open_endpoint(location, read_only=read_only)
    root = Path(location)
    with file_errors(root):
        if is_absent(root):
            _make(root, is_wanted=create and not read_only)
        layout = Layout(root)
        check_format(layout)
        return _open_reader(layout) if read_only else _open_writer(layout)


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


def _open_reader(layout: Layout) -> Store:
    if _needs_repair(layout):
        _open_writer(layout).close()
    lock = lock_for_reading(layout.lock)
    try:
        engine = _open_engine(layout, read_only=True)
        if engine.is_empty:
            _expect_empty(layout)
    except BaseException:
        lock.release()
        raise
    refusal = f"the store at {layout.root} was opened for reading only.", "open it without read_only."
    return _store(layout, engine, lock, lambda: _archive(layout, read_only=True), refusal)


def _open_writer(layout: Layout) -> Store:
    lock = lock_for_writing(layout.lock)
    try:
        archive = _ready_archive(layout)
        engine = _open_engine(layout, read_only=False)
        _repair(archive, engine)
    except BaseException:
        lock.release()
        raise
    return _store(layout, engine, lock, lambda: archive, None)


def _store(
    layout: Layout,
    engine: Engine,
    lock: Lock,
    open_archive: Callable[[], DirectoryArchive],
    refusal: tuple[str, str] | None,
) -> OxigraphStore:
    surroundings = Surroundings(
        open_archive=open_archive,
        refuse_writes=refusal,
        find_problems=lambda engine: _problems(open_archive(), engine),
        file_errors=lambda: file_errors(layout.root),
        release=lock.release,
    )
    return OxigraphStore(str(layout.root), engine, surroundings)


def _archive(layout: Layout, *, read_only: bool) -> DirectoryArchive:
    from diplograph.store.directory import DirectoryArchive

    return DirectoryArchive(layout, read_only=read_only)


def _needs_repair(layout: Layout) -> bool:
    return layout.journal.exists() or _lacks_derived_files(layout)


def _lacks_derived_files(layout: Layout) -> bool:
    return not (layout.engine.exists() and layout.catalogue.exists())


def _ready_archive(layout: Layout) -> DirectoryArchive:
    """The archive, with everything intended that must be rebuilt."""
    if _lacks_derived_files(layout):
        articles = [GRAPH_ARTICLE + each for state in ArticleState for each in layout.article_ids(state)]
        names = [*articles, *layout.graph_names()]
        write_durably(layout.journal, "\n".join(names).encode())
    elif not layout.journal.exists():
        engine = _open_engine(layout, read_only=True)
        is_empty = engine.is_empty
        engine.close(flush=False)
        if is_empty:
            _expect_empty(layout)
    return _archive(layout, read_only=False)


def _repair(archive: DirectoryArchive, engine: Engine) -> None:
    """Bring the engine and the catalogue in line with the files, where a write was cut short."""
    names = archive.intended()
    if not names:
        return
    for name in names:
        engine.set_graph(name, archive.reconcile(name))
    engine.sync()
    archive.settle()


def _open_engine(layout: Layout, *, read_only: bool) -> Engine:
    try:
        return Engine(layout.engine, read_only=read_only)
    except PermissionError:
        raise
    except (OSError, RuntimeError) as error:
        if "Permission denied" in str(error):
            raise PermissionError(13, "Permission denied", str(layout.engine)) from error
        raise _damaged(layout, str(error).split("\n")[0].strip()) from error


def _expect_empty(layout: Layout) -> None:
    """An engine whose manifest is truncated opens as an empty one: ask the catalogue."""
    archive = _archive(layout, read_only=True)
    expected = sum(size.quad_count for size in archive.sizes().values())
    archive.close()
    if expected:
        raise _damaged(layout, f"it is empty where {expected} quads should be")


def _damaged(layout: Layout, why: str) -> StoreError:
    return StoreError(
        f"the engine of the store at {layout.root} is damaged: {why}.",
        hint=f"remove {layout.engine} and open the store again: it is rebuilt from the articles' files.",
    )


def _problems(archive: DirectoryArchive, engine: Engine) -> tuple[str, ...]:
    from diplograph.store.catalogue import size_of
    from diplograph.store.terms import engine_lines

    problems = archive.verify()
    expected = archive.sizes()
    for name in sorted(name for name in {*expected, *engine.graph_names()} if not is_derived(name)):
        found = size_of(engine_lines(engine.stored_quads(name)))
        wanted = expected.get(name)
        if wanted is None and found.quad_count:
            problems.append(f"the graph {name} holds {found.quad_count} quads that the catalogue does not know.")
        elif wanted is not None and found != wanted:
            problems.append(f"the graph {name} holds {found.quad_count} quads, not the {wanted.quad_count} written.")
    return tuple(problems)
