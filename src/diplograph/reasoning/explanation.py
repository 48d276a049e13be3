"""Why a statement was inferred, or why it was not: the rules, the premises, and the claims that do not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diplograph.conclusions import conclude
from diplograph.errors import UsageError
from diplograph.model import Iri
from diplograph.reasoning.policy import Policy, recorded_policy
from diplograph.reasoning.rules import Rule, load_rules
from diplograph.sparql import bind_values
from diplograph.store import Solutions, Store, Verdict
from diplograph.vocab import DG, GRAPH_INFERRED

_ROLES: Final[Mapping[str, tuple[str, str]]] = {
    DG.backs: (DG.hasSupporter, DG.hasSupported),
    DG.holdsOffice: (DG.hasReportedHolder, DG.namesOffice),
    DG.isAlliedWith: (DG.hasAlly, DG.hasAlly),
    DG.isMemberOf: (DG.hasReportedMember, DG.inReportedBody),
    DG.mediates: (DG.hasMediator, DG.hasMediatedParty),
    DG.mediatesInConflict: (DG.hasMediator, DG.concernsConflict),
    DG.metWith: (DG.hasParticipant, DG.hasParticipant),
}
"""By which properties the situations lead to the two ends of a statement."""

_HOLDS: Final = "ASK WHERE { GRAPH ?graph { ?subject ?property ?object } }"
_GROUNDS: Final = """
SELECT DISTINCT ?premise ?standing ?class ?label WHERE {
  VALUES ?standing { dg:isConcludedFrom dg:isSuggestedBy }
  ?conclusion ?standing ?premise .
  ?premise a ?class ; rdfs:label ?label .
} ORDER BY ?standing ?premise
"""
_ACTORS: Final = """
SELECT DISTINCT ?actor WHERE {
  ?claim dg:statesSituation ?situation .
  ?situation dg:hasSupporter|dg:hasSupported|dg:hasAlly|dg:hasMediator|dg:hasMediatedParty|dg:hasParticipant ?actor .
} ORDER BY ?actor
"""
_LINKS: Final = """
SELECT DISTINCT ?actorLabel ?endLabel ?holdingLabel WHERE {
  { ?actor (dg:isAffiliatedWith|dg:isBodyOf)+ ?end }
  UNION {
    ?holding dg:hasHolder ?actor ; dg:ofOffice/dg:isOfficeOf/dg:isBodyOf* ?end ; rdfs:label ?holdingLabel .
    OPTIONAL { ?claim dg:statesSituation/dg:earliestStart ?start }
    OPTIONAL { ?claim dg:isEvidencedBy/dg:inDocument/dg:publishedOn ?published }
    OPTIONAL { ?holding dg:validFrom ?from }
    OPTIONAL { ?holding dg:validUntil ?until }
    BIND(COALESCE(?start, ?published) AS ?day)
    FILTER(!BOUND(?from) || ?from <= ?day)
    FILTER(!BOUND(?until) || ?day <= ?until)
  }
  ?actor rdfs:label ?actorLabel .
  ?end rdfs:label ?endLabel .
} ORDER BY ?actorLabel ?endLabel ?holdingLabel
"""
_RELATED: Final = """
SELECT DISTINCT ?claim ?label WHERE {
  ?one (dg:isAffiliatedWith|dg:isBodyOf|^dg:hasHolder/dg:ofOffice/dg:isOfficeOf)* ?subject .
  ?situation ?first ?one ; ?second ?other .
  ?other (dg:isAffiliatedWith|dg:isBodyOf|^dg:hasHolder/dg:ofOffice/dg:isOfficeOf)* ?object .
  ?claim dg:statesSituation ?situation ; rdfs:label ?label .
} ORDER BY ?claim
"""


_REPORTS: Final = """
SELECT DISTINCT ?claim ?report WHERE { ?claim dg:isEvidencedBy/dg:inDocument/dg:carriesReport ?report } ORDER BY ?claim
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that a statement rests on.

    Attributes:
        premise: a claim, or a situation or treaty of the register.
        label: what it says.
        rule: the rule that concludes the statement from it.
        is_enough: whether it is enough by itself; otherwise it counts together with independent ones.
        links: why the actors that a claim names stand for those of the statement, one sentence each.
        copies: premises of the statement whose articles carry the same report as this one's, so that they count as one
            source with it.
    """

    premise: Iri
    label: str
    rule: Rule
    is_enough: bool
    links: tuple[str, ...] = ()
    copies: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a statement was inferred, or why it was not.

    Attributes:
        subject: the statement's subject.
        property_iri: its property.
        object: its object.
        holds: whether it was inferred.
        policy: when claims count as real in this store.
        grounds: what it rests on, or what alone was not enough for it.
        others: claims about the same actors that do not count, with what they say: denied, planned, only supposed …
    """

    subject: Iri
    property_iri: str
    object: Iri
    holds: bool
    policy: Policy
    grounds: tuple[Ground, ...]
    others: tuple[tuple[Iri, str], ...]


