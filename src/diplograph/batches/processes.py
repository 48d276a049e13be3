"""Processes on this machine that read.

They are started afresh (`spawn`): a script that asks for several must be importable, with its own calls under
`if __name__ == "__main__"`.
"""

from __future__ import annotations

import signal
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from diplograph.batches.work import Reading, Way, read_chunk
from diplograph.batches.workers import Pending, WorkerDiedError
from diplograph.model import Article


class LocalWorkers:
    """Processes that read chunks.

    Args:
        jobs: how many.
        way: how they read.
    """

    def __init__(self, jobs: int, way: Way) -> None:
        self._jobs = jobs
        self._way = way
        self._pool = self._open()

    def _open(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, get_context("spawn"), _ignore_interrupts)

    @property
    def width(self) -> int:
        """How many chunks may be under way at once."""
        return 2 * self._jobs

    def start(self, articles: Sequence[Article]) -> Pending:
        """Have these articles read; processes that died are started again."""
        try:
            return _Task(self._pool.submit(read_chunk, articles, self._way))
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._open()
            return _Task(self._pool.submit(read_chunk, articles, self._way))

    def close(self) -> None:
        """Give up what is under way, and end the processes."""
        self._pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Task:
    future: Future[list[Reading]]

    def result(self) -> list[Reading]:
        try:
            return self.future.result()
        except BrokenProcessPool as error:
            raise WorkerDiedError from error

    def settle(self) -> None:
        wait([self.future])


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
