"""The graphs of the register and of the ontology, and canonical TriG."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from handmade import karabakh_extraction, small_register

from diplograph.errors import InputError
from diplograph.graph import article_quads, kb_iri, ontology_quads, register_quads, to_trig
from diplograph.graph.partial_dates import first_day, last_day
from diplograph.model import Iri, Literal, Quad
from diplograph.register.tables import HoldingRow, TerritoryRow, load_tables
from diplograph.store import nquads_lines, read_rdf
from diplograph.vocab import CODE, DCTERMS, DG, GRAPH_ONTOLOGY, GRAPH_REGISTER, RDF, RDFS

QUADS = register_quads(small_register())

FACTS = [
    (kb_iri("state", "Turkey"), RDF.type, DG.State),
    (kb_iri("state", "Turkey"), DG.demonym, "Turkish"),
    (kb_iri("state", "Russia"), DG.hasCapital, kb_iri("place", "Moscow").value),
    (kb_iri("state", "Russia"), DG.metonym, "Moscow"),
    (kb_iri("state", "Russia"), DCTERMS.source, "Made by hand"),
    (kb_iri("polity", "Artsakh"), RDF.type, DG.DisputedPolity),
    (kb_iri("polity", "Artsakh"), DG.governs, kb_iri("place", "Karabakh").value),
    (kb_iri("polity", "Artsakh"), DG.edtf, "1991/2023-12-31"),
    (kb_iri("state", "Azerbaijan"), DG.claimsTerritory, kb_iri("place", "Karabakh").value),
    (kb_iri("organization", "OSCE_Minsk_Group"), RDF.type, DG.MediationBody),
    (kb_iri("organization", "OSCE_Minsk_Group"), DG.altName, "Minsk Group"),
    (kb_iri("organization", "OSCE_Minsk_Group"), DG.wikidataId, "Q1"),
    (kb_iri("organization", "OSCE_Minsk_Group"), DG.hasCoChair, kb_iri("state", "France").value),
    (kb_iri("organization", "MFA_Russia"), DG.isBodyOf, kb_iri("state", "Russia").value),
    (kb_iri("membership", "OSCE_Minsk_Group", "Russia", "co-chair", "1994-12"), DG.validFrom, "1994-12-01T00:00:00Z"),
    (kb_iri("place", "Moscow"), DG.isLocatedInPolity, kb_iri("state", "Russia").value),
    (kb_iri("place", "Moscow"), DG.latitude, "55.75"),
    (kb_iri("place", "Kremlin_palace"), DG.isLocatedIn, kb_iri("place", "Moscow").value),
    (kb_iri("conflict", "Nagorno_Karabakh_conflict"), DG.hasParticipant, kb_iri("polity", "Artsakh").value),
    (kb_iri("treaty", "CIS_Pact"), DG.signedOn, "1992-05-15T00:00:00Z"),
    (kb_iri("participation", "CIS_Pact", "Armenia", "1992-05-15"), DG.hasParty, kb_iri("state", "Armenia").value),
    (kb_iri("obligation", "CIS_Pact", "mutual-defence"), DG.hasTrigger, CODE["trigger-attack-on-own-territory"]),
    (kb_iri("obligation", "CIS_Pact", "consultation"), DG.hasObligor, kb_iri("state", "Russia").value),
    (kb_iri("office", "FM_Russia"), DG.isOfficeOf, kb_iri("organization", "MFA_Russia").value),
    (kb_iri("office", "FM_Russia"), DG.hasOfficeKind, CODE["office-kind-foreign-minister"]),
    (kb_iri("holding", "FM_Armenia", "Vardan_Oskanian", "1998-04"), DG.validUntil, "2008-04-30T23:59:59Z"),
    (kb_iri("holding", "FM_Russia", "Sergey_Lavrov", "2004-03-09"), DG.edtf, "2004-03-09/.."),
]


@pytest.mark.parametrize(("subject", "predicate", "value"), FACTS)
def test_the_register_states(subject: Iri, predicate: str, value: str) -> None:
    found = [quad.object.value for quad in QUADS if quad.subject == subject and quad.predicate.value == predicate]
    assert value in found


@pytest.mark.parametrize(
    ("relation", "class_iri", "role", "shortcut"),
    [
        ("governs", DG.Governance, DG.hasGovernor, DG.governs),
        ("claims", DG.TerritorialClaim, DG.hasClaimant, DG.claimsTerritory),
    ],
)
def test_a_place_is_governed_or_claimed_over_a_time(relation: str, class_iri: str, role: str, shortcut: str) -> None:
    row = TerritoryRow("Karabakh", "Artsakh", relation, "1991", "2023-09", ("made",))
    quads = register_quads(replace(small_register(), territories=(row,)))
    node = kb_iri("territory", "Karabakh", "Artsakh", relation, "1991")
    actor, place = kb_iri("polity", "Artsakh"), kb_iri("place", "Karabakh")
    stated = {quad.predicate.value: quad.object for quad in quads if quad.subject == node}
    assert stated[RDF.type] == Iri(class_iri)
    assert (stated[role], stated[DG.ofTerritory]) == (actor, place)
    assert stated[DG.validUntil].value == "2023-09-30T23:59:59Z"
    assert Quad(actor, Iri(shortcut), place, Iri(GRAPH_REGISTER)) in quads


def test_everything_is_in_the_registers_graph_with_one_label_each() -> None:
    assert {quad.graph_name.value for quad in QUADS} == {GRAPH_REGISTER}
    subjects = {quad.subject for quad in QUADS}
    labels = [quad for quad in QUADS if quad.predicate.value == RDFS.label]
    assert len(labels) == len(subjects) == len({quad.object for quad in labels})


def test_a_row_about_nothing_is_refused() -> None:
    tables = small_register()
    stray = HoldingRow("FM_Russia", "Nobody_Here", "2020", None, None, ("made",))
    with pytest.raises(InputError, match="Nobody_Here"):
        register_quads(replace(tables, holdings=(*tables.holdings, stray)))


def test_the_shipped_register_becomes_a_graph() -> None:
    quads = register_quads(load_tables())
    subjects = {quad.subject for quad in quads}
    assert {quad.subject for quad in quads if quad.predicate.value == RDFS.label} == subjects
    referred = {quad.object for quad in quads if isinstance(quad.object, Iri) and "/kb/" in quad.object.value}
    assert sorted(node.value for node in referred - subjects) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-07-16", "2020-07-16", "2020-07-16"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("1999", "1999-01-01", "1999-12-31"),
    ],
)
def test_dates_cut_short_have_bounds(text: str, first: str, last: str) -> None:
    assert (first_day(text).isoformat(), last_day(text).isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["", "20", "2020-13", "2020-02-30", "2020-1-1-1", "soon"])
def test_other_texts_are_no_dates(text: str) -> None:
    with pytest.raises(InputError):
        last_day(text)


def test_the_ontologys_graph_has_no_blank_nodes_and_all_its_terms() -> None:
    quads = ontology_quads()
    assert {quad.graph_name.value for quad in quads} == {GRAPH_ONTOLOGY}
    terms = [term.value for quad in quads for term in (quad.subject, quad.object) if isinstance(term, Iri)]
    assert not [term for term in terms if term.startswith("_:")]
    assert {DG.Claim, DG.metWith, CODE["modality-denied"]} <= set(terms)


ALL = [*article_quads(karabakh_extraction()), *QUADS, *ontology_quads()]


def test_trig_reads_back_as_the_same_quads() -> None:
    assert set(read_rdf(to_trig(ALL), file_format="trig")) == set(ALL)


def test_trig_and_nquads_do_not_depend_on_order() -> None:
    shuffled = ALL[:]
    random.Random(7).shuffle(shuffled)
    assert to_trig(shuffled) == to_trig(ALL)
    assert nquads_lines(shuffled) == nquads_lines(ALL)


def test_trig_escapes_what_must_be_escaped() -> None:
    odd = Literal('a "quote"\\ and\nlines\r\tand \u2028 and \x0b')
    quad = Quad(Iri("https://example.org/a b".replace(" ", "%20")), Iri(RDFS.label), odd, Iri("https://example.org/g"))
    assert list(read_rdf(to_trig([quad]), file_format="trig")) == [quad]
