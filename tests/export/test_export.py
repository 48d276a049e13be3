"""Exports: complete and the same each time; for Protégé a slice that says what it rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from handmade import (
    AIDE,
    ARMENIA,
    AZERBAIJAN,
    MINSK_GROUP,
    extraction_of,
    item_of,
    karabakh_extraction,
    make_claim,
    other_extraction,
)
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from diplograph.errors import InputError, UsageError
from diplograph.export import FORMATS, Choice, export, slice_quads
from diplograph.graph import kb_iri, part_iri
from diplograph.model import Actor, ActorClass, Modality, OfficeTitle, Place, Quad
from diplograph.reasoning import entail, infer
from diplograph.store import Store, read_rdf, to_trig
from diplograph.store.jelly import read_jelly
from diplograph.store.terms import from_engine
from diplograph.vocab import DCTERMS, DG, GRAPH_ENTAILED, KB, ONTOLOGY

ID = karabakh_extraction().article.id
TURKEY, BAKU = URIRef(f"{KB}state/Turkey"), URIRef(f"{KB}state/Azerbaijan")
TURKISH = Actor("Turkey", ActorClass.STATE, "Turkey")
NOTE = "In a note from Vienna it is said that France met Italy."
SUFFIXES = {"trig": "trig", "nquads": "nq", "jsonld": "jsonld", "jelly": "jelly"}


def read_back(path: Path) -> set[Quad]:
    if path.suffix == ".jelly":
        with path.open("rb") as file:
            return set(map(from_engine, read_jelly(file)))
    return set(read_rdf(path.read_bytes(), file_format=path.suffix[1:]))


def export_turtle(store: Store, folder: Path, choice: Choice | None = None, name: str = "talks.ttl") -> Graph:
    export(store, "protege", folder / name, choice=choice)
    return Graph().parse(folder / name)


def comments_on(graph: Graph, subject: URIRef, predicate: str, value: URIRef) -> list[str]:
    axioms = [
        axiom
        for axiom in graph.subjects(OWL.annotatedSource, subject)
        if (axiom, OWL.annotatedProperty, URIRef(predicate)) in graph and (axiom, OWL.annotatedTarget, value) in graph
    ]
    assert all((axiom, RDF.type, OWL.Axiom) in graph for axiom in axioms)
    return sorted(str(comment) for axiom in axioms for comment in graph.objects(axiom, RDFS.comment))


@pytest.mark.parametrize(("to", "suffix"), SUFFIXES.items())
def test_whole_graphs_come_back_as_they_were(store: Store, tmp_path: Path, to: str, suffix: str) -> None:
    path = tmp_path / f"talks.{suffix}"
    exported = export(store, to, path)
    assert read_back(path) == set(store.quads())
    assert exported.files == (path,)
    assert exported.claim_count == 9


@pytest.mark.parametrize("to", FORMATS)
def test_exporting_twice_gives_the_same_bytes(store: Store, tmp_path: Path, to: str) -> None:
    contents = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        export(store, to, tmp_path / name / "talks.ttl")
        contents.append({path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()})
    assert contents[0] == contents[1]


def test_an_unknown_format_names_the_known_ones(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        export(store, "excel", tmp_path / "x")
    assert "protege" in caught.value.hint


@pytest.mark.parametrize("to", FORMATS)
def test_a_file_that_cannot_be_written_is_an_error_with_a_hint(store: Store, tmp_path: Path, to: str) -> None:
    with pytest.raises(InputError) as caught:
        export(store, to, tmp_path / "no" / "such" / "folder" / "x.ttl")
    assert caught.value.hint
    assert not list(tmp_path.iterdir())


def test_the_protege_file_imports_the_ontology_found_beside_it(store: Store, tmp_path: Path) -> None:
    graph = export_turtle(store, tmp_path)
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    assert list(graph.objects(header, OWL.imports)) == [URIRef(ONTOLOGY)]
    catalog = ElementTree.parse(tmp_path / "catalog-v001.xml").getroot()
    entries = {each.attrib["name"]: each.attrib["uri"] for each in catalog}
    todo, closure = [ONTOLOGY], set[str]()
    while todo:
        iri = todo.pop()
        closure.add(iri)
        assert not Path(entries[iri]).is_absolute()
        imported = Graph().parse(tmp_path / entries[iri])
        todo += [str(each) for each in imported.objects(None, OWL.imports) if str(each) not in closure]
    assert len(closure) == 6


def test_a_catalogue_that_was_there_keeps_its_other_entries(store: Store, tmp_path: Path) -> None:
    catalog = tmp_path / "catalog-v001.xml"
    catalog.write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        f'<uri name="https://example.org/mine" uri="mine.ttl"/><uri name="{ONTOLOGY}" uri="old.ttl"/></catalog>'
    )
    export_turtle(store, tmp_path)
    first = catalog.read_text()
    export_turtle(store, tmp_path)
    assert catalog.read_text() == first
    entries = [(each.attrib["name"], each.attrib["uri"]) for each in ElementTree.fromstring(first)]
    assert ("https://example.org/mine", "mine.ttl") in entries
    assert [uri for name, uri in entries if name == ONTOLOGY] == ["diplograph-ontology/diplograph.ttl"]


def test_shortcuts_are_asserted_with_the_words_they_rest_on(store: Store, tmp_path: Path) -> None:
    graph = export_turtle(store, tmp_path)
    assert (TURKEY, URIRef(DG.backs), BAKU) in graph
    assert comments_on(graph, TURKEY, DG.backs, BAKU) == [
        "“Ankara stands by Azerbaijan, the Turkish foreign minister repeated on Friday.” — the article itself; "
        f"asserted; Baltic Wire, 2020-10-09; claim {ID}/1"
    ]
    russia, armenia = URIRef(f"{KB}state/Russia"), URIRef(f"{KB}state/Armenia")
    (call,) = comments_on(graph, russia, DG.metWith, armenia)
    assert "spoke by telephone" in call
    *spells, pact = comments_on(graph, russia, DG.isAlliedWith, armenia)
    assert "defence treaty" in pact
    assert spells == [
        f"{party} in Collective Security Treaty, from 1992-05-15; register; Made by hand"
        for party in ("Armenia", "Russia")
    ]


def test_a_stated_membership_and_office_rest_on_their_words(store: Store, tmp_path: Path) -> None:
    minister = OfficeTitle("foreign minister", "foreign-minister")
    store.add_article(
        *item_of(
            extraction_of(
                make_claim("membership/member", (TURKISH,), (MINSK_GROUP,), words="France met", text=NOTE),
                make_claim("office/former", (AIDE,), (ARMENIA,), words="France met", text=NOTE, detail=minister),
                text=NOTE,
            )
        )
    )
    infer(store)
    graph = export_turtle(store, tmp_path)
    group = URIRef(kb_iri("organization", "OSCE_Minsk_Group").value)
    (member,) = comments_on(graph, TURKEY, DG.isMemberOf, group)
    assert "France met" in member
    (office,) = graph.objects(predicate=URIRef(DG.namesOffice))
    assert [str(label) for label in graph.objects(office, RDFS.label)] == ["Foreign Minister of Armenia"]
    assert (None, URIRef(DG.holdsOffice), office) in graph


def test_a_place_that_nothing_describes_is_no_actor(store: Store, tmp_path: Path) -> None:
    meeting = make_claim("meets/talks", (TURKISH, ARMENIA), words="France met", text=NOTE, place=Place("Iran", "Iran"))
    store.add_article(*item_of(extraction_of(meeting, text=NOTE)))
    graph = export_turtle(store, tmp_path)
    assert set(graph.objects(URIRef(f"{KB}place/Iran"), RDF.type)) == {OWL.NamedIndividual, URIRef(DG.Place)}


def test_nothing_alleged_is_asserted(store: Store, tmp_path: Path) -> None:
    graph = export_turtle(store, tmp_path)
    russia, armenia = URIRef(f"{KB}state/Russia"), URIRef(f"{KB}state/Armenia")
    assert (russia, URIRef(DG.backs), armenia) not in graph
    backs = [str(comment) for comment in comments_on(graph, TURKEY, DG.backs, BAKU)]
    assert not [comment for comment in backs if "flying arms" in comment]


def test_claims_show_quotation_speakers_and_modality(store: Store, tmp_path: Path) -> None:
    graph = export_turtle(store, tmp_path)
    (comment,) = map(str, graph.objects(URIRef(part_iri(ID, "claim", 2).value), RDFS.comment))
    assert "Turkey is flying arms to Baku" in comment
    assert "— European diplomat, through Anadolu; claimed;" in comment
    (denied,) = map(str, graph.objects(URIRef(part_iri(ID, "claim", 3).value), RDFS.comment))
    assert "— Armenia; denied; negated;" in denied


def test_claims_have_their_day_outlet_and_speakers_as_annotations(store: Store, tmp_path: Path) -> None:
    graph = export_turtle(store, tmp_path)
    claim = URIRef(part_iri(ID, "claim", 2).value)
    assert [str(each) for each in graph.objects(claim, URIRef("http://purl.org/dc/terms/date"))] == ["2020-10-09"]
    assert [str(each) for each in graph.objects(claim, URIRef(DCTERMS.source))] == ["Baltic Wire"]
    speakers = {
        str(graph.value(speaker, RDFS.label))
        for attribution in graph.objects(claim, RDFS.seeAlso)
        for speaker in graph.objects(attribution, URIRef(DG.hasSpeaker))
    }
    assert speakers == {"European diplomat", "Anadolu"}


def test_labels_say_who_claims_and_how_real_it_is(store: Store, tmp_path: Path) -> None:
    graph = export_turtle(store, tmp_path)

    def label(kind: str, number: int) -> str:
        return str(graph.value(URIRef(part_iri(ID, kind, number).value), RDFS.label))

    assert label("claim", 1) == "Turkey backs Azerbaijan (political)"
    assert label("claim", 2) == "Turkey backs Azerbaijan (arms), claimed, says European diplomat, through Anadolu"
    assert label("situation", 2) == "Support of Turkey for Azerbaijan (arms), claimed"
    assert label("situation", 3) == "Support of Russia for Armenia (military), denied"


def test_an_annotation_leads_to_the_claims_and_spells_under_it(store: Store, tmp_path: Path) -> None:
    graph = export_turtle(store, tmp_path)
    axioms = set(graph.subjects(RDF.type, OWL.Axiom))
    premises = {premise for axiom in axioms for premise in graph.objects(axiom, URIRef(DCTERMS.source))}
    assert URIRef(part_iri(ID, "claim", 1).value) in premises
    assert URIRef(kb_iri("holding", "FM_Russia", "Sergey_Lavrov", "2004-03-09").value) in premises
    assert premises <= set(graph.subjects(RDF.type, OWL.NamedIndividual))


def test_claims_of_one_label_are_told_apart_by_day_and_outlet(store: Store, tmp_path: Path) -> None:
    store.add_articles([item_of(other_extraction(number)) for number in (1, 2, 3, 4)])
    graph = export_turtle(store, tmp_path)
    claims = graph.subjects(RDF.type, URIRef(DG.Claim))
    labels = sorted(str(graph.value(claim, RDFS.label)) for claim in claims)
    found = [label for label in labels if label.startswith("France backs Armenia (political)")]
    assert found[:3] == [
        "France backs Armenia (political)",
        "France backs Armenia (political) (2020-10-09)",
        "France backs Armenia (political) (Baltic Wire, 2020-10-09)",
    ]
    assert "(article " in found[3]


def test_texts_of_whole_articles_are_left_out(store: Store, tmp_path: Path) -> None:
    assert not list(export_turtle(store, tmp_path).objects(None, URIRef(DG.fullText)))


def test_several_claims_annotate_one_shortcut(store: Store, tmp_path: Path) -> None:
    store.add_articles([item_of(other_extraction(number)) for number in (1, 2)])
    infer(store)
    graph = export_turtle(store, tmp_path)
    france, armenia = URIRef(f"{KB}state/France"), URIRef(f"{KB}state/Armenia")
    assert len(comments_on(graph, france, DG.backs, armenia)) == 2


def test_every_individual_has_a_class_and_a_label_of_its_own(store: Store, tmp_path: Path) -> None:
    store.add_articles([item_of(other_extraction(number)) for number in (1, 2)])
    infer(store)
    graph = export_turtle(store, tmp_path)
    individuals = set(graph.subjects(RDF.type, OWL.NamedIndividual))
    labels = [str(label).casefold() for node in individuals for label in graph.objects(node, RDFS.label)]
    assert len(labels) == len(set(labels)) == len(individuals)
    assert all(len(set(graph.objects(node, RDF.type))) == 2 for node in individuals)
    ontology = Graph()
    for path in (tmp_path / "diplograph-ontology").glob("*.ttl"):
        ontology.parse(path)
    assert not set(labels) & {str(label).casefold() for label in ontology.objects(None, RDFS.label)}


def test_nothing_in_the_slice_points_outside_it(store: Store, tmp_path: Path) -> None:
    graph = export_turtle(store, tmp_path, Choice(limit=30))
    individuals = set(graph.subjects(RDF.type, OWL.NamedIndividual))
    pointed = {value for value in graph.objects() if isinstance(value, URIRef)}
    strays = {node for node in pointed if str(node).startswith((KB, "https://w3id.org/diplograph/article/"))}
    assert strays <= individuals


@pytest.mark.parametrize("limit", [0, 10, 30, 60, 5000])
def test_a_slice_holds_no_more_than_its_limit_and_whole_claims_only(store: Store, tmp_path: Path, limit: int) -> None:
    exported = export(store, "protege", tmp_path / "talks.ttl", choice=Choice(limit=limit))
    graph = Graph().parse(tmp_path / "talks.ttl")
    assert len(set(graph.subjects(RDF.type, OWL.NamedIndividual))) == exported.individual_count <= limit
    claims = set(graph.subjects(RDF.type, URIRef(DG.Claim)))
    assert len(claims) == exported.claim_count
    assert exported.claim_count + exported.claims_left_out == 9
    assert all(list(graph.objects(claim, URIRef(DG.statesSituation))) for claim in claims)
    assert all(list(graph.objects(claim, URIRef(DG.isEvidencedBy))) for claim in claims)


def test_a_slice_about_somebody_holds_the_claims_that_concern_them(store: Store, tmp_path: Path) -> None:
    graph = export_turtle(store, tmp_path, Choice(about=(kb_iri("state", "Turkey"),)))
    claims = {str(claim).rsplit("/", 1)[1] for claim in graph.subjects(RDF.type, URIRef(DG.Claim))}
    assert claims == {"1", "2"}


def test_a_slice_since_a_day_leaves_older_articles_out(store: Store, tmp_path: Path) -> None:
    text = "France backs Armenia, it was said, and nobody met Lavrov."
    older = extraction_of(
        make_claim("backs/arms", (ARMENIA,), (AZERBAIJAN,), words="met", text=text, modality=Modality.CLAIMED),
        text=text,
        day=date(2019, 1, 1),
    )
    store.add_article(*item_of(older))
    exported = export(store, "protege", tmp_path / "all.ttl")
    recent = export(store, "protege", tmp_path / "new.ttl", choice=Choice(since=date(2020, 1, 1)))
    assert (exported.claim_count, recent.claim_count) == (10, 9)


def test_the_turtle_file_is_read_alike_by_another_parser(store: Store, tmp_path: Path) -> None:
    graph = export_turtle(store, tmp_path)
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert isomorphic(graph, again)
    text = (tmp_path / "talks.ttl").read_text()
    assert "\nPREFIX" not in text
    assert "{" not in text.split('"', 1)[0]
    assert Literal("Turkey", lang="en") in set(graph.objects(TURKEY, RDFS.label))


@pytest.mark.parametrize(("to", "suffix"), SUFFIXES.items())
def test_entailments_are_written_to_a_graph_of_their_own(store: Store, tmp_path: Path, to: str, suffix: str) -> None:
    path = tmp_path / f"talks.{suffix}"
    entailed = set(entail(store.quads()).quads())
    export(store, to, path, entailed=entailed)
    assert {quad.graph_name.value for quad in entailed} == {GRAPH_ENTAILED}
    assert read_back(path) == set(store.quads()) | entailed


def test_a_file_for_protege_takes_no_entailments(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="entailments") as caught:
        export(store, "protege", tmp_path / "talks.ttl", entailed=())
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_slice_has_the_statements_of_its_file_without_the_header(store: Store, tmp_path: Path) -> None:
    exported = export_turtle(store, tmp_path)
    sliced = Graph().parse(data=to_trig(slice_quads(store, Choice())), format="turtle")
    (ontology,) = exported.subjects(RDF.type, OWL.Ontology)
    exported.remove((ontology, None, None))
    assert isomorphic(exported, sliced)
