"""The graph with its entailments, and as owlready2's objects."""

from __future__ import annotations

import gc
import shutil
import socket
import sys
import urllib.request
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import owlready2
import pytest
from rdflib import OWL, RDF, Graph, URIRef

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from handmade import item_of, karabakh_extraction, other_extraction, small_register

from diplograph.api import KnowledgeGraph
from diplograph.api.rdf import to_graph
from diplograph.errors import DiplographError, MissingPartError, NothingFoundError, UsageError
from diplograph.graph import ontology_quads, register_quads
from diplograph.model import Iri, Quad
from diplograph.reasoning.owl_world import open_world
from diplograph.store import Store, open_store
from diplograph.vocab import CODE, DG, GRAPH_ONTOLOGY, GRAPH_REGISTER, KB, ONTOLOGY

NAMESPACE = f"{ONTOLOGY}#"
SHORTCUTS = (DG.backs, DG.opposes, DG.mediates, DG.mediatesInConflict, DG.metWith, DG.isAlliedWith)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("memory:") as opened:
        opened.replace_graph(GRAPH_ONTOLOGY, ontology_quads())
        opened.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        opened.add_article(*item_of(karabakh_extraction()))
        opened.add_article(*item_of(other_extraction(1)))
        yield opened


@pytest.fixture(scope="module")
def kg(store: Store) -> KnowledgeGraph:
    return KnowledgeGraph(store)


@pytest.fixture(scope="module")
def world(kg: KnowledgeGraph) -> Iterator[Any]:
    opened = kg.owl()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def onto(world: Any) -> Any:
    return world.get_ontology(NAMESPACE)


def node(name: str) -> URIRef:
    return URIRef(KB + name)


def labels(things: Any) -> list[str]:
    return sorted(str(thing.label.first()) for thing in things)


def stated_in(kg: KnowledgeGraph) -> Graph:
    return to_graph(quad[:3] for quad in kg.store.quads())


def test_the_entailed_graph_holds_what_is_stated_concluded_and_entailed(kg: KnowledgeGraph) -> None:
    graph = kg.entailed()
    assert isinstance(graph, Graph)
    lavrov, russia = node("person/Sergey_Lavrov"), node("state/Russia")
    assert set(graph) > set(stated_in(kg))
    assert (node("state/Turkey"), URIRef(DG.backs), node("state/Azerbaijan")) in graph
    assert (russia, RDF.type, URIRef(DG.Actor)) in graph
    assert (lavrov, URIRef(DG.isHolderIn), None) in graph
    assert (lavrov, URIRef(DG.servesUnder), node("organization/MFA_Russia")) in graph


def test_entailment_adds_no_shortcut_to_what_the_rules_concluded(kg: KnowledgeGraph) -> None:
    entailed, stated = kg.entailed(), stated_in(kg)
    for name in SHORTCUTS:
        found = set(entailed.subject_objects(URIRef(name)))
        assert found == set(stated.subject_objects(URIRef(name)))
    assert (node("state/Russia"), URIRef(DG.backs), node("state/Armenia")) not in entailed


def test_entailing_changes_nothing_stored(kg: KnowledgeGraph) -> None:
    kg.infer()
    before = set(kg.store.quads())
    kg.entailed()
    kg.owl(is_entailed=True).close()
    assert set(kg.store.quads()) == before


def test_a_world_has_classes_with_their_individuals(onto: Any) -> None:
    assert labels(onto.State.instances()) == ["Armenia", "Azerbaijan", "France", "Russia", "Turkey"]
    assert set(onto.State.is_a) == {onto.Polity}
    assert {onto.State, onto.DisputedPolity} <= set(onto.Actor.descendants())
    assert onto.backs.label.en == ["backs"] and onto.backs.definition


