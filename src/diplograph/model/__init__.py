"""The values that travel between the stages: what is known, frozen, with no behaviour of its own.

    Article ──reading──▶ Sentence, Mention ──resolution──▶ Link ──extraction──▶ Claim ──graph──▶ Quad

Offsets count Unicode code points of `Article.text` as stored: zero-based `start`, exclusive `end`.
"""

from diplograph.model.claims import (
    KINDS_OF,
    Certainty,
    Claim,
    Evidence,
    Extraction,
    Modality,
    NotTaken,
    Polarity,
    RelationKind,
    RelationType,
    Speaker,
)
from diplograph.model.dating import ClueKind, Dating, DatingReason
from diplograph.model.details import AgreementName, Detail, OfficeTitle, Toll, Topic
from diplograph.model.links import BODY_NAME, Candidate, Link, LinkDecision, ResolvedMention, ResolvedSentence
from diplograph.model.rdf import Iri, Literal, Quad
from diplograph.model.texts import Article, Mention, MentionKind, Sentence, Span, TimeExpression, Token
from diplograph.model.things import Actor, ActorClass, Conflict, Place, Sense, SenseKind

__all__ = [
    "BODY_NAME",
    "KINDS_OF",
    "Actor",
    "ActorClass",
    "AgreementName",
    "Article",
    "Candidate",
    "Certainty",
    "Claim",
    "ClueKind",
    "Conflict",
    "Dating",
    "DatingReason",
    "Detail",
    "Evidence",
    "Extraction",
    "Iri",
    "Link",
    "LinkDecision",
    "Literal",
    "Mention",
    "MentionKind",
    "Modality",
    "NotTaken",
    "OfficeTitle",
    "Place",
    "Polarity",
    "Quad",
    "RelationKind",
    "RelationType",
    "ResolvedMention",
    "ResolvedSentence",
    "Sense",
    "SenseKind",
    "Sentence",
    "Span",
    "Speaker",
    "TimeExpression",
    "Token",
    "Toll",
    "Topic",
]
