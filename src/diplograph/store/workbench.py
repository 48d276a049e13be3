"""An engine in memory on which rules run: it holds what a batch of articles describes, and what is known besides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from diplograph.store.terms import resource

_DESCRIBED: Final = ox.NamedNode("https://w3id.org/diplograph/step#described")
_KNOWN: Final = ox.NamedNode("https://w3id.org/diplograph/step#known")


class Workbench:
    """Two graphs: `step:described`, which rules start from, and `step:known`, which they look things up in.

    Queries see the union of the two as their default graph.

    Args:
        predicates: the properties that rules read; statements with others are left out.
    """

    def __init__(self, predicates: Iterable[str]) -> None:
        self._engine = ox.Store()
        names = "|".join(map(re.escape, sorted(predicates)))
        self._unread = re.compile(rf"^\S+ <(?!(?:{names})>).*\n".encode(), re.MULTILINE)

    def describe(self, triples: bytes) -> None:
        """Put N-Triples, one a line, into `step:described`."""
        read = self._unread.sub(b"", triples)
        self._engine.load(read, format=ox.RdfFormat.N_TRIPLES, to_graph=_DESCRIBED)

    def update(self, sparql: str) -> None:
        """Carry out an update; it names its graphs itself."""
        self._engine.update(sparql)

    def select(self, sparql: str) -> Iterator[tuple[str, ...]]:
        """The solutions of a SELECT as texts: IRIs and values of literals; empty where a variable is unbound."""
        answer = self._engine.query(sparql, use_default_graph_as_union=True)
        assert isinstance(answer, ox.QuerySolutions)
        for row in answer:
            yield tuple("" if term is None else _text(term) for term in row)

    def select_nodes(self, sparql: str) -> Iterator[tuple[str, ...]]:
        """The solutions of a SELECT in which every variable is bound to an IRI; others are passed over."""
        answer = self._engine.query(sparql, use_default_graph_as_union=True)
        assert isinstance(answer, ox.QuerySolutions)
        for row in answer:
            nodes = tuple(term.value for term in row if isinstance(term, ox.NamedNode))
            if len(nodes) == len(answer.variables):
                yield nodes

    def know(self) -> None:
        """Move everything from `step:described` to `step:known`."""
        self._engine.update(f"MOVE SILENT GRAPH {_DESCRIBED} TO GRAPH {_KNOWN}")

    def forget(self) -> None:
        """Empty `step:described`."""
        self._engine.clear_graph(_DESCRIBED)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.Literal) else resource(term).value
