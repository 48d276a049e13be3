"""A file that opens well in Protégé 5: one Turtle ontology that imports diplograph's, shortcuts asserted.

Protégé flattens named graphs, shows only asserted property values and finds individuals by label; so the file
holds a slice without graphs, materialises what rules concluded, makes every label unique, and annotates each
shortcut with the words that it rests on. A shortcut whose grounds are all outside the slice is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from diplograph.errors import NothingFoundError
from diplograph.export.choosing import Choice
from diplograph.export.files import write_ontology_copy, write_whole
from diplograph.export.grounds import Shortcut, find_grounds
from diplograph.export.lookups import look_up, look_up_nodes
from diplograph.export.pool import Pool
from diplograph.export.slicing import Slice, cut_slice
from diplograph.export.words import claim_words, day_of, document_of, register_words, unique_labels
from diplograph.model import Iri, Literal, Quad
from diplograph.store import Store, to_trig
from diplograph.vocab import CODE, DCTERMS, DG, KB, ONTOLOGY, OWL, RDF, RDFS, XSD

_EXPORT: Final = "https://w3id.org/diplograph/export/"
_VANN: Final = "http://purl.org/vocab/vann/"
_DAY: Final = "http://purl.org/dc/terms/date"
"""Declared in the file itself, since nothing else has use for it."""
_NAMELESS: Final = Iri("")
_CODES: Final = frozenset(CODE.values())
_PLACES: Final = f"{KB}place/"
"""Start of the IRIs of places; a state's land is referred to as one, though no graph describes it."""

_TERM_LABELS: Final = (
    "SELECT ?label WHERE { GRAPH <https://w3id.org/diplograph/graph/ontology> { ?term rdfs:label ?label } }"
)
_INFERRED: Final = """
SELECT ?subject ?property ?value WHERE {
  GRAPH <https://w3id.org/diplograph/graph/inferred> { ?subject ?property ?value }
}
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote.

    Attributes:
        files: all files, the one to open first.
        individual_count: how many individuals it holds.
        claim_count: how many claims are in it.
        claims_left_out: how many more there were and did not fit.
        notes: what to tell whoever asked for it, such as what a garbled name was taken to mean.
    """

    files: tuple[Path, ...]
    individual_count: int
    claim_count: int
    claims_left_out: int = 0
    notes: tuple[str, ...] = ()


def export_protege(store: Store, path: Path, choice: Choice) -> Exported:
    """Write a slice of a store for Protégé, with the ontology and its catalogue beside it.

    Raises:
        InputError: a file cannot be written.
        NothingFoundError: the choice asks for claims that are not there.
    """
    pool = Pool(store)
    cut = cut_slice(pool, choice)
    if not cut.claim_count + cut.claims_left_out:
        raise NothingFoundError(
            f"{store.location} holds no claim{_what(pool, choice)}.",
            hint="ask for another name or other days, or add articles.",
        )
    text = _Writer(pool, cut, choice).write(path.stem)
    others = write_ontology_copy(path.parent)
    write_whole(path, text.encode())
    return Exported((path, *others), len(cut.individuals), cut.claim_count, cut.claims_left_out)


def slice_quads(store: Store, choice: Choice) -> list[Quad]:
    """A slice of a store as a file for Protégé holds it, without the file's header.

    Blank nodes stand for axioms that are annotated with the words under them.
    """
    pool = Pool(store)
    return list(_Writer(pool, cut_slice(pool, choice), choice).content())


