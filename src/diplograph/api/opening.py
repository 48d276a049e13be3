"""Opening the knowledge graph of a store."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from diplograph.api.knowledge_graph import KnowledgeGraph
from diplograph.config import DEFAULT_READER, is_directory
from diplograph.errors import UsageError
from diplograph.store import open_store, read_hosts

if TYPE_CHECKING:
    from diplograph.isolation import Crew, Limits


def open_graph(  # noqa: PLR0913
    location: str | os.PathLike[str],
    *,
    create: bool = True,
    read_only: bool = False,
    reader: str = DEFAULT_READER,
    services: Iterable[str] = (),
    limits: Limits | None = None,
    crew: Crew | None = None,
) -> KnowledgeGraph:
    """Open the knowledge graph of a store; see `diplograph.open`.

    Args:
        location, create, read_only, reader, services, limits: as there.
        crew: workers that answer instead of those that `limits` would start; see `open_store`.
    """
    allowed = read_hosts([services] if isinstance(services, str) else services)
    place = os.fspath(location)
    if limits is not None:
        crew = _crew_for(place, limits, is_read_only=read_only)
    store = open_store(place, create=create, read_only=read_only, crew=crew)
    return KnowledgeGraph(
        store,
        is_read_only=read_only,
        reader=reader,
        services=allowed,
        is_frozen=read_only and is_directory(place),
    )


def _crew_for(place: str, limits: Limits, *, is_read_only: bool) -> Crew:
    if not is_read_only or not is_directory(place):
        raise UsageError(
            "limits hold for a directory that is opened with read_only.", hint="open it so, or leave the limits out"
        )
    from diplograph.config import QUERY_ANSWERER
    from diplograph.isolation import Crew

    return Crew(QUERY_ANSWERER, limits)
