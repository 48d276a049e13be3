"""The log of a store directory: what was written, in order, and the source from which everything else is rebuilt.

A log is a folder of segments `000001.nq.gz`, …; each is a chain of gzip members, one an entry, so that `zcat` gives
valid N-Quads. An entry is a comment line with a JSON header and, for a graph, its canonical N-Quads. The extra field of
each member's head (RFC 1952, section 2.3.1.1) holds its length, by which entries are found without unpacking them.

An entry is written by one append and one sync; a crash can only cut the last ones off, which `mend` takes away.
"""

from __future__ import annotations

import json
import os
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from diplograph.errors import StoreError
from diplograph.store.protocol import ArticleRecord, ArticleState
from diplograph.store.records import from_values, to_values
from diplograph.vocab import GRAPH_ARTICLE

SEGMENT_BYTES: Final = 64 * 1024 * 1024
"""A segment that has grown to this is left, and the next one begun."""

_HEAD: Final = struct.Struct("<4sIBBH2sHI")
"""Magic number with the flag FEXTRA, time, flags, system, length of the extra field, its name, length and value."""
_TAIL: Final = struct.Struct("<II")
_MAGIC: Final = b"\x1f\x8b\x08\x04"
_FIELD: Final = b"dg"
_BEGINNING: Final = re.compile(re.escape(_MAGIC) + rb"\0{5}\xff\x08\0dg", re.DOTALL)
_LEVEL: Final = 3


class Place(NamedTuple):
    """Where an entry begins: the number of its segment, and bytes from the segment's start."""

    segment: int
    offset: int


START: Final = Place(1, 0)


class Kind(StrEnum):
    """What an entry tells."""

    ARTICLE = "article"
    """An article's record and graph, new or rewritten."""
    STATE = "state"
    """That an article is retracted or present again."""
    GRAPH = "graph"
    """What another graph holds from now on."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        kind: what it tells.
        record: the article's, for a graph None.
        graph_name: the graph that is concerned.
        nquads: the graph's canonical N-Quads; of an entry of the kind `STATE` empty.
    """

    kind: Kind
    record: ArticleRecord | None
    graph_name: str
    nquads: bytes = b""

    @classmethod
    def of_article(cls, record: ArticleRecord, nquads: bytes) -> Entry:
        """An article's graph, in the state that `record` gives."""
        counted = replace(record, quad_count=nquads.count(b"\n"))
        return cls(Kind.ARTICLE, counted, GRAPH_ARTICLE + record.id, nquads)

    @classmethod
    def of_state(cls, record: ArticleRecord) -> Entry:
        """An article's new state."""
        return cls(Kind.STATE, record, GRAPH_ARTICLE + record.id)

    @classmethod
    def of_graph(cls, graph_name: str, nquads: bytes) -> Entry:
        """What another graph holds from now on."""
        return cls(Kind.GRAPH, None, graph_name, nquads)

    @property
    def is_shown(self) -> bool:
        """Whether the graph takes part in answers after this entry."""
        return self.record is None or self.record.state is ArticleState.PRESENT


