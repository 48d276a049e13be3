"""An article's extraction as the quads of its named graph.

The graph holds the document, the run that read it, the claims with their evidence and speakers, the situations
that they describe, and whatever actors, places and conflicts the register does not know. Known things are only
referred to. There is no clock time, so that the same extraction gives the same graph.
"""

from __future__ import annotations

import hashlib

from diplograph.graph.iris import (
    SlugBook,
    actor_kind,
    article_graph,
    code_iri,
    document_iri,
    kb_iri,
    part_iri,
)
from diplograph.graph.labels import claim_label, shorten, situation_label
from diplograph.graph.situations import class_of, is_event, roles_of, status_of
from diplograph.graph.statements import LabelBook, Statements, day_end, day_start, decimal, integer
from diplograph.model import (
    Actor,
    ActorClass,
    AgreementName,
    Article,
    Claim,
    Conflict,
    Dating,
    Detail,
    Extraction,
    Iri,
    Link,
    OfficeTitle,
    Place,
    Quad,
    Span,
    Speaker,
    TimeExpression,
    Topic,
)
from diplograph.vocab import DCTERMS, DG

AFFIX_CHARS = 32
"""How many characters of text are kept on each side of a span (W3C Web Annotation, TextQuoteSelector)."""


def article_quads(extraction: Extraction) -> list[Quad]:
    """The quads of an article's named graph, sorted."""
    return _ArticleGraph(extraction).write()


