"""The SPARQL 1.1 Protocol: what a request asks for (W3C Recommendation, sections 2.1 and 2.2)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl

from diplograph.server.negotiation import choose
from diplograph.server.problems import HttpError
from diplograph.store.sparql_text import has_keyword

Fields: TypeAlias = Mapping[str, Sequence[str]]

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_MOST_FIELDS: Final = 200
_CHANGING: Final = re.compile(r"\b(?:now|rand|uuid|struuid)\s*\(", re.IGNORECASE)
_ACCEPTED: Final = f"{FORM}, {QUERY}, {UPDATE}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a worker is to answer.

    Attributes:
        request: for the worker, as JSON has it.
        is_lasting: whether the answer is the same as long as the graphs are.
        key: the same for requests that have the same answer.
    """

    request: Mapping[str, Any]
    is_lasting: bool = True
    key: str = field(init=False)

    def __post_init__(self) -> None:
        """Derive the key."""
        object.__setattr__(self, "key", json.dumps(self.request, sort_keys=True, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Update:
    """An update that somebody wants carried out.

    Attributes:
        sparql: its text.
        using: graphs that its default graph is made of (`using-graph-uri`).
        using_named: graphs that it may name (`using-named-graph-uri`).
    """

    sparql: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


def read_fields(text: bytes) -> dict[str, list[str]]:
    """The fields of a query string or form.

    Raises:
        HttpError: it is not UTF-8, or there are too many fields.
    """
    try:
        pairs = parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise HttpError(400, f"the fields of the request cannot be read: {error}.") from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def read_get(fields: Fields, accept: str, base: str) -> Wanted | None:
    """The query of a GET; None when there is none.

    Raises:
        HttpError: there is more than one query, or an update, which GET must not do.
    """
    if "update" in fields:
        raise HttpError(400, "an update must be sent with POST.", hint="see SPARQL 1.1 Protocol, section 2.2.")
    if "query" not in fields:
        return None
    return want_query(_only(fields, "query"), fields, accept, base)


def read_post(fields: Fields, content_type: str, body: bytes, accept: str, base: str) -> Wanted | Update:
    """The query or update of a POST.

    Args:
        fields: of the query string.
        content_type: the header; empty for none.
        body: what was sent.
        accept: the header; empty for none.
        base: what relative IRIs are resolved against.

    Raises:
        HttpError: the request is none that the protocol knows.
    """
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip().lower()
    if kind not in {FORM, QUERY, UPDATE}:
        said = f"the content type {kind}" if kind else "a body without content type"
        raise HttpError(
            415, f"{said} is not taken here.", hint=f"send {FORM}, {QUERY} or {UPDATE}.",
            headers=((b"accept-post", _ACCEPTED.encode()),),
        )  # fmt: skip
    _check_charset(parameters)
    if kind == FORM:
        form = read_fields(body)
        return _read_form(
            {name: [*fields.get(name, ()), *form.get(name, ())] for name in {*fields, *form}}, accept, base
        )
    if "query" in fields or "update" in fields:
        raise HttpError(400, "the request has a text in its body and another in its address.", hint="send one.")
    text = _decoded(body)
    return want_query(text, fields, accept, base) if kind == QUERY else _update(text, fields)


def _read_form(fields: Fields, accept: str, base: str) -> Wanted | Update:
    if ("query" in fields) == ("update" in fields):
        raise HttpError(400, "the form must have either a query or an update.", hint="send one of the two fields.")
    if "query" in fields:
        return want_query(_only(fields, "query"), fields, accept, base)
    return _update(_only(fields, "update"), fields)


def _only(fields: Fields, name: str) -> str:
    if len(fields[name]) > 1:
        raise HttpError(400, f"the request has {len(fields[name])} fields {name}.", hint="send one.")
    return fields[name][0]


def _check_charset(parameters: str) -> None:
    found = re.search(r"charset\s*=\s*\"?([^\";\s]+)", parameters, re.IGNORECASE)
    if found and found[1].lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise HttpError(415, f"the charset {found[1]} is not taken here.", hint="send UTF-8.")


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise HttpError(400, "the body is not UTF-8.", hint="send UTF-8.") from None


def want_query(sparql: str, fields: Fields, accept: str, base: str) -> Wanted:
    """A query, and the formats that its answer may have.

    Raises:
        HttpError: the client takes no format that answers have.
    """
    rows, graph = choose_formats(accept)
    request: dict[str, Any] = {"op": "query", "sparql": sparql, "rows": rows, "graph": graph, "base_iri": base}
    for name, key in (("default-graph-uri", "default_graphs"), ("named-graph-uri", "named_graphs")):
        if values := fields.get(name):
            request[key] = list(values)
    return Wanted(request, is_lasting=not _CHANGING.search(sparql))


def choose_formats(accept: str) -> tuple[str | None, str | None]:
    """The formats for solutions and for graphs that a client likes best.

    Raises:
        HttpError: it takes none.
    """
    rows, graph = choose(accept, is_graph=False), choose(accept, is_graph=True)
    if rows is None and graph is None:
        raise HttpError(406, "no format that answers have is accepted.", hint="accept JSON, XML, CSV, TSV or Turtle.")
    return rows, graph


def _update(sparql: str, fields: Fields) -> Update:
    using, named = fields.get("using-graph-uri", ()), fields.get("using-named-graph-uri", ())
    if (using or named) and (has_keyword(sparql, "USING") or has_keyword(sparql, "WITH")):
        raise HttpError(
            400, "the graphs are named both in the request and in the update.",
            hint="leave out USING and WITH, or using-graph-uri and using-named-graph-uri.",
        )  # fmt: skip
    return Update(sparql, tuple(using), tuple(named))
