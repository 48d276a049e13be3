"""The shapes accept a sound article graph and refuse each planted fault.

`faults.jsonl` has one row per fault: an update that plants it and a part of the message that must name it.
`doubts.jsonl` has those that are only warned of.
"""

import json
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, Graph

HERE = Path(__file__).parent
PREFIXES = """
PREFIX : <https://w3id.org/diplograph/article/efa87ed144528043/>
PREFIX code: <https://w3id.org/diplograph/code/>
PREFIX dg: <https://w3id.org/diplograph/ont#>
PREFIX kb: <https://w3id.org/diplograph/kb/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def _rows(name: str) -> list[object]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [pytest.param(row["update"], row["message"], id=row["id"]) for row in rows]


def _validate(data: Graph, shapes: Graph, ontology: Graph) -> tuple[bool, dict[str, set[str]]]:
    """Returns whether the data conform (warnings left out) and the messages by severity."""
    conforms, report, _text = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology, allow_warnings=True)
    messages: dict[str, set[str]] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH))
        shape_label = shapes.value(report.value(result, SH.sourceShape), RDFS.label)
        texts = {str(text) for text in report.objects(result, SH.resultMessage)} | {str(shape_label)}
        messages.setdefault(severity, set()).update(texts)
    return conforms, messages


def test_sound_article_conforms_without_a_warning(article: Graph, shapes: Graph, closure: Graph) -> None:
    assert _validate(article, shapes, closure) == (True, {})


@pytest.mark.parametrize(("update", "message"), _rows("faults.jsonl"))
def test_fault_is_refused(article: Graph, shapes: Graph, hierarchy: Graph, update: str, message: str) -> None:
    before = set(article)
    article.update(PREFIXES + update)
    assert set(article) != before
    conforms, messages = _validate(article, shapes, hierarchy)
    assert not conforms
    assert any(message in text for text in messages["Violation"]), messages


@pytest.mark.parametrize(("update", "message"), _rows("doubts.jsonl"))
def test_doubt_is_warned_of(article: Graph, shapes: Graph, hierarchy: Graph, update: str, message: str) -> None:
    article.update(PREFIXES + update)
    conforms, messages = _validate(article, shapes, hierarchy)
    assert conforms
    assert any(message in text for text in messages["Warning"]), messages


def test_shortcut_that_a_claim_reports_is_not_warned_of(article: Graph, shapes: Graph, hierarchy: Graph) -> None:
    article.update(PREFIXES + "INSERT DATA { kb:Oman dg:metWith kb:Libya ; dg:mediates kb:Chad }")
    article.update(
        PREFIXES + "INSERT DATA { kb:Canada dg:isAlliedWith kb:Norway . kb:Libya dg:isAlliedWith kb:Algeria }"
    )
    assert _validate(article, shapes, hierarchy) == (True, {})


def test_shapes_are_valid_shacl(shapes: Graph, closure: Graph, article: Graph) -> None:
    conforms, _report, text = pyshacl.validate(article, shacl_graph=shapes, ont_graph=closure, meta_shacl=True)
    assert conforms, text


def test_article_alone_conforms_with_warnings_on_actors_of_the_register(shapes: Graph, closure: Graph) -> None:
    conforms, messages = _validate(Graph().parse(HERE / "article.ttl"), shapes, closure)
    assert conforms
    assert set(messages) == {"Warning"}
