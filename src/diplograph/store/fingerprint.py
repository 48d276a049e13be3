"""The names, sizes and checksums of an engine's files, kept beside it.

Oxigraph opens a directory whose manifest was cut short as an empty or an older store without an error; a look at the
sizes of its files tells at once. Bytes that changed in place the engine notices when it reads them; the checksums tell
of those that it has not read.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from diplograph.store.layout import write_durably

_IGNORED: Final = ("LOG", "LOCK", "IDENTITY")
"""Beginnings of the names of files that opening changes or that hold no data."""
_TABLE: Final = ".sst"
"""Ending of the files that are written once and never changed."""
_PIECE_BYTES: Final = 1024 * 1024
_UNKNOWN: Final = "-"

Noted = dict[str, tuple[int, str]]
"""Size in bytes, and checksum or `-`, by file name."""


def note_files(folder: Path, file: Path, known: Noted | None = None) -> None:
    """Note what the files of a closed or frozen engine are.

    Args:
        folder: the engine's.
        file: where to note it.
        known: what was noted before; new tables get checksums, those that are known are not read again. Without it
            only sizes are noted.
    """
    lines = []
    for name, size in _sizes_in(folder):
        checksum: str | None = _UNKNOWN
        if known is not None and name.endswith(_TABLE):
            before = known.get(name, (0, _UNKNOWN))
            checksum = before[1] if before[0] == size and before[1] != _UNKNOWN else _checksum(folder / name)
        if checksum is not None:
            lines.append(f"{size} {checksum} {name}\n")
    write_durably(file, "".join(lines).encode())


def read_noted(file: Path) -> Noted:
    """What was noted; empty when nothing was."""
    try:
        rows = [line.split(" ", 2) for line in file.read_text().splitlines()]
        return {name: (int(size), checksum) for size, checksum, name in rows}
    except (FileNotFoundError, ValueError):
        return {}


def has_changed(folder: Path, noted: Noted) -> bool:
    """Whether the files are others than were noted; false when nothing was noted."""
    return bool(noted) and {name: size for name, (size, _) in noted.items()} != dict(_sizes_in(folder))


def find_damaged(folder: Path, noted: Noted) -> Iterator[Path]:
    """The tables that are still there and hold other bytes than were noted; all of them are read."""
    for name, (_, checksum) in sorted(noted.items()):
        path = folder / name
        if checksum != _UNKNOWN and _checksum(path) not in (None, checksum):
            yield path


def _sizes_in(folder: Path) -> Iterator[tuple[str, int]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        with suppress(FileNotFoundError):
            if not entry.name.startswith(_IGNORED):
                yield entry.name, entry.stat().st_size


def _checksum(path: Path) -> str | None:
    """None when the file is gone: an open engine removes tables that it has merged whenever it likes."""
    checksum = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                checksum = zlib.crc32(piece, checksum)
    except FileNotFoundError:
        return None
    return f"{checksum:08x}"
