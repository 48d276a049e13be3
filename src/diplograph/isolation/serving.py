"""The worker's side: one request after another, each held to its limits, until whoever asks is gone."""

from __future__ import annotations

import fcntl
import gc
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, NoReturn, Protocol, TypeAlias, cast

from diplograph.errors import DiplographError
from diplograph.isolation.limits import Limit, Limits, limit_error
from diplograph.isolation.messages import Header, Inbox, Message, send
from diplograph.isolation.problems import to_wire

INLINE_BYTES: Final = 1 << 18
"""Up to this size an answer goes through the socket, beyond it in a file."""

_PR_SET_PDEATHSIG: Final = 1
_SPARE_CPU_S: Final = 2
_CHANNEL_FD: Final = 3
_FIRST_FREE_FD: Final = 10


CountRows: TypeAlias = Callable[[bytes], int]


class Spool:
    """Where an answer is written: a file for writing that stops at the limits.

    Args:
        limits: of which rows and bytes count here.
        count_rows: the number of rows in the next piece of the answer, perhaps too many.
        make_exact: makes what counts slower and exactly, when the quick count passes the limit.
    """

    def __init__(
        self,
        limits: Limits,
        count_rows: CountRows | None = None,
        make_exact: Callable[[], CountRows] | None = None,
    ) -> None:
        self._limits = limits
        self._count_rows = count_rows if limits.rows is not None else None
        self._make_exact = make_exact
        self._file: BinaryIO = BytesIO()
        self._size = 0
        self._rows = 0

    @property
    def file(self) -> IO[bytes]:
        """This spool, for those who want a file."""
        return cast("IO[bytes]", self)

    def write(self, piece: bytes) -> int:
        """Take the next piece.

        Raises:
            LimitError: the answer has too many rows or bytes.
        """
        size = len(piece)
        self._size += size
        if self._limits.answer_bytes is not None and self._size > self._limits.answer_bytes:
            raise limit_error(Limit.BYTES, self._limits)
        if self._count_rows is not None:
            self._count(piece)
        if self._size > INLINE_BYTES and isinstance(self._file, BytesIO):
            self._file = _moved_to_disk(self._file)
        self._file.write(piece)
        return size

    def _count(self, piece: bytes) -> None:
        most = cast("int", self._limits.rows)
        assert self._count_rows
        self._rows += self._count_rows(piece)
        if self._rows > most and self._make_exact:
            self._count_rows, self._make_exact = self._make_exact(), None
            self._file.seek(0)
            self._rows = sum(map(self._count_rows, iter(lambda: self._file.read(INLINE_BYTES), b"")))
            self._rows += self._count_rows(piece)
        if self._rows > most:
            raise limit_error(Limit.ROWS, self._limits)

    def flush(self) -> None:
        """Nothing is held back."""

    def finish(self) -> tuple[bytes, BinaryIO | None]:
        """The answer: bytes, or a file at its beginning."""
        if isinstance(self._file, BytesIO):
            return self._file.getvalue(), None
        self._file.flush()
        self._file.seek(0)
        return b"", self._file


def _moved_to_disk(small: BytesIO) -> BinaryIO:
    from tempfile import TemporaryFile

    file = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 - whoever sends it closes it
    file.write(small.getbuffer())
    return file


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answers: an object, and what was written on a spool."""

    header: Mapping[str, Any] = field(default_factory=dict)
    spool: Spool | None = None


class Answerer(Protocol):
    """What a worker does."""

    def prepare(self, request: Header) -> Reply:
        """Get ready for what is to come; held to no limit."""

    def answer(self, request: Header, limits: Limits) -> Reply:
        """Answer a request."""


def serve(channel: socket.socket, target: str) -> None:
    """Answer requests until the other side is gone.

    Args:
        channel: where they come from; first of all, it is told that this worker is ready.
        target: `module:callable` that makes the answerer.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, _, name = target.partition(":")
    service = _Service(channel, getattr(import_module(module), name)())
    send(channel, {"is_ready": True})
    service.run()


class _Service:
    """Answers what comes through a channel."""

    def __init__(self, channel: socket.socket, answerer: Answerer) -> None:
        self._channel = channel
        self._answerer = answerer
        self._inbox = Inbox()
        self._is_memory_held = False

    def run(self) -> None:
        """Answer until the other side is gone."""
        while message := self._next():
            self._answer(message.header)

    def _next(self) -> Message | None:
        while (message := self._inbox.take()) is None:
            if not self._inbox.receive_from(self._channel):
                return None
        return message

    def _answer(self, request: Header) -> None:
        try:
            reply = self._reply(request, Limits(**request["limits"]))
        except DiplographError as error:
            send(self._channel, {"error": to_wire(error)})
            return
        body, file = reply.spool.finish() if reply.spool else (b"", None)
        send(self._channel, {**reply.header, "is_in_file": file is not None}, body, file)
        if file is not None:
            file.close()

    def _reply(self, request: Header, limits: Limits) -> Reply:
        if request.get("is_preparation"):
            reply = self._answerer.prepare(request)
            self._hold_memory(limits)
            return reply
        hold_processor(limits.time_s)
        try:
            return self._answerer.answer(request, limits)
        except MemoryError:
            raise limit_error(Limit.MEMORY, limits) from None

    def _hold_memory(self, limits: Limits) -> None:
        if limits.memory_bytes is not None and not self._is_memory_held:
            self._is_memory_held = True
            hold_memory(limits.memory_bytes)


def hold_memory(extra_bytes: int) -> None:
    """Let this process have so much more memory than it has now; the kernel refuses the rest."""
    ceiling = _data_bytes() + extra_bytes
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (ceiling, hard))


def _data_bytes() -> int:
    """What counts against the limit now: private memory that can be written, in bytes; 0 where nobody tells."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0


def hold_processor(time_s: float | None) -> None:
    """Let the kernel end this process if it goes on working long after anybody could have stopped it."""
    if time_s is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    ceiling = int(used.ru_utime + used.ru_stime + time_s * (os.cpu_count() or 1)) + _SPARE_CPU_S
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (ceiling, hard))


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process when the thread that started it ends, where the kernel can."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def become_worker(channel: socket.socket, stderr: int, target: str, parent: int) -> NoReturn:
    """Turn the child that a fork made into a worker; it never returns to what its parent was doing."""
    status = 1
    try:
        gc.freeze()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDWR)
        sources = [fcntl.fcntl(each, fcntl.F_DUPFD, _FIRST_FREE_FD) for each in (nothing, stderr, channel.detach())]
        for descriptor, source in enumerate([sources[0], *sources]):
            os.dup2(source, descriptor)
        os.closerange(_CHANNEL_FD + 1, os.sysconf("SC_OPEN_MAX"))
        end_with_parent(parent)
        serve(socket.socket(fileno=_CHANNEL_FD), target)
        status = 0
    except BaseException:  # noqa: BLE001
        import traceback

        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)


def main() -> None:
    """A worker started as a program: the channel's descriptor, the target and the parent's process id are its words."""
    descriptor, target, parent = sys.argv[1:4]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if int(parent):
        end_with_parent(int(parent))
    with suppress(BrokenPipeError, ConnectionResetError):
        serve(socket.socket(fileno=int(descriptor)), target)
    os._exit(0)
