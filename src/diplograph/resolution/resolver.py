"""Every mention of an article, resolved in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from diplograph.model import (
    BODY_NAME,
    Actor,
    ActorClass,
    Candidate,
    Link,
    LinkDecision,
    Mention,
    MentionKind,
    Place,
    ResolvedMention,
    ResolvedSentence,
    Sense,
    SenseKind,
    Sentence,
    Span,
)
from diplograph.resolution.affiliation import (
    HOLY_SEE,
    SENDING_BODIES,
    UNITED_STATES,
    Affiliations,
    unnamed_opponents,
)
from diplograph.resolution.elsewhere import names_elsewhere
from diplograph.resolution.known import KnownActors
from diplograph.resolution.offices import office_kind, title_span
from diplograph.resolution.persons import Acquaintance, When, choose_person, fits, link_person, owners_of
from diplograph.resolution.returning import Unplaced, unite_names
from diplograph.resolution.titles import (
    is_state_office,
    names_a_person,
    person_context,
    shared_owner,
    title_owners,
)
from diplograph.resolution.usage import is_locative, is_venue_modifier
from diplograph.syntax import Tree
from diplograph.text.body_names import is_armed_name
from diplograph.text.folding import fold
from diplograph.text.similarity import compare_names

_STEM_LETTERS = 6
_BODY_MIN_SPELLING = 0.85
_BODY_MIN_SOUND = 0.95
_BODIES = frozenset(
    {
        ActorClass.MEDIATION_BODY,
        ActorClass.INTERGOVERNMENTAL_ORGANIZATION,
        ActorClass.ORGANIZATION,
        ActorClass.ARMED_FORCE,
    }
)
_TITLE_WORDS = 3
"""The most words of a title between an adjective and a name (`Congolese foreign minister X`)."""
_BODY_WORDS = frozenset({"group", "body", "bloc", "organization", "organisation", "movement"})
_POSSESSIVES = frozenset({"'s", "’s"})


class Resolver:
    """Resolves mentions against the known actors.

    Args:
        known: the register.
    """

    def __init__(self, known: KnownActors) -> None:
        self._known = known

    def resolve(
        self,
        sentences: Sequence[Sentence],
        on: date | None,
        period: tuple[date, date] | None = None,
        dateline: str = "",
    ) -> tuple[ResolvedSentence, ...]:
        """The sentences with every mention resolved as of the article's time.

        Args:
            sentences: the article's sentences.
            on: the article's day, if it is known.
            period: else the first and the last day that it may be of; it decides between bearers of one name.
            dateline: what stands before the first sentence; ministers without a state are those of its place.
        """
        met, when = Acquaintance(day=on), When(on, period)
        resolved = [self._sentence(sentence, when, met) for sentence in sentences]
        seat = self._known.state_of_town(dateline)
        return unite_names(resolved, met.unplaced, self._known.demonym_of, seat, met.missions)

    def _sentence(self, sentence: Sentence, when: When, met: Acquaintance) -> ResolvedSentence:
        tree = Tree(sentence)
        resolved: dict[Mention, ResolvedMention] = {}
        is_late = {
            mention: mention.kind is not MentionKind.KNOWN_NAME or _persons(mention) for mention in sentence.mentions
        }
        for mention in sorted(sentence.mentions, key=lambda m: (bool(is_late[m]), m.start)):
            resolved[mention] = self._mention(tree, mention, when, met, resolved)
        read = _served_by_bearers([resolved[mention] for mention in sentence.mentions])
        in_order = self._with_affiliations(tree, read, met)
        descriptions = (*self._descriptions(tree, in_order, when.day), *_bodies_spoken_of(tree, in_order, met))
        met.bodies += [item.link.actor for item in in_order if item.link and item.link.actor.actor_class in _BODIES]
        return ResolvedSentence(sentence, in_order, descriptions)

    def _with_affiliations(
        self, tree: Tree, items: Sequence[ResolvedMention], met: Acquaintance
    ) -> tuple[ResolvedMention, ...]:
        """The mentions of a sentence with the persons that the register does not know given a side, if it names one."""
        affiliations = Affiliations(
            tree,
            items,
            self._known.find_actor(HOLY_SEE),
            self._known.find_actor(UNITED_STATES),
            self._known.demonym_of,
        )
        return tuple(self._affiliated(tree, item, affiliations, items, met) for item in items)

    def _affiliated(
        self,
        tree: Tree,
        item: ResolvedMention,
        affiliations: Affiliations,
        items: Sequence[ResolvedMention],
        met: Acquaintance,
    ) -> ResolvedMention:
        link = item.link
        if link is None or link.actor.actor_class is not ActorClass.PERSON:
            return item
        if link.decision is LinkDecision.LINKED:
            return self._on_mission(tree, item, affiliations, items, met)
        known = (link.actor.of,) if link.actor.of else ()
        if (of := affiliations.find(item.mention, known)) is None:
            title = person_context(tree, item.mention, items)
            opponents = affiliations.is_opponent(item.mention)
            if fought := self._opponents_of_partner(tree, item, items, opponents):
                return replace(item, link=replace(link, actor=replace(link.actor, of=fought)))
            governed = affiliations.governs(item.mention) if is_state_office(title) and not opponents else None
            if governed is not None:
                return replace(item, link=replace(link, actor=replace(link.actor, of=governed)))
            if opponents or is_state_office(title):
                states = (c.actor.of for c in link.candidates if c.actor.of and link.reason == "same-name")
                met.unplaced[tree.sentence.index, item.mention.start] = Unplaced(opponents, frozenset(states))
            return item
        link = replace(link, actor=replace(link.actor, of=of))
        if link.reason == "unknown":
            met.remember(link.actor.label, link)
        return replace(item, link=link)

    def _opponents_of_partner(
        self, tree: Tree, item: ResolvedMention, items: Sequence[ResolvedMention], name: str | None
    ) -> Actor | None:
        """Those who oppose the state of the official with whom their leader is listed (`President X and rebel Y`)."""
        others = {other.mention: other for other in items}
        states = [a for a in shared_owner(tree, item.mention, others) if a.actor_class is ActorClass.STATE]
        return unnamed_opponents(states[0], name, self._known.demonym_of) if states and name else None

    def _on_mission(
        self,
        tree: Tree,
        item: ResolvedMention,
        affiliations: Affiliations,
        items: Sequence[ResolvedMention],
        met: Acquaintance,
    ) -> ResolvedMention:
        """A known person acts for whom the sentence says, whatever other office the register has of them."""
        link = item.link
        if link is None:
            return item
        title = person_context(tree, item.mention, items)
        is_serving = met.day is not None and self._known.in_office(str(link.actor.key), met.day)
        of = None if is_serving else next(iter(affiliations.missions(item.mention)), None)
        is_misfit = not fits(link.actor, title) and not title.is_former and not affiliations.is_opponent(item.mention)
        if of is None and (is_misfit or not title.actors):
            of = affiliations.titled(item.mention, title.actors)
        if of is None and link.actor.of is not None:
            of = affiliations.opposed(item.mention, link.actor.of)
        if of is None and not is_serving and (found := affiliations.find(item.mention, title.actors)):
            of = found if found.actor_class in SENDING_BODIES else None
        if of is None or of in owners_of(link.actor):
            return item
        if link.reason == "surname":
            unknown = Actor(link.span.exact, ActorClass.PERSON, None, of)
            return replace(item, link=replace(link, decision=LinkDecision.NIL, actor=unknown, score=0.0))
        met.missions[str(link.actor.key)] = of
        return replace(item, link=replace(link, actor=replace(link.actor, of=of)))

    def _mention(
        self, tree: Tree, mention: Mention, when: When, met: Acquaintance, so_far: dict[Mention, ResolvedMention]
    ) -> ResolvedMention:
        name = tree.text(mention.start, mention.end)
        if mention.kind is MentionKind.BODY_NAME:
            return ResolvedMention(mention, self._body(spell_name(tree, mention), mention.span))
        if mention.kind is MentionKind.PERSON_NAME:
            context = person_context(tree, mention, tuple(so_far.values()))
            if context.office_kind and not context.actors:
                context = replace(context, actors=shared_owner(tree, mention, so_far))
            return ResolvedMention(mention, link_person(name, mention.span, context, self._known, met, when))
        if mention.kind is MentionKind.OTHER_NAME:
            context = person_context(tree, mention, tuple(so_far.values()))
            if context.office_kind:
                return ResolvedMention(mention, link_person(name, mention.span, context, self._known, met, when))
            if len(name.split()) == 1 and self._known.persons_called(fold(name)):
                link = link_person(name, mention.span, context, self._known, met, when)
                if link.decision is LinkDecision.LINKED:
                    return ResolvedMention(mention, link)
            return ResolvedMention(mention, self._similar_body(name, mention.span))
        if persons := _persons(mention):
            context = person_context(tree, mention, tuple(so_far.values()))
            link = choose_person(persons, mention.span, context, self._known, when)
            met.remember(link.actor.label if link.decision is LinkDecision.LINKED else name, link)
            return ResolvedMention(mention, link)
        if names_elsewhere(tree.tokens, mention):
            return ResolvedMention(mention, None)
        return self._known_name(tree, mention, when.day)

    def _known_name(self, tree: Tree, mention: Mention, on: date | None) -> ResolvedMention:
        """A known name that is not a person's: an actor, a place, a conflict or a treaty, as its syntax has it."""
        senses = {kind: [s for s in mention.senses if s.kind is kind] for kind in SenseKind}
        conflict = senses[SenseKind.CONFLICT][0].conflict if senses[SenseKind.CONFLICT] else None
        treaty = senses[SenseKind.TREATY][0].treaty_key if senses[SenseKind.TREATY] else None
        place = senses[SenseKind.PLACE][0].place if senses[SenseKind.PLACE] else None
        if senses[SenseKind.DEMONYM] and not senses[SenseKind.NAME]:
            link = self._link(on, mention, senses[SenseKind.DEMONYM], "demonym")
            return ResolvedMention(mention, link, conflict=conflict, is_modifier=True)
        names, metonyms = senses[SenseKind.NAME], senses[SenseKind.METONYM]
        if metonyms and not any(self._existed(sense, on) for sense in names):
            names = []
        locative = is_locative(tree, mention)
        if names and not (locative and (place or _is_polity(names))):
            return ResolvedMention(
                mention, self._link(on, mention, names, "alias"), conflict=conflict, treaty_key=treaty
            )
        if names and locative:
            actor = names[0].actor
            return ResolvedMention(mention, None, place or (Place(actor.label, actor.key) if actor else None), conflict)
        if metonyms and not locative and not (place and is_venue_modifier(tree, mention)):
            return ResolvedMention(mention, self._link(on, mention, metonyms, "metonym"), conflict=conflict)
        return ResolvedMention(mention, None, place, conflict, treaty)

    def _existed(self, sense: Sense, on: date | None) -> bool:
        return sense.actor is not None and self._known.exists(str(sense.actor.key), on)

    def _link(self, on: date | None, mention: Mention, senses: Sequence[Sense], reason: str) -> Link:
        actors = tuple(dict.fromkeys(sense.actor for sense in senses if sense.actor))
        actors = tuple(actor for actor in actors if self._known.exists(str(actor.key), on)) or actors
        former = tuple(actor for actor in actors if not self._known.exists(str(actor.key), None))
        actors = former if len(actors) > 1 and len(former) == 1 else actors
        namesakes = tuple(actor for actor in actors if _is_called_after(mention.span.exact, actor))
        actors = namesakes if len(namesakes) == 1 else actors
        candidates = tuple(Candidate(actor, round(1 / len(actors), 4), {reason: 1.0}) for actor in actors)
        if len(actors) == 1:
            return Link(mention.span, LinkDecision.LINKED, actors[0], 1.0, reason, candidates)
        unknown = Actor(mention.span.exact, ActorClass.GROUP)
        return Link(mention.span, LinkDecision.REVIEW, unknown, candidates[0].score, reason, candidates)

    def _body(self, name: str, span: Span) -> Link | None:
        """A body that no list has, unless it is a misspelt one of the list."""
        link = self._similar_body(name, span)
        if link is None or link.decision is LinkDecision.LINKED:
            return link
        actor_class = ActorClass.ARMED_FORCE if is_armed_name(name.split()) else ActorClass.ORGANIZATION
        return replace(link, actor=Actor(name, actor_class), reason=BODY_NAME)

    def _similar_body(self, name: str, span: Span) -> Link | None:
        """A misspelt body (`Contakt Group`), or an unknown one."""
        best: dict[str, Candidate] = {}
        for listed, body in self._known.bodies_ending(name) if len(name.split()) > 1 else ():
            likeness = compare_names(name, listed)
            if likeness.spelling >= _BODY_MIN_SPELLING and likeness.sound >= _BODY_MIN_SOUND:
                best.setdefault(str(body.key), Candidate(body, likeness.score, likeness.features()))
        candidates = tuple(sorted(best.values(), key=lambda candidate: -candidate.score))
        if len(candidates) == 1:
            found = candidates[0]
            return Link(span, LinkDecision.LINKED, found.actor, found.score, "name-similarity", candidates)
        return Link(span, LinkDecision.NIL, Actor(name, ActorClass.ORGANIZATION), 0.0, "unknown", candidates)

    def _descriptions(self, tree: Tree, mentions: Sequence[ResolvedMention], on: date | None) -> list[Link]:
        """Links for office holders who are described by office and state, not named (`the Russian president`)."""
        links = []
        named = {
            index
            for item in mentions
            if item.link and not item.is_modifier
            for index in range(item.mention.start, item.mention.end)
        }
        for token in tree.tokens:
            if on is None or token.index in named or names_a_person(tree, token.index, mentions):
                continue
            span = title_span(tree, token.index)
            kind = office_kind(tree.text(*span).split()) if span else None
            if span is None or kind is None:
                continue
            owners, end = title_owners(tree, token.index, span, mentions)
            exact = _exact(tree, span[0], end)
            for owner in owners:
                title = token.lemma if kind == "head-of-state" else None
                holders = self._known.holders(kind, str(owner.key), on=on, title=title) if owner.key else ()
                if len(holders) == 1:
                    candidates = (Candidate(holders[0], 0.95, {"office": 1.0, "date": 1.0}),)
                    links.append(Link(exact, LinkDecision.LINKED, holders[0], 0.95, "office-at-date", candidates))
        return links


