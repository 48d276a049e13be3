"""Backups of a store directory: one file that holds the log, from which all else is rebuilt.

A backup is a tar archive of `format.json`, the log's segments and, last, `backup.json` with the SHA-256 of each. It can
be made while another process writes: the log only grows, and the backup ends with a whole entry.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from pathlib import Path
from typing import IO, Final, NamedTuple

from diplograph.errors import InputError, StoreError
from diplograph.store.layout import FORMAT, Layout, file_errors, find_format, is_absent, sync_directory
from diplograph.store.log import Log

_MANIFEST: Final = "backup.json"
_NAMES: Final = re.compile(r"format\.json|log/[0-9]{6,}\.nq\.gz|backup\.json")
_PIECE_BYTES: Final = 1024 * 1024


class Backup(NamedTuple):
    """How much a backup holds."""

    byte_count: int
    article_count: int


def back_up(layout: Layout, target: Path) -> Backup:
    """Write a backup, whole or not at all.

    Args:
        layout: where the store is; it may be written to meanwhile.
        target: the file; one that is there already is refused.

    Raises:
        StoreError: there is no store, or its log is damaged.
        InputError: the file is there already, or cannot be written.
    """
    from diplograph.store.opening import open_store

    if target.exists():
        raise InputError(f"{target} is there already.", hint="give another file name.")
    with open_store(str(layout.root), read_only=True) as store:
        articles = len(store.articles())
    fresh = target.with_name(f".{target.name}.new")
    try:
        with file_errors(layout.root), fresh.open("wb") as file:
            _write(layout, file)
        fresh.replace(target)
        sync_directory(target.absolute().parent)
    except OSError as error:
        raise InputError(
            f"{target} cannot be written: {error.strerror or error}.", hint="give another file."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return Backup(target.stat().st_size, articles)


def _write(layout: Layout, file: io.BufferedWriter) -> None:
    digests: dict[str, str] = {}
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        _add(archive, "format.json", layout.format_file.read_bytes(), digests)
        log = Log(layout.log)
        for path, size in log.whole_segments():
            member = tarfile.TarInfo(f"log/{path.name}")
            member.size = size
            with path.open("rb") as segment:
                hashing = _Hashing(segment)
                archive.addfile(member, hashing)
                digests[member.name] = hashing.digest()
        _add(archive, _MANIFEST, json.dumps(digests, indent=1).encode(), {})
    file.flush()
    os.fsync(file.fileno())


def _add(archive: tarfile.TarFile, name: str, content: bytes, digests: dict[str, str]) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))
    digests[name] = hashlib.sha256(content).hexdigest()


class _Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._file.read(size)
        self._hash.update(piece)
        return piece

    def digest(self) -> str:
        """The SHA-256 of what was read."""
        return self._hash.hexdigest()


def restore_backup(source: Path, layout: Layout) -> int:
    """Make a store of a backup, whole or not at all.

    Args:
        source: the backup.
        layout: where the store shall be; nothing, or an empty folder, may be there.

    Returns:
        How many articles it holds.

    Raises:
        InputError: the file is no backup, or it is damaged.
        StoreError: something is there already, or cannot be written.
    """
    from diplograph.store.opening import open_store

    if not is_absent(layout.root):
        raise StoreError(f"there is a store at {layout.root} already.", hint="give another --store, or move it away.")
    try:
        with tarfile.open(source, "r:") as archive, file_errors(layout.root):
            layout.root.mkdir(parents=True, exist_ok=True)
            _unpack(archive, layout.root, source)
    except (OSError, tarfile.TarError) as error:
        raise _no_backup(source, str(error)) from error
    if find_format(layout) < FORMAT:
        raise _no_backup(source, "its format is older than backups are")
    with open_store(str(layout.root), create=False) as store:
        return len(store.articles())


def _unpack(archive: tarfile.TarFile, root: Path, source: Path) -> None:
    """Put the members where they belong; `format.json`, which makes the folder a store, comes last."""
    (root / "log").mkdir(exist_ok=True)
    digests: dict[str, str] = {}
    expected: dict[str, str] | None = None
    written: list[Path] = []
    try:
        for member in archive:
            if not member.isreg() or not _NAMES.fullmatch(member.name):
                raise _no_backup(source, f"it holds {member.name!r}")
            content = archive.extractfile(member)
            assert content is not None
            if member.name == _MANIFEST:
                expected = _read_manifest(content.read(), source)
                continue
            path = root / (f"{member.name}.new" if member.name == "format.json" else member.name)
            written.append(path)
            digests[member.name] = _copy(content, path)
        if digests != expected:
            raise _no_backup(source, "its content is not what was written")
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        (root / "log").rmdir()
        raise
    sync_directory(root / "log")
    (root / "format.json.new").replace(root / "format.json")
    sync_directory(root)


def _read_manifest(content: bytes, source: Path) -> dict[str, str]:
    try:
        return dict(json.loads(content))
    except (ValueError, TypeError) as error:
        raise _no_backup(source, "its list of contents cannot be read") from error


def _copy(content: IO[bytes], path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("wb") as file:
        while piece := content.read(_PIECE_BYTES):
            hashed.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return hashed.hexdigest()


def _no_backup(source: Path, why: str) -> InputError:
    return InputError(
        f"{source} is no backup of a store, or it is damaged: {why}.",
        hint="backups are made with `diplograph store backup FILE`.",
    )
