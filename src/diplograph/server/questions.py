"""The saved questions as data for programs and pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from diplograph.queries import Parameter, Question, load_catalogue
from diplograph.queries.results import name_columns
from diplograph.store import Solutions, Store, open_store


@cache
def _catalogue() -> tuple[dict[str, Any], ...]:
    with open_store("memory:") as empty:
        return tuple(_describe(question, empty) for question in load_catalogue())


def describe_questions(base: str) -> list[dict[str, Any]]:
    """All saved questions: what they ask, their parameters, their columns, and where to ask them.

    Args:
        base: the server's address.
    """
    return [{**each, "address": f"{base}/api/q/{each['name']}.json"} for each in _catalogue()]


def _describe(question: Question, empty: Store) -> dict[str, Any]:
    return {
        "name": question.name,
        "summary": question.summary,
        "description": question.description,
        "tags": list(question.tags),
        "parameters": [_parameter(each) for each in question.parameters],
        "columns": _columns(question, empty),
        "view": dict(question.view),
        "hidden": list(question.hidden),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.type.value,
        "label": parameter.label,
        "class": parameter.class_,
        "scheme": parameter.scheme,
        "is_many": parameter.is_many,
        "is_optional": parameter.is_optional,
        "default": list(parameter.default),
        "example": parameter.example,
    }


def _columns(question: Question, store: Store) -> list[dict[str, str]]:
    """For each variable of the answer, what its column is called for readers, in `view` too."""
    solutions = store.query(question.sparql)
    assert isinstance(solutions, Solutions)
    columns = name_columns(solutions.variables)
    return [{"variable": name, "column": column} for name, column in zip(solutions.variables, columns, strict=True)]
