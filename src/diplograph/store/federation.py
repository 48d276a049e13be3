"""Which other servers a query may ask: `SERVICE` is refused unless its host is on a list.

The engine itself never asks another server. What a `SERVICE` names is asked here, once, before the query is handed to
an engine or a pool of workers, and the answer takes its place in the text as `VALUES`. So the list, the limits on time
and size and the refusal of redirections hold whatever the engine would do.

All functions here work on text alone; `federated` asks. Few queries speak of services: what reads those that do is
imported when one does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from diplograph.errors import QueryError, UsageError
from diplograph.store.sparql_text import decoded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diplograph.store.service_clauses import ServiceCall

_DEFAULT_PORTS: Final[Mapping[str, int]] = MappingProxyType({"http": 80, "https": 443})


@dataclass(frozen=True, slots=True)
class Host:
    """A server that may be asked; without a port, the usual one of http and of https."""

    name: str
    port: int | None = None

    def __str__(self) -> str:
        """As it is given on the list."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        return name if self.port is None else f"{name}:{self.port}"


def read_hosts(texts: Iterable[str]) -> tuple[Host, ...]:
    """The list of servers that may be asked.

    Args:
        texts: `HOST` or `HOST:PORT` each, several in one text separated by commas or spaces.

    Raises:
        UsageError: a text is something else, such as a whole address.
    """
    return tuple(_read_host(word) for text in texts for word in re.split(r"[,\s]+", text) if word)


def _read_host(text: str) -> Host:
    from urllib.parse import urlsplit

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
    if not mentions_service(sparql):
        return sparql
    from diplograph.store.service_clauses import find_services
    from diplograph.store.sparql_tokens import steady

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
    from diplograph.store.sparql_tokens import steady

    refuse_services(update)
    if _may_load(update):
        raise QueryError("LOAD would ask another server, which is refused.", hint="fetch the file, and ingest it.")
    return steady(update)


def _may_load(update: str) -> bool:
    """Whether an operation begins with the keyword, perhaps grown together with a name: `LOADx:y` is `LOAD x:y`."""
    from diplograph.store.sparql_tokens import TokenKind, tokens

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
    if not mentions_service(sparql):
        return ()
    from diplograph.store.service_clauses import find_services

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
    usual = _DEFAULT_PORTS[address.partition(":")[0].lower()]
    return any(host.name == each.name and (host.port or usual) == (each.port or usual) for each in allowed)


def _host_of(address: str) -> Host | None:
    from urllib.parse import urlsplit

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


def mentions_service(sparql: str) -> bool:
    """Whether the word stands anywhere in a text."""
    return any("service" in text.lower() for text in (sparql, decoded(sparql)))
