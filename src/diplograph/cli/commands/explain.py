"""`explain`: why a statement was inferred, or why it was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_json, show_rows

if TYPE_CHECKING:
    from diplograph.api.statements import StatementCard

EXIT_NOT_INFERRED = 1


@click.command("explain", short_help="Show why a statement was inferred, or why not.")
@click.argument("subject")
@click.argument("property_name", metavar="PROPERTY")
@click.argument("object_", metavar="OBJECT")
@format_option()
@click.pass_obj
def command(settings: Settings, subject: str, property_name: str, object_: str, output: Format) -> int:
    """Show why SUBJECT PROPERTY OBJECT was inferred, or why it was not: rules, claims, sentences.

    For example: explain Turkey backs Azerbaijan. PROPERTY is what rules conclude: backs, mediates, mediatesInConflict,
    metWith, isAlliedWith, holdsOffice, servesUnder, isMemberOf, isPartyTo. Exit code 1: it was not inferred.
    """
    from diplograph.api import open_graph

    with open_graph(settings.store, create=False, read_only=True) as graph:
        card = graph.explain(subject, property_name, object_)
    _show(card, output)
    return 0 if card.holds else EXIT_NOT_INFERRED


def _show(card: StatementCard, output: Format) -> None:
    from diplograph.api.statements import COLUMNS

    if output is Format.JSON:
        policy = card.explanation.policy
        show_json(
            {
                "holds": card.holds,
                "verdict": card.verdict,
                "policy": {"least_sources": policy.least_sources, "least_score": float(policy.least_score)},
                "rules": dict(card.rules),
                "premises": list(card.rows),
                "left_out": card.left_out,
            }
        )
        return
    click.echo(card.verdict, err=output is not Format.TABLE)
    for name, meaning in card.rules.items():
        click.echo(f"rule {name}: {meaning}", err=output is not Format.TABLE)
    show_rows(COLUMNS, card.rows, output)
    if card.left_out:
        click.echo(f"note: {card.left_out} more are left out", err=True)
