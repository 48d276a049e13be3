"""Taking in what another store exported: articles with their graphs, and reviews."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Final, cast

from diplograph.errors import InputError
from diplograph.model import Quad
from diplograph.store import ArticleRecord, Scratch, Store, is_derived
from diplograph.vocab import ARTICLE, DCTERMS, DG, GRAPH_ARTICLE, GRAPH_ENTAILED, GRAPH_ONTOLOGY, GRAPH_REGISTER

_OWN: Final = (GRAPH_ONTOLOGY, GRAPH_REGISTER, GRAPH_ENTAILED)
"""What each release and each store makes itself."""
_BATCH_ARTICLES: Final = 1_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        added: how many articles are new.
        present: how many were there already, present or retracted, and were left as they are.
        graphs: the other graphs that statements were added to.
        refused: graphs that were not taken, with why.
    """

    added: int
    present: int
    graphs: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def import_graphs(store: Store, path: Path) -> ImportReport:
    """Add the articles and reviews of an exported file to a store.

    Args:
        store: open for writing, with this release's ontology and register.
        path: N-Quads, TriG, JSON-LD or Jelly by the name's ending (`.nq`, `.trig`, `.jsonld`, `.jelly`), perhaps with
            `.gz`. The order of statements does not matter: they are taken in batches and sorted on the disk first.

    Raises:
        InputError: the file cannot be read, or is not in its format; nothing is added then.
        MissingPartError: Jelly's package is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="diplograph-") as folder, Scratch(Path(folder) / "sorted") as scratch:
        _load(scratch, path)
        return _take(store, scratch)


def _load(scratch: Scratch, path: Path) -> None:
    name = path.name.removesuffix(".gz")
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as file:
            scratch.load(cast("IO[bytes]", file), file_format=name.rpartition(".")[2])
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"{path} cannot be read: {error}.", hint="give a file that `diplograph export` wrote."
        ) from error


def _take(store: Store, scratch: Scratch) -> ImportReport:
    refused: list[tuple[str, str]] = []
    graphs: list[str] = []
    offered = added = 0
    batch: list[tuple[ArticleRecord, list[Quad]]] = []
    for name in scratch.graph_names():
        if name in _OWN or is_derived(name):
            continue
        quads = list(scratch.quads(name))
        if not name.startswith(GRAPH_ARTICLE):
            store.replace_graph(name, {*store.quads(name), *quads})
            graphs.append(name)
            continue
        record = _record_of(name.removeprefix(GRAPH_ARTICLE), quads)
        if record is None:
            refused.append((name, "it does not describe the article that it is named after"))
            continue
        batch.append((record, quads))
        offered += 1
        if len(batch) == _BATCH_ARTICLES:
            added += store.add_articles(batch)
            batch = []
    added += store.add_articles(batch)
    if scratch.has_nameless():
        refused.append(("", "statements in no graph belong to no article"))
    return ImportReport(added, offered - added, tuple(graphs), tuple(refused))


def _record_of(article_id: str, quads: list[Quad]) -> ArticleRecord | None:
    """The record that an article's graph tells of; None when it is none."""
    document = ARTICLE + article_id
    values = {quad.predicate.value: quad.object.value for quad in _about(document, quads)}
    digest, day = values.get(DG.textDigest, ""), values.get(DG.publishedOn, "")[:10]
    if not article_id or not digest.startswith(article_id):
        return None
    try:
        published = date.fromisoformat(day) if day else None
    except ValueError:
        return None
    return ArticleRecord(article_id, digest, published, values.get(DG.sourceName), values.get(DCTERMS.title))


def _about(subject: str, quads: list[Quad]) -> Iterator[Quad]:
    return (quad for quad in quads if quad.subject.value == subject)
