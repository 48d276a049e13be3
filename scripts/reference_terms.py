"""The terms of the ontology as pyLODE describes them, put right: in order, with the IRI's own end as anchor.

pyLODE makes one page of a whole graph. Its table for each term is taken from that page; what it leaves out
(characteristics, inverses, chains, disjointness) is added here from the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement

import html5lib
from patterns import DG, ONTOLOGY
from pylode import OntPub
from pylode.utils import back_onts_label_props
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

CLASSES: Final = (OWL.Class,)
PROPERTIES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

_ROWS: Final = {
    "Description": "Definition",
    "Scope Note": "Note",
    "Example": "Example",
    "Sub Class Of": "Subclass of",
    "Super Class Of": "Subclasses",
    "Sub Property Of": "Subproperty of",
    "Super Property Of": "Subproperties",
    "Domain": "Domain",
    "Range": "Range",
    "In Domain Of": "Domain of",
    "In Range Of": "Range of",
}
"""What pyLODE's rows are called here, in their order; others are left out."""
_CHARACTERISTICS: Final = {
    OWL.FunctionalProperty: "functional (one value at most)",
    OWL.InverseFunctionalProperty: "inverse functional",
    OWL.SymmetricProperty: "symmetric",
    OWL.TransitiveProperty: "transitive",
    OWL.IrreflexiveProperty: "irreflexive",
    OWL.AsymmetricProperty: "asymmetric",
}
_KINDS: Final = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "datatype property",
    OWL.AnnotationProperty: "annotation property",
}
_PREFIXES: Final = {
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/vocab/vann/": "vann",
    "http://www.w3.org/2004/02/skos/core#": "skos",
    "http://www.w3.org/ns/prov#": "prov",
    "http://www.w3.org/2001/XMLSchema#": "xsd",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    "http://www.w3.org/2002/07/owl#": "owl",
    DG: "dg",
    "https://w3id.org/diplograph/code/": "code",
}


def prefixed(iri: str) -> str:
    """An IRI as a prefixed name; as it is when no prefix is known.

    >>> prefixed("https://w3id.org/diplograph/ont#Claim")
    'dg:Claim'
    """
    for namespace, prefix in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def anchor(iri: str) -> str:
    """The id of a term in the page: the end of its IRI, so that the IRI leads there; others' terms have a prefix."""
    return iri.removeprefix(DG) if iri.startswith(DG) else prefixed(iri).replace(":", "-")


