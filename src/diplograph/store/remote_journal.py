"""Writes to an endpoint that are whole or absent, even if the server does not carry out an update as one.

Where a change fits into one update of a server that carries it out whole or not at all, it is one update. Elsewhere the
change is first written down, packed, in the catalogue's graph; then its steps are carried out, which can be done again
without harm; then the note is removed. A store that finds a note on opening carries the steps out again, or takes them
back if the server refuses one. A note that is not complete is dropped: nothing else had been written then.

A note tells who writes. One of a process on this machine that has ended, or of this process, is taken up at once; one
of another machine when it is old.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from diplograph.errors import QueryError
from diplograph.store.endpoint import Endpoint, RefusedError
from diplograph.store.remote_catalogue import RemoteCatalogue, forget, pack, put, unpack
from diplograph.store.remote_steps import Request, Step, from_text, requests_for, to_text, undoing

LEASE: Final = timedelta(minutes=15)
"""How long a write of another machine is left alone."""

_JOURNAL_NODE: Final = "https://w3id.org/diplograph/journal/"
_BOOT_FILE: Final = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Entry:
    """A write that is not finished.

    Attributes:
        node: its IRI.
        steps: what was to be done; None when not all of it was noted.
        machine, process: who writes; empty and 0 when that was not noted.
        since: when it began.
    """

    node: str
    steps: tuple[Step, ...] | None
    machine: str
    process: int
    since: datetime

    @property
    def is_abandoned(self) -> bool:
        """Whether nobody is at it any more."""
        if datetime.now(UTC) - self.since > LEASE:
            return True
        return self.machine == _machine() and (self.process == os.getpid() or not _is_running(self.process))


class Journal:
    """Carries out changes.

    Args:
        endpoint: where.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._catalogue = RemoteCatalogue(endpoint)
        self._has_failed = False

    def carry_out(self, steps: Sequence[Step]) -> None:
        """Do steps in order, all or none of them.

        Raises:
            QueryError, StoreError, LimitError: it failed; what was begun is taken back, or mended on the next opening.
        """
        if self._has_failed:
            self.recover()
        requests = self._requests(steps)
        if self._is_one_update(requests):
            self._endpoint.update(";\n".join(each.text for each in requests), is_repeatable=True)
            return
        node = f"{_JOURNAL_NODE}{uuid4().hex}"
        self._has_failed = True
        self._note(node, steps)
        self._finish(node, steps)
        self._has_failed = False

    def carry_out_unnoted(self, steps: Sequence[Step]) -> None:
        """Do steps in order; if that fails some may have been done."""
        self._do(steps)

    def _requests(self, steps: Sequence[Step]) -> list[Request]:
        takes_graphs = self._endpoint.takes_graphs
        return list(requests_for(steps, self._endpoint.server, self._endpoint.most_bytes, takes_graphs=takes_graphs))

    def _is_one_update(self, requests: Sequence[Request]) -> bool:
        size = sum(len(each.text) for each in requests)
        are_updates = all(each.graph_name is None for each in requests)
        return self._endpoint.server.is_atomic and are_updates and size <= self._endpoint.most_bytes

    def _note(self, node: str, steps: Sequence[Step]) -> None:
        writer = {"machine": _machine(), "process": os.getpid(), "since": datetime.now(UTC).isoformat()}
        pieces = pack(to_text(steps))
        room = max(1, self._endpoint.most_bytes // (2 * len(pieces[0])))
        first, *others = [pieces[start : start + room] for start in range(0, len(pieces), room)]
        seal = {"pieces": [str(len(pieces))]}
        self._tell(put(node, {"writer": [json.dumps(writer)], "piece": first, **({} if others else seal)}))
        for each in others:
            self._tell(put(node, {"piece": each}))
        if others:
            self._tell(put(node, seal))

    def _tell(self, sparql: str) -> None:
        self._endpoint.update(sparql, is_repeatable=True)

    def _finish(self, node: str, steps: Sequence[Step]) -> None:
        """Do what was noted, or take it back when the server refuses a part of it."""
        try:
            self._do(steps)
        except (QueryError, RefusedError):
            for step in undoing(steps):
                self._take_back(step)
            self._tell(forget(node))
            self._has_failed = False
            raise
        self._tell(forget(node))

    def _do(self, steps: Sequence[Step]) -> None:
        for request in self._requests(steps):
            if request.graph_name is None:
                self._tell(request.text)
            else:
                self._endpoint.load(request.graph_name, request.text.encode())

    def _take_back(self, step: Step) -> None:
        """Do a step but for the triples that the server refuses: those it never took."""
        try:
            self._do([step])
        except (QueryError, RefusedError):
            half = len(step.lines) // 2
            for lines in (step.lines[:half], step.lines[half:]) if half else ():
                self._take_back(replace(step, lines=lines))

    def recover(self) -> None:
        """Bring to an end what was left in the middle."""
        for entry in self.unfinished():
            if not entry.is_abandoned:
                continue
            if entry.steps is None:
                self._tell(forget(entry.node))
                continue
            with suppress(QueryError, RefusedError):
                self._finish(entry.node, entry.steps)
        self._has_failed = False

    def unfinished(self) -> list[Entry]:
        """All writes that are not finished, others' included."""
        return [_entry(node, facts) for node, facts in sorted(self._catalogue.facts(_JOURNAL_NODE).items())]


def _entry(node: str, facts: dict[str, list[str]]) -> Entry:
    pieces = facts.get("piece", [])
    is_whole = facts.get("pieces") == [str(len(pieces))]
    try:
        writer = json.loads(facts["writer"][0])
        known = (str(writer["machine"]), int(writer["process"]), datetime.fromisoformat(writer["since"]))
    except (KeyError, ValueError, TypeError):
        known = ("", 0, datetime.now(UTC) - 2 * LEASE)
    return Entry(node, tuple(from_text(unpack(pieces))) if is_whole else None, *known)


def _machine() -> str:
    """A name for this machine, since it was started, that tells nothing of it."""
    boot = _BOOT_FILE.read_text(encoding="ascii") if _BOOT_FILE.exists() else ""
    return hashlib.sha256(f"{socket.gethostname()} {boot}".encode()).hexdigest()[:16]


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
