"""Canonical TriG: the same quads give the same bytes, and a change of one quad changes few lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from diplograph.model import Iri, Literal, Quad
from diplograph.vocab import PREFIXES, RDF, XSD

_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_NAMESPACES: Final = sorted(((iri, name) for name, iri in PREFIXES.items()), key=lambda each: (-len(each[0]), each))


def to_trig(quads: Iterable[Quad]) -> str:
    """Quads as TriG, sorted by graph, subject, predicate and object; types come first.

    The default graph, whose name is empty, is written without braces.
    """
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(PREFIXES.items())]
    ordered = sorted(set(quads), key=lambda q: (q.graph_name, q.subject, q.predicate.value != RDF.type, q))
    for graph_name, members in groupby(ordered, key=lambda quad: quad.graph_name):
        blocks = [_subject_block(subject, list(group)) for subject, group in groupby(members, lambda q: q.subject)]
        body = "\n".join(blocks)
        lines += ["", f"{_term(graph_name)} {{\n{body}}}" if graph_name.value else body.rstrip("\n")]
    return "\n".join(lines) + "\n"


def _subject_block(subject: Iri, quads: list[Quad]) -> str:
    pairs = []
    for predicate, group in groupby(quads, key=lambda quad: quad.predicate):
        objects = ", ".join(_term(quad.object) for quad in group)
        pairs.append(f"{'a' if predicate.value == RDF.type else _term(predicate)} {objects}")
    return f"{_term(subject)} " + " ;\n    ".join(pairs) + " .\n"


def _term(term: Iri | Literal) -> str:
    if isinstance(term, Iri):
        return _iri(term.value)
    text = f'"{term.value.translate(_ESCAPES)}"'
    if term.language:
        return f"{text}@{term.language}"
    return text if term.datatype == XSD.string else f"{text}^^{_iri(term.datatype)}"


def _iri(iri: str) -> str:
    if iri.startswith("_:"):
        return iri
    for namespace, name in _NAMESPACES:
        if iri.startswith(namespace) and _LOCAL.match(iri[len(namespace) :]):
            return f"{name}:{iri[len(namespace) :]}"
    return f"<{iri}>"
