"""A place on the disk where a file's statements are sorted by graph, whatever their order in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import pyoxigraph as ox

from diplograph.errors import InputError
from diplograph.model import Quad
from diplograph.store.jelly import read_jelly
from diplograph.store.terms import from_engine, resource

_BATCH_QUADS: Final = 50_000
_BATCH_CHARACTERS: Final = 32_000_000
"""As N-Quads."""


class Scratch:
    """Statements on the disk, for one process.

    Args:
        folder: where; nothing may be there yet.
    """

    def __init__(self, folder: Path) -> None:
        self._store = ox.Store(folder)

    def load(self, file: IO[bytes], *, file_format: str) -> None:
        """Take in a document as it is read.

        Args:
            file: the document.
            file_format: file name extension: `nq`, `trig`, `jsonld` or `jelly`.

        Raises:
            InputError: there is no such format, or the document is not in it.
            MissingPartError: the package that reads it is not installed.
        """
        for batch in _batches(_read(file, file_format)):
            self._store.bulk_extend(batch)

    def graph_names(self) -> list[str]:
        """The names of all graphs, sorted."""
        return sorted(resource(name).value for name in self._store.named_graphs())

    def quads(self, graph_name: str) -> Iterator[Quad]:
        """The quads of one graph."""
        return map(from_engine, self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph_name)))

    def has_nameless(self) -> bool:
        """Whether some statements are in no graph."""
        return next(self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None

    def __enter__(self) -> Self:
        """This place."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release the files; the folder is the caller's to remove."""
        del self._store


def _read(file: IO[bytes], file_format: str) -> Iterator[ox.Quad]:
    if file_format == "jelly":
        yield from read_jelly(file)
        return
    rdf_format = ox.RdfFormat.from_extension(file_format)
    if rdf_format is None or not rdf_format.supports_datasets:
        raise InputError(
            f"{file_format or 'a name without an ending'} is no format with named graphs.",
            hint="give a file that ends in .nq, .trig, .jsonld or .jelly, or one of these with .gz.",
        )
    try:
        yield from ox.parse(file, rdf_format)
    except SyntaxError as error:
        raise InputError(f"not valid {rdf_format.name}: {error.msg}.", hint="check the file's format.") from error


def _batches(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    """Quads by the thousand, fewer where they are long: the engine holds what it is given at once."""
    batch: list[ox.Quad] = []
    character_count = 0
    for quad in quads:
        batch.append(quad)
        character_count += len(str(quad))
        if len(batch) == _BATCH_QUADS or character_count >= _BATCH_CHARACTERS:
            yield batch
            batch, character_count = [], 0
    yield batch
