"""What surrounds the engine of a store directory that is read: a snapshot, and what is kept beside it.

Nothing that is not needed for answering a query is imported before it is used.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diplograph.store.embedded import Home
from diplograph.store.engine import Engine
from diplograph.store.layout import Layout
from diplograph.store.snapshots import Snapshot

if TYPE_CHECKING:
    from diplograph.store.directory import DirectoryArchive


class ReaderHome(Home):
    """The directory of a store that is open for reading: a snapshot of it.

    Args:
        layout: where the files are.
        snapshot: held; released at the end.
    """

    def __init__(self, layout: Layout, snapshot: Snapshot) -> None:
        self._layout = layout
        self._snapshot = snapshot
        self.refusal = (
            f"the store at {layout.root} was opened for reading only.",
            "open it without read_only.",
        )

    @cached_property
    def archive(self) -> DirectoryArchive:
        """The log and the catalogue as they are now, which may be a little ahead of the snapshot."""
        from diplograph.store.directory import DirectoryArchive

        return DirectoryArchive(self._layout, read_only=True)

    def find_problems(self, engine: Engine) -> tuple[str, ...]:
        """Damage to the log, and graphs that are not as they were written."""
        from diplograph.store.writer_home import find_problems

        return find_problems(self.archive, engine)

    def close(self, engine: Engine, *, is_sound: bool) -> None:  # noqa: ARG002
        """Release the snapshot and what was opened."""
        engine.close()
        if "archive" in vars(self):
            self.archive.close()
        self._snapshot.release()
