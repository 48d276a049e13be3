"""A worker that is started before anything is imported, when the command line looks as if a query will want one.

It loads the engine while this process reads its arguments. A wrong guess costs one copy of a small process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from diplograph.config import QUERY_ANSWERER

if TYPE_CHECKING:
    from diplograph.isolation import Worker

_ASKING: Final = frozenset({"ask", "query"})
_waiting: list[Worker] = []
"""The worker that nobody has taken yet, if there is one."""


def start_early(arguments: Sequence[str]) -> None:
    """Start a worker for the command line `arguments`, if it seems to want one."""
    if _ASKING.isdisjoint(arguments) or "--help" in arguments:
        return
    from diplograph.isolation import Start, Worker

    _waiting.append(Worker.start(QUERY_ANSWERER, Start.FORK))


def take_early() -> Worker | None:
    """The worker, for whoever wants it."""
    return _waiting.pop() if _waiting else None


def end_early() -> None:
    """End the worker that nobody wanted."""
    if worker := take_early():
        worker.end()
