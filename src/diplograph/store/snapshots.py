"""Stand-in: frozen copies of the engine for readers."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.errors import StoreError
from diplograph.store.layout import Layout

if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(eq=False)
class Snapshot:
    """A frozen engine directory that stays while it is held."""

    path: Path
    serial: int
    _lock: int

    def release(self) -> None:
        """Let it go."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


class Snapshots:
    """The snapshots of a store."""

    def __init__(self, layout: Layout) -> None:
        self._root = layout.root / "snapshots"

    def newest_serial(self) -> int:
        """The newest; 0 for none."""
        try:
            return int((self._root / "newest").read_text())
        except (OSError, ValueError):
            return 0

    def acquire(self) -> Snapshot:
        """The newest."""
        for _ in range(20):
            serial = self.newest_serial()
            if not serial:
                break
            with suppress(FileNotFoundError):
                lock = os.open(self._root / f"{serial}.lock", os.O_RDONLY)
                fcntl.flock(lock, fcntl.LOCK_SH)
                if (self._root / str(serial)).exists():
                    return Snapshot(self._root / str(serial), serial, lock)
                os.close(lock)
        raise StoreError(f"the store at {self._root.parent} has no snapshot.", hint="run a command that writes.")

    def publish(self, store: ox.Store) -> None:
        """Make one."""
        self._root.mkdir(exist_ok=True)
        before, serial = self.newest_serial(), self.newest_serial() + 1
        target = self._root / str(serial)
        shutil.rmtree(target, ignore_errors=True)
        store.backup(target)
        (self._root / f"{serial}.lock").touch()
        fresh = self._root / "newest.new"
        fresh.write_text(str(serial))
        fresh.replace(self._root / "newest")
        self._remove(before)

    def _remove(self, serial: int) -> None:
        with suppress(OSError):
            lock = os.open(self._root / f"{serial}.lock", os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                (self._root / f"{serial}.lock").unlink()
                shutil.rmtree(self._root / str(serial), ignore_errors=True)
            finally:
                os.close(lock)
