"""Canonical TriG: the same quads give the same bytes, and a change of one quad changes few lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from diplograph.model import Iri, Literal, Quad
from diplograph.vocab import PREFIXES, RDF, XSD

_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def to_trig(quads: Iterable[Quad]) -> str:
    """Quads as TriG, sorted by graph, subject, predicate and object; types come first.

    The default graph, whose name is empty, is written without braces.
    """
    writer = TrigWriter(PREFIXES)
    return writer.head() + writer.body(quads)


class TrigWriter:
    """Writes TriG in pieces: the head once, then a body for each batch of quads, sorted within the batch.

    Args:
        prefixes: namespaces by prefix.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._namespaces = sorted(
            ((iri, name) for name, iri in prefixes.items()), key=lambda each: (-len(each[0]), each)
        )

    def head(self) -> str:
        """The lines that declare the prefixes."""
        return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(self._prefixes.items()))

    def body(self, quads: Iterable[Quad]) -> str:
        """The quads; what is in no graph is written without braces, so that quads in none are Turtle."""
        lines: list[str] = []
        ordered = sorted(set(quads), key=lambda q: (q.graph_name, q.subject, q.predicate.value != RDF.type, q))
        for graph_name, members in groupby(ordered, key=lambda quad: quad.graph_name):
            blocks = [
                self._subject_block(subject, list(group)) for subject, group in groupby(members, lambda q: q.subject)
            ]
            body = "\n".join(blocks)
            lines += ["", f"{self._term(graph_name)} {{\n{body}}}" if graph_name.value else body.rstrip("\n")]
        return "\n".join([*lines, ""]) if lines else ""

    def _subject_block(self, subject: Iri, quads: list[Quad]) -> str:
        pairs = []
        for predicate, group in groupby(quads, key=lambda quad: quad.predicate):
            objects = ", ".join(self._term(quad.object) for quad in group)
            pairs.append(f"{'a' if predicate.value == RDF.type else self._term(predicate)} {objects}")
        return f"{self._term(subject)} " + " ;\n    ".join(pairs) + " .\n"

    def _term(self, term: Iri | Literal) -> str:
        if isinstance(term, Iri):
            return self._iri(term.value)
        text = f'"{term.value.translate(_ESCAPES)}"'
        if term.language:
            return f"{text}@{term.language}"
        return text if term.datatype == XSD.string else f"{text}^^{self._iri(term.datatype)}"

    def _iri(self, iri: str) -> str:
        if iri.startswith("_:"):
            return iri
        for namespace, name in self._namespaces:
            if iri.startswith(namespace) and _LOCAL.match(iri[len(namespace) :]):
                return f"{name}:{iri[len(namespace) :]}"
        return f"<{iri}>"
