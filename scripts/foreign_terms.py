"""Writes the tables of `tests/ontology/foreign/`: which terms another vocabulary's own file declares.

    python scripts/foreign_terms.py prov prov.nq            # writes prov.csv and prints the file's SHA-256
    python scripts/foreign_terms.py --check prov prov.nq    # changes nothing; exit 1 when the table differs

The file is one that you have on disk; where the one used came from is in `sources.csv`, with its digest. Only the terms
in the source's namespaces are kept, each with its kind, its English label and whether it is deprecated.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

FOREIGN_DIR = Path(__file__).resolve().parent.parent / "tests" / "ontology" / "foreign"
SOURCES_FILE = FOREIGN_DIR / "sources.csv"

KINDS = {
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "datatype property",
    OWL.AnnotationProperty: "annotation property",
    OWL.Class: "class",
    RDFS.Class: "class",
    RDF.Property: "property",
    RDFS.Datatype: "datatype",
}
"""Kinds by declaration, the more telling first; whatever else has a type is an individual."""

_SUPERSEDED_BY = ("http://schema.org/supersededBy", "https://schema.org/supersededBy")
_STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A row of a table."""

    iri: str
    kind: str
    label: str
    deprecated: str


def read_sources() -> dict[str, dict[str, str]]:
    """The rows of `sources.csv` by the source's name."""
    with SOURCES_FILE.open(encoding="utf-8", newline="") as stream:
        return {row["source"]: row for row in csv.DictReader(stream)}


def read_terms(path: Path, namespaces: tuple[str, ...]) -> list[Term]:
    """The terms that a file declares in these namespaces, sorted by IRI."""
    graph = _read_graph(path)
    found = {
        subject
        for subject in graph.subjects(RDF.type)
        if isinstance(subject, URIRef) and str(subject).startswith(namespaces) and str(subject) not in namespaces
    }
    return sorted(
        Term(str(term), _kind(graph, term), _label(graph, term), "yes" if _is_deprecated(graph, term) else "no")
        for term in found
        if (term, RDF.type, OWL.Ontology) not in graph
    )


def _read_graph(path: Path) -> Graph:
    """The statements of a file, whatever graphs it puts them in."""
    triples = (quad.triple for quad in ox.parse(path=str(path)))
    content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return Graph().parse(data=content, format="nt")


def _kind(graph: Graph, term: URIRef) -> str:
    types = set(graph.objects(term, RDF.type))
    return next((kind for type_, kind in KINDS.items() if type_ in types), "individual")


def _label(graph: Graph, term: URIRef) -> str:
    labels = sorted(_literals(graph, term, RDFS.label), key=_label_key)
    labels += sorted(_literals(graph, term, SKOS.prefLabel), key=_label_key)
    return " ".join(str(labels[0]).split()) if labels else ""


def _literals(graph: Graph, term: URIRef, predicate: URIRef) -> Iterator[Literal]:
    return (value for value in graph.objects(term, predicate) if isinstance(value, Literal))


def _label_key(label: Literal) -> tuple[bool, bool, str]:
    """English first, then without a language."""
    return (label.language != "en", label.language is not None, str(label))


def _is_deprecated(graph: Graph, term: URIRef) -> bool:
    marks: set[Node] = set(graph.objects(term, OWL.deprecated))
    is_marked = any(isinstance(mark, Literal) and str(mark).lower() in {"true", "1"} for mark in marks)
    is_replaced = any(True for name in _SUPERSEDED_BY for _ in graph.objects(term, URIRef(name)))
    is_archaic = any(str(status) == "archaic" for status in graph.objects(term, _STATUS))
    return is_marked or is_replaced or is_archaic


def table_text(terms: list[Term]) -> str:
    """Terms as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(field.name for field in fields(Term))
    writer.writerows(astuple(term) for term in terms)
    return stream.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Write a table, or with `--check` compare it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when the table differs")
    parser.add_argument("source", help="a name of sources.csv")
    parser.add_argument("file", type=Path, help="the source's own file, Turtle, N-Quads, RDF/XML …")
    options = parser.parse_args(arguments)
    sources = read_sources()
    if options.source not in sources:
        parser.error(f"sources.csv has no {options.source}; it has {', '.join(sorted(sources))}")
    text = table_text(read_terms(options.file, tuple(sources[options.source]["namespaces"].split())))
    table = FOREIGN_DIR / f"{options.source}.csv"
    digest = hashlib.sha256(options.file.read_bytes()).hexdigest()
    sys.stdout.write(f"{digest}  {options.file.name}\n")
    if not options.check:
        table.write_text(text, encoding="utf-8")
        return 0
    if table.read_text(encoding="utf-8") != text:
        sys.stderr.write(f"{table.name} is not what {options.file.name} declares\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
