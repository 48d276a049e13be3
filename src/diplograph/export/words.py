"""What Protégé shows of claims and of what they rest on: labels, and the words under a shortcut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final

from diplograph.export.pool import Pool
from diplograph.model import Iri
from diplograph.vocab import ARTICLE, DCTERMS, DG, KB

_ID_SHOWN_CHARS: Final = 6
_PLAIN: Final = "asserted"
"""The modality that goes without saying."""


def claim_words(pool: Pool, claim: Iri) -> str:
    """A claim's quotation, speakers, modality and origin on one line.

    For instance: `“A diplomat said that arms are flown to Baku.” — European diplomat, through Anadolu; claimed;
    Baltic Wire, 2020-10-09; claim 3f2a9c0d1e4b5a67/2`.
    """
    parts = [f"“{quotation(pool, claim)}” — {_speakers(pool, claim) or 'the article itself'}", *_reality(pool, claim)]
    if document := document_of(pool, claim):
        parts.append(
            ", ".join(filter(None, (pool.value(document, DG.sourceName), day_of(pool, document)))) or "no source"
        )
    return "; ".join([*parts, f"claim {claim.value.removeprefix(ARTICLE).replace('/claim/', '/')}"])


def register_words(pool: Pool, spell: Iri) -> str:
    """What the register knows, and from where: `Zohrab Mnatsakanyan as Foreign Minister of Armenia, from 2018-05-12;
    register; https://…`."""
    origins = [value.value for value in pool.values(spell, DCTERMS.source)]
    return "; ".join([pool.label(spell), "register", *origins])


def quotation(pool: Pool, claim: Iri) -> str:
    """The sentences that a claim rests on."""
    return " … ".join(_sentence(pool, span) for span in pool.nodes(claim, DG.isEvidencedBy))


def document_of(pool: Pool, claim: Iri) -> Iri | None:
    """The article in which a claim stands."""
    documents = (each for span in pool.nodes(claim, DG.isEvidencedBy) for each in pool.nodes(span, DG.inDocument))
    return next(documents, None)


def day_of(pool: Pool, document: Iri) -> str:
    """The day on which an article was published, or was worked out to have been; empty when neither is known."""
    return pool.value(document, DG.publishedOn)[:10] or pool.value(document, DG.inferredDate)


def label_of(pool: Pool, node: Iri) -> str:
    """A node's label; a claim's says who made it, and that of what a claim describes how real the text makes it.

    For instance: `Turkey backs Azerbaijan (arms), claimed, says Western diplomat`, and
    `Support of Turkey for Azerbaijan (arms), claimed`.
    """
    label = pool.label(node)
    if pool.is_a(node, DG.Claim):
        speakers = _speakers(pool, node)
        return f"{label}, says {speakers}" if speakers else label
    reality = {word for claim in pool.sources(node, DG.statesSituation) for word in _reality(pool, claim)} - {_PLAIN}
    return ", ".join([label, *sorted(reality - {"negated"} if "denied" in reality else reality)])


def unique_labels(pool: Pool, individuals: Iterable[Iri], taken: Iterable[str]) -> Mapping[Iri, str]:
    """One label per individual, none of them shared or already taken; known things keep theirs before others do."""
    used = {label.casefold() for label in taken}
    labels: dict[Iri, str] = {}
    for node in sorted(individuals, key=lambda each: (not each.value.startswith(KB), each)):
        candidates = _candidates(label_of(pool, node), list(_qualifiers(pool, node)))
        labels[node] = next(each for each in candidates if each.casefold() not in used)
        used.add(labels[node].casefold())
    return labels


def _candidates(label: str, qualifiers: list[str]) -> Iterator[str]:
    yield label
    for qualifier in qualifiers:
        yield f"{label} ({qualifier})"
    for number in count(2):
        yield f"{label} ({qualifiers[-1]}, {number})"


def _qualifiers(pool: Pool, node: Iri) -> Iterator[str]:
    """What tells things of one label apart: the day of the article, its outlet, its id; for known things their kind."""
    if not node.value.startswith(ARTICLE):
        yield node.value.removeprefix(KB).split("/", 1)[0]
        return
    id_ = node.value.removeprefix(ARTICLE).partition("/")[0]
    document = Iri(ARTICLE + id_)
    day, source = day_of(pool, document), pool.value(document, DG.sourceName)
    if day:
        yield day
    if day and source:
        yield f"{source}, {day}"
    yield f"article {id_[:_ID_SHOWN_CHARS]}"


def _sentence(pool: Pool, span: Iri) -> str:
    sentences = pool.nodes(span, DG.inSentence) or [span]
    return " ".join(pool.value(sentences[0], DG.quotedText).split())


def _speakers(pool: Pool, claim: Iri) -> str:
    """Who is said to have made a claim, the first one first; empty when the article says it itself."""
    links = sorted(pool.sources(claim, DG.ofClaim), key=lambda link: int(pool.value(link, DG.chainPosition) or 0))
    return ", through ".join(pool.label(speaker) for link in links for speaker in pool.nodes(link, DG.hasSpeaker))


def _reality(pool: Pool, claim: Iri) -> list[str]:
    """A claim's modality, and `negated` where it is."""
    modality, polarity = (_code(pool, claim, each) for each in (DG.hasModality, DG.hasPolarity))
    return [modality, "negated"] if polarity == "negative" else [modality]


def _code(pool: Pool, node: Iri, predicate: str) -> str:
    return pool.value(node, predicate).rsplit("-", 1)[-1]
