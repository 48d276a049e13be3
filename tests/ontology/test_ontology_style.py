"""The ontology keeps to the style that `ontology-shapes.ttl` lays down, and each of its rules notices a planted fault.

`style-sample.ttl` is a small ontology without a fault; `style_faults.jsonl` has one row per fault: an update that
plants it in the sample and a part of the message that must name it. Where the rules come from is told in
docs/ontology-upkeep.md.
"""

import json
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph

HERE = Path(__file__).parent
PREFIXES = """
PREFIX code: <https://w3id.org/diplograph/code/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dg: <https://w3id.org/diplograph/ont#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX vann: <http://purl.org/vocab/vann/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def _rows() -> list[dict[str, str]]:
    lines = (HERE / "style_faults.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def style() -> Graph:
    return Graph().parse(HERE / "ontology-shapes.ttl")


@pytest.fixture
def sample() -> Graph:
    return Graph().parse(HERE / "style-sample.ttl")


def _rule(style: Graph, message: str) -> Graph:
    """The shapes that have this message, alone: one of them is checked far sooner than all."""
    wanted = Graph()
    for shape in style.subjects(RDF.type, SH.NodeShape):
        described = style.cbd(shape)
        if any(message in str(text) for text in described.objects(None, SH.message)):
            wanted += described
    (prefixes,) = set(style.objects(None, SH.prefixes))
    return wanted + style.cbd(prefixes)


def _complaints(graph: Graph, style: Graph) -> list[tuple[str, str]]:
    """What the shapes have against a graph: the message, and the term or value that it is about."""
    _conforms, report, _text = pyshacl.validate(graph, shacl_graph=style)
    return [
        (str(report.value(result, SH.resultMessage)), str(report.value(result, SH.value) or ""))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]


def test_the_ontology_has_no_fault_of_style(closure: Graph, all_files: dict[str, Graph], style: Graph) -> None:
    """Every header, and the alignments' terms; not their links to second parents, which the root does not import."""
    graph = closure + all_files["align"]
    for triple in set(all_files["align"].triples((None, RDFS.subClassOf, None))) - set(closure):
        graph.remove(triple)
    (shapes_header,) = all_files["shapes"].subjects(RDF.type, OWL.Ontology)
    for triple in all_files["shapes"].triples((shapes_header, None, None)):
        if triple[1] != SH.declare:
            graph.add(triple)
    assert len(set(graph.subjects(RDF.type, OWL.Ontology))) == len(all_files)
    assert _complaints(graph, style) == []


def test_the_sample_has_no_fault_of_style(sample: Graph, style: Graph) -> None:
    assert _complaints(sample, style) == []


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["id"])
def test_fault_of_style_is_noticed(sample: Graph, style: Graph, row: dict[str, str]) -> None:
    before = set(sample)
    sample.update(PREFIXES + row["update"])
    assert set(sample) != before
    messages = {message for message, _value in _complaints(sample, _rule(style, row["message"]))}
    assert any(row["message"] in message for message in messages), messages


def test_every_rule_has_a_planted_fault(style: Graph) -> None:
    rules = {str(message) for message in style.objects(None, SH.message)}
    faults = {row["message"] for row in _rows()}
    assert {rule for rule in rules if not any(fault in rule for fault in faults)} == set()


def test_every_shape_finds_something_to_look_at(closure: Graph, style: Graph) -> None:
    for shape in style.subjects(RDF.type, SH.NodeShape):
        targets = set(style.objects(shape, SH.targetNode))
        for class_ in style.objects(shape, SH.targetClass):
            targets |= set(closure.subjects(RDF.type, class_))
        for predicate in style.objects(shape, SH.targetSubjectsOf):
            targets |= set(closure.subjects(predicate))
        assert targets & set(closure.subjects()), shape


def test_style_shapes_are_valid_shacl(sample: Graph, style: Graph) -> None:
    conforms, _report, text = pyshacl.validate(sample, shacl_graph=style, meta_shacl=True)
    assert conforms, text
