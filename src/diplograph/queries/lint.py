"""Faults in saved questions that no reader should meet: each is one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diplograph.errors import DiplographError
from diplograph.model import Iri
from diplograph.queries.binding import bind
from diplograph.queries.catalogue import get_question, question_names
from diplograph.queries.header import Parameter, ParameterType, Question
from diplograph.queries.narrowing import NARROWED_HERE
from diplograph.queries.results import name_columns
from diplograph.store import Solutions, Store, open_store
from diplograph.vocab import CODE, DG, KB, SCHEME

_ROLES = frozenset({"source", "target", "edge", "start", "end", "place", "latitude", "longitude", "evidence", "title"})
_TERM = re.compile(r"\b(dg|code):([A-Za-z][\w-]*)")


def lint_catalogue() -> tuple[str, ...]:
    """What is wrong with the saved questions; empty when nothing is."""
    with open_store("memory:") as store:
        return tuple(fault for name in question_names() for fault in _lint_file(name, store))


def _lint_file(name: str, store: Store) -> Iterator[str]:
    try:
        question = get_question(name)
    except DiplographError as error:
        yield error.message
        return
    for fault in lint_question(question, store):
        yield f"{name}.rq: {fault}"


def lint_question(question: Question, store: Store) -> Iterator[str]:
    """What is wrong with one question.

    Args:
        question: the question.
        store: any store, to see whether the query is valid; it is only read.
    """
    yield from _unknown_terms(question)
    if bool(NARROWED_HERE.search(question.sparql)) != any(each.narrows for each in question.parameters):
        yield "parameters narrow it without a line '# (narrowed here)', or the other way round"
    yield from (fault for parameter in question.parameters for fault in _lint_parameter(question, parameter))
    try:
        solutions = store.query(_with_all_values(question))
        store.query(question.sparql)
    except DiplographError as error:
        yield error.message
        return
    if not isinstance(solutions, Solutions):
        yield "it is no SELECT"
        return
    yield from _lint_view(question, name_columns(solutions.variables))


def _unknown_terms(question: Question) -> Iterator[str]:
    for prefix, term in sorted(set(_TERM.findall(_without_comments(question.sparql)))):
        if not (hasattr(DG, term) if prefix == "dg" else term in CODE or term in SCHEME):
            yield f"the ontology has no {prefix}:{term}"


def _without_comments(sparql: str) -> str:
    return "\n".join(line for line in sparql.splitlines() if not line.lstrip().startswith("#"))


def _lint_parameter(question: Question, parameter: Parameter) -> Iterator[str]:
    if not re.search(rf"\?{re.escape(parameter.name)}\b", _without_comments(question.sparql)):
        yield f"the variable of the parameter {parameter.name} does not occur"
    if parameter.type is ParameterType.IRI and not hasattr(DG, parameter.class_):
        yield f"the class of the parameter {parameter.name} is unknown: {parameter.class_ or 'none given'}"
    if parameter.type is ParameterType.CODE and not any(name.startswith(f"{parameter.scheme}-") for name in CODE):
        yield f"the code list of the parameter {parameter.name} is unknown: {parameter.scheme or 'none given'}"
    if not parameter.example:
        yield f"the parameter {parameter.name} has no example"
    if parameter.narrows and not re.search(rf"\?{re.escape(parameter.name)}\b", parameter.narrows):
        yield f"what the parameter {parameter.name} narrows by does not name its variable"
    if parameter.finds and f"?{parameter.finds} " not in parameter.narrows:
        yield f"what the parameter {parameter.name} narrows by does not name what it finds"


def _with_all_values(question: Question) -> str:
    examples = {parameter.name: parameter.example for parameter in question.parameters if parameter.example}
    return bind(question, examples, lambda _name, _parameter: [Iri(f"{KB}state/Nowhere")])


def _lint_view(question: Question, columns: Sequence[str]) -> Iterator[str]:
    for role, column in question.view.items():
        if role not in _ROLES:
            yield f"the view has an unknown role {role}"
        if column not in columns:
            yield f"the view's {role} is no column: {column}"
    for column in (*question.hidden, *(column for row in question.expect for column in row)):
        if column not in columns:
            yield f"there is no column {column}"
    if not question.expect:
        yield "it expects nothing of the bundled articles"
