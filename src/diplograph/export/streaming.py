"""Files that are written piece by piece, so that a large store needs no more memory than a small one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from diplograph.errors import InputError
from diplograph.export.aif import aif_pieces
from diplograph.export.nanopub import nanopub_pieces
from diplograph.export.pieces import Piece
from diplograph.store import Store

STREAMED: Final[Mapping[str, Callable[[Store], Iterator[Piece]]]] = MappingProxyType(
    {"aif": aif_pieces, "nanopub": nanopub_pieces}
)
"""What turns a store into pieces of a file, by format."""


def write_pieces(path: Path, pieces: Iterable[Piece]) -> tuple[int, int]:
    """Write a file whole or not at all, without holding it; how many individuals and claims are in it.

    Raises:
        InputError: it cannot be written there.
    """
    fresh = path.with_name(f".{path.name}.new")
    individual_count = claim_count = 0
    try:
        with fresh.open("wb") as stream:
            for piece in pieces:
                stream.write(piece.content)
                individual_count += piece.individual_count
                claim_count += piece.claim_count
        fresh.replace(path)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror or error}.", hint="give another file name with -o."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return individual_count, claim_count
