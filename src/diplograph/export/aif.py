"""Claims in the AIDA Interchange Format (AIF), as Turtle.

A claim becomes an `aida:Claim` about a cluster whose prototype is the event or relation that it describes; the words
become justifications with offsets, and what AIF has no term for stands in the event's private data. See
`docs/interchange.md` for what maps to what and what is lost.

The shape of the data follows InterchangeOntology 1.0.2 and the constraints of `dwd_aif.shacl`
(NextCenturyCorporation/AIDA-Interchange-Format).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from diplograph.export.aif_nodes import Nodes, integer, text
from diplograph.export.aif_values import attributes_of, claim_template, epistemic_of, time_components, x_actors
from diplograph.export.foreign import AIF, AIF_NAMESPACE, NUMBERS, WIKIDATA_ENTITY
from diplograph.export.pieces import Piece, count_described
from diplograph.export.reports import ArticleReports, Naming, Quotation, Report, Thing, read_reports
from diplograph.model import Iri, Literal
from diplograph.store import Store, TrigWriter
from diplograph.vocab import DG, RDF

_PREFIXES: Final = {
    "aida": AIF_NAMESPACE,
    "dg": DG.Claim.removesuffix("Claim"),
    "rdf": RDF.type.removesuffix("type"),
    "xsd": NUMBERS["double"].removesuffix("double"),
}
_READER: Final = "https://w3id.org/diplograph/reader/"
_RELATIONS: Final = frozenset({DG.Support, DG.Alliance, DG.ReportedMembership, DG.ReportedHolding})
"""What lasts for a while is a relation in AIF; the rest are events."""
_CERTAIN_SCORE: Final = "1"
_MOST_AFFILIATIONS: Final = 3
"""AIF allows no more for a claimer."""


def aif_pieces(store: Store) -> Iterator[Piece]:
    """A store's claims as Turtle, a piece for each article."""
    writer = TrigWriter(_PREFIXES)
    yield Piece(writer.head().encode())
    written: set[Iri] = set()
    for article in read_reports(store):
        quads = _Article(article, written).write().quads()
        yield Piece(writer.body(quads).encode(), count_described(quads), len(article.claims))


def reader_iri(reader: str) -> Iri:
    """The IRI of a version of a reader, such as `rules/1`."""
    return Iri(_READER + quote(reader or "unknown"))


