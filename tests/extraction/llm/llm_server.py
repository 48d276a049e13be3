"""A server on this machine that answers as an OpenAI-compatible endpoint does, in the order that a test says."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "test-model"


@dataclass(frozen=True)
class Reply:
    """One answer of the server.

    Attributes:
        content: what the model says; anything but text is written as JSON.
        status: HTTP status.
        after_s: how long it takes.
        body: the whole body, instead of a completion around the content.
        headers: further headers.
    """

    content: Any = ""
    status: int = 200
    after_s: float = 0.0
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        if self.body is not None:
            return self.body
        if self.status >= 400:
            return json.dumps({"error": {"message": str(self.content), "type": "error"}}).encode()
        text = self.content if isinstance(self.content, str) else json.dumps(self.content)
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        completion = {"id": "c-1", "object": "chat.completion", "created": 1, "model": MODEL}
        return json.dumps({**completion, "choices": [choice], "usage": usage}).encode()


@dataclass
class Server:
    """The server's address, what it is to answer (the last reply for ever), and what it was asked."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def will_say(self, *replies: Reply | dict[str, Any] | str) -> None:
        self.replies = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def said_to_it(self, request: int) -> str:
        """All messages of one request, as text."""
        return "\n".join(str(message["content"]) for message in self.requests[request]["messages"])


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/chat/completions"
            server.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = server.next_reply()
            time.sleep(reply.after_s)
            body = reply.to_bytes()
            try:
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except ConnectionError:
                self.close_connection = True

        def log_message(self, *arguments: object) -> None:
            """Says nothing."""

    return Handler


@contextmanager
def serving() -> Iterator[Server]:
    """A server while the block runs."""
    server = Server("")
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


def relations(*found: Any) -> dict[str, Any]:
    """An answer with relations."""
    return {"relations": list(found)}