class Log:
    """The open log.

    Args:
        folder: of the segments; made when it is written to.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: BinaryIO | None = None
        self._end = self._find_end()

    @property
    def end(self) -> Place:
        """Where the next entry goes."""
        return self._end

    def append(self, entries: Sequence[Entry]) -> list[Place]:
        """Write entries at the end and bring them to the disk, by one append and one sync; where each begins."""
        if not entries:
            return []
        places, members = [], []
        if self._end.offset >= SEGMENT_BYTES:
            self._leave_segment()
        end = self._end
        for entry in entries:
            members.append(_pack(entry))
            places.append(end)
            end = Place(end.segment, end.offset + len(members[-1]))
        file = self._file or self._open_segment()
        file.write(b"".join(members))
        os.fdatasync(file.fileno())
        self._end = end
        return places

    def read(self, place: Place) -> Entry:
        """The entry that begins there.

        Raises:
            StoreError: it is damaged.
        """
        path = self.segment(place.segment)
        try:
            with path.open("rb") as file:
                file.seek(place.offset)
                member = _read_member(file)
        except FileNotFoundError:
            raise _damaged(path, "it is not there") from None
        if member is None:
            raise _damaged(path, f"no entry begins at {place.offset}")
        return _unpack(member, path)

    def entries(self, start: Place = START) -> Iterator[tuple[Place, Entry]]:
        """All entries from there on, in order.

        Raises:
            StoreError: one is damaged.
        """
        for place, member in self._members(start):
            yield place, _unpack(member, self.segment(place.segment))

    def survey(self, start: Place = START) -> Iterator[tuple[Place, Entry | StoreError]]:
        """All entries from there on, and the error of each that is damaged; what follows it is found again."""
        for number in self._numbers():
            if number < start.segment:
                continue
            path = self.segment(number)
            with path.open("rb") as file:
                for offset, member in _pieces(file, start.offset if number == start.segment else 0):
                    try:
                        found: Entry | StoreError = _unpack(member, path)
                    except StoreError as error:
                        found = error
                    yield Place(number, offset), found

    def mend(self, start: Place) -> None:
        """Take away what a crash left of the last entries, so that the log ends with a whole one.

        Args:
            start: where the first entry begins that may be in part.

        Raises:
            StoreError: an entry is damaged, and whole ones follow it: no crash does that.
        """
        end = start
        try:
            for place, member in self._members(start):
                _unpack(member, self.segment(place.segment))
                end = Place(place.segment, place.offset + len(member))
        except StoreError:
            if any(isinstance(found, Entry) and place > end for place, found in self.survey(end)):
                raise
        if end < self._end:
            self._release()
            with self.segment(end.segment).open("r+b") as file:
                file.truncate(end.offset)
                os.fsync(file.fileno())
        self._end = end

    def whole_segments(self) -> Iterator[tuple[Path, int]]:
        """Each segment's file, and how many of its bytes are whole entries at this moment."""
        for number in self._numbers():
            path, end = self.segment(number), 0
            size = path.stat().st_size
            with path.open("rb") as file:
                while member := _read_member(file):
                    if end + len(member) > size:
                        break
                    end += len(member)
            yield path, end

    def segment(self, number: int) -> Path:
        """The file of a segment."""
        return self._folder / f"{number:06}.nq.gz"

    def close(self) -> None:
        """Release the files."""
        self._release()

    def _members(self, start: Place) -> Iterator[tuple[Place, bytes]]:
        for number in self._numbers():
            if number < start.segment:
                continue
            path, offset = self.segment(number), start.offset if number == start.segment else 0
            with path.open("rb") as file:
                file.seek(offset)
                while member := _read_member(file):
                    yield Place(number, offset), member
                    offset += len(member)
                if offset != path.stat().st_size:
                    raise _damaged(path, f"the entry at {offset} is cut off or overwritten")

    def _numbers(self) -> list[int]:
        names = (path.name.removesuffix(".nq.gz") for path in self._folder.glob("*.nq.gz"))
        return sorted(int(name) for name in names if name.isdecimal())

    def _find_end(self) -> Place:
        numbers = self._numbers()
        return Place(numbers[-1], self.segment(numbers[-1]).stat().st_size) if numbers else START

    def _open_segment(self) -> BinaryIO:
        from diplograph.store.layout import sync_directory

        self._folder.mkdir(exist_ok=True)
        path = self.segment(self._end.segment)
        is_new = not path.exists()
        self._file = path.open("ab", buffering=0)
        if is_new:
            sync_directory(self._folder)
            sync_directory(self._folder.parent)
        return self._file

    def _leave_segment(self) -> None:
        self._release()
        self._end = Place(self._end.segment + 1, 0)

    def _release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _header(entry: Entry) -> bytes:
    values: dict[str, object] = {"entry": entry.kind.value}
    if entry.record is None:
        values["graph"] = entry.graph_name
    else:
        values["record"] = to_values(entry.record)
    return b"# " + json.dumps(values).encode() + b"\n"


def _pack(entry: Entry) -> bytes:
    text = _header(entry) + entry.nquads
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(text) + packer.flush()
    head = _head(_HEAD.size + len(body) + _TAIL.size)
    return head + body + _TAIL.pack(zlib.crc32(text), len(text) & 0xFFFFFFFF)


def _head(length: int) -> bytes:
    """The head of a member of this length."""
    return _HEAD.pack(_MAGIC, 0, 0, 255, 8, _FIELD, 4, length)


def _read_member(file: BinaryIO) -> bytes | None:
    """The member that begins where the file stands; None when none does, or it is cut off."""
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length = _HEAD.unpack(head)[-1]
    if head != _head(length) or length < _HEAD.size + _TAIL.size:
        return None
    member = head + file.read(length - _HEAD.size)
    return member if len(member) == length else None


def _pieces(file: BinaryIO, offset: int) -> Iterator[tuple[int, bytes]]:
    """The members of a segment, and what lies between them, with their offsets."""
    size = os.fstat(file.fileno()).st_size
    while offset < size:
        file.seek(offset)
        member = _read_member(file)
        if member is None:
            file.seek(offset)
            rest = file.read()
            following = _BEGINNING.search(rest, 1)
            member = rest[: following.start()] if following else rest
        yield offset, member
        offset += len(member)


def _unpack(member: bytes, path: Path) -> Entry:
    try:
        if member[: _HEAD.size] != _head(len(member)):
            raise ValueError("no entry begins here")
        text = zlib.decompress(member[_HEAD.size : -_TAIL.size], -zlib.MAX_WBITS)
        if _TAIL.unpack(member[-_TAIL.size :]) != (zlib.crc32(text), len(text) & 0xFFFFFFFF):
            raise ValueError("its checksum is wrong")
        first, _, nquads = text.partition(b"\n")
        values = json.loads(first.removeprefix(b"# "))
        if values["entry"] == Kind.GRAPH:
            return Entry.of_graph(str(values["graph"]), nquads)
        record = from_values(values["record"])
        return Entry(Kind(values["entry"]), record, GRAPH_ARTICLE + record.id, nquads)
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, why: str) -> StoreError:
    return StoreError(
        f"the file {path} is damaged: {why}.",
        hint="run `diplograph store repair`, or bring a backup back with `diplograph store restore`.",
    )
