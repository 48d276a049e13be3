"""Errors between processes, and what the end of a worker means."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from typing import Any

from diplograph import errors
from diplograph.errors import DiplographError, LimitError, QueryError, StoreError
from diplograph.isolation.limits import Limit, Limits, limit_error

_MEMORY_WORDS = (b"bad_alloc", b"memory allocation of", b"MemoryError", b"out of memory")


def to_wire(error: DiplographError) -> dict[str, str]:
    """An error as a JSON object."""
    limit = error.limit if isinstance(error, LimitError) else ""
    return {"kind": type(error).__name__, "message": error.message, "hint": error.hint, "limit": limit}


def from_wire(told: Mapping[str, Any]) -> DiplographError:
    """The error that `to_wire` told of."""
    kind = getattr(errors, str(told["kind"]), DiplographError)
    if kind is LimitError:
        return LimitError(told["message"], hint=told["hint"], limit=told["limit"])
    assert issubclass(kind, DiplographError)
    return kind(told["message"], hint=told["hint"])


def explain_end(status: int, last_words: bytes, limits: Limits, *, is_late: bool) -> DiplographError:
    """What it means that a worker ended without an answer.

    Args:
        status: its exit code, or the negative number of the signal that ended it.
        last_words: the end of what it wrote on standard error.
        limits: those that it was held to.
        is_late: whether it was killed because its time was over.
    """
    if is_late or status == -signal.SIGXCPU:
        return limit_error(Limit.TIME, limits)
    if status == -signal.SIGKILL or any(words in last_words for words in _MEMORY_WORDS):
        return limit_error(Limit.MEMORY, limits)
    if status < 0:
        name = signal.Signals(-status).name
        return QueryError(f"the engine crashed on this query ({name}).", hint="simplify it; nothing else was affected.")
    said = last_words.decode(errors="replace").strip().rpartition("\n")[2]
    return StoreError(f"a worker process ended: {said or f'exit code {status}'}.", hint="try again.")
