"""An engine in memory on which rules run: it holds what a batch of articles describes, and what is known besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from diplograph.store.terms import resource

_DESCRIBED: Final = ox.NamedNode("https://w3id.org/diplograph/step#described")
_KNOWN: Final = ox.NamedNode("https://w3id.org/diplograph/step#known")


class Workbench:
    """Two graphs: `step:described`, which rules start from, and `step:known`, which they look things up in.

    Queries see the union of the two as their default graph.
    """

    def __init__(self) -> None:
        self._engine = ox.Store()

    def describe(self, quads: Iterable[ox.Quad]) -> None:
        """Put statements, whatever their graph, into `step:described`."""
        self._engine.extend(ox.Quad(quad.subject, quad.predicate, quad.object, _DESCRIBED) for quad in quads)

    def take_step(self, construct: str) -> None:
        """Put what a CONSTRUCT gives into `step:described`."""
        answer = self._engine.query(construct, use_default_graph_as_union=True)
        assert isinstance(answer, ox.QueryTriples)
        self._engine.extend([ox.Quad(each.subject, each.predicate, each.object, _DESCRIBED) for each in answer])

    def select(self, sparql: str) -> Iterator[tuple[str, ...]]:
        """The solutions of a SELECT as texts: IRIs and values of literals; empty where a variable is unbound."""
        answer = self._engine.query(sparql, use_default_graph_as_union=True)
        assert isinstance(answer, ox.QuerySolutions)
        for row in answer:
            yield tuple("" if term is None else _text(term) for term in row)

    def know(self) -> None:
        """Move everything from `step:described` to `step:known`."""
        quads = list(self._engine.quads_for_pattern(None, None, None, _DESCRIBED))
        self._engine.extend(ox.Quad(quad.subject, quad.predicate, quad.object, _KNOWN) for quad in quads)
        self.forget()

    def forget(self) -> None:
        """Empty `step:described`."""
        self._engine.clear_graph(_DESCRIBED)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.Literal) else resource(term).value
