"""Each link to another vocabulary leads to a term that the vocabulary's own file declares, of a kind that fits."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import owlrl
import pytest
from foreign_tables import FOREIGN_DIR, LOGICAL, find_problems, links, read_sources, read_tables
from rdflib import FOAF, ORG, PROV, RDF, RDFS, SDO, SKOS, Graph, Literal, URIRef

DG = "https://w3id.org/diplograph/ont#"
CCO = "https://www.commoncoreontologies.org/"
NAMED = {"prov", "org", "sem", "oa", "nif", "gaf", "grasp", "aif", "cco", "gist", "schema", "wikidata", "foaf"}
FEW_LOGICAL = 15
RDFLIB_LISTS = {"foaf": FOAF, "org": ORG, "prov": PROV, "schema": SDO}
SMALL_FILE = """
@prefix ex: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<http://www.w3.org/ns/org> a owl:Ontology .
ex:Unit a rdfs:Class, owl:Class ; rdfs:label "Einheit"@de, "Unit"@en .
ex:in a rdf:Property, owl:ObjectProperty ; owl:deprecated true .
ex:name a rdf:Property .
ex:head a ex:Role ; rdfs:label "head" .
<http://elsewhere.example/Thing> a owl:Class .
"""
SMALL_TABLE = """iri,kind,label,deprecated
http://www.w3.org/ns/org#Unit,class,Unit,no
http://www.w3.org/ns/org#head,individual,head,no
http://www.w3.org/ns/org#in,object property,,yes
http://www.w3.org/ns/org#name,property,,no
"""


@pytest.fixture(scope="module")
def align(all_files: dict[str, Graph]) -> Graph:
    return all_files["align"]


def test_every_link_leads_to_a_term_of_its_source(align: Graph, closure: Graph) -> None:
    assert len(list(links(align))) > 150
    assert find_problems(align, closure, read_tables()) == []


def test_every_named_vocabulary_is_linked_to(align: Graph) -> None:
    tables = read_tables()
    assert {tables[str(value)].source for _, _, value in links(align)} >= NAMED


@pytest.mark.parametrize(
    ("own", "foreign", "words"),
    [
        ("Meeting", f"{CCO}ont00000145", "is in no table"),
        ("Meeting", "http://www.wikidata.org/entity/Q12345678901", "is in no table"),
        ("Meeting", "https://schema.org/Gathering", "is in no table"),
        ("Meeting", f"{CCO}ont00000109", "is labelled otherwise"),
        ("Meeting", "https://schema.org/location", "is linked to the property"),
        ("Person", "http://xmlns.com/foaf/0.1/surname", "is deprecated"),
        ("hasSpeaker", "http://www.w3.org/ns/prov#Attribution", "is linked to the class"),
        ("hasSpeaker", "http://www.w3.org/ns/oa#start", None),
        ("startOffset", "http://www.w3.org/ns/prov#used", "is linked to the object property"),
    ],
)
def test_a_wrong_link_is_reported(closure: Graph, own: str, foreign: str, words: str | None) -> None:
    planted = Graph()
    planted.add((URIRef(DG + own), SKOS.closeMatch, URIRef(foreign)))
    problems = find_problems(planted, closure, read_tables())
    if words is None:
        assert problems == []
    else:
        assert any(words in problem for problem in problems)


def test_a_neighbouring_number_with_the_right_label_is_reported(closure: Graph) -> None:
    planted, number = Graph(), URIRef(f"{CCO}ont00000109")
    planted.add((URIRef(f"{DG}Meeting"), SKOS.closeMatch, number))
    planted.add((number, RDFS.label, Literal("Act of Meeting (CCO)", lang="en")))
    assert find_problems(planted, closure, read_tables()) != []


@pytest.mark.parametrize("source", RDFLIB_LISTS)
def test_a_second_list_has_the_terms_too(align: Graph, source: str) -> None:
    tables, second = read_tables(), RDFLIB_LISTS[source]
    used = {value for _, _, value in links(align) if tables[str(value)].source == source}
    assert used
    assert {value for value in used if value not in second} == set()
    assert URIRef(f"{second}noSuchTerm") not in second


def test_logical_links_are_few_and_lead_to_what_the_module_declares(align: Graph) -> None:
    logical = [(own, value) for own, predicate, value in links(align) if predicate in LOGICAL]
    assert 0 < len(logical) <= FEW_LOGICAL
    for _, value in logical:
        assert (value, RDF.type, None) in align
        assert str(value).startswith((str(PROV), str(ORG)))


def test_only_places_become_places_and_no_entity_an_activity(
    align: Graph, closure: Graph, unchanged_article: Graph
) -> None:
    graph = Graph()
    for part in (align, closure, unchanged_article):
        graph += part
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, improved_datatypes=False).expand(graph)
    assert not list(graph.objects(predicate=URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))
    places, own_places = (
        set(graph.subjects(RDF.type, PROV.Location)),
        set(graph.subjects(RDF.type, URIRef(f"{DG}Place"))),
    )
    assert places and places == own_places
    entities, activities = set(graph.subjects(RDF.type, PROV.Entity)), set(graph.subjects(RDF.type, PROV.Activity))
    assert entities and activities and not entities & activities
    assert set(graph.subjects(RDF.type, URIRef(f"{DG}State"))) <= set(graph.subjects(RDF.type, PROV.Agent))


def test_every_table_says_where_it_is_from() -> None:
    sources = read_sources()
    assert set(sources) == {path.stem for path in FOREIGN_DIR.glob("*.csv")} - {"sources"}
    for name, row in sources.items():
        assert row["file"] and row["licence"] and row["scope"], name
        assert row["made"] in {"parsed", "read"}, name
        is_digest = re.fullmatch("[0-9a-f]{64}", row["sha256"]) is not None
        assert is_digest == (row["made"] == "parsed"), name


def test_tables_hold_terms_of_their_source_once_each_in_order() -> None:
    script = _script()
    for name, row in read_sources().items():
        text = (FOREIGN_DIR / f"{name}.csv").read_text(encoding="utf-8")
        iris = [line.split(",")[0] for line in text.splitlines()[1:]]
        assert iris == sorted(set(iris)), name
        assert all(iri.startswith(tuple(row["namespaces"].split())) for iri in iris), name
    kinds = {term.kind for term in read_tables().values()}
    assert kinds <= {*script.KINDS.values(), "individual"}


def _script() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "scripts" / "foreign_terms.py"
    spec = importlib.util.spec_from_file_location("foreign_terms", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = _script()
    monkeypatch.setattr(module, "FOREIGN_DIR", tmp_path)
    (tmp_path / "small.ttl").write_text(SMALL_FILE)
    return module


def test_a_table_is_made_from_the_sources_file(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main(["org", str(tmp_path / "small.ttl")]) == 0
    assert (tmp_path / "org.csv").read_text() == SMALL_TABLE
    assert hashlib.sha256(SMALL_FILE.encode()).hexdigest() in capsys.readouterr().out


def test_a_table_that_differs_from_the_file_is_noticed(script: ModuleType, tmp_path: Path) -> None:
    arguments = ["--check", "org", str(tmp_path / "small.ttl")]
    (tmp_path / "org.csv").write_text(SMALL_TABLE)
    assert script.main(arguments) == 0
    (tmp_path / "org.csv").write_text(SMALL_TABLE.replace("#Unit", "#Units"))
    assert script.main(arguments) == 1


def test_an_unknown_source_is_refused(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        script.main(["nowhere", str(tmp_path / "small.ttl")])
    assert caught.value.code == 2
