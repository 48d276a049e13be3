"""Talking SPARQL 1.1 protocol to an endpoint.

The form of a query is known from its text, and an answer is taken as bytes in a format that loses nothing. Queries go
by URL-encoded POST, and updates too where nothing better is known: Virtuoso hangs on a POST of the bare text.

What can be repeated without harm is sent again after a lost connection or a status that asks for it (429, 502, 503,
504), with growing pauses, until the deadline: every query, and updates that say of some quads that they are there or
are not (`INSERT DATA`, `DELETE DATA`, `DELETE WHERE`). Other updates are sent once.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import HTTPException, HTTPResponse
from random import SystemRandom
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox

from diplograph.errors import LimitError, QueryError, StoreError
from diplograph.store.answers import EngineSolutions, read_result, read_solutions, read_table, read_triples
from diplograph.store.credentials import Scheme
from diplograph.store.deadline import Deadline
from diplograph.store.endpoint_settings import EndpointSettings
from diplograph.store.protocol import QueryResult
from diplograph.store.servers import SERVERS, Server, ServerKind, kind_in_header, with_password
from diplograph.store.sparql_text import has_keyword, query_form, with_prefixes
from diplograph.store.transport import Answer, StatusError, Watch, Wrapper, exchange, make_opener, open_watched

GRAPH_BYTES: Final = 8_000_000_000
"""The largest graph that is read; it goes to the disk, not into memory."""

_FIRST_PAUSE_S: Final = 0.2
_AGAIN: Final = frozenset({429, 502, 503, 504})
_BAD_QUERY: Final = frozenset({400})
_DENIED: Final = frozenset({401, 403})
_REDIRECTIONS: Final = frozenset({301, 302, 303, 307, 308})
_SHOWN_CHARS: Final = 300
_ROWS_FORMAT: Final = "application/sparql-results+json"
_GRAPH_FORMATS: Final = "application/n-triples, text/turtle;q=0.5"


class RefusedError(StoreError):
    """The endpoint answered that it will not do what it was asked; a connection that broke is no such answer."""


class DeniedError(StoreError):
    """The endpoint does not let us, as whom it was told that we are."""


class Endpoint:
    """An endpoint that can be asked and told.

    Args:
        settings: where it is, and how it is talked to.
    """

    def __init__(self, settings: EndpointSettings) -> None:
        self._settings = settings
        self._kind = settings.kind
        self._is_anonymous = False
        self._arrange()

    def _arrange(self) -> None:
        """Choose addresses and authentication for the server that this is."""
        credentials = self._settings.credentials
        addresses = self._settings.addresses
        if credentials and credentials.user is not None:
            addresses = with_password(addresses, self._kind)
        self._addresses = addresses
        known = (addresses.query, addresses.update, addresses.graph_store or addresses.update)
        self._opener = make_opener(credentials, *known)

    @property
    def server(self) -> Server:
        """What is known of the server; more after it has answered."""
        return SERVERS[self._kind]

    @property
    def takes_graphs(self) -> bool:
        """Whether whole graphs can be sent to it."""
        return self._addresses.graph_store is not None

    @property
    def most_bytes(self) -> int:
        """How large an update may be, in bytes."""
        return self._settings.update_bytes or self.server.most_bytes

    def greet(self) -> None:
        """Ask something that any endpoint answers, and learn which server it is.

        Raises:
            StoreError: nothing answers SPARQL there.
        """
        answer = self._greeted()
        if self._kind is ServerKind.SPARQL:
            self._kind = kind_in_header(answer.headers.get("Server", ""))
            self._arrange()
        read_result(answer, "ask", None)

    def _greeted(self) -> Answer:
        """An answer to what anybody may ask; a password is not shown in the clear before the server is known."""
        credentials = self._settings.credentials
        self._is_anonymous = credentials is not None and credentials.scheme is Scheme.AUTO
        try:
            return self._ask("ASK {}", "ask", _ROWS_FORMAT)
        except DeniedError:
            if not self._is_anonymous:
                raise
        finally:
            self._is_anonymous = False
        return self._ask("ASK {}", "ask", _ROWS_FORMAT)

    def query(self, sparql: str, *, limit_rows: int | None = None) -> QueryResult:
        """Answer a query that is known to be valid over the union of the endpoint's graphs; see `Store.query`."""
        form = query_form(sparql)
        is_graph = form in {"construct", "describe"}
        accepted = _GRAPH_FORMATS if is_graph else _ROWS_FORMAT
        parameters = () if has_keyword(sparql, "FROM") else self.server.union
        answer = self._ask(with_prefixes(sparql), form, accepted, parameters=parameters)
        return read_result(answer, form, limit_rows)

    def table(self, sparql: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT over named graphs: IRIs and values of literals; empty where a variable is unbound."""
        return read_table(self._ask(sparql, "select", "text/csv"))

    def solutions(self, sparql: str, limit_rows: int) -> EngineSolutions:
        """The variables and rows of a SELECT that names its graphs; see `read_solutions`."""
        return read_solutions(self._ask(sparql, "select", _ROWS_FORMAT), limit_rows)

    def triples(self, sparql: str, count: int) -> Iterator[ox.Triple]:
        """The triples of a CONSTRUCT, one by one; a large answer waits on disk.

        Args:
            sparql: the query.
            count: how many triples there are.

        Raises:
            TruncatedError: there are fewer in the answer; nothing has been given then.
        """
        return read_triples(self._ask(sparql, "construct", _GRAPH_FORMATS, most_bytes=GRAPH_BYTES), count)

    def update(self, sparql: str, *, is_repeatable: bool = False) -> None:
        """Carry out an update.

        Args:
            sparql: the update, with its prefixes.
            is_repeatable: whether doing it twice comes to the same as once.
        """
        wrapper = self._wrapper(sparql, "INSERT")
        if self.server.takes_bare_updates:
            wrapper.setRequestMethod("postdirectly")
        self._send(wrapper.send, self._settings.answer_bytes, is_repeatable=is_repeatable).body.close()

    def load(self, graph_name: str, ntriples: bytes) -> None:
        """Add triples to a graph, by the graph store protocol."""
        send = partial(self._post_graph, f"{self._addresses.graph_store}?{urlencode({'graph': graph_name})}", ntriples)
        self._send(send, self._settings.answer_bytes, is_repeatable=True).body.close()

    def _post_graph(self, address: str, ntriples: bytes, watch: Watch) -> HTTPResponse:
        headers = {"Content-Type": "application/n-triples", **self._authorization()}
        request = urllib.request.Request(address, ntriples, headers, method="POST")  # noqa: S310
        return open_watched(self._opener, request, watch)

    def _ask(
        self,
        sparql: str,
        form: str,
        accepted: str,
        *,
        most_bytes: int | None = None,
        parameters: Iterable[tuple[str, str]] = (),
    ) -> Answer:
        wrapper = self._wrapper(sparql, form.upper())
        wrapper.setReturnFormat("turtle" if form in {"construct", "describe"} else "json")
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", accepted)
        if self.server.timeout_parameter:
            wrapper.addParameter(self.server.timeout_parameter, str(int(self._settings.timeout_s * 1000)))
        for name, value in parameters:
            wrapper.addParameter(name, value)
        return self._send(wrapper.send, most_bytes or self._settings.answer_bytes, is_repeatable=True)

    def _wrapper(self, sparql: str, form: str) -> Wrapper:
        wrapper = Wrapper(self._addresses.query, self._addresses.update, self._opener)
        wrapper.queryString, wrapper.queryType = sparql, form
        for name, value in self._authorization().items():
            wrapper.addCustomHttpHeader(name, value)
        return wrapper

    def _authorization(self) -> Mapping[str, str]:
        """The header that shows who we are without being asked; digest waits for the server's challenge."""
        credentials = self._settings.credentials
        is_digest = self._kind is ServerKind.VIRTUOSO or (credentials and credentials.scheme is Scheme.DIGEST)
        if (
            credentials is None
            or self._is_anonymous
            or (credentials.user is not None and credentials.scheme is not Scheme.BASIC and is_digest)
        ):
            return {}
        return {"Authorization": credentials.header()}

    def _send(self, send: Callable[[Watch], HTTPResponse], most_bytes: int, *, is_repeatable: bool) -> Answer:
        """Send until it succeeds, fails for good, or the time is over."""
        deadline = Deadline.after(self._settings.timeout_s, f"the endpoint {self._addresses.query}")
        for failures in range(1, self._settings.tries + 1):
            try:
                return exchange(send, deadline, most_bytes, self._hide)
            except StatusError as error:
                if error.status not in _AGAIN or not is_repeatable or failures == self._settings.tries:
                    raise self._refused(error) from None
                pause_s = _asked_pause_s(error.headers) or _pause_s(failures)
                if pause_s > deadline.left_s:
                    raise self._refused(error) from None
            except (OSError, HTTPException) as error:
                pause_s = _pause_s(failures)
                was_never_sent = isinstance(getattr(error, "reason", error), ConnectionRefusedError)
                is_over = failures == self._settings.tries or pause_s > deadline.left_s
                if is_over or not (is_repeatable or was_never_sent):
                    raise self._unreachable(error) from error
            time.sleep(pause_s)
        raise AssertionError("the loop returns or raises")

    def _hide(self, text: str) -> str:
        credentials = self._settings.credentials
        return credentials.hide(text) if credentials else text

    def _unreachable(self, error: Exception) -> StoreError:
        reason = getattr(error, "reason", None) or str(error) or type(error).__name__
        return StoreError(
            f"the endpoint {self._addresses.query} does not answer: {reason}.",
            hint="check the address, and that the server runs and may be reached.",
        )

    def _refused(self, error: StatusError) -> StoreError | QueryError | LimitError:
        place, said = f"the endpoint {self._addresses.query}", error.said[:_SHOWN_CHARS]
        if error.status in _BAD_QUERY:
            return QueryError(f"{place} refuses this: {said}.", hint="check the query's text.")
        if error.status in _DENIED:
            return DeniedError(
                f"{place} does not allow this (status {error.status}).",
                hint="give a name and password, or a token: see docs/remote-stores.md.",
            )
        if error.status in _REDIRECTIONS:
            return StoreError(f"{place} points to another address.", hint="give that address, if you trust it.")
        if error.status in _AGAIN:
            return StoreError(f"{place} is too busy (status {error.status}).", hint="try again later.")
        return RefusedError(
            f"{place} does not serve this (status {error.status}): {said}.",
            hint="give the address of a SPARQL endpoint that takes queries and updates.",
        )


def _pause_s(failures: int) -> float:
    """Twice as long after each failure, and not the same for all who wait."""
    return _FIRST_PAUSE_S * float(2 ** (failures - 1)) * SystemRandom().uniform(0.5, 1.5)


def _asked_pause_s(headers: Message) -> float | None:
    """What `Retry-After` asks for: seconds or a date (RFC 9110, section 10.2.3)."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
