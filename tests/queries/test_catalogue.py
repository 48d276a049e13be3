"""The files of the catalogue, their headers, and the lint that keeps them right."""

from dataclasses import replace

import pytest

from diplograph.errors import QueryError, UsageError
from diplograph.queries import get_question, question_names
from diplograph.queries.header import parse_question
from diplograph.queries.lint import lint_catalogue, lint_question
from diplograph.queries.results import name_columns
from diplograph.store import Solutions, open_store

REQUIRED = {
    "who-mediates",
    "who-backs-whom",
    "who-meets-where",
    "who-holds-office",
    "treaties-and-obligations",
    "what-is-contradicted",
    "claims-by-speaker",
    "timeline-of-actor",
    "what-changed-since",
    "evidence-for",
    "who-says-what-to-whom",
    "who-attacks-whom",
    "copies-of",
}
HEADER = """#+ summary: Who?
#+ description: One row.
#+ tags: [test]
#+ params:
#+   actor: {type: iri, class: Actor, label: who, example: Kenya}
#+ view: {source: who}
#+ expect:
#+   - {who: Kenya}
"""
BODY = "SELECT ?whoLabel WHERE { ?actor rdfs:label ?whoLabel }"


def test_the_questions_promised_are_there() -> None:
    assert set(question_names()) >= REQUIRED


def test_the_catalogue_has_no_faults() -> None:
    assert lint_catalogue() == ()


@pytest.mark.parametrize("name", ["who-mediates", "who-backs-whom", "who-meets-where"])
def test_the_first_three_show_what_an_answer_rests_on(name: str) -> None:
    wanted = {"modality", "kind", "speaker", "via", "date", "place", "conflict", "sentence", "article", "claim"}
    with open_store("memory:") as store:
        solutions = store.query(get_question(name).sparql)
    assert isinstance(solutions, Solutions)
    assert wanted <= set(name_columns(solutions.variables))


def test_an_unknown_question_gets_near_names() -> None:
    with pytest.raises(UsageError) as caught:
        get_question("who-mediate")
    assert "who-mediates" in caught.value.hint


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("", "no header"),
        ("#+ summary: [", "not YAML"),
        (HEADER.replace("#+ tags: [test]\n", ""), "tags"),
        (HEADER.replace("actor:", "on:"), "quotes"),
        (HEADER.replace("type: iri", "type: thing"), "thing"),
        (HEADER + "#+ defaults:\n#+   - nobody: x\n", "nobody"),
    ],
)
def test_a_broken_header_is_refused_with_the_reason(header: str, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        parse_question("test", header + BODY)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("rdfs:label", "dg:labell", "no dg:labell"),
        ("?actor", "?somebody", "does not occur"),
        ("class: Actor", "class: Planet", "Planet"),
        ("SELECT", "SELEKT", "SELEKT"),
        ("{source: who}", "{source: whom}", "no column"),
        ("{source: who}", "{colour: who}", "unknown role"),
        (", example: Kenya", "", "no example"),
        ("- {who: Kenya}", "[]", "expects nothing"),
        ("SELECT ?whoLabel", "ASK", "no SELECT"),
    ],
)
def test_lint_finds_a_planted_fault(old: str, new: str, fault: str) -> None:
    sound = HEADER + BODY
    with open_store("memory:") as store:
        assert list(lint_question(parse_question("test", sound), store)) == []
        faults = list(lint_question(parse_question("test", sound.replace(old, new)), store))
    assert any(fault in each for each in faults), faults


def test_names_of_parameters_may_be_written_with_dashes() -> None:
    question = parse_question("test", (HEADER + BODY).replace("actor", "an_actor"))
    assert question.find_parameter("an-actor") == replace(question.parameters[0])