class Terms:
    """The classes and properties of the ontology, and what the page says of each.

    Args:
        graph: the ontology.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._tables = _pylode_tables(graph)

    def of(self, module: str | None, types: Sequence[URIRef]) -> list[URIRef]:
        """The terms of some types that a module defines, by label; without a module, those of other vocabularies."""
        home = URIRef(f"{ONTOLOGY}/{module}") if module else None
        found = {
            URIRef(str(term))
            for type_ in types
            for term in self.graph.subjects(RDF.type, type_)
            if isinstance(term, URIRef) and self.graph.value(term, RDFS.isDefinedBy) == home
        }
        return sorted(found, key=lambda term: (self.label(term).casefold(), term))

    def label(self, term: Node) -> str:
        """What a term is called."""
        return str(self.graph.value(term, RDFS.label) or prefixed(str(term)))

    def entry(self, term: URIRef) -> Element:
        """All that is said of a term."""
        entry = Element("section", {"class": "term", "id": anchor(term)})
        heading = SubElement(entry, "h4")
        heading.text = self.label(term)
        SubElement(
            heading, "a", {"class": "here", "href": f"#{anchor(term)}", "aria-label": "link to this term"}
        ).text = "#"
        kind = next(name for type_, name in _KINDS.items() if (term, RDF.type, type_) in self.graph)
        SubElement(entry, "p", {"class": "name"}).text = f"{prefixed(term)} · {kind}"
        table = SubElement(entry, "table")
        rows = dict(self._tables.get(term, {}))
        for label in _ROWS.values():
            if label in rows:
                _add_row(table, label, rows[label])
        for label, terms in self._further(term):
            _add_row(table, label, terms)
        return entry

    def _further(self, term: URIRef) -> Iterator[tuple[str, Element]]:
        """What pyLODE leaves out."""
        if self.graph.value(term, OWL.deprecated) is not None:
            yield "Deprecated", self._links(set(self.graph.objects(term, DCTERMS.isReplacedBy)), before="use instead: ")
        if told := [name for type_, name in _CHARACTERISTICS.items() if (term, RDF.type, type_) in self.graph]:
            cell = Element("td")
            cell.text = ", ".join(told)
            yield "Characteristics", cell
        inverses = {*self.graph.objects(term, OWL.inverseOf), *self.graph.subjects(OWL.inverseOf, term)}
        if inverses:
            yield "Inverse of", self._links(inverses)
        for chain in self.graph.objects(term, OWL.propertyChainAxiom):
            yield "Follows from", self._links(Collection(self.graph, chain), joint=" ∘ ")
        if apart := self._apart(term):
            yield "Disjoint with", self._links(apart)

    def _apart(self, term: URIRef) -> set[Node]:
        """The classes that share no member with one."""
        apart = {*self.graph.objects(term, OWL.disjointWith), *self.graph.subjects(OWL.disjointWith, term)}
        for each in self.graph.subjects(RDF.type, OWL.AllDisjointClasses):
            members = set(Collection(self.graph, self.graph.value(each, OWL.members) or RDF.nil))
            apart |= members if term in members else set()
        return apart - {term}

    def _links(self, terms: set[Node] | Collection, *, joint: str = ", ", before: str = "") -> Element:
        """A cell with links to terms; sets are sorted by label, chains keep their order."""
        ordered = sorted(terms, key=self.label) if isinstance(terms, set) else list(terms)
        cell = Element("td")
        cell.text = before if ordered else "yes"
        for number, term in enumerate(ordered):
            link = SubElement(cell, "a", {"href": f"#{anchor(str(term))}"})
            link.text = self.label(term)
            link.tail = joint if number < len(ordered) - 1 else None
        return cell


def _add_row(table: Element, label: str, cell: Element) -> None:
    row = SubElement(table, "tr")
    SubElement(row, "th").text = label
    row.append(cell)


def _pylode_tables(graph: Graph) -> Mapping[URIRef, Mapping[str, Element]]:
    """By term, pyLODE's cells by the names that their rows have here."""
    page = OntPub(_for_pylode(graph))
    page.back_onts = _settled(page.back_onts)
    page.props_labeled = back_onts_label_props(page.back_onts)
    page.fids.update({str(term): anchor(str(term)) for term in set(graph.subjects()) if isinstance(term, URIRef)})
    by_anchor = {name: URIRef(iri) for iri, name in page.fids.items()}
    tree = html5lib.parse(page.make_html(), namespaceHTMLElements=False)
    entries = [each for each in tree.iter("div") if "entity" in each.get("class", "").split()]
    return {by_anchor[each.get("id", "")]: dict(_cells(each, page.fids)) for each in entries}


def _for_pylode(graph: Graph) -> Graph:
    """The graph in a fixed order and without what pyLODE takes for the ontology's own description: code lists."""
    codes = {*graph.subjects(RDF.type, SKOS.Concept), *graph.subjects(RDF.type, SKOS.ConceptScheme)}
    root = URIRef(ONTOLOGY)
    headers = set(graph.subjects(RDF.type, OWL.Ontology)) - {root}
    copy = Graph(bind_namespaces="core")
    for triple in sorted(graph):
        if not codes & set(triple) and triple[0] not in headers and not any(isinstance(each, BNode) for each in triple):
            copy.add(triple)
    copy.remove((root, OWL.imports, None))
    return copy


def _settled(background: Graph) -> Graph:
    """What pyLODE knows of other vocabularies, in a fixed order: the files are read in the folder's order."""
    copy = Graph(bind_namespaces="core")
    for triple in sorted(each for each in background if not any(isinstance(node, BNode) for node in each)):
        copy.add(triple)
    return copy


def _cells(entry: Element, anchors: Mapping[str, str]) -> Iterator[tuple[str, Element]]:
    """The cells of a term's table, by row, their links to terms kept within the page."""
    for row in entry.iter("tr"):
        head, cell = row.find("th"), row.find("td")
        label = _ROWS.get(" ".join("".join(head.itertext()).split())) if head is not None else None
        if label is None or cell is None:
            continue
        yield label, _tidied(cell, anchors)


def _tidied(cell: Element, anchors: Mapping[str, str]) -> Element:
    """A cell of pyLODE's without indentation and marks of kinds; links lead to terms, not to addresses in examples."""
    for element in cell.iter():
        for child in [each for each in element if each.tag == "sup"]:
            element.remove(child)
        if element.tag == "pre":
            element.tag = "i"
        if element.tag == "a":
            _point_to_term(element, anchors)
        element.text = " ".join((element.text or "").split()) or None
        element.tail = None
    return cell


def _point_to_term(link: Element, anchors: Mapping[str, str]) -> None:
    target = link.get("href", "")
    if target in anchors:
        link.set("href", f"#{anchors[target]}")
    elif prefixed(target) == target:
        link.tag = "span"
        link.attrib.clear()
