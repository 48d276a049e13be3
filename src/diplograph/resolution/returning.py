"""Names that come back in other forms: short names of bodies, and persons of whom one mention says more than another.

A second look at an article whose mentions were resolved one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from diplograph.model import (
    BODY_NAME,
    Actor,
    ActorClass,
    Link,
    LinkDecision,
    MentionKind,
    ResolvedMention,
    ResolvedSentence,
    SenseKind,
)
from diplograph.resolution.affiliation import DemonymOf, unnamed_opponents
from diplograph.text.body_names import FIGHTERS, initials_of, is_acronym
from diplograph.text.folding import fold
from diplograph.text.similarity import compare_names

_BODIES = frozenset(
    {
        ActorClass.ORGANIZATION,
        ActorClass.ARMED_FORCE,
        ActorClass.INTERGOVERNMENTAL_ORGANIZATION,
        ActorClass.MEDIATION_BODY,
    }
)
_POLITIES = frozenset({ActorClass.STATE, ActorClass.DISPUTED_POLITY})
_MIN_LETTERS = 2
_SHORT = 3
_LIKE = 0.7


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A person whose office is a state's, or who leads opponents, where the sentence does not say of which state.

    Attributes:
        opponents: what those are called whom the person leads against the state; None for an official of it.
        among: the states of the known officials of that name, of which it is one; empty where nobody is known.
    """

    opponents: str | None = None
    among: frozenset[Actor] = frozenset()


def unite_names(
    sentences: Sequence[ResolvedSentence],
    unplaced: Mapping[tuple[int, int], Unplaced],
    demonym_of: DemonymOf,
    seat: Actor | None = None,
    missions: Mapping[str, Actor] = MappingProxyType({}),
) -> tuple[ResolvedSentence, ...]:
    """The sentences with the names that mean one actor linked to one actor.

    Args:
        sentences: the article's sentences, resolved.
        unplaced: persons with an office but without a state, by sentence and position of their names.
        demonym_of: the adjective for a state or polity, by its key.
        seat: the state that the article's dateline lies in.
        missions: the bodies for which known persons are said to act, by the person's key.
    """
    sentences = _change(sentences, _Bodies(sentences).link)
    sentences = _place(sentences, unplaced, demonym_of, seat)
    sentences = _change(sentences, lambda item: _sent(item, missions))
    return _change(sentences, _Persons(sentences).link)


def _sent(item: ResolvedMention, missions: Mapping[str, Actor]) -> Link | None:
    """The link to a known person as one who acts for whom the article says, here as elsewhere in it."""
    of = missions.get(str(item.link.actor.key)) if item.link else None
    return replace(item.link, actor=replace(item.link.actor, of=of)) if item.link and of else item.link


Change = Callable[[ResolvedMention], Link | None]


def _change(sentences: Sequence[ResolvedSentence], change: Change) -> tuple[ResolvedSentence, ...]:
    return tuple(
        replace(one, mentions=tuple(replace(item, link=change(item)) if item.link else item for item in one.mentions))
        for one in sentences
    )


def _as(link: Link, actor: Actor, *, reason: str) -> Link:
    """The same words taken for another actor."""
    decision = LinkDecision.LINKED if actor.key else LinkDecision.NIL
    return replace(link, decision=decision, actor=actor, score=0.9 if actor.key else 0.0, reason=reason)


