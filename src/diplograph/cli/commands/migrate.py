"""`migrate`: bring a store up to this release's version of the ontology."""

from __future__ import annotations

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_rows
from diplograph.queries import Row

_COLUMNS = ("graph", "article", "state", "removed", "added")


@click.command("migrate", short_help="Bring a store up to this release's version of the ontology.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Change nothing; show what would change.")
@format_option()
@click.pass_obj
def command(settings: Settings, is_dry_run: bool, output: Format) -> None:  # noqa: FBT001
    """Bring a store that an older release made up to this release's version of the ontology.

    One row for each graph whose statements change, with how many go and come. Articles are replaced one by one, each
    whole or not at all, retracted ones included; a migration that was cut short is run again.
    """
    from diplograph.api import open_graph

    with open_graph(settings.store, create=False, read_only=is_dry_run) as graph:
        report = graph.migrate(is_dry_run=is_dry_run)
    rows: list[Row] = [
        {
            "graph": change.graph_name,
            "article": change.article_id,
            "state": change.state.value if change.state else None,
            "removed": change.removed,
            "added": change.added,
        }
        for change in report.changes
    ]
    show_rows(_COLUMNS, rows, output)
    verb = "would change" if is_dry_run else "changed"
    click.echo(f"{len(rows)} graphs {verb}; ontology {report.before or 'absent'} → {report.after}", err=True)
