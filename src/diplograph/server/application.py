"""The routes of the server, and what each does with a request."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from hmac import compare_digest
from typing import Any, Final, TypeAlias

from starlette.routing import Route, Router

from diplograph.config import find_version
from diplograph.errors import DiplographError, NothingFoundError, UsageError
from diplograph.queries import find_question, question_names
from diplograph.server import description
from diplograph.server.answers import Answer
from diplograph.server.desk import Desk
from diplograph.server.http import connection_of
from diplograph.server.negotiation import ROW_TYPES, choose
from diplograph.server.problems import HttpError, to_answer
from diplograph.server.questions import describe_questions
from diplograph.server.requests import Update, Wanted, read_fields, read_get, read_post
from diplograph.server.settings import MOST_BODY_BYTES, ServerSettings
from diplograph.server.worker import question_request
from diplograph.server.workers import Workers
from diplograph.server.writing import Writer

Handler: TypeAlias = Callable[[Any, Any], Awaitable[Answer]]

_MOST_READ: Final = 2000
_MOST_REMEMBERED_BYTES: Final = 16 * 1024
_ANY_GRAPH: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_GRAPHS: Final = "https://w3id.org/diplograph/graph/"
_READING: Final = ("GET", "HEAD")


class Endpoint:
    """An ASGI application for one route.

    Args:
        handler: gives the answer to a request, or raises.
        methods: those that are allowed; None for all.
    """

    def __init__(self, handler: Handler, methods: Sequence[str] | None = _READING) -> None:
        self._handler = handler
        self._methods = methods

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        try:
            answer = await self._answer(scope, receive)
        except DiplographError as error:
            answer = to_answer(error)
        except asyncio.CancelledError:
            connection = connection_of(scope)
            if connection is None or not connection.is_lost:
                raise
            return
        try:
            await answer.send(send)
        finally:
            answer.release()

    async def _answer(self, scope: Any, receive: Any) -> Answer:
        if self._methods is not None and scope["method"] not in self._methods:
            allowed = ", ".join(self._methods)
            headers = ((b"allow", allowed.encode()),)
            raise HttpError(405, f"{scope['method']} is not allowed here.", hint=f"use {allowed}.", headers=headers)
        return await self._handler(scope, receive)


class Application:
    """Answers requests out of a store.

    Args:
        settings: of the server.
        workers: answer.
        desk: keeps their answers.
        writer: carries updates out; None refuses them.
    """

    def __init__(self, settings: ServerSettings, workers: Workers, desk: Desk, writer: Writer | None) -> None:
        self._settings = settings
        self._workers = workers
        self._desk = desk
        self._writer = writer
        self._read: dict[tuple[bytes, ...], Wanted] = {}
        self._router = Router(self._routes(), default=Endpoint(_find_nothing, None), redirect_slashes=False)

    def _routes(self) -> list[Route]:
        sparql = Endpoint(self._sparql, (*_READING, "POST"))
        graphs = Endpoint(self._graph)
        return [
            Route("/sparql", sparql),
            Route("/sparql/", sparql),
            Route("/api/q/{question}", Endpoint(self._question)),
            Route("/api/questions", Endpoint(self._questions)),
            Route("/graphs", graphs),
            Route("/graphs/{rest:path}", graphs),
            Route("/.well-known/void", Endpoint(self._void)),
            Route("/healthz", Endpoint(self._health)),
            Route("/", Endpoint(self._landing)),
        ]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        wanted = self._read.get(_outside(scope))
        if wanted is not None and (answer := self._desk.find(wanted)) is not None:
            await _conditional(answer, scope).send(send)
            return
        await self._router(scope, receive, send)

    async def _sparql(self, scope: Any, receive: Any) -> Answer:
        accept = _header(scope, b"accept").decode("latin-1")
        if scope["method"] == "POST":
            return await self._post(scope, await _read_body(scope, receive), accept)
        wanted = read_get(read_fields(scope["query_string"]), accept, _base(scope) + "/sparql")
        if wanted is None:
            return self._service(scope, accept)
        return await self._get(self._remember(_outside(scope), wanted), scope)

    async def _post(self, scope: Any, body: bytes, accept: str) -> Answer:
        content_type = _header(scope, b"content-type")
        known = (*_outside(scope), content_type, body)
        if wanted := self._read.get(known):
            return await self._get(wanted, scope)
        fields = read_fields(scope["query_string"])
        asked = read_post(fields, content_type.decode("latin-1"), body, accept, _base(scope) + "/sparql")
        if isinstance(asked, Update):
            return await self._update(asked, scope)
        return await self._get(self._remember(known, asked), scope)

    def _remember(self, known: tuple[bytes, ...], wanted: Wanted) -> Wanted:
        """Keep what a request means, so that the same one is understood at once."""
        if wanted.is_lasting and sum(map(len, known)) <= _MOST_REMEMBERED_BYTES:
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            self._read[known] = wanted
        return wanted

    async def _get(self, wanted: Wanted, scope: Any) -> Answer:
        if answer := self._desk.find(wanted):
            return _conditional(answer, scope)
        connection = connection_of(scope)
        task = asyncio.current_task()
        if connection is not None and task is not None:
            connection.on_lost = task.cancel
        try:
            return _conditional(await self._desk.get(wanted), scope)
        finally:
            if connection is not None:
                connection.on_lost = None

    def _service(self, scope: Any, accept: str) -> Answer:
        name = choose(accept, is_graph=True) or "ttl"
        triples = description.service_triples(_base(scope), is_writable=self._settings.is_writable)
        content, kind = description.write(triples, name)
        return Answer(200, ((b"content-type", kind), (b"vary", b"accept")), content)

    async def _update(self, update: Update, scope: Any) -> Answer:
        if self._writer is None or self._settings.token is None:
            raise HttpError(403, "this server is for reading only.", hint="updates need `diplograph serve --writable`.")
        scheme, _, token = _header(scope, b"authorization").decode("latin-1").partition(" ")
        expected = self._settings.token.encode()
        if scheme.lower() != "bearer" or not compare_digest(token.strip().encode("latin-1"), expected):
            challenge = ((b"www-authenticate", b'Bearer realm="diplograph"'),)
            raise HttpError(
                401, "updates need the server's token.", hint="send it as a Bearer token.", headers=challenge
            )
        await self._writer.update(update, _base(scope) + "/sparql")
        with suppress(DiplographError):
            self._workers.refresh()
        return Answer(204)

    async def _graph(self, scope: Any, receive: Any) -> Answer:  # noqa: ARG002 - as every handler
        names = self._graph_names(scope)
        name = choose(_header(scope, b"accept").decode("latin-1"), is_graph=True)
        if name is None:
            raise HttpError(406, "no format that graphs have is accepted.", hint="accept Turtle, N-Triples or RDF/XML.")
        request: dict[str, Any] = {"op": "graph", "sparql": _ANY_GRAPH, "rows": None, "graph": name, "base_iri": None}
        if names:
            request["default_graphs"] = names
        return await self._get(self._remember(_outside(scope), Wanted(request)), scope)

    @staticmethod
    def _graph_names(scope: Any) -> list[str]:
        """The graphs that a request of the Graph Store Protocol names; empty for the default graph.

        Raises:
            HttpError: it names none, or more than one.
        """
        fields = read_fields(scope["query_string"])
        rest = scope["path_params"].get("rest", "")
        named = fields.get("graph", [])
        if len(named) + ("default" in fields) + bool(rest) != 1:
            raise HttpError(
                400,
                "the request must name one graph.",
                hint="use ?graph=IRI, ?default, or /graphs/ and the name's end.",
            )
        if rest:
            return [f"{_base(scope)}/graphs/{rest}", _GRAPHS + rest]
        return named

    async def _question(self, scope: Any, receive: Any) -> Answer:  # noqa: ARG002
        name, _, suffix = scope["path_params"]["question"].partition(".")
        if find_question(name) is None:
            raise NothingFoundError(
                f"there is no saved question {name!r}.", hint=f"ask one of {', '.join(question_names())}."
            )
        rows = suffix or choose(_header(scope, b"accept").decode("latin-1"), is_graph=False)
        if rows is None or rows not in ROW_TYPES:
            raise HttpError(406 if not suffix else 404, "no such format.", hint=f"use one of {', '.join(ROW_TYPES)}.")
        request = question_request(name, read_fields(scope["query_string"]), rows)
        return await self._get(self._remember(_outside(scope), Wanted(request)), scope)

    async def _questions(self, scope: Any, receive: Any) -> Answer:  # noqa: ARG002
        return _json({"questions": describe_questions(_base(scope))})

    async def _void(self, scope: Any, receive: Any) -> Answer:  # noqa: ARG002
        name = choose(_header(scope, b"accept").decode("latin-1"), is_graph=True) or "ttl"
        content, kind = description.write(description.dataset_triples(_base(scope), await self._desk.counts()), name)
        return Answer(200, ((b"content-type", kind), (b"vary", b"accept")), content)

    async def _health(self, scope: Any, receive: Any) -> Answer:  # noqa: ARG002
        await self._desk.get(
            Wanted({"op": "query", "sparql": "ASK {}", "rows": "json", "graph": None}, is_lasting=False)
        )
        return _json({"status": "ok", "serial": self._workers.serial})

    async def _landing(self, scope: Any, receive: Any) -> Answer:  # noqa: ARG002
        base = _base(scope)
        places = ("sparql", "api/questions", "graphs?default", ".well-known/void", "healthz")
        return _json(
            {"name": "diplograph", "version": find_version(), "places": [f"{base}/{place}" for place in places]}
        )


async def _find_nothing(scope: Any, receive: Any) -> Answer:  # noqa: ARG001
    raise HttpError(404, "there is nothing at this address.", hint="see / for what there is.")


def _header(scope: Any, wanted: bytes) -> bytes:
    return b", ".join([value for name, value in scope["headers"] if name == wanted])


def _outside(scope: Any) -> tuple[bytes, ...]:
    """All of a request without a body that its meaning depends on."""
    head = (scope["method"].encode(), scope["raw_path"], scope["query_string"])
    return (*head, _header(scope, b"accept"), _host(scope))


def _host(scope: Any) -> bytes:
    return _header(scope, b"host")


def _base(scope: Any) -> str:
    """The server's address as the client has it."""
    return f"{scope['scheme']}://{_host(scope).decode('latin-1')}"


