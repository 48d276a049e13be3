"""When a claim counts as real: the policy, and how it is recorded in the store."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from diplograph.errors import UsageError
from diplograph.model import Iri, Literal, Quad
from diplograph.store import Solutions, Store
from diplograph.vocab import DG, GRAPH_POLICY, RDF, RDFS, XSD

_NODE: Final = Iri(GRAPH_POLICY)
_RECORDED: Final = "SELECT ?sources ?score WHERE { ?policy dg:leastSources ?sources ; dg:leastScore ?score }"


@dataclass(frozen=True, slots=True)
class Policy:
    """When claims count as real, so that rules conclude from them.

    What an article asserts counts. What it says that somebody claims counts once enough independent sources claim
    it. What a reviewer rejected or disputes never counts, and what a reviewer accepted counts like an assertion. What
    is denied, planned or supposed counts under no policy.

    Two claims are from independent sources when they come from different outlets, from articles that are no copies of
    one report, and are made by speakers who are both known and do not serve the same actor: two papers that quote one
    minister are one source, and so are two that carry one agency's report.

    Attributes:
        least_sources: how many independent sources have to claim what no article asserts; 0 when no number is enough.
        least_score: the score, from 0 to 1, from which on a claim is looked at.

    Raises:
        UsageError: a value is out of its range.
    """

    least_sources: int = 2
    least_score: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        """Refuse values out of their range."""
        if self.least_sources < 0:
            raise UsageError(
                f"{self.least_sources} is no number of sources.", hint="give 0 or more; 0 lets no claim count."
            )
        if not 0 <= self.least_score <= 1:
            raise UsageError(f"{self.least_score} is no score.", hint="give a number from 0 to 1.")

    def __str__(self) -> str:
        """The policy in words."""
        claimed = {
            0: "and what is only claimed never does",
            1: "and so does what anybody claims",
        }.get(self.least_sources, f"and so does what {self.least_sources} independent sources claim")
        above = f" (claims that score {self.least_score} or more)" if self.least_score else ""
        return f"what an article asserts counts as real, {claimed}{above}"


def recorded_policy(store: Store) -> Policy | None:
    """The policy that a store records; None when it records none yet."""
    answer = store.query(_RECORDED)
    rows = answer.rows if isinstance(answer, Solutions) else ()
    for sources, score in rows:
        if sources is not None and score is not None:
            return Policy(int(sources.value), Decimal(score.value))
    return None


def record_policy(store: Store, policy: Policy) -> None:
    """Make a policy the store's; what was concluded under another is then out of date."""
    values: dict[str, Iri | Literal] = {
        RDF.type: Iri(DG.AcceptancePolicy),
        RDFS.label: Literal("Acceptance policy of this graph", RDF.langString, "en"),
        DG.leastSources: Literal(str(policy.least_sources), XSD.integer),
        DG.leastScore: Literal(str(policy.least_score), XSD.decimal),
    }
    store.replace_graph(GRAPH_POLICY, [Quad(_NODE, Iri(name), value, _NODE) for name, value in values.items()])
