"""The files of a store directory.

format.json        which layout this is, and which release made it
log/NNNNNN.nq.gz   what was written, in order: the source of truth
engine/            Oxigraph's own files; can be rebuilt from the log
engine.files       names and sizes of those files when the engine was last closed
catalogue.sqlite   records, counts, digests and places in the log; can be rebuilt from it
snapshots/N/       frozen copies of the engine, for readers
unpublished        present while the newest snapshot lacks something; a crash leaves it
updating           names of graphs that an update may change; its presence means that one was cut short
checked.json       which graphs a check found sound; may be removed
lock               who writes
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from diplograph.errors import StoreError

FORMAT: Final = 2
"""The layout that this release writes; a store with a greater number is refused."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each part of the store at `root` is."""

    root: Path

    @property
    def format_file(self) -> Path:
        """The file that makes a directory a store."""
        return self.root / "format.json"

    @property
    def engine(self) -> Path:
        """Oxigraph's directory."""
        return self.root / "engine"

    @property
    def catalogue(self) -> Path:
        """The SQLite file."""
        return self.root / "catalogue.sqlite"

    @property
    def engine_files(self) -> Path:
        """The fingerprint of Oxigraph's directory."""
        return self.root / "engine.files"

    @property
    def log(self) -> Path:
        """The folder of the log's segments."""
        return self.root / "log"

    @property
    def snapshots(self) -> Path:
        """The folder of the snapshots."""
        return self.root / "snapshots"

    @property
    def unpublished(self) -> Path:
        """The mark of changes that no snapshot holds."""
        return self.root / "unpublished"

    @property
    def updating(self) -> Path:
        """The mark of an unfinished update."""
        return self.root / "updating"

    @property
    def checked_file(self) -> Path:
        """What checks found sound."""
        return self.root / "checked.json"

    @property
    def lock(self) -> Path:
        """The lock file."""
        return self.root / "lock"


def is_absent(root: Path) -> bool:
    """Whether there is nothing at `root`, or an empty directory.

    Raises:
        StoreError: there is something else.
    """
    try:
        entries = {entry.name for entry in root.iterdir()}
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        raise StoreError(
            f"{root} is a file, not a store.", hint="give a directory as --store, or another name."
        ) from None
    if "format.json" in entries:
        return False
    if entries - {"lock", "format.json.new"}:
        raise StoreError(
            f"{root} is not a diplograph store: it has no format.json.",
            hint="give an empty or new directory as --store.",
        )
    return True


def create(layout: Layout) -> None:
    """Make an empty store's directories and, last, the file that makes them a store."""
    layout.log.mkdir(exist_ok=True)
    write_format(layout)


def write_format(layout: Layout) -> None:
    """Say that this is a store of this release's layout."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        release = version("diplograph")
    except PackageNotFoundError:
        release = "from source"
    content = json.dumps({"format": FORMAT, "created_with": f"diplograph {release}"}) + "\n"
    write_durably(layout.format_file, content.encode())


def find_format(layout: Layout) -> int:
    """The number of the layout that a store has.

    Raises:
        StoreError: `format.json` is damaged, or tells of a newer layout.
    """
    try:
        found = json.loads(layout.format_file.read_bytes())
        number, maker = int(found["format"]), str(found.get("created_with", "an unknown release"))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(
            f"the store at {layout.root} is damaged: {layout.format_file.name} cannot be read.",
            hint=f'if diplograph made this directory, write {{"format": {FORMAT}}} into that file; '
            "else use another --store.",
        ) from None
    if number > FORMAT:
        raise StoreError(
            f"the store at {layout.root} has format {number}, made by {maker}; this release reads up to {FORMAT}.",
            hint="upgrade diplograph, or use another --store.",
        )
    return number


def write_durably(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and bring it to the disk."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Bring a directory's entries to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def file_errors(root: Path) -> Iterator[None]:
    """Turn the operating system's refusals into errors for the reader."""
    try:
        yield
    except PermissionError as error:
        raise StoreError(
            f"no permission for the store at {root}: {error.strerror} ({error.filename}).",
            hint="use a --store that you may write to, or change the directory's permissions.",
        ) from error
    except OSError as error:
        raise StoreError(
            f"the store at {root} cannot be used: {error.strerror or error}.",
            hint="check that the disk is there and has space, or use another --store.",
        ) from error
