"""Answers to requests, whole before they are sent."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, TypeAlias

Pairs: TypeAlias = tuple[tuple[bytes, bytes], ...]
Send: TypeAlias = Any
"""What ASGI gives an application to send with."""

_PIECE_BYTES: Final = 1 << 18
NO_BODY: Final = frozenset({204, 304})


@dataclass(slots=True)
class Answer:
    """An answer.

    Attributes:
        status: the HTTP status.
        headers: its headers, without the length.
        content: the body, unless it is in a file.
        file: the body; read by place, so that several may send it at once.
        holders: how many still need the file; the last one closes it.
    """

    status: int
    headers: Pairs = ()
    content: bytes = b""
    file: BinaryIO | None = None
    holders: int = 1
    start: dict[str, Any] = field(init=False)
    body: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        """Make the messages that are sent."""
        size = len(self.content) if self.file is None else os.fstat(self.file.fileno()).st_size
        length = () if self.status in NO_BODY else ((b"content-length", b"%d" % size),)
        self.start = {"type": "http.response.start", "status": self.status, "headers": [*self.headers, *length]}
        self.body = {"type": "http.response.body", "body": self.content}

    async def send(self, send: Send) -> None:
        """Send it."""
        await send(self.start)
        if self.file is None:
            await send(self.body)
            return
        place, descriptor = 0, self.file.fileno()
        while piece := os.pread(descriptor, _PIECE_BYTES, place):
            place += len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def release(self) -> None:
        """One who needed the file needs it no longer."""
        self.holders -= 1
        if self.holders <= 0 and self.file is not None:
            self.file.close()
