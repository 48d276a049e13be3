"""Values for a question's parameters, bound as terms.

A value becomes `VALUES ?name { … }` in the place of the line `# (values here)`, or else right after the outermost
`WHERE {`. Nothing is inserted for a parameter without a value, so that leaving one out asks for all. What a header
gives as `narrows` stands with the same values where an engine begins: see `narrowing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from diplograph.errors import UsageError
from diplograph.model import Iri, Literal
from diplograph.queries.header import DayPart, Parameter, ParameterType, Question
from diplograph.queries.narrowing import Narrowing, narrow
from diplograph.sparql import insert_after_where, values_block
from diplograph.vocab import ARTICLE, CODE, XSD

VALUES_HERE = re.compile(r"^ *# \(values here\)$", re.MULTILINE)
"""The line of a query that the values are put in the place of."""
ALL = "all"
"""The value that lifts a parameter's default."""

Resolve = Callable[[str, Parameter], Sequence[Iri]]
"""Gives the things that a name means for a parameter; raises NothingFoundError when there is none."""

Values = Mapping[str, str | date | Iterable[str | date] | None]

_CLAIM_ID = re.compile(r"^(?P<article>[0-9a-f]{16})/(?P<number>\d+)$")
_MOMENTS = {DayPart.START: "T00:00:00Z", DayPart.NOON: "T12:00:00Z", DayPart.END: "T23:59:59Z"}


def bind(question: Question, values: Values, resolve: Resolve) -> str:
    """The question's SPARQL with the values bound.

    Args:
        question: a saved question.
        values: parameter → one value or several; None and `all` leave it open.
        resolve: finds what a name means.

    Raises:
        UsageError: a parameter is unknown, missing or given too often, or a value has the wrong form.
        NothingFoundError: a name means nothing.
    """
    given = {_known(question, name).name: _listed(value) for name, value in values.items() if value is not None}
    blocks = []
    narrowings: dict[str, Narrowing] = {}
    for parameter in question.parameters:
        chosen = given.get(parameter.name, parameter.default)
        _check_count(question, parameter, chosen)
        if chosen and ALL not in chosen:
            terms = [term for value in chosen for term in _terms(parameter, value, resolve)]
            blocks.append(values_block(parameter.name, terms))
            if parameter.narrows:
                narrowings[parameter.name] = Narrowing.of(parameter, terms)
    sparql, values_text = narrow(question.sparql, narrowings), "\n".join(blocks)
    if VALUES_HERE.search(sparql):
        return VALUES_HERE.sub(lambda _: values_text, sparql)
    return insert_after_where(sparql, values_text)


def claim_iri(text: str) -> Iri:
    """The IRI of a claim from its id, such as `3f2a9c0d1e4b5a67/3`, or from the IRI itself.

    Raises:
        UsageError: the text is neither.
    """
    if text.startswith(ARTICLE):
        return Iri(text)
    if found := _CLAIM_ID.match(text.strip()):
        return Iri(f"{ARTICLE}{found['article']}/claim/{found['number']}")
    raise UsageError(
        f"{text!r} is not the id of a claim",
        hint="an id is an article's id and a number, such as 3f2a9c0d1e4b5a67/3; answers show it in the column claim",
    )


def _known(question: Question, name: str) -> Parameter:
    if parameter := question.find_parameter(name):
        return parameter
    names = [parameter.name for parameter in question.parameters]
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=3) or names
    raise UsageError(f"{question.name} has no parameter {name!r}", hint=f"it has: {', '.join(near)}")


def _listed(value: str | date | Iterable[str | date]) -> tuple[str, ...]:
    if isinstance(value, str | date):
        return (str(value),)
    return tuple(str(each) for each in value)


def _check_count(question: Question, parameter: Parameter, chosen: Sequence[str]) -> None:
    if not chosen and not parameter.is_optional:
        example = f" {parameter.example!r}" if parameter.example else ""
        raise UsageError(
            f"{question.name} needs the parameter {parameter.name}: {parameter.label}",
            hint=f"give --{parameter.name}{example}",
        )
    if len(chosen) > 1 and not parameter.is_many:
        raise UsageError(f"{question.name} takes one {parameter.name}, not {len(chosen)}", hint="give it once")


def _terms(parameter: Parameter, value: str, resolve: Resolve) -> Sequence[Iri | Literal]:
    match parameter.type:
        case ParameterType.CODE:
            return [_code(parameter, value)]
        case ParameterType.DATE:
            return [_moment(parameter, value)]
        case ParameterType.CLAIM:
            return [claim_iri(value)]
        case ParameterType.IRI:
            return [Iri(value)] if value.startswith(("http://", "https://")) else resolve(value, parameter)


def _code(parameter: Parameter, value: str) -> Iri:
    start = f"{parameter.scheme}-"
    codes = {name.removeprefix(start): iri for name, iri in CODE.items() if name.startswith(start)}
    if value not in codes:
        raise UsageError(
            f"{value!r} is no {parameter.name}", hint=f"it is one of: {', '.join(sorted(codes))}, or {ALL}"
        )
    return Iri(codes[value])


def _moment(parameter: Parameter, value: str) -> Literal:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise UsageError(
            f"{value!r} is not a date for {parameter.name}", hint="write it as YYYY-MM-DD, for example 2021-05-03"
        ) from None
    return Literal(day.isoformat() + _MOMENTS[parameter.day], XSD.dateTime)
