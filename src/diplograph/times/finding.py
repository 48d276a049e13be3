"""The time expressions of a sentence: single ones, those bounded by `since` or `until`, and spans between two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from diplograph.model import Sentence, TimeExpression
from diplograph.times import dates, periods, reach, shifts, weekdays
from diplograph.times.moment import Anchor, Direction, Moment, anchored
from diplograph.times.reach import UNCERTAIN, Reach, marked

Rule: TypeAlias = Callable[[re.Match[str], Moment], Reach | None]
Resolve: TypeAlias = Callable[[Moment], Reach | None]

_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    *dates.RULES,
    *weekdays.RULES,
    *shifts.RULES,
    *periods.RULES,
    (dates.LONE_MONTH, dates.resolve_month),
)
_TOLD_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (*shifts.TOLD_RULES, *weekdays.TOLD_RULES)
_ANY = re.compile(
    r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\d0s\b|\d[./-]\d|\d(?:st|nd|rd|th)\b"
    r"|day|night|tomorrow|week|month|year|hour|minute|decade|centur|quarter|morning|afternoon|evening|fortnight"
    r"|spring|summer|autumn|\bfall\b|winter|christmas|[a-z]ties\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\b"
    r"|january|february|march|april|june|july|august|september|october|november|december"
)
"""What some part of every time expression matches; most sentences have none and are passed over."""
_AMBIGUOUS = frozenset({"may", "march", "august"})
_STARTS = re.compile(
    r"(?:^|.* )(?P<bound>(?:(?:ever )?(?:since|after)|as of|starting|starting (?:from|on))"
    r"(?: (?:the|about|around|at least))*)$"
)
_ENDS = re.compile(
    r"(?:^|.* )(?P<bound>(?:until|till|through|by|before|prior to|(?:no|not) later than|up to)"
    r"(?: (?:the|about|at least))*)$"
)
_BOUNDS = {
    "since": reach.since, "ever": reach.since, "as": reach.since, "starting": reach.since,
    "after": reach.after, "before": reach.before, "prior": reach.before,
}  # fmt: skip
_SPAN_LINKS = frozenset(
    {"or", "-", "–", "—", "to", "until", "till", "through", "up to", "to the", "until the", "through the"}
)
_PAIR_LINKS = frozenset({"and", "and the"})
_PROBE = date(2020, 10, 7)
"""Any day in the middle of a week and a month, from which two expressions are compared."""


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """A time expression in a sentence.

    Attributes:
        start, end: token positions, `end` exclusive.
        surface: the words, in lower case.
        reach_at: what it reaches over when looked at from a moment; None when that cannot be told.
        has_year: whether it names its year.
        inner: what stands after `since`, `until` and the like; None when it is not so bounded.
    """

    start: int
    end: int
    surface: str
    reach_at: Resolve
    has_year: bool = False
    inner: TimeMatch | None = None

    def unbounded(self) -> TimeMatch:
        """The same without the bound that `since` or `until` makes of it."""
        return self.inner or self

    def resolve(self, moment: Moment) -> TimeExpression | None:
        """The time expression as looked at from a moment; one that rests on an inferred day bears EDTF's `?`."""
        found = self.reach_at(moment)
        if found is None:
            return None
        if moment.anchor.is_inferred and self._depends_on(moment, found):
            found = marked(found, UNCERTAIN)
        return TimeExpression(self.surface, found.edtf, found.earliest, found.latest)

    def _depends_on(self, moment: Moment, found: Reach) -> bool:
        """Whether it would be another without what is known of the article's day."""
        return self.reach_at(replace(moment, anchor=Anchor())) != found


def find_times(sentence: Sentence) -> tuple[TimeMatch, ...]:
    """The time expressions of a sentence in order; where two overlap, the more exact kind."""
    found = find_in_words([token.text for token in sentence.tokens])
    tagged = (match for match in found if not _is_another_word(match, sentence))
    return tuple(tagged)


def find_in_words(words: Sequence[str]) -> tuple[TimeMatch, ...]:
    """The time expressions in a run of words."""
    return _find(tuple(words))


@lru_cache(maxsize=1_000)
def _find(words: tuple[str, ...]) -> tuple[TimeMatch, ...]:
    """The same, remembered: an article's sentences are looked through for its own day and for those of its events."""
    return tuple(_bounded(words, _joined(words, _told(words, sorted(_single(words), key=lambda m: m.start)))))


def _is_another_word(match: TimeMatch, sentence: Sentence) -> bool:
    """Whether `may`, `march` or `august` is no month here."""
    tokens = sentence.tokens[match.start : match.end]
    names = [token for token in tokens if token.text.lower() in _AMBIGUOUS]
    if not names or any(token.text[:1].isdigit() for token in tokens):
        return False
    return not any(token.text[0].isupper() and token.pos in {"PROPN", "NOUN"} for token in names)


def _single(words: Sequence[str]) -> Iterator[TimeMatch]:
    taken: set[int] = set()
    text = _text(words)
    starts = _starts(words)
    if not _ANY.search(text):
        return
    for pattern, rule in _RULES:
        yield from _matches(pattern, rule, text, starts, taken)


def _text(words: Sequence[str]) -> str:
    return " ".join(words).lower().replace("’", "'").replace("‘", "'")


