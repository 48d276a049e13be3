"""Many articles read together, in this process or in several.

Articles go in chunks that depend on the articles alone, and results come back in their order, so that the number of
processes changes nothing but the time. Workers are started afresh (`spawn`): a script that asks for several must be
importable, with its own calls under `if __name__ == "__main__"`.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from diplograph.config import DEFAULT_READER
from diplograph.errors import InputError
from diplograph.model import Article, Extraction
from diplograph.pipeline import Pipeline, ReadFailure

Reading = Extraction | ReadFailure
Chunk = tuple[Article, ...]
Setting = tuple[str, tuple[str, ...] | None]
"""The name of the reader, and the gate."""

_MOST_ARTICLES = 32
_MOST_CHARACTERS = 40_000
"""A chunk is full at either; smaller ones parse more slowly, larger ones leave processes idle at the end."""


def read_all(
    articles: Iterable[Article],
    *,
    reader: str = DEFAULT_READER,
    gate: Collection[str] | None = None,
    jobs: int = 1,
    pipeline: Pipeline | None = None,
) -> Iterator[Extraction | ReadFailure]:
    """What can be read out of each article, in order; an article that cannot be read stops no other.

    Args:
        articles: they are taken a few chunks ahead of the results.
        reader, gate: see `Pipeline`.
        jobs: how many processes read; with 1 it is this one.
        pipeline: one at hand with this reader and gate, for reading in this process.

    Raises:
        MissingPartError: what every article needs is not installed or out of reach.
        UsageError: the reader's settings are refused.
    """
    chunks = _chunks(articles)
    setting = (reader, None if gate is None else tuple(gate))
    if jobs > 1:
        return _Crew(jobs, setting).read(chunks)
    return _read_here(chunks, setting, pipeline)


def _read_here(chunks: Iterable[Chunk], setting: Setting, pipeline: Pipeline | None) -> Iterator[Reading]:
    for chunk in chunks:
        pipeline = pipeline or _make(setting)
        yield from pipeline.read_many(chunk)


def _chunks(articles: Iterable[Article]) -> Iterator[Chunk]:
    chunk: list[Article] = []
    characters = 0
    for article in articles:
        chunk.append(article)
        characters += len(article.text)
        if len(chunk) == _MOST_ARTICLES or characters >= _MOST_CHARACTERS:
            yield tuple(chunk)
            chunk, characters = [], 0
    if chunk:
        yield tuple(chunk)


class _Crew:
    """Processes that read chunks.

    Args:
        jobs: how many.
        setting: how they read.
    """

    def __init__(self, jobs: int, setting: Setting) -> None:
        self._jobs = jobs
        self._setting = setting
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, get_context("spawn"), _ignore_interrupts)

    def read(self, chunks: Iterable[Chunk]) -> Iterator[Reading]:
        """The readings of the chunks' articles, in order."""
        waiting: deque[tuple[Chunk, Future[list[Reading]]]] = deque()
        try:
            for chunk in chunks:
                waiting.append((chunk, self._submit(chunk)))
                if len(waiting) > 2 * self._jobs:
                    yield from self._result(*waiting.popleft())
            while waiting:
                yield from self._result(*waiting.popleft())
        finally:
            self._pool.shutdown(cancel_futures=True)

    def _submit(self, chunk: Chunk) -> Future[list[Reading]]:
        try:
            return self._pool.submit(_read_chunk, chunk, self._setting)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._start()
            return self._pool.submit(_read_chunk, chunk, self._setting)

    def _result(self, chunk: Chunk, future: Future[list[Reading]]) -> list[Reading]:
        """A chunk's readings; when a process has died meanwhile, its articles are tried one by one."""
        try:
            return future.result()
        except BrokenProcessPool:
            return [reading for article in chunk for reading in self._read_alone(article)]

    def _read_alone(self, article: Article) -> list[Reading]:
        try:
            return self._submit((article,)).result()
        except BrokenProcessPool:
            error = InputError(
                f"article {article.id} cannot be read: the process that read it died",
                hint="memory may be short; the others are not affected",
            )
            return [ReadFailure(article, error)]


_pipelines: dict[Setting, Pipeline] = {}
"""A worker's own pipeline, by setting."""


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _make(setting: Setting) -> Pipeline:
    reader, gate = setting
    return Pipeline(reader=reader, gate=gate)


def _read_chunk(chunk: Chunk, setting: Setting) -> list[Reading]:
    if setting not in _pipelines:
        _pipelines[setting] = _make(setting)
    return list(_pipelines[setting].read_many(chunk))
