"""Nanopublications: well formed, one for each claim, and never a denial or a plan as a plain assertion."""

from __future__ import annotations

from pathlib import Path

import pytest
from handmade import item_of, karabakh_extraction, other_extraction
from interchange import RULES, broken_rules, export_nanopubs, load_trig, select, unknown_terms

from diplograph.export import export
from diplograph.export.nanopub import nanopub_pieces
from diplograph.store import Store

ID = karabakh_extraction().article.id
NP = f"https://w3id.org/diplograph/np/{ID}"
REAL = {"1", "5", "6", "7", "9"}
"""Claims of the article that are asserted and affirmed; the others are claimed, denied, planned or cancelled."""

FAULTS = [
    ("np:hasAssertion <", "np:hasProvenance <", "one-assertion"),
    ("np:hasAssertion <", "np:hasProvenance <", "one-provenance"),
    ("np:hasPublicationInfo <", "np:hasAssertion <", "one-pubinfo"),
    ("/1#pubinfo> {", f"/1#pubinfo> {{ <{NP}/1> a np:Nanopublication .", "one-head"),
    ("a np:Nanopublication ;", "a rdf:Bag ;", "no-stray-statements"),
    ("/1#pubinfo> {", "/1#other> {", "pubinfo-is-of-the-nanopublication"),
    ("/1#assertion> {", "/1#other> {", "assertion-is-not-empty"),
    ("/1#assertion> prov:", "/1> prov:", "provenance-is-of-the-assertion"),
    ("/1#assertion>", "/1#Head>", "names-differ"),
    ("/2#assertion>", "/1#assertion>", "no-shared-graphs"),
]
"""What is replaced by what, and the rule that notices."""


def graph_name(number: int | str, part: str) -> str:
    return f"{NP}/{number}#{part}"


def test_they_keep_to_the_guidelines(store: Store, tmp_path: Path) -> None:
    store.add_articles([item_of(other_extraction(number)) for number in (1, 2)])
    assert set(RULES) == {rule for _, _, rule in FAULTS}
    assert broken_rules(export_nanopubs(store, tmp_path)) == []


@pytest.mark.parametrize(("old", "new", "rule"), FAULTS)
def test_the_rules_notice_what_is_wrong(store: Store, tmp_path: Path, old: str, new: str, rule: str) -> None:
    export_nanopubs(store, tmp_path)
    content = (tmp_path / "talks.trig").read_text()
    assert old in content
    assert rule in broken_rules(load_trig(content.replace(old, new)))


def test_every_foreign_term_is_in_the_tables(store: Store, tmp_path: Path) -> None:
    loaded = export_nanopubs(store, tmp_path)
    rows = select(loaded, "SELECT DISTINCT ?iri WHERE { { ?s ?iri ?o } UNION { ?s a ?iri } FILTER(isIRI(?iri)) }")
    used = {iri for (iri,) in rows}
    assert any(iri.startswith("http://www.w3.org/ns/oa#") for iri in used)
    assert unknown_terms(used) == set()


def test_only_what_is_asserted_and_affirmed_is_described_in_plain_statements(store: Store, tmp_path: Path) -> None:
    loaded = export_nanopubs(store, tmp_path)
    rows = select(
        loaded,
        """SELECT DISTINCT ?np WHERE { ?np np:hasAssertion ?a GRAPH ?a { ?situation ?role ?actor }
             FILTER(STRSTARTS(STR(?role), STR(dg:has)) && CONTAINS(STR(?actor), "/kb/")) }""",
    )
    assert {np.rsplit("/", 1)[1] for (np,) in rows} == REAL


@pytest.mark.parametrize("class_name", ["Support", "Meeting", "Visit", "PhoneCall", "MediationProcess", "Alliance"])
def test_a_query_of_assertions_for_a_situation_meets_no_allegation(
    store: Store, tmp_path: Path, class_name: str
) -> None:
    loaded = export_nanopubs(store, tmp_path)
    rows = select(
        loaded, f"SELECT DISTINCT ?np WHERE {{ ?np np:hasAssertion ?a GRAPH ?a {{ ?situation a dg:{class_name} }} }}"
    )
    assert {np.rsplit("/", 1)[1] for (np,) in rows} <= REAL


