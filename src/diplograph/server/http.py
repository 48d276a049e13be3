"""uvicorn's connection, with bounds on what a client may send, how long it may take, and how slowly it may read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from diplograph.server.settings import MOST_CONNECTIONS, MOST_HEAD_BYTES, MOST_LET_BY_BYTES, REQUEST_S, WRITE_S

_TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
CONNECTION: Final = "diplograph.connection"
"""Where a request's scope has its connection."""


class Connection(HttpToolsProtocol):
    """One client's connection.

    Attributes:
        on_lost: called when the client is gone; set while an answer is worked out.
        is_lost: whether it is gone.
    """

    on_lost: Callable[[], object] | None = None
    is_lost = False
    _timer: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _is_in_head = True
    _let_by = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, or end at once when there are too many others."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._disarm()
        self._settle()
        self.is_lost = True
        super().connection_lost(exc)
        if self.on_lost is not None:
            self.on_lost()

    def data_received(self, data: bytes) -> None:
        """Take what came, up to a size for what stands before the body."""
        if self._is_in_head:
            self._head_bytes += len(data)
            if self._timer is None:
                self._arm()
        super().data_received(data)
        if self._is_in_head and self._head_bytes > MOST_HEAD_BYTES:
            self._refuse()

    def _refuse(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()
        self._is_in_head = False

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        if not self.flow.write_paused:
            self._settle()
        self.scope[CONNECTION] = self  # type: ignore[typeddict-unknown-key]

    def on_headers_complete(self) -> None:
        """The head of a request is there."""
        self._is_in_head = False
        self._head_bytes = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """More of a body; what nobody wants any more is let by, up to a size, so that the client sees its answer."""
        if self.cycle.response_complete:
            self._let_by += len(body)
            if self._let_by > MOST_LET_BY_BYTES:
                self._abort()
            return
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is there."""
        self._is_in_head = True
        self._disarm()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer is written, at least up to here."""
        self.on_lost = None
        super().on_response_complete()
        if self.transport.get_write_buffer_size():
            self._watch()

    def _arm(self) -> None:
        self._timer = self.loop.call_later(REQUEST_S, self._abort)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def pause_writing(self) -> None:
        """The client does not keep up."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """The client has caught up."""
        super().resume_writing()
        self._settle()

    def _watch(self) -> None:
        if self._stuck is None:
            self._stuck = self.loop.call_later(WRITE_S, self._abort_if_stuck)

    def _settle(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def _abort_if_stuck(self) -> None:
        self._stuck = None
        if self.transport.get_write_buffer_size():
            self._abort()

    def _abort(self) -> None:
        self._timer = None
        self.transport.abort()


def connection_of(scope: Any) -> Connection | None:
    """The connection that a request came by; None when another server runs the application."""
    found = scope.get(CONNECTION)
    return found if isinstance(found, Connection) else None
