"""What an article puts forward, who says so and how firmly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from diplograph.model.dating import Dating
from diplograph.model.details import Detail
from diplograph.model.links import Candidate, Link
from diplograph.model.texts import Article, Span, TimeExpression
from diplograph.model.things import Actor, Conflict, Place


class RelationType(StrEnum):
    """The three families of relations, which are scored, and what else is read of actors."""

    MEDIATES = "mediates"
    BACKS = "backs"
    MEETS = "meets"
    MEMBERSHIP = "membership"
    OFFICE = "office"
    AGREEMENT = "agreement"
    SPEECH_ACT = "speech-act"
    ARMED_ACTION = "armed-action"
    CASUALTIES = "casualties"


class RelationKind(StrEnum):
    """How a relation is carried out; `ontology/codes.ttl` holds the same names.

    In order: two kinds of mediates, five of backs, four of meets; then four of memberships, four of offices, four of
    agreements, eleven of speech acts, nine of armed actions and four of casualties.
    """

    MEDIATION = "mediation"
    BROKERED = "brokered"
    MILITARY = "military"
    ARMS = "arms"
    TREATY = "treaty"
    POLITICAL = "political"
    ECONOMIC = "economic"
    CALL = "call"
    SUMMIT = "summit"
    VISIT = "visit"
    TALKS = "talks"
    MEMBER = "member"
    JOINED = "joined"
    LEFT = "left"
    SUSPENDED = "suspended"
    IN_OFFICE = "in-office"
    APPOINTED = "appointed"
    LEFT_OFFICE = "left-office"
    FORMER = "former"
    AGREED = "agreed"
    SIGNED = "signed"
    RATIFIED = "ratified"
    WITHDRAWN = "withdrawn"
    ACCUSE = "accuse"
    DENY = "deny"
    APPEAL = "appeal"
    WARN = "warn"
    CRITICISE = "criticise"
    DEMAND = "demand"
    THREATEN = "threaten"
    PRAISE = "praise"
    THANK = "thank"
    REJECT = "reject"
    APOLOGISE = "apologise"
    ATTACK = "attack"
    BOMBING = "bombing"
    AIR_STRIKE = "air-strike"
    SHELLING = "shelling"
    CLASH = "clash"
    RAID = "raid"
    KILLING = "killing"
    SEIZURE = "seizure"
    ABDUCTION = "abduction"
    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    MISSING = "missing"


KINDS_OF: Final[Mapping[RelationType, tuple[RelationKind, ...]]] = MappingProxyType(
    {
        RelationType.MEDIATES: (RelationKind.MEDIATION, RelationKind.BROKERED),
        RelationType.BACKS: (
            RelationKind.MILITARY,
            RelationKind.ARMS,
            RelationKind.TREATY,
            RelationKind.POLITICAL,
            RelationKind.ECONOMIC,
        ),
        RelationType.MEETS: (RelationKind.CALL, RelationKind.SUMMIT, RelationKind.VISIT, RelationKind.TALKS),
    }
)
"""The kinds that each of the three annotated types of relation may have."""


class Modality(StrEnum):
    """How real the text makes a relation; the first that applies, in this order of precedence."""

    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    PLANNED = "planned"
    CLAIMED = "claimed"
    ASSERTED = "asserted"


class Polarity(StrEnum):
    """Whether a claim affirms or negates what it is about."""

    AFFIRMATIVE = "affirmative"
    NEGATIVE = "negative"


class Certainty(StrEnum):
    """How certain the wording is, whoever speaks."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNDERSPECIFIED = "underspecified"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link in a chain of attribution.

    Attributes:
        label: the name or descriptor (`Kremlin`, `European diplomat`).
        actor: whom that is, when the words name or describe an actor.
        is_named: False for an anonymous or merely described speaker.
    """

    label: str
    actor: Actor | None = None
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a claim rests on: the sentence and, within it, the span that states the relation."""

    sentence: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that an article puts forward, with who says so and how firmly.

    Attributes:
        type: which relation.
        kind: how (see RelationKind).
        subjects: mediators; backers; all participants of a meeting; all members of a treaty; members of a body;
            office holders; parties to an agreement; those who speak; attackers, or all sides of a clash; the actors
            whose people were killed, wounded or captured (empty where the text does not say whose they were).
        objects: mediated parties; the backed; the body; whom the office is of; those spoken to or about; the
            attacked; those who inflicted the casualties. Empty for meetings, treaties and agreements.
        modality: how real the text makes it.
        polarity: negative when what is claimed is that the relation does not hold.
        certainty: strength of the wording.
        place, time, conflict: where the text names them.
        speakers: chain of attribution, first speaker first, each reported through the next.
        evidence: sentence and span.
        score: the probability that the text was read rightly: these sides, real or not. It says nothing of its truth.
        features: what the score was computed from, by name.
        note: what the fields cannot say (`failed`, `since the mid-1990s`); else the words of the detail.
        detail: the office, agreement, topic or number that the relation is about, besides its actors.
    """

    type: RelationType
    kind: RelationKind
    subjects: tuple[Actor, ...]
    objects: tuple[Actor, ...]
    modality: Modality
    evidence: Evidence
    polarity: Polarity = Polarity.AFFIRMATIVE
    certainty: Certainty = Certainty.CERTAIN
    place: Place | None = None
    time: TimeExpression | None = None
    conflict: Conflict | None = None
    speakers: tuple[Speaker, ...] = ()
    score: float = 1.0
    note: str | None = None
    features: tuple[str, ...] = ()
    detail: Detail | None = None


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A span that was looked at and left out.

    Attributes:
        span: the words.
        reason: why, in a phrase that can be counted over articles.
        detail: what the reason was here.
        candidates: for a name left for review, all that it may mean, best first.
    """

    span: Span
    reason: str
    detail: str | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one article.

    Attributes:
        article: the article.
        claims: those of the three families in the order of their evidence, then the others likewise.
        links: the mentions that were resolved, in text order.
        not_taken: what was seen and left out, and why.
        reader: name and version of the reader, for provenance (`rules/1`).
        dating: when the article was published by its own words, if it brings no day and they tell.
    """

    article: Article
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    not_taken: tuple[NotTaken, ...] = ()
    reader: str = "rules/1"
    dating: Dating | None = None
