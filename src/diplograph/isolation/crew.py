"""Workers that do one kind of work, for whoever can wait for an answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from types import TracebackType
from typing import Any, Final, Self

from diplograph.errors import DiplographError, StoreError
from diplograph.isolation.limits import DEFAULT_LIMITS, Limits
from diplograph.isolation.messages import Message
from diplograph.isolation.problems import explain_end, from_wire
from diplograph.isolation.process import Start, Worker, WorkerGoneError

START_S: Final = 60.0
"""How long a worker may take to get ready."""

_END_S: Final = 2.0
"""How long a worker that has closed its channel may take to end."""


class Crew:
    """Workers that share their work; the first one starts at once, the others when they are needed.

    Safe to use from several threads.

    Args:
        target: `module:callable` that makes what answers in a worker.
        limits: what every request is held to.
        size: the most workers.
        how: how workers start.
        first: a worker for the same target that was started before.
    """

    def __init__(
        self,
        target: str,
        limits: Limits = DEFAULT_LIMITS,
        *,
        size: int = 1,
        how: Start = Start.SPAWN,
        first: Worker | None = None,
    ) -> None:
        self._target = target
        self.limits = limits
        self._how = how
        self._preparation: Mapping[str, Any] | None = None
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(size)
        self._idle: list[Worker] = [first or Worker.start(target, how)]
        self._is_open = True

    def prepare(self, request: Mapping[str, Any]) -> None:
        """Have every worker do this before anything else, those that start later too; called once."""
        self._preparation = {**request, "limits": asdict(self.limits)}
        with self._lock:
            for worker in self._idle:
                worker.prepare(self._preparation)

    def ask(self, request: Mapping[str, Any], limits: Limits | None = None) -> Message:
        """Have a worker answer, and wait for it.

        Args:
            request: what it is asked, a JSON object.
            limits: other limits than the crew's; the limit on memory stays.

        Raises:
            LimitError: a limit was reached; the worker is gone if it had to be.
            DiplographError: what the worker raised, or what its end means.
        """
        limits = limits or self.limits
        with self._places:
            worker = self._take()
            try:
                worker.send({**request, "limits": asdict(limits)})
                deadline = None if limits.time_s is None else time.monotonic() + limits.time_s
                reply = worker.receive(deadline)
            except WorkerGoneError as gone:
                raise self._explain(worker, limits, is_late=gone.is_late) from None
            except BaseException:
                worker.end()
                raise
            self._give_back(worker)
        if "error" in reply.header:
            raise from_wire(reply.header["error"])
        return reply

    def _take(self) -> Worker:
        """A worker that is ready."""
        with self._lock:
            if not self._is_open:
                raise StoreError("the worker processes are closed.", hint="open the store again.")
            worker = self._idle.pop() if self._idle else None
        if worker is not None and not worker.awaited and worker.is_gone:
            worker.end()
            worker = None
        worker = worker or self._start()
        try:
            self._await_ready(worker)
        except BaseException:
            worker.end()
            raise
        return worker

    def _start(self) -> Worker:
        worker = Worker.start(self._target, self._how)
        if self._preparation is not None:
            worker.prepare(self._preparation)
        return worker

    def _await_ready(self, worker: Worker) -> None:
        deadline = time.monotonic() + START_S
        try:
            while worker.awaited:
                reply = worker.receive(deadline)
                worker.awaited -= 1
                if "error" in reply.header:
                    raise from_wire(reply.header["error"])
        except WorkerGoneError:
            status, words = worker.end(_END_S)
            raise explain_end(status, words, Limits(time_s=START_S), is_late=False) from None

    def _explain(self, worker: Worker, limits: Limits, *, is_late: bool) -> DiplographError:
        """End a worker that gave no answer and start another in its place; what that end means."""
        status, words = worker.end(0.0 if is_late else _END_S)
        with self._lock:
            if self._is_open and not self._idle:
                self._idle.append(self._start())
        return explain_end(status, words, limits, is_late=is_late)

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            if self._is_open:
                self._idle.append(worker)
                return
        worker.end()

    def close(self) -> None:
        """End the workers; those at work end with what they do."""
        with self._lock:
            self._is_open = False
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    def __enter__(self) -> Self:
        """This crew."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers."""
        self.close()
