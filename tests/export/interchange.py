"""Reading AIF and nanopublications back, for tests: as claims that can be compared with the store's."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from pyshacl import validate
from rdflib import XSD, Graph, Literal, URIRef

sys.path.insert(0, str(Path(__file__).parents[1] / "ontology"))

from foreign_tables import read_sources, read_tables

from diplograph.export import export
from diplograph.store import Solutions, Store

AIF = (
    "https://raw.githubusercontent.com/NextCenturyCorporation/AIDA-Interchange-Format/master/"
    "java/src/main/resources/com/ncc/aif/ontologies/InterchangeOntology#"
)
PREFIXES = f"""
PREFIX aida: <{AIF}>
PREFIX code: <https://w3id.org/diplograph/code/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dg: <https://w3id.org/diplograph/ont#>
PREFIX np: <http://www.nanopub.org/nschema#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
DATE_PARTS = {"year": XSD.gYear, "month": XSD.gMonth, "day": XSD.gDay}
SHAPES = Path(__file__).parent / "aif_shapes.ttl"
RULES = {path.stem: path.read_text() for path in sorted((Path(__file__).parent / "nanopub_rules").glob("*.rq"))}
BUILT_IN = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2001/XMLSchema#",
    "https://w3id.org/diplograph/",
)


class Told(NamedTuple):
    """A claim as some format tells it: who said what, in which words, where in the text."""

    public_id: str
    modality: str
    polarity: str
    quotation: str
    start: int
    end: int
    speakers: tuple[str, ...]


def export_aif(store: Store, folder: Path) -> Graph:
    export(store, "aif", folder / "talks.ttl")
    return Graph().parse(folder / "talks.ttl")


def export_nanopubs(store: Store, folder: Path) -> ox.Store:
    export(store, "nanopub", folder / "talks.trig")
    return load_trig((folder / "talks.trig").read_bytes())


def load_trig(content: bytes | str) -> ox.Store:
    loaded = ox.Store()
    loaded.load(content, format=ox.RdfFormat.TRIG)
    return loaded


def select(loaded: ox.Store, query: str) -> list[tuple[str, ...]]:
    """Rows of plain values, over the union of the graphs."""
    solutions = loaded.query(PREFIXES + query, use_default_graph_as_union=True)
    return [tuple(value.value for value in row if value is not None) for row in solutions]


def told_by_store(store: Store) -> list[Told]:
    """The claims of a store, read by SPARQL."""
    spans = _rows(
        store,
        """SELECT ?claim ?modality ?polarity ?exact ?start ?end WHERE {
          ?claim dg:hasModality/skos:notation ?modality ; dg:hasPolarity/skos:notation ?polarity ;
                 dg:isEvidencedBy ?span .
          ?span dg:quotedText ?exact ; dg:startOffset ?start ; dg:endOffset ?end }""",
    )
    chain = _rows(
        store,
        """SELECT ?claim ?position ?speaker WHERE {
          ?link dg:ofClaim ?claim ; dg:chainPosition ?position ; dg:hasSpeaker ?speaker } ORDER BY ?claim ?position""",
    )
    return sorted(_told(row, [(each[0], each[2]) for each in chain]) for row in spans)


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    answer = store.query(query)
    assert isinstance(answer, Solutions)
    return [tuple(value.value for value in row if value is not None) for row in answer.rows]


def _told(row: tuple[str, ...], chain: Iterable[tuple[str, str]]) -> Told:
    claim, modality, polarity, exact, start, end = row
    speakers = tuple(speaker for of_claim, speaker in chain if of_claim == claim)
    public_id = claim.removeprefix("https://w3id.org/diplograph/article/").replace("/claim/", "/")
    return Told(public_id, modality, polarity, exact, int(start), int(end), speakers)


def told_by_nanopubs(loaded: ox.Store) -> list[Told]:
    """The claims of nanopublications."""
    spans = select(
        loaded,
        """SELECT ?claim ?modality ?polarity ?exact ?start ?end WHERE {
          ?np np:hasAssertion ?a ; np:hasProvenance ?p .
          GRAPH ?a { ?claim a dg:Claim ; dg:hasModality ?m ; dg:hasPolarity ?q }
          GRAPH ?p { ?a prov:wasDerivedFrom/oa:hasSelector ?quote, ?position .
                     ?quote oa:exact ?exact . ?position oa:start ?start ; oa:end ?end }
          BIND(STRAFTER(STR(?m), "modality-") AS ?modality)
          BIND(STRAFTER(STR(?q), "polarity-") AS ?polarity) }""",
    )
    chain = select(
        loaded,
        """SELECT ?claim ?speaker WHERE {
          ?np np:hasProvenance ?p .
          GRAPH ?p { ?link dg:ofClaim ?claim ; dg:chainPosition ?position ; dg:hasSpeaker ?speaker }
        } ORDER BY ?claim ?position""",
    )
    return sorted(_told(row, [(each[0], each[1]) for each in chain]) for row in spans)


def told_by_aif(graph: Graph) -> list[Told]:
    """The claims of an AIF file, with what stands in its private data."""
    rows = graph.query(
        PREFIXES
        + """SELECT ?id ?event_data ?words_data ?start ?end WHERE {
          ?claim a aida:Claim ; aida:claimId ?id ; aida:claimSemantics/aida:prototype ?event .
          ?event aida:privateData/aida:jsonContent ?event_data ; aida:justifiedBy ?words .
          ?words aida:privateData/aida:jsonContent ?words_data ;
                 aida:startOffset ?start ; aida:endOffsetInclusive ?end }"""
    )
    return sorted(_from_private(*map(str, row)) for row in rows)


def _from_private(public_id: str, event_data: str, words_data: str, start: str, end: str) -> Told:
    event, words = json.loads(event_data), json.loads(words_data)
    speakers = tuple(speaker["iri"] for speaker in event["speakers"])
    return Told(public_id, event["modality"], event["polarity"], words["quotation"], int(start), int(end) + 1, speakers)


def aif_violations(graph: Graph) -> str:
    """What the shapes have against an AIF file; empty for nothing."""
    conforms, _, report = validate(graph, shacl_graph=Graph().parse(SHAPES))
    untyped = [
        f"{value} is no {datatype}"
        for name, datatype in DATE_PARTS.items()
        for value in graph.objects(None, URIRef(AIF + name))
        if not isinstance(value, Literal) or value.datatype != datatype
    ]
    return "\n".join(untyped) if conforms else report


def broken_rules(loaded: ox.Store) -> list[str]:
    """The rules for nanopublications that some break."""
    return [name for name, rule in RULES.items() if select(loaded, rule)]


def unknown_terms(used: Iterable[str]) -> set[str]:
    """Foreign IRIs that no table has."""
    tables = read_tables()
    return {iri for iri in used if not iri.startswith(BUILT_IN) and iri not in tables}


def foreign_namespaces() -> tuple[str, ...]:
    return tuple(each for row in read_sources().values() for each in row["namespaces"].split())
