"""`query`: SPARQL from a file, standard input or the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option
from diplograph.cli.limits import limit_options, query_crew, take_limits
from diplograph.cli.services import services_option
from diplograph.errors import InputError, UsageError


@click.command("query", short_help="Run a SPARQL query.")
@click.argument("file", required=False, metavar="FILE|-")
@click.option("-e", "sparql", metavar="SPARQL", help="The query itself.")
@services_option()
@format_option(choices=tuple(Format))
@limit_options()
@click.pass_obj
def command(
    settings: Settings,
    /,
    file: str | None,
    sparql: str | None,
    services: tuple[str, ...],
    output: Format,
    **options: Any,
) -> None:
    """Run a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The default graph is the union of all graphs; diplograph's prefixes need no declaration. JSON, CSV and TSV are
    the W3C's result formats; ttl and table also show the graph of a CONSTRUCT or DESCRIBE. SERVICE asks only the
    servers that are allowed by name.
    """
    text, limits = _read_query(file, sparql), take_limits(options)
    with query_crew(settings.store, limits) as crew:
        from diplograph.store import federate, open_store, read_hosts

        text = federate(text, read_hosts(services))
        with open_store(settings.store, create=False, read_only=True, crew=crew) as store:
            result = store.query(text, limit_rows=limits.rows)
    from diplograph.cli.sparql_results import show_result

    show_result(result, output)


def _read_query(file: str | None, sparql: str | None) -> str:
    if (file is None) == (sparql is None):
        raise UsageError(
            "give one query: a FILE, - for standard input, or -e SPARQL", hint="see diplograph query --help"
        )
    if sparql is not None:
        return sparql
    try:
        return sys.stdin.read() if file == "-" else Path(str(file)).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"there is no file {file}", hint="check the path; -e takes the query itself") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}", hint="it must be a UTF-8 text file") from error
