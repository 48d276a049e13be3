"""A moment by which something must be done."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Self

from diplograph.errors import LimitError


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock, and how long it was given.

    Attributes:
        end_s: the moment.
        given_s: the time from the start to the moment, for messages.
        what: what is waited for, for messages.
    """

    end_s: float
    given_s: float
    what: str

    @classmethod
    def after(cls, given_s: float, what: str) -> Self:
        """The moment so many seconds from now."""
        return cls(time.monotonic() + given_s, given_s, what)

    @property
    def left_s(self) -> float:
        """How much time is left, in seconds; never negative."""
        return max(0.0, self.end_s - time.monotonic())

    def missed(self) -> LimitError:
        """The error that says that the moment has passed."""
        return LimitError(
            f"{self.what} did not answer within {self.given_s:g} s.",
            hint="narrow the question, or give it more time with DIPLOGRAPH_STORE_TIMEOUT.",
        )
