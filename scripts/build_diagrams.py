"""Draws the patterns of the ontology out of its files, and writes the page that shows them.

build_diagrams.py           writes docs/ontology/*.svg and docs/ontology.md
build_diagrams.py --check   exits 1 when one of them differs from what would be written

`docs/ontology/patterns.toml` says which classes and properties make a pattern and where they stand.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from pattern_layout import draw_pattern
from patterns import ONTOLOGY, PATTERNS, Pattern, find_modules, load_ontology, load_patterns
from rdflib import DCTERMS, Graph, URIRef

PAGE = PATTERNS.parent.parent / "ontology.md"
LINE_CHARS = 118

INTRO = """<!-- Written by scripts/build_diagrams.py; do not edit. -->
# The ontology

[ontology/index.html](ontology/index.html) is the reference: one page with every class, property and code, to be opened
in a browser. The files are in `ontology/`: [Protégé](protege.md) opens `diplograph.ttl`, which imports the modules
through `catalog-v001.xml`.
"""
BETWEEN = """
Beside them stand files that are not imported: `align.ttl` ties the terms to other vocabularies, `shapes.ttl` holds
SHACL shapes.

These patterns carry the ontology. A box is a class, with an example in italics; a line is a property. Both are read
from the files when the drawing is made.
"""
END = """
How the drawings and the reference are made: [decision 18](decisions/0018-reference-and-slices.md).
"""


def page(graph: Graph, patterns: Sequence[Pattern]) -> str:
    """The page: the modules, and each pattern with its drawing."""
    rows = [f"| `{name}` | {_description(graph, name)} |" for name in find_modules(graph)]
    modules = "\n".join(["", "| module | holds |", "|---|---|", *rows, ""])
    return "".join([INTRO, modules, BETWEEN, *map(_section, patterns), END])


def _description(graph: Graph, module: str) -> str:
    return str(graph.value(URIRef(f"{ONTOLOGY}/{module}"), DCTERMS.description))


def _section(pattern: Pattern) -> str:
    text = "\n".join(textwrap.wrap(pattern.text, LINE_CHARS))
    return f"\n## {pattern.title}\n\n{text}\n\n![{pattern.title}](ontology/{pattern.name}.svg)\n"


def results() -> Mapping[Path, str]:
    """What is written, by file."""
    graph = load_ontology()
    patterns = load_patterns(graph)
    drawings = {PATTERNS.parent / f"{pattern.name}.svg": draw_pattern(pattern) for pattern in patterns}
    return {**drawings, PAGE: page(graph, patterns)}


def main() -> None:
    """Write the files, or compare them."""
    found = results()
    if "--check" not in sys.argv[1:]:
        for path, text in found.items():
            path.write_text(text, encoding="utf-8")
        return
    stale = [path for path, text in found.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if stale:
        sys.exit(f"out of date: {', '.join(path.name for path in stale)}; run scripts/build_diagrams.py")


if __name__ == "__main__":
    main()
