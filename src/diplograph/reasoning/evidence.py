"""Whether every claim rests on words that stand in its article as quoted, and on a chain of speakers without gaps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from diplograph.model import Iri, Quad
from diplograph.reasoning.material import Described, Material, is_part_of, owner
from diplograph.reasoning.report import Finding, Looked, Severity
from diplograph.vocab import ARTICLE, DG, KB, RDF

PART: Final = "evidence"


def check_evidence(material: Material) -> Looked:
    """Compare quotations, offsets and digests with the stored texts, and look for references to nothing."""
    todo = material.todo(PART)
    findings: list[Finding] = []
    span_count = 0
    for batch in material.batches(todo.articles):
        for graph_name, quads in batch.items():
            article = _ArticleEvidence(graph_name, quads)
            findings += article.find()
            span_count += len(article.spans)
        findings += _unknown_things(material, batch)
    return Looked(f"{todo.summary}, {span_count} quotations", tuple(findings), todo.articles)


class _ArticleEvidence:
    """The evidence in one article's graph."""

    def __init__(self, graph_name: str, quads: Sequence[Quad]) -> None:
        self._graph_name = graph_name
        self._graph = Described(quads)
        self._document = owner(graph_name)
        self._text = self._graph.value(self._document, DG.fullText)
        self.spans = self._graph.having(DG.quotedText)

    def find(self) -> Iterator[Finding]:
        """All that is wrong."""
        yield from self._check_document()
        for span in self.spans:
            yield from self._check_span(span)
        for claim in self._graph.members(DG.Claim):
            yield from self._check_claim(claim)
        for attribution in self._graph.members(DG.Attribution):
            if self._graph.value(attribution, DG.ofClaim) not in self._graph:
                yield self._violation(attribution, "an attribution belongs to no claim.")

    def _violation(self, about: str, message: str) -> Finding:
        return Finding(PART, Severity.VIOLATION, about, message, (self._graph_name,))

    def _check_document(self) -> Iterator[Finding]:
        documents = self._graph.members(DG.Document)
        for document in documents:
            if document != self._document:
                yield self._violation(document, "the document is not the one that its graph is named after.")
        if self._document not in documents:
            yield self._violation(self._document, "the graph does not hold the document that it is named after.")
            return
        digest = hashlib.sha256(self._text.encode()).hexdigest()
        is_stated = self._graph.values(self._document, DG.textDigest) == [digest]
        if not is_stated or self._document != ARTICLE + digest[:16]:
            yield self._violation(
                self._document, "the stored text is not the one that the digest, or the document's name, was made of."
            )

    def _check_span(self, span: str) -> Iterator[Finding]:
        document = self._graph.value(span, DG.inDocument)
        if document != self._document:
            what = "another article's document" if document.startswith(ARTICLE) else "no stored article"
            yield self._violation(span, f"the quotation is in {what}.")
            return
        start, end = (self._offset(span, name) for name in (DG.startOffset, DG.endOffset))
        before, after = (self._graph.value(span, name) for name in (DG.prefix, DG.suffix))
        if start < 0 or end > len(self._text) or start >= end:
            yield self._violation(span, "the offsets are outside the text, or the end is not after the start.")
        elif self._text[start:end] != self._graph.value(span, DG.quotedText):
            yield self._violation(span, "the words at these offsets are not the ones quoted.")
        elif not (self._text[:start].endswith(before) and self._text[end:].startswith(after)):
            yield self._violation(span, "the text around the quotation is not the one stated.")
        yield from self._check_sentence(span, start, end)

    def _offset(self, span: str, predicate: str) -> int:
        value = self._graph.value(span, predicate)
        return int(value) if value.isdecimal() else -1

    def _check_sentence(self, span: str, start: int, end: int) -> Iterator[Finding]:
        sentence = self._graph.value(span, DG.inSentence)
        if sentence and not (
            self._offset(sentence, DG.startOffset) <= start and end <= self._offset(sentence, DG.endOffset)
        ):
            yield self._violation(span, "the quotation is not within its sentence.")

    def _check_claim(self, claim: str) -> Iterator[Finding]:
        spans = self._graph.values(claim, DG.isEvidencedBy)
        own = [span for span in spans if is_part_of(span, self._document)]
        if not spans:
            yield self._violation(claim, "a claim rests on no words of any article.")
        elif own != spans:
            yield self._violation(claim, "a claim rests on words of another article.")
        elif not all(self._graph.value(span, DG.quotedText) for span in own):
            yield self._violation(claim, "a claim rests on words that the article does not quote.")
        situations = self._graph.values(claim, DG.statesSituation)
        if not any(self._graph.values(situation, RDF.type) for situation in situations):
            yield self._violation(claim, "a claim describes nothing.")
        yield from self._check_chain(claim)

    def _check_chain(self, claim: str) -> Iterator[Finding]:
        """Whether speakers are numbered from 1 on and each but the last leads to the next."""
        links = [each for each in self._graph.having(DG.ofClaim) if self._graph.value(each, DG.ofClaim) == claim]
        positions = {self._graph.value(each, DG.chainPosition): each for each in links}
        chain = [positions.get(str(number), "") for number in range(1, len(links) + 1)]
        if not all(chain):
            yield self._violation(claim, "the chain of attribution has a gap: its links are not numbered 1, 2, 3 …")
            return
        for link, following in zip_longest(chain, chain[1:], fillvalue=""):
            if self._graph.value(link, DG.reportedThrough) != following:
                yield self._violation(link, "the chain of attribution has a gap: a link does not lead to the next.")


def _unknown_things(material: Material, batch: dict[str, list[Quad]]) -> Iterator[Finding]:
    """References to known things that no graph describes."""
    mentioned: dict[str, set[str]] = {}
    for graph_name, quads in batch.items():
        for quad in quads:
            if isinstance(quad.object, Iri) and quad.object.value.startswith(KB):
                mentioned.setdefault(quad.object.value, set()).add(graph_name)
    described = {quad.subject.value for quad in material.descriptions(mentioned) if quad.predicate.value == RDF.type}
    for thing in sorted(mentioned.keys() - described):
        message = "an article refers to this known thing, and no graph describes it."
        for graph_name in sorted(mentioned[thing]):
            yield Finding(PART, Severity.WARNING, thing, message, (graph_name,))
