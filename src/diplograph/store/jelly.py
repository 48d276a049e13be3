"""Jelly (https://w3id.org/jelly): RDF as a stream of binary frames, by the package pyjelly of the extra `jelly`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

from diplograph.errors import MissingPartError
from diplograph.model import Quad

if TYPE_CHECKING:
    import pyoxigraph as ox


def write_jelly(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Quads as a stream of type QUADS, in frames of about a thousand rows, in the order given.

    Raises:
        MissingPartError: pyjelly is not installed.
    """
    try:
        from diplograph.store.jelly_writing import write_frames
    except ImportError as error:
        raise _not_installed(error) from error
    return write_frames(quads)


def read_jelly(file: IO[bytes]) -> Iterator[ox.Quad]:
    """The quads of a stream, as the engine's; a frame at a time is in memory.

    Args:
        file: frames with their lengths, of type QUADS or GRAPHS.

    Raises:
        MissingPartError: pyjelly is not installed.
        InputError: while quads are taken: the stream is damaged, or no such stream.
    """
    try:
        from diplograph.store.jelly_reading import read_frames
    except ImportError as error:
        raise _not_installed(error) from error
    return read_frames(file)


def _not_installed(error: ImportError) -> MissingPartError:
    return MissingPartError(
        f"Jelly needs the package {error.name or error}, which is not installed.",
        hint="pip install 'diplograph[jelly]'",
    )
