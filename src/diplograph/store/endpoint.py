"""Talking SPARQL 1.1 protocol to an endpoint, through SPARQLWrapper.

SPARQLWrapper alone guesses the form of a query from its text, and its `convert` gives deprecated graphs; here
the form is known from parsing, and the answer is taken as bytes. Queries go by URL-encoded POST: Virtuoso hangs
on a POST of the bare query.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from diplograph.errors import LimitError, QueryError, StoreError
from diplograph.model import Iri, Literal
from diplograph.store.engine import Engine
from diplograph.store.protocol import QueryResult, Solutions, Term, Triples, Verdict
from diplograph.store.sparql_text import with_prefixes
from diplograph.store.terms import from_engine_term, resource
from diplograph.vocab import RDF, XSD

TIMEOUT_S: Final = 60
"""How long to wait for the endpoint's socket."""

_SHOWN_CHARS: Final = 300


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where queries and updates go."""

    query: str
    update: str


def addresses_of(location: str) -> Addresses:
    """The two addresses that a location stands for.

    `…/query` has its updates at `…/update` (Oxigraph, Fuseki); `…/sparql` takes both (Virtuoso);
    anything else is a server's root, as of `oxigraph serve`.

        >>> addresses_of("http://localhost:7878")
        Addresses(query='http://localhost:7878/query', update='http://localhost:7878/update')
        >>> addresses_of("http://localhost:8890/sparql").update
        'http://localhost:8890/sparql'
    """
    base = location.rstrip("/")
    if base.endswith("/sparql"):
        return Addresses(base, base)
    root = base.removesuffix("/query")
    return Addresses(f"{root}/query", f"{root}/update")


class Endpoint:
    """An endpoint that can be asked.

    Args:
        location: its address; see `addresses_of`.
    """

    def __init__(self, location: str) -> None:
        self._location = location
        self._addresses = addresses_of(location)

    def query(self, sparql: str, *, limit_rows: int | None = None) -> QueryResult:
        """Answer a query over the union of the endpoint's graphs; see `Store.query`."""
        is_graph = isinstance(Engine().query(sparql), Triples)
        text = with_prefixes(sparql)
        answer = _read_turtle(self._send(text, "CONSTRUCT")) if is_graph else _read_json(self._send(text, "SELECT"))
        return _within(answer, limit_rows)

    def update(self, sparql: str) -> None:
        """Carry out an update; see `Store.update`."""
        self._send(with_prefixes(sparql), "INSERT")

    def _send(self, sparql: str, form: str) -> bytes:
        from SPARQLWrapper import SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = SPARQLWrapper(self._addresses.query, updateEndpoint=self._addresses.update)
        wrapper.setMethod("POST")
        wrapper.setTimeout(TIMEOUT_S)
        if form != "INSERT":
            wrapper.setReturnFormat("turtle" if form == "CONSTRUCT" else "json")
            wrapper.addParameter("union-default-graph", "")
        wrapper.queryString, wrapper.queryType = sparql, form
        try:
            return bytes(wrapper.query().response.read())
        except SPARQLWrapperException as error:
            raise self._refused(str(error)) from error
        except OSError as error:
            raise StoreError(
                f"the endpoint {self._location} does not answer: {error}.",
                hint="check the address, and that the server runs and may be reached.",
            ) from error

    def _refused(self, message: str) -> StoreError | QueryError:
        said = " ".join(message.split())[:_SHOWN_CHARS]
        if message.startswith("QueryBadFormed"):
            return QueryError(f"the endpoint {self._location} refuses this: {said}.", hint="check the query's text.")
        return StoreError(
            f"the endpoint {self._location} does not serve this: {said}.",
            hint="give the address of a SPARQL endpoint that takes queries and updates.",
        )


def _read_turtle(content: bytes) -> Triples:
    found = {
        (resource(quad.subject), Iri(quad.predicate.value), from_engine_term(quad.object))
        for quad in ox.parse(content, ox.RdfFormat.TURTLE)
    }
    return Triples(tuple(sorted(found)))


def _read_json(content: bytes) -> Solutions | Verdict:
    """W3C SPARQL 1.1 Query Results JSON Format.

    Raises:
        StoreError: the endpoint answered something else.
    """
    try:
        document = json.loads(content)
        if "boolean" in document:
            return Verdict(bool(document["boolean"]))
        variables = tuple(document["head"]["vars"])
        bindings = document["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        said = content[:_SHOWN_CHARS].decode(errors="replace")
        raise StoreError(
            f"the endpoint answered something that is no SPARQL result: {said!r}.", hint="check the address."
        ) from error
    return Solutions(variables, tuple(tuple(_read_term(row.get(name)) for name in variables) for row in bindings))


def _read_term(binding: Mapping[str, Any] | None) -> Term | None:
    if binding is None:
        return None
    value = str(binding["value"])
    if binding["type"] == "uri":
        return Iri(value)
    if binding["type"] == "bnode":
        return Iri(f"_:{value}")
    if "xml:lang" in binding:
        return Literal(value, RDF.langString, str(binding["xml:lang"]))
    return Literal(value, str(binding.get("datatype", XSD.string)))


def _within(answer: QueryResult, limit_rows: int | None) -> QueryResult:
    count = 0 if isinstance(answer, Verdict) else len(answer.rows if isinstance(answer, Solutions) else answer.triples)
    if limit_rows is not None and count > limit_rows:
        raise LimitError(f"the answer has more than {limit_rows} rows.", hint="add LIMIT or narrow the question.")
    return answer