class _Bodies:
    """The bodies of an article by every form of their names."""

    def __init__(self, sentences: Sequence[ResolvedSentence]) -> None:
        self._found: dict[str, Actor] = {}
        self._redefined: set[str] = set()
        items = [item for one in sentences for item in one.mentions]
        full = [item for item in items if _is_body(item) and not is_acronym(item.mention.span.exact)]
        for sentence in sentences:
            for item in sentence.mentions:
                if item.link and item.link.reason == BODY_NAME:
                    self._remember(item, is_armed=_has_fighters(sentence, item))
        for long, short in (pair for one in sentences for pair in _bracketed(one)):
            self._join(long, short)
        for item in full:
            if item.link:
                self._found.setdefault(fold(_initials(item.link.actor.label)), item.link.actor)
        self._shorten(full)

    def link(self, item: ResolvedMention) -> Link | None:
        """What a mention means in view of the whole article."""
        link = item.link
        if link is None or item.is_modifier:
            return link
        if fold(item.mention.span.exact) in self._redefined:
            return _as(link, self._found[fold(item.mention.span.exact)], reason=BODY_NAME)
        if link.decision is LinkDecision.LINKED:
            return link
        is_open = link.actor.actor_class in {ActorClass.ORGANIZATION, ActorClass.ARMED_FORCE, ActorClass.GROUP}
        actor = self._found.get(fold(item.mention.span.exact)) if is_open else None
        if actor is None or (link.decision is LinkDecision.REVIEW and actor.key is None):
            return link
        return _as(link, actor, reason="coreference" if actor.key else BODY_NAME)

    def _remember(self, item: ResolvedMention, *, is_armed: bool) -> None:
        name = fold(item.mention.span.exact)
        actor = self._found.get(name) or (item.link.actor if item.link else None)
        if actor is not None:
            self._found[name] = replace(actor, actor_class=ActorClass.ARMED_FORCE) if is_armed else actor

    def _join(self, long: ResolvedMention, short: ResolvedMention) -> None:
        """Takes a name and the one in brackets after it for one body."""
        names = [fold(item.mention.span.exact) for item in (long, short)]
        if _is_other(long, short) or _is_other(short, long):
            self._redefined |= {name for name in names if is_acronym(name.upper())}
            self._found |= {name: actor for actor in map(self._found.get, names) if actor for name in names}
            return
        actors = [item.link.actor for item in (long, short) if item.link and item.link.decision is LinkDecision.LINKED]
        unknown = [actor for name in names if (actor := self._found.get(name))]
        armed = [actor for actor in unknown if actor.actor_class is ActorClass.ARMED_FORCE]
        actor = next(iter([*actors, *unknown]), None)
        if actor is not None:
            actor = replace(actor, actor_class=armed[0].actor_class) if armed and actor.key is None else actor
            self._found |= dict.fromkeys(names, actor)

    def _shorten(self, full: Sequence[ResolvedMention]) -> None:
        """Keeps the ends of unknown bodies' names (`the Liberation Front`), where only one body's ends so."""
        names = {
            name: actor for item in full if (name := fold(item.mention.span.exact)) and (actor := self._found.get(name))
        }
        for name in [name for name in self._found if " " in name]:
            longer = {actor for other, actor in names.items() if other.endswith(f" {name}")}
            if len(longer) == 1:
                self._found[name] = longer.pop()


def _is_other(full: ResolvedMention, short: ResolvedMention) -> bool:
    """Whether an unknown body is called by letters that are known as another body's (`National … Movement (MNR)`)."""
    if not full.link or full.link.decision is LinkDecision.LINKED or not short.link or short.link.actor.key is None:
        return False
    name, letters = full.link.actor.label, short.mention.span.exact
    is_like = compare_names(name, short.link.actor.label).score >= _LIKE
    return is_acronym(letters) and initials_of(name.replace("-", " ").split()) == letters and not is_like


def _is_body(item: ResolvedMention) -> bool:
    return item.link is not None and item.link.is_actor and item.link.actor.actor_class in _BODIES


def _initials(label: str) -> str:
    letters = initials_of(label.replace("-", " ").split())
    return letters if len(letters) >= _SHORT else label


def _has_fighters(sentence: ResolvedSentence, item: ResolvedMention) -> bool:
    """Whether fighters are named with the body (`ELN rebels`, `guerrillas of the ELN`)."""
    tokens = sentence.sentence.tokens
    before = [token.lemma for token in tokens[max(0, item.mention.start - 3) : item.mention.start]]
    is_after = "of" in before and bool(FIGHTERS & set(before))
    return is_after or any(token.lemma in FIGHTERS for token in tokens[item.mention.end : item.mention.end + 1])


def _bracketed(sentence: ResolvedSentence) -> Iterator[tuple[ResolvedMention, ResolvedMention]]:
    """Pairs of names of which the second stands in brackets right after the first, one of them an acronym."""
    tokens = sentence.sentence.tokens
    for left, right in zip(sentence.mentions, sentence.mentions[1:], strict=False):
        between = "".join(token.text for token in tokens[left.mention.end : right.mention.start])
        after = tokens[right.mention.end].text if right.mention.end < len(tokens) else ""
        shorts = [is_acronym(item.mention.span.exact) for item in (left, right)]
        if between in {"(", "'s(", "-("} and after == ")" and any(shorts) and any(map(_is_body, (left, right))):
            yield left, right


