"""The graph as ontology engineers use it: with its entailments, and as owlready2's objects."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final

from diplograph.errors import NothingFoundError, UsageError
from diplograph.model import Iri
from diplograph.queries.header import Parameter, ParameterType

if TYPE_CHECKING:
    from owlready2 import World
    from rdflib import Graph

    from diplograph.api.names import NameFinder
    from diplograph.export import Choice
    from diplograph.store import Store

_SUBJECTS: Final = ("Conflict", "Actor", "Place")
"""The classes of what claims can be about."""


def entailed_graph(store: Store) -> Graph:
    """All statements of a store and what the ontology's axioms entail, as one graph."""
    from diplograph.api.rdf import to_graph
    from diplograph.reasoning import entail

    quads = list(store.quads())
    stated = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    return to_graph((*stated, *entail(quads).triples))


def open_slice(store: Store, choice: Choice, *, is_entailed: bool) -> World:
    """The ontology and a slice of a store as owlready2's objects; see `KnowledgeGraph.owl`."""
    from diplograph.export import slice_quads
    from diplograph.reasoning.owl_world import open_world

    return open_world(slice_quads(store, choice), is_entailed=is_entailed)


def make_choice(
    names: NameFinder, about: str | Iterable[str] | None, since: date | str | None, limit: int | None
) -> Choice:
    """What names and a day, as people write them, choose of a store.

    Raises:
        UsageError: the day or the limit is none.
        NothingFoundError: a name means nothing.
    """
    from diplograph.export import LIMIT_INDIVIDUALS, Choice

    limit = LIMIT_INDIVIDUALS if limit is None else limit
    if limit < 1:
        raise UsageError(f"a slice of {limit} individuals holds nothing.", hint="give a limit of 1 or more.")
    wanted = [about] if isinstance(about, str) else about or ()
    things = dict.fromkeys(thing for name in wanted for thing in _find(names, name))
    return Choice(limit, tuple(things), _day(since))


def _find(names: NameFinder, name: str) -> Iterable[Iri]:
    """The conflicts, actors and places that a name means; what it is only like counts when it means none."""
    if name.startswith(("http://", "https://")):
        return (Iri(name),)
    meanings = []
    for class_ in _SUBJECTS:
        with suppress(NothingFoundError):
            meanings.append(names.find(name, Parameter("about", ParameterType.IRI, "what claims concern", class_)))
    exact = [thing for meaning in meanings if not meaning.note for thing in meaning.things]
    if found := exact or [thing for meaning in meanings for thing in meaning.things]:
        return found
    near = [label for class_ in _SUBJECTS for label in names.near_names(name, class_)]
    raise NothingFoundError(
        f"{name!r} is not known as a conflict, an actor or a place",
        hint=f"did you mean: {', '.join(dict.fromkeys(near))}?" if near else "check the name",
    )


def _day(value: date | str | None) -> date | None:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{value!r} is not a date", hint="write it as YYYY-MM-DD, for example 2021-05-03") from None