def test_a_denial_tells_what_is_denied_by_speaking_of_it(store: Store, tmp_path: Path) -> None:
    loaded = export_nanopubs(store, tmp_path)
    rows = select(
        loaded,
        f"""SELECT ?role ?value WHERE {{ GRAPH <{graph_name(3, "assertion")}> {{
              ?claim dg:hasModality code:modality-denied ; dg:hasPolarity code:polarity-negative ;
                     dcterms:hasPart [ rdf:predicate ?role ; rdf:object ?value ] }} }}""",
    )
    told = {(role.rsplit("#", 1)[1], value.rsplit("/", 1)[1]) for role, value in rows}
    assert {("hasSupporter", "Russia"), ("hasSupported", "Armenia"), ("type", "ont#Support")} <= told


@pytest.mark.parametrize("number", range(1, 10))
def test_every_assertion_says_how_real_the_text_makes_it(store: Store, tmp_path: Path, number: int) -> None:
    loaded = export_nanopubs(store, tmp_path)
    for part in ("assertion", "provenance"):
        rows = select(
            loaded,
            f"SELECT ?m ?p ?c WHERE {{ GRAPH <{graph_name(number, part)}> {{ "
            "?claim dg:hasModality ?m ; dg:hasPolarity ?p ; dg:hasCertainty ?c } }",
        )
        assert len(rows) == 1


def test_the_provenance_has_the_whole_chain_in_order(store: Store, tmp_path: Path) -> None:
    loaded = export_nanopubs(store, tmp_path)
    rows = select(
        loaded,
        f"""SELECT ?first ?second ?words WHERE {{ GRAPH <{graph_name(2, "provenance")}> {{
              ?one dg:chainPosition 1 ; dg:hasSpeaker ?first ; dg:surfaceForm ?words ; dg:reportedThrough ?two .
              ?two dg:hasSpeaker ?second }} }}""",
    )
    (found,) = rows
    assert found[0].endswith("/actor/European_diplomat")
    assert found[1].endswith("/actor/Anadolu")
    assert found[2] == "A European diplomat"


def test_what_the_article_says_itself_is_attributed_to_nobody_else(store: Store, tmp_path: Path) -> None:
    loaded = export_nanopubs(store, tmp_path)
    rows = select(
        loaded, f"SELECT ?s WHERE {{ GRAPH <{graph_name(1, 'provenance')}> {{ ?s prov:wasAttributedTo ?o }} }}"
    )
    assert rows == []


def test_names_are_given_for_display(store: Store, tmp_path: Path) -> None:
    loaded = export_nanopubs(store, tmp_path)
    rows = select(loaded, f"SELECT ?label WHERE {{ GRAPH <{graph_name(4, 'pubinfo')}> {{ ?s rdfs:label ?label }} }}")
    assert {"Sergey Lavrov", "Zohrab Mnatsakanyan", "Moscow"} <= {label for (label,) in rows}


def test_each_claim_is_a_piece_of_its_own(store: Store) -> None:
    head, *pieces = nanopub_pieces(store)
    assert head.claim_count == 0
    assert [piece.claim_count for piece in pieces] == [1] * 9
    assert [f"{ID}/{number}#Head".encode() in piece.content for number, piece in enumerate(pieces, start=1)] == [
        True
    ] * 9


@pytest.mark.parametrize("to", ["aif", "nanopub"])
def test_the_order_of_adding_articles_does_not_matter(store: Store, tmp_path: Path, to: str) -> None:
    items = [item_of(other_extraction(number)) for number in (1, 2)]
    contents = []
    for order in (items, items[::-1]):
        store.add_articles(order)
        export(store, to, tmp_path / "talks")
        contents.append((tmp_path / "talks").read_bytes())
        for record, _ in items:
            store.retract(record.id)
        for record, _ in order:
            store.restore(record.id)
        export(store, to, tmp_path / "talks")
        contents.append((tmp_path / "talks").read_bytes())
    assert len(set(contents)) == 1
