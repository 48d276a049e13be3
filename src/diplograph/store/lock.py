"""One writer or many readers: an advisory lock on a store's `lock` file that ends with its process."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from diplograph.errors import StoreError

_WAIT_S: Final = 1.0
_PAUSE_S: Final = 0.05


class Lock:
    """A lock held on a file; `release` gives it back, and so does the end of the process."""

    def __init__(self, descriptor: int | None, *, is_exclusive: bool) -> None:
        self._descriptor = descriptor
        self._is_exclusive = is_exclusive

    def release(self) -> None:
        """Give the lock back."""
        if self._descriptor is None:
            return
        if self._is_exclusive:
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
        self._descriptor = None


def lock_for_writing(path: Path, *, wait_s: float = _WAIT_S) -> Lock:
    """Lock out everybody else and note who holds the lock.

    Args:
        path: the lock file; made when it is missing.
        wait_s: how long to wait for others to finish.

    Raises:
        StoreError: others hold the lock, or the file cannot be written.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    _acquire(descriptor, fcntl.LOCK_EX, path, wait_s)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, _holder().encode(), 0)
    return Lock(descriptor, is_exclusive=True)


def lock_for_reading(path: Path, *, wait_s: float = _WAIT_S) -> Lock:
    """Lock out writers.

    Args:
        path: the lock file; when it is missing and cannot be made, nobody writes here and no lock is needed.
        wait_s: how long to wait for a writer to finish.

    Raises:
        StoreError: a writer holds the lock.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CREAT, 0o666)
        except OSError:
            return Lock(None, is_exclusive=False)
    _acquire(descriptor, fcntl.LOCK_SH, path, wait_s)
    return Lock(descriptor, is_exclusive=False)


def _acquire(descriptor: int, kind: int, path: Path, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                raise _in_use(path) from None
            time.sleep(_PAUSE_S)
        else:
            return


def _holder() -> str:
    import sys

    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]) if sys.argv and sys.argv[0] else "python"
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return f"pid {os.getpid()}\ncommand {command[:200]}\nsince {since}\n"


def _in_use(path: Path) -> StoreError:
    holder: dict[str, str] = {}
    with suppress(OSError, UnicodeDecodeError):
        holder = dict(line.split(" ", 1) for line in path.read_text().splitlines() if " " in line)
    if "pid" not in holder:
        return StoreError(
            f"the store at {path.parent} is in use: other commands are reading it.",
            hint="try again when they have finished.",
        )
    who = f"process {holder['pid']} ({holder.get('command', 'unknown')}) writes to it since {holder.get('since', '?')}"
    return StoreError(
        f"the store at {path.parent} is in use: {who}.",
        hint="wait for it to finish or close it, or use another --store.",
    )
