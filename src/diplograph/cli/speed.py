"""Options of the commands that read many articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def speed_options(command: Decorated) -> Decorated:
    """Adds `--gated`, `--jobs` and `--cluster` to a command, as its arguments `is_gated`, `jobs` and `cluster`."""
    jobs = click.option(
        "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="How many processes read."
    )
    cluster = click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Have the workers of a Dask cluster read instead: its scheduler's address, tcp://HOST:PORT or"
        " tls://HOST:PORT. It must be one that you trust.",
    )
    gated = click.option(
        "--gated",
        "is_gated",
        is_flag=True,
        help="Read only sentences that can hold mediation, support or a meeting, and those that they point to: several"
        " times as fast; what else is read of actors (offices, speech acts …) is then found there only.",
    )
    return gated(jobs(cluster(command)))
