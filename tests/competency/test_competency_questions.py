"""Each competency question has its answer on two engines, also after a retraction, by inference where it says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pyoxigraph
import pytest
from competency import QUESTIONS, THEMES, CompetencyQuestion, Table, load_questions
from competency_data import Dataset, dataset_names, load_dataset
from rdflib import Graph

from diplograph.api.rdf import to_graph
from diplograph.reasoning import check, infer
from diplograph.store import Solutions, Store
from diplograph.store.sparql_text import has_keyword
from diplograph.vocab import GRAPH_INFERRED

ALL = load_questions()
INFERRED = [question for question in ALL if question.is_inferred and not question.is_open]
PLAIN = [question for question in ALL if not question.is_inferred]
RETRACTED = [question for question in ALL if question.retract]


def asked(questions: Sequence[CompetencyQuestion]) -> list[object]:
    """The questions as parameters."""
    return [pytest.param(question, id=f"{question.theme}/{question.name}") for question in questions]


def answered(questions: Sequence[CompetencyQuestion]) -> list[object]:
    """The same; what is open is expected to fail, so that it is noticed when it no longer does."""
    marks = [[pytest.mark.xfail(reason=each.is_open, strict=True)] if each.is_open else [] for each in questions]
    return [
        pytest.param(each, marks=mark, id=f"{each.theme}/{each.name}")
        for each, mark in zip(questions, marks, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dataset in a store with what the rules conclude, the same for rdflib, and a store without conclusions."""

    store: Store
    graph: Graph
    bare: Store


@cache
def dataset(name: str) -> Dataset:
    return load_dataset(name)


@cache
def load(name: str) -> Loaded:
    store, bare = dataset(name).open(), dataset(name).open()
    infer(store)
    return Loaded(store, union_of(store), bare)


def union_of(store: Store) -> Graph:
    """All graphs of a store as one, for rdflib."""
    return to_graph(quad[:3] for quad in store.quads())


def by_oxigraph(store: Store, sparql: str) -> Table:
    answer = store.query(sparql)
    assert isinstance(answer, Solutions)
    return Table(answer.variables, tuple(tuple(term.value if term else "" for term in row) for row in answer.rows))


def by_rdflib(graph: Graph, sparql: str) -> Table:
    answer = graph.query(sparql)
    assert answer.vars is not None
    rows = tuple(tuple("" if term is None else str(term) for term in row) for row in answer)
    return Table(tuple(map(str, answer.vars)), rows)


@pytest.mark.parametrize("name", dataset_names())
def test_dataset_is_what_diplograph_writes(name: str) -> None:
    with dataset(name).open() as store:
        assert check(store, parts=("evidence", "shapes")).findings == ()


@pytest.mark.parametrize("question", answered(ALL))
def test_answer_on_oxigraph(question: CompetencyQuestion) -> None:
    assert by_oxigraph(load(question.dataset).store, question.sparql) == question.answer


@pytest.mark.parametrize("question", answered(ALL))
def test_answer_on_rdflib(question: CompetencyQuestion) -> None:
    assert by_rdflib(load(question.dataset).graph, question.sparql) == question.answer


@pytest.mark.parametrize("question", asked(INFERRED))
def test_answer_needs_what_the_rules_conclude(question: CompetencyQuestion) -> None:
    bare = load(question.dataset).bare
    assert not list(bare.quads(GRAPH_INFERRED))
    assert by_oxigraph(bare, question.sparql) != question.answer


@pytest.mark.parametrize("question", asked(PLAIN))
def test_answer_needs_no_conclusions(question: CompetencyQuestion) -> None:
    assert by_oxigraph(load(question.dataset).bare, question.sparql) == question.answer


@pytest.mark.parametrize("question", asked(RETRACTED))
def test_answer_after_retraction_and_restoring(question: CompetencyQuestion) -> None:
    article = dataset(question.dataset).extractions[question.retract].article
    with dataset(question.dataset).open() as store:
        infer(store)
        store.retract(article.id)
        infer(store)
        assert question.answer_after not in {None, question.answer}
        assert by_oxigraph(store, question.sparql) == question.answer_after
        assert by_rdflib(union_of(store), question.sparql) == question.answer_after
        store.restore(article.id)
        infer(store)
        assert by_oxigraph(store, question.sparql) == question.answer


@pytest.mark.parametrize("question", asked(ALL))
def test_query_runs_unedited_over_the_union_of_graphs(question: CompetencyQuestion) -> None:
    list(pyoxigraph.Store().query(question.sparql))  # SyntaxError where a prefix is not declared
    assert not [word for word in ("GRAPH", "FROM", "SERVICE") if has_keyword(question.sparql, word)]
    assert "ORDER BY" in question.sparql or len(question.answer.rows) == 1


@pytest.mark.parametrize("question", asked(ALL))
def test_question_says_what_it_asks_and_has_an_answer(question: CompetencyQuestion) -> None:
    assert question.question.endswith("?") and question.shows.endswith(".")
    assert question.answer.rows
    assert question.dataset in dataset_names()
    assert bool(question.retract) == (question.answer_after is not None)


def test_no_two_questions_are_the_same() -> None:
    assert len({question.question for question in ALL}) == len(ALL)


def test_half_of_at_least_a_hundred_questions_are_inferred_and_every_theme_has_some() -> None:
    assert len(ALL) >= 100
    assert sum(question.is_inferred for question in ALL) * 2 >= len(ALL)
    assert {question.theme for question in ALL} == set(THEMES)


def test_every_dataset_is_asked_of_and_every_file_belongs_to_a_question() -> None:
    assert {question.dataset for question in ALL} == set(dataset_names())
    answered_files = {path.parent / path.name.split(".")[0] for path in QUESTIONS.glob("*/*.csv")}
    assert answered_files == {QUESTIONS / question.theme / question.name for question in ALL}
