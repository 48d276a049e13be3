"""Parts of a file that is written as it is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from diplograph.model import Quad
from diplograph.vocab import RDF


class Piece(NamedTuple):
    """Some bytes of a file, and how many individuals and claims they describe."""

    content: bytes
    individual_count: int = 0
    claim_count: int = 0


def count_described(quads: Iterable[Quad]) -> int:
    """How many nodes are said to be something."""
    return len({quad.subject for quad in quads if quad.predicate.value == RDF.type})
