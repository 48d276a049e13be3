"""Quads as a Jelly stream; needs the package pyjelly, see `diplograph.store.jelly`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final

from pyjelly import jelly
from pyjelly.options import StreamParameters
from pyjelly.serialize.encode import HasGraph, Rows, Slot, Statement, TermEncoder
from pyjelly.serialize.ioutils import write_delimited
from pyjelly.serialize.streams import QuadStream, SerializerOptions

from diplograph.model import Iri, Literal, Quad

_FRAME_ROWS: Final = 1_000
"""A frame ends with the statement that brings it to so many rows; lookup entries are rows, too."""
_FRAME_CHARACTERS: Final = 1_000_000
"""A frame ends with the statement that brings its objects to so many characters."""
_PARAMETERS: Final = StreamParameters()


def write_frames(quads: Iterable[Quad]) -> Iterator[bytes]:
    """A stream of type QUADS, frame by frame, each with its length; an empty stream has one frame of options."""
    stream = QuadStream(encoder=_Encoder(), options=SerializerOptions(frame_size=_FRAME_ROWS, params=_PARAMETERS))
    stream.enroll()
    character_count = 0
    for quad in quads:
        frame = stream.quad(quad)
        character_count += len(quad.object.value)
        if frame is None and character_count >= _FRAME_CHARACTERS:
            frame = stream.flow.to_stream_frame()
        if frame is not None:
            yield _delimited(frame)
            character_count = 0
    if frame := stream.flow.to_stream_frame():
        yield _delimited(frame)


class _Encoder(TermEncoder):
    """Takes the model's terms as they are."""

    def encode_spo(self, term: object, slot: Slot, statement: Statement) -> Rows:
        """A subject, predicate or object, put into a statement; the lookup entries that it needs."""
        if isinstance(term, Iri):
            return self.encode_iri(term.value, self.get_iri_field(statement, slot))
        if isinstance(term, Literal):
            return self.encode_literal(
                lex=term.value,
                language=term.language,
                datatype=None if term.language else term.datatype,
                literal=self.get_literal_field(statement, slot),
            )
        return super().encode_spo(term, slot, statement)

    def encode_graph(self, term: object, statement: HasGraph) -> Rows:
        """The name of a graph, put into a statement; the lookup entries that it needs."""
        if isinstance(term, Iri):
            return self.encode_iri(term.value, statement.g_iri)
        return super().encode_graph(term, statement)


def _delimited(frame: jelly.RdfStreamFrame) -> bytes:
    written = BytesIO()
    write_delimited(frame, written)
    return written.getvalue()
