"""Writes the sentences of invented articles, and the claims that reading would find in them, with their offsets."""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from corpus_cast import WORDS, Appearance, Cast, home_of
from corpus_patterns import AHEAD, CANCELLED, Pattern, draw_pattern

from diplograph.model import (
    Actor,
    AgreementName,
    Claim,
    Conflict,
    Detail,
    Evidence,
    Link,
    Modality,
    Place,
    Polarity,
    RelationKind,
    RelationType,
    Span,
    Speaker,
    TimeExpression,
    Toll,
    Topic,
)

_PLACE_SHARES: Final = {
    RelationType.MEETS: 0.7,
    RelationType.MEDIATES: 0.3,
    RelationType.AGREEMENT: 0.7,
    RelationType.ARMED_ACTION: 0.5,
    RelationType.CASUALTIES: 0.5,
}
_CONFLICT_SHARES: Final = {RelationType.MEDIATES: 0.5, RelationType.BACKS: 0.2, RelationType.MEETS: 0.1}
_SPEAKER_SHARES: Final = {Modality.CLAIMED: 1.0, Modality.DENIED: 0.6}
_OTHERS_SPEAKER_SHARE: Final = 0.25
_TIME_SHARE: Final = 0.36
_MONTH_SHARE: Final = 0.05
_THEME_SHARE: Final = 0.7
"""How often an actor is one of the three states, or serves one, that an article is mainly about."""
_OFFICE_SHARE: Final = 0.85
"""How often an office named with an official is taken for a claim."""


