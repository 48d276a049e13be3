"""What a server is told when it is started."""

from __future__ import annotations

import os
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from diplograph.isolation import Limits
from diplograph.isolation.limits import MIB

DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8765
SERVER_LIMITS: Final = Limits(time_s=30.0, rows=100_000, answer_bytes=64 * MIB, memory_bytes=1024 * MIB)
"""What one request may take unless the server is told otherwise."""

MOST_BODY_BYTES: Final = 4 * MIB
"""The largest body of a request."""

MOST_LET_BY_BYTES: Final = 16 * MIB
"""How much of refused bodies is read and thrown away on a connection before it is cut."""

MOST_TARGET_BYTES: Final = 32 * 1024
"""The longest path and query of a request."""

MOST_HEAD_BYTES: Final = 64 * 1024
"""The largest request line with all headers."""

REQUEST_S: Final = 15.0
"""How long a client may take to send a request, and to come with the first one."""

WRITE_S: Final = 20.0
"""How long a client may take to accept each 64 kB of an answer."""

IDLE_S: Final = 30
"""How long a connection may stay open between two requests."""

MOST_CONNECTIONS: Final = 500
"""How many connections may be open."""

MOST_WAITING: Final = 64
"""How many requests may wait for a worker."""

WAIT_S: Final = 30.0
"""How long a request may wait for a worker."""

_LOOPBACK_NAMES: Final = ("localhost",)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server is told when it is started.

    Attributes:
        store: the directory of the store.
        host: the address to listen on.
        port: the port; 0 lets the system choose.
        hosts: names, besides those of this machine's loopback, that requests may be meant for.
        limits: what one request may take.
        workers: how many processes answer.
        token: who shows it may send updates; None refuses them all.
        origin: the web origin whose pages may read answers; empty for none.
    """

    store: str
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    hosts: tuple[str, ...] = ()
    limits: Limits = SERVER_LIMITS
    workers: int = 2
    token: str | None = None
    origin: str = ""

    @property
    def is_writable(self) -> bool:
        """Whether updates are accepted from those who show the token."""
        return self.token is not None


def default_workers() -> int:
    """As many workers as processors, at most four."""
    return max(1, min(4, os.cpu_count() or 1))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() in _LOOPBACK_NAMES
