"""What was extracted from an article, in the shape of annotated passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from diplograph.evaluation.annotations import Annotation, parse_annotation
from diplograph.model import Actor, Claim, Extraction, LinkDecision, NotTaken, Span


def annotate(extraction: Extraction, *, id_: str | None = None) -> Annotation:
    """The extraction's claims as annotated relations, for scoring."""
    return parse_annotation(relations_json(extraction, id_=id_))


def relations_json(extraction: Extraction, *, id_: str | None = None) -> dict[str, Any]:
    """The extraction as one JSON object: `{"id", "relations": […], "affil": {…}, "actors": […], "not_taken": […]}`.

    Args:
        extraction: what was read out of one article.
        id_: the id to write; the article's own by default.

    Names are the register's English labels; an actor that the register lacks keeps its name as written.
    Each relation has `evidence`, a list of `{"start", "end", "exact"}` in code points of the stored text. What was seen
    and left out has such a span too, its `reason`, and for a name left for review the `candidates`.
    """
    return {
        "id": id_ or extraction.article.id,
        "relations": [_relation(claim) for claim in extraction.claims],
        "affil": _affiliations(extraction.claims),
        "actors": _actors(extraction),
        "not_taken": [not_taken_json(left_out) for left_out in extraction.not_taken],
    }


def not_taken_json(left_out: NotTaken) -> dict[str, Any]:
    """What was left out, as a JSON object; candidates are listed with their scores, best first."""
    candidates = [{"actor": c.actor.label, "score": c.score} for c in left_out.candidates]
    return {
        **asdict(left_out.span),
        "reason": left_out.reason,
        "detail": left_out.detail,
        **({"candidates": candidates} if candidates else {}),
    }


def _relation(claim: Claim) -> dict[str, Any]:
    return {
        "type": claim.type.value,
        "subject": [actor.label for actor in claim.subjects],
        "object": [actor.label for actor in claim.objects],
        "kind": claim.kind.value,
        "modality": claim.modality.value,
        "place": claim.place.label if claim.place else None,
        "date": claim.time.edtf.replace("XXXX-", "--") if claim.time else None,
        "conflict": claim.conflict.label if claim.conflict else None,
        "attributed_to": claim.speakers[0].label if claim.speakers else None,
        "note": claim.note,
        "score": claim.score,
        "features": list(claim.features),
        "evidence": [_evidence(claim.evidence.span)],
    }


def _evidence(span: Span) -> dict[str, str | int]:
    return asdict(span)


def _actors(extraction: Extraction) -> list[str]:
    """The actors of the register that the article was found to name."""
    linked = [link.actor for link in extraction.links if link.decision is LinkDecision.LINKED]
    claimed = [actor for claim in extraction.claims for actor in (*claim.subjects, *claim.objects) if actor.key]
    return sorted({actor.label for actor in (*linked, *claimed)})


def _affiliations(claims: Iterable[Claim]) -> dict[str, str]:
    affiliations: dict[str, str] = {}
    for claim in claims:
        for actor in (*claim.subjects, *claim.objects):
            affiliations.update(_chain(actor))
    return affiliations


def _chain(actor: Actor) -> Mapping[str, str]:
    chain: dict[str, str] = {}
    while actor.of is not None:
        chain[actor.label] = actor.of.label
        actor = actor.of
    return chain
