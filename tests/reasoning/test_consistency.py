"""Contradictions are found with the fewest statements behind them, and HermiT agrees.

`contradictions.jsonl` has by graph the statements of each case, what is said of it, which graphs are blamed, how many
statements are behind it, and axioms added to the ontology.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from handmade import item_of, karabakh_extraction, other_extraction

from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning import Finding, Report, Severity, check, consistency
from diplograph.reasoning.axioms import read_axioms
from diplograph.reasoning.contradictions import find_contradictions
from diplograph.reasoning.hermit import Outcome, ask_hermit, distinct_names
from diplograph.reasoning.inconsistency import explain_inconsistency
from diplograph.reasoning.merging import merge_triples, ontology_quads
from diplograph.store import Store, read_rdf
from diplograph.vocab import (
    ARTICLE,
    DG,
    GRAPH_ARTICLE,
    GRAPH_INFERRED,
    GRAPH_ONTOLOGY,
    GRAPH_REGISTER,
    KB,
    OWL,
    PREFIXES,
    RDF,
    RDFS,
    XSD,
)

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("contradictions.jsonl").read_text(encoding="utf-8").splitlines()
]
GRAPHS = {"register": GRAPH_REGISTER, "inferred": GRAPH_INFERRED}
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in {**PREFIXES, "kb": KB}.items())
HANDLED = {
    OWL.AllDisjointClasses, OWL.AnnotationProperty, OWL.Class, OWL.DatatypeProperty, OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty, OWL.IrreflexiveProperty, OWL.ObjectProperty, OWL.SymmetricProperty,
    OWL.disjointWith, OWL.hasKey, OWL.inverseOf, OWL.members, OWL.propertyChainAxiom,
}  # fmt: skip
HARMLESS = {
    OWL.NamedIndividual, OWL.Ontology, OWL.deprecated, OWL.priorVersion, OWL.versionIRI, OWL.versionInfo,
    OWL.TransitiveProperty,
}  # fmt: skip
"""Constructs from which no contradiction can come: a transitive property leads to nothing but what its ends are."""


def quads_of(text: str, graph_name: str) -> list[Quad]:
    base = f"@base <{ARTICLE}{graph_name.rsplit('/', 1)[-1]}/> .\n"
    return list(read_rdf(base + HEAD + text, file_format="ttl", graph_name=graph_name))


def graph_of(name: str) -> str:
    return GRAPHS.get(name, GRAPH_ARTICLE + name)


def statements_of(case: dict[str, Any]) -> list[Quad]:
    return [quad for name, text in case["graphs"].items() for quad in quads_of(text, graph_of(name))]


def ontology_of(case: dict[str, Any]) -> list[Quad]:
    return [*ontology_quads(), *quads_of(case.get("ontology", ""), GRAPH_ONTOLOGY)]


def is_inconsistent(ontology: Iterable[Quad], quads: list[Quad]) -> bool:
    judgement = ask_hermit([*merge_triples(ontology), *merge_triples(quads), *distinct_names(quads)])
    assert judgement.outcome is not Outcome.REFUSED, judgement.reason
    return judgement.outcome is Outcome.INCONSISTENT


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_contradiction_is_found_with_what_is_behind_it(case: dict[str, Any]) -> None:
    quads = statements_of(case)
    axioms = read_axioms(ontology_of(case))
    found = [each for each in find_contradictions(quads, axioms) if case["message"] in each.message]
    if not case["message"]:
        assert found == []
        return
    assert [len(each.statements) for each in found] == [case["statements"]]
    assert found[0].graphs == tuple(sorted(map(graph_of, case["blamed"])))
    assert found[0].axioms
    for quad in found[0].statements:
        fewer = [each for each in found[0].statements if each != quad]
        assert [each for each in find_contradictions(fewer, axioms) if each.message == found[0].message] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_hermit_agrees(case: dict[str, Any]) -> None:
    """What is found contradictory by itself is so among any other statements."""
    ontology, quads = ontology_of(case), statements_of(case)
    found = find_contradictions(quads, read_axioms(ontology))
    assert is_inconsistent(ontology, list(found[0].statements) if found else quads) == bool(found)


def test_no_construct_of_the_ontology_is_overlooked() -> None:
    used = {quad.predicate.value for quad in ontology_quads()}
    used |= {quad.object.value for quad in ontology_quads() if quad.predicate.value == RDF.type}
    own = {term for term in used if term.startswith(OWL.Class.removesuffix("Class"))}
    assert own <= HANDLED | HARMLESS
    assert {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range} <= used


def test_each_article_that_contradicts_the_register_is_blamed_by_itself() -> None:
    state = quads_of("kb:x a dg:State .", GRAPH_REGISTER)
    articles = [quads_of("<s/1> dg:tookPlaceAt kb:x .", graph_of(name)) for name in ("one", "two", "three")]
    found = find_contradictions([*state, *(quad for each in articles for quad in each)], read_axioms(ontology_quads()))
    assert sorted(each.graphs for each in found) == sorted((graph_of(name),) for name in ("one", "two", "three"))


def test_where_the_register_is_silent_the_few_are_blamed() -> None:
    many = [quads_of("<s/1> dg:hasSupporter kb:x .", graph_of(name)) for name in ("one", "two", "three")]
    few = quads_of("<s/1> dg:tookPlaceAt kb:x .", graph_of("four"))
    found = find_contradictions([*few, *(quad for each in many for quad in each)], read_axioms(ontology_quads()))
    assert [each.statements[0] for each in found] == few


UNSEEN = "dg:isBodyOf a owl:AsymmetricProperty ."
"""An axiom of which the direct search knows nothing."""


UNSEEN_ABOVE = """
dg:isBodyOf a owl:ObjectProperty ; rdfs:subPropertyOf dg:opposes .
dg:opposes a owl:ObjectProperty, owl:AsymmetricProperty .
"""
"""The same of a property that no statement has."""


def unseen_case(store: Store, unseen: str = UNSEEN) -> tuple[list[Quad], list[Quad]]:
    """A register and an article that only HermiT can tell to contradict each other, and as much of an ontology."""
    register = [*store.quads(GRAPH_REGISTER), *quads_of("kb:a dg:isBodyOf kb:b .", GRAPH_REGISTER)]
    ontology = [quad for quad in ontology_quads() if quad.predicate.value in (RDF.type, RDFS.subClassOf)]
    statements = [*register, *quads_of("kb:b dg:isBodyOf kb:a .", graph_of("one"))]
    return statements, [*ontology[:16], *quads_of(unseen, GRAPH_ONTOLOGY)]


@pytest.mark.parametrize(
    ("unseen", "axioms"),
    [
        (UNSEEN, {"dg:isBodyOf is a owl:AsymmetricProperty"}),
        (UNSEEN_ABOVE, {"dg:isBodyOf implies dg:opposes", "dg:opposes is a owl:AsymmetricProperty"}),
    ],
)
def test_what_only_hermit_sees_is_reduced_to_the_fewest_statements_and_axioms(
    store: Store, unseen: str, axioms: set[str]
) -> None:
    quads, ontology = unseen_case(store, unseen)
    assert find_contradictions(quads, read_axioms(ontology)) == []
    explanation = explain_inconsistency(quads, ontology)
    assert {(quad.subject.value, quad.object.value) for quad in explanation.statements} == {
        (f"{KB}a", f"{KB}b"),
        (f"{KB}b", f"{KB}a"),
    }
    assert set(explanation.axioms) == axioms
    assert explanation.is_minimal
    assert explanation.run_count < 40


def test_the_search_for_the_fewest_stops_at_its_limit(store: Store) -> None:
    quads, ontology = unseen_case(store)
    explanation = explain_inconsistency(quads, ontology, limit_runs=3)
    assert not explanation.is_minimal
    assert explanation.run_count == 3
    assert {quad.graph_name.value for quad in explanation.statements} >= {GRAPH_REGISTER, graph_of("one")}


def test_an_explanation_by_hermit_names_the_article(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    record, quads = item_of(other_extraction(1))
    store.replace_graph(GRAPH_REGISTER, quads_of("kb:a dg:isBodyOf kb:b . kb:a a dg:Organization .", GRAPH_REGISTER))
    clash = Quad(Iri(f"{KB}b"), Iri(DG.isBodyOf), Iri(f"{KB}a"), quads[0].graph_name)
    store.add_article(record, [*quads, clash])
    ontology = [*ontology_quads(), *quads_of(UNSEEN, GRAPH_ONTOLOGY)]
    monkeypatch.setattr(consistency, "ontology_quads", lambda: ontology)
    monkeypatch.setattr(consistency, "ontology_triples", lambda: merge_triples(ontology))
    (finding,) = check(store, parts=["hermit"]).findings
    assert finding.sources == (record.id,)
    assert finding.severity is Severity.VIOLATION
    assert finding.because == (
        f"kb:b dg:isBodyOf kb:a [{record.id}]",
        "kb:a dg:isBodyOf kb:b [register]",
        "dg:isBodyOf is a owl:AsymmetricProperty",
    )


def only_finding(report: Report) -> Finding:
    (finding,) = report.findings
    return finding


def test_hermit_is_not_shown_what_is_known_to_contradict(store: Store) -> None:
    record, quads = item_of(karabakh_extraction())
    clash = Quad(Iri(f"{KB}state/Turkey"), Iri(RDF.type), Iri(DG.Place), quads[0].graph_name)
    store.add_article(record, [*quads, clash])
    report = check(store, parts=["consistency", "hermit"])
    (finding,) = report.findings
    assert (finding.part, finding.sources) == ("consistency", (record.id,))
    assert "without 1 statements" in report.parts[1].summary


def test_what_hermit_refuses_is_told(store: Store) -> None:
    record, quads = item_of(karabakh_extraction())
    date = Literal("2020-01-01", XSD.dateTime.removesuffix("Time"))
    odd = Quad(quads[0].subject, Iri(f"{PREFIXES['prov']}generatedAtTime"), date, quads[0].graph_name)
    store.add_article(record, [*quads, odd])
    finding = only_finding(check(store, parts=["hermit"]))
    assert "HermiT refuses" in finding.message
    assert record.id in finding.sources


def test_the_newest_articles_are_shown_up_to_the_limit(store: Store) -> None:
    record, quads = item_of(karabakh_extraction())
    store.add_article(record, quads)
    (part,) = check(store, parts=["hermit"], limit_individuals=50).parts
    assert "0 articles" in part.summary
    assert "1 articles left out" in part.summary