def _bodies_spoken_of(tree: Tree, mentions: Sequence[ResolvedMention], met: Acquaintance) -> Iterator[Link]:
    """`The group`, `the bloc`: the mediation body named last before, or else the organisation named last."""
    named = {index for item in mentions for index in range(item.mention.start, item.mention.end)}
    for token in tree.tokens:
        is_definite = any(tree.tokens[i].lemma in {"the", "this", "that"} for i in tree.children(token.index, "det"))
        is_bare = not tree.children(token.index, "amod", "compound", "nmod", "poss", "appos", "relcl")
        if token.text.lower() in _BODY_WORDS and is_definite and is_bare and token.index not in named:
            body = next((b for b in reversed(met.bodies) if b.actor_class is ActorClass.MEDIATION_BODY), None)
            body = body or (met.bodies[-1] if met.bodies else None)
            if body is not None:
                span = _exact(tree, token.index, token.index + 1)
                yield Link(
                    span, LinkDecision.LINKED, body, 0.8, "coreference", (Candidate(body, 0.8, {"nearest": 1.0}),)
                )


def spell_name(tree: Tree, mention: Mention) -> str:
    """A name as the text spells it, its hyphens and possessives not set apart."""
    words = tree.tokens[mention.start : mention.end]
    spelt = words[0].text
    for left, right in pairwise(words):
        is_joined = left.end == right.start or right.text in _POSSESSIVES
        spelt += right.text if is_joined else f" {right.text}"
    return spelt


