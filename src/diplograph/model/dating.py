"""When an article that brings no date was published, as far as its own words tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClueKind(StrEnum):
    """What sort of words tell when an article was published."""

    DATELINE = "dateline"
    PAIR = "weekday-and-date"
    DATE = "date"
    WEEKDAY = "weekday"
    YEAR = "year"
    OFFICE = "office-holder"
    EXISTENCE = "existence"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class DatingReason:
    """One reason for a dating: the kind of clue, the words and what they show (`in office 2018-05-08/..`)."""

    kind: ClueKind
    words: str
    shows: str


@dataclass(frozen=True, slots=True)
class Dating:
    """The day of publication worked out from a text; a guess, never to be taken for a stated date.

    Attributes:
        earliest, latest: the first and the last day that it may be.
        confidence: how probable it is that the day lies between them, from 0 to 1.
        reasons: the words it rests on.
    """

    earliest: date
    latest: date
    confidence: float
    reasons: tuple[DatingReason, ...] = ()

    @property
    def day(self) -> date | None:
        """The day, when it is known to the day."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def edtf(self) -> str:
        """EDTF level 1 with the mark of uncertainty.

        >>> Dating(date(2020, 10, 9), date(2020, 10, 9), 0.9).edtf
        '2020-10-09?'
        """
        if self.day:
            return f"{self.earliest.isoformat()}?"
        return f"{self.earliest.isoformat()}?/{self.latest.isoformat()}?"
