"""Upkeep of store directories: looking them over, backups, compaction, repair."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.config import is_directory
from diplograph.errors import StoreError

if TYPE_CHECKING:
    from diplograph.store.backup import Backup
    from diplograph.store.compaction import Compaction
    from diplograph.store.layout import Layout
    from diplograph.store.repair import Repair

Location = str | os.PathLike[str]


def verify_store(location: Location) -> tuple[str, ...]:
    """What is wrong with a store, one sentence each: damaged files, graphs that are not as they were written.

    Args:
        location: as for `diplograph.open`; every graph is read, so a large store takes a while.

    Raises:
        StoreError: there is no store, it is in use, or too damaged to be opened.
    """
    from diplograph.store import open_store

    with open_store(os.fspath(location), create=False) as store:
        return store.verify()


def back_up_store(location: Location, target: Location) -> Backup:
    """Write a store's backup into one file; another process may write to the store meanwhile.

    Raises:
        StoreError: there is no store in that directory, or it is damaged.
        InputError: the file is there already, or cannot be written.
    """
    from diplograph.store.backup import back_up

    return back_up(_layout(location), Path(target))


def restore_store(source: Location, location: Location) -> int:
    """Make a store of a backup; how many articles it holds.

    Raises:
        InputError: the file is no backup, or it is damaged.
        StoreError: something is at the location already.
    """
    from diplograph.store.backup import restore_backup

    count = restore_backup(Path(source), _layout(location, is_there=False))
    _conclude(location)
    return count


def compact_store(location: Location) -> Compaction:
    """Free the room of what was replaced or retracted and added again; nothing that counts is lost.

    Raises:
        StoreError: there is no store in that directory, it is in use, or damaged.
    """
    from diplograph.store.compaction import compact

    return compact(_layout(location))


def repair_store(location: Location) -> Repair:
    """Rebuild a damaged store from its log, and what is damaged in the log from the engine where it can be.

    Raises:
        StoreError: there is no store in that directory, or it is in use.
    """
    from diplograph.store.repair import repair

    found = repair(_layout(location))
    _conclude(location)
    return found


def _conclude(location: Location) -> None:
    """Bring the inferences up to date, which are in no log."""
    from diplograph.api.opening import open_graph

    open_graph(location, create=False).close()


def _layout(location: Location, *, is_there: bool = True) -> Layout:
    from diplograph.store.layout import Layout, find_format

    text = os.fspath(location)
    if not is_directory(text):
        raise StoreError(
            f"{text} is no directory.", hint="give the directory of a store; servers have ways of their own."
        )
    layout = Layout(Path(text))
    if is_there:
        if not layout.format_file.exists():
            raise StoreError(f"there is no store at {text}.", hint="give the directory of a store as --store.")
        find_format(layout)
    return layout
