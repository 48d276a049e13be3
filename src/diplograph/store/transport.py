"""One HTTP exchange with an endpoint, through SPARQLWrapper, that ends in time and goes nowhere else.

SPARQLWrapper's own time-out holds for each read of the socket, so that a server that sends a byte now and then is
waited for without end; it follows redirections, with credentials, to any host; and for digest authentication it changes
how the whole process opens addresses. Here a request has an opener of its own: its socket is shut at the deadline,
whatever it is waiting for, and a redirection is an error.
"""

from __future__ import annotations

import http.client
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final, cast

from SPARQLWrapper import SPARQLWrapper

from diplograph.errors import LimitError
from diplograph.store.credentials import Credentials, Scheme
from diplograph.store.deadline import Deadline

_LEAST_WAIT_S: Final = 0.001
_ABOUT_NOW_S: Final = 0.02
_PIECE_BYTES: Final = 65_536
_SPOOLED_BYTES: Final = 8_000_000
_LIMIT_SAID_BYTES: Final = 4_000


class StatusError(Exception):
    """A server answered, with a status that tells of a failure.

    Attributes:
        status: the HTTP status.
        headers: the answer's headers.
        said: the beginning of its body.
    """

    def __init__(self, status: int, headers: Message, said: str) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.headers = headers
        self.said = said


class Watch:
    """Shuts a socket at a deadline; what then waits for the socket sees its end."""

    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        self.has_fired = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(deadline.left_s, self._fire)
        self._timer.daemon = True
        self._timer.start()

    @property
    def wait_s(self) -> float:
        """How long a single step may wait."""
        return max(self.deadline.left_s, _LEAST_WAIT_S)

    def connect(self, address: tuple[str, int], *_: object) -> socket.socket:
        """A connected socket that is shut at the deadline."""
        error = OSError("the name of the host leads nowhere")
        for found in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
            host, port = found[4][:2]
            try:
                connected = socket.create_connection((str(host), int(port)), self.wait_s)
            except OSError as failure:
                error = failure
            else:
                self._watch(connected)
                return connected
        raise error

    def _watch(self, connected: socket.socket) -> None:
        self.stop_watching()
        self._socket = connected.dup()
        if self.has_fired:
            self._fire()

    def _fire(self) -> None:
        self.has_fired = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def stop_watching(self) -> None:
        """Let the socket be."""
        if self._socket is not None:
            self._socket.close()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.cancel()
        self.stop_watching()


class _Http(urllib.request.HTTPHandler):
    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_connection, http.client.HTTPConnection, _watch_of(request)), request)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_connection, http.client.HTTPSConnection, _watch_of(request)), request)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: the status comes back as an error."""


class _Digest(urllib.request.HTTPDigestAuthHandler):
    def http_error_401(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any) -> Any:
        """Answer a digest challenge, and no other, nor one for which urllib lacks the algorithm or the letters."""
        if "digest" not in headers.get("www-authenticate", "").lower():
            return None
        try:
            return super().http_error_401(req, fp, code, msg, headers)
        except ValueError:
            return None
        finally:
            self.reset_retry_count()


def _watch_of(request: urllib.request.Request) -> Watch:
    return cast("Watch", request.__dict__["watch"])


def _connection(make: Any, watch: Watch, host: str, **options: Any) -> http.client.HTTPConnection:
    connection = make(host, **options)
    connection._create_connection = watch.connect
    return cast("http.client.HTTPConnection", connection)


class Wrapper(SPARQLWrapper):
    """A SPARQLWrapper whose requests are opened by an opener of its own.

    Args:
        query_address, update_address: where queries and updates go.
        opener: see `make_opener`.
    """

    def __init__(self, query_address: str, update_address: str, opener: urllib.request.OpenerDirector) -> None:
        super().__init__(query_address, updateEndpoint=update_address)
        self.setMethod("POST")
        self._opener = opener
        self._watch: Watch | None = None

    def send(self, watch: Watch) -> http.client.HTTPResponse:
        """Send what is set, and give the response."""
        self._watch = watch
        response: http.client.HTTPResponse = self.query().response
        return response

    def _query(self) -> tuple[http.client.HTTPResponse, str]:
        assert self._watch
        return open_watched(self._opener, self._createRequest(), self._watch), self.returnFormat


def open_watched(
    opener: urllib.request.OpenerDirector, request: urllib.request.Request, watch: Watch
) -> http.client.HTTPResponse:
    """Open a request whose socket a watch shuts."""
    request.__dict__["watch"] = watch
    return cast("http.client.HTTPResponse", opener.open(request, timeout=watch.wait_s))


def make_opener(credentials: Credentials | None, *addresses: str) -> urllib.request.OpenerDirector:
    """What opens requests; it answers a server's digest challenge at these addresses."""
    opener = urllib.request.build_opener(_Http, _Https, _NoRedirect)
    if credentials and credentials.user is not None and credentials.scheme in {Scheme.AUTO, Scheme.DIGEST}:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        for address in addresses:
            passwords.add_password(None, address, credentials.user, credentials.secret)
        opener.add_handler(_Digest(passwords))
    return opener


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that arrived whole: its headers, and its body as a file, in memory or, when it is large, on disk."""

    headers: Message
    body: IO[bytes]


def exchange(
    send: Callable[[Watch], http.client.HTTPResponse], deadline: Deadline, most_bytes: int, hide: Callable[[str], str]
) -> Answer:
    """Send a request and take its answer whole.

    Args:
        send: sends the request and gives the response.
        deadline: when it must be over.
        most_bytes: how large an answer is taken.
        hide: makes secrets unreadable in what a server says.

    Raises:
        LimitError: it is not over in time, or the answer is larger.
        StatusError: the status tells of a failure.
        OSError, HTTPException: there is no answer, or not the whole of it.
    """
    watch = Watch(deadline)
    try:
        with send(watch) as response:
            return Answer(response.headers, _read(response, watch, most_bytes))
    except urllib.error.HTTPError as error:
        raise StatusError(error.code, error.headers, hide(_said(error))) from None
    except (OSError, http.client.HTTPException):
        if watch.has_fired or deadline.left_s < _ABOUT_NOW_S:
            raise deadline.missed() from None
        raise
    finally:
        watch.stop()


def _said(error: urllib.error.HTTPError) -> str:
    with error, suppress(OSError, http.client.HTTPException):
        return " ".join(error.read(_LIMIT_SAID_BYTES).decode(errors="replace").split())
    return ""


def _read(response: http.client.HTTPResponse, watch: Watch, most_bytes: int) -> IO[bytes]:
    body = cast("IO[bytes]", SpooledTemporaryFile(_SPOOLED_BYTES))  # noqa: SIM115
    try:
        _copy(response, body, most_bytes)
        if watch.has_fired:
            raise watch.deadline.missed()
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)
        body.seek(0)
    except BaseException:
        body.close()
        raise
    return body


def _copy(response: http.client.HTTPResponse, body: IO[bytes], most_bytes: int) -> None:
    size = 0
    while piece := response.read(_PIECE_BYTES):
        size += len(piece)
        if size > most_bytes:
            raise LimitError(f"the answer is larger than {most_bytes} bytes.", hint="add LIMIT or narrow the question.")
        body.write(piece)
