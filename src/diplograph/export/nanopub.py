"""Nanopublications, one for each claim, as TriG.

What a nanopublication asserts is that the document makes the claim, with this modality and polarity. Only of a claim
that the text asserts and affirms does the assertion also describe the situation in plain statements; of a denial, a
plan, a supposition and of what somebody is merely quoted for, the description is reified (`rdf:Statement`), so that no
query of assertion graphs takes it for something that holds. See `docs/interchange.md`.

The form follows the Nanopublication Guidelines: four graphs, head, assertion, provenance and publication info. There
is no date of creation and no signature, so that the same store gives the same bytes; whoever publishes adds both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from diplograph.export.aif import reader_iri
from diplograph.export.foreign import DCMI, NP, NP_NAMESPACE, OA, OA_NAMESPACE, PROV, PROV_NAMESPACE, REIFIED
from diplograph.export.pieces import Piece, count_described
from diplograph.export.reports import ArticleReports, Quotation, Report, Statement, read_reports
from diplograph.model import Iri, Literal, Quad
from diplograph.store import Store, TrigWriter
from diplograph.vocab import CODE, DG, PREFIXES, RDF, RDFS, XSD

NANOPUB: Final = "https://w3id.org/diplograph/np/"
"""Start of the IRIs of nanopublications; article and number follow."""

_PREFIXES: Final = {**PREFIXES, "np": NP_NAMESPACE, "oa": OA_NAMESPACE, "prov": PROV_NAMESPACE}
_RIGHTS: Final = "The terms of the article quoted apply to the quotation."
_OF_CLAIM: Final = (
    ("modality", DG.hasModality),
    ("polarity", DG.hasPolarity),
    ("certainty", DG.hasCertainty),
)
_OF_DOCUMENT: Final = frozenset(
    {RDF.type, RDFS.label, DCMI["title"], DG.sourceName, DG.publishedOn, DG.edtf, DG.webAddress, DG.textDigest,
     DG.inferredDate, DG.inferredDateScore}
)  # fmt: skip


def nanopub_pieces(store: Store) -> Iterator[Piece]:
    """A store's claims as TriG, a piece for each."""
    writer = TrigWriter(_PREFIXES)
    yield Piece(writer.head().encode())
    for article in read_reports(store):
        for claim in article.claims:
            quads = list(_Nanopub(article, claim).quads())
            yield Piece(writer.body(quads).encode(), count_described(quads), 1)


