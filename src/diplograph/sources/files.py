"""Articles from paths and standard input, by the kind of file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import IO

from diplograph.errors import DiplographError, InputError, LimitError
from diplograph.model import Article
from diplograph.sources.article import MAX_ARTICLE_CHARACTERS, make_article, parse_date
from diplograph.sources.decoding import decode
from diplograph.sources.jsonl import parse_line

STANDARD_INPUT = "-"
MAX_FILE_BYTES = 4 * MAX_ARTICLE_CHARACTERS
"""The largest file that holds one article: no text of the longest length takes more bytes."""
MAX_LINE_BYTES = 16 * MAX_ARTICLE_CHARACTERS
"""The longest line of JSON Lines: no text of the longest length takes more, all of it escaped."""

_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OTHER_SUFFIXES = frozenset({".json", ".csv", ".xml", ".pdf", ".docx"})


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """An article and where it was read.

    Attributes:
        origin: the path, with the line's number for JSON Lines.
        article: the article.
        given_id: the id that a JSON line gives it.
    """

    origin: str
    article: Article
    given_id: str | None = None


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """An article that could not be read, and why."""

    origin: str
    error: DiplographError


def read_articles(
    location: str | os.PathLike[str],
    date: date | str | None = None,
    source: str | None = None,
    *,
    standard_input: IO[bytes] | None = None,
) -> Iterator[SourceArticle | SourceFailure]:
    """The articles of a file, or of standard input for `-`.

    A `.jsonl` file holds an article a line, a `.html` file one page, any other file one text. Standard input
    is taken as JSON Lines when it begins with `{`, as HTML when it begins with `<`.

    Args:
        location: a path or `-`.
        date: day of publication for articles that bring none.
        source: the outlet for articles that bring none.
        standard_input: what to read for `-` instead.

    Raises:
        InputError: `location` is not a file that can be read.
    """
    day = parse_date(date) if isinstance(date, str) else date
    name = os.fspath(location)
    for found in _read(name, standard_input):
        yield _complete(found, day, source) if isinstance(found, SourceArticle) else found


def _complete(found: SourceArticle, day: date | None, source: str | None) -> SourceArticle:
    article = found.article
    return replace(found, article=replace(article, date=article.date or day, source=source or article.source))


def _read(name: str, standard_input: IO[bytes] | None) -> Iterator[SourceArticle | SourceFailure]:
    if name == STANDARD_INPUT:
        yield from _read_stream(standard_input or sys.stdin.buffer, "standard input")
        return
    path = Path(name)
    suffix = path.suffix.lower()
    if suffix in _OTHER_SUFFIXES:
        raise InputError(f"{name}: {suffix} files are not read", hint="give .txt, .html or .jsonl (an article a line)")
    try:
        if suffix in _LINES_SUFFIXES:
            with path.open("rb") as file:
                yield from _read_lines(_lines(file), name)
        else:
            yield _attempt(_read_bytes(path), name, is_html=suffix in _HTML_SUFFIXES)
    except OSError as error:
        raise _unreadable(name, error) from error


def _read_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _read_stream(stream: IO[bytes], name: str) -> Iterator[SourceArticle | SourceFailure]:
    """JSON Lines a line at a time; anything else is one article."""
    head = list(_until_text(stream))
    start = head[-1].removeprefix(_BYTE_ORDER_MARK).lstrip()[:1] if head else b""
    if start == b"{":
        yield from _read_lines(chain(head, _lines(stream)), name)
    else:
        yield _attempt(b"".join([*head, stream.read(MAX_FILE_BYTES + 1)]), name, is_html=start == b"<")


def _until_text(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines up to the first that is not blank."""
    for line in _lines(stream):
        yield line
        if line.removeprefix(_BYTE_ORDER_MARK).strip():
            return


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines; of one that is too long for an article, no more than shows that."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        yield line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES + 1)


def _attempt(content: bytes, name: str, *, is_html: bool) -> SourceArticle | SourceFailure:
    try:
        return SourceArticle(name, _parse(content, name, is_html=is_html))
    except DiplographError as error:
        return SourceFailure(name, _located(error, name))


def _parse(content: bytes, name: str, *, is_html: bool) -> Article:
    if len(content) > MAX_FILE_BYTES:
        raise LimitError(
            f"{name} has more than {MAX_FILE_BYTES:,} bytes; the limit is {MAX_ARTICLE_CHARACTERS:,} characters",
            hint='split it, or give many articles as JSON Lines: one {"text": …, "date": …} a line in a .jsonl file',
        )
    text = decode(content, name)
    if not is_html:
        return make_article(text)
    from diplograph.sources.html import read_page

    page = read_page(text, name)
    return make_article(page.text, page.date, page.source, page.title, page.url)


def _read_lines(lines: Iterable[bytes], name: str) -> Iterator[SourceArticle | SourceFailure]:
    count = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            count += 1
            yield _attempt_line(line, f"{name}:{number}")
    if not count:
        raise InputError(f"{name} is empty", hint="give a file that holds at least one article")


def _attempt_line(line: bytes, origin: str) -> SourceArticle | SourceFailure:
    try:
        if len(line) > MAX_LINE_BYTES:
            raise LimitError(f"the line has more than {MAX_LINE_BYTES:,} bytes", hint="split the article")
        article, given_id = parse_line(decode(line, origin))
    except DiplographError as error:
        return SourceFailure(origin, _located(error, origin))
    return SourceArticle(origin, article, given_id)


def _located(error: DiplographError, origin: str) -> DiplographError:
    """The same error, saying where."""
    if error.message.startswith(origin):
        return error
    return type(error)(f"{origin}: {error.message}", hint=error.hint)


def _unreadable(name: str, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError(f"there is no file {name}", hint="check the path; '-' reads standard input")
    if isinstance(error, IsADirectoryError):
        return InputError(
            f"{name} is a directory", hint="give the files in it, for example: diplograph ingest news/*.txt"
        )
    return InputError(f"{name} cannot be read: {error.strerror or error}", hint="check the file and its permissions")
