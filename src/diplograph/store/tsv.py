"""Solutions out of SPARQL 1.1 TSV as Oxigraph writes it.

Answers repeat terms, so each spelling is read once: a table takes a third of the time of pyoxigraph's own iteration.
"""

from __future__ import annotations

import re
from typing import Final

from diplograph.model import Iri, Literal
from diplograph.store.protocol import Solutions, Term
from diplograph.vocab import RDF, XSD

_ESCAPE: Final = re.compile(r"\\(?:([tbnrf\"'\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_STRING: Final = str(XSD.string)
_LANG_STRING: Final = str(RDF.langString)
_DOUBLE: Final = "http://www.w3.org/2001/XMLSchema#double"
_WHOLE: Final = re.compile(r"[+-]?[0-9]+\Z")


def read_tsv(content: bytes) -> Solutions:
    """The solutions in a document of the form that Oxigraph writes.

    Args:
        content: UTF-8; the first line has the variables, each with `?`.
    """
    head, *lines = content.decode().split("\n")[:-1]
    variables = tuple(name[1:] for name in head.split("\t") if name)
    if not variables:
        return Solutions((), ((),) * len(lines))
    term = _Terms().__getitem__
    return Solutions(variables, tuple([tuple(map(term, line.split("\t"))) for line in lines]))


class _Terms(dict[str, Term | None]):
    """Terms by how they are written."""

    def __missing__(self, cell: str) -> Term | None:
        term = self[cell] = _read_term(cell)
        return term


def _read_term(cell: str) -> Term | None:
    if not cell:
        return None
    first = cell[0]
    if first == "<" and not cell.startswith("<<"):
        return _iri(_unescaped(cell[1:-1]))
    if first == '"':
        return _read_literal(cell)
    if first == "<":
        return _iri(cell.removeprefix("<<( ").removesuffix(" )>>"))
    if first == "_":
        return _iri(cell)
    if cell in {"true", "false"}:
        return Literal(cell, XSD.boolean)
    if _WHOLE.match(cell):
        return Literal(cell, XSD.integer)
    return Literal(cell, _DOUBLE if "e" in cell.lower() else XSD.decimal)


def _iri(value: str) -> Iri:
    return tuple.__new__(Iri, (value,))


def _read_literal(cell: str) -> Literal:
    end = cell.rindex('"')
    value, suffix = _unescaped(cell[1:end]), cell[end + 1 :]
    if not suffix:
        return tuple.__new__(Literal, (value, _STRING, ""))
    if suffix[0] == "@":
        return tuple.__new__(Literal, (value, _LANG_STRING, suffix[1:]))
    return tuple.__new__(Literal, (value, suffix[3:-1], ""))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    letter, short, long = match.groups()
    return _ESCAPED.get(letter, letter) if letter else chr(int(short or long, 16))
