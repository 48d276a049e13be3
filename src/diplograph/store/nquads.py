"""The quads of one graph as canonical N-Quads: what archives keep, digests are taken of and engines load.

One statement a line, sorted, none twice, numbers and dates in the spelling that the engine gives back (`1.0` as `1`),
so that equal graphs are equal bytes. Values go straight to text; no engine term is made of most of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from diplograph.model import Iri, Literal, Quad
from diplograph.store.terms import engine_lines, named_node
from diplograph.vocab import RDF, XSD

_PLAIN: Final = re.compile(r'[^\x00-\x1f"\\\x7f]*')
_PLAIN_IRI: Final = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9._~/;,-]*)?(?:#[A-Za-z0-9._~/;,-]*)?")
"""IRIs that need no closer look; all of them are valid by RFC 3987."""
_WHOLE_NUMBER: Final = re.compile(r"0|-?[1-9][0-9]{0,17}")
_REMEMBERED: Final = 50_000


@dataclass(frozen=True, slots=True)
class GraphSize:
    """How many quads a graph has, and the SHA-256 of its canonical N-Quads."""

    quad_count: int
    digest: str


def to_nquads(quads: Iterable[Quad], graph_name: str) -> bytes:
    """Canonical N-Quads of one graph.

    Raises:
        InputError: a term holds characters that no IRI may have.
        ValueError: a quad belongs to another graph.
    """
    known: dict[Iri | Literal, str] = {}
    graph = Iri(graph_name)
    end = f" {_iri(graph)} .\n"
    lines = set()
    for subject, predicate, object_, name in quads:
        if name != graph:
            raise ValueError(f"every quad must be in the graph {graph_name}")
        s = known.get(subject) or known.setdefault(subject, _iri(subject))
        p = known.get(predicate) or known.setdefault(predicate, _iri(predicate))
        o = known.get(object_) or known.setdefault(object_, _term(object_))
        lines.add(f"{s} {p} {o}{end}")
    return "".join(sorted(lines)).encode()


def engine_nquads(quads: Iterable[ox.Quad]) -> bytes:
    """The same of quads that an engine gave."""
    return "".join(f"{line}\n" for line in engine_lines(quads)).encode()


def size_of(nquads: bytes) -> GraphSize:
    """Count and hash canonical N-Quads."""
    from hashlib import sha256  # not needed to answer a query

    return GraphSize(nquads.count(b"\n"), sha256(nquads).hexdigest())


def _term(term: Iri | Literal) -> str:
    return _iri(term) if isinstance(term, Iri) else _literal(term)


def _iri(iri: Iri) -> str:
    if _PLAIN_IRI.fullmatch(iri.value):
        return f"<{iri.value}>"
    return str(named_node(iri.value))


def _literal(literal: Literal) -> str:
    value, datatype, language = literal
    if language:
        return str(ox.Literal(value, language=language))
    if datatype == XSD.string:
        return f'"{value}"' if _PLAIN.fullmatch(value) else str(ox.Literal(value))
    if datatype == XSD.integer and _WHOLE_NUMBER.fullmatch(value):
        return f'"{value}"^^<{datatype}>'
    return _respelt(value, datatype)


@lru_cache(_REMEMBERED)
def _respelt(value: str, datatype: str) -> str:
    """A typed literal as the engine gives it back."""
    literal = ox.Literal(value, datatype=named_node(datatype))
    if datatype == RDF.langString:
        return str(literal)
    node, scratch = ox.NamedNode("urn:x"), ox.Store()
    scratch.add(ox.Quad(node, node, literal))
    return next(str(quad.object) for quad in scratch)
