"""What the endpoint says of itself: SPARQL 1.1 Service Description, and the dataset in VoID (W3C Note, 2011)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.server.negotiation import media_type
from diplograph.store.isolated import GRAPH_FORMATS
from diplograph.vocab import ONTOLOGY, PREFIXES

Node: TypeAlias = ox.NamedNode | ox.BlankNode

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip
_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_INTEGER: Final = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)


def service_triples(base: str, *, is_writable: bool) -> Iterator[ox.Triple]:
    """The description of the service at `<base>/sparql`."""
    service, dataset, default = ox.NamedNode(f"{base}/sparql"), ox.BlankNode("dataset"), ox.BlankNode("default")
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if is_writable:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in _RESULT_FORMATS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _TYPE, _sd("Graph"))
    yield ox.Triple(service, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso"), _dataset(base))


def _dataset(base: str) -> ox.NamedNode:
    return ox.NamedNode(f"{base}/.well-known/void#dataset")


def dataset_triples(base: str, counts: Mapping[str, Any]) -> Iterator[ox.Triple]:
    """The dataset in VoID.

    Args:
        base: the server's address.
        counts: rows of `triples`, `classes` and `graphs`, as a worker counts them; what is missing is left out.
    """
    dataset = _dataset(base)
    yield ox.Triple(dataset, _TYPE, _void("Dataset"))
    yield ox.Triple(
        dataset, ox.NamedNode(f"{_DCTERMS}title"), ox.Literal("A diplograph knowledge graph", language="en")
    )
    yield ox.Triple(dataset, _void("sparqlEndpoint"), ox.NamedNode(f"{base}/sparql"))
    yield ox.Triple(dataset, _void("uriSpace"), ox.Literal("https://w3id.org/diplograph/"))
    yield ox.Triple(dataset, _void("vocabulary"), ox.NamedNode(ONTOLOGY))
    for name in _RESULT_FORMATS[4:]:
        yield ox.Triple(dataset, _void("feature"), ox.NamedNode(_FORMATS + name))
    for (number,) in counts.get("triples", ()):
        yield ox.Triple(dataset, _void("triples"), _number(number))
    rows: Sequence[Sequence[str]] = counts.get("classes", ())
    for place, (class_iri, number) in enumerate(rows):
        part = ox.BlankNode(f"class{place}")
        yield ox.Triple(dataset, _void("classPartition"), part)
        yield ox.Triple(part, _void("class"), ox.NamedNode(class_iri))
        yield ox.Triple(part, _void("entities"), _number(number))


def _number(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=_INTEGER)


def write(triples: Iterator[ox.Triple], name: str) -> tuple[bytes, bytes]:
    """Triples in a format of graphs, and its media type."""
    prefixes = {**PREFIXES, "sd": SD, "void": VOID, "formats": _FORMATS}
    return ox.serialize(triples, format=GRAPH_FORMATS[name], prefixes=prefixes) or b"", media_type(name).encode()
