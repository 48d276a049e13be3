"""A Jelly stream as the engine's quads; needs the package pyjelly, see `diplograph.store.jelly`.

What a file says of sizes is believed up to a limit only, so that no file takes more memory than an honest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import IO, Any, Final, TypeVar

import pyoxigraph as ox
from google.protobuf.message import DecodeError
from pyjelly import jelly
from pyjelly.errors import JellyConformanceError
from pyjelly.parse.decode import Adapter, Decoder, ParserOptions, options_from_frame

from diplograph.errors import InputError

_Entry = TypeVar("_Entry", jelly.RdfPrefixEntry, jelly.RdfNameEntry, jelly.RdfDatatypeEntry)

_MOST_FRAME_BYTES: Final = 16 * 1024**2
_MOST_IRI_CHARACTERS: Final = 8_192
"""Of an IRI, and of an entry of a lookup: a prefix is written once, and a short file may mean many long IRIs by it."""
_MOST_EMPTY_FRAMES: Final = 1_000
"""One after the other."""
_NO_PLACE: Final = "a term or a row is of a kind that has no place there"
_DAMAGE: Final[Mapping[type[Exception], str]] = MappingProxyType(
    {
        AssertionError: "its options change, or have values that nobody supports",
        AttributeError: _NO_PLACE,
        DecodeError: "a frame is damaged",
        JellyConformanceError: "",
        LookupError: "it refers to a term that does not stand before",
        NotImplementedError: _NO_PLACE,
        TypeError: _NO_PLACE,
        ValueError: "",
    }
)
"""What pyjelly, protobuf and pyoxigraph raise when a stream is not as it should be, and what it means; empty for what
says so itself."""


def read_frames(file: IO[bytes]) -> Iterator[ox.Quad]:
    """The quads of a stream of type QUADS or GRAPHS; no more than one frame is in memory.

    Raises:
        InputError: it is no such stream, or is damaged; the quads before that place have been given by then.
    """
    frames = _frames(file)
    try:
        first = next(frames, None)
        if first is None:
            raise _invalid("there is nothing in it")
        decoder = _Decoder(_Adapter(_options(first)))
        for frame in chain((first,), frames):
            yield from (quad for quad in decoder.iter_rows(frame) if quad is not None)
    except tuple(_DAMAGE) as error:
        raise _invalid(_reason(error)) from error


def _frames(file: IO[bytes]) -> Iterator[jelly.RdfStreamFrame]:
    """The frames that have rows."""
    empty_count = 0
    while (size := _frame_size(file)) is not None:
        if size > _MOST_FRAME_BYTES:
            raise _invalid(f"a frame of {size:,} bytes is announced; the limit is {_MOST_FRAME_BYTES:,}")
        content = file.read(size)
        if len(content) < size:
            raise _invalid("it ends in the middle of a frame")
        frame = jelly.RdfStreamFrame.FromString(content)
        empty_count = 0 if frame.rows else empty_count + 1
        if empty_count > _MOST_EMPTY_FRAMES:
            raise _invalid(f"more than {_MOST_EMPTY_FRAMES:,} frames on end are empty")
        if frame.rows:
            yield frame


def _frame_size(file: IO[bytes]) -> int | None:
    """The number before a frame, a varint of at most 32 bits; None at the end of the file."""
    size = 0
    for shift in range(0, 35, 7):
        byte = file.read(1)
        if not byte:
            if shift:
                raise _invalid("it ends in the middle of a frame")
            return None
        size |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return size
    raise _invalid("it does not begin with the length of a frame")


def _options(first: jelly.RdfStreamFrame) -> ParserOptions:
    if first.rows[0].WhichOneof("row") != "options":
        raise _invalid("it does not begin with the options of a stream")
    options = options_from_frame(first, delimited=True)
    kind = options.stream_types.physical_type
    if kind not in (jelly.PHYSICAL_STREAM_TYPE_QUADS, jelly.PHYSICAL_STREAM_TYPE_GRAPHS):
        raise _invalid("a stream of triples names no graphs")
    return options


class _Decoder(Decoder):
    """Keeps entries of a sensible length only."""

    def ingest_prefix_entry(self, entry: jelly.RdfPrefixEntry) -> None:
        """Keep a prefix."""
        super().ingest_prefix_entry(_short(entry))

    def ingest_name_entry(self, entry: jelly.RdfNameEntry) -> None:
        """Keep a name."""
        super().ingest_name_entry(_short(entry))

    def ingest_datatype_entry(self, entry: jelly.RdfDatatypeEntry) -> None:
        """Keep a datatype."""
        super().ingest_datatype_entry(_short(entry))


class _Adapter(Adapter):
    """Makes the engine's terms and quads; triple terms are refused by the base class."""

    def __init__(self, options: ParserOptions) -> None:
        super().__init__(options)
        self._graph: Any = None

    def iri(self, iri: str) -> ox.NamedNode:
        """An IRI."""
        return ox.NamedNode(_short_text(iri))

    def bnode(self, bnode: str) -> ox.BlankNode:
        """A blank node, named as in the file."""
        return ox.BlankNode(bnode)

    def default_graph(self) -> ox.DefaultGraph:
        """Where statements in no graph are."""
        return ox.DefaultGraph()

    def literal(self, lex: str, language: str | None = None, datatype: str | None = None) -> ox.Literal:
        """A literal."""
        if language:
            return ox.Literal(lex, language=language)
        return ox.Literal(lex, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(lex)

    def quad(self, terms: Iterable[Any]) -> ox.Quad:
        """A statement of a stream of quads."""
        subject, predicate, object_, graph = terms
        return ox.Quad(subject, predicate, object_, graph)

    def graph_start(self, graph_id: Any) -> None:
        """The graph of the triples that follow."""
        self._graph = graph_id

    def graph_end(self) -> None:
        """No graph any more."""
        self._graph = None

    def triple(self, terms: Iterable[Any]) -> ox.Quad:
        """A statement of the graph that was begun."""
        if self._graph is None:
            raise JellyConformanceError("a triple stands outside of all graphs")
        subject, predicate, object_ = terms
        return ox.Quad(subject, predicate, object_, self._graph)

    def namespace_declaration(self, name: str, iri: str) -> None:
        """Nothing: prefixes are no statements."""


def _short(entry: _Entry) -> _Entry:
    _short_text(entry.value)
    return entry


def _short_text(text: str) -> str:
    if len(text) > _MOST_IRI_CHARACTERS:
        raise _invalid(f"an IRI of {len(text):,} characters is in it; the limit is {_MOST_IRI_CHARACTERS:,}")
    return text


def _reason(error: Exception) -> str:
    return next(why for kind, why in _DAMAGE.items() if isinstance(error, kind)) or str(error).rstrip(".")


def _invalid(why: str) -> InputError:
    return InputError(f"not valid Jelly: {why}.", hint="give a file that `diplograph export --to jelly` wrote, whole.")
