"""What rules conclude from articles and from the register, each conclusion with its grounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final, NamedTuple

from diplograph.conclusions import Conclusion, conclude
from diplograph.model import Iri, Quad
from diplograph.reasoning.policy import Policy
from diplograph.reasoning.rules import Rule, load_rules, load_steps, predicates_read
from diplograph.store import Store, Workbench
from diplograph.vocab import ARTICLE, CODE, DG, GRAPH_ARTICLE, GRAPH_GROUNDS, GRAPH_REGISTER, GRAPH_REVIEWS

REGISTER: Final = "register"
"""Stands in the name of a graph of grounds where an article's id stands otherwise."""

_STANDINGS: Final = """
PREFIX dg: <https://w3id.org/diplograph/ont#>
PREFIX step: <https://w3id.org/diplograph/step#>

SELECT ?claim ?modality ?score ?verdict WHERE {
  GRAPH step:described {
    ?claim step:affirms ?situation ; dg:hasModality ?modality .
    OPTIONAL { ?claim dg:score ?score }
  }
  OPTIONAL { ?assessment dg:assesses ?claim ; dg:hasVerdict ?verdict }
}
"""


class Standing(StrEnum):
    """What a premise is worth."""

    ENOUGH = DG.isConcludedFrom
    A_HINT = DG.isSuggestedBy


class Ground(NamedTuple):
    """A conclusion with something that it rests on, and what that is worth."""

    conclusion: Conclusion
    premise: str
    standing: Standing

    def quad(self, owner: str) -> Quad:
        """The statement of it in the graph of grounds of an article, or of the register."""
        return Quad(Iri(self.conclusion.iri), Iri(self.standing.value), Iri(self.premise), Iri(GRAPH_GROUNDS + owner))


class Deriver:
    """Runs rules on a workbench that knows the register and the reviews as they are when it is made.

    Args:
        store: where articles and the register are.
        policy: when claims count as real.
    """

    def __init__(self, store: Store, policy: Policy) -> None:
        self._store = store
        self._policy = policy
        self._bench = Workbench(predicates_read() | {DG.assesses, DG.hasVerdict, DG.score})
        store.describe(self._bench, [GRAPH_REGISTER, GRAPH_REVIEWS])
        self._take_steps()
        rules = [rule for rule in load_rules() if rule.premise != "Claim"]
        self.known = {
            Ground(found, premise, Standing.ENOUGH) for rule in rules for found, premise in self._conclusions(rule)
        }
        self._bench.know()

    def derive(self, article_ids: Iterable[str]) -> Mapping[str, set[Ground]]:
        """What articles add to the conclusions, by article; what counts under no policy is left out."""
        self._store.describe(self._bench, [GRAPH_ARTICLE + each for each in article_ids])
        self._take_steps()
        standings = self._standings()
        grounds: dict[str, set[Ground]] = defaultdict(set)
        for rule in load_rules():
            if rule.premise == "Claim":
                for found, claim in self._conclusions(rule):
                    standing = Standing.ENOUGH if rule.counts_any else standings.get(claim)
                    if standing:
                        grounds[_article_of(claim)].add(Ground(found, claim, standing))
        self._bench.forget()
        return grounds

    def _take_steps(self) -> None:
        for step in load_steps():
            self._bench.update(step.insertion)

    def _conclusions(self, rule: Rule) -> Iterator[tuple[Conclusion, str]]:
        for subject, object_, premise in self._bench.select_nodes(rule.grounds):
            yield conclude(subject, rule.property_iri, object_), premise

    def _standings(self) -> Mapping[str, Standing]:
        """What each claim that may count is worth under the policy and after review."""
        found: dict[str, Standing] = {}
        ruled_out: set[str] = set()
        for claim, modality, score, verdict in self._bench.select(_STANDINGS):
            if verdict in _DOUBTED:
                ruled_out.add(claim)
            elif verdict == CODE["verdict-accepted"]:
                found[claim] = Standing.ENOUGH
            elif not _reaches(score, self._policy.least_score):
                continue
            elif modality == CODE["modality-asserted"] or self._policy.least_sources == 1:
                found[claim] = Standing.ENOUGH
            else:
                found.setdefault(claim, Standing.A_HINT)
        return {claim: standing for claim, standing in found.items() if claim not in ruled_out}


def _reaches(score: str, least: Decimal) -> bool:
    """Whether a score is one, and not below the least; where all are good enough, none is needed."""
    try:
        return not least or Decimal(score) >= least
    except InvalidOperation:
        return False


_DOUBTED: Final = frozenset({CODE["verdict-rejected"], CODE["verdict-disputed"]})


def _article_of(claim: str) -> str:
    return claim.removeprefix(ARTICLE).partition("/")[0]
