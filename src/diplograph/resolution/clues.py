"""The words of an article that tell when it was published: dates, weekdays, years, office holders, what exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Protocol

from diplograph.model import Article, ClueKind, LinkDecision, ResolvedMention, ResolvedSentence
from diplograph.resolution.titles import person_context
from diplograph.syntax import Tree
from diplograph.times import Anchor, Moment, TimeMatch, find_in_words, find_times, period_anchor
from diplograph.times.words import WEEKDAYS

_UNKNOWN = Moment(Anchor())
_WORD = re.compile(r"[\w'’]+(?:[-/.]\w+)*\.?|[^\w\s]")
_DASH = re.compile(r"\s[-–—]{1,2}\s|--|—|\s/")
_HEAD_LINES = 4
_HEAD_CHARS = 160
_DATELINE_CHARS = 80
_OTHER_WORDS = 8
_DATELINE_WORDS = frozenset({"of", "on", "the", "de", "del", "la", "at", "am", "pm", "a.m.", "p.m.", "gmt", "and"})
_SURE = 0.9
_LIMITS = ("until", "by ", "till", "before", "through", "up to", "no later", "not later", "prior")
_LATE = frozenset({"will", "would", "'ll", "wo", "shall"})


class Holding(Protocol):
    """A spell in office; its bounds are days, months or years."""

    @property
    def valid_from(self) -> str | None:
        """When it began."""

    @property
    def valid_until(self) -> str | None:
        """When it ended."""


class Office(Protocol):
    """An office."""

    @property
    def kind(self) -> str:
        """Code of the office kind."""

    @property
    def of(self) -> str:
        """Key of the actor it acts for."""


class DatedActors(Protocol):
    """What dating asks of the register."""

    @property
    def known_until(self) -> date:
        """The last day of which the register knows anything."""

    def offices_of(self, person: str) -> Sequence[tuple[Holding, Office]]:
        """The offices that a person held, oldest first."""

    def lifetime(self, key: str) -> tuple[str | None, str | None]:
        """When a state, organisation or conflict began and ended."""


@dataclass(frozen=True, slots=True)
class DateClue:
    """A day of the year, or a weekday, as named in the text.

    Attributes:
        kind: dateline, pair of weekday and date, date or weekday.
        words: as written, in lower case.
        sentence: where it stands; -1 for a dateline.
        month, day: 0 for a weekday alone.
        year: when it is named.
        weekday: 0 for Monday to 6, None when not named.
        is_ahead: whether its sentence speaks of what is to come.
        is_beginning: whether something lasts since then.
    """

    kind: ClueKind
    words: str
    sentence: int
    month: int = 0
    day: int = 0
    year: int | None = None
    weekday: int | None = None
    is_ahead: bool = False
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class SpellClue:
    """Somebody or something of which the register knows when it was in office or existed.

    Attributes:
        kind: office holder or existence.
        words: as written.
        spells: first and last day of each spell.
        is_sure: whether the name leaves no doubt about who or what is meant.
    """

    kind: ClueKind
    words: str
    spells: tuple[tuple[date, date], ...]
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Clues:
    """All clues of an article, in reading order; `years` are the years that it names as past or present."""

    dates: tuple[DateClue, ...]
    spells: tuple[SpellClue, ...]
    years: tuple[int, ...]


def find_clues(article: Article, sentences: Sequence[ResolvedSentence], known: DatedActors) -> Clues:
    """The clues of an article whose names were resolved without a day."""
    dates = [*_datelines(article)]
    years: list[int] = []
    for resolved in sentences:
        is_ahead = any(token.text.lower() in _LATE for token in resolved.sentence.tokens)
        for before, match in pairwise((None, *find_times(resolved.sentence))):
            if match is None:
                continue
            if clue := _date_clue(match, resolved.sentence.index, is_ahead=is_ahead):
                dates.append(_as_dateline(clue) if _is_heading(clue, dates) or _is_today(before, match) else clue)
            if (year := _year(match)) and (not is_ahead or (clue and clue.year)):
                years.append(year)
    spells: dict[tuple[ClueKind, tuple[tuple[date, date], ...]], SpellClue] = {}
    for spell in (spell for resolved in sentences for spell in _spells(resolved, known)):
        spells.setdefault((spell.kind, spell.spells), spell)
    return Clues(tuple(dates), tuple(spells.values()), tuple(years))


# dates


def _datelines(article: Article) -> Iterator[DateClue]:
    """The date of a dateline (`QUITO, May 3 (AFP) -`) or of a line of its own among the first lines."""
    lines = [line.strip()[:_HEAD_CHARS] for line in article.text.splitlines() if line.strip()][:_HEAD_LINES]
    for head in (head for line in lines for head in _heads(line)):
        words = _WORD.findall(head)
        dated = [clue for match in find_in_words(words) if (clue := _date_clue(match, -1)) and clue.day]
        if dated and _is_no_sentence(words, dated[0].words.split()):
            yield _as_dateline(dated[0])
            return


def _is_no_sentence(words: Sequence[str], date_words: Sequence[str]) -> bool:
    """Whether what stands beside a date is names, figures and a label (`Published`), as in a dateline."""
    others = [word for word in words if word.lower() not in date_words]
    plain = [word for word in others if word.islower() and word not in _DATELINE_WORDS]
    return len(others) <= _OTHER_WORDS and not plain


def _heads(line: str) -> list[str]:
    """What stands before the first dashes of a line, and a short line as a whole."""
    parts = _DASH.split(line)
    heads = parts[: min(len(parts) - 1, 2)]
    return [head for head in (*heads, line) if len(head) <= _DATELINE_CHARS]


def _is_heading(clue: DateClue, before: Sequence[DateClue]) -> bool:
    """Whether a full date with its weekday is the first of all and stands in the first sentence, as under a title."""
    return not before and clue.sentence == 0 and clue.year is not None and clue.weekday is not None and bool(clue.day)


def _is_today(before: TimeMatch | None, match: TimeMatch) -> bool:
    """`Today, 12 January`."""
    return before is not None and before.surface in {"today", "tonight"} and match.start - before.end <= 1


def _as_dateline(clue: DateClue) -> DateClue:
    return replace(clue, kind=ClueKind.DATELINE, sentence=-1)


def _date_clue(match: TimeMatch, sentence: int, *, is_ahead: bool = False) -> DateClue | None:
    weekday = next((i for i, name in enumerate(WEEKDAYS) if name in match.surface), None)
    found = match.unbounded().reach_at(_UNKNOWN)
    is_ahead = is_ahead or match.surface.startswith(_LIMITS)
    if found is None:
        is_day = weekday is not None and not re.search(r"week|last|next|night of| ago", match.surface)
        return (
            DateClue(ClueKind.WEEKDAY, match.surface, sentence, weekday=weekday, is_ahead=is_ahead) if is_day else None
        )
    stated = re.match(r"(\d{4}|XXXX)-(\d\d)-(\d\d)", found.edtf)
    if stated is None or not re.search(r"\d", match.surface):
        return None
    is_since = match.surface.startswith(("since", "ever since"))
    kind = ClueKind.DATE if weekday is None else ClueKind.PAIR
    year = None if stated[1] == "XXXX" else int(stated[1])
    return DateClue(kind, match.surface, sentence, int(stated[2]), int(stated[3]), year, weekday, is_ahead, is_since)


def _year(match: TimeMatch) -> int | None:
    found = match.unbounded().reach_at(_UNKNOWN)
    is_late = match.surface.startswith(_LIMITS)
    return found.latest.year if found and found.latest and not is_late else None


# office holders, and what exists


def _spells(resolved: ResolvedSentence, known: DatedActors) -> Iterator[SpellClue]:
    tree = Tree(resolved.sentence)
    for item in resolved.mentions:
        words = item.mention.span.exact
        if item.conflict and item.conflict.key:
            yield from _existence(item.conflict.key, words, known)
        if item.link is None:
            continue
        persons = _persons(item)
        if persons:
            yield from _in_office(tree, item, resolved.mentions, persons, known)
        elif item.link.decision is LinkDecision.LINKED and item.link.actor.key:
            yield from _existence(item.link.actor.key, words, known)


def _persons(item: ResolvedMention) -> tuple[str, ...]:
    if item.link is None or item.link.decision is LinkDecision.NIL:
        return ()
    linked = item.link.decision is LinkDecision.LINKED
    actors = (item.link.actor,) if linked else tuple(one.actor for one in item.link.candidates)
    return tuple(actor.key for actor in actors if actor.key and actor.actor_class.value == "Person")


def _in_office(
    tree: Tree,
    item: ResolvedMention,
    mentions: Sequence[ResolvedMention],
    persons: Sequence[str],
    known: DatedActors,
) -> Iterator[SpellClue]:
    """The spells in the office that the title names; nothing for a former office or a name without title."""
    context = person_context(tree, item.mention, mentions)
    if context.office_kind is None or context.is_former:
        return
    owners = {actor.key for actor in context.actors}
    held = [spell for person in persons for spell in known.offices_of(person) if spell[1].kind == context.office_kind]
    held = [spell for spell in held if spell[1].of in owners] or held
    spells = tuple(sorted({_bounds(row.valid_from, row.valid_until, known) for row, _ in held}))
    is_sure = item.link is not None and item.link.decision is LinkDecision.LINKED and item.link.score >= _SURE
    if spells:
        yield SpellClue(ClueKind.OFFICE, f"{context.title} {item.mention.span.exact}".strip(), spells, is_sure)


def _existence(key: str, words: str, known: DatedActors) -> Iterator[SpellClue]:
    since, until = known.lifetime(key)
    if since or until:
        yield SpellClue(ClueKind.EXISTENCE, words, (_bounds(since, until, known),))


def _bounds(since: str | None, until: str | None, known: DatedActors) -> tuple[date, date]:
    return _first(since) or date.min, _last(until) or known.known_until


def _first(text: str | None) -> date | None:
    if not text or len(text) > len("2020-10"):
        return date.fromisoformat(text) if text else None
    return period_anchor(text).earliest


def _last(text: str | None) -> date | None:
    if not text or len(text) > len("2020-10"):
        return date.fromisoformat(text) if text else None
    return period_anchor(text).latest
