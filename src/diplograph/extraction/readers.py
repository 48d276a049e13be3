"""Readers by name: this project's own and those of other distributions, found through entry points."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Final, cast

from diplograph.errors import MissingPartError, UsageError
from diplograph.extraction.protocol import MakeReader

GROUP: Final = "diplograph.readers"
"""The entry point group in which readers are registered."""


def reader_names() -> tuple[str, ...]:
    """The names of all readers that are registered, those included whose packages are missing."""
    return tuple(sorted(entry_points(group=GROUP).names))


def get_reader(name: str) -> MakeReader:
    """What makes the reader of a name.

    Raises:
        UsageError: there is no reader of this name.
        MissingPartError: packages that it needs are not installed.
    """
    found = list(entry_points(group=GROUP, name=name))
    if not found:
        raise _unknown(name)
    try:
        return cast("MakeReader", found[0].load())
    except ImportError as error:
        raise MissingPartError(
            f"the reader {name!r} needs the package {error.name or error}, which is not installed",
            hint=f"pip install '{_requirement(found[0])}'",
        ) from error


def reader_release(name: str) -> str:
    """The distribution that registers a reader, and its version (`diplograph 0.1.0`).

    Raises:
        UsageError: there is no reader of this name.
        MissingPartError: none is registered at all.
    """
    found = next(iter(entry_points(group=GROUP, name=name)), None)
    if found is None:
        raise _unknown(name)
    return f"{found.dist.name} {found.dist.version}" if found.dist else "unknown"


def _unknown(name: str) -> UsageError | MissingPartError:
    names = reader_names()
    if not names:
        return MissingPartError(
            "no reader is registered: the installed metadata is older than the code",
            hint="pip install --force-reinstall diplograph",
        )
    return UsageError(f"there is no reader {name!r}", hint=f"readers: {', '.join(names)}")


def _requirement(entry_point: EntryPoint) -> str:
    """The distribution, with the extra that has the reader's name where there is one."""
    distribution = entry_point.dist
    if distribution is None:
        return "diplograph"
    extras = distribution.metadata.get_all("Provides-Extra") or []
    return f"{distribution.name}[{entry_point.name}]" if entry_point.name in extras else distribution.name
