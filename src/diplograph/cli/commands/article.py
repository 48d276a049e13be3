"""`article`: list, show, retract and restore articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_json, show_rows
from diplograph.queries import Row

if TYPE_CHECKING:
    from diplograph.store import ArticleRecord

_COLUMNS = ("id", "date", "source", "title", "state", "quads")


@click.group("article", short_help="List, show, retract and restore articles.", no_args_is_help=True)
def command() -> None:
    """List, show, retract and restore articles; an ID may be cut to its first characters."""


@command.command("list")
@format_option()
@click.pass_obj
def list_articles(settings: Settings, output: Format) -> None:
    """List all articles, retracted ones included."""
    from diplograph.api import open_graph

    with open_graph(settings.store, create=False, read_only=True) as graph:
        show_rows(_COLUMNS, [_row(record) for record in graph.articles()], output)


@command.command("show")
@click.argument("article_id", metavar="ID")
@format_option()
@click.pass_obj
def show(settings: Settings, article_id: str, output: Format) -> None:
    """Show an article and its claims."""
    from diplograph.api import open_graph

    with open_graph(settings.store, create=False, read_only=True) as graph:
        record = graph.get_article(article_id)
        claims = graph.claims_in(record.id)
    if output is Format.JSON:
        show_json({**_row(record), "claims": [dict(row) for row in claims]})
        return
    if output is Format.TABLE:
        show_rows(_COLUMNS, [_row(record)], output)
        click.echo()
    show_rows(claims.columns, claims.rows, output)


@command.command("retract")
@click.argument("article_id", metavar="ID")
@format_option()
@click.pass_obj
def retract(settings: Settings, article_id: str, output: Format) -> None:
    """Take an article, and all that rests on it, out of every answer; restore brings it back."""
    from diplograph.api import open_graph

    with open_graph(settings.store, create=False) as graph:
        show_rows(_COLUMNS, [_row(graph.retract(article_id))], output)


@command.command("restore")
@click.argument("article_id", metavar="ID")
@format_option()
@click.pass_obj
def restore(settings: Settings, article_id: str, output: Format) -> None:
    """Bring a retracted article back."""
    from diplograph.api import open_graph

    with open_graph(settings.store, create=False) as graph:
        show_rows(_COLUMNS, [_row(graph.restore(article_id))], output)


def _row(record: ArticleRecord) -> Row:
    return {
        "id": record.id,
        "date": record.date.isoformat() if record.date else None,
        "source": record.source,
        "title": record.title,
        "state": record.state.value,
        "quads": record.quad_count,
    }
