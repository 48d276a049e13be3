"""A file that opens well in Protégé 5: one Turtle ontology that imports diplograph's, shortcuts asserted.

Protégé flattens named graphs, shows only asserted property values and finds individuals by label; so the file
holds a slice without graphs, materialises what rules concluded, makes every label unique, and annotates each
shortcut with the words that it rests on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from diplograph.export.files import write_ontology_copy, write_whole
from diplograph.export.grounds import Shortcut, find_grounds
from diplograph.export.pool import Pool, read_pool
from diplograph.export.slicing import Choice, Slice, cut_slice
from diplograph.model import Iri, Literal, Quad
from diplograph.store import Store, to_trig
from diplograph.vocab import ARTICLE, CODE, DCTERMS, DG, KB, ONTOLOGY, OWL, RDF, RDFS, XSD

_EXPORT: Final = "https://w3id.org/diplograph/export/"
_VANN: Final = "http://purl.org/vocab/vann/"
_NAMELESS: Final = Iri("")
_CODES: Final = frozenset(CODE.values())
_ID_SHOWN_CHARS: Final = 6
_PLACES: Final = f"{KB}place/"
"""Start of the IRIs of places; a state's land is referred to as one, though no graph describes it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote.

    Attributes:
        files: all files, the one to open first.
        individual_count: how many individuals it holds.
        claim_count: how many claims are in it.
        claims_left_out: how many more there were and did not fit.
    """

    files: tuple[Path, ...]
    individual_count: int
    claim_count: int
    claims_left_out: int = 0


def export_protege(store: Store, path: Path, choice: Choice) -> Exported:
    """Write a slice of a store for Protégé, with the ontology and its catalogue beside it.

    Raises:
        InputError: a file cannot be written.
    """
    pool = read_pool(store)
    cut = cut_slice(pool, choice)
    quads = list(_Writer(pool, cut, find_grounds(store)).quads(path.stem))
    others = write_ontology_copy(path.parent)
    write_whole(path, to_trig(quads).encode())
    return Exported((path, *others), len(cut.individuals), cut.claim_count, cut.claims_left_out)


def slice_quads(store: Store, choice: Choice) -> list[Quad]:
    """A slice of a store as a file for Protégé holds it, without the file's header.

    Blank nodes stand for axioms that are annotated with the words under them.
    """
    pool = read_pool(store)
    return list(_Writer(pool, cut_slice(pool, choice), find_grounds(store)).content())


class _Writer:
    """Turns a slice into statements."""

    def __init__(self, pool: Pool, cut: Slice, grounds: Mapping[Shortcut, tuple[Iri, ...]]) -> None:
        self._pool = pool
        self._individuals = cut.individuals
        self._grounds = grounds
        self._labels = _unique_labels(pool, cut.individuals)

    def quads(self, name: str) -> Iterator[Quad]:
        content = list(self.content())
        yield from self._header(name, content)
        yield from content

    def content(self) -> Iterator[Quad]:
        """The statements that tell of something besides the file."""
        yield from self._individual_quads()
        yield from self._shortcut_quads()

    def _header(self, name: str, content: list[Quad]) -> Iterator[Quad]:
        digest = hashlib.sha256(to_trig(content).encode()).hexdigest()[:12]
        ontology = Iri(f"{_EXPORT}{''.join(c if c.isalnum() else '-' for c in name)}")
        days = sorted(self._pool.value(node, DG.publishedOn)[:10] for node in self._pool.instances(DG.Document))
        day = Literal(f"{next(reversed(days), '') or '2020-01-01'}T00:00:00Z", XSD.dateTime)
        yield _quad(ontology, RDF.type, Iri(OWL.Ontology))
        yield _quad(ontology, OWL.imports, Iri(ONTOLOGY))
        yield _quad(ontology, OWL.versionIRI, Iri(f"{ontology.value}/{digest}"))
        texts = {
            OWL.versionInfo: digest,
            DCTERMS.title: f"diplograph export {name}",
            DCTERMS.description: "A slice of a diplograph store: claims read out of news, with the words they rest on.",
            DCTERMS.creator: "diplograph",
            DCTERMS.license: "The terms of the articles quoted apply to the quotations.",
            f"{_VANN}preferredNamespacePrefix": "kb",
            f"{_VANN}preferredNamespaceUri": KB,
        }
        for predicate, text in texts.items():
            yield _quad(ontology, predicate, Literal(text))
        yield _quad(ontology, DCTERMS.created, day)
        yield _quad(ontology, DCTERMS.modified, day)

    def _individual_quads(self) -> Iterator[Quad]:
        for node in sorted(self._individuals):
            yield _quad(node, RDF.type, Iri(OWL.NamedIndividual))
            yield _quad(node, RDFS.label, Literal(self._labels[node], RDF.langString, "en"))
            statements = [each for each in self._pool.statements.get(node, ()) if each[0] != RDFS.label]
            if not any(predicate == RDF.type for predicate, _ in statements):
                yield _quad(node, RDF.type, Iri(DG.Place if node.value.startswith(_PLACES) else DG.Actor))
            for predicate, value in statements:
                if predicate == RDF.type or self._is_shown(value):
                    yield _quad(node, predicate, value)
            if Iri(DG.Claim) in self._pool.nodes(node, RDF.type):
                yield _quad(node, RDFS.comment, Literal(claim_words(self._pool, node)))

    def _is_shown(self, value: Iri | Literal) -> bool:
        return isinstance(value, Literal) or value in self._individuals or value.value in _CODES

    def _shortcut_quads(self) -> Iterator[Quad]:
        for quad in self._pool.shortcuts:
            if isinstance(quad.object, Iri) and {quad.subject, quad.object} <= self._individuals:
                yield _quad(quad.subject, quad.predicate.value, quad.object)
                yield from self._annotation(quad.subject, quad.predicate.value, quad.object)

    def _annotation(self, subject: Iri, predicate: str, obj: Iri) -> Iterator[Quad]:
        """The words under a shortcut, as an annotation of its axiom (OWL 2 mapping to RDF, 2.2)."""
        claims = [each for each in self._grounds.get((subject, predicate, obj), ()) if each in self._individuals]
        if not claims:
            return
        digest = hashlib.sha256(f"{subject.value} {predicate} {obj.value}".encode()).hexdigest()[:24]
        axiom = Iri(f"_:axiom{digest}")
        yield _quad(axiom, RDF.type, Iri(OWL.Axiom))
        yield _quad(axiom, OWL.annotatedSource, subject)
        yield _quad(axiom, OWL.annotatedProperty, Iri(predicate))
        yield _quad(axiom, OWL.annotatedTarget, obj)
        for claim in claims:
            yield _quad(axiom, RDFS.comment, Literal(claim_words(self._pool, claim)))


def claim_words(pool: Pool, claim: Iri) -> str:
    """A claim's quotation, speakers, modality and origin on one line.

    For instance: `“A diplomat said that arms are flown to Baku.” — European diplomat, through Anadolu; claimed;
    Baltic Wire, 2020-10-09; claim 3f2a9c0d1e4b5a67/2`.
    """
    spans = pool.nodes(claim, DG.isEvidencedBy)
    quotes = [_sentence(pool, span) for span in spans]
    parts = [f"“{' … '.join(quotes)}” — {_speakers(pool, claim)}", _code(pool, claim, DG.hasModality)]
    if _code(pool, claim, DG.hasPolarity) == "negative":
        parts.append("negated")
    for document in [each for span in spans for each in pool.nodes(span, DG.inDocument)][:1]:
        origin = (pool.value(document, DG.sourceName), pool.value(document, DG.publishedOn)[:10])
        parts.append(", ".join(each for each in origin if each) or "unknown source")
    public_id = claim.value.removeprefix(ARTICLE).replace("/claim/", "/")
    return "; ".join([*parts, f"claim {public_id}"])


def _sentence(pool: Pool, span: Iri) -> str:
    sentences = pool.nodes(span, DG.inSentence) or [span]
    return " ".join(pool.value(sentences[0], DG.quotedText).split())


def _speakers(pool: Pool, claim: Iri) -> str:
    links = sorted(pool.sources(claim, DG.ofClaim), key=lambda link: int(pool.value(link, DG.chainPosition) or 0))
    names = [pool.label(speaker) for link in links for speaker in pool.nodes(link, DG.hasSpeaker)]
    return ", through ".join(names) or "the article itself"


def _code(pool: Pool, node: Iri, predicate: str) -> str:
    return pool.value(node, predicate).rsplit("-", 1)[-1]


def _unique_labels(pool: Pool, individuals: Iterable[Iri]) -> dict[Iri, str]:
    """One label per individual, none of them shared, not even with a term of the ontology."""
    taken = {label.casefold() for label in pool.labels}
    labels: dict[Iri, str] = {}
    for node in sorted(individuals, key=lambda each: (not each.value.startswith(KB), each)):
        label = pool.label(node)
        labels[node] = next(each for each in _candidates(label, _qualifier(node)) if each.casefold() not in taken)
        taken.add(labels[node].casefold())
    return labels


def _candidates(label: str, qualifier: str) -> Iterator[str]:
    yield label
    yield f"{label} ({qualifier})"
    for number in count(2):
        yield f"{label} ({qualifier} {number})"


def _qualifier(node: Iri) -> str:
    if node.value.startswith(ARTICLE):
        return f"article {node.value.removeprefix(ARTICLE)[:_ID_SHOWN_CHARS]}"
    return node.value.removeprefix(KB).split("/", 1)[0]


def _quad(subject: Iri, predicate: str, value: Iri | Literal) -> Quad:
    return Quad(subject, Iri(predicate), value, _NAMELESS)
