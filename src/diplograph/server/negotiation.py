"""Which format an answer is written in (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Final

ROW_TYPES: Final[Mapping[str, Sequence[str]]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""Formats of solutions, by preference; the first media type is what is sent, the others are names for it."""

GRAPH_TYPES: Final[Mapping[str, Sequence[str]]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
    "jsonld": ("application/ld+json", "application/json"),
    "trig": ("application/trig",),
    "nq": ("application/n-quads",),
}
"""Formats of graphs, likewise."""

ANYTHING: Final = "*/*"


@dataclass(frozen=True, slots=True)
class _Range:
    EXACT: ClassVar[int] = 3

    kind: str
    quality: float

    def covers(self, media_type: str) -> int:
        """How exactly it names a media type; 0 when it does not."""
        if self.kind == media_type:
            return self.EXACT
        if self.kind == media_type.partition("/")[0] + "/*":
            return 2
        return 1 if self.kind == ANYTHING else 0


def media_type(name: str) -> str:
    """What an answer in a format is labelled with."""
    found = (ROW_TYPES.get(name) or GRAPH_TYPES[name])[0]
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


@lru_cache(256)
def choose(accept: str, *, is_graph: bool) -> str | None:
    """The format that a client likes best; the server's order decides between equals.

    Args:
        accept: the header `Accept`; empty for none.
        is_graph: whether a graph is to be written, or solutions.

    Returns:
        A name of `ROW_TYPES` or `GRAPH_TYPES`; None when there is none that the client takes.
    """
    ranges = _read(accept)
    best, best_quality = None, 0.0
    for name, types in (GRAPH_TYPES if is_graph else ROW_TYPES).items():
        main, *others = types
        quality = max([_quality(main, ranges), *(_quality(each, ranges, is_exact=True) for each in others)])
        if quality > best_quality:
            best, best_quality = name, quality
    return best


def _quality(media_type: str, ranges: Sequence[_Range], *, is_exact: bool = False) -> float:
    exactness, quality = max(((each.covers(media_type), each.quality) for each in ranges), default=(0, 0.0))
    return quality if exactness >= (_Range.EXACT if is_exact else 1) else 0.0


def _read(accept: str) -> tuple[_Range, ...]:
    parts = [part for part in accept.split(",") if part.strip()]
    return tuple(map(_read_range, parts)) or (_Range(ANYTHING, 1.0),)


def _read_range(text: str) -> _Range:
    kind, *parameters = (part.strip().lower() for part in text.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return _Range(kind, _number(value))
    return _Range(kind, 1.0)


def _number(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0