class _ArticleGraph:
    """Writes one article's graph."""

    def __init__(self, extraction: Extraction) -> None:
        self._extraction = extraction
        self._article = extraction.article
        dating = extraction.dating
        self._published = self._article.date or (dating.day if dating else None)
        self._document = document_iri(self._article.id)
        self._run = Iri(f"{self._document.value}/run")
        self._out = Statements(article_graph(self._article.id))
        self._labels = LabelBook()
        self._slugs = {kind: SlugBook(kind) for kind in ("actor", "place", "conflict")}
        self._sentences = _numbered([claim.evidence.sentence for claim in extraction.claims])
        self._spans = _numbered([claim.evidence.span for claim in extraction.claims])
        self._topics = _numbered([c.detail.span for c in extraction.claims if isinstance(c.detail, Topic)])

    def write(self) -> list[Quad]:
        self._write_document(self._article)
        for number, claim in enumerate(self._extraction.claims, start=1):
            self._write_claim(number, claim)
        used = _used_actors(self._extraction.claims)
        links = [link for link in self._extraction.links if link.actor in used]
        for number, link in enumerate(sorted(links, key=lambda each: (each.span.start, each.span.end)), start=1):
            self._write_mention(number, link)
        return self._out.quads()

    def _part(self, kind: str, name: str | int) -> Iri:
        return part_iri(self._article.id, kind, name)

    def _write_document(self, article: Article) -> None:
        title = article.title or f"Article {article.id}"
        self._out.describe(self._document, DG.Document, self._labels.unique(title))
        if article.date:
            self._out.add(self._document, DG.publishedOn, day_start(article.date))
            self._out.text(self._document, DG.edtf, article.date.isoformat())
        elif article.period:
            self._out.text(self._document, DG.edtf, article.period)
        self._write_dating(self._extraction.dating)
        self._out.text(self._document, DG.sourceName, article.source)
        self._out.text(self._document, DCTERMS.title, article.title)
        self._out.text(self._document, DG.webAddress, article.url)
        self._out.text(self._document, DG.textDigest, hashlib.sha256(article.text.encode()).hexdigest())
        self._out.text(self._document, DG.fullText, article.text)
        self._out.describe(self._run, DG.ExtractionRun, self._labels.unique(f"Reading of {title}"))
        self._out.add(self._run, DG.ranOn, self._document)
        self._out.text(self._run, DG.readerName, self._extraction.reader)

    def _write_dating(self, dating: Dating | None) -> None:
        """A date worked out from the text, apart from a stated one."""
        if dating:
            self._out.text(self._document, DG.inferredDate, dating.edtf)
            self._out.add(self._document, DG.inferredDateScore, decimal(dating.confidence))

    def _write_claim(self, number: int, claim: Claim) -> None:
        node = self._part("claim", number)
        situation = self._write_situation(number, claim)
        self._out.describe(node, DG.Claim, self._labels.unique(claim_label(claim)))
        self._out.add(node, DG.statesSituation, situation)
        self._out.add(node, DG.hasModality, code_iri("modality", claim.modality))
        self._out.add(node, DG.hasPolarity, code_iri("polarity", claim.polarity))
        self._out.add(node, DG.hasCertainty, code_iri("certainty", claim.certainty))
        self._out.add(node, DG.score, decimal(float(claim.score)))
        self._out.add(node, DG.isEvidencedBy, self._write_evidence(claim))
        self._out.add(node, DG.isProducedBy, self._run)
        if not claim.detail or claim.note != claim.detail.words:
            self._out.text(node, DG.note, claim.note)
        for position, speaker in enumerate(claim.speakers, start=1):
            self._write_attribution(number, position, speaker, is_last=position == len(claim.speakers))

    def _write_situation(self, number: int, claim: Claim) -> Iri:
        node = self._part("situation", number)
        self._out.describe(node, class_of(claim), self._labels.unique(situation_label(claim)))
        self._out.add(node, DG.hasKind, code_iri("relation-kind", claim.kind))
        for role, actor in roles_of(claim):
            self._out.add(node, role, self._actor(actor))
        if claim.detail:
            self._write_detail(node, claim.detail)
        if claim.conflict:
            self._out.add(node, DG.concernsConflict, self._conflict(claim.conflict))
        if claim.time:
            self._write_time(node, claim.time)
        if claim.place and is_event(claim):
            self._out.add(node, DG.tookPlaceAt, self._place(claim.place))
        if status := status_of(claim, self._published):
            self._out.add(node, DG.hasEventStatus, code_iri("event-status", status))
        return node

    def _write_detail(self, node: Iri, detail: Detail) -> None:
        if isinstance(detail, OfficeTitle):
            self._out.text(node, DG.officeTitle, detail.words)
            if detail.kind:
                self._out.add(node, DG.hasReportedOfficeKind, code_iri("office-kind", detail.kind))
        elif isinstance(detail, AgreementName):
            self._out.text(node, DG.agreementName, detail.words)
            if detail.key:
                self._out.add(node, DG.concernsAgreement, kb_iri("treaty", detail.key))
        elif isinstance(detail, Topic):
            self._out.text(node, DG.topicWords, detail.words)
            topic = self._part("topic", self._topics[detail.span.start, detail.span.end])
            self._write_span(topic, DG.TextSpan, detail.span, "Topic")
            self._out.add(node, DG.isAbout, topic)
        else:
            self._out.text(node, DG.tollWords, detail.words)
            for predicate, number in ((DG.lowestToll, detail.lowest), (DG.highestToll, detail.highest)):
                if number is not None:
                    self._out.add(node, predicate, integer(number))

    def _write_time(self, node: Iri, time: TimeExpression) -> None:
        self._out.text(node, DG.edtf, time.edtf)
        if time.earliest:
            self._out.add(node, DG.earliestStart, day_start(time.earliest))
        if time.latest:
            self._out.add(node, DG.latestStart, day_end(time.latest))

    def _write_evidence(self, claim: Claim) -> Iri:
        sentence, span = claim.evidence.sentence, claim.evidence.span
        sentence_node = self._part("sentence", self._sentences[sentence.start, sentence.end])
        self._write_span(sentence_node, DG.Sentence, sentence, "Sentence")
        span_node = self._part("span", self._spans[span.start, span.end])
        self._write_span(span_node, DG.TextSpan, span, "Words")
        self._out.add(span_node, DG.inSentence, sentence_node)
        text = self._article.text
        self._out.text(span_node, DG.prefix, text[max(0, span.start - AFFIX_CHARS) : span.start])
        self._out.text(span_node, DG.suffix, text[span.end : span.end + AFFIX_CHARS])
        return span_node

    def _write_span(self, node: Iri, class_iri: str, span: Span, kind: str) -> None:
        self._out.describe(node, class_iri, f"{kind} {span.start}–{span.end}: {shorten(span.exact)}")
        self._out.add(node, DG.inDocument, self._document)
        self._out.add(node, DG.startOffset, integer(span.start))
        self._out.add(node, DG.endOffset, integer(span.end))
        self._out.text(node, DG.quotedText, span.exact)

    def _write_attribution(self, number: int, position: int, speaker: Speaker, *, is_last: bool) -> None:
        node = self._part("attribution", f"{number}-{position}")
        actor = speaker.actor or Actor(speaker.label, ActorClass.GROUP)
        label = f"Attribution {number}-{position}: {shorten(speaker.label)}"
        self._out.describe(node, DG.Attribution, self._labels.unique(label))
        self._out.add(node, DG.ofClaim, self._part("claim", number))
        self._out.add(node, DG.hasSpeaker, self._actor(actor))
        self._out.add(node, DG.chainPosition, integer(position))
        if speaker.label != actor.label:
            self._out.text(node, DG.surfaceForm, speaker.label)
        if not is_last:
            self._out.add(node, DG.reportedThrough, self._part("attribution", f"{number}-{position + 1}"))

    def _write_mention(self, number: int, link: Link) -> None:
        node = self._part("mention", number)
        self._write_span(node, DG.Mention, link.span, "Mention")
        self._out.add(node, DG.refersTo, self._actor(link.actor))
        self._out.add(node, DG.linkScore, decimal(float(link.score)))
        self._out.text(node, DG.linkReason, link.reason)
        self._out.add(node, DG.hasLinkDecision, code_iri("link-decision", link.decision))

    def _actor(self, actor: Actor) -> Iri:
        if actor.key is not None:
            return kb_iri(actor_kind(actor.actor_class), actor.key)
        node, is_new = self._local("actor", actor.label)
        if is_new:
            self._out.describe(node, getattr(DG, actor.actor_class.value), self._labels.unique(actor.label))
        if actor.of:
            affiliation = self._actor(actor.of)
            if affiliation != node:
                self._out.add(node, DG.isAffiliatedWith, affiliation)
            if affiliation != node and actor.actor_class is ActorClass.GOVERNMENT_BODY:
                self._out.add(node, DG.isBodyOf, affiliation)
        return node

    def _place(self, place: Place) -> Iri:
        if place.key is not None:
            return kb_iri("place", place.key)
        node, is_new = self._local("place", place.label)
        if is_new:
            self._out.describe(node, DG.Place, self._labels.unique(place.label))
        return node

    def _conflict(self, conflict: Conflict) -> Iri:
        if conflict.key is not None:
            return kb_iri("conflict", conflict.key)
        node, is_new = self._local("conflict", conflict.label)
        if is_new:
            self._out.describe(node, DG.Conflict, self._labels.unique(conflict.label))
        return node

    def _local(self, kind: str, label: str) -> tuple[Iri, bool]:
        """The node of something that only this article names, and whether this is its first use."""
        book = self._slugs[kind]
        is_new = label not in book
        return self._part(kind, book.slug_for(label)), is_new


def _numbered(spans: list[Span]) -> dict[tuple[int, int], int]:
    """Numbers from 1 for spans, in text order."""
    return {place: number for number, place in enumerate(sorted({(s.start, s.end) for s in spans}), start=1)}


def _used_actors(claims: tuple[Claim, ...]) -> set[Actor]:
    """All actors that claims name, their speakers and affiliations included."""
    named = [actor for claim in claims for actor in (*claim.subjects, *claim.objects)]
    named += [speaker.actor for claim in claims for speaker in claim.speakers if speaker.actor]
    used: set[Actor] = set()
    for actor in named:
        current: Actor | None = actor
        while current is not None:
            used.add(current)
            current = current.of
    return used
