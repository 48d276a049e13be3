"""A normalised copy of a text to read from, with a way back to the characters of the original."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Replacement = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class ReadingCopy:
    """Text to read; its character i was made from the original's characters `starts[i]` to `ends[i]`.

    Attributes:
        text: what is read.
        starts, ends: offsets into the original, one for each character of `text`.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, original: str, start: int = 0, end: int | None = None) -> ReadingCopy:
        """An unchanged copy of a part of the original."""
        stop = len(original) if end is None else end
        return cls(original[start:stop], tuple(range(start, stop)), tuple(range(start + 1, stop + 1)))

    def replace(self, pattern: re.Pattern[str], replacement: Replacement) -> ReadingCopy:
        """A copy in which each match is replaced; new characters share the match's place in the original.

        A replacement as long as its match keeps the places of the single characters.
        Characters put in at an empty match stand between its neighbours.
        """
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for match in pattern.finditer(self.text):
            new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
            if new == match[0]:
                continue
            first, last = match.span()
            pieces += [self.text[position:first], new]
            starts += self.starts[position:first]
            ends += self.ends[position:first]
            if len(new) == last - first:
                starts += self.starts[first:last]
                ends += self.ends[first:last]
            elif first == last:
                between = self.starts[first] if first < len(self.starts) else self.ends[-1]
                starts += [between] * len(new)
                ends += [between] * len(new)
            else:
                starts += [self.starts[first]] * len(new)
                ends += [self.ends[last - 1]] * len(new)
            position = last
        if not pieces:
            return self
        return ReadingCopy(
            "".join(pieces) + self.text[position:],
            (*starts, *self.starts[position:]),
            (*ends, *self.ends[position:]),
        )

    def part(self, start: int, end: int) -> ReadingCopy:
        """The copy's characters `start` to `end` (exclusive) as a copy of their own."""
        return ReadingCopy(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def spelt(self, text: str) -> ReadingCopy:
        """The copy with other letters in the same places; the text must be as long."""
        if len(text) != len(self.text):
            raise ValueError("a spelling must keep the length of the text")
        return ReadingCopy(text, self.starts, self.ends)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the copy's characters `start` to `end` (exclusive, at least one) stand in the original."""
        return self.starts[start], max(self.ends[start:end])
