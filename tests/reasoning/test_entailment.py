"""What the axioms entail is what owlrl says that they do; no allegation becomes a fact on the way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from handmade import (
    AZERBAIJAN,
    FRANCE,
    KARABAKH,
    MINSK_GROUP,
    TURKEY,
    extraction_of,
    item_of,
    karabakh_extraction,
    make_claim,
    other_extraction,
)
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from owlrl_oracle import Triple, blamed, owlrl_closure
from rdflib import OWL, RDF, RDFS, XSD, Graph
from trying import examples

from diplograph.api.rdf import to_graph
from diplograph.errors import InputError
from diplograph.model import Iri, Literal, Modality, Quad
from diplograph.reasoning import Entailments, Severity, entail, infer
from diplograph.reasoning.entailment import ontology_axioms, read_axioms
from diplograph.reasoning.merging import MODULES
from diplograph.resources import ontology_folder
from diplograph.store import Store, open_store, read_rdf
from diplograph.vocab import DG, GRAPH_ARTICLE, GRAPH_ENTAILED, GRAPH_ONTOLOGY, GRAPH_REGISTER, KB

BASE = "https://example.org/"
CODES = "https://w3id.org/diplograph/code/"
PREFIXES = "".join(
    f"@prefix {name}: <{iri}> .\n" for name, iri in {"": BASE, "owl": OWL, "rdfs": RDFS, "xsd": XSD, "rdf": RDF}.items()
)
CASES = [json.loads(line) for line in Path(__file__).with_name("entailment.jsonl").read_text("utf-8").splitlines()]
BY_NAME = {"ids": [case["case"] for case in CASES]}
SHORTCUTS = {DG.backs, DG.opposes, DG.mediates, DG.mediatesInConflict, DG.metWith, DG.isAlliedWith}
SPELLS = {DG.hasHolder, DG.hasMember, DG.hasParty}
TEXTS = (Iri(DG.startOffset), Iri(DG.endOffset), Iri(DG.quotedText), Iri(DG.score))
FROM_REGISTER = {DG.holdsOffice, DG.servesUnder, DG.isMemberOf, DG.isPartyTo}


def quads_of(turtle: str) -> list[Quad]:
    return list(read_rdf(PREFIXES + turtle, file_format="ttl"))


def graph_of(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def iris(names: Iterable[str]) -> list[str]:
    return [BASE + name.removeprefix(":") for name in names]


def triples_of(entailments: Entailments) -> set[Triple]:
    return set(to_graph(entailments.triples))


def about(entailments: Entailments, severity: Severity) -> list[str]:
    return sorted({finding.about for finding in entailments.findings if finding.severity is severity})


@pytest.mark.parametrize("case", CASES, **BY_NAME)
def test_a_construct_entails_what_it_says(case: Mapping[str, Any]) -> None:
    found = entail(quads_of(case["facts"]), read_axioms(quads_of(case["axioms"])))
    assert triples_of(found) == set(graph_of(" . ".join([*case["entails"], ""])))
    assert about(found, Severity.VIOLATION) == iris(case.get("contradicts", ()))
    assert about(found, Severity.WARNING) == iris(case.get("mergers", ()))


@pytest.mark.parametrize("case", CASES, **BY_NAME)
def test_a_construct_entails_what_owlrl_says(case: Mapping[str, Any]) -> None:
    expected, errors = owlrl_closure(graph_of(case["axioms"]), graph_of(case["facts"]))
    assert expected == set(graph_of(" . ".join([*case["entails"], ""])))
    assert bool(errors) == (bool(case.get("contradicts")) and "owlrl_overlooks" not in case)


@pytest.mark.parametrize(
    ("turtle", "construct"),
    [
        (":State owl:hasKey (:code) .", "hasKey"),
        (
            ":State rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :of ; owl:allValuesFrom :Office ] .",
            "onProperty",
        ),
        (":of a owl:ReflexiveProperty .", "ReflexiveProperty"),
        (":State owl:disjointUnionOf (:Old :New) .", "disjointUnionOf"),
    ],
)
def test_a_construct_whose_entailments_are_unknown_is_refused(turtle: str, construct: str) -> None:
    with pytest.raises(InputError, match=construct) as caught:
        read_axioms(quads_of(turtle))
    assert caught.value.hint


def test_the_ontology_is_read_whole() -> None:
    axioms = ontology_axioms()
    assert {chain.property.value for chain in axioms.chains} >= FROM_REGISTER
    assert Iri(DG.metWith) in axioms.irreflexive
    assert Iri(DG.hasHolder) in axioms.functional
    assert (Iri(DG.DisputedPolity), Iri(DG.State)) in axioms.disjoint_classes
    assert Iri(DG.isHolderIn) in axioms.consequences[Iri(DG.hasHolder)].other_way


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The axioms of the ontology: its statements in terms of RDFS and OWL that conclude something."""
    graph = Graph()
    for module in MODULES:
        graph.parse(ontology_folder() / f"{module}.ttl")
    telling = (str(RDF), str(RDFS), str(OWL))
    silent = {RDFS.label, RDFS.comment, RDFS.isDefinedBy, OWL.imports, OWL.versionIRI, OWL.versionInfo}
    for subject, predicate, value in list(graph):
        if not str(predicate).startswith(telling) or predicate in silent or str(subject).startswith(CODES):
            graph.remove((subject, predicate, value))
    return graph


