"""Whole stores in formats that keep the names of graphs. The same store gives the same bytes.

N-Quads, TriG and Jelly are written graph by graph, so that a large store needs the memory of its largest graph; JSON-LD
is made whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final

from diplograph.export.pieces import Piece
from diplograph.model import Quad
from diplograph.store import Solutions, Store, TrigWriter, nquads_lines, to_json_ld, write_jelly
from diplograph.vocab import PREFIXES

_GRAPHS: Final = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"


def nquads_pieces(store: Store, entailed: Iterable[Quad]) -> Iterator[Piece]:
    """Canonical N-Quads, graph by graph, what is entailed last."""
    for quads in _graphs_of(store, entailed):
        yield Piece("".join(f"{line}\n" for line in nquads_lines(quads)).encode())


def trig_pieces(store: Store, entailed: Iterable[Quad]) -> Iterator[Piece]:
    """TriG with diplograph's prefixes, graph by graph, what is entailed last."""
    writer = TrigWriter(PREFIXES)
    yield Piece(writer.head().encode())
    for quads in _graphs_of(store, entailed):
        yield Piece(writer.body(quads).encode())


def jelly_pieces(store: Store, entailed: Iterable[Quad]) -> Iterator[Piece]:
    """Jelly, sorted within each graph, what is entailed last."""
    quads = chain.from_iterable(map(sorted, _graphs_of(store, entailed)))
    return map(Piece, write_jelly(quads))


def json_ld_pieces(store: Store, entailed: Iterable[Quad]) -> Iterator[Piece]:
    """JSON-LD, in one piece."""
    yield Piece(to_json_ld([*store.quads(), *entailed]))


SERIALISATIONS: Final[Mapping[str, Callable[[Store, Iterable[Quad]], Iterator[Piece]]]] = MappingProxyType(
    {"jelly": jelly_pieces, "jsonld": json_ld_pieces, "nquads": nquads_pieces, "trig": trig_pieces}
)
"""What turns a store, and what is entailed, into pieces of a file, by format."""


def _graphs_of(store: Store, entailed: Iterable[Quad]) -> Iterator[list[Quad]]:
    """The quads of each graph, by name."""
    answer = store.query(_GRAPHS)
    rows = answer.rows if isinstance(answer, Solutions) else ()
    yield from (list(store.quads(graph.value)) for (graph,) in rows if graph is not None)
    if rest := list(entailed):
        yield rest
