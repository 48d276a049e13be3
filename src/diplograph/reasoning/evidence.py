"""Whether every claim rests on words that stand in its article as quoted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from diplograph.reasoning.report import Finding, Severity
from diplograph.store import Solutions, Store
from diplograph.vocab import ARTICLE, KB

_DOCUMENTS: Final = """
SELECT ?document ?text ?digest WHERE {
  ?document a dg:Document .
  OPTIONAL { ?document dg:fullText ?text }
  OPTIONAL { ?document dg:textDigest ?digest }
}
"""

_SPANS: Final = """
SELECT ?span ?document ?start ?end ?quoted ?prefix ?suffix WHERE {
  ?span dg:quotedText ?quoted .
  OPTIONAL { ?span dg:inDocument ?document }
  OPTIONAL { ?span dg:startOffset ?start }
  OPTIONAL { ?span dg:endOffset ?end }
  OPTIONAL { ?span dg:prefix ?prefix }
  OPTIONAL { ?span dg:suffix ?suffix }
}
"""

_DANGLING: Final = {
    "a claim rests on no words of any article.": """
SELECT DISTINCT ?thing WHERE {
  ?thing a dg:Claim . FILTER NOT EXISTS { ?thing dg:isEvidencedBy/dg:inDocument ?document }
}
""",
    "a claim describes nothing.": """
SELECT DISTINCT ?thing WHERE { ?thing a dg:Claim . FILTER NOT EXISTS { ?thing dg:statesSituation/a ?class } }
""",
    "an attribution belongs to no claim.": """
SELECT DISTINCT ?thing WHERE { ?thing a dg:Attribution . FILTER NOT EXISTS { ?thing dg:ofClaim/a dg:Claim } }
""",
}

_REFERENCES: Final = f"""
SELECT DISTINCT ?thing WHERE {{
  ?document a dg:Document .
  ?claim dg:isEvidencedBy/dg:inDocument ?document ; dg:statesSituation ?situation .
  ?situation ?role ?thing .
  FILTER(STRSTARTS(STR(?thing), "{KB}"))
  FILTER NOT EXISTS {{ ?thing a ?class }}
}}
"""


def check_evidence(store: Store) -> tuple[str, list[Finding]]:
    """Compare quotations, offsets and digests with the stored texts, and look for references to nothing.

    Returns:
        What was looked at, and the findings.
    """
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for document, text, digest in _rows(store, _DOCUMENTS):
        texts[document] = text
        if hashlib.sha256(text.encode()).hexdigest() != digest or document != ARTICLE + digest[:16]:
            findings.append(_violation(document, "the stored text is not the one that the digest was made of."))
    spans = list(_rows(store, _SPANS))
    for span in spans:
        findings += _span_findings(span, texts)
    for message, sparql in _DANGLING.items():
        findings += [_violation(thing, message) for (thing,) in _rows(store, sparql)]
    for (thing,) in _rows(store, _REFERENCES):
        message = "a claim refers to this known thing, and no graph describes it."
        findings.append(Finding("evidence", Severity.WARNING, thing, message))
    return f"{len(texts)} articles, {len(spans)} quotations", findings


def _span_findings(row: tuple[str, ...], texts: dict[str, str]) -> Iterator[Finding]:
    span, document, start, end, quoted, prefix, suffix = row
    if document not in texts:
        yield _violation(span, "the quotation is in no stored article.")
        return
    text = texts[document]
    begin, finish = (int(offset) if offset.isdecimal() else -1 for offset in (start, end))
    if begin < 0 or text[begin:finish] != quoted:
        yield _violation(span, "the words at these offsets are not the ones quoted.")
    elif not (text[:begin].endswith(prefix) and text[finish:].startswith(suffix)):
        yield _violation(span, "the text around the quotation is not the one stated.")


def _violation(about: str, message: str) -> Finding:
    return Finding("evidence", Severity.VIOLATION, about, message)


def _rows(store: Store, sparql: str) -> Iterator[tuple[str, ...]]:
    answer = store.query(sparql)
    for row in answer.rows if isinstance(answer, Solutions) else ():
        yield tuple("" if term is None else term.value for term in row)
