"""What resolution found, as every reader reports it beside its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplograph.model import Link, LinkDecision, NotTaken, ResolvedSentence


def links_of(sentences: Sequence[ResolvedSentence]) -> tuple[Link, ...]:
    """The links of an article's names and descriptions, sentence by sentence."""
    return tuple(link for resolved in sentences for link in _links(resolved))


def _links(resolved: ResolvedSentence) -> Iterator[Link]:
    for item in resolved.mentions:
        if item.link is not None and not item.is_modifier:
            yield item.link
    yield from resolved.descriptions


def names_for_review(resolved: ResolvedSentence) -> Iterator[NotTaken]:
    """The names of a sentence that need a decision, with whom they may mean."""
    for item in resolved.mentions:
        if item.link is not None and item.link.decision is LinkDecision.REVIEW:
            candidates = item.link.candidates
            names = ", ".join(candidate.actor.label for candidate in candidates[:3])
            yield NotTaken(item.mention.span, "name left for review", f"it may be {names}", candidates)
