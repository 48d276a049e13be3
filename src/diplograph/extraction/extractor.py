"""Claims out of resolved sentences, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from diplograph.extraction import lexicon
from diplograph.extraction.attribution import AttributionReader
from diplograph.extraction.brokering import tells_where
from diplograph.extraction.circumstance import Circumstances, Surroundings
from diplograph.extraction.communities import reread, short_names
from diplograph.extraction.compounds import names_maker
from diplograph.extraction.confidence import is_doubtful, with_confidence
from diplograph.extraction.contact import ContactVerbs
from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import BODIES, POLITIES, Discourse, owner
from diplograph.extraction.draft import Draft
from diplograph.extraction.fighters import is_linked
from diplograph.extraction.homeland import weigh_states
from diplograph.extraction.learnt import Learnt
from diplograph.extraction.links import links_of, names_for_review
from diplograph.extraction.mediation import MediationFrames
from diplograph.extraction.meeting_kinds import MeetingKinds
from diplograph.extraction.merging import merge_claims, supersede
from diplograph.extraction.pairs import (
    Judgement,
    PairReader,
    Phrase,
    PhraseFinder,
    Reading,
    judge,
    with_opinion,
    without_strays,
)
from diplograph.extraction.protocol import KnownThings
from diplograph.extraction.second_circle import find_drafts, merge_repeats
from diplograph.extraction.sponsors import named_polities
from diplograph.extraction.stance import Stance, StanceReader
from diplograph.extraction.support import SupportFrames
from diplograph.extraction.talks import ContactNouns
from diplograph.extraction.timing import find_heading
from diplograph.extraction.venues import NO_GROUND, Ground
from diplograph.extraction.voices import Voices
from diplograph.model import (
    Actor,
    ActorClass,
    Article,
    Certainty,
    Claim,
    Conflict,
    Dating,
    Evidence,
    Extraction,
    LinkDecision,
    Modality,
    NotTaken,
    Place,
    Polarity,
    RelationKind,
    RelationType,
    ResolvedMention,
    ResolvedSentence,
    Span,
    Speaker,
)
from diplograph.syntax import Tree
from diplograph.text.datelines import find_seat
from diplograph.times import TimeMatch, anchor_of

READER = "rules/1"
_SIDES = POLITIES | BODIES | {ActorClass.PERSON, ActorClass.ARMED_FORCE, ActorClass.GOVERNMENT_BODY, ActorClass.GROUP}
_ABOUT_CONFLICTS = frozenset({RelationType.MEDIATES, RelationType.BACKS})
_PLACED = frozenset(
    {
        RelationType.MEDIATES,
        RelationType.MEETS,
        RelationType.AGREEMENT,
        RelationType.SPEECH_ACT,
        RelationType.ARMED_ACTION,
        RelationType.CASUALTIES,
    }
)
_PRESUPPOSED = Stance(Modality.ASSERTED, Polarity.AFFIRMATIVE, Certainty.CERTAIN, ())
_OPENING, _CLOSING = '“"', '”"'


@dataclass(frozen=True, slots=True)
class _Position:
    """Where in an article the extractor is: one sentence, read in view of those before it."""

    denoter: Denoter
    stances: StanceReader
    discourse: Discourse
    heading: TimeMatch | None
    text: str


class Extractor:
    """Reads claims by hand-written frames over dependency trees, and by a learned model what these leave.

    Args:
        host_of: the state or polity that a place lies in, by the place's key.
        short_names: the names that news use for some bodies, by key; speakers are shown by them.
        demonym_of: the adjective for a state or polity, by its key.
        ground_of: what is known of the places of an article, by its text.
        keeps_doubtful: whether claims that are too unsure are given all the same.
        learnt: what is learnt; what ships with diplograph by default.
    """

    name = READER

    def __init__(
        self,
        host_of: Callable[[str], Actor | None],
        short_names: Mapping[str, str],
        demonym_of: Callable[[str], str | None] = lambda _: None,
        ground_of: Callable[[str], Ground] = lambda _: NO_GROUND,
        learnt: Learnt | None = None,
        *,
        keeps_doubtful: bool = False,
    ) -> None:
        self._host_of = host_of
        self._meetings = MeetingKinds(host_of)
        self._short_names = short_names
        self._demonym_of = demonym_of
        self._ground_of = ground_of
        self._keeps_doubtful = keeps_doubtful
        self._learnt = learnt or Learnt()

    def extract(
        self, article: Article, sentences: Sequence[ResolvedSentence], dating: Dating | None = None
    ) -> Extraction:
        """All claims of an article with the links they use, and what was left out with the reason."""
        claims: list[Claim] = []
        second_circle: list[Claim] = []
        not_taken: list[NotTaken] = []
        anchor, ground = anchor_of(article, dating), self._ground_of(article.text)
        alone = [Circumstances(self._denoter(sentence, Discourse()), anchor, ground=ground) for sentence in sentences]
        for number, place in enumerate(self._walk(sentences, article.text)):
            here = Circumstances(place.denoter, anchor, place.heading, ground)
            circumstances = Surroundings(here, alone[number + 1 : number + 2], alone[max(0, number - 1) : number])
            claims += [self._claim(draft, place, circumstances) for draft in self._drafts(place)]
            not_taken += _left_out(place.denoter.resolved, claims)
            second_circle += [self._claim(draft, place, circumstances) for draft in find_drafts(place.denoter)]
        merged = supersede(merge_claims(claims))
        doubtful = [] if self._keeps_doubtful else [claim for claim in merged if is_doubtful(claim)]
        not_taken += map(_too_unsure, doubtful)
        found = (*(claim for claim in merged if claim not in doubtful), *merge_repeats(second_circle))
        return Extraction(article, found, links_of(sentences), tuple(not_taken), self.name, dating)

    def phrases(self, sentences: Sequence[ResolvedSentence]) -> Iterator[tuple[Reading, tuple[Phrase, ...]]]:
        """Each sentence with its noun phrases that stand for actors; for the training of the learned model."""
        for place in self._walk(sentences):
            yield Reading.of(place.denoter.tree), PhraseFinder(place.denoter).find()

    def denoters(self, sentences: Sequence[ResolvedSentence]) -> Iterator[Denoter]:
        """The noun phrases of each sentence as actors, read in view of the sentences before it."""
        return (place.denoter for place in self._walk(sentences))

    def _walk(self, sentences: Sequence[ResolvedSentence], text: str = "") -> Iterator[_Position]:
        """The sentences in order, each with what was spoken of before it.

        Args:
            sentences: all of an article.
            text: the article's; how it calls bodies is how their speakers are shown.
        """
        weights = weigh_states(sentences, self._host_of)
        discourse = Discourse(movements=_movements(sentences), polities=_polities(sentences), weights=weights)
        groups_of = cache(lambda number: self._groups(sentences[number]) if 0 <= number < len(sentences) else [])
        voices = Voices(sentences, lambda one, last: AttributionReader(self._denoter(one, discourse), None, last))
        for number, resolved in enumerate(sentences):
            discourse.nearby = partial(_around, groups_of, number)
            voice = voices.at(number)
            denoter = self._denoter(resolved, discourse, voice.speaker)
            stances = StanceReader(denoter, voice)
            yield _Position(denoter, stances, discourse, _heading_above(sentences, number), text)
            voices.hear(number, stances.attribution)
            _remember(denoter, discourse)

    def _groups(self, resolved: ResolvedSentence) -> list[tuple[Actor, ...]]:
        """The actors that one sentence names together, read by itself."""
        alone = Discourse()
        _remember(self._denoter(resolved, alone), alone)
        return alone.groups

    def _denoter(self, resolved: ResolvedSentence, discourse: Discourse, quoted: Speaker | None = None) -> Denoter:
        voice = quoted.actor if quoted else None
        return Denoter(reread(resolved, discourse.called), discourse, self._host_of, self._demonym_of, voice)

    def _drafts(self, place: _Position) -> Iterator[Draft]:
        denoter = place.denoter
        if _is_sport(denoter):
            return
        found = [
            *MediationFrames(denoter, place.discourse).find(),
            *SupportFrames(denoter).find(),
            *ContactVerbs(denoter).find(),
            *ContactNouns(denoter).find(),
        ]
        place.discourse.mediators |= _mediators(found)
        judgement = self._judge(denoter)
        found = [without_strays(draft, judgement) for draft in found]
        found += PairReader(denoter, judgement).find(found)
        yield from (with_opinion(draft, judgement) for draft in found)

    def _judge(self, denoter: Denoter) -> Judgement:
        reading = Reading.of(denoter.tree)
        return judge(reading, PhraseFinder(denoter).find(), self._learnt.model)

    def _claim(self, draft: Draft, place: _Position, circumstances: Surroundings) -> Claim:
        denoter = place.denoter
        parties = (*draft.subjects, *draft.objects)
        stance = _PRESUPPOSED
        if not draft.is_presupposed:
            stance = place.stances.read(draft.trigger, parties, draft.modality, type_=draft.type)
            stance = self._learnt.weigher.weigh(stance, draft)
        speakers = tuple(self._shown(speaker, place.text) for speaker in stance.speakers)
        is_real = stance.modality in {Modality.ASSERTED, Modality.CLAIMED}
        is_sealed = is_real and draft.kind is RelationKind.MEDIATION and circumstances.seals_deal(draft)
        claim = Claim(
            type=draft.type,
            kind=RelationKind.BROKERED if is_sealed else draft.kind,
            subjects=draft.subjects,
            objects=draft.objects,
            modality=stance.modality,
            evidence=_evidence(denoter, draft),
            polarity=stance.polarity,
            certainty=stance.certainty,
            place=circumstances.place(draft, stance.modality) if _has_place(draft) else None,
            time=None if draft.is_presupposed else circumstances.time(draft, stance.modality),
            conflict=_conflict(denoter, place.discourse) if draft.type in _ABOUT_CONFLICTS else None,
            speakers=speakers,
            note=draft.note or stance.note or (draft.detail.words if draft.detail else None),
            detail=draft.detail,
        )
        return with_confidence(self._meetings.fit(claim, draft, denoter), draft, denoter.resolved)

    def _shown(self, speaker: Speaker, text: str) -> Speaker:
        """The speaker by the name that news would use: a government by its state, a body as the article calls it."""
        actor = speaker.actor
        if actor is None or speaker.label != actor.label:
            return speaker
        if actor.of and _is_government(actor):
            return replace(speaker, label=actor.of.label)
        short = self._short_names.get(actor.key) if actor.key else None
        is_spelt_out = actor.label.lower() in text.lower() and short is not None and short not in text
        return speaker if short is None or is_spelt_out else replace(speaker, label=short)


def _has_place(draft: Draft) -> bool:
    """Whether a relation of this sort is somewhere: an encounter, or help in arms."""
    is_placed = draft.type in _PLACED or (draft.type is RelationType.BACKS and draft.kind is RelationKind.MILITARY)
    return is_placed and not draft.is_presupposed


def _too_unsure(claim: Claim) -> NotTaken:
    names = "; ".join(actor.label for actor in (*claim.subjects, *claim.objects))
    return NotTaken(claim.evidence.span, "too unsure", f"{claim.type}: {names}, score {claim.score}")


def _is_government(actor: Actor) -> bool:
    return actor.actor_class is ActorClass.GOVERNMENT_BODY and actor.label.startswith("Government of ")


def _is_sport(denoter: Denoter) -> bool:
    """Whether a word of sport stands outside the names (the `Arab League` plays no matches)."""
    sporting = [token.index for token in denoter.tree.tokens if token.lemma in lexicon.SPORT]
    return any((item := denoter.mention(i)) is None or not is_linked(item) for i in sporting)


def make_rules_reader(known: KnownThings, learnt: Learnt | None = None, *, keeps_doubtful: bool = False) -> Extractor:
    """The reader `rules`; training looks at all that it finds, doubtful or not, and with models of its own."""
    return Extractor(
        known.state_of_place,
        known.short_names,
        known.demonym_of,
        lambda text: _ground(known, text),
        learnt,
        keeps_doubtful=keeps_doubtful,
    )


def _ground(known: KnownThings, text: str) -> Ground:
    """What is known of places, with the one that the article was sent from."""
    name = find_seat(text, is_place=lambda city: known.place_called(city) is not None)
    return Ground((known.place_called(name) or Place(name)) if name else None, known.capital_of)


def _heading_above(sentences: Sequence[ResolvedSentence], number: int) -> TimeMatch | None:
    """The date that stands by itself before a sentence of the same paragraph."""
    if number == 0 or sentences[number - 1].sentence.paragraph != sentences[number].sentence.paragraph:
        return None
    return find_heading(sentences[number - 1].sentence)


def _mediators(drafts: Sequence[Draft]) -> set[Actor]:
    """The sides of those who mediate between parties that are named."""
    told = (draft for draft in drafts if draft.type is RelationType.MEDIATES and draft.objects)
    return {owner(actor) for draft in told for actor in draft.subjects}


def _movements(sentences: Sequence[ResolvedSentence]) -> frozenset[Actor]:
    linked = (item.link.actor for s in sentences for item in s.mentions if item.link and is_linked(item))
    return frozenset(actor for actor in linked if actor.actor_class is ActorClass.ARMED_FORCE)


def _polities(sentences: Sequence[ResolvedSentence]) -> frozenset[Actor]:
    found: set[Actor] = set()
    for item in (item for resolved in sentences for item in _acting(resolved)):
        named = [item.link.actor] if item.link and is_linked(item) else named_polities(item) if not item.link else []
        found |= {owner(actor) for actor in named}
    return frozenset(actor for actor in found if actor.actor_class in POLITIES)


def _acting(resolved: ResolvedSentence) -> Iterator[ResolvedMention]:
    """The mentions that do more than tell where a city lies, or who backs or brokers something."""
    tree = Tree(resolved.sentence)
    at = {i: item for item in resolved.mentions for i in range(item.mention.start, item.mention.end)}
    asides = {i for i in at if tells_where(tree, i, at.get) or names_maker(tree, i)}
    return (item for item in resolved.mentions if item.mention.head not in asides)


_NEARBY = 5
"""How many sentences before and after may name the parties of a mediation."""


def _around(groups_of: Callable[[int], list[tuple[Actor, ...]]], number: int) -> Iterator[tuple[Actor, ...]]:
    """The groups named in the sentences around one, nearest first."""
    yield from groups_of(number)
    for distance in range(1, _NEARBY + 1):
        yield from (*groups_of(number - distance), *groups_of(number + distance))


def _evidence(denoter: Denoter, draft: Draft) -> Evidence:
    sentence = denoter.resolved.sentence
    tokens = [sentence.tokens[i] for i in draft.tokens | {draft.trigger} if 0 <= i < len(sentence.tokens)]
    start, end = min(token.start for token in tokens), max(token.end for token in tokens)
    for actor in (*draft.subjects, *draft.objects):
        spans = [item.mention.span for item in denoter.resolved.mentions if item.link and item.link.actor == actor]
        if spans and not any(start <= span.start and span.end <= end for span in spans):
            nearest = min(spans, key=lambda span: (min(abs(span.start - end), abs(start - span.end)), span.start))
            start, end = min(start, nearest.start), max(end, nearest.end)
    offset = sentence.span.start
    return Evidence(sentence.span, Span(start, end, sentence.span.exact[start - offset : end - offset]))


def _conflict(denoter: Denoter, discourse: Discourse) -> Conflict | None:
    named = [item.conflict for item in denoter.resolved.mentions if item.conflict]
    return named[0] if named else (discourse.conflicts[-1] if discourse.conflicts else None)


def _remember(denoter: Denoter, discourse: Discourse) -> None:
    discourse.called |= short_names(denoter.resolved)
    for item in denoter.resolved.mentions:
        if (item.link and is_linked(item) and item.link.actor.actor_class in _SIDES) or (
            item.link and item.link.actor.actor_class is ActorClass.PERSON
        ):
            discourse.actors.append(item.link.actor)
        if item.conflict:
            discourse.conflicts.append(item.conflict)
    for token in denoter.tree.tokens:
        if token.dep != "conj" and denoter.tree.children(token.index, "conj") and token.pos in {"NOUN", "PROPN", "ADJ"}:
            discourse.remember_group(denoter.actors(token.index))
        elif token.lemma == "between":
            discourse.remember_group(denoter.all_actors(*denoter.tree.children(token.index, "pobj")))
        elif token.pos == "NOUN" and len(found := denoter.modifiers(token.index)) == 2:
            discourse.remember_group(found)


def _left_out(resolved: ResolvedSentence, claims: Sequence[Claim]) -> Iterator[NotTaken]:
    """Names that stay unknown or need a decision, and sentences with two actors and a telling word but no claim."""
    yield from names_for_review(resolved)
    sentence = resolved.sentence
    if any(claim.evidence.sentence == sentence.span for claim in claims):
        return
    actors = {item.link.actor for item in resolved.mentions if item.link and item.link.decision is LinkDecision.LINKED}
    telling = {token.lemma for token in sentence.tokens} & (
        lexicon.SUPPORT_NOUNS
        | lexicon.CONTACT_NOUNS
        | lexicon.MEDIATION_NOUNS
        | lexicon.POLITICAL_VERBS
        | {"meet", "visit", "mediate"}
    )
    if len(actors) > 1 and telling:
        yield NotTaken(sentence.span, "no relation found", f"two actors and “{min(telling)}”")