def test_an_individual_is_found_by_its_label_and_leads_to_others(world: Any, onto: Any) -> None:
    (turkey,) = world.search(label="Turkey")
    assert isinstance(turkey, onto.State)
    assert labels(turkey.backs) == ["Azerbaijan"]
    assert turkey.iri == f"{KB}state/Turkey"
    assert [each.iri for each in turkey.isSupporterIn] and labels(world.search(label="Armen*"))


def test_a_relation_carries_the_words_that_it_rests_on(world: Any, onto: Any) -> None:
    turkey, azerbaijan = world.search_one(label="Turkey"), world.search_one(label="Azerbaijan")
    (words,) = owlready2.comment[turkey, onto.backs, azerbaijan]
    assert words.startswith("“Ankara stands by Azerbaijan") and "asserted" in words and "Baltic Wire" in words


def test_a_denied_claim_is_there_as_a_claim_and_not_as_a_relation(world: Any, onto: Any) -> None:
    russia, armenia = world.search_one(label="Russia"), world.search_one(label="Armenia")
    assert armenia not in russia.backs
    denied = [each for each in onto.Claim.instances() if each.hasModality[0].name == "modality-denied"]
    assert any(armenia in situation.hasSupported for each in denied for situation in each.statesSituation if situation)


def test_literals_are_values_that_python_reads(onto: Any) -> None:
    (document,) = [each for each in onto.Document.instances() if each.title == ["Talks on Karabakh"]]
    assert document.publishedOn == [datetime(2020, 10, 9, tzinfo=UTC)]
    assert document.edtf == ["2020-10-09"]
    spans = onto.TextSpan.instances()
    assert all(span.quotedText and span.startOffset < span.endOffset for span in spans if span.inSentence)
    scores = [score for claim in onto.Claim.instances() for score in claim.score]
    assert 0.9 in scores and all(isinstance(score, float) for score in scores)


def test_no_property_hides_an_attribute_of_owlready2(onto: Any) -> None:
    names = {name for name in vars(type(DG)) if not name.startswith("_")}
    assert {"backs", "prefix", "score"} <= names
    assert not names & set(dir(owlready2.Thing))


def test_a_world_with_entailments_has_superproperties_and_superclasses(kg: KnowledgeGraph) -> None:
    plain, entailed = kg.owl(), kg.owl(is_entailed=True)
    process = plain.search_one(type=plain.get_ontology(NAMESPACE).MediationProcess)
    assert process.hasParticipant == []
    assert len(entailed[process.iri].hasParticipant) == 3
    assert entailed.search_one(label="Turkey").is_a == [entailed.get_ontology(NAMESPACE).State]
    for world in (plain, entailed):
        world.close()


def test_a_slice_keeps_to_its_subject_its_days_and_its_limit(kg: KnowledgeGraph) -> None:
    about = kg.owl(about="Karabakh authorities", limit=40)
    assert len(list(about.individuals())) - len(codes(about)) <= 40
    about.close()
    mediated = kg.owl(about=[f"{KB}organization/OSCE_Minsk_Group"])
    (claim,) = mediated.get_ontology(NAMESPACE).Claim.instances()
    assert "mediat" in claim.label.first()
    mediated.close()
    later = kg.owl(since="2020-10-10")
    assert later.get_ontology(NAMESPACE).Claim.instances() == []
    later.close()


def codes(world: Any) -> list[Any]:
    return [each for each in world.individuals() if each.iri.startswith("https://w3id.org/diplograph/code/")]


@pytest.mark.parametrize(
    ("wish", "error", "said"),
    [
        ({"about": "Zzyzx Qqq"}, NothingFoundError, "Zzyzx"),
        ({"since": "last week"}, UsageError, "last week"),
        ({"limit": 0}, UsageError, "0"),
    ],
)
def test_a_wish_that_chooses_nothing_says_why(
    kg: KnowledgeGraph, wish: dict[str, Any], error: type[DiplographError], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        kg.owl(**wish)
    assert caught.value.hint


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)


