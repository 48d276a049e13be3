"""The option that lists the servers that a query may ask."""

from __future__ import annotations

from collections.abc import Callable

import click

from diplograph.cli.formats import Decorated
from diplograph.config import SERVICES_VARIABLE


def services_option() -> Callable[[Decorated], Decorated]:
    """Adds `--allow-service` to a command, as its argument `services`."""
    return click.option(
        "--allow-service",
        "services",
        multiple=True,
        metavar="HOST[:PORT]",
        envvar=SERVICES_VARIABLE,
        help=f"A server that SERVICE may ask; several times for several. [{SERVICES_VARIABLE}]",
    )
