"""How much one request may take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from diplograph.errors import LimitError, UsageError

MIB: Final = 1 << 20


class Limit(StrEnum):
    """What may run out."""

    TIME = "time"
    ROWS = "rows"
    BYTES = "bytes"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may take; None is without limit.

    Attributes:
        time_s: seconds from when a worker takes it up to its answer.
        rows: rows or triples of the answer.
        answer_bytes: size of the answer as it is written, in bytes.
        memory_bytes: memory of the worker beyond what it holds when idle, in bytes.

    Raises:
        UsageError: a limit is not positive.
    """

    time_s: float | None = 60.0
    rows: int | None = 1_000_000
    answer_bytes: int | None = 256 * MIB
    memory_bytes: int | None = 2048 * MIB

    def __post_init__(self) -> None:
        """Refuse a limit that lets nothing through."""
        for name in ("time_s", "rows", "answer_bytes", "memory_bytes"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise UsageError(f"the limit {name} must be more than 0, not {value}", hint="None is without limit")


DEFAULT_LIMITS: Final = Limits()
"""What the command line allows a query."""


def limit_error(limit: Limit, limits: Limits) -> LimitError:
    """The error that says which limit was reached, and how to go on."""
    messages = {
        Limit.TIME: (
            f"the query was stopped after {limits.time_s:g} s" if limits.time_s else "the query took too long"
        ),
        Limit.ROWS: f"the answer has more than {limits.rows} rows",
        Limit.BYTES: f"the answer is larger than {_size(limits.answer_bytes)}",
        Limit.MEMORY: f"the query needs more than {_size(limits.memory_bytes)} of memory",
    }
    hints = {
        Limit.TIME: "narrow the query, or allow more time.",
        Limit.ROWS: "add LIMIT or narrow the question.",
        Limit.BYTES: "add LIMIT or ask for fewer columns.",
        Limit.MEMORY: "leave out ORDER BY, DISTINCT or GROUP BY, or narrow what they work on.",
    }
    return LimitError(f"{messages[limit]} (limit on {limit.value}).", hint=hints[limit], limit=limit.value)


def _size(size_bytes: int | None) -> str:
    return f"{size_bytes / MIB:g} MiB" if size_bytes else "there is"
