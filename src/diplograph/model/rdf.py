"""RDF terms and statements, without any RDF library."""

from __future__ import annotations

from typing import NamedTuple


class Literal(NamedTuple):
    """An RDF literal; `datatype` is an IRI, empty for a language-tagged string."""

    value: str
    datatype: str = "http://www.w3.org/2001/XMLSchema#string"
    language: str = ""


class Iri(NamedTuple):
    """An IRI as an RDF term. No blank nodes: every node that diplograph writes has a name."""

    value: str


class Quad(NamedTuple):
    """An RDF statement in a named graph."""

    subject: Iri
    predicate: Iri
    object: Iri | Literal
    graph_name: Iri