def _is_called_after(name: str, actor: Actor) -> bool:
    """Whether an adjective or name shares its stem with an actor's label (`Yugoslav`, Yugoslavia)."""
    stem = fold(name)[:_STEM_LETTERS]
    return len(stem) == _STEM_LETTERS and fold(actor.label).startswith(stem)


def _served_by_bearers(items: Sequence[ResolvedMention]) -> list[ResolvedMention]:
    """The mentions with each adjective of several states taken for the one that the person it stands before serves.

    `Congolese President Laurent Kabila` tells which of two states is meant.
    """
    read = list(items)
    for number, (item, following) in enumerate(pairwise(items)):
        if item.link is None or item.link.decision is not LinkDecision.REVIEW or not item.is_modifier:
            continue
        bearer = following.link.actor if following.link else None
        is_title = bearer is not None and following.mention.start - item.mention.end <= _TITLE_WORDS
        served = [c for c in item.link.candidates if bearer and is_title and c.actor in owners_of(bearer)]
        if len(served) == 1 and following.link and following.link.decision is LinkDecision.LINKED:
            link = replace(item.link, decision=LinkDecision.LINKED, actor=served[0].actor, reason="bearer")
            read[number] = replace(item, link=link)
    return read


def _persons(mention: Mention) -> tuple[Actor, ...]:
    return tuple(s.actor for s in mention.senses if s.actor and s.actor.actor_class is ActorClass.PERSON)


def _is_polity(senses: Sequence[Sense]) -> bool:
    classes = {ActorClass.STATE, ActorClass.DISPUTED_POLITY}
    return any(sense.actor and sense.actor.actor_class in classes for sense in senses)


def _exact(tree: Tree, start: int, end: int) -> Span:
    first, last = tree.tokens[start].start, max(token.end for token in tree.tokens[start:end])
    text = tree.sentence.span.exact
    offset = tree.sentence.span.start
    return Span(first, last, text[first - offset : last - offset])
