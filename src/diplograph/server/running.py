"""Starting a server and running it until it is told to stop."""

from __future__ import annotations

import asyncio
import hashlib
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import uvicorn

from diplograph.api import INFERENCES_BEHIND
from diplograph.config import is_directory
from diplograph.errors import DiplographError, StoreError, UsageError
from diplograph.server.application import Application
from diplograph.server.desk import Desk
from diplograph.server.guard import SAFETY_HEADERS, Guard
from diplograph.server.http import Connection
from diplograph.server.questions import describe_questions
from diplograph.server.settings import IDLE_S, ServerSettings
from diplograph.server.worker import TARGET
from diplograph.server.workers import Workers
from diplograph.server.writing import Writer
from diplograph.store import open_store
from diplograph.store.layout import Layout
from diplograph.store.snapshots import Snapshots

GRACE_S: Final = 10
"""How long requests may go on when the server is told to stop."""

_BACKLOG: Final = 512


def serve(settings: ServerSettings, on_ready: Callable[[str], object]) -> int:
    """Run a server until a signal ends it.

    Args:
        settings: what it serves, where, and how.
        on_ready: told the server's address once it answers.

    Returns:
        0 after SIGTERM, 130 after SIGINT.

    Raises:
        StoreError: the store cannot be opened.
        UsageError: the address cannot be listened on.
    """
    with _listen(settings) as listener:
        _check_store(settings)
        return asyncio.run(_serve(settings, listener, on_ready))


def _check_store(settings: ServerSettings) -> None:
    """Bring a store up to what readers need, before there is a server.

    Raises:
        StoreError: there is none, or it is no directory.
    """
    if not is_directory(settings.store):
        raise StoreError(
            f"{settings.store} cannot be served: only the store of a directory can.",
            hint="give a directory as --store; an endpoint answers by itself.",
        )
    open_store(settings.store, create=settings.is_writable, read_only=not settings.is_writable).close()


def _listen(settings: ServerSettings) -> socket.socket:
    try:
        found = socket.getaddrinfo(settings.host.strip("[]"), settings.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        raise UsageError(
            f"{settings.host} port {settings.port} cannot be listened on: {error.strerror or error}.",
            hint="give another --port or --host.",
        ) from None
    return listener


async def _serve(settings: ServerSettings, listener: socket.socket, on_ready: Callable[[str], object]) -> int:
    describe_questions("")
    layout = Layout(Path(settings.store))
    writer = Writer(settings.store, settings.limits) if settings.is_writable else None
    if writer is not None:
        await writer.start()
    workers = Workers(TARGET, settings.workers, settings.limits, Snapshots(layout), lambda: _notes(settings.store))
    try:
        await workers.start()
        application = _application(settings, workers, Desk(workers, _identity(layout)), writer)
        server = _Server(_config(application), lambda: on_ready(_address(settings, listener)))
        await server.serve([listener])
    finally:
        await workers.close()
        if writer is not None:
            await writer.close()
    return 130 if server.ended_by == signal.SIGINT else 0


def _application(settings: ServerSettings, workers: Workers, desk: Desk, writer: Writer | None) -> Any:
    application: Any = Application(settings, workers, desk, writer)
    if settings.origin:
        from starlette.middleware.cors import CORSMiddleware

        application = CORSMiddleware(
            application,
            allow_origins=[settings.origin],
            allow_methods=["GET", "POST"],
            expose_headers=["etag", "diplograph-note"],
        )
    return Guard(application, settings.host, settings.hosts)


def _config(application: Any) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        http=Connection,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        log_level="error",
        server_header=False,
        headers=SAFETY_HEADERS,
        backlog=_BACKLOG,
        timeout_keep_alive=IDLE_S,
        timeout_graceful_shutdown=GRACE_S,
        proxy_headers=False,
    )


class _Server(uvicorn.Server):
    """uvicorn's server, which says when it answers and which signal ended it, and ends by returning."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self.ended_by: int | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop, number)
        yield

    def _stop(self, number: int) -> None:
        self.ended_by = self.ended_by or number
        self.handle_exit(number, None)


def _notes(location: str) -> tuple[str, ...]:
    """What readers of a store should know of it just now; nothing when that cannot be found out."""
    try:
        with open_store(location, read_only=True) as store:
            return (INFERENCES_BEHIND,) if store.uninferred else ()
    except DiplographError:
        return ()


def _address(settings: ServerSettings, listener: socket.socket) -> str:
    host = f"[{settings.host.strip('[]')}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}/"


def _identity(layout: Layout) -> str:
    """A few digits that tell this store from others."""
    made = layout.format_file.stat()
    return hashlib.sha256(f"{layout.root.resolve()} {made.st_ino} {made.st_mtime_ns}".encode()).hexdigest()[:8]
