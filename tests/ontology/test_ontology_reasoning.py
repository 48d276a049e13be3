"""HermiT finds the ontology consistent and its classes satisfiable; no allegation is inferred into a fact."""

import shutil

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS

from diplograph.reasoning.hermit import Judgement, Outcome, ask_hermit

DG = "https://w3id.org/diplograph/ont#"
KB = "https://w3id.org/diplograph/kb/"
SHORTCUTS = ("backs", "opposes", "mediates", "mediatesInConflict", "metWith", "isAlliedWith")
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT runs on Java")


def _dg(name: str) -> URIRef:
    return URIRef(DG + name)


def _kb(name: str) -> URIRef:
    return URIRef(KB + name)


def _judge(graph: Graph) -> Judgement:
    return ask_hermit(graph.serialize(format="nt").splitlines())


SOUND = Judgement(Outcome.CONSISTENT)
"""Nothing contradicts anything, and something can belong to every class."""


@needs_java
def test_ontology_is_consistent_and_every_class_satisfiable(closure: Graph) -> None:
    assert _judge(closure) == SOUND


@needs_java
def test_ontology_with_article_and_register_is_consistent(closure: Graph, article: Graph) -> None:
    assert _judge(closure + article) == SOUND


@needs_java
def test_ontology_with_alignments_is_consistent(closure: Graph, all_files: dict[str, Graph], article: Graph) -> None:
    graph = closure + all_files["align"] + article
    graph.remove((None, OWL.imports, None))
    assert _judge(graph) == SOUND


@needs_java
@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (_kb("Oman"), RDF.type, _dg("Territory")),
        (_kb("Oman"), RDF.type, _dg("DisputedPolity")),
        (_kb("Oman"), _dg("backs"), _kb("Oman")),
        (_kb("Oman"), _dg("metWith"), _kb("Oman")),
        (_kb("Cairo"), _dg("hasHolder"), _kb("Badr_Albusaidi")),
        (_kb("holding-1"), _dg("hasHolder"), _kb("Oman")),
    ],
)
def test_contradiction_is_found(
    closure: Graph, article: Graph, subject: URIRef, predicate: URIRef, value: URIRef
) -> None:
    article.add((subject, predicate, value))
    assert _judge(closure + article).outcome is Outcome.INCONSISTENT


def _infer(closure: Graph, data: Graph) -> Graph:
    """Returns the OWL 2 RL closure over the logical part of the ontology and the data."""
    graph = closure + data
    codes = set(graph.subjects(RDF.type, SKOS.Concept)) | set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    for node in codes:
        graph.remove((node, None, None))
    for predicate in (RDFS.label, RDFS.isDefinedBy, SKOS.definition, SKOS.scopeNote, SKOS.example, DCTERMS.title):
        graph.remove((None, predicate, None))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@pytest.fixture(scope="module")
def inferred(closure: Graph, unchanged_article: Graph) -> Graph:
    return _infer(closure, unchanged_article)


@pytest.mark.parametrize("name", SHORTCUTS)
def test_no_described_situation_yields_a_shortcut(inferred: Graph, name: str) -> None:
    assert list(inferred.subject_objects(_dg(name))) == []


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("Badr_Albusaidi", "holdsOffice", "Foreign_Minister_of_Oman"),
        ("Badr_Albusaidi", "servesUnder", "Oman"),
        ("Chad", "isMemberOf", "African_Union"),
        ("Canada", "isPartyTo", "North_Atlantic_Treaty"),
        ("Foreign_Ministry_of_Oman", "isAffiliatedWith", "Oman"),
    ],
)
def test_register_yields_what_holds_at_some_time(inferred: Graph, subject: str, predicate: str, value: str) -> None:
    assert (_kb(subject), _dg(predicate), _kb(value)) in inferred


def test_argument_of_a_relation_stays_what_it_is(closure: Graph, article: Graph) -> None:
    article.add((_kb("participation-1"), _dg("hasParty"), _kb("Northern_Cyprus")))
    article.remove((_kb("participation-1"), _dg("hasParty"), _kb("Canada")))
    graph = _infer(closure, article)
    assert (_kb("Northern_Cyprus"), RDF.type, _dg("Actor")) in graph
    assert (_kb("Northern_Cyprus"), RDF.type, _dg("State")) not in graph
