"""Reading whole graphs from an endpoint: many small ones at once, a large one by itself, none of them all in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, TypeAlias

import pyoxigraph as ox

from diplograph.store.answers import TruncatedError
from diplograph.store.endpoint import Endpoint
from diplograph.store.remote_catalogue import GRAPH_CATALOGUE, in_parts

GraphTriple: TypeAlias = tuple[str, ox.Triple]
"""A graph's name and one of its triples."""

_ASKED_AT_ONCE: Final = 200
_LIMIT_ROWS: Final = 1_000_000


class RemoteGraphs:
    """The graphs behind an endpoint, but for those that belong to the server or to the catalogue.

    Args:
        endpoint: where they are.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def sizes(self) -> dict[str, int]:
        """The number of triples of each graph, by name."""
        select = "SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {} }} GROUP BY ?g"
        rows = in_parts(lambda part: self._endpoint.table(select.format(part)), "?g")
        own = (GRAPH_CATALOGUE, *self._endpoint.server.own_graphs)
        return {name: int(count) for name, count in rows if name and not name.startswith(own)}

    def sizes_of(self, names: Iterable[str]) -> dict[str, int]:
        """The same of some graphs; those that hold nothing are left out."""
        sizes: dict[str, int] = {}
        remaining = iter(names)
        while batch := list(islice(remaining, _ASKED_AT_ONCE)):
            rows = self._endpoint.table(
                f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {_among(batch)} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
            )
            sizes.update({name: int(count) for name, count in rows if name and int(count)})
        return sizes

    def read(self, sizes: Mapping[str, int]) -> Iterator[GraphTriple]:
        """The triples of graphs whose sizes are known, graph by graph.

        Raises:
            LimitError: the server gives a part only, however little is asked for.
        """
        for page in _pages(sizes, self._endpoint.server.page_rows):
            if len(page) == 1:
                yield from self._large(page[0], sizes[page[0]])
            else:
                yield from self._small(page)

    def _small(self, names: Sequence[str]) -> Iterator[GraphTriple]:
        try:
            select = f"SELECT ?g ?s ?p ?o WHERE {{ {_among(names)} GRAPH ?g {{ ?s ?p ?o }} }}"
            _, rows = self._endpoint.solutions(select, _LIMIT_ROWS)
        except TruncatedError:
            half = len(names) // 2
            for part in (names[:half], names[half:]):
                yield from self._small(part) if len(part) > 1 else self._large(part[0], None)
            return
        for graph, *triple in sorted(rows, key=lambda row: str(row[0])):
            yield str(graph)[1:-1], ox.Triple(*triple)  # type: ignore[arg-type]

    def _large(self, name: str, size: int | None) -> Iterator[GraphTriple]:
        yield from ((name, triple) for triple in in_parts(lambda part: self._whole(name, part, size), "?s"))

    def _whole(self, name: str, part: str, size: int | None) -> Iterable[ox.Triple]:
        """A graph's triples, or those of a part of it.

        Virtuoso says nothing when it cuts a CONSTRUCT short: a part is counted before it is read.
        """
        pattern = f"GRAPH {ox.NamedNode(name)} {{ ?s ?p ?o }} {part}"
        if size is None or part:
            ((count,),) = self._endpoint.table(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
            size = int(count)
        return self._endpoint.triples(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", size)


def _among(names: Iterable[str]) -> str:
    return f"VALUES ?g {{ {' '.join(str(ox.NamedNode(name)) for name in names)} }}"


def _pages(sizes: Mapping[str, int], page_rows: int) -> Iterator[list[str]]:
    """Names, so many at once that their triples fill a page; a graph that is larger than a page comes alone."""
    waiting = deque(sorted(sizes))
    while waiting:
        page, rows = [waiting.popleft()], 0
        rows = sizes[page[0]]
        while waiting and len(page) < _ASKED_AT_ONCE and rows + sizes[waiting[0]] <= page_rows:
            rows += sizes[waiting[0]]
            page.append(waiting.popleft())
        yield page
