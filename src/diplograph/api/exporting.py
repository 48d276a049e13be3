"""Writing a graph to a file: what names and days in a wish for a slice mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diplograph.errors import UsageError
from diplograph.export import LIMIT_INDIVIDUALS, Choice, Exported, export
from diplograph.model import Iri, Quad

if TYPE_CHECKING:
    from diplograph.api.names import NameFinder
    from diplograph.store import Store

SLICED: Final = "protege"
"""The format that a slice is cut for; all others hold everything."""


@dataclass(frozen=True, slots=True)
class Wished:
    """What a slice is wished to be, as people say it.

    Attributes:
        about: names or IRIs of actors, conflicts and places.
        since: the first day of publication, `YYYY-MM-DD`.
        until: the last day of publication.
        limit: the most individuals.
    """

    about: str | Iterable[str] | None = None
    since: date | str | None = None
    until: date | str | None = None
    limit: int | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is wished for."""
        return not (self.about or self.since or self.until or self.limit)


def export_graph(
    store: Store, names: NameFinder, path: str | PathLike[str], to: str, wished: Wished, *, is_entailed: bool = False
) -> Exported:
    """Write a store's graphs to a file; see `KnowledgeGraph.export`."""
    if to != SLICED and not wished.is_everything:
        raise UsageError(
            f"an export to {to} holds everything and takes no about, since, until or limit.",
            hint=f"leave them out, or export to {SLICED}.",
        )
    choice, notes = choose(names, wished)
    done = export(store, to, Path(path), choice=choice, entailed=_entailments(store) if is_entailed else None)
    return replace(done, notes=tuple(notes))


def _entailments(store: Store) -> Iterator[Quad]:
    """What is entailed, worked out when the first of it is asked for."""
    from diplograph.reasoning import entail

    yield from entail(store.quads()).quads()


def choose(names: NameFinder, wished: Wished) -> tuple[Choice, Sequence[str]]:
    """What a wish chooses of a store, and what to tell whoever wished for it.

    Raises:
        UsageError: a day or the limit is none.
        NothingFoundError: a name means nothing.
    """
    things: dict[Iri, None] = {}
    notes = []
    for name in [wished.about] if isinstance(wished.about, str) else wished.about or ():
        if name.startswith(("http://", "https://")):
            things[Iri(name)] = None
            continue
        meaning = names.find_subject(name)
        things |= dict.fromkeys(meaning.things)
        notes += [meaning.note] if meaning.note else []
    since, until = _day(wished.since, "since"), _day(wished.until, "until")
    if since and until and until < since:
        raise UsageError(f"no day is since {since} and until {until}.", hint="give the earlier day as since.")
    limit = LIMIT_INDIVIDUALS if wished.limit is None else wished.limit
    if limit < 1:
        raise UsageError(f"a slice of {limit} individuals holds nothing.", hint="give a limit of 1 or more.")
    return Choice(limit, tuple(things), since, until), notes


def _day(value: date | str | None, name: str) -> date | None:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(
            f"{value!r} is not a date for {name}", hint="write it as YYYY-MM-DD, for example 2021-05-03"
        ) from None
