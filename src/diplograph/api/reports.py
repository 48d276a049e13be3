"""What became of an article that was added."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from diplograph.errors import DiplographError

if TYPE_CHECKING:
    from diplograph.model import Claim, Extraction, Link, NotTaken


class AddState(StrEnum):
    """What adding an article did to the store."""

    ADDED = "added"
    PRESENT = "already present"
    RETRACTED = "retracted earlier"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class AddReport:
    """What was read out of an article.

    Attributes:
        article_id: the article's id.
        state: added, or why nothing was written.
        extraction: all that was read; None when the article was there already and was not read again.
        error: why the article could not be read.
    """

    article_id: str
    state: AddState
    extraction: Extraction | None = None
    error: DiplographError | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order of their evidence."""
        return self.extraction.claims if self.extraction else ()

    @property
    def links(self) -> tuple[Link, ...]:
        """What each mention was taken to mean, and why."""
        return self.extraction.links if self.extraction else ()

    @property
    def not_taken(self) -> tuple[NotTaken, ...]:
        """What was seen and left out, and why."""
        return self.extraction.not_taken if self.extraction else ()

    @property
    def reasons(self) -> dict[str, int]:
        """How much was left out for each reason, the most frequent first."""
        return dict(Counter(each.reason for each in self.not_taken).most_common())

    def __str__(self) -> str:
        """One line."""
        counts = f"{len(self.claims)} claims, {len(self.links)} links, {len(self.not_taken)} not taken"
        return f"{self.article_id}: {self.state}" + (f" ({counts})" if self.extraction else "")
