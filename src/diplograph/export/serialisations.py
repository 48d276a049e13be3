"""Whole graphs in formats that keep their names: TriG, N-Quads, JSON-LD. The same store gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from diplograph.model import Quad
from diplograph.store import nquads_lines, to_json_ld, to_trig

SERIALISATIONS: Final[Mapping[str, Callable[[Iterable[Quad]], bytes]]] = MappingProxyType(
    {
        "jsonld": to_json_ld,
        "nquads": lambda quads: "".join(f"{line}\n" for line in nquads_lines(quads)).encode(),
        "trig": lambda quads: to_trig(quads).encode(),
    }
)
"""What turns quads into a file, by format."""
