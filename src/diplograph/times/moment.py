"""From where a time expression is looked at: what is known of the article's day, and past or future."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from diplograph.model import Article, Dating
from diplograph.times import reach
from diplograph.times.reach import Reach


class Direction(StrEnum):
    """To which side of the article's day an expression such as `Monday` or `in March` points."""

    PAST = "past"
    FUTURE = "future"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the day an article was published.

    Attributes:
        earliest, latest: the first and the last day that it may be; None when nothing is known.
        is_inferred: whether that was worked out from the text and not given with it.
    """

    earliest: date | None = None
    latest: date | None = None
    is_inferred: bool = False

    @property
    def day(self) -> date | None:
        """The day itself, or None when it is not known."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def month(self) -> date | None:
        """The first day of the month, when that much is known."""
        first, last = self.earliest, self.latest
        if first is None or last is None or (first.year, first.month) != (last.year, last.month):
            return None
        return first.replace(day=1)

    @property
    def year(self) -> int | None:
        """The year, when that much is known."""
        first, last = self.earliest, self.latest
        return first.year if first and last and first.year == last.year else None


@dataclass(frozen=True, slots=True)
class Moment:
    """A view on time expressions.

    Attributes:
        anchor: the article's day.
        direction: past or future, by tense and modality.
        told: what the expression named before reaches over, to which `two days later` refers.
    """

    anchor: Anchor
    direction: Direction = Direction.PAST
    told: Reach | None = None


def anchor_of(article: Article, dating: Dating | None = None) -> Anchor:
    """What is known of an article's day: the one given with it, else an inferred one, else the month or year given."""
    if article.date:
        return Anchor(article.date, article.date)
    if dating and dating.day:
        return Anchor(dating.day, dating.day, is_inferred=True)
    return period_anchor(article.period) if article.period else Anchor()


def period_anchor(period: str) -> Anchor:
    """All days of a year (`2004`) or month (`2004-09`).

    >>> period_anchor("2004-02").latest.isoformat()
    '2004-02-29'
    """
    year, _, month = period.partition("-")
    whole = reach.month(int(year), int(month)) if month else reach.year(int(year))
    return Anchor(whole.earliest, whole.latest)


def anchored(at: date, direction: Direction = Direction.PAST) -> Moment:
    """The view from a known day."""
    return Moment(Anchor(at, at), direction)
