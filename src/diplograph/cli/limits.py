"""The options that say how much a query may take, and the workers that are held to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from diplograph.config import QUERY_ANSWERER, is_directory

if TYPE_CHECKING:
    from diplograph.isolation import Crew, Limits

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_OPTIONS: Final = {"timeout": "time_s", "limit_rows": "rows", "memory": "memory_bytes"}
_MIB: Final = 1 << 20


def limit_options(
    *, timeout_s: float = 60.0, rows: int = 1_000_000, memory_mib: int = 2048
) -> Callable[[Decorated], Decorated]:
    """Adds `--timeout`, `--limit-rows` and `--memory` to a command; `take_limits` reads them."""
    options = [
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            default=timeout_s,
            show_default=True,
            metavar="SECONDS",
            help="How long a query may run.",
        ),
        click.option(
            "--limit-rows",
            type=click.IntRange(min=1),
            default=rows,
            show_default=True,
            metavar="NUMBER",
            help="How many rows an answer may have.",
        ),
        click.option(
            "--memory",
            type=click.IntRange(min=1),
            default=memory_mib,
            show_default=True,
            metavar="MIB",
            help="How much memory a query may take.",
        ),
    ]

    def decorate(command: Decorated) -> Decorated:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def take_limits(options: dict[str, Any]) -> Limits:
    """Take the limits out of a command's options."""
    from diplograph.isolation import Limits

    values = {field: options.pop(name) for name, field in _OPTIONS.items()}
    return Limits(**{**values, "memory_bytes": values["memory_bytes"] * _MIB})


@contextmanager
def query_crew(location: str, limits: Limits) -> Iterator[Crew | None]:
    """Workers for the queries of a store in a directory, None for any other store.

    The first is the one that was started early, or a copy of this process, which must have opened nothing yet; it gets
    ready while this process goes on.
    """
    if not is_directory(location):
        yield None
        return
    from diplograph.cli.early import take_early
    from diplograph.isolation import Crew, Start

    with Crew(QUERY_ANSWERER, limits, how=Start.FORK, first=take_early()) as crew:
        yield crew