@pytest.mark.usefixtures("_no_network")
def test_nothing_is_ever_downloaded(kg: KnowledgeGraph) -> None:
    world = kg.owl()
    ontology = world.get_ontology(NAMESPACE).load()
    assert ontology.imported_ontologies == []
    assert [each.base_iri for each in world.ontologies.values() if each.imported_ontologies] == []
    assert not list(world.sparql("SELECT ?x { ?x <http://www.w3.org/2002/07/owl#imports> ?y }"))
    world.close()


@pytest.mark.usefixtures("_no_network")
def test_imports_among_statements_are_not_followed(store: Store) -> None:
    imports = Quad(Iri(f"{KB}talks"), Iri(str(OWL.imports)), Iri("https://example.org/other"), Iri(GRAPH_REGISTER))
    world = open_world([*store.quads(), imports])
    assert [each.base_iri for each in world.ontologies.values()].count(NAMESPACE) == 1
    assert len(world.get_ontology(NAMESPACE).State.instances()) == 5
    world.close()


def test_without_owlready2_the_hint_says_how_to_get_it(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "owlready2", None)
    with pytest.raises(MissingPartError, match="owlready2") as caught:
        kg.owl()
    assert caught.value.hint == "pip install owlready2"


def test_a_world_is_a_copy_of_its_own(kg: KnowledgeGraph) -> None:
    before = set(kg.store.quads())
    one, other = kg.owl(), kg.owl()
    turkey = one.search_one(label="Turkey")
    turkey.backs = []
    owlready2.destroy_entity(one.search_one(label="France"))
    assert labels(other.search_one(label="Turkey").backs) == ["Azerbaijan"]
    assert other.search_one(label="France") is not None
    assert set(kg.store.quads()) == before
    assert owlready2.default_world.search(label="Turkey") == []
    for world in (one, other):
        world.close()


def test_a_world_that_nobody_holds_is_released(kg: KnowledgeGraph) -> None:
    world = kg.owl()
    watch = weakref.ref(world)
    world.close()
    del world
    gc.collect()
    assert watch() is None


def test_an_individual_that_no_axiom_allows_is_shown_all_the_same(store: Store) -> None:
    turkey = Iri(f"{KB}state/Turkey")
    with open_store("memory:") as other:
        other.replace_graph(GRAPH_ONTOLOGY, store.quads(GRAPH_ONTOLOGY))
        stray = Quad(turkey, Iri(str(RDF.type)), Iri(DG.Place), Iri(GRAPH_REGISTER))
        other.replace_graph(GRAPH_REGISTER, [*store.quads(GRAPH_REGISTER), stray])
        other.add_article(*item_of(karabakh_extraction()))
        world = KnowledgeGraph(other).owl(is_entailed=True)
        assert {each.name for each in world.search_one(label="Turkey").is_a} == {"State", "Place"}
        world.close()


def relations(world: Any) -> set[tuple[Any, Any, Any]]:
    """Subject, property and object of all relations between individuals, by IRI."""
    return {
        (individual.iri, name.iri, value.iri)
        for name in world.object_properties()
        for individual in world.individuals()
        if individual.iri not in CODE.values()
        for value in name[individual]
        if value is not None
    }


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT runs on Java")
def test_a_full_reasoner_concludes_no_other_relations_than_entailment(kg: KnowledgeGraph) -> None:
    reasoned, entailed = kg.owl(), kg.owl(is_entailed=True)
    owlready2.sync_reasoner_hermit(reasoned, infer_property_values=True, debug=0)
    assert list(reasoned.inconsistent_classes()) == []
    concluded, computed = relations(reasoned), relations(entailed)
    assert (f"{KB}person/Sergey_Lavrov", DG.servesUnder, f"{KB}organization/MFA_Russia") in concluded <= computed
    for subject, name, value in computed - concluded:  # owlready2 leaves superproperties to be followed
        parts = entailed[name].descendants() - {entailed[name]}
        assert any((subject, part.iri, value) in concluded for part in parts)
    for world in (reasoned, entailed):
        world.close()
