"""Bringing store directories of older layouts to this release's.

Format 1 kept one file a graph: `articles/<id>.nq.gz`, which began with the record, `retracted/<id>.nq.gz`, and
`graphs/<name>.nq.gz`. The upgrade writes them into the log; the old files go last, when the new format is in place.
"""

from __future__ import annotations

import gzip
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from diplograph.errors import StoreError
from diplograph.store.layout import Layout, sync_directory, write_format
from diplograph.store.log import Entry
from diplograph.store.protocol import ArticleState
from diplograph.store.records import from_json
from diplograph.store.repair import write_log

_OLD = ("articles", "retracted", "graphs", "journal")
_SUFFIX = ".nq.gz"


def upgrade(layout: Layout) -> None:
    """Bring a directory of format 1 to format 2; cut short, it begins anew. The caller holds the lock.

    Raises:
        StoreError: a file of the old layout is damaged; nothing is changed then.
    """
    write_log(layout, _entries(layout.root))
    shutil.rmtree(layout.log, ignore_errors=True)
    layout.log.with_name("log.new").rename(layout.log)
    for name in ("engine", "catalogue.sqlite"):
        _remove(layout.root / name)
    sync_directory(layout.root)
    write_format(layout)
    for name in _OLD:
        _remove(layout.root / name)


def _entries(root: Path) -> Iterator[Entry]:
    for path in sorted((root / "graphs").glob(f"*{_SUFFIX}")):
        yield Entry.of_graph(unquote(path.name.removesuffix(_SUFFIX)), _read(path))
    for folder, state in (("articles", ArticleState.PRESENT), ("retracted", ArticleState.RETRACTED)):
        for path in sorted((root / folder).glob(f"*{_SUFFIX}")):
            first, _, nquads = _read(path).partition(b"\n")
            try:
                record = from_json(first.decode().removeprefix("# "))
            except (ValueError, KeyError, TypeError) as error:
                raise _damaged(path, "its first line is no record") from error
            yield Entry.of_article(replace(record, state=state), nquads)


def _read(path: Path) -> bytes:
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, why: str) -> StoreError:
    return StoreError(
        f"the file {path} of an older format is damaged: {why}.",
        hint="bring it back from a backup, or move it away and ingest its article again.",
    )


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
