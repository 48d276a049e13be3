"""Looking up many nodes of a store, some hundreds with each query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from diplograph.model import Iri, Literal
from diplograph.sparql import bind_values
from diplograph.store import Solutions, Store, Term

Row: TypeAlias = tuple[Term | None, ...]
"""One solution."""

BATCH_NODES: Final = 500
"""How many nodes one query asks about: fewer cost more queries, more only longer texts."""


def look_up(store: Store, sparql: str, **values: Sequence[Iri] | Sequence[Literal]) -> Iterator[Row]:
    """The solutions of a SELECT for values of its variables.

    The variable with the most values is split over several queries; one without any value gives no solutions.

    Args:
        store: the store.
        sparql: a SELECT with an outermost WHERE.
        values: terms by variable.
    """
    longest = max(values, key=lambda name: len(values[name]), default=None)
    if longest is None:
        yield from _rows(store, sparql)
        return
    for start in range(0, len(values[longest]), BATCH_NODES):
        batch = values[longest][start : start + BATCH_NODES]
        yield from _rows(store, bind_values(sparql, **{**values, longest: batch}))


def look_up_nodes(store: Store, sparql: str, **values: Sequence[Iri]) -> Iterator[tuple[Iri, ...]]:
    """The same for a SELECT of nodes; rows that hold a literal or lack a value are left out."""
    for row in look_up(store, sparql, **values):
        if all(isinstance(term, Iri) for term in row):
            yield tuple(term for term in row if isinstance(term, Iri))


def text_of(term: Term | None) -> str:
    """A term's value; empty for one that is unbound."""
    return term.value if term is not None else ""


def is_within(moment: str, first: str, last: str) -> bool:
    """Whether a moment lies in a spell; an empty bound excludes nothing, and no more does an empty moment."""
    return not moment or (first <= moment and (not last or moment <= last))


def _rows(store: Store, sparql: str) -> tuple[Row, ...]:
    answer = store.query(sparql)
    return answer.rows if isinstance(answer, Solutions) else ()
