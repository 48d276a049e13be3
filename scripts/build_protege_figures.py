"""Draws docs/protege/*.svg: what the bundled articles look like in Protégé, from a real export of them.

build_protege_figures.py           writes the drawings
build_protege_figures.py --check   exits 1 when a drawing differs from what would be drawn

Protégé itself has no part in it: the drawings say what stands where, not how it looks to the pixel.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from patterns import ROOT, load_ontology
from protege_figures import Picture
from rdflib import Graph

import diplograph
from diplograph.api.demonstration import load_demonstration

FOLDER = ROOT / "docs" / "protege"


def drawings() -> Mapping[Path, str]:
    """Each drawing by its file."""
    with tempfile.TemporaryDirectory() as folder, diplograph.open("memory:") as graph:
        load_demonstration(graph)
        graph.export(Path(folder) / "talks.ttl")
        picture = Picture(Graph().parse(Path(folder) / "talks.ttl"), load_ontology())
    return {
        FOLDER / "classes.svg": picture.class_tree(),
        FOLDER / "claim.svg": picture.claim(),
        FOLDER / "conclusion.svg": picture.conclusion(),
    }


def main() -> None:
    """Write the drawings, or compare them."""
    found = drawings()
    if "--check" not in sys.argv[1:]:
        for path, text in found.items():
            path.write_text(text, encoding="utf-8")
        return
    stale = [path for path, text in found.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if stale:
        sys.exit(f"out of date: {', '.join(path.name for path in stale)}; run scripts/build_protege_figures.py")


if __name__ == "__main__":
    main()
