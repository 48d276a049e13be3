"""Values put into a query's text as terms, never by formatting strings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diplograph.errors import QueryError
from diplograph.model import Iri, Literal

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|<[^<>"{}|^`\\\s]*>|\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      |(?P<where>\bWHERE\s*\{)|(?P<open>\{)|(?P<close>\})""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_UNSAFE_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def bind_values(sparql: str, **values: Iterable[Iri | Literal]) -> str:
    """The query with each of these variables bound to one of its terms.

    Raises:
        QueryError: the query has no outermost WHERE.
    """
    return insert_after_where(sparql, "\n".join(values_block(name, terms) for name, terms in values.items()))


def insert_after_where(sparql: str, block: str) -> str:
    """The query with a block of text right after its outermost `WHERE {`.

    Raises:
        QueryError: there is no outermost WHERE.
    """
    depth = 0
    for token in _TOKEN.finditer(sparql):
        if token["where"] and depth == 0:
            return f"{sparql[: token.end()]}\n{block}{sparql[token.end() :]}" if block else sparql
        depth += 1 if token["where"] or token["open"] else -1 if token["close"] else 0
    raise QueryError("the query has no outermost WHERE { … }", hint="write the keyword WHERE before the pattern")


def values_block(variable: str, terms: Iterable[Iri | Literal]) -> str:
    """A block that lets a variable be one of these terms."""
    return f"  VALUES ?{variable} {{ {' '.join(map(write_term, terms))} }}"


def write_term(term: Iri | Literal) -> str:
    """The term in SPARQL.

    >>> write_term(Literal('say "yes"'))
    '"say \\\\"yes\\\\""^^<http://www.w3.org/2001/XMLSchema#string>'
    """
    if isinstance(term, Iri):
        return f"<{_UNSAFE_IN_IRI.sub(lambda found: f'%{ord(found[0]):02X}', term.value)}>"
    text = term.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{text}"@{term.language}' if term.language else f'"{text}"^^<{term.datatype}>'