class _Persons:
    """The persons of an article of whom it says whom they act for, by the words of their names."""

    def __init__(self, sentences: Sequence[ResolvedSentence]) -> None:
        self._known: dict[tuple[str, ...], Actor] = {}
        self._all: set[tuple[str, ...]] = set()
        for item in (item for one in sentences for item in one.mentions):
            if item.link is None or item.link.actor.actor_class is not ActorClass.PERSON:
                continue
            words = tuple(fold(item.mention.span.exact).split())
            self._all.add(words)
            if item.link.actor.of is not None and words:
                self._known.setdefault(words, item.link.actor)

    def link(self, item: ResolvedMention) -> Link | None:
        """What a person's name means in view of the whole article."""
        link = item.link
        if link is None or link.decision is LinkDecision.LINKED or not self._is_open(item, link):
            return link
        words = tuple(fold(item.mention.span.exact).split())
        bearers = {actor for name, actor in self._known.items() if _is_short_for(words, name)}
        others = {name for name in self._all if _is_short_for(words, name) and len(name) > len(words)}
        if len(bearers) != 1 or any(name not in self._known for name in others):
            return link
        actor = bearers.pop()
        if link.decision is LinkDecision.REVIEW:
            return replace(link, actor=replace(link.actor, of=actor.of))
        return _as(link, actor, reason="coreference")

    def _is_open(self, item: ResolvedMention, link: Link) -> bool:
        """Whether a mention is a person without a side, or an unknown name that may be a person's."""
        if link.actor.actor_class is ActorClass.PERSON:
            return link.actor.of is None
        return item.mention.kind is MentionKind.OTHER_NAME and link.reason == "unknown"


def _is_short_for(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a name is another, or the surname of it, or the same with its first name as a letter."""
    if not words or len(words[-1]) < _MIN_LETTERS or not name:
        return False
    if len(words) > len(name):
        words, name = name, words
    if len(words) == 1:
        return len(words[0]) > _MIN_LETTERS and name[-1] == words[0]
    if name[-len(words) :] == words:
        return True
    initial = min(len(words[0]), len(name[0])) == 1 and words[0][0] == name[0][0]
    return initial and words[-1] == name[-1]


def _place(
    sentences: Sequence[ResolvedSentence],
    unplaced: Mapping[tuple[int, int], Unplaced],
    demonym_of: DemonymOf,
    seat: Actor | None,
) -> tuple[ResolvedSentence, ...]:
    """Gives officials without a state the one state that the article names, and their leaders its opponents."""
    polities = _polities(sentences)
    movements = {
        item.link.actor
        for one in sentences
        for item in one.mentions
        if item.link and item.link.is_actor and item.link.actor.actor_class is ActorClass.ARMED_FORCE
    }
    is_told = any(found.among & (polities | {seat}) for found in unplaced.values())
    if len(polities) != 1 and len(movements) != 1 and seat is None and not is_told:
        return tuple(sentences)
    state = next(iter(polities)) if len(polities) == 1 else None
    movement = next(iter(movements)) if len(movements) == 1 else None

    def side(found: Unplaced, one: ResolvedSentence) -> Actor | None:
        if found.among:
            meant = found.among & (polities if found.among & polities else {seat})
            return next(iter(meant)) if len(meant) == 1 else None
        if found.opponents is None and seat is not None:
            return seat
        if found.opponents is None:  # whom an official meets stands beside the name, so that it tells nothing
            return None if state in _polities([one]) else state
        return movement or (unnamed_opponents(state, found.opponents, demonym_of) if state else None)

    placed = []
    for one in sentences:
        items = list(one.mentions)
        for position, item in enumerate(items):
            found = unplaced.get((one.sentence.index, item.mention.start))
            if found and item.link and (of := side(found, one)):
                items[position] = replace(item, link=replace(item.link, actor=replace(item.link.actor, of=of)))
        placed.append(replace(one, mentions=tuple(items)))
    return tuple(placed)


def _polities(sentences: Sequence[ResolvedSentence]) -> set[Actor]:
    """The states that an article names, as actors, by their people, or as places."""
    found: set[Actor] = set()
    for item in (item for one in sentences for item in one.mentions):
        if item.link is not None:
            chain = [item.link.actor] if item.link.is_actor else []
            found |= {actor.of or actor for actor in chain}
        else:
            kinds = {SenseKind.NAME, SenseKind.DEMONYM, SenseKind.METONYM}
            found |= {sense.actor for sense in item.mention.senses if sense.actor and sense.kind in kinds}
    return {actor for actor in found if actor.actor_class in _POLITIES}
