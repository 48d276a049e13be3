"""Which individuals a slice for Protégé holds: claims first, then what the register knows around them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from diplograph.export.choosing import Choice, find_claims
from diplograph.export.lookups import look_up_nodes
from diplograph.export.pool import Pool
from diplograph.model import Iri
from diplograph.vocab import CODE, DG, KB, RDF

_CODES: Final = frozenset(CODE.values())
_ARTICLES_AHEAD: Final = 50
"""How many articles are read at once."""
_CLAIMS_SHARE: Final = 0.8
"""What part of the limit claims may take before the register has had its turn."""

_HOLDINGS: Final = "SELECT ?spell ?node WHERE { ?spell dg:hasHolder ?node }"
_CO_CHAIRS: Final = """
SELECT ?spell ?node WHERE {
  ?node a dg:MediationBody .
  ?spell dg:ofBody ?node ; dg:hasRole code:participant-role-co-chair .
}
"""
_TREATIES: Final = "SELECT ?spell ?node WHERE { ?spell dg:hasParty ?node }"
_OBLIGATIONS: Final = "SELECT ?obligation ?node WHERE { ?obligation dg:underAgreement ?node }"
_MENTIONS: Final = "SELECT ?mention ?actor WHERE { ?mention dg:inDocument ?node ; dg:refersTo ?actor }"
_MEMBERSHIPS: Final = "SELECT ?spell ?node WHERE { ?spell dg:hasMember ?node }"
_ENDS: Final = (DG.hasHolder, DG.ofOffice, DG.hasMember, DG.ofBody, DG.hasParty, DG.inAgreement)
"""What a spell of the register holds together."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The individuals chosen, how many claims are among them, and how many more were wanted."""

    individuals: frozenset[Iri]
    claim_count: int
    claims_left_out: int


def cut_slice(pool: Pool, choice: Choice) -> Slice:
    """Choose individuals: the claims of the newest articles, as many as fit, each with all that it needs.

    A fifth of the room is kept for what the register knows of them; what it leaves is filled with further claims.
    """
    wanted = find_claims(pool.store, choice)
    chosen: set[Iri] = set()
    pool.read(choice.about)
    for node in choice.about:
        _take(chosen, [node] if pool.statements(node) else [], choice.limit)
    articles = deque(wanted.by_article)
    taken = _take_claims(pool, chosen, articles, int(choice.limit * _CLAIMS_SHARE))
    for bundle in _surroundings(pool, chosen):
        _take(chosen, bundle, choice.limit)
    taken += _take_claims(pool, chosen, articles, choice.limit)
    return Slice(frozenset(chosen), taken, wanted.count - taken)


def _take(chosen: set[Iri], bundle: Iterable[Iri], limit: int) -> bool:
    """Take a bundle if it fits as a whole."""
    fresh = {node for node in bundle if node not in chosen and node.value not in _CODES}
    if len(chosen) + len(fresh) > limit:
        return False
    chosen |= fresh
    return True


def _take_claims(pool: Pool, chosen: set[Iri], articles: deque[tuple[Iri, ...]], limit: int) -> int:
    """Take claims article by article, up to the first article that does not fit whole; its rest stays in the queue.

    Returns:
        How many were taken.
    """
    taken = 0
    while articles:
        if not pool.has_read(articles[0][0]):
            _read_closures(pool, [claim for claims in list(articles)[:_ARTICLES_AHEAD] for claim in claims])
        rest = tuple(claim for claim in articles[0] if not _take(chosen, _closure(pool, claim), limit))
        taken += len(articles[0]) - len(rest)
        if rest:
            articles[0] = rest
            break
        articles.popleft()
    return taken


def _read_closures(pool: Pool, claims: Sequence[Iri]) -> None:
    """Read claims and all that they need to be understood."""
    pool.read(claims)
    pool.read_attributions(claims)
    layer = {node for claim in claims for node in _closure(pool, claim)}
    while layer:
        pool.read(layer)
        layer = {target for node in layer for target in _needed(pool, node) if not pool.has_read(target)}


def _closure(pool: Pool, claim: Iri) -> Iterator[Iri]:
    """A claim and all that it needs to be understood, each node once."""
    queue = [claim, *pool.sources(claim, DG.ofClaim)]
    seen = set(queue)
    while queue:
        node = queue.pop()
        yield node
        fresh = _needed(pool, node) - seen
        seen |= fresh
        queue += sorted(fresh)


def _needed(pool: Pool, node: Iri) -> set[Iri]:
    """What a node is not understood without. Of known things only organs need something: what they are organs of."""
    if node.value.startswith(KB) and not pool.nodes(node, DG.isBodyOf):
        return set()
    targets = {value for name, value in pool.statements(node) if name != RDF.type and isinstance(value, Iri)}
    return {each for each in targets if each.value not in _CODES}


def _surroundings(pool: Pool, chosen: set[Iri]) -> Iterator[list[Iri]]:
    """What the register knows of the chosen, and how articles name them; what tells most of them comes first."""
    yield from _spells(pool, _HOLDINGS, chosen)
    yield from _spells(pool, _CO_CHAIRS, chosen)
    yield from _spells(pool, _TREATIES, chosen)
    obligations = sorted(look_up_nodes(pool.store, _OBLIGATIONS, node=_known(chosen)))
    pool.read(obligation for obligation, _ in obligations)
    yield from ([obligation] for obligation, _ in obligations)
    documents = sorted(node for node in chosen if pool.is_a(node, DG.Document))
    mentions = [mention for mention, actor in look_up_nodes(pool.store, _MENTIONS, node=documents) if actor in chosen]
    pool.read(mentions)
    yield from ([mention] for mention in sorted(mentions))
    yield from _spells(pool, _MEMBERSHIPS, chosen)


def _known(nodes: Iterable[Iri]) -> list[Iri]:
    return sorted(node for node in nodes if node.value.startswith(KB))


def _spells(pool: Pool, sparql: str, chosen: set[Iri]) -> Iterator[list[Iri]]:
    """Spells of the register that a query finds at the chosen, each with what it holds together."""
    found = sorted((node, spell) for spell, node in look_up_nodes(pool.store, sparql, node=_known(chosen)))
    pool.read(spell for _, spell in found)
    bundles = [[spell, *pool.nodes(spell, *_ENDS)] for _, spell in found]
    pool.read(chain.from_iterable(bundles))
    for bundle in bundles:
        bundle += [owner for node in bundle for owner in pool.nodes(node, DG.isOfficeOf)]
    pool.read(chain.from_iterable(bundles))
    yield from bundles
