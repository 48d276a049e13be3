"""AIF: valid by its constraints, true to each claim's modality, and read in pieces."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from handmade import (
    AIDE,
    ARMENIA,
    FRANCE,
    THURSDAY,
    extraction_of,
    item_of,
    karabakh_extraction,
    make_claim,
    other_extraction,
)
from interchange import AIF, PREFIXES, aif_violations, export_aif, foreign_namespaces, unknown_terms
from rdflib import RDF, Graph, Literal, URIRef

from diplograph.export.aif import aif_pieces
from diplograph.export.aif_values import attributes_of, epistemic_of, time_components
from diplograph.export.reports import Report
from diplograph.model import Certainty, Iri, Modality, Polarity, Toll
from diplograph.store import Store
from diplograph.vocab import ARTICLE, DG

ID = karabakh_extraction().article.id
NOTE = "In a note from Vienna it is said that France met Italy."


def aida(name: str) -> URIRef:
    return URIRef(AIF + name)


def claim_iri(number: int) -> URIRef:
    return URIRef(f"{ARTICLE}{ID}/claim/{number}")


def event_of(graph: Graph, claim: URIRef) -> URIRef:
    cluster = graph.value(claim, aida("claimSemantics"))
    event = graph.value(cluster, aida("prototype"))
    assert isinstance(event, URIRef)
    return event


def private(graph: Graph, node: URIRef) -> dict[str, object]:
    data = graph.value(graph.value(node, aida("privateData")), aida("jsonContent"))
    content = json.loads(str(data))
    assert isinstance(content, dict)
    return content


def test_the_file_keeps_to_the_constraints_of_aif(store: Store, tmp_path: Path) -> None:
    store.add_articles([item_of(other_extraction(number)) for number in (1, 2)])
    assert aif_violations(export_aif(store, tmp_path)) == ""


@pytest.mark.parametrize("name", ["epistemic", "claimer", "xVariable", "startOffset", "confidenceValue", "prototype"])
def test_the_constraints_notice_what_is_missing(store: Store, tmp_path: Path, name: str) -> None:
    graph = export_aif(store, tmp_path)
    graph.remove(next(graph.triples((None, aida(name), None))))
    assert aif_violations(graph)


def test_the_constraints_notice_a_day_of_the_wrong_type(store: Store, tmp_path: Path) -> None:
    graph = export_aif(store, tmp_path)
    component, _, month = next(graph.triples((None, aida("month"), None)))
    graph.set((component, aida("month"), Literal(str(month))))
    assert aif_violations(graph)


def test_the_constraints_notice_what_does_not_belong(store: Store, tmp_path: Path) -> None:
    graph = export_aif(store, tmp_path)
    graph.add((claim_iri(1), aida("privateData"), claim_iri(1)))
    assert aif_violations(graph)


def test_every_foreign_term_is_in_the_tables(store: Store, tmp_path: Path) -> None:
    graph = export_aif(store, tmp_path)
    used = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}
    assert any(iri.startswith(AIF) for iri in used)
    assert unknown_terms(used) == set()
    assert unknown_terms([f"{AIF}Clam"])
    assert AIF in foreign_namespaces()


@pytest.mark.parametrize(
    ("number", "epistemic", "attributes"),
    [
        (1, "EpistemicTrueCertain", []),
        (2, "EpistemicTrueCertain", []),
        (3, "EpistemicFalseCertain", ["Negated"]),
        (4, "EpistemicUnknown", ["Irrealis"]),
        (8, "EpistemicFalseCertain", ["Negated"]),
    ],
)
def test_modality_is_told_by_claim_and_event(
    store: Store, tmp_path: Path, number: int, epistemic: str, attributes: list[str]
) -> None:
    graph = export_aif(store, tmp_path)
    claim = claim_iri(number)
    assert list(graph.objects(claim, aida("epistemic"))) == [aida(epistemic)]
    found = sorted(graph.objects(event_of(graph, claim), aida("attribute")))
    assert found == [aida(name) for name in attributes]


@pytest.mark.parametrize("modality", list(Modality))
@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("certainty", list(Certainty))
def test_only_what_is_affirmed_is_held_true(modality: Modality, polarity: Polarity, certainty: Certainty) -> None:
    claim = Report(
        Iri("c"), "c", "c", str(modality), str(polarity), str(certainty), "1", "", Iri("s"), (), (), ()
    )  # fmt: skip
    is_affirmed = modality in {Modality.ASSERTED, Modality.CLAIMED} and polarity is Polarity.AFFIRMATIVE
    assert ("True" in epistemic_of(claim)) == is_affirmed
    is_marked = bool({"Negated", "Irrealis"} & set(attributes_of(claim)))
    assert is_marked == (not is_affirmed)
    assert ("Hedged" in attributes_of(claim)) == (certainty is not Certainty.CERTAIN)


def test_the_first_speaker_is_the_claimer_and_the_chain_is_kept_aside(store: Store, tmp_path: Path) -> None:
    graph = export_aif(store, tmp_path)
    claimer = graph.value(claim_iri(2), aida("claimer"))
    assert graph.value(claimer, aida("componentName")) == Literal("European diplomat")
    assert graph.value(claimer, aida("componentProvenance")) == Literal("A European diplomat")
    speakers = private(graph, event_of(graph, claim_iri(2)))["speakers"]
    assert isinstance(speakers, list)
    assert [speaker["name"] for speaker in speakers] == ["European diplomat", "Anadolu"]


def test_the_article_itself_claims_what_nobody_is_credited_with(store: Store, tmp_path: Path) -> None:
    graph = export_aif(store, tmp_path)
    claimer = graph.value(claim_iri(1), aida("claimer"))
    assert graph.value(claimer, aida("componentName")) == Literal("Baltic Wire")
    assert graph.value(claimer, aida("componentIdentity")) == Literal(f"{ARTICLE}{ID}")


def test_roles_are_edges_to_whoever_fills_them(store: Store, tmp_path: Path) -> None:
    graph = export_aif(store, tmp_path)
    rows = graph.query(
        PREFIXES
        + f"""SELECT ?role ?name WHERE {{
          <{claim_iri(4)}> aida:claimSemantics/aida:prototype ?event .
          ?edge a aida:ArgumentStatement ; rdf:subject ?event ; rdf:predicate ?role ; rdf:object/aida:handle ?name }}"""
    )
    assert sorted((str(role), str(name)) for role, name in rows) == [
        ("hasParticipant", "Sergey Lavrov"),
        ("hasParticipant", "Zohrab Mnatsakanyan"),
        ("tookPlaceAt", "Moscow"),
    ]


def test_situations_are_relations_and_contacts_events(store: Store, tmp_path: Path) -> None:
    graph = export_aif(store, tmp_path)
    assert (event_of(graph, claim_iri(1)), RDF.type, aida("Relation")) in graph
    assert (event_of(graph, claim_iri(4)), RDF.type, aida("Event")) in graph


def test_the_template_has_an_x_for_whoever_does_it(store: Store, tmp_path: Path) -> None:
    graph = export_aif(store, tmp_path)
    templates = {str(value) for value in graph.objects(None, aida("claimTemplate"))}
    assert {"X backs Azerbaijan", "X mediates between Armenia and Azerbaijan", "X meets"} <= templates


def test_an_event_that_names_nobody_stands_for_its_x(store: Store, tmp_path: Path) -> None:
    toll = make_claim(
        "casualties/killed", (), (), words="France met", text=NOTE, detail=Toll("twelve people", 12, 12)
    )  # fmt: skip
    extraction = extraction_of(toll, text=NOTE)
    store.add_article(*item_of(extraction))
    graph = export_aif(store, tmp_path)
    assert aif_violations(graph) == ""
    claim = URIRef(f"{ARTICLE}{extraction.article.id}/claim/1")
    (component,) = graph.objects(claim, aida("xVariable"))
    assert graph.value(component, aida("componentKE")) == event_of(graph, claim)
    details = private(graph, event_of(graph, claim))["details"]
    assert isinstance(details, dict)
    assert details["tollWords"] == "twelve people"


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2020-10-08T00:00:00Z", "2020-10-08T23:59:59Z", [("ON", "2020-10-08")]),
        ("2020-10-01T00:00:00Z", "2020-10-31T23:59:59Z", [("AFTER", "2020-10-01"), ("BEFORE", "2020-10-31")]),
        ("2020-10-01T00:00:00Z", "", [("AFTER", "2020-10-01")]),
        ("", "2020-10-31T23:59:59Z", [("BEFORE", "2020-10-31")]),
        ("", "", []),
    ],
)
def test_bounds_of_a_beginning_become_components(earliest: str, latest: str, expected: list[tuple[str, str]]) -> None:
    assert time_components(earliest, latest) == expected


def test_a_day_is_written_in_the_parts_that_aif_wants(store: Store, tmp_path: Path) -> None:
    graph = export_aif(store, tmp_path)
    time = graph.value(event_of(graph, claim_iri(6)), aida("ldcTime"))
    component = graph.value(time, aida("start"))
    assert THURSDAY.earliest == date(2020, 10, 8)
    parts = [str(graph.value(component, aida(name))) for name in ("timeType", "year", "month", "day")]
    assert parts == ["ON", "2020", "--10", "---08"]


def test_names_in_the_text_justify_their_actors(store: Store, tmp_path: Path) -> None:
    graph = export_aif(store, tmp_path)
    aide = URIRef(f"{ARTICLE}{ID}/actor/Ilham_Guluzade")
    (justification,) = graph.objects(aide, aida("justifiedBy"))
    assert private(graph, URIRef(str(justification)))["quotation"] == AIDE.label
    assert graph.value(justification, aida("endOffsetInclusive")) is not None


def test_a_known_actor_is_described_once_in_a_file(store: Store, tmp_path: Path) -> None:
    store.add_articles([item_of(other_extraction(number)) for number in (1, 2)])
    text = (tmp_path / "talks.ttl").read_text() if export_aif(store, tmp_path) else ""
    assert text.count("/kb/state/France> a aida:Entity") == 1


def test_each_article_is_a_piece_of_its_own(store: Store) -> None:
    others = [other_extraction(number) for number in (1, 2)]
    store.add_articles([item_of(each) for each in others])
    head, *pieces = aif_pieces(store)
    assert head.claim_count == 0
    assert sorted(piece.claim_count for piece in pieces) == [2, 2, 9]
    for piece in pieces:
        assert sum(each.article.id.encode() in piece.content for each in [karabakh_extraction(), *others]) == 1


def test_a_retracted_article_is_left_out(store: Store, tmp_path: Path) -> None:
    store.add_article(*item_of(other_extraction(1)))
    store.retract(ID)
    graph = export_aif(store, tmp_path)
    claims = set(graph.subjects(RDF.type, aida("Claim")))
    assert claims and not {claim for claim in claims if ID in str(claim)}


def test_denied_support_is_not_an_edge_that_reads_as_real(store: Store, tmp_path: Path) -> None:
    extraction = extraction_of(
        make_claim("backs/arms", (FRANCE,), (ARMENIA,), words="France met", text=NOTE, modality=Modality.DENIED),
        text=NOTE,
    )
    store.add_article(*item_of(extraction))
    graph = export_aif(store, tmp_path)
    unmarked = graph.query(
        PREFIXES
        + """ASK { ?edge rdf:subject ?event ; rdf:predicate "hasSupporter" ; rdf:object/aida:handle "France" .
                   FILTER NOT EXISTS { ?event aida:attribute ?mark } }"""
    )
    assert not unmarked.askAnswer
    assert str(DG.Support) in {str(value) for value in graph.objects(None, RDF.object)}
