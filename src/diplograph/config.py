"""What can be set from outside, and this installation's version."""

from __future__ import annotations

from typing import Final

DEFAULT_STORE: Final = "./diplograph.store"
"""Where the store is when nobody says."""

STORE_VARIABLE: Final = "DIPLOGRAPH_STORE"
"""The environment variable that says where the store is."""

TRACEBACK_VARIABLE: Final = "DIPLOGRAPH_TRACEBACK"
"""The environment variable that, when set, shows Python's traceback below an error."""


def find_version() -> str:
    """The installed version, or `unknown` when diplograph runs from files that were never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("diplograph")
    except PackageNotFoundError:
        return "unknown"
