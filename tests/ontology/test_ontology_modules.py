"""The modules fit together, the catalog leads to them, and code lists hold what model and shapes name.

What each term has to look like is told by `ontology-shapes.ttl`; see test_ontology_style.py.
"""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, Literal, URIRef

from diplograph.model import Certainty, LinkDecision, Modality, Polarity, RelationKind
from diplograph.vocab import ONTOLOGY

DG = "https://w3id.org/diplograph/ont#"
CODE = "https://w3id.org/diplograph/code/"
OWN = (DG, CODE)
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
TERM_TYPES = (OWL.Class, *PROPERTY_TYPES, OWL.NamedIndividual)
OWL2_DATATYPES = {XSD.string, XSD.boolean, XSD.integer, XSD.decimal, XSD.dateTime, XSD.anyURI, RDF.langString, None}
CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri"


def _is_own(term: URIRef) -> bool:
    return str(term).startswith(OWN)  # rdflib's own startswith takes no tuple


def _own_terms(graph: Graph) -> list[URIRef]:
    terms = {term for type_ in TERM_TYPES for term in graph.subjects(RDF.type, type_)}
    return sorted(term for term in terms if isinstance(term, URIRef) and _is_own(term))


def test_every_module_is_named_after_its_file_and_has_terms(all_files: dict[str, Graph]) -> None:
    for stem, graph in all_files.items():
        (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
        assert str(ontology) == ONTOLOGY + ("" if stem == "diplograph" else f"/{stem}")
        terms = set(graph.subjects(RDFS.isDefinedBy, ontology))
        assert terms == set(graph.subjects(RDFS.isDefinedBy)), "no module describes the terms of another"
        assert stem in {"diplograph", "align", "shapes"} or len(terms) > 30, stem


def test_literals_keep_to_the_owl_2_datatypes(all_files: dict[str, Graph]) -> None:
    for graph in all_files.values():
        assert {value.datatype for value in graph.objects() if isinstance(value, Literal)} <= OWL2_DATATYPES
        assert {value for value in graph.objects(None, RDFS.range) if value.startswith(str(XSD))} <= OWL2_DATATYPES


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("modality", Modality),
        ("polarity", Polarity),
        ("certainty", Certainty),
        ("relation-kind", RelationKind),
        ("link-decision", LinkDecision),
    ],
)
def test_code_lists_hold_what_the_model_holds(closure: Graph, scheme: str, values: type) -> None:
    codes = closure.subjects(SKOS.inScheme, URIRef(CODE + scheme))
    assert {str(closure.value(code, SKOS.notation)) for code in codes} == {str(value) for value in values}


def test_code_lists_in_the_shapes_are_those_of_the_ontology(closure: Graph, shapes: Graph) -> None:
    for head in shapes.objects(None, SH["in"]):
        values = set(shapes.items(head))
        if not values & set(closure.subjects(RDF.type, OWL.Class)):
            (scheme,) = {closure.value(value, SKOS.inScheme) for value in values}
            assert values <= set(closure.subjects(SKOS.inScheme, scheme))


def test_classes_in_the_shapes_are_those_of_the_ontology(closure: Graph, shapes: Graph) -> None:
    def below(*names: str) -> set[object]:
        return {each for name in names for each in closure.transitive_subjects(RDFS.subClassOf, URIRef(DG + name))}

    claimable = below("Situation", "Event")
    spells = below("OfficeHolding", "Membership", "AgreementParticipation", "Governance", "TerritorialClaim")
    known = spells | below("Obligation")
    expected = [below("Actor"), below("Actor"), claimable, claimable - known]
    lists = [set(shapes.items(head)) - {OWL.NamedIndividual} for head in shapes.objects(None, SH["in"])]
    listed = [values for values in lists if values <= set(closure.subjects(RDF.type, OWL.Class))]
    assert sorted(map(sorted, listed)) == sorted(map(sorted, expected))


def test_shapes_name_only_terms_of_the_ontology(closure: Graph, shapes: Graph) -> None:
    used = {node for triple in shapes for node in triple if isinstance(node, URIRef) and _is_own(node)}
    assert used - {URIRef(DG), URIRef(CODE)} <= set(_own_terms(closure)) | set(closure.subjects(SKOS.inScheme))


def test_catalog_maps_every_import_and_version_to_its_file(ontology_dir: Path, all_files: dict[str, Graph]) -> None:
    entries = ElementTree.parse(ontology_dir / "catalog-v001.xml").iter(CATALOG)
    mapped = {entry.get("name"): entry.get("uri") for entry in entries}
    expected = {}
    for stem, graph in all_files.items():
        (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
        for iri in (ontology, graph.value(ontology, OWL.versionIRI), *graph.objects(None, OWL.imports)):
            assert str(iri) in mapped
        expected |= {str(ontology): f"{stem}.ttl", str(graph.value(ontology, OWL.versionIRI)): f"{stem}.ttl"}
    assert mapped == expected


def test_root_imports_every_module_but_alignments_and_shapes(all_files: dict[str, Graph]) -> None:
    imports = {str(iri).rsplit("/", 1)[1] for iri in all_files["diplograph"].objects(None, OWL.imports)}
    assert imports == set(all_files) - {"diplograph", "align", "shapes"}


def test_alignments_add_no_own_term(closure: Graph, all_files: dict[str, Graph]) -> None:
    align = all_files["align"]
    own = {node for triple in align for node in triple if isinstance(node, URIRef) and _is_own(node)}
    assert own - {URIRef(DG)} <= set(_own_terms(closure))
