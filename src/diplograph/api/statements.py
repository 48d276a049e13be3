"""Why a statement was inferred, or why it was not, with the words that it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from diplograph.errors import UsageError
from diplograph.model import Iri
from diplograph.queries import Answer, Parameter, ParameterType, Row
from diplograph.reasoning.explanation import Explanation, Ground, explain, property_names
from diplograph.vocab import ARTICLE, DG

if TYPE_CHECKING:
    from diplograph.api.knowledge_graph import KnowledgeGraph

COLUMNS: Final = (
    "counts", "says", "rule", "because", "modality", "speaker", "source", "published", "copies", "sentence", "premise",
)  # fmt: skip
"""What is told of each premise and of each claim that does not count; copies are the claims of other articles that
carry the same report, and count as one source with it."""

_CLASSES: Final[Mapping[str, tuple[str, str]]] = {
    "holdsOffice": ("Person", "Office"),
    "isPartyTo": ("Actor", "Agreement"),
    "mediatesInConflict": ("Actor", "Conflict"),
    "servesUnder": ("Person", "Actor"),
}
_LIMIT_CLAIMS: Final = 50

_Entry: TypeAlias = Ground | tuple[Iri, str]


@dataclass(frozen=True, slots=True)
class StatementCard:
    """A statement and why it was inferred, or why it was not.

    Attributes:
        explanation: the rules, the premises and the claims that do not count.
        rows: one for each premise and claim, with what `COLUMNS` names.
        verdict: one sentence.
        left_out: how many more premises and claims there are.
    """

    explanation: Explanation
    rows: tuple[Row, ...]
    verdict: str
    left_out: int = 0

    @property
    def rules(self) -> Mapping[str, str]:
        """The meaning of each rule that the statement rests on, by name."""
        return {ground.rule.name: ground.rule.meaning for ground in self.explanation.grounds}

    @property
    def holds(self) -> bool:
        """Whether the statement was inferred."""
        return self.explanation.holds


def explain_statement(graph: KnowledgeGraph, subject: str, property_name: str, object_: str) -> StatementCard:
    """Explain a statement; see `KnowledgeGraph.explain`."""
    name = property_name.rpartition("#")[2].removeprefix("dg:")
    if name not in property_names():
        raise UsageError(f"no rule concludes {property_name!r}", hint=f"it is one of: {', '.join(property_names())}")
    of_subject, of_object = _CLASSES.get(name, ("Actor", "Actor"))
    ends = product(_things(graph, subject, of_subject), _things(graph, object_, of_object))
    found = [explain(graph.store, one, str(getattr(DG, name)), other) for one, other in ends]
    best = max(found, key=lambda each: (each.holds, len(each.grounds), len(each.others)))
    return _card(graph, best)


def _things(graph: KnowledgeGraph, name: str, class_: str) -> Sequence[Iri]:
    if name.startswith(("http://", "https://")):
        return [Iri(name)]
    return graph.names.find(name, Parameter("end", ParameterType.IRI, "one end of a statement", class_)).things


def _card(graph: KnowledgeGraph, explanation: Explanation) -> StatementCard:
    entries: list[tuple[str, _Entry]] = [
        *(("yes" if ground.is_enough else "with others", ground) for ground in explanation.grounds),
        *(("no", other) for other in explanation.others),
    ]
    shown = entries[:_LIMIT_CLAIMS]
    evidence = _evidence(graph, shown)
    rows = tuple(_row(counts, entry, evidence) for counts, entry in shown)
    return StatementCard(explanation, rows, _verdict(explanation), len(entries) - len(shown))


def _evidence(graph: KnowledgeGraph, entries: Sequence[tuple[str, _Entry]]) -> dict[str, list[Row]]:
    claims = [iri for _, entry in entries if (iri := _premise(entry).value).startswith(ARTICLE)]
    answer: Answer | Sequence[Row] = graph.ask("evidence-for", claim=claims) if claims else ()
    found: dict[str, list[Row]] = {}
    for row in answer:
        found.setdefault(str(row["claim_iri"]), []).append(row)
    return found


def _premise(entry: _Entry) -> Iri:
    return entry.premise if isinstance(entry, Ground) else entry[0]


def _row(counts: str, entry: _Entry, evidence: Mapping[str, list[Row]]) -> Row:
    premise = _premise(entry)
    of_claim = evidence.get(premise.value, [])
    first: Row = of_claim[0] if of_claim else {}
    ground = entry if isinstance(entry, Ground) else None
    return {
        "counts": counts,
        "says": entry.label if isinstance(entry, Ground) else entry[1],
        "rule": ground.rule.name if ground else None,
        "because": "; ".join(ground.links) or None if ground else None,
        "modality": first.get("modality"),
        "speaker": " → ".join(str(row["speaker"]) for row in of_claim if row["speaker"]) or None,
        "source": first.get("source"),
        "published": first.get("published"),
        "copies": "; ".join(map(_claim_id, ground.copies)) or None if ground else None,
        "sentence": first.get("sentence"),
        "premise": first.get("claim") or premise.value,
    }


def _claim_id(claim: Iri) -> str:
    return claim.value.removeprefix(ARTICLE).replace("/claim/", "/")


def _verdict(explanation: Explanation) -> str:
    policy = explanation.policy
    if explanation.holds:
        enough = sum(ground.is_enough for ground in explanation.grounds)
        if enough:
            return f"inferred from {_count(enough, 'premise')}: each is enough."
        return f"inferred from {_count_claims(explanation)} of independent sources: {policy}."
    if explanation.grounds:
        return f"not inferred: {_count_claims(explanation)}, not of enough independent sources: {policy}."
    if explanation.others:
        return f"not inferred: {_count(len(explanation.others), 'claim')}, none of which counts: {policy}."
    return "not inferred: nothing in this store says so."


def _count_claims(explanation: Explanation) -> str:
    copied = sum(bool(ground.copies) for ground in explanation.grounds)
    aside = f" ({copied} of them in copies, which count as one source)" if copied else ""
    return f"{_count(len(explanation.grounds), 'claim')}{aside}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
