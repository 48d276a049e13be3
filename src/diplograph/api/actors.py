"""All that a store and the register say of one actor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diplograph.api.names import actor_iri, is_sure
from diplograph.errors import NothingFoundError
from diplograph.queries import Answer

if TYPE_CHECKING:
    from diplograph.api.knowledge_graph import KnowledgeGraph
    from diplograph.model import Actor, Candidate


@dataclass(frozen=True, slots=True)
class ActorCard:
    """Who a name stands for, how that was found, and what is known of the actor.

    Attributes:
        name: the name asked for.
        actor: whom it stands for.
        score: how likely that is, between 0 and 1.
        reason: how it was found: `alias`, or the values that were compared.
        candidates: all actors that were weighed, best first.
        offices: spells in office, its own or those of its officials.
        backs, backed_by, mediates, meetings: answers of the saved questions.
    """

    name: str
    actor: Actor
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = field(repr=False)
    offices: Answer = field(repr=False)
    backs: Answer = field(repr=False)
    backed_by: Answer = field(repr=False)
    mediates: Answer = field(repr=False)
    meetings: Answer = field(repr=False)

    @property
    def label(self) -> str:
        """The register's English label."""
        return self.actor.label

    @property
    def sections(self) -> dict[str, Answer]:
        """The answers by heading."""
        return {
            "offices": self.offices,
            "mediates": self.mediates,
            "backs": self.backs,
            "backed by": self.backed_by,
            "meetings": self.meetings,
        }

    def __str__(self) -> str:
        """One line."""
        belonging = f", of {self.actor.of.label}" if self.actor.of else ""
        return f"{self.label} ({self.actor.actor_class}{belonging}), score {self.score:.2f}: {self.reason}"


def describe_actor(graph: KnowledgeGraph, name: str) -> ActorCard:
    """Who a name stands for, and what is known of the actor; see `KnowledgeGraph.actor`."""
    candidates = graph.names.find_candidates(name)
    if not candidates or not is_sure(candidates[0]):
        near = ", ".join(candidate.actor.label for candidate in candidates[:3])
        raise NothingFoundError(
            f"{name!r} is not the name of a known actor", hint=f"did you mean: {near}?" if near else "check the name"
        )
    from diplograph.model import ActorClass

    best = candidates[0]
    iri = actor_iri(best.actor).value
    is_person = best.actor.actor_class is ActorClass.PERSON
    return ActorCard(
        name=name,
        actor=best.actor,
        score=best.score,
        reason=explain(best),
        candidates=tuple(candidates),
        offices=graph.ask("who-holds-office", **{"person" if is_person else "of": iri}),
        backs=graph.ask("who-backs-whom", backer=iri),
        backed_by=graph.ask("who-backs-whom", backed=iri),
        mediates=graph.ask("who-mediates", mediator=iri),
        meetings=graph.ask("who-meets-where", participant=iri),
    )


def explain(candidate: Candidate) -> str:
    """Why a candidate has its score, in words."""
    if candidate.features.get("alias"):
        return "the name is listed"
    if candidate.features.get("mention"):
        return "so linked where an article writes it"
    if candidate.features.get("surname"):
        return "a person of this surname"
    values = ", ".join(f"{name.replace('_', ' ')} {value:.2f}" for name, value in candidate.features.items())
    return f"name similarity ({values})" if values else "name similarity"
