"""What the header of each saved question expects of the bundled articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import diplograph
from diplograph.api import KnowledgeGraph
from diplograph.errors import NothingFoundError
from diplograph.queries import ParameterType, Question, load_catalogue


@pytest.fixture(scope="module")
def demonstration(demo_store: Path) -> Iterator[KnowledgeGraph]:
    with diplograph.open(demo_store, read_only=True) as graph:
        yield graph


def _required(question: Question, graph: KnowledgeGraph) -> dict[str, str]:
    """A value for each parameter that must be given: its example, and for a claim one that mediators rest on."""
    claim = str(graph.mediators()[0]["claim"])
    return {
        parameter.name: claim if parameter.type is ParameterType.CLAIM else parameter.example
        for parameter in question.parameters
        if not parameter.is_optional
    }


@pytest.mark.parametrize("question", load_catalogue(), ids=lambda question: question.name)
def test_the_bundled_articles_yield_the_expected_rows(question: Question, demonstration: KnowledgeGraph) -> None:
    answer = demonstration.ask(question.name, **_required(question, demonstration))
    for wanted in question.expect:
        assert any(wanted.items() <= {key: str(value) for key, value in row.items()}.items() for row in answer), wanted


@pytest.mark.parametrize("question", load_catalogue(), ids=lambda question: question.name)
def test_the_examples_of_parameters_can_be_asked(question: Question, demonstration: KnowledgeGraph) -> None:
    for parameter in question.parameters:
        demonstration.ask(question.name, **{**_required(question, demonstration), parameter.name: parameter.example})


@pytest.mark.parametrize("name", ["Ukraine", "Kosovo"])
def test_a_state_is_no_conflict_but_its_conflicts_are_offered(name: str, demonstration: KnowledgeGraph) -> None:
    with pytest.raises(NothingFoundError) as caught:
        demonstration.ask("who-mediates", conflict=name)
    assert name in caught.value.hint


def test_another_conflict_finds_nothing(demonstration: KnowledgeGraph) -> None:
    assert not demonstration.ask("who-mediates", conflict="Cyprus")


def test_the_correspondent_of_an_outlet_is_found_under_it() -> None:
    with diplograph.open("memory:") as graph:
        graph.add("An Al Arabiya correspondent said Turkey supplies drones to Azerbaijan.", date="2021-01-01")
        (row,) = graph.ask("claims-by-speaker", speaker="Al Arabiya")
    assert row["speaker"] == "Al Arabiya correspondent"
