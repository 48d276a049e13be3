"""Counting rows in what an engine writes, exactly, without reading the terms."""

from __future__ import annotations

import re
from typing import Final, Protocol

_QUOTED: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_REST_OF_STRING: Final = re.compile(rb'(?:[^"\\]|\\.)*+"', re.DOTALL)
_TRAILING_BACKSLASHES: Final = re.compile(rb"\\*\Z")
_BETWEEN_ROWS: Final = b"},{"


class RowCounter(Protocol):
    """Counts the rows that end in each piece of a document; the pieces may be cut anywhere."""

    def __call__(self, piece: bytes) -> int:
        """The rows that end in the next piece."""


class TsvRows:
    """SPARQL 1.1 TSV: a line for the variables, then a line for each row, no line breaks in terms."""

    def __init__(self) -> None:
        self._has_header = False

    def __call__(self, piece: bytes) -> int:
        """The rows that end in the next piece."""
        return _without_header(self, piece.count(b"\n"))


class CsvRows:
    """SPARQL 1.1 CSV: the same with terms that may hold line breaks between quotation marks."""

    def __init__(self) -> None:
        self._has_header = False
        self._is_quoted = False

    def __call__(self, piece: bytes) -> int:
        """The rows that end in the next piece."""
        count = 0
        for number, part in enumerate(piece.split(b'"')):
            self._is_quoted ^= number > 0
            count += 0 if self._is_quoted else part.count(b"\n")
        return _without_header(self, count)


def _without_header(counter: TsvRows | CsvRows, count: int) -> int:
    if counter._has_header or not count:
        return count
    counter._has_header = True
    return count - 1


class XmlRows:
    """SPARQL Query Results XML: a `result` element for each row."""

    _MARK: Final = b"</result>"

    def __init__(self) -> None:
        self._edge = b""

    def __call__(self, piece: bytes) -> int:
        """The rows that end in the next piece."""
        text = self._edge + piece
        self._edge = text[-(len(self._MARK) - 1) :]
        return text.count(self._MARK)


class JsonRowsAtMost:
    """SPARQL 1.1 Query Results JSON, never too few: what stands between rows may stand in a string as well."""

    def __init__(self) -> None:
        self._edge = b""
        self._is_first = True

    def __call__(self, piece: bytes) -> int:
        """At most so many rows begin in the next piece, the first row with the second."""
        text = self._edge + piece
        self._edge = text[-(len(_BETWEEN_ROWS) - 1) :]
        count = text.count(_BETWEEN_ROWS)
        if count and self._is_first:
            self._is_first = False
            return count + 1
        return count


class JsonRows:
    """SPARQL 1.1 Query Results JSON: what stands between two rows is counted, outside of strings.

    A hundred times slower than `JsonRowsAtMost`.
    """

    def __init__(self) -> None:
        self._count = JsonRowsAtMost()
        self._is_in_string = False
        self._tail = b""

    def __call__(self, piece: bytes) -> int:
        """The rows that begin in the next piece, the first row with the second."""
        text = self._tail + piece
        self._tail = b""
        if self._is_in_string:
            end = _REST_OF_STRING.match(text)
            if end is None:
                self._tail = _odd_backslash(text)
                return 0
            self._is_in_string = False
            text = text[end.end() :]
        bare, opened, rest = _QUOTED.sub(b"", text).partition(b'"')
        if opened:
            self._is_in_string = True
            self._tail = _odd_backslash(rest)
        return self._count(bare)


def _odd_backslash(text: bytes) -> bytes:
    """A backslash at the end of a piece whose escaped character is yet to come."""
    match = _TRAILING_BACKSLASHES.search(text)
    return b"\\" if match and len(match[0]) % 2 else b""
