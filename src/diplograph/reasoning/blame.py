"""Which of the graphs that together make a fault is to blame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from diplograph.model import Quad
from diplograph.vocab import GRAPH_INFERRED, GRAPH_ONTOLOGY, GRAPH_REGISTER, GRAPH_REVIEWS

_TRUSTED: Final = {GRAPH_ONTOLOGY: 0, GRAPH_REGISTER: 1, GRAPH_REVIEWS: 2, GRAPH_INFERRED: 3}
_ARTICLE: Final = 4


def rank(quad: Quad) -> int:
    """How soon a statement's graph is to blame: the register before the ontology, an article before all others."""
    return _TRUSTED.get(quad.graph_name.value, _ARTICLE)


def blamed(statements: Iterable[Quad]) -> tuple[str, ...]:
    """The graphs to blame for statements that cannot stand together: all those of the highest rank, sorted."""
    listed = list(statements)
    highest = max((rank(quad) for quad in listed), default=0)
    return tuple(sorted({quad.graph_name.value for quad in listed if rank(quad) == highest}))
