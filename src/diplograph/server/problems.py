"""Failures as HTTP: a status and RFC 9457 problem details."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from diplograph.errors import DiplographError, LimitError, UsageError
from diplograph.server.answers import Answer, Pairs

_LIMIT_STATUS: Final = {"time": 504, "memory": 503, "rows": 413, "bytes": 413, "waiting": 503}
_MEDIA_TYPE: Final = b"application/problem+json"


class HttpError(UsageError):
    """A request that HTTP has a status of its own for.

    Args:
        status: the status.
        message: what is wrong, one sentence.
        hint: the next step.
        headers: headers that belong to the status, such as `allow`.
    """

    title = "bad request"

    def __init__(
        self, status: int, message: str, *, hint: str = "", headers: Iterable[tuple[bytes, bytes]] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.headers = tuple(headers)


def to_answer(error: DiplographError) -> Answer:
    """An error as the answer to a request."""
    status, headers = _status(error)
    problem = {**error.to_problem(), "status": status}
    content = json.dumps(problem, ensure_ascii=False).encode()
    return Answer(status, ((b"content-type", _MEDIA_TYPE), *headers), content)


def _status(error: DiplographError) -> tuple[int, Pairs]:
    if isinstance(error, HttpError):
        return error.status, error.headers
    if isinstance(error, LimitError):
        status = _LIMIT_STATUS.get(error.limit, error.http_status)
        return status, ((b"retry-after", b"1"),) if error.limit == "waiting" else ()
    return error.http_status, ()
