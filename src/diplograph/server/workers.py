"""Worker processes for an event loop: asked without blocking, and following the newest snapshot."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any, Final

from diplograph.errors import DiplographError, LimitError, StoreError
from diplograph.isolation import Limits, Message, Worker
from diplograph.isolation.crew import START_S
from diplograph.isolation.messages import pack
from diplograph.isolation.problems import explain_end, from_wire
from diplograph.server.settings import MOST_WAITING, WAIT_S
from diplograph.store.snapshots import Snapshot, Snapshots

POLL_S: Final = 0.25
"""How often it is looked whether there is a newer snapshot."""

_RESTART_S: Final = 0.5
_END_S: Final = 2.0


class Seat:
    """A place for one worker after another.

    Args:
        target: what the worker answers with.
        limits: what each request is held to.
    """

    def __init__(self, target: str, limits: Limits) -> None:
        self._target = target
        self._limits = asdict(limits)
        self._memory_limits = limits
        self._loop = asyncio.get_running_loop()
        self._worker: Worker | None = None
        self._reply: asyncio.Future[Message] | None = None

    async def start(self) -> None:
        """Start a worker and wait until it is ready.

        Raises:
            DiplographError: it does not come up.
        """
        worker = self._worker = Worker.start(self._target)
        worker.channel.setblocking(False)  # noqa: FBT003
        self._loop.add_reader(worker.channel, self._read, worker)
        await self._next(START_S)

    async def prepare(self, request: Mapping[str, Any]) -> None:
        """Have the worker get ready; see `ask`."""
        await self._exchange({**request, "is_preparation": True}, START_S)

    async def ask(self, request: Mapping[str, Any], limits: Limits | None = None) -> Message:
        """Have the worker answer. When this is cancelled, the worker is killed.

        Raises:
            LimitError: a limit was reached.
            DiplographError: what the worker raised, or what its end means; then there is no worker until `start`.
        """
        return await self._exchange(request, (limits or self._memory_limits).time_s, limits)

    async def _exchange(
        self, request: Mapping[str, Any], time_s: float | None, limits: Limits | None = None
    ) -> Message:
        worker = self._worker
        if worker is None:
            raise StoreError("no worker process is up.", hint="try again in a moment.")
        try:
            with suppress(OSError):
                held = asdict(limits) if limits else self._limits
                await self._loop.sock_sendall(worker.channel, pack({**request, "limits": held}))
            reply = await self._next(time_s)
        except asyncio.CancelledError:
            self._drop(is_late=True)
            raise
        if "error" in reply.header:
            raise from_wire(reply.header["error"])
        return reply

    async def _next(self, time_s: float | None) -> Message:
        self._reply = self._loop.create_future()
        timer = self._loop.call_later(time_s, self._drop_late) if time_s is not None else None
        try:
            return await self._reply
        finally:
            self._reply = None
            if timer:
                timer.cancel()

    def _read(self, worker: Worker) -> None:
        try:
            is_there = worker.inbox.receive_from(worker.channel)
        except BlockingIOError:
            return
        except OSError:
            is_there = False
        if not is_there:
            self._drop(is_late=False)
        elif (message := worker.inbox.take()) is not None:
            if self._reply is not None and not self._reply.done():
                self._reply.set_result(message)
            else:
                message.close()

    def _drop_late(self) -> None:
        self._drop(is_late=True)

    def _drop(self, *, is_late: bool) -> None:
        """End the worker and tell who waits for it; the process is reaped beside the loop."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        self._loop.remove_reader(worker.channel)
        if is_late:
            worker.kill()
        ended = self._loop.run_in_executor(None, worker.end, 0.0 if is_late else _END_S)
        reply = self._reply
        if reply is None or reply.done():
            return
        if is_late:
            reply.set_exception(explain_end(0, b"", self._memory_limits, is_late=True))
        else:
            ended.add_done_callback(lambda done: self._explain(reply, done))

    def _explain(self, reply: asyncio.Future[Message], ended: asyncio.Future[tuple[int, bytes]]) -> None:
        if not reply.done():
            status, words = ended.result()
            reply.set_exception(explain_end(status, words, self._memory_limits, is_late=False))

    @property
    def is_up(self) -> bool:
        """Whether there is a worker."""
        return self._worker is not None

    def close(self) -> None:
        """End the worker."""
        self._drop(is_late=True)


