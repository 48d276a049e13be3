"""A store directory as the tests look at it from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.errors import StoreError
from diplograph.store import open_store


def files_of(place: Path) -> dict[str, bytes]:
    """All files but the engine's log, which Oxigraph writes on any opening."""
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and not path.name.startswith("LOG")
    }


def refusal(place: Path, *, read_only: bool = False, create: bool = True) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(str(place), read_only=read_only, create=create)
    assert caught.value.hint
    assert caught.value.exit_code == 6
    return caught.value
