"""Jelly: what is written reads the same, here and in pyjelly's own parser; nothing hostile takes much memory."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from pyjelly import jelly
from pyjelly.integrations.generic.generic_sink import IRI
from pyjelly.integrations.generic.generic_sink import Quad as ForeignQuad
from pyjelly.integrations.generic.parse import parse_jelly_flat
from pyjelly.integrations.generic.serialize import GenericSinkTermEncoder, stream_frames
from pyjelly.parse.ioutils import frame_iterator
from pyjelly.serialize.ioutils import write_delimited
from pyjelly.serialize.streams import GraphStream

from diplograph.errors import InputError, MissingPartError
from diplograph.model import Iri, Literal, Quad
from diplograph.store import Scratch, nquads_lines, write_jelly
from diplograph.store.jelly import read_jelly
from diplograph.store.terms import from_engine
from diplograph.vocab import RDF

KIGALI, LOME = Iri("https://example.org/talks#Kigali"), Iri("https://example.org/talks#Lome")
HELD, FIRST, SECOND = Iri("urn:held"), Iri("https://example.org/graph/1"), Iri("https://example.org/graph/2")
QUADS: Final = (
    Quad(KIGALI, HELD, Literal("on a Tuesday"), FIRST),
    Quad(KIGALI, HELD, Literal(""), FIRST),
    Quad(KIGALI, HELD, Literal('"à huis clos"\n\t\\ 🕊', RDF.langString, "fr"), FIRST),
    Quad(KIGALI, HELD, Literal("two rounds", RDF.langString, "en-gb"), FIRST),
    Quad(KIGALI, HELD, Literal("2021-05-04", "http://www.w3.org/2001/XMLSchema#date"), FIRST),
    Quad(KIGALI, HELD, Literal("urn:held"), FIRST),
    Quad(KIGALI, HELD, Iri("urn:held"), FIRST),
    Quad(LOME, Iri("https://example.org/"), KIGALI, SECOND),
    Quad(LOME, Iri("https://example.org/a/b#c/d"), Literal("7", "https://example.org/kind"), SECOND),
)


def many(count: int) -> Iterator[Quad]:
    for number in range(count):
        graph = Iri(f"https://example.org/graph/{number // 50}")
        yield Quad(Iri(f"https://example.org/talks#{number}"), HELD, Literal(f"round {number}"), graph)


def written(quads: Sequence[Quad]) -> bytes:
    return b"".join(write_jelly(quads))


def read(content: bytes) -> list[Quad]:
    return list(map(from_engine, read_jelly(BytesIO(content))))


def test_every_kind_of_term_comes_back_as_it_was() -> None:
    assert read(written(QUADS)) == list(QUADS)


def test_nothing_comes_back_as_nothing() -> None:
    assert written([]) and read(written([])) == []


def test_another_parser_reads_the_same() -> None:
    plain = [quad for quad in QUADS if '"' not in quad.object.value]
    statements = parse_jelly_flat(BytesIO(written(plain)), logical_type_strict=True)
    assert sorted(f"{s} {p} {o} {g} ." for s, p, o, g in statements) == nquads_lines(plain)


def test_what_outgrows_the_lookups_comes_back() -> None:
    quads = [
        Quad(Iri(f"https://{n % 700}.example/{n % 9_000}"), HELD, Literal("x", f"urn:kind:{n % 90}"), FIRST)
        for n in range(20_000)
    ]
    assert read(written(quads)) == quads


def test_the_stream_holds_quads_in_frames_of_a_thousand_rows() -> None:
    frames = list(frame_iterator(BytesIO(written(list(many(5_000))))))
    assert frames[0].rows[0].options.physical_type == jelly.PHYSICAL_STREAM_TYPE_QUADS
    assert all(len(frame.rows) < 1_010 for frame in frames)
    assert sum(row.WhichOneof("row") == "quad" for frame in frames for row in frame.rows) == 5_000


def test_frames_with_long_texts_are_shorter() -> None:
    texts = [Quad(Iri(f"urn:{n}"), HELD, Literal(f"{n}" * 400_000), FIRST) for n in range(9)]
    assert [len(frame) // 400_000 for frame in write_jelly(texts)] == [3, 3, 3]


def test_writing_reads_no_further_than_the_frame_that_it_gives() -> None:
    source = many(10_000)
    next(write_jelly(source))
    assert next(source).object.value in [f"round {number}" for number in range(1_000)]


def test_reading_takes_no_more_of_a_file_than_the_frame_that_it_gives() -> None:
    content = written(list(many(10_000)))
    file = BytesIO(content)
    next(read_jelly(file))
    assert file.tell() < len(content) / 5


def test_a_stream_of_graphs_is_read() -> None:
    stream = GraphStream(encoder=GenericSinkTermEncoder())
    quads = [ForeignQuad(*(IRI(term.value) for term in quad)) for quad in QUADS if isinstance(quad.object, Iri)]
    file = BytesIO()
    for frame in stream_frames(stream, iter(quads)):
        write_delimited(frame, file)
    assert read(file.getvalue()) == [quad for quad in QUADS if isinstance(quad.object, Iri)]


def test_a_scratch_place_takes_it_in_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diplograph.store.scratch._BATCH_QUADS", 400)
    quads = list(many(1_000))
    with Scratch(tmp_path / "sorted") as scratch:
        scratch.load(BytesIO(written(quads)), file_format="jelly")
        assert {quad for name in scratch.graph_names() for quad in scratch.quads(name)} == set(quads)


Rows = list[jelly.RdfStreamRow]


def iri(name: int, prefix: int = 0) -> jelly.RdfIri:
    return jelly.RdfIri(name_id=name, prefix_id=prefix)


def altered(change: Callable[[Rows], object]) -> bytes:
    """The first quads in one frame, of which rows were changed."""
    (frame,) = frame_iterator(BytesIO(written(QUADS[:2])))
    rows = list(frame.rows)
    change(rows)
    return framed(rows)


def framed(rows: Rows) -> bytes:
    file = BytesIO()
    write_delimited(jelly.RdfStreamFrame(rows=rows), file)
    return file.getvalue()


def add(**row: Any) -> Callable[[Rows], None]:
    return lambda rows: rows.append(jelly.RdfStreamRow(**row))


def set_option(**values: int) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        for name, value in values.items():
            setattr(rows[0].options, name, value)

    return change


def rename(rows: Rows, name: str) -> None:
    for row in rows:
        if row.WhichOneof("row") == "name":
            row.name.value = name


WHOLE: Final = written(QUADS)
DAMAGED: Final = {
    "nothing": (b"", "nothing in it"),
    "text": (b"<urn:s> <urn:p> <urn:o> <urn:g> .\n", "middle of a frame"),
    "another magic": (b"\x1f\x8b\x08\x00" + bytes(80), "options of a stream|damaged"),
    "no number": (b"\xff" * 12, "length of a frame"),
    "half a number": (b"\xff\xff", "middle of a frame"),
    "half a frame": (WHOLE[:-5], "middle of a frame"),
    "a frame of gigabytes": (WHOLE + b"\xff\xff\xff\xff\x0f", "4,294,967,295 bytes"),
    "bytes overwritten": (WHOLE[:40] + b"\xff" * 30 + WHOLE[70:], "damaged"),
    "empty frames only": (bytes(2_000), "1,000 frames on end are empty"),
    "no options": (altered(lambda rows: rows.pop(0)), "options of a stream"),
    "an empty row": (altered(add()), "has no place"),
    "other options on the way": (
        altered(add(options=jelly.RdfStreamOptions(physical_type=jelly.PHYSICAL_STREAM_TYPE_GRAPHS))),
        "options change",
    ),
    "triples": (altered(set_option(physical_type=1, logical_type=1)), "names no graphs"),
    "a version to come": (altered(set_option(version=9)), "nobody supports"),
    "a lookup of gigabytes": (altered(set_option(max_name_table_size=2**31)), "nobody supports"),
    "no such name": (altered(add(quad=jelly.RdfQuad(s_iri=iri(900)))), "does not stand before"),
    "no such prefix": (altered(add(quad=jelly.RdfQuad(s_iri=iri(1, 90)))), "does not stand before"),
    "a name outside the lookup": (altered(add(name=jelly.RdfNameEntry(id=2**31, value="x"))), "does not stand before"),
    "no such datatype": (
        altered(add(quad=jelly.RdfQuad(o_literal=jelly.RdfLiteral(lex="x", datatype=7)))),
        "does not stand before",
    ),
    "a repeated term without a first": (
        altered(lambda rows: rows.__setitem__(slice(1, None), [jelly.RdfStreamRow(quad=jelly.RdfQuad())])),
        "does not stand before",
    ),
    "a triple in no graph": (altered(add(triple=jelly.RdfTriple())), "outside of all graphs"),
    "a triple term": (
        altered(add(quad=jelly.RdfQuad(o_triple_term=jelly.RdfTriple(s_bnode="a", p_bnode="b", o_bnode="c")))),
        "has no place",
    ),
    "a literal as graph": (
        altered(add(quad=jelly.RdfQuad(g_literal=jelly.RdfLiteral(lex="x")))),
        "has no place",
    ),
    "an IRI that is none": (altered(lambda rows: rename(rows, "a b")), "Invalid IRI"),
    "a language that is none": (
        altered(add(quad=jelly.RdfQuad(o_literal=jelly.RdfLiteral(lex="x", langtag="no tag")))),
        "subtag",
    ),
    "an endless prefix": (altered(add(prefix=jelly.RdfPrefixEntry(value="http://a/" * 9_000))), "81,000 characters"),
}


@pytest.mark.parametrize(("content", "says"), DAMAGED.values(), ids=DAMAGED)
def test_what_is_damaged_is_refused_and_says_why(content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read(content)
    assert caught.value.message.startswith("not valid Jelly: ") and caught.value.hint


def test_no_byte_overwritten_gives_another_error() -> None:
    for place in range(len(WHOLE)):
        for byte in (0x00, 0x0A, 0x7F, 0xFF):
            try:
                read(WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :])
            except InputError as error:
                assert error.hint


@pytest.mark.parametrize("use", [lambda: write_jelly(QUADS), lambda: read_jelly(BytesIO(WHOLE))])
def test_without_pyjelly_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, use: Any) -> None:
    for name in ("reading", "writing"):
        monkeypatch.delitem(sys.modules, f"diplograph.store.jelly_{name}", raising=False)
    monkeypatch.setitem(sys.modules, "pyjelly", None)
    with pytest.raises(MissingPartError, match="pyjelly") as caught:
        use()
    assert caught.value.hint == "pip install 'diplograph[jelly]'"
