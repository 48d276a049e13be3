"""`export`: the graph as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diplograph.cli.app import Settings
from diplograph.cli.dates import DAY
from diplograph.cli.formats import Format, format_option, show_rows
from diplograph.queries import Row

TARGETS = ("protege", "trig", "nquads", "jsonld", "jelly", "aif", "nanopub")
_COLUMNS = ("file", "individuals", "claims")


@click.command("export", short_help="Write the graph to a file, for Protégé or as RDF.")
@click.option("--to", "target", required=True, type=click.Choice(TARGETS), help="The form of the file.")
@click.option("-o", "--output", "path", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Where.")
@click.option(
    "--about",
    multiple=True,
    metavar="NAME",
    help="For Protégé: only claims that concern this actor, conflict or place. May be given several times.",
)
@click.option("--since", type=DAY, metavar="DATE", help="For Protégé: only articles published on this day or later.")
@click.option("--until", type=DAY, metavar="DATE", help="For Protégé: only articles published on this day or earlier.")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="For Protégé: the most individuals. [default: 5000]"
)
@click.option(
    "--entailed",
    "is_entailed",
    is_flag=True,
    help="Also what the ontology's axioms entail: trig, nquads, jsonld, jelly.",
)
@format_option()
@click.pass_obj
def command(settings: Settings, /, target: str, path: Path, output: Format, **wished: Any) -> None:
    """Write the graph to a file: a slice with the ontology for Protégé, or everything as RDF.

    For Protégé give a name that ends in .ttl or .owl; the ontology's files and a catalogue are put beside it. The
    slice holds the newest claims that fit, with what the register knows around them.

    Everything is written as TriG, N-Quads, JSON-LD or Jelly (binary and small; extra diplograph[jelly]).

    What is entailed goes to a graph of its own, https://w3id.org/diplograph/graph/entailed.

    For other programs the claims can be written in the AIDA Interchange Format (aif, Turtle) or as nanopublications
    (nanopub, TriG), one for each claim; docs/interchange.md says what maps to what.
    """
    from diplograph.api import open_graph

    with open_graph(settings.store, create=False, read_only=True) as graph:
        done = graph.export(path, target, **wished)
    for note in done.notes:
        click.echo(f"note: {note}", err=True)
    row: Row = {
        "file": str(done.files[0]),
        "individuals": done.individual_count,
        "claims": done.claim_count,
    }
    show_rows(_COLUMNS, [row], output)
    if done.claims_left_out:
        click.echo(f"note: {done.claims_left_out} more claims did not fit into the slice", err=True)
