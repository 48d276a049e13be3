"""diplograph turns diplomatic news into a knowledge graph in which every statement is traced to the words behind it.

    import diplograph

    kg = diplograph.open("talks.store")
    kg.add("Kenya will mediate between …", date="2021-05-03", source="Daily Coast")
    kg.ask("who-mediates")

Importing this package loads nothing heavy; `open` imports what a store needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from diplograph.api import KnowledgeGraph

__all__ = ["__version__", "open"]


def open(  # noqa: A001
    location: str | PathLike[str] = "./diplograph.store",
    *,
    create: bool = True,
    read_only: bool = False,
    reader: str = "rules",
    services: Iterable[str] = (),
) -> KnowledgeGraph:
    """Open a knowledge graph.

    Args:
        location: a directory, `memory:`, or the `http(s)://…` address of a SPARQL endpoint or a `.toml` file that
            describes one.
        create: make the directory's store when there is none.
        read_only: refuse changes, and share the directory with other readers.
        reader: who reads claims out of the articles that are added: `rules`, or `llm`, a language model.
        services: the servers that a query may ask by `SERVICE`, `HOST` or `HOST:PORT` each; it may ask no other.

    Raises:
        UsageError: the location or a service is none.
        StoreError: there is no store, it is in use, damaged, of a newer format, or may not be read or written.
    """
    from diplograph.api import open_graph

    return open_graph(location, create=create, read_only=read_only, reader=reader, services=services)


def __getattr__(name: str) -> str:
    if name == "__version__":
        from diplograph.config import find_version

        return find_version()
    raise AttributeError(f"module 'diplograph' has no attribute {name!r}")
