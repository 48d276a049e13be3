"""Asking the servers that a query's `SERVICE` clauses name, before the query is answered.

A clause is asked for once, as `SELECT * { pattern }`; what comes back takes its place as `VALUES`, which joins with the
rest of the query as the clause would (SPARQL 1.1 Federated Query, section 4). Blank nodes of the other server become
IRIs (RDF 1.1, section 3.5). No credentials are sent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from diplograph.errors import DiplographError, StoreError
from diplograph.store.engine import Engine
from diplograph.store.federation import Host, check_services
from diplograph.store.sparql_text import with_prefixes

if TYPE_CHECKING:
    from diplograph.store.service_clauses import ServiceCall
    from diplograph.store.terms import EngineTerm

_NODES: Final = "https://w3id.org/diplograph/.well-known/genid/"
_VARIABLE: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """How much of another server's answer is taken.

    Attributes:
        timeout_s: how long each is waited for.
        rows: the largest number of rows.
        answer_bytes: the largest answer.
    """

    timeout_s: float = 30.0
    rows: int = 10_000
    answer_bytes: int = 50_000_000


def federate(sparql: str, allowed: Collection[Host], limits: ServiceLimits | None = None) -> str:
    """A query in which the answers of other servers stand for its `SERVICE` clauses; others come back as they are.

    Args:
        sparql: a query; diplograph's prefixes need no declaration.
        allowed: the servers that may be asked.
        limits: how much is taken of an answer.

    Raises:
        QueryError: the query is not valid, or a clause names a server that is not on the list.
        LimitError: a server takes too long or says too much.
        StoreError: a server does not answer.
    """
    if not check_services(sparql, allowed):
        return sparql
    from diplograph.store.service_clauses import prologue
    from diplograph.store.sparql_tokens import steady

    text = steady(with_prefixes(sparql))
    Engine.check_query(text)
    before, parts, end = prologue(text), [], 0
    for call in check_services(text, allowed):
        parts += [text[end : call.start], _answer(call, before, limits or ServiceLimits())]
        end = call.end
    return "".join([*parts, text[end:]])


def _answer(call: ServiceCall, before: str, limits: ServiceLimits) -> str:
    try:
        return _ask(call, before, limits)
    except DiplographError:
        if call.is_silent:
            return "{}"
        raise


def _ask(call: ServiceCall, before: str, limits: ServiceLimits) -> str:
    from diplograph.store.endpoint import Endpoint
    from diplograph.store.endpoint_settings import EndpointSettings
    from diplograph.store.servers import Addresses

    addresses = Addresses(call.address, call.address)
    settings = EndpointSettings(addresses, timeout_s=limits.timeout_s, tries=2, answer_bytes=limits.answer_bytes)
    variables, rows = Endpoint(settings).solutions(f"{before}\nSELECT * WHERE {call.pattern}", limits.rows)
    try:
        return _values(variables, rows)
    except ValueError as error:
        raise StoreError(
            f"the answer of SERVICE <{call.address}> holds a term that cannot be: {error}.",
            hint="leave the clause out, or narrow its pattern.",
        ) from error


def _values(variables: Sequence[str], rows: Iterable[Sequence[EngineTerm | None]]) -> str:
    """Rows as a `VALUES` block; terms are made anew, since an answer may hold what is no IRI."""
    if not all(_VARIABLE.fullmatch(name) for name in variables):
        raise ValueError("a variable's name is none")
    head = " ".join(f"?{name}" for name in variables)
    lines = [f"({' '.join(map(_term, row))})" for row in rows]
    return "\n".join([f"VALUES ({head}) {{", *lines, "}"])


def _term(term: EngineTerm | None) -> str:
    if term is None:
        return "UNDEF"
    if isinstance(term, ox.NamedNode):
        return str(ox.NamedNode(term.value))
    if isinstance(term, ox.BlankNode):
        return str(ox.NamedNode(_NODES + term.value))
    if isinstance(term, ox.Literal):
        if term.language:
            return str(ox.Literal(term.value, language=term.language))
        return str(ox.Literal(term.value, datatype=ox.NamedNode(term.datatype.value)))
    raise ValueError("a statement about a statement")