class _Article:
    """Writes the statements of one article.

    Args:
        article: its claims.
        written: known things that earlier articles have described; those of this one are added.
    """

    def __init__(self, article: ArticleReports, written: set[Iri]) -> None:
        self._article = article
        self._written = written
        self._nodes = Nodes()
        self._system = reader_iri(article.reader)

    def write(self) -> Nodes:
        self._nodes.typed(self._system, AIF["System"])
        for claim in self._article.claims:
            self._write_claim(claim)
        for naming in self._article.namings:
            if naming.actor in self._article.things:
                self._write_naming(naming)
        return self._nodes

    def _write_claim(self, claim: Report) -> None:
        justifications = self._write_quotations(claim)
        self._write_situation(claim, justifications)
        cluster = self._write_cluster(claim)
        node, nodes = claim.node, self._nodes
        nodes.typed(node, AIF["Claim"])
        nodes.add(node, AIF["sourceDocument"], text(self._article.document.value))
        nodes.add(node, AIF["claimId"], text(claim.public_id))
        nodes.add(node, AIF["topic"], text(_local_name(claim.class_iri)))
        nodes.add(node, AIF["subtopic"], text(claim.kind))
        nodes.add(node, AIF["claimTemplate"], text(claim_template(claim, self._article.things)))
        nodes.add(node, AIF["naturalLanguageDescription"], text(claim.label))
        nodes.add(node, AIF["epistemic"], Iri(AIF[epistemic_of(claim)]))
        nodes.add(node, AIF["sentiment"], Iri(AIF["SentimentNeutralUnknown"]))
        nodes.add(node, AIF["claimSemantics"], cluster)
        nodes.add(node, AIF["associatedKEs"], cluster)
        nodes.add(node, AIF["system"], self._system)
        for number, actor in enumerate(x_actors(claim), start=1):
            nodes.add(node, AIF["xVariable"], self._write_component(claim, f"x/{number}", actor))
        if not x_actors(claim):
            nodes.add(node, AIF["xVariable"], self._write_unnamed(claim))
        self._write_claimer(claim)
        self._write_claim_time(claim)

    def _write_claimer(self, claim: Report) -> None:
        """Whoever said it first; the article itself where it says so in its own voice."""
        if not claim.speakers:
            claimer = self._part(claim.node, "claimer")
            name = self._article.value(DG.sourceName)
            self._component(claimer, name or "the article", self._article.document.value)
            self._nodes.add(claimer, AIF["componentType"], text(DG.Outlet if name else DG.Document))
            self._nodes.add(claim.node, AIF["claimer"], claimer)
            return
        first = claim.speakers[0]
        claimer = self._write_component(claim, "claimer", first.speaker)
        if first.words:
            self._nodes.add(claimer, AIF["componentProvenance"], text(first.words))
        self._nodes.add(claim.node, AIF["claimer"], claimer)
        for number, actor in enumerate(self._article.things[first.speaker].affiliations[:_MOST_AFFILIATIONS], start=1):
            component = self._write_component(claim, f"affiliation/{number}", actor)
            self._nodes.add(claim.node, AIF["claimerAffiliation"], component)

    def _write_component(self, claim: Report, name: str, actor: Iri) -> Iri:
        node, thing = self._part(claim.node, name), self._article.things[actor]
        self._component(node, thing.label, thing.wikidata_id or actor.value)
        for class_iri in thing.classes:
            self._nodes.add(node, AIF["componentType"], text(class_iri))
        self._nodes.add(node, AIF["componentKE"], self._write_thing(actor))
        return node

    def _write_unnamed(self, claim: Report) -> Iri:
        """The event itself, where nobody is named in it."""
        node = self._part(claim.node, "x/1")
        self._component(node, claim.label, claim.situation.value)
        self._nodes.add(node, AIF["componentType"], text(claim.class_iri))
        self._nodes.add(node, AIF["componentKE"], claim.situation)
        return node

    def _component(self, node: Iri, name: str, identity: str) -> None:
        self._nodes.typed(node, AIF["ClaimComponent"])
        self._nodes.add(node, AIF["componentName"], text(name))
        self._nodes.add(node, AIF["componentIdentity"], text(identity))
        self._nodes.add(node, AIF["system"], self._system)

    def _write_claim_time(self, claim: Report) -> None:
        """It was said by the day of publication."""
        published = self._article.value(DG.publishedOn)
        if published:
            time = self._part(claim.node, "time")
            self._nodes.time(time, time_components("", published))
            self._nodes.add(claim.node, AIF["claimDateTime"], time)

    def _write_situation(self, claim: Report, justifications: list[Iri]) -> None:
        node, nodes = claim.situation, self._nodes
        nodes.typed(node, AIF["Relation" if claim.class_iri in _RELATIONS else "Event"])
        nodes.add(node, AIF["handle"], text(claim.label))
        nodes.add(node, AIF["system"], self._system)
        for attribute in attributes_of(claim):
            nodes.add(node, AIF["attribute"], Iri(AIF[attribute]))
        self._write_edge(claim, "type", Iri(RDF.type), Iri(claim.class_iri), justifications)
        for number, (role, value) in enumerate(claim.arguments, start=1):
            filler = self._write_thing(value)
            self._write_edge(claim, f"argument/{number}", text(_local_name(role)), filler, justifications)
        for justification in justifications:
            nodes.add(node, AIF["justifiedBy"], justification)
        components = time_components(claim.details.get("earliestStart", ""), claim.details.get("latestStart", ""))
        if components:
            time = self._part(node, "time")
            nodes.time(time, components)
            nodes.add(node, AIF["ldcTime"], time)
        nodes.add(node, AIF["privateData"], self._write_private(node, self._private_content(claim)))

    def _write_edge(
        self, claim: Report, name: str, predicate: Iri | Literal, value: Iri, justifications: list[Iri]
    ) -> None:
        node = self._part(claim.situation, name)
        class_name = "TypeStatement" if isinstance(predicate, Iri) else "ArgumentStatement"
        self._nodes.edge(node, AIF[class_name], (claim.situation, predicate, value))
        self._nodes.add(node, AIF["confidence"], self._part(claim.node, "confidence"))
        self._nodes.add(node, AIF["system"], self._system)
        for justification in justifications:
            self._nodes.add(node, AIF["justifiedBy"], justification)

    def _private_content(self, claim: Report) -> dict[str, object]:
        things = self._article.things
        return {
            "claim": claim.node.value,
            "modality": claim.modality,
            "polarity": claim.polarity,
            "certainty": claim.certainty,
            "score": float(claim.score or 0),
            "note": claim.note,
            "details": dict(claim.details),
            "eventStatus": claim.event_status,
            "speakers": [
                {"iri": said.speaker.value, "name": things[said.speaker].label, "words": said.words}
                for said in claim.speakers
            ],
        }

    def _write_cluster(self, claim: Report) -> Iri:
        cluster, membership = self._part(claim.situation, "cluster"), self._part(claim.situation, "membership")
        self._nodes.typed(cluster, AIF["SameAsCluster"])
        self._nodes.add(cluster, AIF["prototype"], claim.situation)
        self._nodes.add(cluster, AIF["handle"], text(claim.label))
        self._nodes.add(cluster, AIF["system"], self._system)
        self._nodes.typed(membership, AIF["ClusterMembership"])
        self._nodes.add(membership, AIF["cluster"], cluster)
        self._nodes.add(membership, AIF["clusterMember"], claim.situation)
        confidence = self._write_confidence(membership, _CERTAIN_SCORE)
        self._nodes.add(membership, AIF["confidence"], confidence)
        self._nodes.add(membership, AIF["system"], self._system)
        return cluster

    def _write_quotations(self, claim: Report) -> list[Iri]:
        confidence = self._write_confidence(claim.node, claim.score)
        found = []
        for number, quotation in enumerate(claim.quotations, start=1):
            node = self._part(claim.node, f"justification/{number}")
            self._write_justification(node, quotation, confidence)
            found.append(node)
        return found

    def _write_justification(self, node: Iri, quotation: Quotation, confidence: Iri) -> None:
        self._nodes.typed(node, AIF["TextJustification"])
        self._nodes.add(node, AIF["source"], text(self._article.document.value))
        self._nodes.add(node, AIF["sourceDocument"], text(self._article.document.value))
        self._nodes.add(node, AIF["startOffset"], integer(quotation.start))
        self._nodes.add(node, AIF["endOffsetInclusive"], integer(quotation.end - 1))
        self._nodes.add(node, AIF["confidence"], confidence)
        self._nodes.add(node, AIF["system"], self._system)
        content: dict[str, object] = {"quotation": quotation.exact}
        if quotation.sentence != quotation.exact:
            content["sentence"] = quotation.sentence
        self._nodes.add(node, AIF["privateData"], self._write_private(node, content))

    def _write_naming(self, naming: Naming) -> None:
        node = self._part(naming.quotation.node, "justification")
        confidence = self._write_confidence(naming.quotation.node, naming.score)
        self._write_justification(node, naming.quotation, confidence)
        self._nodes.add(naming.actor, AIF["justifiedBy"], node)
        self._write_thing(naming.actor)

    def _write_thing(self, node: Iri) -> Iri:
        """Describe an actor, place, conflict or agreement, once in a file."""
        if node not in self._written:
            self._written.add(node)
            self._describe(node, self._article.things[node])
        return node

    def _describe(self, node: Iri, thing: Thing) -> None:
        is_conflict = DG.Conflict in thing.classes
        self._nodes.typed(node, AIF["Event" if is_conflict else "Entity"])
        self._nodes.add(node, AIF["handle"], text(thing.label))
        self._nodes.add(node, AIF["system"], self._system)
        if not is_conflict:
            self._nodes.add(node, AIF["hasName"], text(thing.label))
        for number, class_iri in enumerate(thing.classes, start=1):
            statement = self._part(node, f"type/{number}")
            self._nodes.edge(statement, AIF["TypeStatement"], (node, Iri(RDF.type), Iri(class_iri)))
            self._nodes.add(statement, AIF["system"], self._system)
        if thing.wikidata_id and not is_conflict:
            link = self._part(node, "link")
            self._nodes.typed(link, AIF["LinkAssertion"])
            self._nodes.add(link, AIF["linkTarget"], text(WIKIDATA_ENTITY + thing.wikidata_id))
            self._nodes.add(node, AIF["link"], link)
        content: dict[str, object] = {"iri": node.value, "affiliations": [each.value for each in thing.affiliations]}
        self._nodes.add(node, AIF["privateData"], self._write_private(node, content))

    def _write_confidence(self, owner: Iri, score: str) -> Iri:
        node = self._part(owner, "confidence")
        self._nodes.typed(node, AIF["Confidence"])
        self._nodes.add(node, AIF["confidenceValue"], Literal(repr(float(score or 0)), NUMBERS["double"]))
        self._nodes.add(node, AIF["system"], self._system)
        return node

    def _write_private(self, owner: Iri, content: dict[str, object]) -> Iri:
        node = self._part(owner, "private")
        self._nodes.typed(node, AIF["PrivateData"])
        self._nodes.add(node, AIF["jsonContent"], text(json.dumps(content, ensure_ascii=False, sort_keys=True)))
        self._nodes.add(node, AIF["system"], self._system)
        return node

    @staticmethod
    def _part(owner: Iri, name: str) -> Iri:
        """A node that AIF needs about another."""
        return Iri(f"{owner.value}/aif/{name}")


def _local_name(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
