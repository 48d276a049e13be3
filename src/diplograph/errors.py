"""Every error that diplograph raises on purpose.

    DiplographError          base: what failed (`message`) and the next step (`hint`)
    ├── UsageError           an unknown question, parameter, format or option        exit 2
    ├── InputError           an article or a file that cannot be read as asked       exit 3
    ├── QueryError           SPARQL that the engine refuses                          exit 4
    ├── LimitError           a limit on time, size … was reached                     exit 5
    ├── StoreError           the store cannot be opened, read or written             exit 6
    │   └── StoreInUseError  another process writes to it                            exit 6
    ├── MissingPartError     an optional package, model or program is absent         exit 7
    └── NothingFoundError    a name or id that stands for nothing here               exit 1

Each class exists because a caller can act on it: `exit_code` is the process's status (design, section 6) and
`http_status` the status of an HTTP answer; the faces show errors, the library only raises them.
"""

from __future__ import annotations

from typing import ClassVar


class DiplographError(Exception):
    """Something failed that the reader of the message can do something about.

    Attributes:
        message: what failed and why, one sentence.
        hint: the next step, one sentence; empty when there is none.
    """

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500
    title: ClassVar[str] = "diplograph failed"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def to_problem(self) -> dict[str, str | int]:
        """This error as RFC 9457 problem details."""
        problem: dict[str, str | int] = {
            "type": f"https://w3id.org/diplograph/problem/{type(self).__name__}",
            "title": self.title,
            "status": self.http_status,
            "detail": self.message,
        }
        if self.hint:
            problem["hint"] = self.hint
        return problem


class NothingFoundError(DiplographError):
    """A name or id stands for nothing in the register or the store."""

    exit_code = 1
    http_status = 404
    title = "nothing found"


class UsageError(DiplographError):
    """The request itself is off: an unknown question, parameter, format or value."""

    exit_code = 2
    http_status = 400
    title = "wrong usage"


class InputError(DiplographError):
    """An article or file cannot be read as asked."""

    exit_code = 3
    http_status = 422
    title = "bad input"


class QueryError(DiplographError):
    """The engine refuses a SPARQL query."""

    exit_code = 4
    http_status = 400
    title = "bad query"


class LimitError(DiplographError):
    """A limit on time, size, rows or memory was reached.

    Attributes:
        limit: which one, `time`, `rows`, `bytes` or `memory`; empty for any other.
    """

    exit_code = 5
    http_status = 413
    title = "limit reached"

    def __init__(self, message: str, *, hint: str = "", limit: str = "") -> None:
        super().__init__(message, hint=hint)
        self.limit = limit

    def to_problem(self) -> dict[str, str | int]:
        """This error as RFC 9457 problem details, with the limit that was reached."""
        return {**super().to_problem(), "limit": self.limit} if self.limit else super().to_problem()


class StoreError(DiplographError):
    """The store cannot be opened, read or written."""

    exit_code = 6
    http_status = 503
    title = "store unavailable"


class StoreInUseError(StoreError):
    """Another process writes to the store; it can be tried again, or read as it was."""

    title = "store in use"


class MissingPartError(DiplographError):
    """An optional package, model or program is absent; the hint holds the command that installs it."""

    exit_code = 7
    http_status = 501
    title = "part missing"
