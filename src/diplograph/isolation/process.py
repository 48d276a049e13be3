"""A worker as its parent sees it: a process and a channel to it."""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Protocol, cast

from diplograph.isolation.messages import Header, Inbox, Message, send

if TYPE_CHECKING:
    from subprocess import Popen

_BOOT: Final = "import sys; sys.path.insert(0, sys.argv.pop(1)); from diplograph.isolation.serving import main; main()"
_ROOT: Final = str(Path(__file__).resolve().parents[2])
_LAST_WORDS_BYTES: Final = 65_536
_PAUSE_S: Final = 0.002


class Start(StrEnum):
    """How a worker comes to be.

    `FORK` is a copy of this process: quick, and safe only while it has one thread, so that otherwise it means `SPAWN`,
    a fresh interpreter.
    """

    FORK = "fork"
    SPAWN = "spawn"


class WorkerGoneError(Exception):
    """A worker ended, or was ended, before it had answered.

    Attributes:
        is_late: whether its time was over.
    """

    def __init__(self, *, is_late: bool) -> None:
        super().__init__("late" if is_late else "gone")
        self.is_late = is_late


class _Process(Protocol):
    pid: int

    def wait(self, timeout: float | None = None) -> int:
        """Exit code, or the negative number of the signal.

        Raises:
            TimeoutError: it goes on.
        """


class _Spawned:
    """A fresh interpreter."""

    def __init__(self, process: Popen[bytes]) -> None:
        self._process = process
        self.pid = process.pid

    def wait(self, timeout: float | None = None) -> int:
        from subprocess import TimeoutExpired

        try:
            return self._process.wait(timeout)
        except TimeoutExpired:
            raise TimeoutError from None


class _Forked:
    """The child of a fork."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._status: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        deadline = None if timeout is None else time.monotonic() + timeout
        while self._status is None:
            pid, status = os.waitpid(self.pid, 0 if deadline is None else os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
            elif deadline is not None and time.monotonic() >= deadline:
                raise TimeoutError
            else:
                time.sleep(_PAUSE_S)
        return self._status


class Worker:
    """One worker process.

    Attributes:
        awaited: how many replies are to come before it can be asked: that it is ready, and those to preparations.
    """

    def __init__(self, process: _Process, channel: socket.socket, stderr: BinaryIO) -> None:
        self._process = process
        self.channel = channel
        self._stderr = stderr
        self.inbox = Inbox()
        self.awaited = 1

    @classmethod
    def start(cls, target: str, how: Start = Start.SPAWN) -> Worker:
        """Start a worker.

        Args:
            target: `module:callable` that makes what answers.
            how: a fork falls back to a fresh interpreter when this process has more than one thread.
        """
        ours, theirs = socket.socketpair()
        stderr = _unnamed_file()
        with theirs:
            if how is Start.FORK and _has_one_thread():
                process = _fork(ours, theirs, stderr, target)
            else:
                process = _spawn(theirs, stderr, target)
        return cls(process, ours, stderr)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def send(self, request: Header) -> None:
        """Send a request over the blocking channel.

        Raises:
            WorkerGoneError: the worker has ended.
        """
        try:
            send(self.channel, request)
        except OSError:
            raise WorkerGoneError(is_late=False) from None

    def prepare(self, request: Mapping[str, Any]) -> None:
        """Send a request whose reply is taken before the next that `receive` gives."""
        self.send({**request, "is_preparation": True})
        self.awaited += 1

    def receive(self, deadline: float | None) -> Message:
        """Wait for the next message.

        Args:
            deadline: in seconds of `time.monotonic`.

        Raises:
            WorkerGoneError: the worker has ended, or is late.
        """
        poll = select.poll()
        poll.register(self.channel, select.POLLIN)
        while (message := self.inbox.take()) is None:
            remaining = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not poll.poll(None if remaining is None else remaining * 1000):
                raise WorkerGoneError(is_late=True)
            try:
                is_there = self.inbox.receive_from(self.channel)
            except OSError:
                is_there = False
            if not is_there:
                raise WorkerGoneError(is_late=False)
        return message

    def kill(self) -> None:
        """End it at once; `wait` tells how it ended."""
        with suppress(ProcessLookupError):
            os.kill(self._process.pid, signal.SIGKILL)

    def wait(self, timeout_s: float | None = None) -> int:
        """Wait for its end and release all that belongs to it.

        Returns:
            Its exit code, or the negative number of the signal that ended it.

        Raises:
            TimeoutError: it goes on.
        """
        status = self._process.wait(timeout_s)
        self.channel.close()
        self.inbox.close()
        return status

    def last_words(self) -> bytes:
        """The end of what it wrote on standard error: as much as holds a message with a backtrace."""
        with suppress(OSError, ValueError):
            size = os.fstat(self._stderr.fileno()).st_size
            return os.pread(self._stderr.fileno(), _LAST_WORDS_BYTES, max(0, size - _LAST_WORDS_BYTES))
        return b""

    @property
    def is_gone(self) -> bool:
        """Whether it has ended, or said what nobody asked for."""
        poll = select.poll()
        poll.register(self.channel, select.POLLIN)
        return bool(poll.poll(0))

    def end(self, grace_s: float = 0.0) -> tuple[int, bytes]:
        """Kill it if it goes on.

        Args:
            grace_s: how long it may take to end by itself.

        Returns:
            Its exit code, or the negative number of the signal that ended it, and its last words.
        """
        try:
            status = self.wait(grace_s)
        except TimeoutError:
            self.kill()
            status = self.wait()
        words = self.last_words()
        self._stderr.close()
        return status, words


def _unnamed_file() -> BinaryIO:
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("stderr"), "w+b")
    from tempfile import TemporaryFile

    return cast("BinaryIO", TemporaryFile())


def _has_one_thread() -> bool:
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - not a folder of files
    except OSError:
        return False


def _fork(ours: socket.socket, theirs: socket.socket, stderr: BinaryIO, target: str) -> _Process:
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        from diplograph.isolation.serving import become_worker

        ours.detach()
        become_worker(theirs, stderr.fileno(), target, parent)
    return _Forked(pid)


def _spawn(theirs: socket.socket, stderr: BinaryIO, target: str) -> _Process:
    from subprocess import DEVNULL, Popen

    is_main = threading.current_thread() is threading.main_thread()
    words = [_ROOT, str(theirs.fileno()), target, str(os.getpid() if is_main else 0)]
    command = [sys.executable, "-P", "-c", _BOOT, *words]
    return _Spawned(Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=stderr, pass_fds=[theirs.fileno()]))
