"""Time expressions: what they look like, and which days they reach over as seen from an article's day."""

from diplograph.times.finding import TimeMatch, find_in_words, find_times
from diplograph.times.moment import Anchor, Direction, Moment, anchor_of, anchored, period_anchor
from diplograph.times.reach import UNCERTAIN, Reach, marked

__all__ = [
    "UNCERTAIN",
    "Anchor",
    "Direction",
    "Moment",
    "Reach",
    "TimeMatch",
    "anchor_of",
    "anchored",
    "find_in_words",
    "find_times",
    "marked",
    "period_anchor",
]
