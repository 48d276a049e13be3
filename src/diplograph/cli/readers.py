"""The option by which a command is told who reads claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import click

from diplograph.cli.formats import Decorated
from diplograph.config import DEFAULT_READER, READER_VARIABLE


def reader_option() -> Callable[[Decorated], Decorated]:
    """Adds `--reader` to a command, as `reader` of its settings.

    A name that no reader has, or one whose packages are missing, is refused before any work begins.
    """
    return click.option(
        "--reader",
        metavar="NAME",
        envvar=READER_VARIABLE,
        default=DEFAULT_READER,
        callback=_choose,
        expose_value=False,
        help=f"Who reads claims out of sentences: rules, or llm. [{READER_VARIABLE}; default: {DEFAULT_READER}]",
    )


def _choose(context: click.Context, _option: click.Parameter, name: str) -> None:
    if name != DEFAULT_READER:
        from diplograph.extraction import get_reader

        get_reader(name)
    context.obj = replace(context.obj, reader=name)
