"""`SERVICE` clauses as they stand in the tokens of a query.

What could be read in two ways, as no clause here and as one by an engine, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import urljoin

from diplograph.errors import QueryError
from diplograph.store.sparql_text import decoded
from diplograph.store.sparql_tokens import Token, TokenKind, tokens

KEYWORD: Final = "service"

_FORMS: Final = frozenset({"select", "ask", "construct", "describe"})
_BEFORE_A_GRAPH: Final = frozenset({"graph", "from", "named"})
_UNCLEAR: Final = re.compile(r"\).*service|'''", re.IGNORECASE)
_LOCAL_ESCAPE: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class ServiceCall:
    """One `SERVICE` clause.

    Attributes:
        address: the IRI that it names, absolute.
        pattern: the group that is asked for, braces included.
        is_silent: whether a failure counts as one solution that binds nothing.
        start, end: where the whole clause stands in the text.
    """

    address: str
    pattern: str
    is_silent: bool
    start: int
    end: int


def prologue(sparql: str) -> str:
    """The declarations before a query's form."""
    forms = (token.start for token in tokens(sparql) if token.kind is TokenKind.WORD and token.text.lower() in _FORMS)
    return sparql[: next(forms, 0)]


def find_services(sparql: str) -> tuple[ServiceCall, ...]:
    """All `SERVICE` clauses, those inside others included, in the order of the text.

    Raises:
        QueryError: a clause names a variable, is not whole, or the text can be read in more than one way.
    """
    calls = _Reading(sparql).calls()
    plain = decoded(sparql)
    if plain != sparql and [_said(call) for call in _Reading(plain).calls()] != [_said(call) for call in calls]:
        raise _unclear("codepoint escapes", "write the characters themselves.")
    return calls


def _said(call: ServiceCall) -> tuple[str, bool, str]:
    return call.address, call.is_silent, decoded(call.pattern)


def _unclear(what: str, hint: str) -> QueryError:
    return QueryError(f"the query speaks of a service in {what}, where it can be read in two ways.", hint=hint)


class _Reading:
    """The tokens of one text, read for clauses."""

    def __init__(self, sparql: str) -> None:
        self._sparql = sparql
        self._tokens = [token for token in tokens(sparql) if token.kind is not TokenKind.COMMENT]
        self._base = ""
        self._namespaces: dict[str, str] = {}
        self._read_prologue()

    def _read_prologue(self) -> None:
        before: Sequence[Token] = self._tokens
        for one, two in pairwise(before):
            if one.kind is TokenKind.WORD and one.text.lower() in _FORMS:
                return
            if one.text.lower() == "base" and two.kind is TokenKind.IRI:
                self._base = urljoin(self._base, two.text[1:-1])
            elif one.kind is TokenKind.NAME and two.kind is TokenKind.IRI:
                self._namespaces[one.text[:-1]] = urljoin(self._base, two.text[1:-1])

    def calls(self) -> tuple[ServiceCall, ...]:
        """The clauses."""
        for position, token in enumerate(self._tokens):
            self._refuse_unclear(position, token)
        return tuple(self._call(position) for position, token in enumerate(self._tokens) if _is_service(token))

    def _refuse_unclear(self, position: int, token: Token) -> None:
        """Refuse what another parser might take for the keyword."""
        text = token.text.lower()
        if token.kind is TokenKind.IRI and _UNCLEAR.search(text):
            raise _unclear(f"the IRI {token.text}", "write %29 for ) and %27 for ' in it.")
        if token.kind is TokenKind.WORD and KEYWORD in text and text != KEYWORD:
            raise _unclear(f"the word {token.text}", "put a space after SERVICE and SILENT.")
        if token.kind is TokenKind.NAME and (f".{KEYWORD}" in text or self._may_be_clause(position, text)):
            raise _unclear(f"the name {token.text}", "write it as an IRI in <>.")

    def _may_be_clause(self, position: int, text: str) -> bool:
        """Whether a name such as `SERVICEex:it` stands where a parser could split it."""
        is_graph = position > 0 and self._tokens[position - 1].text.lower() in _BEFORE_A_GRAPH
        return KEYWORD in text.partition(":")[0] and self._text(position + 1) == "{" and not is_graph

    def _text(self, position: int) -> str:
        return self._tokens[position].text if position < len(self._tokens) else ""

    def _call(self, position: int) -> ServiceCall:
        is_silent = self._text(position + 1).lower() == "silent"
        named = position + (2 if is_silent else 1)
        address = self._address(named)
        if self._text(named + 1) != "{":
            raise QueryError("a SERVICE clause has no group { … }.", hint="write SERVICE <address> { pattern }.")
        first, last = named + 1, self._closing(named + 1)
        start, end = self._tokens[position].start, self._tokens[last].end
        return ServiceCall(address, self._sparql[self._tokens[first].start : end], is_silent, start, end)

    def _address(self, position: int) -> str:
        token = self._tokens[position] if position < len(self._tokens) else None
        if token is None or token.kind not in {TokenKind.IRI, TokenKind.NAME}:
            raise QueryError(
                "SERVICE would ask another server, and does not name it.", hint="write SERVICE <address> { pattern }."
            )
        if token.kind is TokenKind.IRI:
            return urljoin(self._base, decoded(token.text[1:-1]))
        prefix, _, local = token.text.partition(":")
        if prefix not in self._namespaces:
            raise QueryError(f"the prefix {prefix}: of a SERVICE is not declared.", hint="write the address in <>.")
        return self._namespaces[prefix] + _LOCAL_ESCAPE.sub(r"\1", local)

    def _closing(self, position: int) -> int:
        depth = 0
        for index in range(position, len(self._tokens)):
            depth += {"{": 1, "}": -1}.get(self._tokens[index].text, 0)
            if depth == 0:
                return index
        raise QueryError("a SERVICE clause is not closed.", hint="look for a missing }.")


def _is_service(token: Token) -> bool:
    return token.kind is TokenKind.WORD and token.text.lower() == KEYWORD
