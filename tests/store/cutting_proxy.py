"""A line to a server that breaks: at one request that changes something, and for good."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit


class Cut(StrEnum):
    """Where in a request the line breaks."""

    BEFORE = "before it is sent"
    MIDDLE = "in the middle of it"
    AFTER = "when it has been carried out, before the answer"


@dataclass
class CuttingProxy:
    """Passes requests on until the one that it cuts.

    Attributes:
        address: stands for the server's own.
        cut: where the line breaks.
        cut_at: at which change, from 0; None never.
        changes: how many changes came.
    """

    target: tuple[str, int]
    address: str = ""
    cut: Cut = Cut.BEFORE
    cut_at: int | None = None
    changes: int = 0
    is_dead: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def will_cut(self, cut: Cut, cut_at: int | None) -> None:
        self.cut, self.cut_at, self.changes, self.is_dead = cut, cut_at, 0, False

    def serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request = _read_request(connection)
            with self._lock:
                if self.is_dead or not request:
                    return
                is_cut = self._is_change(request) and self.changes - 1 == self.cut_at
                self.is_dead = is_cut
            self._pass_on(connection, request, is_cut=is_cut)

    def _is_change(self, request: bytes) -> bool:
        """Whether the request changes something; one without the authorization that Virtuoso asks for does not."""
        head, _, body = request.partition(b"\r\n\r\n")
        is_change = b"update=" in body or b"sparql-update" in head or b"graph-crud" in head.split(b"\r\n")[0]
        is_change = is_change and (b"-auth" not in head.split(b"\r\n")[0] or b"Authorization:" in head)
        self.changes += is_change
        return is_change

    def _pass_on(self, connection: socket.socket, request: bytes, *, is_cut: bool) -> None:
        if is_cut and self.cut is Cut.BEFORE:
            return
        with socket.create_connection(self.target, 30) as server:
            server.sendall(request[: len(request) * 2 // 3] if is_cut and self.cut is Cut.MIDDLE else request)
            if is_cut and self.cut is Cut.MIDDLE:
                return
            while answer := server.recv(65_536):
                if not is_cut:
                    connection.sendall(answer)


def _read_request(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        piece = connection.recv(65_536)
        if not piece:
            return b""
        request += piece
    head, _, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    while length and len(body) < int(length[1]):
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


@contextmanager
def proxying(address: str) -> Iterator[CuttingProxy]:
    """A proxy to a server while the block runs."""
    parts = urlsplit(address)
    proxy = CuttingProxy((str(parts.hostname), int(parts.port or 0)))

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=proxy.serve, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy.address = f"http://127.0.0.1:{listener.getsockname()[1]}{parts.path}"
        threading.Thread(target=accept, daemon=True).start()
        try:
            yield proxy
        finally:
            listener.shutdown(socket.SHUT_RDWR)
