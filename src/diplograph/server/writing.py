"""Updates: one process of its own holds the store's lock and carries them out, one after another."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from diplograph.errors import DiplographError, QueryError
from diplograph.isolation import Limits
from diplograph.isolation.messages import Header
from diplograph.isolation.serving import Reply
from diplograph.model import Iri
from diplograph.server.requests import Update
from diplograph.server.workers import Seat
from diplograph.sparql import write_term
from diplograph.store.sparql_tokens import Token, TokenKind, tokens

if TYPE_CHECKING:
    from diplograph.api import KnowledgeGraph

TARGET: Final = "diplograph.server.writing:UpdateAnswerer"

INFER_AFTER_S: Final = 1.0
"""How long after the last update the inferences are brought up to date."""


class UpdateAnswerer:
    """Carries updates out in a worker process.

    It is prepared with the `store`, which it opens for writing. A request is an `update`, or `infer`, which brings the
    inferences up to date, or `close`.
    """

    def __init__(self) -> None:
        self._graph: KnowledgeGraph | None = None

    def prepare(self, request: Header) -> Reply:
        """Open the store; a write that was cut short is mended."""
        from diplograph.api import open_graph

        self._graph = open_graph(request["store"])
        self._graph.store.publish()
        return Reply()

    def answer(self, request: Header, limits: Limits) -> Reply:  # noqa: ARG002 - an update has no rows
        """Carry an update out, and let readers see it."""
        assert self._graph is not None
        if request.get("close"):
            self._graph.store.close()
            return Reply()
        if request.get("infer"):
            self._graph.infer()
        else:
            self._graph.store.update(request["update"])
        self._graph.store.publish()
        return Reply()


class Writer:
    """Has updates carried out.

    An update that takes too long is stopped with its process; the next process mends the store first.

    Args:
        store: the directory.
        limits: what an update is held to, but for memory: inferring from all articles takes more than a query may.
    """

    def __init__(self, store: str, limits: Limits) -> None:
        self._store = store
        self._limits = replace(limits, memory_bytes=None)
        self._seat = Seat(TARGET, self._limits)
        self._turn = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._inferring: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the store.

        Raises:
            StoreError: it cannot be written, or somebody else writes.
        """
        await self._seat.start()
        await self._seat.prepare({"store": self._store})

    async def update(self, update: Update, base_iri: str) -> None:
        """Carry an update out; readers see it afterwards.

        Raises:
            QueryError: it is not valid.
            LimitError: it took too long; it was carried out whole or not at all.
            StoreError: the store cannot be written.
        """
        text = f"BASE {write_term(Iri(base_iri))}\n{prepare_update(update)}"
        async with self._turn:
            try:
                await self._ask({"update": text})
            finally:
                await self._revive()
        self._infer_later()

    async def _ask(self, request: Header) -> None:
        asking = asyncio.ensure_future(self._seat.ask(request))
        try:
            await asyncio.shield(asking)
        except asyncio.CancelledError:
            await asyncio.wait([asking])
            raise

    async def _revive(self) -> None:
        if not self._seat.is_up:
            await self.start()

    def _infer_later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(INFER_AFTER_S, self._begin_inferring)

    def _begin_inferring(self) -> None:
        self._inferring = asyncio.get_running_loop().create_task(self._infer())

    async def _infer(self) -> None:
        async with self._turn:
            with suppress(DiplographError):
                await self._seat.ask({"infer": True}, replace(self._limits, time_s=None))
            with suppress(DiplographError):
                await self._revive()

    async def close(self) -> None:
        """Close the store when the update at work is done; inferences that are behind stay so."""
        if self._timer is not None:
            self._timer.cancel()
        if self._inferring is not None and not self._inferring.done():
            self._inferring.cancel()
        async with self._turn:
            with suppress(DiplographError):
                await self._seat.ask({"close": True})
            self._seat.close()


def prepare_update(update: Update) -> str:
    """The text of an update for the engine.

    `USING` is put in for the graphs that the request names (SPARQL 1.1 Protocol, section 2.2.3). To clear or drop a
    graph that is not there is no failure in a store that keeps no empty graphs (SPARQL 1.1 Update, sections 3.1.3 and
    3.2.2), so that `SILENT` is put in too.

    Raises:
        QueryError: `DELETE WHERE` cannot be told its graphs.
    """
    names = [f"USING {write_term(Iri(name))}" for name in update.using]
    names += [f"USING NAMED {write_term(Iri(name))}" for name in update.using_named]
    clause, parts, end = f"{' '.join(names)} " if names else "", [], 0
    for place, words in _insertions(update.sparql, clause):
        parts += [update.sparql[end:place], words]
        end = place
    return "".join([*parts, update.sparql[end:]])


def _insertions(sparql: str, clause: str) -> Iterator[tuple[int, str]]:
    """Where words are to be put into an update, and which."""
    depth = 0
    listed = [token for token in tokens(sparql) if token.kind is not TokenKind.COMMENT]
    listed.append(Token(TokenKind.OTHER, "", len(sparql), len(sparql)))
    for before, token in pairwise(listed):
        depth += {"{": 1, "}": -1}.get(before.text, 0)
        if depth:
            continue
        if _is_word(before, "clear", "drop") and not _is_word(token, "silent"):
            yield token.start, "SILENT "
        if clause and _is_word(token, "where"):
            if _is_word(before, "delete"):
                raise QueryError(
                    "DELETE WHERE cannot be told its graphs.",
                    hint="write DELETE { … } WHERE { … } with using-graph-uri.",
                )
            yield token.start, clause


def _is_word(token: Token, *words: str) -> bool:
    return token.kind is TokenKind.WORD and token.text.lower() in words
