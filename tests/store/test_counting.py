"""Rows are counted in the engine's documents, wherever these are cut."""

import io
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from diplograph.store.counting import CsvRows, JsonRows, JsonRowsAtMost, TsvRows, XmlRows

NASTY = r'"},{" "}},{\"x\":{" "a\nb" "a\r\nb" "\"" "\\" "\\\"" "," "<result>" "</result>" "é" "" "{},{}"'
ROWS = 26
FORMATS = ox.QueryResultsFormat


def _document(sparql: str, form: ox.QueryResultsFormat) -> bytes:
    written = io.BytesIO()
    ox.Store().query(sparql).serialize(written, form)
    return written.getvalue()


def _count(make: Callable[[], Callable[[bytes], int]], document: bytes, size: int) -> int:
    counter = make()
    return sum(counter(document[place : place + size]) for place in range(0, len(document), size))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1 << 20])
@pytest.mark.parametrize(
    ("form", "make"),
    [(FORMATS.TSV, TsvRows), (FORMATS.CSV, CsvRows), (FORMATS.XML, XmlRows), (FORMATS.JSON, JsonRows)],
)
def test_rows_are_counted_exactly(
    form: ox.QueryResultsFormat, make: Callable[[], Callable[[bytes], int]], size: int
) -> None:
    document = _document(f"SELECT * {{ VALUES ?x {{ {NASTY} }} VALUES ?y {{ 1 UNDEF }} }}", form)
    assert _count(make, document, size) == ROWS
    empty_rows = _document("SELECT ?x { {} UNION {} UNION {} }", form)
    assert _count(make, empty_rows, size) == 3


@pytest.mark.parametrize("size", [1, 3, 64])
def test_the_quick_count_is_never_too_small(size: int) -> None:
    document = _document(f"SELECT * {{ VALUES ?x {{ {NASTY} }} }}", FORMATS.JSON)
    assert _count(JsonRowsAtMost, document, size) >= _count(JsonRows, document, size)