def _starts(words: Sequence[str]) -> list[int]:
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    return starts


def _matches(
    pattern: re.Pattern[str], rule: Rule, text: str, starts: Sequence[int], taken: set[int]
) -> Iterator[TimeMatch]:
    for match in pattern.finditer(text):
        first = sum(at <= match.start() for at in starts) - 1
        last = sum(at < match.end() for at in starts) - 1
        span = set(range(first, last + 1))
        if span & taken or not match[0].strip():
            continue
        taken |= span
        yield TimeMatch(first, last + 1, match[0], _bind(match, rule), bool(match.groupdict().get("year")))


def _bind(match: re.Match[str], rule: Rule) -> Resolve:
    return lambda moment: rule(match, moment)


def _told(words: Sequence[str], found: Sequence[TimeMatch]) -> list[TimeMatch]:
    """The matches with those that count from the one before them."""
    taken = {index for match in found for index in range(match.start, match.end)}
    if not _ANY.search(_text(words)):
        return list(found)
    text, starts = _text(words), _starts(words)
    later = [m for pattern, rule in _TOLD_RULES for m in _matches(pattern, rule, text, starts, taken)]
    together = list(found)
    for match in sorted(later, key=lambda m: m.start):
        before = max((m for m in together if m.end <= match.start), key=lambda m: m.end, default=None)
        together.append(replace(match, reach_at=_after(before, match)))
    return sorted(together, key=lambda m: m.start)


def _after(before: TimeMatch | None, match: TimeMatch) -> Resolve:
    return lambda moment: match.reach_at(replace(moment, told=before.reach_at(moment) if before else None))


def _joined(words: Sequence[str], found: Sequence[TimeMatch]) -> list[TimeMatch]:
    """The matches, those that bound a span (`from Monday to Friday`, `today or tomorrow`) put together."""
    together: list[TimeMatch] = []
    for match in found:
        if together and _is_span(words, together[-1], match):
            first = together.pop()
            start = first.start - 1 if _opener(words, first) else first.start
            surface = _text(words[start : match.end])
            together.append(TimeMatch(start, match.end, surface, _between(first, match), match.has_year))
        else:
            together.append(match)
    return together


def _opener(words: Sequence[str], match: TimeMatch) -> bool:
    return match.start > 0 and words[match.start - 1].lower() in {"from", "between"}


def _is_span(words: Sequence[str], first: TimeMatch, second: TimeMatch) -> bool:
    link = _text(words[first.end : second.start])
    if link in _SPAN_LINKS:
        return True
    is_pair = _opener(words, first) and words[first.start - 1].lower() == "between"
    return link in _PAIR_LINKS and (is_pair or _are_adjacent(first, second))


def _are_adjacent(first: TimeMatch, second: TimeMatch) -> bool:
    """`Monday and Tuesday`, `May and June`: the second begins the day after the first ends, wherever looked from."""
    probe = anchored(_PROBE, Direction.FUTURE)
    left, right = first.reach_at(probe), second.reach_at(probe)
    if not left or not right or not left.latest or not right.earliest:
        return False
    return abs((right.earliest - left.latest).days) == 1


def _between(first: TimeMatch, second: TimeMatch) -> Resolve:
    def resolve(moment: Moment) -> Reach | None:
        left, right = first.reach_at(moment), second.reach_at(moment)
        if left is None or right is None:
            return None
        if second.has_year and not first.has_year and right.latest:
            left = first.reach_at(anchored(right.latest)) or left
        elif left.earliest and right.earliest and left.earliest > right.earliest:
            right = second.reach_at(anchored(left.earliest, Direction.FUTURE)) or right
        if left.earliest and right.latest and left.earliest > right.latest:
            return None
        return reach.join(left, right)

    return resolve


def _bounded(words: Sequence[str], found: Sequence[TimeMatch]) -> Iterator[TimeMatch]:
    """The matches, open at one end after `since`, `until` and the like."""
    for match in found:
        before = _text(words[max(0, match.start - 4) : match.start])
        inside = match.surface.split(" ")[0]
        bound = _STARTS.match(before) or _ENDS.match(before)
        if bound and not _is_owner(words, match):
            yield _open(words, match, bound["bound"], _BOUNDS.get(bound["bound"].split()[0], reach.until))
        elif inside in {"since", "until", "by"}:
            opened = reach.since if inside == "since" else reach.until
            yield replace(match, reach_at=_through(match, opened), inner=match)
        else:
            yield match


def _is_owner(words: Sequence[str], match: TimeMatch) -> bool:
    """`after Wednesday's talks` is no bound on Wednesday."""
    return match.end < len(words) and words[match.end].lower() in {"'s", "’s", "'"}


def _open(words: Sequence[str], match: TimeMatch, bound: str, opened: Callable[[Reach], Reach]) -> TimeMatch:
    start = match.start - len(bound.split())
    bounded = TimeMatch(start, match.end, _text(words[start : match.end]), _through(match, opened), match.has_year)
    return replace(bounded, inner=match)


def _through(match: TimeMatch, opened: Callable[[Reach], Reach]) -> Resolve:
    def resolve(moment: Moment) -> Reach | None:
        found = match.reach_at(moment)
        return opened(found) if found else None

    return resolve
