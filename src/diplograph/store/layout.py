"""The files of a store directory.

format.json          which layout this is, and which release made it
engine/              Oxigraph's own files; can be rebuilt from the rest
articles/<id>.nq.gz  the graph of each article: the source of truth
retracted/<id>.nq.gz the same for retracted ones; the move between the two is what retracts or restores
graphs/<name>.nq.gz  other graphs that cannot be concluded from the articles
catalogue.sqlite     records, counts and hashes; can be rebuilt from the files
checked.json         which graphs a check found sound; may be removed
journal              names of the graphs being written; its presence means that a write was cut short
lock                 who writes
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from diplograph.errors import StoreError
from diplograph.store.protocol import ArticleState
from diplograph.vocab import GRAPH_ARTICLE

FORMAT: Final = 1
"""The layout that this release writes; a store with a greater number is refused."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each part of the store at `root` is."""

    root: Path

    @property
    def format_file(self) -> Path:
        """The file that makes a directory a store."""
        return self.root / "format.json"

    @property
    def engine(self) -> Path:
        """Oxigraph's directory."""
        return self.root / "engine"

    @property
    def catalogue(self) -> Path:
        """The SQLite file."""
        return self.root / "catalogue.sqlite"

    @property
    def journal(self) -> Path:
        """The mark of an unfinished write."""
        return self.root / "journal"

    @property
    def checked_file(self) -> Path:
        """What checks found sound."""
        return self.root / "checked.json"

    @property
    def lock(self) -> Path:
        """The lock file."""
        return self.root / "lock"

    def article_file(self, article_id: str, state: ArticleState) -> Path:
        """Where an article's graph is kept in that state."""
        folder = "articles" if state is ArticleState.PRESENT else "retracted"
        return self.root / folder / f"{article_id}.nq.gz"

    def graph_file(self, graph_name: str) -> Path:
        """Where a graph is kept; for an article, when it is present."""
        if graph_name.startswith(GRAPH_ARTICLE):
            return self.article_file(graph_name.removeprefix(GRAPH_ARTICLE), ArticleState.PRESENT)
        return self.root / "graphs" / f"{quote(graph_name, safe='')}.nq.gz"

    def article_ids(self, state: ArticleState) -> list[str]:
        """The ids of all articles kept in that state, sorted."""
        folder = self.article_file("x", state).parent
        return sorted(path.name.removesuffix(".nq.gz") for path in folder.glob("*.nq.gz"))

    def graph_names(self) -> list[str]:
        """The names of the other graphs kept, sorted."""
        return sorted(unquote(path.name.removesuffix(".nq.gz")) for path in (self.root / "graphs").glob("*.nq.gz"))


def is_absent(root: Path) -> bool:
    """Whether there is nothing at `root`, or an empty directory.

    Raises:
        StoreError: there is something else.
    """
    try:
        entries = {entry.name for entry in root.iterdir()}
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        raise StoreError(
            f"{root} is a file, not a store.", hint="give a directory as --store, or another name."
        ) from None
    if "format.json" in entries:
        return False
    if entries - {"lock", "format.json.new"}:
        raise StoreError(
            f"{root} is not a diplograph store: it has no format.json.",
            hint="give an empty or new directory as --store.",
        )
    return True


def create(layout: Layout) -> None:
    """Make an empty store's directories and, last, the file that makes them a store."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        release = version("diplograph")
    except PackageNotFoundError:
        release = "from source"
    for folder in ("articles", "retracted", "graphs"):
        (layout.root / folder).mkdir(exist_ok=True)
    content = json.dumps({"format": FORMAT, "created_with": f"diplograph {release}"}) + "\n"
    write_durably(layout.format_file, content.encode())


def check_format(layout: Layout) -> None:
    """Refuse a store that this release cannot read.

    Raises:
        StoreError: `format.json` is damaged, or tells of a newer layout.
    """
    try:
        found = json.loads(layout.format_file.read_bytes())
        number, maker = int(found["format"]), str(found.get("created_with", "an unknown release"))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(
            f"the store at {layout.root} is damaged: {layout.format_file.name} cannot be read.",
            hint='if diplograph made this directory, write {"format": 1} into that file; else use another --store.',
        ) from None
    if number > FORMAT:
        raise StoreError(
            f"the store at {layout.root} has format {number}, made by {maker}; this release reads up to {FORMAT}.",
            hint="upgrade diplograph, or use another --store.",
        )


def write_durably(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and bring it to the disk."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Bring a directory's entries to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def file_errors(root: Path) -> Iterator[None]:
    """Turn the operating system's refusals into errors for the reader."""
    try:
        yield
    except PermissionError as error:
        raise StoreError(
            f"no permission for the store at {root}: {error.strerror} ({error.filename}).",
            hint="use a --store that you may write to, or change the directory's permissions.",
        ) from error
    except OSError as error:
        raise StoreError(
            f"the store at {root} cannot be used: {error.strerror or error}.",
            hint="check that the disk is there and has space, or use another --store.",
        ) from error
