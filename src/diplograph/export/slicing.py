"""Which individuals a slice for Protégé holds: claims first, then what the register knows around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from diplograph.export.pool import Pool
from diplograph.model import Iri
from diplograph.vocab import CODE, DG, RDF

LIMIT_INDIVIDUALS: Final = 5_000
"""Protégé's lists slow down beyond this."""

_CODES: Final = frozenset(CODE.values())
_AROUND: Final = (
    (DG.hasHolder, DG.ofOffice),
    (DG.hasMember, DG.ofBody),
    (DG.hasParty, DG.inAgreement),
)
"""Spells of the register, by the property to the actor and to what the actor has a part in."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to cut out.

    Attributes:
        limit: the most individuals.
        about: actors, places, conflicts that a claim must concern; empty for all.
        since: the first day of publication; None for all.
    """

    limit: int = LIMIT_INDIVIDUALS
    about: tuple[Iri, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """The individuals chosen, and how many claims there were in all."""

    individuals: frozenset[Iri]
    claim_count: int
    claims_left_out: int


def cut_slice(pool: Pool, choice: Choice) -> Slice:
    """Choose individuals, newest articles first, whole claims only."""
    chosen: set[Iri] = set()
    wanted = [claim for claim in _claims_newest_first(pool) if _is_wanted(pool, claim, choice)]
    taken = sum(_take(chosen, _claim_closure(pool, claim), choice.limit) for claim in wanted)
    for bundle in _surroundings(pool, sorted(chosen)):
        _take(chosen, bundle, choice.limit)
    if not choice.about:
        for node in sorted(node for node in pool.statements if _is_known(node)):
            _take(chosen, [node], choice.limit)
    return Slice(frozenset(chosen), taken, len(wanted) - taken)


def _take(chosen: set[Iri], bundle: Iterable[Iri], limit: int) -> bool:
    """Take a bundle if it fits as a whole."""
    fresh = {node for node in bundle if node not in chosen and node.value not in _CODES}
    if len(chosen) + len(fresh) > limit:
        return False
    chosen |= fresh
    return True


def _claims_newest_first(pool: Pool) -> list[Iri]:
    def key(claim: Iri) -> tuple[str, str, int]:
        document = _document(pool, claim)
        published = pool.value(document, DG.publishedOn) if document else ""
        article, _, number = claim.value.rpartition("/claim/")
        return published, article, -int(number) if number.isdecimal() else 0

    return sorted(pool.instances(DG.Claim), key=key, reverse=True)


def _document(pool: Pool, claim: Iri) -> Iri | None:
    for span in pool.nodes(claim, DG.isEvidencedBy):
        for document in pool.nodes(span, DG.inDocument):
            return document
    return None


def _is_wanted(pool: Pool, claim: Iri, choice: Choice) -> bool:
    document = _document(pool, claim)
    published = pool.value(document, DG.publishedOn)[:10] if document else ""
    if choice.since and published < choice.since.isoformat():
        return False
    if not choice.about:
        return True
    closure = set(_claim_closure(pool, claim))
    return any(node in closure for node in choice.about)


def _claim_closure(pool: Pool, claim: Iri) -> Iterator[Iri]:
    """A claim and all that it needs to be understood, each node once."""
    queue, seen = [claim, *pool.sources(claim, DG.ofClaim)], {claim}
    seen.update(queue)
    while queue:
        node = queue.pop()
        yield node
        if _is_known(node) and not _is_office_or_body(pool, node):
            continue
        targets = {
            value for name, value in pool.statements.get(node, ()) if name != RDF.type and isinstance(value, Iri)
        }
        fresh = {each for each in targets if each.value not in _CODES} - seen
        seen |= fresh
        queue += sorted(fresh)


def _is_known(node: Iri) -> bool:
    return "/kb/" in node.value


def _is_office_or_body(pool: Pool, node: Iri) -> bool:
    """Whether a known actor is shown together with what it belongs to."""
    return bool(pool.nodes(node, DG.isBodyOf))


def _surroundings(pool: Pool, chosen: list[Iri]) -> Iterator[list[Iri]]:
    """Mentions, office holdings, memberships and treaties of the chosen, each with what it leads to."""
    known = frozenset(chosen)
    for node in chosen:
        for mention in pool.sources(node, DG.refersTo):
            if known.issuperset(pool.nodes(mention, DG.inDocument)):
                yield [mention]
    for node in chosen:
        for to_actor, to_whole in _AROUND:
            for spell in pool.sources(node, to_actor):
                wholes = pool.nodes(spell, to_whole)
                yield [spell, *wholes, *(each for whole in wholes for each in pool.nodes(whole, DG.isOfficeOf))]
