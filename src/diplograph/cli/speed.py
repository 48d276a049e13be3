"""Options of the commands that read many articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def speed_options(command: Decorated) -> Decorated:
    """Adds `--all-sentences` and `--jobs` to a command, as its arguments `all_sentences` and `jobs`."""
    jobs = click.option(
        "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="How many processes read."
    )
    whole = click.option(
        "--all-sentences",
        is_flag=True,
        help="Read every sentence, not only those that can hold a relation and those that they point to.",
    )
    return whole(jobs(command))
