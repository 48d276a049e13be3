"""The header of a saved question: grlc's `#+` lines, YAML, with `params`, `view` and `expect` besides.

    #+ summary: Who mediates, between whom and in which conflict?
    #+ description: One row for each mediator of each claim.
    #+ tags: [mediation]
    #+ defaults:
    #+   - modality: [asserted, claimed, planned]
    #+ params:
    #+   mediator: {type: iri, class: Actor, many: true, label: the mediator, example: OSCE Minsk Group}
    #+ view: {source: mediator, target: parties, evidence: sentence, hide: [article]}
    #+ expect:
    #+   - {mediator: OSCE Minsk Group}

`summary`, `description`, `tags` and `defaults` mean what they mean to grlc. A parameter's name is that of the
variable that it binds. `view` names columns as answers have them; `hide` lists those that a table leaves out.
`expect` lists rows, perhaps cut to a few columns, that the bundled articles yield.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Final
from zlib import crc32

from diplograph.errors import QueryError
from diplograph.resources import queries_folder

MARK = "#+"


class ParameterType(StrEnum):
    """What a parameter's value is, and so which term it becomes."""

    IRI = "iri"
    CODE = "code"
    DATE = "date"
    CLAIM = "claim"


class DayPart(StrEnum):
    """The moment of a day that a date becomes: the bounds of facts are moments, not days."""

    START = "start"
    NOON = "noon"
    END = "end"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a question can be narrowed by.

    Attributes:
        name: the variable's name, without `?`.
        type: what a value is.
        label: what it means, a few words.
        class_: for an IRI, the ontology class that names are looked up in.
        scheme: for a code, the code list.
        day: for a date, the moment meant.
        is_many: whether several values may be given.
        is_optional: whether the question can be asked without it.
        default: values taken when none is given.
        example: a value to try.
        narrows: a pattern that leaves of what the query finds only what can have this value; see `binding`.
        finds: the variable of that pattern of which each value is wanted once, when many ways lead to one.
    """

    name: str
    type: ParameterType
    label: str
    class_: str = ""
    scheme: str = ""
    day: DayPart = DayPart.START
    is_many: bool = False
    is_optional: bool = True
    default: tuple[str, ...] = ()
    example: str = ""
    narrows: str = ""
    finds: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question.

    Attributes:
        name: the file's name without `.rq`.
        summary: the question in one sentence.
        description: what a row is and what to know of it.
        tags: subjects.
        parameters: in the order of the header.
        view: role → column: `source`, `target`, `edge`, `start`, `place`, `latitude`, `longitude`, `evidence` …
        hidden: columns that a table leaves out and every other format has.
        expect: rows, cut to some columns, that the bundled articles yield.
        sparql: the whole file.
    """

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    view: Mapping[str, str]
    hidden: tuple[str, ...]
    expect: tuple[Mapping[str, str], ...]
    sparql: str = field(repr=False)

    def find_parameter(self, name: str) -> Parameter | None:
        """The parameter of this name; `-` and `_` are the same."""
        wanted = name.replace("-", "_")
        return next((parameter for parameter in self.parameters if parameter.name.replace("-", "_") == wanted), None)


def parse_question(name: str, sparql: str) -> Question:
    """The question that a file's text is.

    Raises:
        QueryError: the header is missing, is not YAML or lacks a part.
    """
    header = _read_header(name, sparql)
    try:
        return _question(name, sparql, header)
    except KeyError as error:
        raise QueryError(f"the header of {name}.rq has no {error}", hint=_SHAPE_HINT) from None
    except (AttributeError, TypeError, ValueError) as error:
        raise QueryError(f"the header of {name}.rq cannot be understood: {error}", hint=_SHAPE_HINT) from None


_SHAPE_HINT = "see docs/queries.md for the parts of a header"


READ_HEADERS: Final = "headers.json"
"""The file of the headers as they were read when it was written, each with the checksum of its text: YAML takes longer
to import than most questions to answer."""


def _read_header(name: str, sparql: str) -> Mapping[str, Any]:
    text = header_text(sparql)
    known = _known_headers().get(name)
    if known and known["checksum"] == checksum(text):
        header: Mapping[str, Any] = known["header"]
        return header
    return read_yaml(name, text)


def header_text(sparql: str) -> str:
    """The header of a file's text, without the marks."""
    return "\n".join(line.removeprefix(MARK) for line in sparql.splitlines() if line.startswith(MARK))


def checksum(text: str) -> int:
    """What tells that a header has changed."""
    return crc32(text.encode())


@cache
def _known_headers() -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads((queries_folder() / READ_HEADERS).read_bytes())
    except (OSError, ValueError):
        return {}
    return found


def read_yaml(name: str, text: str) -> Mapping[str, Any]:
    """The header of a question from its YAML.

    Raises:
        QueryError: it is not YAML, or missing.
    """
    import yaml

    try:
        header = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise QueryError(f"the header of {name}.rq is not YAML: {error}", hint=_SHAPE_HINT) from None
    if not isinstance(header, dict):
        raise QueryError(f"{name}.rq has no header of {MARK} lines", hint=_SHAPE_HINT)
    return header


def _question(name: str, sparql: str, header: Mapping[str, Any]) -> Question:
    view = dict(header["view"])
    hidden = tuple(map(str, view.pop("hide", ())))
    return Question(
        name=name,
        summary=str(header["summary"]),
        description=" ".join(str(header["description"]).split()),
        tags=tuple(map(str, header["tags"])),
        parameters=_parameters(header),
        view={str(role): str(column) for role, column in view.items()},
        hidden=hidden,
        expect=tuple({str(key): str(value) for key, value in row.items()} for row in header.get("expect", ())),
        sparql=sparql,
    )


def _parameters(header: Mapping[str, Any]) -> tuple[Parameter, ...]:
    defaults: dict[str, tuple[str, ...]] = {}
    for entry in header.get("defaults", ()):
        defaults |= {name: _strings(values) for name, values in entry.items()}
    parameters = tuple(_parameter(name, body, defaults) for name, body in (header.get("params") or {}).items())
    if unknown := defaults.keys() - {parameter.name for parameter in parameters}:
        raise ValueError(f"defaults for unknown parameters: {', '.join(sorted(unknown))}")
    return parameters


def _parameter(name: Any, body: Mapping[str, Any], defaults: Mapping[str, tuple[str, ...]]) -> Parameter:
    if not isinstance(name, str):
        raise TypeError(f"YAML reads the name of a parameter as {name!r}; put it in quotes")
    return Parameter(
        name=name,
        type=ParameterType(body["type"]),
        label=str(body["label"]),
        class_=str(body.get("class", "")),
        scheme=str(body.get("scheme", "")),
        day=DayPart(body.get("day", DayPart.START)),
        is_many=bool(body.get("many", False)),
        is_optional=bool(body.get("optional", True)),
        default=defaults.get(name, ()),
        example=str(body.get("example", "")),
        narrows=str(body.get("narrows", "")),
        finds=str(body.get("finds", "")),
    )


def _strings(values: str | Sequence[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(map(str, values))
