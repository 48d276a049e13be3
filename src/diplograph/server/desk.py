"""Between requests and workers: each answer is worked out once, and kept as long as the snapshot that it is from.

A snapshot never changes, so an answer out of it does not either, unless the query asks for the time or for chance.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from diplograph.errors import DiplographError
from diplograph.isolation import Message
from diplograph.server.answers import Answer, Pairs
from diplograph.server.negotiation import media_type
from diplograph.server.problems import HttpError, to_answer
from diplograph.server.requests import Wanted
from diplograph.server.workers import Workers

GRACE_S: Final = 1.0
"""How long an answer that nobody waits for any more is still worked on."""

_KEPT_BYTES: Final = 64 << 20
_KEPT_ANSWER_BYTES: Final = 1 << 20
_VARY: Final = (b"vary", b"accept")


class Desk:
    """Gives answers.

    Args:
        workers: work them out.
        identity: tells this store from others in entity tags.
    """

    def __init__(self, workers: Workers, identity: str) -> None:
        self._workers = workers
        self._identity = identity
        self._kept = _Kept(_KEPT_BYTES)
        self._flights: dict[tuple[int, str], _Flight] = {}

    def find(self, wanted: Wanted) -> Answer | None:
        """The answer, when it is kept."""
        return self._kept.get((self._workers.serial, wanted.key))

    async def get(self, wanted: Wanted) -> Answer:
        """The answer, worked out if need be; whoever gets it releases it.

        Those who want the same at the same time share the work. When this is cancelled and nobody else waits, the work
        ends a moment later.
        """
        place = self._workers.serial, wanted.key
        flight = self._flights.get(place)
        if flight is None or not wanted.is_lasting:
            flight = _Flight(self._work_out(wanted), lambda: self._flights.pop(place, None))
            if wanted.is_lasting:
                self._flights[place] = flight
        return await flight.join()

    async def _work_out(self, wanted: Wanted) -> Answer:
        try:
            reply, serial = await self._workers.ask(wanted.request)
        except DiplographError as error:
            return to_answer(error)
        answer = self._to_answer(wanted, reply, serial)
        if wanted.is_lasting and answer.status == 200 and answer.file is None:
            self._kept.put((serial, wanted.key), answer)
        return answer

    def _to_answer(self, wanted: Wanted, reply: Message, serial: int) -> Answer:
        name = reply.header.get("format")
        if name is None:
            reply.close()
            form = reply.header.get("form")
            what = "a graph" if form == "graph" else "solutions"
            error = HttpError(406, f"the answer is {what}, and no format of such is accepted.", hint="widen Accept.")
            return to_answer(error)
        if reply.header.get("is_nothing"):
            return to_answer(HttpError(404, "there is no such graph.", hint="see them: SELECT ?g { GRAPH ?g {} }."))
        headers = [(b"content-type", media_type(name).encode()), _VARY, *_notes(reply.header)]
        if wanted.is_lasting:
            headers.append((b"etag", f'"{self._identity}-{serial}-{name}"'.encode()))
        return Answer(200, tuple(headers), reply.body, reply.file)

    async def counts(self) -> Mapping[str, Any]:
        """Sizes of the dataset; empty when they cannot be had within the limits."""
        try:
            reply, _ = await self._workers.ask({"op": "counts"})
        except DiplographError:
            return {}
        counts: Mapping[str, Any] = reply.header["counts"]
        return counts


def _notes(header: Mapping[str, Any]) -> Pairs:
    return tuple((b"diplograph-note", quote(note, safe=" '(),;.:!?`").encode()) for note in header.get("notes", ()))


class _Flight:
    """An answer being worked out, and who waits for it."""

    def __init__(self, work: Any, on_end: Callable[[], object]) -> None:
        self._task: asyncio.Task[Answer] = asyncio.get_running_loop().create_task(work)
        self._waiters = 0
        self._on_end = on_end
        self._task.add_done_callback(self._end)

    async def join(self) -> Answer:
        """Wait for the answer."""
        self._waiters += 1
        try:
            return await asyncio.shield(self._task)
        except asyncio.CancelledError:
            self._waiters -= 1
            if self._task.done():
                self._release()
            elif self._waiters == 0:
                asyncio.get_running_loop().call_later(GRACE_S, self._give_up)
            raise

    def _end(self, task: asyncio.Task[Answer]) -> None:
        self._on_end()
        if not task.cancelled() and task.exception() is None:
            task.result().holders = self._waiters
            if self._waiters == 0:
                self._release()

    def _release(self) -> None:
        if not self._task.cancelled() and self._task.exception() is None:
            self._task.result().release()

    def _give_up(self) -> None:
        if self._waiters == 0 and not self._task.done():
            self._task.cancel()


class _Kept:
    """The answers used last, up to a size; those of older snapshots go first of all."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._answers: OrderedDict[tuple[int, str], Answer] = OrderedDict()
        self._bytes = 0
        self._serial = 0

    def get(self, place: tuple[int, str]) -> Answer | None:
        """The answer at a place."""
        answer = self._answers.get(place)
        if answer is not None:
            self._answers.move_to_end(place)
        return answer

    def put(self, place: tuple[int, str], answer: Answer) -> None:
        """Keep an answer that is not too large."""
        size = len(answer.content) + len(place[1])
        if size > _KEPT_ANSWER_BYTES or place[0] < self._serial:
            return
        if place[0] > self._serial:
            self._answers.clear()
            self._bytes, self._serial = 0, place[0]
        if place not in self._answers:
            self._bytes += size
        self._answers[place] = answer
        while self._bytes > self._most_bytes:
            (_, key), oldest = self._answers.popitem(last=False)
            self._bytes -= len(oldest.content) + len(key)
