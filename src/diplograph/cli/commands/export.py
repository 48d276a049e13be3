"""`export`: the graph as a file."""

from __future__ import annotations

from pathlib import Path

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_rows
from diplograph.queries import Row

TARGETS = ("protege", "trig", "nquads", "jsonld", "aif", "nanopub")
_COLUMNS = ("file", "individuals", "claims")


@click.command("export", short_help="Write the graph to a file, for Protégé or as RDF.")
@click.option("--to", "target", required=True, type=click.Choice(TARGETS), help="The form of the file.")
@click.option("-o", "--output", "path", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Where.")
@format_option()
@click.pass_obj
def command(settings: Settings, target: str, path: Path, output: Format) -> None:
    """Write the graph to a file: a slice with the ontology for Protégé, or everything as TriG, N-Quads or JSON-LD.

    For Protégé give a name that ends in .ttl or .owl; the ontology's files and a catalogue are put beside it.

    For other programs the claims can be written in the AIDA Interchange Format (aif, Turtle) or as nanopublications
    (nanopub, TriG), one for each claim; docs/interchange.md says what maps to what.
    """
    from diplograph.export import export
    from diplograph.store import open_store

    with open_store(settings.store, create=False, read_only=True) as store:
        done = export(store, target, path)
    row: Row = {
        "file": str(done.files[0]),
        "individuals": done.individual_count,
        "claims": done.claim_count,
    }
    show_rows(_COLUMNS, [row], output)
    if done.claims_left_out:
        click.echo(f"note: {done.claims_left_out} more claims did not fit into the slice", err=True)
