"""What no request gets past: it is meant for this server, is not too long, and answers carry the headers of safety."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any, Final

from diplograph.server.problems import HttpError, to_answer
from diplograph.server.settings import MOST_TARGET_BYTES, is_loopback

SAFETY_HEADERS: Final = [
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-cache"),
]


class Guard:
    """An ASGI application in front of another.

    A page of another site whose name its owner points at this machine (DNS rebinding) is known by its `Host`.

    Args:
        application: what answers.
        host: the address that is listened on.
        names: names that requests may be meant for, besides those of the loopback and, where the server listens for
            other machines, plain addresses.
    """

    def __init__(self, application: Any, host: str, names: Iterable[str]) -> None:
        self._application = application
        self._names = frozenset({"localhost", "127.0.0.1", "[::1]", *map(_bare, names), _bare(host)})
        self._takes_addresses = not is_loopback(host)
        self._seen: dict[bytes, bool] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return
        if refusal := self._refuse(scope):
            await to_answer(refusal).send(send)
            return
        await self._application(scope, receive, send)

    def _refuse(self, scope: Any) -> HttpError | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1:
            return HttpError(400, "the request has no Host, or several.", hint="send one Host header.")
        if not self._is_ours(hosts[0]):
            return HttpError(
                421, "this server does not answer for that Host.", hint="start it with --allow-host NAME if it should."
            )
        if len(scope["raw_path"]) + len(scope["query_string"]) > MOST_TARGET_BYTES:
            return HttpError(414, f"the address is longer than {MOST_TARGET_BYTES} bytes.", hint="use POST.")
        return None

    def _is_ours(self, host: bytes) -> bool:
        if host not in self._seen:
            if len(self._seen) > 1000:
                self._seen.clear()
            name = _bare(host.decode("latin-1"))
            self._seen[host] = name in self._names or (self._takes_addresses and _is_address(name))
        return self._seen[host]


def _bare(host: str) -> str:
    """A host's name in lower case, without the port and a last dot."""
    name = host.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    if name.count(":") > 1:
        return f"[{name}]"
    return name.partition(":")[0].removesuffix(".")


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
