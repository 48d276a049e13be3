"""A server on this machine that answers SPARQL requests as a test says."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"
YES = b'{"head": {}, "boolean": true}'
NO_ROWS = b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}'


@dataclass(frozen=True)
class Reply:
    """An answer; its body may be pieces that come slowly. `is_cut` says more in its length than it sends."""

    status: int = 200
    body: bytes | Iterable[bytes] = YES
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = JSON
    is_cut: bool = False


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    path: str
    headers: Mapping[str, str]
    form: Mapping[str, str]
    body: bytes


@dataclass
class FakeEndpoint:
    """Gives the replies in order, and then what any endpoint says to `ASK {}`."""

    address: str = ""
    replies: deque[Reply] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)

    def will(self, *replies: Reply) -> None:
        self.asked.clear()
        self.replies = deque(replies)


def _handler(fake: FakeEndpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            form = {name: values[0] for name, values in parse_qs(body.decode(errors="replace")).items()}
            fake.asked.append(Asked(self.path, dict(self.headers), form, body))
            reply = fake.replies.popleft() if fake.replies else Reply()
            with suppress(ConnectionError):
                self.answer(reply)
            self.close_connection = True

        def answer(self, reply: Reply) -> None:
            if reply.status == 0:
                self.connection.close()
                return
            self.send_response_only(reply.status)
            for name, value in {"Content-Type": reply.media_type, "Connection": "close", **reply.headers}.items():
                self.send_header(name, value)
            pieces = [reply.body] if isinstance(reply.body, bytes) else reply.body
            if isinstance(reply.body, bytes):
                self.send_header("Content-Length", str(len(reply.body) + (100 if reply.is_cut else 0)))
            self.end_headers()
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def serving() -> Iterator[FakeEndpoint]:
    """A fake endpoint while the block runs."""
    fake = FakeEndpoint()
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    http.daemon_threads = True
    fake.address = f"http://127.0.0.1:{http.server_address[1]}/sparql"
    thread = threading.Thread(target=http.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield fake
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
