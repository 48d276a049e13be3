"""What would spoil a file in Protégé: missing or shared labels, nameless individuals, conclusions without their words …

It looks at the file and at the ontologies that its folder's catalogue leads to, as Protégé does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, VANN
from rdflib.term import Node

from diplograph.vocab import ARTICLE, DG, KB

_CATALOG: Final = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri"
_HEADER: Final = (
    DCTERMS.title,
    DCTERMS.description,
    DCTERMS.creator,
    DCTERMS.license,
    DCTERMS.created,
    DCTERMS.modified,
    OWL.versionInfo,
    OWL.versionIRI,
    VANN.preferredNamespacePrefix,
    VANN.preferredNamespaceUri,
)
_TERM_TYPES: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_DATATYPES: Final = {XSD.string, XSD.dateTime, XSD.decimal, XSD.integer, XSD.boolean, RDF.langString}
"""The datatypes of the OWL 2 map that diplograph uses."""
_ANNOTATION: Final = {OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget}
_BUILT_IN: Final = {RDF.type, RDFS.label, RDFS.comment, RDFS.seeAlso, OWL.versionInfo, OWL.versionIRI, OWL.imports}
_WORDS_OF_A_CLAIM: Final = (RDFS.comment, DCTERMS.date, DCTERMS.source)


def find_faults(path: Path) -> list[str]:
    """What is wrong with an exported file, one sentence each; empty when nothing is."""
    graph = Graph().parse(path)
    imported, missing = _read_imports(graph, path.parent)
    found = _File(graph, imported)
    return [*missing, *found.header(), *found.individuals(), *found.labels(), *found.statements(), *found.conclusions()]


def _read_imports(graph: Graph, folder: Path) -> tuple[Graph, list[str]]:
    """All that a file imports, however far, through the catalogue of its folder; and what cannot be found there."""
    catalog = ElementTree.parse(folder / "catalog-v001.xml").getroot()
    places = {entry.attrib["name"]: entry.attrib["uri"] for entry in catalog.iter(_CATALOG)}
    imported, missing, seen = Graph(), list[str](), set[str]()
    todo = [str(each) for each in graph.objects(None, OWL.imports)]
    while todo:
        iri = todo.pop()
        if iri in seen:
            continue
        seen.add(iri)
        place = places.get(iri, "")
        if not place or Path(place).is_absolute() or not (folder / place).exists():
            missing.append(f"the import {iri} is not in the catalogue, or leads nowhere")
            continue
        module = Graph().parse(folder / place)
        if (URIRef(iri), RDF.type, OWL.Ontology) not in module:
            missing.append(f"{place} is not the ontology {iri}")
        todo += [str(each) for each in module.objects(None, OWL.imports)]
        imported += module
    return imported, missing if seen else ["nothing is imported"]


class _File:
    """A file with what it imports."""

    def __init__(self, graph: Graph, imported: Graph) -> None:
        self._graph, self._imported = graph, imported
        self._individuals = set(graph.subjects(RDF.type, OWL.NamedIndividual))
        self._classes = set(imported.subjects(RDF.type, OWL.Class))
        self._axioms = set(graph.subjects(RDF.type, OWL.Axiom))

    def header(self) -> Iterator[str]:
        headers = list(self._graph.subjects(RDF.type, OWL.Ontology))
        if len(headers) != 1 or isinstance(headers[0], BNode):
            yield f"{len(headers)} headers, or one without an IRI"
        for header in headers:
            yield from (f"the header has no {name}" for name in _HEADER if not self._has(header, name))

    def individuals(self) -> Iterator[str]:
        if not self._individuals:
            yield "there are no individuals"
        for node in self._individuals:
            types = set(self._graph.objects(node, RDF.type)) - {OWL.NamedIndividual}
            if not types or types - self._classes:
                yield f"{node} has no type, or one that no ontology declares"
            if isinstance(node, BNode) or "genid" in node:
                yield f"{node} is, or is taken for, a nameless individual"
        described = {*self._graph.subjects()} - self._axioms - set(self._graph.subjects(RDF.type, OWL.Ontology))
        terms = {node for type_ in _TERM_TYPES for node in self._graph.subjects(RDF.type, type_)}
        yield from (f"{node} is not declared as an individual" for node in described - self._individuals - terms)

    def labels(self) -> Iterator[str]:
        uses = Counter[str]()
        for node in self._individuals:
            labels = list(self._graph.objects(node, RDFS.label))
            uses.update(str(label).casefold() for label in labels)
            if len(labels) != 1 or not isinstance(labels[0], Literal) or labels[0].language != "en":
                yield f"{node} has {len(labels)} labels, or one that is not English"
        uses.update({str(label).casefold() for label in self._imported.objects(None, RDFS.label)})
        yield from (f"the label {label!r} is used {count} times" for label, count in uses.items() if count > 1)

    def statements(self) -> Iterator[str]:
        both = (self._graph, self._imported)
        declared = {term for graph in both for type_ in _TERM_TYPES for term in graph.subjects(RDF.type, type_)}
        for predicate in set(self._graph.predicates()) - declared - _BUILT_IN - _ANNOTATION:
            yield f"the property {predicate} is declared nowhere"
        for value in set(self._graph.objects()):
            if isinstance(value, Literal) and (value.datatype or XSD.string) not in _DATATYPES:
                yield f"{value.n3()} has a datatype that reasoners may refuse"
            if isinstance(value, BNode) or (str(value).startswith((KB, ARTICLE)) and self._is_loose(value)):
                yield f"{value} is pointed to, and is no individual of the file"

    def _is_loose(self, value: Node) -> bool:
        return isinstance(value, URIRef) and str(value) != KB and value not in self._individuals

    def conclusions(self) -> Iterator[str]:
        """Conclusions without what they rest on, words that hang on nothing, claims without theirs."""
        grounded = {self._axiom(node) for node in self._axioms if self._has(node, RDFS.comment)}
        asserted = {
            (subject, name, value)
            for name in _concluded(self._imported)
            for subject, value in self._graph.subject_objects(name)
        }
        yield from (f"nothing is said of what {triple} rests on" for triple in asserted - grounded)
        for node in self._axioms:
            if self._axiom(node) not in self._graph:
                yield f"an annotation hangs on {self._axiom(node)}, which is not asserted"
        if not asserted:
            yield "there are no conclusions"
        for claim in self._graph.subjects(RDF.type, URIRef(DG.Claim)):
            yield from (f"{claim} has no {name}" for name in _WORDS_OF_A_CLAIM if not self._has(claim, name))

    def _axiom(self, node: Node) -> tuple[Node | None, ...]:
        return tuple(
            self._graph.value(node, part) for part in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        )

    def _has(self, node: Node, predicate: URIRef) -> bool:
        return (node, predicate, None) in self._graph


def _concluded(ontology: Graph) -> set[Node]:
    """Properties that nobody reads out of a text: those with a chain, or whose note says that a rule writes them."""
    noted = {term for term, note in ontology.subject_objects(SKOS.scopeNote) if note.startswith("Written by a rule")}
    return noted | set(ontology.subjects(OWL.propertyChainAxiom))