def is_code(quad: Quad) -> bool:
    return quad.subject.value.startswith(CODES) and quad.predicate.value == str(RDF.type)


def agree(ontology: Graph, quads: Iterable[Quad]) -> Entailments:
    """Compares with owlrl and gives back what was found."""
    listed = list(quads)
    facts = to_graph(quad[:3] for quad in listed)
    found = entail(listed)
    expected, errors = owlrl_closure(ontology, facts)
    assert triples_of(found) == expected
    wrong = set(about(found, Severity.VIOLATION))
    same = {(str(one), str(other)) for one, name, other in {*expected, *facts} if name == OWL.sameAs}
    assert wrong | {other for one, other in same if one in wrong} == blamed(errors)
    return found


def test_articles_entail_what_owlrl_says(store: Store, ontology: Graph) -> None:
    store.add_article(*item_of(karabakh_extraction()))
    store.add_article(*item_of(other_extraction(1)))
    infer(store)
    found = agree(
        ontology, (quad for quad in store.quads() if quad.graph_name.value != GRAPH_ONTOLOGY or is_code(quad))
    )
    assert found.findings == ()
    assert len(found.triples) > 100


@pytest.fixture(scope="module")
def demonstration(demo_store: Path) -> list[Quad]:
    """Everything that a store with the bundled articles holds."""
    with open_store(str(demo_store), read_only=True) as store:
        return list(store.quads())


def test_a_bundled_article_with_what_the_register_knows_around_it_entails_what_owlrl_says(
    demonstration: list[Quad], ontology: Graph
) -> None:
    name = min(quad.graph_name for quad in demonstration if quad.graph_name.value.startswith(GRAPH_ARTICLE))
    article = [quad for quad in demonstration if quad.graph_name == name]
    near = {node for quad in article for node in quad[:3] if node.value.startswith(KB)}
    register = [quad for quad in demonstration if quad.graph_name.value == GRAPH_REGISTER]
    near |= {quad.subject for quad in register if quad.predicate.value in SPELLS and quad.object in near}
    near |= {quad.object for quad in register if quad.predicate.value == DG.ofOffice and quad.subject in near}
    around = [*(quad for quad in register if quad.subject in near), *filter(is_code, demonstration)]
    found = agree(ontology, [*article, *around])
    assert found.findings == ()
    assert {predicate.value for _, predicate, _ in found.triples} >= FROM_REGISTER


def test_nothing_contradicts_the_ontology_in_the_whole_register(demonstration: list[Quad]) -> None:
    assert entail(demonstration).findings == ()


@cache
def object_properties() -> frozenset[Iri]:
    modules = [(ontology_folder() / f"{module}.ttl").read_bytes() for module in MODULES]
    quads = [quad for module in modules for quad in read_rdf(module, file_format="ttl")]
    return frozenset(quad.subject for quad in quads if quad.object == Iri(str(OWL.ObjectProperty)))


