"""Which other servers a query may ask: `SERVICE` is refused unless its host is on a list.

The engine itself never asks another server. What a `SERVICE` names is asked here, once, before the query is handed to
an engine or a pool of workers, and the answer takes its place in the text as `VALUES`. So the list, the limits on time
and size and the refusal of redirections hold whatever the engine would do.

All functions here work on text alone; `federated.py` asks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import urljoin, urlsplit

from diplograph.errors import QueryError, UsageError
from diplograph.store.sparql_tokens import Token, TokenKind, decoded, steady, tokens

_KEYWORD: Final = "service"
_FORMS: Final = frozenset({"select", "ask", "construct", "describe"})
_BEFORE_A_GRAPH: Final = frozenset({"graph", "from", "named"})
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_UNCLEAR: Final = re.compile(r"\).*service|'''", re.IGNORECASE)
_LOCAL_ESCAPE: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Host:
    """A server that may be asked; without a port, the usual one of http and of https."""

    name: str
    port: int | None = None

    def __str__(self) -> str:
        """As it is given on the list."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        return name if self.port is None else f"{name}:{self.port}"


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


def read_hosts(texts: Iterable[str]) -> tuple[Host, ...]:
    """The list of servers that may be asked.

    Args:
        texts: `HOST` or `HOST:PORT` each, several in one text separated by commas or spaces.

    Raises:
        UsageError: a text is something else, such as a whole address.
    """
    return tuple(_read_host(word) for text in texts for word in re.split(r"[,\s]+", text) if word)


def _read_host(text: str) -> Host:
    try:
        parts = urlsplit(f"//{text}")
        name, port = _ascii_name(parts.hostname), parts.port
    except ValueError:
        name, port = "", None
    if not name or parts.netloc != text or "@" in text:
        raise UsageError(f"{text!r} is no host.", hint="give HOST or HOST:PORT, such as query.example.org.")
    return Host(name, port)


def _ascii_name(name: str | None) -> str:
    """A host's name in lower case, as the name system has it; empty for none.

    Raises:
        ValueError: the name cannot be written so.
    """
    return (name or "").encode("idna").decode("ascii").lower() if name and not name.isascii() else (name or "").lower()


def refuse_services(sparql: str) -> str:
    """A text that asks no other server.

    Returns:
        The same text, at most with new lines, so that no parser can read a `SERVICE` into it.

    Raises:
        QueryError: there is a `SERVICE`, or what might be read as one.
    """
    if not _mentions(sparql):
        return sparql
    if find_services(sparql):
        raise QueryError(
            "SERVICE would ask another server, which is refused.",
            hint="allow the server with --allow-service HOST, or ask that server by itself.",
        )
    return steady(sparql)


def refuse_requests(update: str) -> str:
    """An update that asks no other server and fetches nothing.

    Returns:
        As `refuse_services`.

    Raises:
        QueryError: there is a `SERVICE` or a `LOAD`, or what might be read as one.
    """
    refuse_services(update)
    if _may_load(update):
        raise QueryError("LOAD would ask another server, which is refused.", hint="fetch the file, and ingest it.")
    return steady(update)


def _may_load(update: str) -> bool:
    """Whether an operation begins with the keyword, perhaps grown together with a name: `LOADx:y` is `LOAD x:y`."""
    depth, before = 0, ""
    for token in tokens(update):
        if token.kind is TokenKind.COMMENT:
            continue
        text = token.text.lower()
        is_name = token.kind is TokenKind.NAME and depth == 0 and before != "prefix"
        if text.startswith("load") and (token.kind is TokenKind.WORD or is_name):
            return True
        depth += {"{": 1, "}": -1}.get(text, 0)
        before = text
    return False


def check_services(sparql: str, allowed: Collection[Host]) -> tuple[ServiceCall, ...]:
    """The outermost `SERVICE` clauses of a text in which every clause names a server on the list.

    Raises:
        QueryError: one names another server or a variable, or what might be read as a `SERVICE` is unclear.
    """
    calls = find_services(sparql)
    for call in calls:
        if not is_allowed(call.address, allowed):
            raise QueryError(
                f"SERVICE <{_shown(call.address)}> would ask a server that is not on the list.",
                hint=f"allow it with --allow-service {_host_of(call.address) or 'HOST'}, or leave the clause out.",
            )
    return tuple(call for call in calls if not any(other.start < call.start < other.end for other in calls))


def is_allowed(address: str, allowed: Collection[Host]) -> bool:
    """Whether an address's server is on the list; an address with a user's name or of another scheme never is."""
    host = _host_of(address)
    if host is None:
        return False
    usual = _DEFAULT_PORTS[urlsplit(address).scheme.lower()]
    return any(host.name == each.name and (host.port or usual) == (each.port or usual) for each in allowed)


def _host_of(address: str) -> Host | None:
    try:
        parts = urlsplit(address)
        port = parts.port
        name = _ascii_name(parts.hostname)
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not name or "@" in parts.netloc:
        return None
    return Host(name, None if port == _DEFAULT_PORTS[parts.scheme.lower()] else port)


def _shown(address: str) -> str:
    return re.sub(r"//[^/@]*@", "//", address)


def _mentions(sparql: str) -> bool:
    return any(_KEYWORD in text.lower() for text in (sparql, decoded(sparql)))


def prologue(sparql: str) -> str:
    """The declarations before a query's form."""
    forms = (token.start for token in tokens(sparql) if token.kind is TokenKind.WORD and token.text.lower() in _FORMS)
    return sparql[: next(forms, 0)]


def find_services(sparql: str) -> tuple[ServiceCall, ...]:
    """All `SERVICE` clauses, those inside others included, in the order of the text.

    Raises:
        QueryError: a clause names a variable, is not whole, or the text can be read in more than one way.
    """
    if not _mentions(sparql):
        return ()
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
        if token.kind is TokenKind.WORD and _KEYWORD in text and text != _KEYWORD:
            raise _unclear(f"the word {token.text}", "put a space after SERVICE and SILENT.")
        if token.kind is TokenKind.NAME and (f".{_KEYWORD}" in text or self._may_be_clause(position, text)):
            raise _unclear(f"the name {token.text}", "write it as an IRI in <>.")

    def _may_be_clause(self, position: int, text: str) -> bool:
        """Whether a name such as `SERVICEex:it` stands where a parser could split it."""
        is_graph = position > 0 and self._tokens[position - 1].text.lower() in _BEFORE_A_GRAPH
        return _KEYWORD in text.partition(":")[0] and self._text(position + 1) == "{" and not is_graph

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
                "SERVICE must name an address, not a variable.", hint="write SERVICE <address> { pattern }."
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
    return token.kind is TokenKind.WORD and token.text.lower() == _KEYWORD
