"""`infer`: bring what rules conclude up to date, by the store's policy or another."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_rows
from diplograph.errors import UsageError
from diplograph.queries import Row

_COLUMNS = ("least_sources", "least_score", "policy")


@click.command("infer", short_help="Set when claims count as real, and infer.")
@click.option(
    "--least-sources",
    type=click.IntRange(0),
    metavar="N",
    help="How many independent sources must claim what no article asserts; 0: no number is enough.",
)
@click.option("--least-score", metavar="SCORE", help="The score, from 0 to 1, from which on claims are looked at.")
@format_option()
@click.pass_obj
def command(settings: Settings, least_sources: int | None, least_score: str | None, output: Format) -> None:
    """Bring what the rules conclude up to date, and show the policy: when claims count as real.

    A policy that is given is kept in the store and holds from then on. Other commands infer by themselves.
    """
    from dataclasses import replace

    from diplograph.api import open_graph

    with open_graph(settings.store, create=False) as graph:
        policy = graph.policy
        if least_sources is not None:
            policy = replace(policy, least_sources=least_sources)
        if least_score is not None:
            policy = replace(policy, least_score=_score(least_score))
        graph.infer(policy)
    row: Row = {
        "least_sources": policy.least_sources,
        "least_score": float(policy.least_score),
        "policy": str(policy),
    }
    show_rows(_COLUMNS, [row], output)


def _score(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise UsageError(f"{text!r} is no score.", hint="give a number from 0 to 1, such as 0.5.") from None
