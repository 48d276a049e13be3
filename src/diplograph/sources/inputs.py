"""Files and standard input as one sequence of articles that can be gone through more than once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Final

from diplograph.sources.files import STANDARD_INPUT, SourceArticle, SourceFailure, read_articles

_KEPT_CHARACTERS: Final = 10_000_000
"""So much text is remembered from the first time through; what is longer is read from the files again."""


class Inputs(AbstractContextManager["Inputs"]):
    """What the articles of some files, and of standard input for `-`, are.

    Going through them holds one article at a time, and afterwards those of short inputs. Standard input is kept in a
    temporary file, which `__exit__` removes.

    Args:
        locations: paths, or `-`.
        day: day of publication for articles that bring none.
        source: the outlet for articles that bring none.
    """

    def __init__(
        self, locations: Sequence[str | os.PathLike[str]], day: date | None = None, source: str | None = None
    ) -> None:
        self._locations = [os.fspath(each) for each in locations]
        self._day = day
        self._source = source
        self._standard_input: IO[bytes] | None = None
        self._closing = ExitStack()
        self._kept: tuple[SourceArticle | SourceFailure, ...] | None = None

    def __iter__(self) -> Iterator[SourceArticle | SourceFailure]:
        """The articles, in order, and those that cannot be read.

        Raises:
            InputError: one of the locations is not a file that can be read.
        """
        if self._kept is not None:
            yield from self._kept
            return
        seen: list[SourceArticle | SourceFailure] = []
        room = _KEPT_CHARACTERS
        for each in self._read():
            room -= len(each.article.text) if isinstance(each, SourceArticle) else 0
            if room < 0:
                seen.clear()
            else:
                seen.append(each)
            yield each
        self._kept = tuple(seen) if room >= 0 else None

    def _read(self) -> Iterator[SourceArticle | SourceFailure]:
        for location in self._locations:
            stream = self._spooled() if location == STANDARD_INPUT else None
            yield from read_articles(location, self._day, self._source, standard_input=stream)

    def _spooled(self) -> IO[bytes]:
        """Standard input from its start on."""
        if self._standard_input is None:
            self._standard_input = self._closing.enter_context(TemporaryFile())  # noqa: SIM115
            shutil.copyfileobj(sys.stdin.buffer, self._standard_input)
        self._standard_input.seek(0)
        return self._standard_input

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the copy of standard input."""
        self._closing.close()
