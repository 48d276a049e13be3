"""Whom and what the names in a proposal mean where they stand: only what resolution made of them there."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.extraction.proposals.refusal import RefusedError, shown
from diplograph.extraction.proposals.window import Occurrence, Window
from diplograph.model import (
    Actor,
    ActorClass,
    Article,
    Conflict,
    LinkDecision,
    Place,
    ResolvedMention,
    Speaker,
    TimeExpression,
)
from diplograph.times import Direction, Moment, anchor_of, find_times

_POLITIES = frozenset({ActorClass.STATE, ActorClass.DISPUTED_POLITY})


def find_actors(window: Window, names: Sequence[str]) -> tuple[Actor, ...]:
    """The actors that names mean in a window, each once.

    Raises:
        RefusedError: a name does not stand there, or is no actor's.
    """
    return tuple(dict.fromkeys(_actor(window.occurrences(name)) for name in names))


def _actor(occurrences: Sequence[Occurrence]) -> Actor:
    """The known actor that one of the occurrences is linked to, or else the unknown one of the first that has any."""
    reasons: list[RefusedError] = []
    unknown: list[Actor] = []
    for occurrence in occurrences:
        try:
            actor = _actor_at(occurrence)
        except RefusedError as error:
            reasons.append(error)
            continue
        if actor.key is not None:
            return actor
        unknown.append(actor)
    if unknown:
        return unknown[0]
    raise reasons[0]


def _actor_at(occurrence: Occurrence) -> Actor:
    words = shown(occurrence.span.exact)
    for description in occurrence.resolved.descriptions:
        if _without_article(occurrence) == description.span.start and description.span.end == occurrence.span.end:
            return description.actor
    item = _mention_at(occurrence)
    if item is not None and item.link is not None:
        return item.link.actor
    if item is not None and (item.place or item.conflict or item.treaty_key):
        kind = "place" if item.place else "conflict" if item.conflict else "treaty"
        raise RefusedError(f"{words} names a {kind} here, not an actor")
    if not _is_name(occurrence):
        raise RefusedError(f"{words} is not the name of an actor")
    return Actor(occurrence.span.exact, ActorClass.GROUP)


def _mention_at(occurrence: Occurrence) -> ResolvedMention | None:
    """The mention that words are a part of, or that they end with (`President Ada Bello` ends with a name)."""
    span = occurrence.span
    for item in occurrence.resolved.mentions:
        mention = item.mention.span
        if mention.start <= span.start and span.end <= mention.end:
            return item
        if span.start <= mention.start and mention.end == span.end and not item.is_modifier:
            return item
    return None


def _without_article(occurrence: Occurrence) -> int:
    tokens = occurrence.tokens
    begins_so = len(tokens) > 1 and tokens[0].lemma in {"the", "a", "an"}
    return tokens[1].start if begins_so else occurrence.span.start


def _is_name(occurrence: Occurrence) -> bool:
    return any(token.pos == "PROPN" for token in occurrence.tokens)


def find_speaker(window: Window, words: str) -> Speaker:
    """The speaker whom words name or describe in a window, shown as written.

    Raises:
        RefusedError: the words do not stand there.
    """
    occurrences = window.occurrences(words)
    label = occurrences[0].span.exact
    try:
        actor = _actor(occurrences)
    except RefusedError:
        return Speaker(label, None, is_named=_is_name(occurrences[0]))
    return Speaker(label, actor, is_named=True)


def find_place(window: Window, words: str) -> Place:
    """The place that words name in a window.

    Raises:
        RefusedError: the words do not stand there, or name no place.
    """
    occurrences = window.occurrences(words)
    items = [item for occurrence in occurrences if (item := _mention_at(occurrence))]
    places = [place for item in items if (place := _place_of(item))]
    if places:
        return places[0]
    if items or not _is_name(occurrences[0]):
        raise RefusedError(f"{shown(words)} is not the name of a place")
    return Place(occurrences[0].span.exact)


def _place_of(item: ResolvedMention) -> Place | None:
    if item.place is not None:
        return item.place
    listed = next((sense.place for sense in item.mention.senses if sense.place), None)
    if listed is not None:
        return listed
    link = item.link
    is_polity = link is not None and link.decision is LinkDecision.LINKED and link.actor.actor_class in _POLITIES
    return Place(link.actor.label, link.actor.key) if link is not None and is_polity else None


def find_conflict(window: Window) -> Conflict | None:
    """The conflict that the quotation's sentences name first."""
    named = (item.conflict for resolved in window.quoted for item in resolved.mentions)
    return next((conflict for conflict in named if conflict), None)


def find_time(window: Window, words: str, article: Article, *, is_future: bool) -> TimeExpression | None:
    """What words say about the time, as the rules for dates read them; None when these cannot read them.

    Raises:
        RefusedError: the words do not stand in the window.
    """
    moment = Moment(anchor_of(article), Direction.FUTURE if is_future else Direction.PAST)
    for occurrence in window.occurrences(words):
        sentence = occurrence.resolved.sentence
        for match in find_times(sentence):
            first, last = sentence.tokens[match.start], sentence.tokens[match.end - 1]
            if first.start < occurrence.span.end and occurrence.span.start < last.end:
                return match.resolve(moment)
    return None
