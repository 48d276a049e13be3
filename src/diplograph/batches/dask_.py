"""Workers of a Dask cluster that read.

The scheduler and its workers run pickled code and send pickled results: they must be as trusted as this process. What
secures the way to them (`tls://`) is Dask's own configuration, `distributed.comm.tls`. Nothing here opens a port.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, Final

from diplograph.batches.installation import Installation, installed, require_same
from diplograph.batches.work import Reading, Way, read_chunk
from diplograph.batches.workers import Pending, WorkerDiedError
from diplograph.errors import MissingPartError, UsageError
from diplograph.model import Article

SCHEMES: Final = ("tcp://", "tls://")
CONNECT_S: Final = 10.0
"""How long the scheduler may take to answer."""
PATIENCE_S: Final = 60.0
"""How long a cluster may be without any worker, as while one that died is started again."""
_LOOK_S: Final = 1.0
"""How often workers are counted."""


class DaskWorkers:
    """The workers of a running Dask cluster; each should have one thread, since a process reads one chunk at a time.

    Args:
        address: the scheduler's, `tcp://HOST:PORT` or `tls://HOST:PORT`.
        way: how they read.

    Raises:
        UsageError: the address has another form, or `tls://` lacks certificates.
        MissingPartError: Dask is not installed here, or nobody answers there.
    """

    def __init__(self, address: str, way: Way) -> None:
        self._address = address
        self._way = way
        self._wanted = installed(way.reader)
        self._client = _connect(address)
        self._count = 0
        self._counted_at = self._last_seen_at = time.monotonic()

    @property
    def width(self) -> int:
        """How many chunks may be under way at once."""
        self._count_workers()
        return 2 * max(self._count, 1)

    def start(self, articles: Sequence[Article]) -> Pending:
        """Have these articles read."""
        future = self._client.submit(read_on_worker, articles, self._way, self._wanted, pure=False)
        return _Task(future, self)

    def check(self) -> None:
        """Look after the workers while a result is waited for.

        Raises:
            MissingPartError: there has been none for too long.
        """
        self._count_workers()
        if not self._count and time.monotonic() - self._last_seen_at > PATIENCE_S:
            raise MissingPartError(
                f"the cluster at {self._address} has no workers",
                hint=f"start some where diplograph is installed: dask worker {self._address} --nthreads 1",
            )

    def _count_workers(self) -> None:
        now = time.monotonic()
        if not self._count or now - self._counted_at >= _LOOK_S:
            self._count = len(self._client.nthreads())
            self._counted_at = now
            self._last_seen_at = now if self._count else self._last_seen_at

    def lost(self) -> MissingPartError:
        """What to raise when the scheduler is gone."""
        return MissingPartError(
            f"the cluster at {self._address} is gone", hint="start it again; what was added before stays added"
        )

    def close(self) -> None:
        """Give up what is under way, and leave the cluster as it was."""
        self._client.close()


class _Task:
    """A chunk that a worker reads; the readings stay with that worker, and are lost with it, until they are fetched."""

    def __init__(self, future: Any, workers: DaskWorkers) -> None:
        self._future = future
        self._workers = workers

    def result(self) -> list[Reading]:
        self.settle()
        if self._outcome is None:
            raise WorkerDiedError
        return self._outcome

    def settle(self) -> None:
        self._outcome  # noqa: B018 - found out once, and kept

    @cached_property
    def _outcome(self) -> list[Reading] | None:
        """The readings; None when the workers that had the task died."""
        from distributed import CancelledError, KilledWorker

        try:
            return self._fetch()
        except KilledWorker:
            return None
        except (CancelledError, OSError) as error:
            raise self._workers.lost() from error
        except ModuleNotFoundError as error:
            raise _not_installed(error) from error

    def _fetch(self) -> list[Reading]:
        from distributed import wait

        while not self._future.done():
            self._workers.check()
            with suppress(TimeoutError), self._future.client.as_current():
                wait(self._future, timeout=_LOOK_S)
        try:
            readings: list[Reading] = self._future.result()
            return readings
        finally:
            self._future.release()


def read_on_worker(articles: Sequence[Article], way: Way, wanted: Installation) -> list[Reading]:
    """What a worker does: `read_chunk`, if it would read as the process that asks would.

    Raises:
        MissingPartError: the worker has another release, or something that every article needs is missing there.
        UsageError: the reader's settings are refused.
    """
    from distributed import get_worker

    require_same(installed(way.reader), wanted, f"the worker {get_worker().address}")
    return read_chunk(articles, way)


def _connect(address: str) -> Any:
    """A `distributed.Client`."""
    if not address.startswith(SCHEMES):
        raise UsageError(
            f"{address!r} is no address of a cluster", hint="give its scheduler's: tcp://HOST:PORT or tls://HOST:PORT"
        )
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingPartError(
            f"reading on a cluster needs the package {error.name}, which is not installed",
            hint="pip install 'diplograph[cluster]'",
        ) from error
    try:
        return Client(address, timeout=CONNECT_S, set_as_default=False, name="diplograph")
    except OSError as error:
        raise MissingPartError(
            f"nobody answers at {address}",
            hint="start a scheduler: dask scheduler --no-dashboard --host 127.0.0.1, and workers; "
            "for tls:// both sides need certificates that fit",
        ) from error


def _not_installed(error: ModuleNotFoundError) -> MissingPartError:
    return MissingPartError(
        f"a process of the cluster has no {error.name}",
        hint="install diplograph where the scheduler and the workers run: pip install 'diplograph[cluster]'",
    )
