"""What earlier checks of a store directory found sound, so that a check need only look at what is new.

`checked.json` lies beside the graphs, is written whole or not at all, and may be removed at any time. A graph is known
by the digest of its content, so that a changed graph counts as unchecked.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from diplograph.store.layout import Layout
from diplograph.store.protocol import Store

_DIGEST_DIGITS: Final = 32


class CheckedGraphs:
    """The memory of one store's checks; of a store that has no directory it is empty and stays so.

    Args:
        store: the open store.
    """

    def __init__(self, store: Store) -> None:
        digests = store.digests()
        self._path = Layout(Path(store.location)).checked_file if digests is not None else None
        self._digests = {name: digest[:_DIGEST_DIGITS] for name, digest in (digests or {}).items()}
        self._under = ""
        self._sound: dict[str, set[str]] = defaultdict(set)

    @property
    def can_remember(self) -> bool:
        """Whether the store has a directory."""
        return self._path is not None

    def digest(self, graph_name: str) -> str:
        """A graph's digest; empty when the store keeps none."""
        return self._digests.get(graph_name, "")

    def recall(self, under: str) -> None:
        """Read what was found sound under the same conditions; what was found under others counts for nothing.

        Args:
            under: a digest of all that a finding depends on besides the graph.
        """
        self._under = under
        self._sound.clear()
        try:
            content = json.loads(self._path.read_bytes()) if self._path else {}
            if content.get("under") == under:
                for part, digests in content["sound"].items():
                    self._sound[part].update(map(str, digests))
        except (OSError, ValueError, AttributeError, KeyError, TypeError):
            self._sound.clear()

    def is_sound(self, part: str, graph_name: str) -> bool:
        """Whether a part of a check found nothing in a graph, as it is now."""
        return self.digest(graph_name) in self._sound[part] and bool(self.digest(graph_name))

    def note(self, part: str, graph_names: Iterable[str]) -> None:
        """Keep that a part found nothing in these graphs; `save` writes it."""
        self._sound[part].update(digest for name in graph_names if (digest := self.digest(name)))

    def save(self) -> str | None:
        """Write what is known of graphs that the store still has.

        Returns:
            Why it cannot be written; None when it was, or when there is nowhere to write.
        """
        if self._path is None:
            return None
        present = set(self._digests.values())
        sound = {part: sorted(digests & present) for part, digests in sorted(self._sound.items())}
        try:
            _replace(self._path, json.dumps({"under": self._under, "sound": sound}) + "\n")
        except OSError as error:
            return error.strerror or str(error)
        return None


def _replace(path: Path, content: str) -> None:
    """Write a file whole; two checks at once do not meet, since each writes a file of its own first."""
    descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
