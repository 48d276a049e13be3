"""The values that travel between the stages: what is known, frozen, with no behaviour of its own.

    Article ──reading──▶ Sentence, Mention ──resolution──▶ Link ──extraction──▶ Claim ──graph──▶ Quad

Offsets count Unicode code points of `Article.text` as stored: zero-based `start`, exclusive `end`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class ActorClass(StrEnum):
    """The ontology class of an actor; each value is the class's local name."""

    STATE = "State"
    DISPUTED_POLITY = "DisputedPolity"
    INTERGOVERNMENTAL_ORGANIZATION = "IntergovernmentalOrganization"
    MEDIATION_BODY = "MediationBody"
    GOVERNMENT_BODY = "GovernmentBody"
    ARMED_FORCE = "ArmedForce"
    ORGANIZATION = "Organization"
    OUTLET = "Outlet"
    PERSON = "Person"
    GROUP = "ActorGroup"


class RelationType(StrEnum):
    """The three families of relations; `ontology/codes.ttl` holds the same names."""

    MEDIATES = "mediates"
    BACKS = "backs"
    MEETS = "meets"


class RelationKind(StrEnum):
    """How a relation is carried out. The first two belong to mediates, the next five to backs, the rest to meets."""

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


class LinkDecision(StrEnum):
    """What resolution made of a mention."""

    LINKED = "linked"
    REVIEW = "review"
    NIL = "nil"


class SenseKind(StrEnum):
    """In what way a name stands for a thing of the register."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    PLACE = "place"
    CONFLICT = "conflict"
    TREATY = "treaty"


class MentionKind(StrEnum):
    """What sort of expression a mention is, before it is known what it means."""

    KNOWN_NAME = "known-name"
    PERSON_NAME = "person-name"
    OTHER_NAME = "other-name"


@dataclass(frozen=True, slots=True)
class Article:
    """A text as stored, with what is known of where it came from.

    Attributes:
        id: the first 16 hexadecimal digits of the SHA-256 of `text` in UTF-8.
        text: the stored text; every offset refers to it.
        date: day of publication, or None when it is not known.
        source: the outlet as given by the caller or found in the text.
        title: headline, when the source format has one.
        url: where the article was published, when known.
        period: the month or year of publication (`2004-09`, `2004`), when no more than that is known.
    """

    id: str
    text: str
    date: date | None = None
    source: str | None = None
    title: str | None = None
    url: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of an article's text; `exact` equals `text[start:end]`."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can meet, back, mediate or speak.

    Attributes:
        label: the register's English label, or the name as written for an unknown actor.
        actor_class: the ontology class.
        key: the register's key; None marks an unknown actor (NIL).
        of: the state or organisation that the actor belongs to or speaks for.
        acts_in: the state in which a movement or party acts, which it does not speak for.
    """

    label: str
    actor_class: ActorClass
    key: str | None = None
    of: Actor | None = None
    acts_in: Actor | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A location named for an event; `key` is the register's key, None for an unknown place."""

    label: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict that a claim concerns: its label, its key and its parties in the register."""

    label: str
    key: str | None = None
    parties: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a listed name may stand for: an actor, a place, a conflict or a treaty, never two of them."""

    kind: SenseKind
    actor: Actor | None = None
    place: Place | None = None
    conflict: Conflict | None = None
    treaty_key: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a parsed sentence.

    Attributes:
        index: position in the sentence, from 0.
        text, lemma: as read (after normalising) and its base form in lower case.
        pos, tag: universal and Penn Treebank part of speech.
        dep, head: dependency label (ClearNLP style) and index of the governing token, its own for the root.
        start, end: offsets into the article's stored text.
    """

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a sentence.

    Attributes:
        start, end: token positions in the sentence, `end` exclusive.
        head: position of the token that governs the others.
        span: the characters in the article's stored text.
        kind: known name, person's name or another name.
        senses: what the register says the name may stand for; empty for a name that it does not know.
    """

    start: int
    end: int
    head: int
    span: Span
    kind: MentionKind
    senses: tuple[Sense, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence with the names in it; `index` counts from 0 in the article, `paragraph` likewise."""

    index: int
    paragraph: int
    span: Span
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date or span named in the text.

    Attributes:
        surface: the words.
        edtf: EDTF level 1 notation, keeping the text's precision (`2020-10-09`, `199X`, `2020-10-09/2020-10-10`).
        earliest: first day that it may mean; None when open.
        latest: last day that it may mean; None when open.
    """

    surface: str
    edtf: str
    earliest: date | None = None
    latest: date | None = None


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
        type: mediates, backs or meets.
        kind: how (see RelationKind).
        subjects: mediators; backers; all participants of a meeting; all members of a treaty.
        objects: mediated parties; the backed; empty for meetings and treaties.
        modality: how real the text makes it.
        polarity: negative when what is claimed is that the relation does not hold.
        certainty: strength of the wording.
        place, time, conflict: where the text names them.
        speakers: chain of attribution, first speaker first, each reported through the next.
        evidence: sentence and span.
        score: the extractor's confidence, between 0 and 1.
        note: what the fields cannot say (`failed`, `since the mid-1990s`).
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


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A span that was looked at and left out, with the reason."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one article.

    Attributes:
        article: the article.
        claims: in the order of their evidence.
        links: the mentions that were resolved, in text order.
        not_taken: what was seen and left out, and why.
        reader: name and version of the reader, for provenance (`rules/1`).
    """

    article: Article
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    not_taken: tuple[NotTaken, ...] = ()
    reader: str = "rules/1"


class Literal(NamedTuple):
    """An RDF literal; `datatype` is an IRI, empty for a language-tagged string."""

    value: str
    datatype: str = "http://www.w3.org/2001/XMLSchema#string"
    language: str = ""


class Iri(NamedTuple):
    """An IRI as an RDF term. No blank nodes: every node that diplograph writes has a name."""

    value: str


class Quad(NamedTuple):
    """An RDF statement in a named graph."""

    subject: Iri
    predicate: Iri
    object: Iri | Literal
    graph_name: Iri