class _Nanopub:
    """Writes the four graphs of one claim."""

    def __init__(self, article: ArticleReports, claim: Report) -> None:
        self._article = article
        self._claim = claim
        self._node = Iri(NANOPUB + claim.public_id)
        self._head = self._part("Head")
        self._assertion = self._part("assertion")
        self._provenance = self._part("provenance")
        self._pubinfo = self._part("pubinfo")
        self._reader = reader_iri(article.reader)

    def quads(self) -> Iterator[Quad]:
        """All four graphs."""
        yield from self._head_quads()
        yield from self._assertion_quads()
        yield from self._provenance_quads()
        yield from self._pubinfo_quads()

    def _part(self, name: str) -> Iri:
        return Iri(f"{self._node.value}#{name}")

    def _head_quads(self) -> Iterator[Quad]:
        yield Quad(self._node, Iri(RDF.type), Iri(NP["Nanopublication"]), self._head)
        for name, graph_name in (
            ("hasAssertion", self._assertion),
            ("hasProvenance", self._provenance),
            ("hasPublicationInfo", self._pubinfo),
        ):
            yield Quad(self._node, Iri(NP[name]), graph_name, self._head)

    def _assertion_quads(self) -> Iterator[Quad]:
        claim = self._claim
        yield self._asserted(claim.node, RDF.type, Iri(DG.Claim))
        yield self._asserted(claim.node, RDFS.label, Literal(claim.label, RDF.langString, "en"))
        yield self._asserted(claim.node, PROV["wasDerivedFrom"], self._article.document)
        for predicate, code_iri in self._codes():
            yield self._asserted(claim.node, predicate, code_iri)
        if claim.counts_as_real:
            yield self._asserted(claim.node, DG.statesSituation, claim.situation)
            for predicate, value in self._situation_statements():
                yield self._asserted(claim.situation, predicate, value)
        else:
            yield from self._reified_quads()

    def _reified_quads(self) -> Iterator[Quad]:
        """The description as statements that are spoken of and not made."""
        for number, (predicate, value) in enumerate(self._situation_statements(), start=1):
            statement = self._part(f"content-{number}")
            yield self._asserted(self._claim.node, DCMI["hasPart"], statement)
            yield self._asserted(statement, RDF.type, Iri(REIFIED["Statement"]))
            yield self._asserted(statement, REIFIED["subject"], self._claim.situation)
            yield self._asserted(statement, REIFIED["predicate"], Iri(predicate))
            yield self._asserted(statement, REIFIED["object"], value)

    def _situation_statements(self) -> Iterator[Statement]:
        return (each for each in self._claim.statements if each[0] not in {RDFS.label, DG.isAbout})

    def _codes(self) -> Iterator[tuple[str, Iri]]:
        for scheme, predicate in _OF_CLAIM:
            yield predicate, Iri(CODE[f"{scheme}-{getattr(self._claim, scheme)}"])

    def _provenance_quads(self) -> Iterator[Quad]:
        claim, document, run = self._claim, self._article.document, self._article.run
        yield self._sourced(self._assertion, PROV["wasGeneratedBy"], run)
        yield self._sourced(run, RDF.type, Iri(PROV["Activity"]))
        yield self._sourced(run, PROV["used"], document)
        yield self._sourced(run, PROV["wasAssociatedWith"], self._reader)
        for predicate, value in self._article.about_document:
            if predicate in _OF_DOCUMENT:
                yield self._sourced(document, predicate, value)
        for number, quotation in enumerate(claim.quotations, start=1):
            yield from self._quotation_quads(self._part(f"words-{number}"), quotation)
        for predicate, code_iri in self._codes():
            yield self._sourced(claim.node, predicate, code_iri)
        yield self._sourced(claim.node, DG.score, Literal(claim.score or "0", XSD.decimal))
        if claim.note:
            yield self._sourced(claim.node, DG.note, Literal(claim.note))
        yield from self._chain_quads()
        yield from self._local_quads()

    def _quotation_quads(self, node: Iri, quotation: Quotation) -> Iterator[Quad]:
        quote, position = Iri(f"{node.value}-quote"), Iri(f"{node.value}-position")
        yield self._sourced(self._assertion, PROV["wasDerivedFrom"], node)
        yield self._sourced(node, RDF.type, Iri(OA["SpecificResource"]))
        yield self._sourced(node, OA["hasSource"], self._article.document)
        yield self._sourced(node, OA["hasSelector"], quote)
        yield self._sourced(node, OA["hasSelector"], position)
        yield self._sourced(quote, RDF.type, Iri(OA["TextQuoteSelector"]))
        yield self._sourced(quote, OA["exact"], Literal(quotation.exact))
        yield self._sourced(quote, OA["prefix"], Literal(quotation.prefix))
        yield self._sourced(quote, OA["suffix"], Literal(quotation.suffix))
        yield self._sourced(position, RDF.type, Iri(OA["TextPositionSelector"]))
        yield self._sourced(position, OA["start"], Literal(str(quotation.start), XSD.integer))
        yield self._sourced(position, OA["end"], Literal(str(quotation.end), XSD.integer))

    def _chain_quads(self) -> Iterator[Quad]:
        """Who said it, and through whom it reached the document."""
        claim = self._claim
        for said, following in zip_longest(claim.speakers, claim.speakers[1:]):
            yield self._sourced(claim.node, PROV["wasAttributedTo"], said.speaker)
            yield self._sourced(said.node, RDF.type, Iri(DG.Attribution))
            yield self._sourced(said.node, DG.ofClaim, claim.node)
            yield self._sourced(said.node, DG.hasSpeaker, said.speaker)
            yield self._sourced(said.node, DG.chainPosition, Literal(str(said.position), XSD.integer))
            if said.words:
                yield self._sourced(said.node, DG.surfaceForm, Literal(said.words))
            if following:
                yield self._sourced(said.node, DG.reportedThrough, following.node)

    def _local_quads(self) -> Iterator[Quad]:
        """What the reader takes those to be whom only this article names."""
        for node in self._named():
            thing = self._article.things[node]
            if thing.is_local:
                for class_iri in thing.classes:
                    yield self._sourced(node, RDF.type, Iri(class_iri))
                for affiliation in thing.affiliations:
                    yield self._sourced(node, DG.isAffiliatedWith, affiliation)

    def _pubinfo_quads(self) -> Iterator[Quad]:
        yield self._published(self._node, PROV["wasAttributedTo"], self._reader)
        yield self._published(self._node, DCMI["identifier"], Literal(self._claim.public_id))
        yield self._published(self._node, DCMI["rights"], Literal(_RIGHTS))
        yield self._published(self._node, RDFS.label, Literal(self._claim.label, RDF.langString, "en"))
        yield self._published(self._reader, RDF.type, Iri(PROV["SoftwareAgent"]))
        yield self._published(self._reader, RDFS.label, Literal(f"diplograph reader {self._article.reader}"))
        for node in self._named():
            label = Literal(self._article.things[node].label, RDF.langString, "en")
            yield self._published(node, RDFS.label, label)

    def _named(self) -> list[Iri]:
        nodes = {value for _, value in self._claim.arguments} | {said.speaker for said in self._claim.speakers}
        affiliations = {each for node in nodes for each in self._article.things[node].affiliations}
        return sorted(nodes | affiliations)

    def _asserted(self, subject: Iri, predicate: str, value: Iri | Literal) -> Quad:
        return Quad(subject, Iri(predicate), value, self._assertion)

    def _sourced(self, subject: Iri, predicate: str, value: Iri | Literal) -> Quad:
        return Quad(subject, Iri(predicate), value, self._provenance)

    def _published(self, subject: Iri, predicate: str, value: Iri | Literal) -> Quad:
        return Quad(subject, Iri(predicate), value, self._pubinfo)
