"""The command group. A command's module is imported when the command is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from diplograph.config import DEFAULT_READER, DEFAULT_STORE, STORE_VARIABLE
from diplograph.errors import UsageError

COMMANDS = (
    "demo", "ingest", "extract", "ask", "query", "actor", "evidence",
    "explain", "infer", "article", "export", "serve", "check", "store", "migrate", "evaluate", "doctor",
)  # fmt: skip
"""In the order of a first acquaintance; each is the module of that name in `diplograph.cli.commands`."""


class ReaderGoneError(Exception):
    """Whoever read the output has stopped reading."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for any command.

    Attributes:
        store: where the store is.
        is_store_given: whether the user said so.
        as_json: whether problems are to be told in JSON.
        reader: who reads claims, where the command reads articles.
    """

    store: str
    is_store_given: bool
    as_json: bool
    reader: str = DEFAULT_READER


class CommandGroup(click.Group):
    """Knows its commands by name only."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All names, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, from its module."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"diplograph.cli.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name.

        Raises:
            UsageError: there is none; the hint names near ones.
        """
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=3) or COMMANDS
            raise UsageError(f"there is no command {args[0]!r}", hint=f"commands: {', '.join(near)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has gone away is no failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGoneError from None


def _print_version(ctx: click.Context, _option: click.Parameter, is_wanted: bool) -> None:  # noqa: FBT001
    if is_wanted:
        from diplograph.config import find_version

        click.echo(f"diplograph {find_version()}")
        ctx.exit()


@click.command(cls=CommandGroup, no_args_is_help=True)
@click.option(
    "--store",
    metavar="LOCATION",
    help="A directory, memory:, an http(s):// SPARQL endpoint, or a .toml file that describes one. "
    f"[{STORE_VARIABLE}; default: {DEFAULT_STORE}]",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version."
)
@click.option("--traceback", is_flag=True, hidden=True, expose_value=False)
@click.pass_context
def app(ctx: click.Context, store: str | None) -> None:
    """Turn diplomatic news into a knowledge graph in which every statement is traced to the words that support it."""
    import os

    location = store or os.environ.get(STORE_VARIABLE)
    ctx.obj = Settings(location or DEFAULT_STORE, is_store_given=location is not None, as_json=bool(ctx.obj))
