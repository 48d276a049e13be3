"""The tables of `foreign/`, and what is wrong with links to the terms in them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

FOREIGN_DIR = Path(__file__).parent / "foreign"
OWN = ("https://w3id.org/diplograph/ont#", "https://w3id.org/diplograph/code/")
LOGICAL = (RDFS.subClassOf, RDFS.subPropertyOf)
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
OPAQUE = {"cco": "CCO", "wikidata": "Wikidata"}
"""Sources whose IRIs tell nothing: their terms are labelled where they are linked to, Wikidata's with the number."""

_OBJECT, _DATATYPE = ("object property", "property"), ("datatype property", "property")
_FITTING = {
    OWL.Class: ("class",),
    OWL.ObjectProperty: _OBJECT,
    OWL.DatatypeProperty: _DATATYPE,
    OWL.AnnotationProperty: ("annotation property", *_OBJECT, *_DATATYPE),
    OWL.NamedIndividual: ("individual",),
}
"""Kinds of foreign term that a term of our own may be linked to, by its own kind."""


@dataclass(frozen=True, slots=True)
class ForeignTerm:
    """A row of a table."""

    source: str
    kind: str
    label: str
    deprecated: str


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_sources() -> dict[str, dict[str, str]]:
    return {row["source"]: row for row in read_rows(FOREIGN_DIR / "sources.csv")}


def read_tables() -> dict[str, ForeignTerm]:
    """All foreign terms by IRI."""
    return {
        row["iri"]: ForeignTerm(source, row["kind"], row["label"], row["deprecated"])
        for source in read_sources()
        for row in read_rows(FOREIGN_DIR / f"{source}.csv")
    }


def links(align: Graph) -> Iterator[tuple[URIRef, URIRef, URIRef]]:
    """All links from terms of our own."""
    for predicate in (*LOGICAL, *MATCHES):
        for subject, value in align.subject_objects(predicate):
            if isinstance(subject, URIRef) and isinstance(value, URIRef) and str(subject).startswith(OWN):
                yield subject, predicate, value


def find_problems(align: Graph, own: Graph, tables: Mapping[str, ForeignTerm]) -> list[str]:
    """One sentence for each link that does not hold."""
    found = []
    for subject, _, value in links(align):
        term = tables.get(str(value))
        if term is None:
            found.append(f"{value} is in no table")
            continue
        kind = next(kind for kind in _FITTING if (subject, RDF.type, kind) in own)
        if term.kind not in _FITTING[kind]:
            found.append(f"{subject} is linked to the {term.kind} {value}")
        if term.deprecated == "yes":
            found.append(f"{value} is deprecated")
        if term.source in OPAQUE and str(align.value(value, RDFS.label)) != _own_label(value, term):
            found.append(f"{value} is labelled otherwise by its source: {term.label}")
    return sorted(found)


def _own_label(iri: URIRef, term: ForeignTerm) -> str:
    number = f" {iri.rsplit('/', 1)[1]}" if term.source == "wikidata" else ""
    return f"{term.label} ({OPAQUE[term.source]}{number})"