def explain(store: Store, subject: Iri, property_iri: str, object_: Iri) -> Explanation:
    """Explain a statement that rules may write.

    Raises:
        UsageError: no rule concludes statements with this property.
    """
    rules = [rule for rule in load_rules() if rule.property_iri == property_iri]
    if not rules:
        raise UsageError(f"no rule concludes {property_iri}.", hint=f"it is one of: {', '.join(property_names())}.")
    statement = {"subject": [subject], "property": [Iri(property_iri)], "object": [object_]}
    answer = store.query(bind_values(_HOLDS, graph=[Iri(GRAPH_INFERRED)], **statement))
    grounds = tuple(_with_copies(store, list(_grounds(store, rules, subject, property_iri, object_))))
    return Explanation(
        subject,
        property_iri,
        object_,
        answer == Verdict(value=True),
        recorded_policy(store) or Policy(),
        grounds,
        tuple(_others(store, subject, property_iri, object_, {ground.premise for ground in grounds})),
    )


def property_names() -> list[str]:
    """The local names of the properties that rules conclude, sorted."""
    return sorted({rule.property_iri.rpartition("#")[2] for rule in load_rules()})


def _grounds(store: Store, rules: Sequence[Rule], subject: Iri, property_iri: str, object_: Iri) -> Iterator[Ground]:
    conclusion = Iri(conclude(subject.value, property_iri, object_.value).iri)
    by_class = {str(getattr(DG, rule.premise)): rule for rule in rules}
    for premise, standing, class_iri, label in _rows(store, bind_values(_GROUNDS, conclusion=[conclusion])):
        if rule := by_class.get(class_iri):
            links = _links(store, Iri(premise), (subject, object_)) if rule.premise == "Claim" else ()
            yield Ground(Iri(premise), label, rule, standing == DG.isConcludedFrom, tuple(links))


def _with_copies(store: Store, grounds: Sequence[Ground]) -> Iterator[Ground]:
    """The grounds, each with those that count as one source with it."""
    found = _rows(store, bind_values(_REPORTS, claim=[ground.premise for ground in grounds])) if grounds else ()
    carried = {row[0]: row[1] for row in found}
    carriers: dict[str, list[Iri]] = {}
    for claim, report in carried.items():
        carriers.setdefault(report, []).append(Iri(claim))
    for ground in grounds:
        same = carriers.get(carried.get(ground.premise.value, ""), [])
        yield replace(ground, copies=tuple(claim for claim in same if _document(claim) != _document(ground.premise)))


def _document(claim: Iri) -> str:
    return claim.value.partition("/claim/")[0]


def _links(store: Store, claim: Iri, ends: Sequence[Iri]) -> Iterator[str]:
    """Why the actors that a claim names stand for these.

    They are asked for first: in one query with the way to whom they act for, Oxigraph looks at every actor there is.
    """
    actors = [Iri(actor) for (actor,) in _rows(store, bind_values(_ACTORS, claim=[claim]))]
    sparql = bind_values(_LINKS, claim=[claim], actor=actors, end=ends)
    for actor, end, holding in _rows(store, sparql):
        yield f"{actor} acts for {end}: {holding}" if holding else f"{actor} belongs to {end}"


def _others(
    store: Store, subject: Iri, property_iri: str, object_: Iri, counted: set[Iri]
) -> Iterator[tuple[Iri, str]]:
    if property_iri not in _ROLES:
        return
    first, second = (Iri(role) for role in _ROLES[property_iri])
    sparql = bind_values(_RELATED, subject=[subject], object=[object_], first=[first], second=[second])
    for claim, label in _rows(store, sparql):
        if Iri(claim) not in counted:
            yield Iri(claim), label


def _rows(store: Store, sparql: str) -> Iterator[tuple[str, ...]]:
    answer = store.query(sparql)
    for row in answer.rows if isinstance(answer, Solutions) else ():
        yield tuple("" if term is None else term.value for term in row)
