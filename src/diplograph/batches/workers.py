"""What every crew of workers offers, whether its processes are on this machine or on others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from diplograph.batches.work import Reading
from diplograph.model import Article


class WorkerDiedError(Exception):
    """A process ended while it read, or while it was to read."""


class Pending(Protocol):
    """A task that was handed over."""

    def result(self) -> list[Reading]:
        """The readings, once they are there.

        Raises:
            WorkerDiedError: the process that had the task ended.
            MissingPartError: what every article needs is not installed or out of reach.
            UsageError: the reader's settings are refused.
        """

    def settle(self) -> None:
        """Wait until the readings are in this process, or cannot be had, so that nothing of the task is under way."""


class Workers(Protocol):
    """Processes that read chunks, several at a time."""

    @property
    def width(self) -> int:
        """How many chunks may be under way at once, so that no process waits for work."""

    def start(self, articles: Sequence[Article]) -> Pending:
        """Have these articles read."""

    def close(self) -> None:
        """Give up what is under way, and release the processes."""
