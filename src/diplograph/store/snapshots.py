"""Snapshots: frozen copies of a store directory's engine, by hard links, which readers look at beside the writer.

The writer publishes one when it closes and, while it works, now and then. A reader holds a shared lock on the folder
of the snapshot it looks at; the writer takes away older ones that nobody holds.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

from diplograph.errors import StoreError
from diplograph.store.fingerprint import has_changed, note_files, read_noted
from diplograph.store.layout import Layout, sync_directory

_ATTEMPTS = 20
"""How often a reader looks for the newest snapshot while writers replace it."""


class Snapshot:
    """A frozen engine that stays while it is held.

    Attributes:
        path: its directory, for `pyoxigraph.Store.read_only`.
        serial: its number; later ones are greater.
    """

    def __init__(self, path: Path, serial: int, descriptor: int) -> None:
        self.path = path
        self.serial = serial
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Hold it no longer; releasing again does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class Snapshots:
    """The snapshots of a store directory."""

    def __init__(self, layout: Layout) -> None:
        self._folder = layout.snapshots

    def newest_serial(self) -> int:
        """The number of the newest snapshot; 0 when there is none."""
        return max(self._serials(), default=0)

    def acquire(self) -> Snapshot:
        """Hold the newest snapshot.

        Raises:
            StoreError: there is none, or it is damaged.
        """
        for _ in range(_ATTEMPTS):
            serial = self.newest_serial()
            held = self._hold(serial)
            if held is not None:
                if has_changed(held.path, read_noted(self._noted(serial))):
                    held.release()
                    raise StoreError(
                        f"the snapshot {held.path} is damaged: its files are not those that were written.",
                        hint="run `diplograph store repair`.",
                    )
                return held
        raise StoreError(
            f"the store at {self._folder.parent} has no snapshot to read.",
            hint="open it for writing once, or try again when its writer has closed.",
        )

    def publish(self, copy: Callable[[Path], None]) -> int:
        """Make a snapshot; only the writer does.

        Args:
            copy: puts a frozen engine into a folder that is not there yet.

        Returns:
            Its number.
        """
        import shutil  # half a hundredth of a second, which readers need not spend

        self._folder.mkdir(exist_ok=True)
        serial = self.newest_serial() + 1
        fresh = self._folder / f"{serial}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        copy(fresh)
        note_files(fresh, self._noted(serial))
        fresh.rename(self._path(serial))
        sync_directory(self._folder)
        self._remove_older(serial)
        return serial

    def remove_all(self) -> None:
        """Take away every snapshot; readers keep what they have opened."""
        import shutil

        shutil.rmtree(self._folder, ignore_errors=True)

    def _hold(self, serial: int) -> Snapshot | None:
        path = self._path(serial)
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        if not path.exists():
            os.close(descriptor)
            return None
        return Snapshot(path, serial, descriptor)

    def _remove_older(self, newest: int) -> None:
        import shutil

        for serial in self._serials():
            if serial >= newest:
                continue
            descriptor = os.open(self._path(serial), os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(self._path(serial), ignore_errors=True)
                self._noted(serial).unlink(missing_ok=True)
            except BlockingIOError:
                pass
            finally:
                os.close(descriptor)

    def _serials(self) -> list[int]:
        try:
            return [int(path.name) for path in self._folder.iterdir() if path.name.isdecimal()]
        except FileNotFoundError:
            return []

    def _path(self, serial: int) -> Path:
        return self._folder / str(serial)

    def _noted(self, serial: int) -> Path:
        return self._folder / f"{serial}.files"
