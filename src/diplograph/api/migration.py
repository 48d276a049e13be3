"""Bringing a store that an older release made up to this release's version of the ontology.

Which version's terms the graphs of a store bear, its ontology graph says (`owl:versionInfo`). So that graph is replaced
last: a migration that was cut short is simply begun again, and what it had done already stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from diplograph.errors import StoreError
from diplograph.model import Quad
from diplograph.resources import ontology_folder
from diplograph.store import (
    ArticleState,
    Migration,
    Solutions,
    Store,
    find_way,
    is_derived,
    migrate_quads,
    read_migrations,
    version_key,
)
from diplograph.vocab import (
    GRAPH_ARTICLE,
    GRAPH_ONTOLOGY,
    GRAPH_REGISTER,
    ONTOLOGY,
    ONTOLOGY_VERSION,
)

MIGRATIONS: Final = "migrations"
"""The folder of migrations within that of the ontology."""

_LOADED: Final = (GRAPH_ONTOLOGY, GRAPH_REGISTER)
"""What each release loads anew."""
_VERSION: Final = (
    f"SELECT ?version WHERE {{ GRAPH <{GRAPH_ONTOLOGY}> {{ <{ONTOLOGY}> owl:versionInfo ?version }} }} LIMIT 1"
)
_GRAPHS: Final = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"


@dataclass(frozen=True, slots=True)
class GraphChange:
    """What a migration changes in one graph.

    Attributes:
        graph_name: the graph.
        article_id: the article whose graph it is; None for another graph.
        state: whether that article is present or retracted.
        removed: how many quads go.
        added: how many quads come.
    """

    graph_name: str
    article_id: str | None
    state: ArticleState | None
    removed: int
    added: int


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """What was migrated, or would be.

    Attributes:
        before: the version of the ontology that the store had; None when it had none.
        after: this release's version.
        changes: one for each graph that changed, in order.
        is_dry_run: whether nothing was written.
    """

    before: str | None
    after: str
    changes: tuple[GraphChange, ...]
    is_dry_run: bool


def stored_version(store: Store) -> str | None:
    """The version of the ontology in a store; None when the store has no ontology yet."""
    found = store.query(_VERSION)
    rows = found.rows if isinstance(found, Solutions) else ()
    return next((row[0].value for row in rows if row[0] is not None), None)


def pending_migrations(store: Store, migrations: Sequence[Migration] | None = None) -> tuple[Migration, ...]:
    """The migrations that a store's graphs still lack; empty when none has anything to change.

    Args:
        store: the store.
        migrations: those that there are; by default those of this release.

    Raises:
        StoreError: the store's ontology is newer than this release's, or no migration leads from it to this one.
    """
    version = stored_version(store)
    if version is None or version == ONTOLOGY_VERSION:
        return ()
    if version_key(version) > version_key(ONTOLOGY_VERSION):
        raise StoreError(
            f"{store.location} has version {version} of the ontology, and this release has {ONTOLOGY_VERSION}.",
            hint="upgrade diplograph, or use another --store.",
        )
    known = read_migrations(ontology_folder() / MIGRATIONS) if migrations is None else migrations
    way = find_way(known, version, ONTOLOGY_VERSION)
    return way if any(migration.changes_graphs for migration in way) else ()


def refuse_old_terms(store: Store, migrations: Sequence[Migration] | None = None) -> None:
    """Let nothing be written beside articles whose graphs bear the terms of an older version.

    Raises:
        StoreError: the store has to be migrated first, or is newer than this release.
    """
    if pending_migrations(store, migrations) and store.articles():
        raise StoreError(
            f"the articles in {store.location} bear terms of version {stored_version(store)} of the ontology; "
            f"this release writes {ONTOLOGY_VERSION}.",
            hint="bring them up to date: diplograph migrate",
        )


def note_on_version(store: Store) -> str | None:
    """What to say beside an answer of a store whose ontology is not this release's; None when nothing may be missed."""
    version = stored_version(store)
    if version is None or version == ONTOLOGY_VERSION:
        return None
    if version_key(version) > version_key(ONTOLOGY_VERSION):
        return f"the store has version {version} of the ontology, this release {ONTOLOGY_VERSION}: upgrade diplograph"
    if pending_migrations(store):
        return f"the store has version {version} of the ontology, and answers may lack something: diplograph migrate"
    return None


def migrate(
    store: Store, *, is_dry_run: bool = False, migrations: Sequence[Migration] | None = None
) -> MigrationReport:
    """Bring every article and every other graph up to this release's version of the ontology.

    Each article, retracted ones included, is replaced in a transaction of its own. The ontology, the register and
    what the rules conclude are not touched: whoever calls this has to load the first two anew afterwards.

    Args:
        store: the store; opened for reading only is enough for a dry run.
        is_dry_run: write nothing, and tell what would change.
        migrations: those that there are; by default those of this release.

    Raises:
        StoreError: the store is newer than this release, or there is no way from its version to this one.
        InputError: a migration writes into another graph than it read.
    """
    before = stored_version(store)
    pending = pending_migrations(store, migrations)
    changes: list[GraphChange] = []
    if pending:
        for record in store.articles():
            rewriting = _Rewriting(pending, is_dry_run=is_dry_run)
            store.rewrite_article(record.id, rewriting)
            changes += rewriting.as_change(GRAPH_ARTICLE + record.id, record.id, record.state)
        for name in _other_graphs(store):
            rewriting = _Rewriting(pending, is_dry_run=is_dry_run)
            quads = list(rewriting(list(store.quads(name))))
            changes += rewriting.as_change(name, None, None)
            if rewriting.is_different and not is_dry_run:
                store.replace_graph(name, quads)
    return MigrationReport(before, ONTOLOGY_VERSION, tuple(changes), is_dry_run)


class _Rewriting:
    """Rewrites one graph and remembers what that changed; in a dry run it gives the graph back as it was."""

    def __init__(self, migrations: Sequence[Migration], *, is_dry_run: bool) -> None:
        self._migrations = migrations
        self._is_dry_run = is_dry_run
        self._removed = self._added = 0

    @property
    def is_different(self) -> bool:
        """Whether there was something to change."""
        return bool(self._removed or self._added)

    def __call__(self, quads: Sequence[Quad]) -> Iterable[Quad]:
        migrated = migrate_quads(quads, self._migrations)
        self._removed, self._added = len(set(quads) - set(migrated)), len(set(migrated) - set(quads))
        return quads if self._is_dry_run else migrated

    def as_change(self, graph_name: str, article_id: str | None, state: ArticleState | None) -> list[GraphChange]:
        """The change, or nothing."""
        change = GraphChange(graph_name, article_id, state, self._removed, self._added)
        return [change] if self.is_different else []


def _other_graphs(store: Store) -> list[str]:
    """The names of the graphs that people wrote (reviews, a policy …), not of those that are made anew."""
    found = store.query(_GRAPHS)
    names = [row[0].value for row in found.rows if row[0] is not None] if isinstance(found, Solutions) else []
    return [name for name in names if not (is_derived(name) or name in _LOADED or name.startswith(GRAPH_ARTICLE))]