class Workers:
    """Some workers over the newest snapshot of a store.

    Args:
        target: what a worker answers with.
        size: how many there are.
        limits: what each request is held to.
        snapshots: of the store.
        find_notes: what is to be told with answers of the newest snapshot; called beside the event loop.
    """

    def __init__(
        self,
        target: str,
        size: int,
        limits: Limits,
        snapshots: Snapshots,
        find_notes: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._target = target
        self._size = size
        self._limits = limits
        self._snapshots = snapshots
        self._find_notes = find_notes
        self._newest = snapshots.acquire()
        self._holding: dict[Seat, Snapshot] = {}
        self._idle: list[Seat] = []
        self._waiting: deque[asyncio.Future[Seat]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failure: DiplographError | None = None

    @property
    def serial(self) -> int:
        """The number of the newest snapshot."""
        return self._newest.serial

    async def start(self) -> None:
        """Start the workers and wait for the first.

        Raises:
            DiplographError: it does not come up.
        """
        seats = [Seat(self._target, self._limits) for _ in range(self._size)]
        await self._occupy(seats[0])
        for seat in seats[1:]:
            self._spawn(self._restart(seat))
        self._spawn(self._follow())

    async def ask(self, request: Mapping[str, Any]) -> tuple[Message, int]:
        """Have the next free worker answer.

        Returns:
            The reply, and the number of the snapshot that it is from.

        Raises:
            LimitError: a limit was reached, or too many are waiting.
            DiplographError: what the worker raised, or what its end means.
        """
        seat = self._idle.pop() if self._idle else await self._wait()
        serial = self._holding[seat].serial
        try:
            return await seat.ask(request), serial
        finally:
            self._give_back(seat)

    async def _wait(self) -> Seat:
        if self._failure is not None:
            raise self._failure
        if len(self._waiting) >= MOST_WAITING:
            raise _busy("too many requests are waiting")
        turn: asyncio.Future[Seat] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await asyncio.wait_for(turn, WAIT_S)
        except TimeoutError:
            raise _busy(f"no worker was free within {WAIT_S:g} s") from None
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._give_back(turn.result())
            raise

    def _give_back(self, seat: Seat) -> None:
        if not seat.is_up:
            self._spawn(self._restart(seat))
        elif self._holding[seat] is not self._newest:
            self._spawn(self._renew(seat))
        else:
            self._offer(seat)

    def _offer(self, seat: Seat) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(seat)
                return
        self._idle.append(seat)

    async def _occupy(self, seat: Seat) -> None:
        await seat.start()
        await self._open_newest(seat)
        self._failure = None
        self._offer(seat)

    async def _open_newest(self, seat: Seat) -> None:
        while self._holding.get(seat) is not self._newest:
            snapshot = self._newest
            notes = await asyncio.get_running_loop().run_in_executor(None, self._find_notes)
            await seat.prepare({"snapshot": str(snapshot.path), "notes": list(notes)})
            before = self._holding.get(seat)
            self._holding[seat] = snapshot
            self._release(before)

    async def _renew(self, seat: Seat) -> None:
        """Have a worker open the newest snapshot."""
        try:
            await self._open_newest(seat)
        except DiplographError:
            seat.close()
            await self._restart(seat)
        else:
            self._offer(seat)

    async def _restart(self, seat: Seat) -> None:
        """Put a new worker into a seat, for as long as it takes."""
        while True:
            self._release(self._holding.pop(seat, None))
            try:
                await self._occupy(seat)
            except DiplographError as error:
                seat.close()
                self._fail(error)
                await asyncio.sleep(_RESTART_S)
            else:
                return

    def _fail(self, error: DiplographError) -> None:
        """When no worker at all is up, tell those who wait why."""
        if any(seat.is_up for seat in self._holding):
            return
        self._failure = error
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_exception(error)

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(POLL_S)
            with suppress(DiplographError, OSError):
                self.refresh()

    def refresh(self) -> None:
        """Let whoever asks from now on see the newest snapshot.

        Raises:
            StoreError: there is none any more.
        """
        if self._snapshots.newest_serial() == self._newest.serial:
            return
        before, self._newest = self._newest, self._snapshots.acquire()
        self._release(before)
        idle, self._idle = self._idle, []
        for seat in idle:
            self._spawn(self._renew(seat))

    def _release(self, snapshot: Snapshot | None) -> None:
        if snapshot is not None and snapshot is not self._newest and snapshot not in self._holding.values():
            snapshot.release()

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End the workers."""
        for task in list(self._tasks):
            task.cancel()
        seats = {*self._holding, *self._idle}
        for seat in seats:
            seat.close()
        for snapshot in {*self._holding.values(), self._newest}:
            snapshot.release()
        deadline = time.monotonic() + _END_S
        while any(seat.is_up for seat in seats) and time.monotonic() < deadline:
            await asyncio.sleep(0.01)


def _busy(why: str) -> LimitError:
    return LimitError(f"{why} (limit on waiting).", hint="try again in a moment.", limit="waiting")
