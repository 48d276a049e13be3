"""The archive of a store directory: the log, and the catalogue that follows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from diplograph.errors import StoreError
from diplograph.store.catalogue import Catalogue
from diplograph.store.layout import Layout
from diplograph.store.log import Entry, Log
from diplograph.store.nquads import GraphSize, size_of
from diplograph.store.protocol import ArticleRecord, Uninferred
from diplograph.vocab import GRAPH_ARTICLE


class DirectoryArchive:
    """The archive in a store directory.

    Args:
        layout: where the files are.
        read_only: open the catalogue for reading only.
    """

    def __init__(self, layout: Layout, *, read_only: bool) -> None:
        self.catalogue = Catalogue(layout.catalogue, read_only=read_only)
        self.log = Log(layout.log)

    @property
    def uninferred(self) -> Uninferred:
        """What changed after the inferences were last settled."""
        return self.catalogue.uninferred

    def records(self) -> tuple[ArticleRecord, ...]:
        """All records, by day of publication and id."""
        return self.catalogue.articles()

    def find(self, id_or_prefix: str) -> ArticleRecord | None:
        """The record with this id, or the only one whose id begins so."""
        return self.catalogue.find(id_or_prefix)

    def sizes(self) -> dict[str, GraphSize]:
        """The expected size of each graph in the engine, by name."""
        return self.catalogue.graphs()

    def digests(self) -> dict[str, str]:
        """The SHA-256 of each graph that the engine should hold."""
        return {name: size.digest for name, size in self.catalogue.graphs().items()}

    def content(self, graph_name: str) -> bytes | None:
        """Canonical N-Quads that the engine should hold for a graph; None when it should hold none.

        Raises:
            StoreError: its entry in the log is damaged.
        """
        record = None
        if graph_name.startswith(GRAPH_ARTICLE):
            record = self.catalogue.find(graph_name.removeprefix(GRAPH_ARTICLE))
        if record is not None and record.state is not record.state.PRESENT:
            return None
        return self._read(graph_name)

    def kept(self, record: ArticleRecord) -> bytes:
        """Canonical N-Quads of an article, retracted or not.

        Raises:
            StoreError: its entry in the log is missing or damaged.
        """
        return self._read(GRAPH_ARTICLE + record.id) or b""

    def _read(self, graph_name: str) -> bytes | None:
        place = self.catalogue.find_place(graph_name)
        if place is None:
            return None
        nquads = self.log.read(place).nquads
        if size_of(nquads) != self.catalogue.find_size(graph_name):
            raise StoreError(
                f"the catalogue and the log do not agree on the graph {graph_name}.",
                hint="run `diplograph store repair`.",
            )
        return nquads

    def put(self, entries: Sequence[Entry]) -> None:
        """Write entries to the log, synced, and follow them in the catalogue."""
        for place, entry in zip(self.log.append(entries), entries, strict=True):
            self.catalogue.follow(place, entry)

    def settle_inferences(self, article_ids: Iterable[str] | None) -> None:
        """Note that the inferences are up to date for these articles, or for everything."""
        self.catalogue.settle_inferences(article_ids)

    def commit(self) -> None:
        """Note that the engine holds, on the disk, what the log tells so far."""
        self.catalogue.commit(self.log.end)

    def follow(self) -> Iterator[str]:
        """Mend the log's end, follow in the catalogue what it does not know yet, and name the graphs concerned."""
        start = self.catalogue.followed
        self.log.mend(start)
        for place, entry in self.log.entries(start):
            self.catalogue.follow(place, entry)
            yield entry.graph_name

    def find_problems(self) -> Iterator[str]:
        """Entries of the log that are damaged, and graphs whose entries are not where the catalogue puts them."""
        expected = {place: name for name, place in self.catalogue.places()}
        for place, entry in self.log.survey():
            name = expected.pop(place, None)
            if isinstance(entry, StoreError):
                yield f"{_what(name)} cannot be read: {entry.message}" if name else entry.message
            elif name and entry.graph_name != name:
                expected[place] = name
        for name in expected.values():
            yield f"the log does not hold {_what(name)} where the catalogue puts it."

    def close(self) -> None:
        """Release the files."""
        self.catalogue.close()
        self.log.close()


def _what(graph_name: str) -> str:
    if graph_name.startswith(GRAPH_ARTICLE):
        return f"article {graph_name.removeprefix(GRAPH_ARTICLE)}"
    return f"the graph {graph_name}"