@st.composite
def graphs(draw: st.DrawFn) -> list[Quad]:
    """Random statements on few individuals in the ontology's vocabulary, most often with what joins two statements."""
    axioms = ontology_axioms()
    joining = {each for chain in axioms.chains for each in (chain.property, *chain.steps)} | axioms.functional
    classes = sorted({*axioms.superclasses, *(each for pair in axioms.disjoint_classes for each in pair)})
    nodes = st.sampled_from([Iri(f"{KB}test/{name}") for name in "abcdefghijklmn"])
    properties = st.sampled_from(sorted(object_properties())) | st.sampled_from(sorted(joining & object_properties()))
    links = st.tuples(nodes, properties, nodes)
    types = st.tuples(nodes, st.just(Iri(str(RDF.type))), st.sampled_from(classes))
    texts = st.tuples(nodes, st.sampled_from(TEXTS), st.just(Literal("1")))
    same = st.tuples(nodes, st.just(Iri(str(OWL.sameAs))), nodes)
    found = draw(st.lists(links, min_size=5, max_size=25))
    found += draw(st.lists(types, max_size=6)) + draw(st.lists(texts, max_size=3)) + draw(st.lists(same, max_size=1))
    return [Quad(*triple, Iri(BASE)) for triple in found]


@settings(max_examples=examples(5), deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(quads=graphs())
def test_any_statements_entail_what_owlrl_says(ontology: Graph, quads: list[Quad]) -> None:
    agree(ontology, quads)


@given(quads=graphs())
def test_entailing_again_adds_nothing(quads: list[Quad]) -> None:
    found = entail(quads)
    assert entail([*quads, *found.quads()]).triples == ()


@given(quads=graphs(), data=st.data())
def test_more_statements_entail_no_less(quads: list[Quad], data: st.DataObject) -> None:
    few = quads[: data.draw(st.integers(0, len(quads)))]
    stated = {quad[:3] for quad in quads}
    assert set(entail(few).triples) <= stated | set(entail(quads).triples)


@pytest.mark.parametrize("modality", [Modality.CLAIMED, Modality.DENIED, Modality.PLANNED, Modality.HYPOTHETICAL])
def test_what_is_not_asserted_entails_no_shortcut(store: Store, modality: Modality) -> None:
    claims = [
        make_claim(relation, subjects, objects, words="met Lavrov", modality=modality, conflict=KARABAKH)
        for relation, subjects, objects in (
            ("backs/military", (TURKEY,), (AZERBAIJAN,)),
            ("backs/treaty", (TURKEY, AZERBAIJAN), ()),
            ("mediates/mediation", (FRANCE,), (TURKEY,)),
            ("meets/talks", (FRANCE, TURKEY), ()),
            ("membership/joined", (TURKEY,), (MINSK_GROUP,)),
        )
    ]
    infer(store)
    before = shortcuts_in(entail(store.quads()), store)
    store.add_article(*item_of(extraction_of(*claims)))
    infer(store)
    assert shortcuts_in(entail(store.quads()), store) == before


def shortcuts_in(entailments: Entailments, store: Store) -> set[tuple[Iri, ...]]:
    found = {*entailments.triples, *(quad[:3] for quad in store.quads())}
    return {triple for triple in found if triple[1].value in SHORTCUTS | FROM_REGISTER}


def test_what_is_entailed_goes_to_a_graph_of_its_own(store: Store) -> None:
    graph_names = {quad.graph_name.value for quad in entail(store.quads()).quads()}
    assert graph_names == {GRAPH_ENTAILED}


def test_the_order_of_statements_does_not_matter(store: Store) -> None:
    quads = sorted(store.quads())
    assert entail(quads) == entail(quads[::-1])


def test_findings_say_who_and_why() -> None:
    axioms = read_axioms(quads_of(":of a owl:FunctionalProperty . :State owl:disjointWith :Place ."))
    found = entail(quads_of(":x :of :a , :b . :a a :State . :b a :Place ."), axioms).findings
    assert [finding.about for finding in found] == [f"{BASE}a", f"{BASE}a"]
    assert "State" in found[0].message and "Place" in found[0].message
    assert f"{BASE}b" in found[1].message and "of" in found[1].message
