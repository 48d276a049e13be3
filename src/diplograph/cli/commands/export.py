"""`export`: the graph as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_rows
from diplograph.queries import Row

if TYPE_CHECKING:
    from diplograph.model import Quad
    from diplograph.store import Store

TARGETS = ("protege", "trig", "nquads", "jsonld", "aif", "nanopub")
_COLUMNS = ("file", "individuals", "claims")


@click.command("export", short_help="Write the graph to a file, for Protégé or as RDF.")
@click.option("--to", "target", required=True, type=click.Choice(TARGETS), help="The form of the file.")
@click.option("-o", "--output", "path", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Where.")
@click.option(
    "--entailed", "is_entailed", is_flag=True, help="Also what the ontology's axioms entail: trig, nquads, jsonld."
)
@format_option()
@click.pass_obj
def command(settings: Settings, target: str, path: Path, output: Format, *, is_entailed: bool) -> None:
    """Write the graph to a file: a slice with the ontology for Protégé, or everything as TriG, N-Quads or JSON-LD.

    For Protégé give a name that ends in .ttl or .owl; the ontology's files and a catalogue are put beside it.
    What is entailed goes to a graph of its own, https://w3id.org/diplograph/graph/entailed.

    For other programs the claims can be written in the AIDA Interchange Format (aif, Turtle) or as nanopublications
    (nanopub, TriG), one for each claim; docs/interchange.md says what maps to what.
    """
    from diplograph.export import export
    from diplograph.store import open_store

    with open_store(settings.store, create=False, read_only=True) as store:
        done = export(store, target, path, entailed=_entailments(store) if is_entailed else None)
    row: Row = {
        "file": str(done.files[0]),
        "individuals": done.individual_count,
        "claims": done.claim_count,
    }
    show_rows(_COLUMNS, [row], output)
    if done.claims_left_out:
        click.echo(f"note: {done.claims_left_out} more claims did not fit into the slice", err=True)


def _entailments(store: Store) -> Iterator[Quad]:
    """What is entailed, worked out when the first of it is asked for."""
    from diplograph.reasoning import entail

    yield from entail(store.quads()).quads()
