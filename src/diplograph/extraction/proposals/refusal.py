"""Why a proposal is refused."""

from __future__ import annotations

_SHOWN_CHARS = 80


class RefusedError(Exception):
    """Something that a proposal says does not hold; the message says what."""


def shown(words: str) -> str:
    """Words of a model in quotation marks, on one line and cut, fit for a message."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= _SHOWN_CHARS else line[: _SHOWN_CHARS - 1] + '…'}”"
