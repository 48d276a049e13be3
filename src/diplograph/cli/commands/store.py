"""`store`: look a store directory over, back it up, bring it back, compact and repair it."""

from __future__ import annotations

from pathlib import Path

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_rows


@click.group(
    "store", short_help="Verify, back up, restore, import into, compact and repair a store.", no_args_is_help=True
)
def command() -> None:
    """Look after the directory of a store; which one, --store says."""


@command.command("verify")
@format_option()
@click.pass_obj
def verify(settings: Settings, output: Format) -> int:
    """Read everything, and report what is not as it was written. Exit code 1: something is wrong."""
    from diplograph.api.upkeep import verify_store

    problems = verify_store(settings.store)
    show_rows(("problem",), [{"problem": problem} for problem in problems], output)
    verdict = f"{len(problems)} problems" if problems else "everything is as it was written"
    click.echo(f"{settings.store}: {verdict}", err=True)
    return 1 if problems else 0


@command.command("backup")
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup(settings: Settings, target: Path) -> None:
    """Write a backup into FILE, a tar archive; other commands may use the store meanwhile."""
    from diplograph.api.upkeep import back_up_store

    made = back_up_store(settings.store, target)
    click.echo(f"{target}: {made.article_count} articles, {made.byte_count:,} bytes", err=True)


@command.command("restore")
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def restore(settings: Settings, source: Path) -> None:
    """Make a store of the backup in FILE, where --store says; nothing may be there yet."""
    from diplograph.api.upkeep import restore_store

    count = restore_store(source, settings.store)
    click.echo(f"{settings.store}: {count} articles restored", err=True)


@command.command("import")
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@format_option()
@click.pass_obj
def import_(settings: Settings, source: Path, output: Format) -> int:
    """Add the articles and reviews of FILE, which another store exported as N-Quads, TriG, JSON-LD or Jelly.

    Prints the graphs that were not taken, and why. Exit code 1: there are some.
    """
    from diplograph.api import open_graph

    with open_graph(settings.store) as graph:
        report = graph.import_graphs(source)
    show_rows(("graph", "why"), [{"graph": name, "why": why} for name, why in report.refused], output)
    counts = f"{report.added} articles added, {report.present} there already, {len(report.graphs)} other graphs"
    click.echo(f"{settings.store}: {counts}", err=True)
    return 1 if report.refused else 0


@command.command("compact")
@click.pass_obj
def compact(settings: Settings) -> None:
    """Free the room that replaced statements take."""
    from diplograph.api.upkeep import compact_store

    sizes = compact_store(settings.store)
    click.echo(f"{settings.store}: {sizes.before:,} bytes before, {sizes.after:,} after", err=True)


@command.command("repair")
@format_option()
@click.pass_obj
def repair(settings: Settings, output: Format) -> int:
    """Rebuild the store from its log; what is damaged there is saved from the engine where it can be.

    Prints what was lost; the damaged log is kept beside the new one. Exit code 1: something was lost.
    """
    from diplograph.api.upkeep import repair_store

    found = repair_store(settings.store)
    for sentence in found.damage:
        click.echo(f"note: {sentence}", err=True)
    show_rows(("lost",), [{"lost": name} for name in found.lost], output)
    counts = f"{found.graph_count} graphs, {len(found.saved)} of them from the engine; {len(found.lost)} lost"
    click.echo(f"{settings.store}: {counts}", err=True)
    return 1 if found.lost else 0
