"""`serve`: a store's graphs over HTTP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from diplograph.cli.app import Settings
from diplograph.cli.limits import limit_options, take_limits
from diplograph.config import TOKEN_VARIABLE
from diplograph.errors import InputError, UsageError


@click.command("serve", short_help="Answer SPARQL and saved questions over HTTP.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="The port; 0: any.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name that requests may be meant for.")
@click.option(
    "--allow-origin", "origin", default="", metavar="ORIGIN", help="A web page's origin that may read answers."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="NUMBER",
    help="How many processes answer. [default: one a processor, at most 4]",
)
@limit_options(timeout_s=30.0, rows=100_000, memory_mib=1024)
@click.option("--writable", "is_writable", is_flag=True, help="Accept updates from those who show the token.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help=f"Where the token is. [{TOKEN_VARIABLE}: the token itself]",
)
@click.pass_obj
def command(settings: Settings, /, *, is_writable: bool, token_file: str | None, **options: Any) -> int:
    """Answer SPARQL 1.1 queries and saved questions over HTTP.

    SPARQL is at /sparql, a saved question at /api/q/QUESTION.json, .xml, .csv or .tsv with its parameters in the
    address, graphs at /graphs, the list of questions at /api/questions. Each answer is worked out by a process that
    can be stopped, within the limits. It sees what other commands add to the store meanwhile. It is for reading
    unless --writable is given, and for this machine unless --host is.
    """
    from diplograph.server.running import serve
    from diplograph.server.settings import ServerSettings, default_workers, is_loopback

    limits = take_limits(options)
    token = _read_token(token_file) if is_writable else None
    workers = options.pop("workers") or default_workers()
    if not is_loopback(options["host"]):
        click.echo(f"warning: {options['host']} can be reached by other machines; anybody there may ask", err=True)
    wanted = ServerSettings(settings.store, limits=limits, workers=workers, token=token, **options)
    return serve(wanted, lambda address: click.echo(f"serving {settings.store} at {address}", err=True))


def _read_token(file: str | None) -> str:
    """The token for updates.

    Raises:
        UsageError: there is none, or it is short.
        InputError: the file cannot be read.
    """
    try:
        token = Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(TOKEN_VARIABLE, "")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the token file {file} cannot be read: {error}", hint="it must be a text file") from None
    if len(token) < 16 or not token.isascii() or not token.isprintable() or " " in token:
        raise UsageError(
            "--writable needs a token of 16 or more characters, ASCII and without spaces",
            hint=f"put one into {TOKEN_VARIABLE} or a file: --token-file FILE",
        )
    return token
