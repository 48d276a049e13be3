"""The names and sizes of an engine's files, kept beside it.

Oxigraph opens a directory whose manifest was cut short as an empty or an older store without an error; a look at the
sizes of its files tells at once. Bytes that changed in place are found by the engine's own checksums, on reading.
"""

from __future__ import annotations

import os
from pathlib import Path

from diplograph.store.layout import write_durably

_IGNORED = ("LOG", "LOCK", "IDENTITY")
"""Beginnings of the names of files that opening changes or that hold no data."""


def write_fingerprint(folder: Path, file: Path) -> None:
    """Note what the files of a closed engine are."""
    write_durably(file, _sizes_in(folder).encode())


def has_changed(folder: Path, file: Path) -> bool:
    """Whether the files are others than were noted; false when nothing was noted."""
    try:
        noted = file.read_text()
    except FileNotFoundError:
        return False
    return noted != _sizes_in(folder)


def _sizes_in(folder: Path) -> str:
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    sizes = (f"{entry.stat().st_size} {entry.name}\n" for entry in entries if not entry.name.startswith(_IGNORED))
    return "".join(sizes)
