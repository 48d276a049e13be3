"""Messages between a worker and who asks it: a JSON object and bytes, the bytes in an open file when there are many.

    4 bytes  length of the JSON     4 bytes  length of the bytes that follow it     JSON     bytes

A file goes along as a descriptor (`SCM_RIGHTS`), so that nothing is copied and whoever asked may read it at leisure
while the worker answers others.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

_HEAD: Final = struct.Struct("!II")
_CHUNK: Final = 1 << 18
_MOST_FILES: Final = 1

Header = Mapping[str, Any]


@dataclass(slots=True)
class Message:
    """What was said.

    Attributes:
        header: a JSON object.
        body: the bytes, unless they are in a file.
        file: the file, at its beginning; whoever has the message closes it.
    """

    header: Header
    body: bytes = b""
    file: BinaryIO | None = None

    def content(self) -> bytes:
        """All bytes; closes the file."""
        if self.file is None:
            return self.body
        with self.file as file:
            return file.read()

    def close(self) -> None:
        """Release the file, if there is one."""
        if self.file is not None:
            self.file.close()


def pack(header: Header, body: bytes = b"") -> bytes:
    """A message without a file, as it goes over the wire."""
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return _HEAD.pack(len(text), len(body)) + text + body


def send(channel: socket.socket, header: Header, body: bytes = b"", file: BinaryIO | None = None) -> None:
    """Send a message over a blocking socket.

    Raises:
        OSError: the other side is gone.
    """
    data = pack(header, body)
    if file is not None:
        sent = socket.send_fds(channel, [data], [file.fileno()])
        data = data[sent:]
    channel.sendall(data)


@dataclass(slots=True)
class Inbox:
    """Puts a message together from what a socket gives, however it is cut."""

    _data: bytearray = field(default_factory=bytearray)
    _descriptors: list[int] = field(default_factory=list)

    def receive_from(self, channel: socket.socket) -> bool:
        """Read once from the socket.

        Returns:
            False when the other side has ended.

        Raises:
            BlockingIOError, OSError: as the socket does.
        """
        data, descriptors, _, _ = socket.recv_fds(channel, _CHUNK, _MOST_FILES)
        self._descriptors += descriptors
        self._data += data
        return bool(data)

    def take(self) -> Message | None:
        """The next message, when all of it has come."""
        if len(self._data) < _HEAD.size:
            return None
        text_end = _HEAD.size + _HEAD.unpack_from(self._data)[0]
        end = text_end + _HEAD.unpack_from(self._data)[1]
        if len(self._data) < end:
            return None
        header = json.loads(self._data[_HEAD.size : text_end])
        body = bytes(self._data[text_end:end])
        del self._data[:end]
        file = os.fdopen(self._descriptors.pop(0), "rb") if header.get("is_in_file") else None
        return Message(header, body, file)

    def close(self) -> None:
        """Close files that came with messages which nobody took."""
        while self._descriptors:
            os.close(self._descriptors.pop())
