"""The values that travel between the stages: what is known, frozen, with no behaviour of its own.

    Article ──reading──▶ Sentence, Mention ──resolution──▶ Link ──extraction──▶ Claim ──graph──▶ Quad

Offsets count Unicode code points of `Article.text` as stored: zero-based `start`, exclusive `end`.

A value's module is imported when the value is first asked for, so that who only queries waits for none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from diplograph.model.rdf import Iri, Literal, Quad

if TYPE_CHECKING:
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

_MODULES: Final = {
    "claims": (
        "Certainty",
        "Claim",
        "Evidence",
        "Extraction",
        "KINDS_OF",
        "Modality",
        "NotTaken",
        "Polarity",
        "RelationKind",
        "RelationType",
        "Speaker",
    ),
    "dating": (
        "ClueKind",
        "Dating",
        "DatingReason",
    ),
    "details": (
        "AgreementName",
        "Detail",
        "OfficeTitle",
        "Toll",
        "Topic",
    ),
    "links": (
        "BODY_NAME",
        "Candidate",
        "Link",
        "LinkDecision",
        "ResolvedMention",
        "ResolvedSentence",
    ),
    "texts": (
        "Article",
        "Mention",
        "MentionKind",
        "Sentence",
        "Span",
        "TimeExpression",
        "Token",
    ),
    "things": (
        "Actor",
        "ActorClass",
        "Conflict",
        "Place",
        "Sense",
        "SenseKind",
    ),
}
_MODULE_OF: Final = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    return value
