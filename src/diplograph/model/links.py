"""What names were taken to mean, and what else they might have been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from diplograph.model.texts import Mention, Sentence, Span
from diplograph.model.things import Actor, Conflict, Place

BODY_NAME = "body-name"
"""Reason of a link to a body that no list knows, but whose name says that it is one."""


class LinkDecision(StrEnum):
    """What resolution made of a mention."""

    LINKED = "linked"
    REVIEW = "review"
    NIL = "nil"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a mention may mean, with the values that made its score."""

    actor: Actor
    score: float
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention was taken to mean, and what else it might have been.

    Attributes:
        span: the words as written.
        decision: linked, left for review, or unknown (NIL).
        actor: the actor decided on; for review and NIL an unknown actor that keeps the surface form.
        score: between 0 and 1.
        reason: how it was found (`alias`, `office-holder`, `name-similarity`, `metonym`, `coreference` …).
        candidates: all that were weighed, best first, the rejected ones included.
    """

    span: Span
    decision: LinkDecision
    actor: Actor
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_actor(self) -> bool:
        """Whether an actor of the register is meant, or a body whose own name says that it is one."""
        return self.decision is LinkDecision.LINKED or self.reason == BODY_NAME


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention with what it means where it stands; at most one of the meanings is used as an argument.

    Attributes:
        mention: the mention.
        link: the actor meant, when the mention names one here (`Moscow has a treaty`).
        place: the place meant, when it names one here (`received in Moscow`).
        conflict: the conflict named.
        treaty_key: the treaty named.
        is_modifier: whether it is a demonym (`Syrian`), which denotes only together with a noun.
    """

    mention: Mention
    link: Link | None = None
    place: Place | None = None
    conflict: Conflict | None = None
    treaty_key: str | None = None
    is_modifier: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedSentence:
    """A sentence whose mentions are resolved, in order; `descriptions` link office holders described, not named."""

    sentence: Sentence
    mentions: tuple[ResolvedMention, ...]
    descriptions: tuple[Link, ...] = ()
