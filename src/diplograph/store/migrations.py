"""Changes of the ontology's terms as SPARQL updates, and what they make of a graph.

A migration is a file `FROM_TO.ru`, named after the two versions of the ontology that it leads between. Its updates name
every graph by a variable, so that the file does the same in any triple store; and doing it twice changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from diplograph.errors import InputError, StoreError
from diplograph.model import Quad
from diplograph.store.engine import Engine
from diplograph.store.sparql_text import has_keyword
from diplograph.store.terms import to_engine

_NAME: Final = re.compile(r"(\d+\.\d+\.\d+)_(\d+\.\d+\.\d+)\.ru")
_CHANGES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY")


@dataclass(frozen=True, slots=True)
class Migration:
    """What one version of the ontology asks of the graphs of the version before.

    Attributes:
        before: the version whose terms the graphs bear.
        after: the version whose terms they bear afterwards.
        update: SPARQL updates; comments alone where no graph need change.
    """

    before: str
    after: str
    update: str

    @property
    def changes_graphs(self) -> bool:
        """Whether there is anything to do."""
        return any(has_keyword(self.update, keyword) for keyword in _CHANGES)


def read_migrations(folder: Path) -> tuple[Migration, ...]:
    """The migrations of a folder, from the oldest version on.

    Raises:
        InputError: a file's name is not of the form `FROM_TO.ru`, or its text is no SPARQL update.
    """
    return tuple(sorted((_read(path) for path in folder.glob("*.ru")), key=lambda each: version_key(each.before)))


def _read(path: Path) -> Migration:
    name = _NAME.fullmatch(path.name)
    if name is None:
        raise InputError(f"{path.name} is no name of a migration.", hint="call it FROM_TO.ru, as in 0.1.0_0.2.0.ru.")
    migration = Migration(name[1], name[2], path.read_text(encoding="utf-8"))
    Engine.check_update(migration.update)
    return migration


def version_key(version: str) -> tuple[int, ...]:
    """A version for comparing: `0.10.0` comes after `0.9.0`.

    Raises:
        StoreError: this is no version.
    """
    try:
        return tuple(int(part) for part in version.split("."))
    except ValueError:
        raise StoreError(
            f"{version!r} is no version of the ontology.", hint="the store's ontology graph was changed by others."
        ) from None


def find_way(migrations: Iterable[Migration], before: str, after: str) -> tuple[Migration, ...]:
    """The migrations that lead from one version to another, in order.

    Raises:
        StoreError: there is no way.
    """
    by_start = {migration.before: migration for migration in migrations}
    way: list[Migration] = []
    version = before
    while version != after:
        step = by_start.pop(version, None)
        if step is None:
            raise StoreError(
                f"no migration leads from version {before} of the ontology to {after}.",
                hint="use the release that made the store, or read the articles again into a new one.",
            )
        way.append(step)
        version = step.after
    return tuple(way)


def migrate_quads(quads: Iterable[Quad], migrations: Sequence[Migration]) -> list[Quad]:
    """What the migrations make of one graph, worked out in memory.

    Raises:
        InputError: a migration writes into another graph.
    """
    engine = Engine()
    listed = list(quads)
    engine.extend(to_engine(quad) for quad in listed)
    for migration in migrations:
        engine.update(migration.update)
    migrated = list(engine.quads())
    if strays := {quad.graph_name for quad in migrated} - {quad.graph_name for quad in listed}:
        raise InputError(
            f"a migration writes into {min(strays).value or 'the default graph'}, which is another graph.",
            hint="let each update insert into the graph that it matched: GRAPH ?graph { … } in all its parts.",
        )
    return migrated
