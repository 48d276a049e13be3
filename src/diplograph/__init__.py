"""diplograph turns diplomatic news into a knowledge graph in which every statement is traced to the words behind it.

    import diplograph

    kg = diplograph.open("talks.store")
    kg.add("Kenya will mediate between …", date="2021-05-03", source="Daily Coast")
    kg.ask("who-mediates")

Importing this package loads nothing heavy; `open` imports what a store needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from diplograph.api import KnowledgeGraph
    from diplograph.isolation import Limits

__all__ = ["Limits", "__version__", "open"]


def open(  # noqa: A001
    location: str | PathLike[str] = "./diplograph.store",
    *,
    create: bool = True,
    read_only: bool = False,
    reader: str = "rules",
    services: Iterable[str] = (),
    limits: Limits | None = None,
) -> KnowledgeGraph:
    """Open a knowledge graph.

    Args:
        location: a directory, `memory:`, or the `http(s)://…` address of a SPARQL endpoint or a `.toml` file that
            describes one.
        create: make the directory's store when there is none.
        read_only: refuse changes, and read what was last published, whether another process writes or not.
        reader: who reads claims out of the articles that are added: `rules`, or `llm`, a language model.
        services: the servers that a query may ask by `SERVICE`, `HOST` or `HOST:PORT` each; it may ask no other.
        limits: with `read_only` and a directory, what a query may take in time, rows, bytes and memory. A process of
            its own answers then, and is stopped when it takes more.

    Raises:
        UsageError: the location or a service is none, or there are limits without `read_only` or for another kind of
            store.
        StoreError: there is no store, it is in use, damaged, of a newer format, or may not be read or written.
    """
    from diplograph.api import open_graph

    return open_graph(location, create=create, read_only=read_only, reader=reader, services=services, limits=limits)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from diplograph.config import find_version

        return find_version()
    if name == "Limits":
        from diplograph.isolation import Limits

        return Limits
    raise AttributeError(f"module 'diplograph' has no attribute {name!r}")
