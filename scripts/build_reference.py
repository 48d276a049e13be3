"""Writes the reference of the ontology, docs/ontology/index.html, out of its modules.

build_reference.py           writes the page
build_reference.py --check   exits 1 when the page differs from what would be written

Needs the group `docs` (pyLODE).
"""

from __future__ import annotations

import logging
import sys

from patterns import PATTERNS, load_ontology, load_patterns
from reference_page import reference_page

PAGE = PATTERNS.parent / "index.html"


def main() -> None:
    """Write the page, or compare it."""
    logging.disable(logging.WARNING)  # pyLODE tells of its caches
    graph = load_ontology()
    page = reference_page(graph, load_patterns(graph))
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
        sys.exit(f"out of date: {PAGE.name}; run scripts/build_reference.py")


if __name__ == "__main__":
    main()
