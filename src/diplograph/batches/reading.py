"""Articles in, readings out, in order; with workers a bounded number of chunks is under way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from diplograph.batches.chunks import Chunk, Passed, articles_of, chunks_of
from diplograph.batches.work import Reading, Way, open_pipeline
from diplograph.batches.workers import Pending, WorkerDiedError, Workers
from diplograph.config import DEFAULT_READER
from diplograph.errors import InputError, UsageError
from diplograph.model import Article
from diplograph.pipeline import Pipeline, ReadFailure


def read_all(
    articles: Iterable[Article | Passed],
    *,
    reader: str = DEFAULT_READER,
    gate: Collection[str] | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    make_pipeline: Callable[[], Pipeline] | None = None,
) -> Iterator[Reading | Passed]:
    """What can be read out of each article, in order; an article that cannot be read stops no other.

    Args:
        articles: they are taken a few chunks ahead of the results; those that are `Passed` come back as they are.
        reader, gate: see `Pipeline`.
        jobs: how many processes read; with 1 it is this one.
        cluster: address of a Dask scheduler (`tcp://…`, `tls://…`) whose workers read instead.
        make_pipeline: makes the one with this reader and gate for reading in this process, once there is something to
            read.

    Raises:
        MissingPartError: what every article needs is not installed or out of reach.
        UsageError: the reader's settings are refused, or processes are asked for and a cluster as well.
    """
    if cluster is not None and jobs > 1:
        raise UsageError("the articles are read by processes here or by a cluster, not by both", hint="leave out jobs")
    chunks = chunks_of(articles)
    way = Way(reader, None if gate is None else tuple(gate))
    if cluster is not None:
        from diplograph.batches.dask_ import DaskWorkers

        return read_ahead(chunks, DaskWorkers(cluster, way))
    if jobs > 1:
        from diplograph.batches.processes import LocalWorkers

        return read_ahead(chunks, LocalWorkers(jobs, way))
    return _read_here(chunks, make_pipeline or partial(open_pipeline, way))


def _read_here(chunks: Iterable[Chunk], make_pipeline: Callable[[], Pipeline]) -> Iterator[Reading | Passed]:
    pipeline: Pipeline | None = None
    for chunk in chunks:
        readings: Iterator[Reading] = iter(())
        if articles := articles_of(chunk):
            pipeline = pipeline or make_pipeline()
            readings = pipeline.read_many(articles)
        yield from _in_place(chunk, readings)


def _in_place(chunk: Chunk, readings: Iterator[Reading]) -> Iterator[Reading | Passed]:
    for item in chunk:
        yield item if isinstance(item, Passed) else next(readings)


def read_ahead(chunks: Iterable[Chunk], workers: Workers) -> Iterator[Reading | Passed]:
    """The readings of the chunks' articles, in order, while the next chunks are being read.

    Args:
        chunks: taken as there is room for them.
        workers: closed at the end.
    """
    waiting: deque[tuple[Chunk, Pending | None]] = deque()
    try:
        for chunk in chunks:
            articles = articles_of(chunk)
            waiting.append((chunk, workers.start(articles) if articles else None))
            while len(waiting) > workers.width:
                yield from _next(waiting, workers)
        while waiting:
            yield from _next(waiting, workers)
    finally:
        workers.close()


def _next(waiting: deque[tuple[Chunk, Pending | None]], workers: Workers) -> Iterator[Reading | Passed]:
    chunk, pending = waiting.popleft()
    if pending is None:
        return _in_place(chunk, iter(()))
    try:
        readings = pending.result()
    except WorkerDiedError:
        for _, other in waiting:
            if other is not None:
                other.settle()
        readings = _read_again(articles_of(chunk), workers)
    return _in_place(chunk, iter(readings))


def _read_again(articles: Sequence[Article], workers: Workers) -> list[Reading]:
    """Read with nothing else under way, so that one of these articles must be why a process dies; then each singly."""
    try:
        return workers.start(articles).result()
    except WorkerDiedError:
        if len(articles) > 1:
            return [reading for article in articles for reading in _read_again([article], workers)]
        return [_died_of(articles[0])]


def _died_of(article: Article) -> ReadFailure:
    error = InputError(
        f"article {article.id} cannot be read: the process that read it died",
        hint="memory may be short; the others are not affected",
    )
    return ReadFailure(article, error)