class _Writer:
    """Turns a slice into a file."""

    def __init__(self, pool: Pool, cut: Slice, choice: Choice) -> None:
        self._pool = pool
        self._cut = cut
        self._choice = choice
        self._individuals = cut.individuals
        self._claims = sorted(node for node in cut.individuals if pool.is_a(node, DG.Claim))
        taken = (label.value for (label,) in look_up(pool.store, _TERM_LABELS) if label is not None)
        self._labels = unique_labels(pool, cut.individuals, taken)

    def content(self) -> Iterator[Quad]:
        """The statements that tell of something besides the file."""
        yield _quad(Iri(_DAY), RDF.type, Iri(OWL.AnnotationProperty))
        yield _quad(Iri(_DAY), RDFS.label, Literal("day", RDF.langString, "en"))
        yield from self._individual_quads()
        yield from self._shortcut_quads()

    def write(self, name: str) -> str:
        """The file. The header's annotations come first: OWLAPI 5 loses one that stands after the imports."""
        content = to_trig(map(_openable, self.content()))
        ontology = Iri(f"{_EXPORT}{''.join(c if c.isalnum() else '-' for c in name)}")
        digest = hashlib.sha256(content.encode()).hexdigest()[:12]
        imports = (
            _quad(ontology, OWL.imports, Iri(ONTOLOGY)),
            _quad(ontology, OWL.versionIRI, Iri(f"{ontology.value}/{digest}")),
        )
        parts = [to_trig(self._header(ontology, name, digest)), _without_prefixes(to_trig(imports))]
        return "\n".join([*parts, _without_prefixes(content)])

    def _header(self, ontology: Iri, name: str, digest: str) -> Iterator[Quad]:
        documents = (node for node in self._individuals if self._pool.is_a(node, DG.Document))
        newest = max((self._pool.value(node, DG.publishedOn)[:10] for node in documents), default="") or "2020-01-01"
        day = Literal(f"{newest}T00:00:00Z", XSD.dateTime)
        texts = {
            OWL.versionInfo: digest,
            DCTERMS.title: f"diplograph export {name}",
            DCTERMS.description: self._description(),
            DCTERMS.creator: "diplograph",
            DCTERMS.license: "The terms of the articles quoted apply to the quotations.",
            f"{_VANN}preferredNamespacePrefix": "kb",
            f"{_VANN}preferredNamespaceUri": KB,
        }
        yield _quad(ontology, RDF.type, Iri(OWL.Ontology))
        yield from (_quad(ontology, predicate, Literal(text)) for predicate, text in texts.items())
        yield _quad(ontology, DCTERMS.created, day)
        yield _quad(ontology, DCTERMS.modified, day)

    def _description(self) -> str:
        """What the slice holds, so that whoever opens the file knows what is missing."""
        claims, left_out = self._cut.claim_count, self._cut.claims_left_out
        rest = f"; {left_out} more did not fit" if left_out else ""
        return (
            f"A slice of a diplograph store: {claims} claims{_what(self._pool, self._choice)}{rest}. With each claim "
            "stand the words that it rests on, with each conclusion what it was drawn from."
        )

    def _individual_quads(self) -> Iterator[Quad]:
        for node in sorted(self._individuals):
            yield _quad(node, RDF.type, Iri(OWL.NamedIndividual))
            yield _quad(node, RDFS.label, Literal(self._labels[node], RDF.langString, "en"))
            statements = [each for each in self._pool.statements(node) if each[0] != RDFS.label]
            if not any(predicate == RDF.type for predicate, _ in statements):
                yield _quad(node, RDF.type, Iri(DG.Place if node.value.startswith(_PLACES) else DG.Actor))
            for predicate, value in statements:
                if predicate == RDF.type or self._is_shown(value):
                    yield _quad(node, predicate, value)
        for claim in self._claims:
            yield from self._claim_annotations(claim)

    def _is_shown(self, value: Iri | Literal) -> bool:
        return isinstance(value, Literal) or value in self._individuals or value.value in _CODES

    def _claim_annotations(self, claim: Iri) -> Iterator[Quad]:
        """The words under a claim, its day and outlet, and links to who is said to have made it."""
        yield _quad(claim, RDFS.comment, Literal(claim_words(self._pool, claim)))
        for attribution in self._pool.sources(claim, DG.ofClaim):
            yield _quad(claim, RDFS.seeAlso, attribution)
        if document := document_of(self._pool, claim):
            texts = {
                _DAY: day_of(self._pool, document),
                DCTERMS.source: self._pool.value(document, DG.sourceName),
            }
            yield from (_quad(claim, name, Literal(text)) for name, text in texts.items() if text)

    def _shortcut_quads(self) -> Iterator[Quad]:
        subjects = sorted(self._individuals)
        inferred = sorted(look_up_nodes(self._pool.store, _INFERRED, subject=subjects))
        shortcuts = [(one, name.value, other) for one, name, other in inferred if other in self._individuals]
        grounds = find_grounds(self._pool.store, shortcuts)
        for shortcut in shortcuts:
            if premises := [each for each in grounds[shortcut] if each in self._individuals]:
                yield _quad(*shortcut)
                yield from self._annotation(shortcut, premises)

    def _annotation(self, shortcut: Shortcut, premises: Sequence[Iri]) -> Iterator[Quad]:
        """What lies under a shortcut, as an annotation of its axiom (OWL 2 mapping to RDF, 2.2)."""
        subject, predicate, value = shortcut
        digest = hashlib.sha256(f"{subject.value} {predicate} {value.value}".encode()).hexdigest()[:24]
        axiom = Iri(f"_:axiom{digest}")
        yield _quad(axiom, RDF.type, Iri(OWL.Axiom))
        yield _quad(axiom, OWL.annotatedSource, subject)
        yield _quad(axiom, OWL.annotatedProperty, Iri(predicate))
        yield _quad(axiom, OWL.annotatedTarget, value)
        for premise in premises:
            is_claim = self._pool.is_a(premise, DG.Claim)
            words = claim_words(self._pool, premise) if is_claim else register_words(self._pool, premise)
            yield _quad(axiom, RDFS.comment, Literal(words))
            yield _quad(axiom, DCTERMS.source, premise)


def _what(pool: Pool, choice: Choice) -> str:
    """What a choice asks for: ` about Turkey, published since 2020-10-01`; empty when it asks for all."""
    about = " or ".join(pool.label(node) for node in choice.about)
    days = [f"{name} {day}" for name, day in (("since", choice.since), ("until", choice.until)) if day]
    parts = [f" about {about}" if about else "", f" published {' and '.join(days)}" if days else ""]
    return ",".join(filter(None, parts))


def _quad(subject: Iri, predicate: str, value: Iri | Literal) -> Quad:
    return Quad(subject, Iri(predicate), value, _NAMELESS)


def _without_prefixes(turtle: str) -> str:
    """What follows the declarations."""
    return turtle.partition("\n\n")[2]


def _openable(quad: Quad) -> Quad:
    """The quad with IRIs that OWLAPI takes for IRIs: it reads any that hold `genid` as a blank node (owlapi#87).

    The letter is percent-encoded, which stands for the same IRI (RFC 3986, 6.2.2.2).
    """
    value = quad.object
    return quad._replace(subject=_named(quad.subject), object=_named(value) if isinstance(value, Iri) else value)


def _named(node: Iri) -> Iri:
    return Iri(node.value.replace("genid", "g%65nid")) if "genid" in node.value else node
