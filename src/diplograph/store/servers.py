"""Which server is at an address, where it takes updates, and what is particular to it.

The facts about Oxigraph and Virtuoso are tested; those about the others are from their documentation, see
`docs/remote-stores.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class ServerKind(StrEnum):
    """The servers that are told apart; `sparql` is any other."""

    SPARQL = "sparql"
    OXIGRAPH = "oxigraph"
    VIRTUOSO = "virtuoso"
    RDF4J = "rdf4j"
    FUSEKI = "fuseki"
    QLEVER = "qlever"
    NEPTUNE = "neptune"


@dataclass(frozen=True, slots=True)
class Server:
    """What one kind of server does.

    Attributes:
        kind: which one.
        is_atomic: whether one update request, of several operations or not, is carried out whole or not at all.
        takes_bare_updates: whether an update may be sent as it is, which is quicker than encoded as a form; Virtuoso
            does not answer then.
        most_quads: how many quads it takes in one update.
        most_bytes: how large an update it takes.
        page_rows: how many rows are read at once; Virtuoso takes time that grows with the square of their number.
        union: parameters of a query that make its default graph the union of the graphs, where it is not so anyway.
        timeout_parameter: the name of a query's parameter that says, in milliseconds, when the server is to give up.
        own_graphs: beginnings of the names of graphs that the server keeps for itself.
    """

    kind: ServerKind
    is_atomic: bool = False
    takes_bare_updates: bool = False
    most_quads: int = 2_000
    most_bytes: int = 1_000_000
    page_rows: int = 20_000
    union: tuple[tuple[str, str], ...] = ()
    timeout_parameter: str | None = None
    own_graphs: tuple[str, ...] = ()


_OXIGRAPH_UNION: Final = ("union-default-graph", "")
_VIRTUOSO_GRAPHS: Final = (
    "http://www.openlinksw.com/",
    "http://localuriqaserver/",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
    "urn:activitystreams-owl:",
    "urn:core:services:",
    "virtrdf-label",
    "b3sifp",
    "b3sonto",
)

SERVERS: Final[Mapping[ServerKind, Server]] = MappingProxyType(
    {
        ServerKind.SPARQL: Server(ServerKind.SPARQL, union=(_OXIGRAPH_UNION,)),
        ServerKind.OXIGRAPH: Server(
            ServerKind.OXIGRAPH,
            is_atomic=True,
            takes_bare_updates=True,
            most_quads=200_000,
            most_bytes=30_000_000,
            union=(_OXIGRAPH_UNION,),
        ),
        ServerKind.VIRTUOSO: Server(
            ServerKind.VIRTUOSO, page_rows=2_000, timeout_parameter="timeout", own_graphs=_VIRTUOSO_GRAPHS
        ),
        ServerKind.RDF4J: Server(
            ServerKind.RDF4J, is_atomic=True, takes_bare_updates=True, most_quads=50_000, most_bytes=10_000_000
        ),
        ServerKind.FUSEKI: Server(ServerKind.FUSEKI, takes_bare_updates=True),
        ServerKind.QLEVER: Server(ServerKind.QLEVER),
        ServerKind.NEPTUNE: Server(ServerKind.NEPTUNE, is_atomic=True, most_quads=10_000),
    }
)

_IN_HEADER: Final = (
    ("oxigraph", ServerKind.OXIGRAPH),
    ("virtuoso", ServerKind.VIRTUOSO),
    ("fuseki", ServerKind.FUSEKI),
)


def kind_in_header(server: str) -> ServerKind:
    """The kind that a `Server` header tells; `sparql` when it tells none."""
    return next((kind for word, kind in _IN_HEADER if word in server.lower()), ServerKind.SPARQL)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where queries and updates go, and whole graphs, when the server takes them by the graph store protocol."""

    query: str
    update: str
    graph_store: str | None = None


def addresses_of(location: str) -> Addresses:
    """The addresses that a location stands for.

    `…/repositories/NAME` has its updates at `…/statements` (GraphDB, RDF4J), `…/query` at `…/update` (Oxigraph,
    Fuseki); `…/sparql` and Virtuoso's `…/sparql-auth` take both; anything else is a server's root, as of
    `oxigraph serve`, or the root of a Fuseki dataset.

        >>> addresses_of("http://localhost:7878")
        Addresses(query='http://localhost:7878/query', update='http://localhost:7878/update', graph_store=None)
        >>> addresses_of("http://localhost:7200/repositories/talks").update
        'http://localhost:7200/repositories/talks/statements'
        >>> addresses_of("http://localhost:8890/sparql-auth").graph_store
        'http://localhost:8890/sparql-graph-crud-auth'
    """
    base = location.rstrip("/")
    parent, _, last = base.rpartition("/")
    if last == "sparql":
        return Addresses(base, base)
    if last == "sparql-auth":
        return Addresses(base, base, f"{parent}/sparql-graph-crud-auth")
    if parent.endswith("/repositories"):
        return Addresses(base, f"{base}/statements")
    root = base.removesuffix("/query")
    return Addresses(f"{root}/query", f"{root}/update")


def kind_at(location: str) -> ServerKind:
    """The kind that a location's form alone tells."""
    parent, _, last = location.rstrip("/").rpartition("/")
    if last == "sparql-auth":
        return ServerKind.VIRTUOSO
    return ServerKind.RDF4J if parent.endswith("/repositories") else ServerKind.SPARQL


def with_password(addresses: Addresses, kind: ServerKind) -> Addresses:
    """Where to write when there is a password: Virtuoso's `/sparql` reads only, its `/sparql-auth` asks for one."""
    if kind is not ServerKind.VIRTUOSO or not addresses.update.endswith("/sparql"):
        return addresses
    root = addresses.update.removesuffix("/sparql")
    return replace(addresses, update=f"{root}/sparql-auth", graph_store=f"{root}/sparql-graph-crud-auth")