class Writer:
    """Writes one article.

    Args:
        cast: whom it may name.
        chance: where all draws come from.
        day: day of publication.
    """

    def __init__(self, cast: Cast, chance: random.Random, day: date) -> None:
        self._cast, self._chance, self._day = cast, chance, day
        self._theme = [cast.states.draw(chance) for _ in range(3)]
        self._claims: list[Claim] = []
        self._in_office: set[Actor] = set()
        self.text = ""
        self.links: list[Link] = []

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in the order of an extraction: the three families first."""
        families = {RelationType.MEDIATES, RelationType.BACKS, RelationType.MEETS}
        return tuple(sorted(self._claims, key=lambda claim: (claim.type not in families, claim.evidence.span.start)))

    def write(self, words: str) -> Span:
        """Add words to the text."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text), words)

    def pad(self) -> None:
        """Add a sentence that holds no claim, every third word of it invented, so that no article is another's copy."""
        words = self._chance.choice(WORDS["other_sentences"]).format(n=self._chance.randint(2, 9)).split()
        words[2:-1:3] = ["".join(self._chance.choices(WORDS["syllables"], k=3)) for _ in words[2:-1:3]]
        self.write(f" {' '.join(words)}")

    def add_sentence(self) -> None:
        """Add a sentence with a claim, and one more claim for each official whom it gives an office."""
        pattern, mode = draw_pattern(self._chance)
        modality = Modality.DENIED if mode == CANCELLED else Modality(mode)
        conflict = self._conflict(pattern.type)
        subjects, objects = self._sides(pattern, conflict)
        self.write(" ")
        start = len(self.text)
        officials, detail = self._fill(pattern, mode, subjects, objects)
        end = len(self.text)
        place = self._write_place(pattern.type, [*subjects, *objects])
        time = self._write_time(is_ahead=mode in AHEAD)
        if conflict:
            self.write(f" over the {conflict.label}")
        speakers = self._write_speakers(modality)
        self.write(".")
        sentence = self._span(start, len(self.text))
        self._claims.append(
            Claim(
                pattern.type,
                pattern.kind,
                tuple(each.actor for each in subjects),
                tuple(each.actor for each in objects),
                modality,
                Evidence(sentence, self._span(start, end)),
                Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.AFFIRMATIVE,
                place=place,
                time=time,
                conflict=conflict,
                speakers=speakers,
                score=round(0.45 + 0.5 * self._chance.betavariate(4, 1.5), 4),
                note=CANCELLED if mode == CANCELLED else None,
                detail=detail,
            )
        )
        self._claim_offices(sentence, officials)

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    # who

    def _conflict(self, relation: RelationType) -> Conflict | None:
        if self._chance.random() < _CONFLICT_SHARES.get(relation, 0.0):
            return self._cast.conflict(self._chance, self._day)
        return None

    def _sides(
        self, pattern: Pattern, conflict: Conflict | None
    ) -> tuple[tuple[Appearance, ...], tuple[Appearance, ...]]:
        taken: set[Actor] = set()
        if conflict and pattern.objects == "2":
            parties = conflict.parties[:2]
            taken.update(parties)
            taken.update(home for party in parties if (home := home_of(party)))
            objects = tuple(Appearance(party, party.label) for party in parties)
            return tuple(self._draw(pattern.subjects, taken, may_be_body=True)), objects
        subjects = tuple(self._draw(pattern.subjects, taken, may_be_body=pattern.type is RelationType.MEDIATES))
        return subjects, tuple(self._draw(pattern.objects, taken))

    def _draw(self, wanted: str, taken: set[Actor], *, may_be_body: bool = False) -> Iterator[Appearance]:
        """So many actors, of different states, none of those that are taken."""
        if not wanted[0].isdigit():
            for sort in wanted.split("-"):
                yield self._named(sort, taken)
            return
        if may_be_body and self._chance.random() < 0.25:
            zipf = self._cast.mediators if self._chance.random() < 0.5 else self._cast.bodies
            actor = zipf.draw(self._chance)
            yield Appearance(actor, actor.label)
            return
        least, _, most = wanted.partition("-")
        for _ in range(self._chance.randint(int(least), int(most or least))):
            yield self._cast.appear(self._chance, self._state(taken), self._day)

    def _named(self, sort: str, taken: set[Actor]) -> Appearance:
        """A body, or a side of a fight: a state, or an armed force or movement."""
        if sort == "body":
            actor = self._cast.bodies.draw(self._chance)
        elif self._chance.random() < 0.6:
            actor = self._state(taken)
        else:
            actor = self._cast.fighters.draw(self._chance)
            while actor in taken:
                actor = self._cast.fighters.draw(self._chance)
            taken.add(actor)
        return Appearance(actor, actor.label)

    def _state(self, taken: set[Actor]) -> Actor:
        free = [state for state in self._theme if state not in taken]
        state = (
            self._chance.choice(free) if free and self._chance.random() < 0.7 else self._cast.states.draw(self._chance)
        )
        while state in taken:
            state = self._cast.states.draw(self._chance)
        taken.add(state)
        return state

    # words

    def _fill(
        self, pattern: Pattern, mode: str, subjects: Sequence[Appearance], objects: Sequence[Appearance]
    ) -> tuple[list[tuple[Appearance, Span]], Detail | None]:
        """Write a pattern's words.

        Returns:
            The officials with the words that name them and their offices; the relation's detail.
        """
        slots = {"subjects": subjects, "first": subjects[:1], "others": subjects[1:], "objects": objects}
        officials: list[tuple[Appearance, Span]] = []
        detail = None
        for words, slot in pattern.parts(mode):
            self.write(words)
            if slot == "detail":
                detail = self._write_detail(pattern)
            elif slot:
                officials += self._write_names(slots[slot])
        return officials, detail

    def _write_names(self, appearances: Sequence[Appearance]) -> list[tuple[Appearance, Span]]:
        """Write names as a phrase; the officials, each with the words that give name and office."""
        officials = []
        for number, each in enumerate(appearances, start=1):
            if number > 1:
                self.write(" and " if number == len(appearances) else ", ")
            start = len(self.text)
            self.write(each.before)
            name = self.write(each.name)
            self.links.append(Link(name, each.decision, each.actor, each.score, each.reason))
            if each.office:
                officials.append((each, self._span(start, name.end)))
        return officials

    def _write_detail(self, pattern: Pattern) -> Detail:
        if pattern.type is RelationType.CASUALTIES:
            count, victims = self._chance.randint(2, 60), self._chance.choice(WORDS["victims"])
            is_least = self._chance.random() < 0.3
            words = f"{'at least ' if is_least else ''}{count} {victims}"
            return Toll(self.write(words).exact, count, None if is_least else count)
        if pattern.type is RelationType.AGREEMENT:
            if self._chance.random() < 0.5:
                return AgreementName(self.write(self._chance.choice(WORDS["agreements"])).exact)
            label, key = self._cast.treaties.draw(self._chance)
            return AgreementName(self.write(label).exact, key)
        is_request = pattern.kind in {RelationKind.APPEAL, RelationKind.DEMAND, RelationKind.REJECT}
        return Topic(self.write(self._chance.choice(WORDS["to_do"] if is_request else WORDS["doing"])))

    def _write_place(self, relation: RelationType, sides: Sequence[Appearance]) -> Place | None:
        if self._chance.random() >= _PLACE_SHARES.get(relation, 0.0):
            return None
        place = self._cast.place(self._chance, [each.actor for each in sides])
        self.write(f" in {place.label}")
        return place

    def _write_time(self, *, is_ahead: bool) -> TimeExpression | None:
        luck = self._chance.random()
        if luck >= _TIME_SHARE:
            return None
        day = self._day + timedelta(days=self._chance.randint(1, 6) * (1 if is_ahead else -1))
        if luck >= _MONTH_SHARE:
            words = f"{day:%A}"
            self.write(f" on {words}")
            return TimeExpression(words, day.isoformat(), day, day)
        words = f"{day:%B %Y}"
        self.write(f" in {words}")
        _, length = monthrange(day.year, day.month)
        return TimeExpression(words, f"{day:%Y-%m}", day.replace(day=1), day.replace(day=length))

    def _write_speakers(self, modality: Modality) -> tuple[Speaker, ...]:
        if self._chance.random() >= _SPEAKER_SHARES.get(modality, _OTHERS_SPEAKER_SHARE):
            return ()
        self.write(", ")
        first = self._write_speaker()
        if self._chance.random() > 0.08:
            self.write(" said")
            return (first,)
        self.write(" told ")
        outlet = self._cast.outlets.draw(self._chance)
        self._write_names([Appearance(outlet, outlet.label)])
        return first, Speaker(outlet.label, outlet)

    def _write_speaker(self) -> Speaker:
        if self._chance.random() < 0.3:
            nobody = self._chance.choice(WORDS["unnamed_speakers"])
            self.write(nobody)
            return Speaker(nobody.removeprefix("an ").removeprefix("a "), is_named=False)
        appearance = self._cast.appear(self._chance, self._state(set()), self._day)
        self._write_names([appearance])
        return Speaker(appearance.name, appearance.actor)

    def _claim_offices(self, sentence: Span, officials: Sequence[tuple[Appearance, Span]]) -> None:
        for appearance, words in officials:
            actor = appearance.actor
            if actor in self._in_office or actor.of is None or self._chance.random() >= _OFFICE_SHARE:
                continue
            self._in_office.add(actor)
            self._claims.append(
                Claim(
                    RelationType.OFFICE,
                    RelationKind.IN_OFFICE,
                    (actor,),
                    (actor.of,),
                    Modality.ASSERTED,
                    Evidence(sentence, words),
                    score=0.85,
                    detail=appearance.office,
                )
            )