def _json(value: Any) -> Answer:
    content = json.dumps(value, ensure_ascii=False, indent=2).encode()
    return Answer(200, ((b"content-type", b"application/json"),), content)


def _conditional(answer: Answer, scope: Any) -> Answer:
    """The answer, or that the client has it (RFC 9110, section 13.1.2)."""
    known = _header(scope, b"if-none-match")
    if not known or answer.status != 200 or scope["method"] not in _READING:
        return answer
    tag = dict(answer.headers).get(b"etag")
    if tag is None or (
        known.strip() != b"*" and tag not in [each.strip().removeprefix(b"W/") for each in known.split(b",")]
    ):
        return answer
    answer.release()
    return Answer(304, answer.headers)


async def _read_body(scope: Any, receive: Any) -> bytes:
    """The body of a request.

    Raises:
        HttpError: it is too large, or packed.
    """
    too_large = HttpError(413, f"the body is larger than {MOST_BODY_BYTES} bytes.", hint="send less.")
    if _header(scope, b"content-encoding") not in {b"", b"identity"}:
        raise HttpError(415, "a packed body is not taken here.", hint="send it without Content-Encoding.")
    length = _header(scope, b"content-length")
    if length.isdigit() and int(length) > MOST_BODY_BYTES:
        raise too_large
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise UsageError("the client went away.")
        body += message.get("body", b"")
        if len(body) > MOST_BODY_BYTES:
            raise too_large
        if not message.get("more_body", False):
            return bytes(body)
