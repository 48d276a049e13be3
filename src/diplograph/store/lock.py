"""One writer: an advisory lock on a store's `lock` file that ends with its process. Readers look at snapshots."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from diplograph.errors import StoreInUseError

_WAIT_S: Final = 1.0
_PAUSE_S: Final = 0.05


class Lock:
    """A lock held on a file; `release` gives it back, and so does the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Give the lock back."""
        if self._descriptor is None:
            return
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
        self._descriptor = None


def lock_for_writing(path: Path, *, wait_s: float = _WAIT_S) -> Lock:
    """Lock out other writers and note who holds the lock.

    Args:
        path: the lock file; made when it is missing.
        wait_s: how long to wait for others to finish.

    Raises:
        StoreInUseError: another process holds the lock.
        OSError: the file cannot be written.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    _acquire(descriptor, path, wait_s)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, _holder().encode(), 0)
    return Lock(descriptor)


def _acquire(descriptor: int, path: Path, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
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


def _in_use(path: Path) -> StoreInUseError:
    holder: dict[str, str] = {}
    with suppress(OSError, UnicodeDecodeError):
        holder = dict(line.split(" ", 1) for line in path.read_text().splitlines() if " " in line)
    who = f"process {holder.get('pid', 'unknown')} ({holder.get('command', 'unknown')})"
    return StoreInUseError(
        f"the store at {path.parent} is in use: {who} writes to it since {holder.get('since', 'a moment ago')}.",
        hint="wait for it to finish or close it, open the store for reading only, or use another --store.",
    )
