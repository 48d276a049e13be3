"""The form in which shapes are checked gives the results of the shapes as they stand in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, Graph

from diplograph.reasoning.shape_forms import Shapes, load_shapes
from diplograph.store import open_store, read_rdf
from diplograph.vocab import GRAPH_REGISTER

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "ontology"
MODULES = ("core", "events", "relations", "claims", "codes")
PREFIXES = """
PREFIX : <https://w3id.org/diplograph/article/efa87ed144528043/>
PREFIX code: <https://w3id.org/diplograph/code/>
PREFIX dg: <https://w3id.org/diplograph/ont#>
PREFIX kb: <https://w3id.org/diplograph/kb/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
ROWS = [
    json.loads(line)
    for name in ("faults.jsonl", "doubts.jsonl")
    for line in (CASES / name).read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def classes() -> Graph:
    graph = Graph()
    for module in MODULES:
        graph += Graph().parse(ROOT / "ontology" / f"{module}.ttl").triples((None, RDFS.subClassOf, None))
    return graph


@pytest.fixture(scope="module")
def as_in_the_file() -> Graph:
    return Graph().parse(ROOT / "ontology" / "shapes.ttl")


def results(data: Graph, shapes: Graph) -> set[tuple[str, str, str]]:
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    return {
        (str(report.value(node, SH.focusNode)), str(report.value(node, SH.resultMessage)), _severity(report, node))
        for node in report.subjects(RDF.type, SH.ValidationResult)
    }


def _severity(report: Graph, node: object) -> str:
    return str(report.value(node, SH.resultSeverity)).removeprefix(str(SH)).lower()


def results_in_form(data: Graph, shapes: Shapes) -> set[tuple[str, str, str]]:
    found = results(data, shapes.core)
    triples = list(read_rdf(data.serialize(format="nt"), file_format="nt", graph_name=GRAPH_REGISTER))
    with open_store("memory:") as store:
        # A store takes no nameless nodes; of those the constraints in SPARQL say nothing.
        store.replace_graph(GRAPH_REGISTER, (quad for quad in triples if "_:" not in quad.subject.value[:2]))
        for constraint in shapes.sparql:
            for thing, _ in constraint.ask(store, constraint.focus_nodes(triples)):
                found.add((thing, constraint.message, constraint.severity.value))
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_results_are_the_same(row: dict[str, str], classes: Graph, as_in_the_file: Graph) -> None:
    data = Graph().parse(CASES / "article.ttl").parse(CASES / "register.ttl")
    data.update(PREFIXES + row["update"])
    data += classes
    expected = results(data, as_in_the_file)
    assert expected
    assert results_in_form(data, load_shapes()) == expected


def test_every_constraint_in_sparql_can_be_asked_about_given_things(as_in_the_file: Graph) -> None:
    selects = [str(text) for text in as_in_the_file.objects(None, SH.select)]
    assert len(selects) == len(load_shapes().sparql)
    assert all(text.startswith("SELECT $this") and text.count("WHERE {") >= 1 for text in selects)
    assert all(text.index("WHERE {") < text.index("$this", len("SELECT $this")) for text in selects)


def test_no_shape_keeps_property_shapes_that_start_anew_for_each_thing() -> None:
    core = load_shapes().core
    targeted = set(core.subjects(SH.targetClass)) | set(core.subjects(SH.targetSubjectsOf))
    assert not any(core.value(shape, SH.property) for shape in targeted)
