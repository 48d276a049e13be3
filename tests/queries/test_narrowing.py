"""A question narrowed from within answers as it does without, on a corpus of many articles."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from diplograph.model import Iri
from diplograph.queries import Parameter, Question, bind, get_question, question_names
from diplograph.queries.header import ParameterType
from diplograph.queries.narrowing import NARROWED_HERE
from diplograph.store import Solutions, Store, open_store
from diplograph.vocab import GRAPH_REGISTER, KB

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from corpus import Corpus, background_quads

VALUES = {
    "Actor": ("state/Russia", "state/Armenia", "organization/MFA_Turkey", "person/Sergey_Lavrov"),
    "Conflict": ("conflict/Nagorno_Karabakh_conflict", "conflict/Syrian_civil_war"),
    "Place": ("place/Moscow", "state/Russia"),
}
NARROWING = [
    (name, parameter.name)
    for name in question_names()
    for parameter in get_question(name).parameters
    if parameter.narrows
]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("memory:") as opened:
        register = [quad for quad in background_quads() if quad.graph_name.value == GRAPH_REGISTER]
        opened.replace_graph(GRAPH_REGISTER, register)
        opened.add_articles(Corpus().items(quads=15_000))
        yield opened


def rows(store: Store, sparql: str) -> Counter[tuple[tuple[str, ...], ...]]:
    """The answer, whatever the order in which an engine joins several texts."""
    found = store.query(sparql)
    assert isinstance(found, Solutions)
    return Counter(tuple(_words(term.value) if term else () for term in row) for row in found.rows)


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(text.replace(";", " ").split()))


def _as_it_is(name: str, _parameter: Parameter) -> Sequence[Iri]:
    return [Iri(KB + name)]


def _values(store: Store, parameter: Parameter) -> Sequence[str]:
    match parameter.type:
        case ParameterType.IRI:
            return VALUES[parameter.class_]
        case ParameterType.CLAIM:
            found = store.query("SELECT ?claim WHERE { ?claim a dg:Claim } ORDER BY ?claim LIMIT 3")
            assert isinstance(found, Solutions)
            return [claim.value for (claim,) in found.rows if claim]
        case _:
            return ("2016-01-01", "2020-01-01")


def _without_narrowing(question: Question) -> Question:
    return replace(question, parameters=tuple(replace(each, narrows="") for each in question.parameters))


@pytest.mark.parametrize(("name", "parameter"), NARROWING)
def test_narrowing_leaves_the_answer_as_it_is(store: Store, name: str, parameter: str) -> None:
    question = get_question(name)
    open_question = _without_narrowing(question)
    asked = next(each for each in question.parameters if each.name == parameter)
    needed = {each.name: _values(store, each)[0] for each in question.parameters if not each.is_optional}
    for value in _values(store, asked):
        values = {**needed, parameter: value}
        narrowed, plain = (bind(each, values, _as_it_is) for each in (question, open_question))
        assert len(NARROWED_HERE.findall(narrowed)) < len(NARROWED_HERE.findall(plain))
        assert rows(store, narrowed) == rows(store, plain), value


PAIRS = [
    ("who-meets-where", "participant", "place"),
    ("who-meets-where", "participant", "since"),
    ("who-meets-where", "since", "speaker"),
    ("who-mediates", "party", "conflict"),
    ("who-mediates", "party", "speaker"),
    ("who-backs-whom", "backer", "backed"),
    ("who-backs-whom", "backed", "since"),
    ("claims-by-speaker", "speaker", "since"),
]


@pytest.mark.parametrize(("name", "first", "second"), PAIRS)
def test_two_that_narrow_leave_the_answer_as_it_is(store: Store, name: str, first: str, second: str) -> None:
    question = get_question(name)
    asked = {each.name: each for each in question.parameters}
    values = {each: _values(store, asked[each])[0] for each in (first, second)}
    narrowed, plain = (bind(each, values, _as_it_is) for each in (question, _without_narrowing(question)))
    assert rows(store, narrowed) == rows(store, plain)


@pytest.mark.parametrize("name", ["who-mediates", "who-backs-whom", "who-meets-where", "what-changed-since"])
def test_the_corpus_has_answers(store: Store, name: str) -> None:
    assert rows(store, bind(get_question(name), {"since": "2016-01-01"}, _as_it_is))
