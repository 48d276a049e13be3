"""Every module parses, is labelled and defined, stays inside OWL 2 DL and RL, and is reachable through the catalog."""

import collections
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, VANN

from diplograph.model import Certainty, LinkDecision, Modality, Polarity, RelationKind

DG = "https://w3id.org/diplograph/ont#"
CODE = "https://w3id.org/diplograph/code/"
OWN = (DG, CODE)
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
TERM_TYPES = (OWL.Class, *PROPERTY_TYPES, OWL.NamedIndividual)
SHORTCUTS = ("backs", "opposes", "mediates", "mediatesInConflict", "metWith", "isAlliedWith")
OWL2_DATATYPES = {XSD.string, XSD.boolean, XSD.integer, XSD.decimal, XSD.dateTime, XSD.anyURI, RDF.langString, None}
NOT_IN_RL = (OWL.Restriction, OWL.unionOf, OWL.oneOf, OWL.complementOf, OWL.disjointUnionOf, OWL.ReflexiveProperty)
CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri"


def _is_own(term: URIRef) -> bool:
    return str(term).startswith(OWN)  # rdflib's own startswith takes no tuple


def _own_terms(graph: Graph) -> list[URIRef]:
    terms = {term for type_ in TERM_TYPES for term in graph.subjects(RDF.type, type_)}
    return sorted(term for term in terms if isinstance(term, URIRef) and _is_own(term))


def _dg(name: str) -> URIRef:
    return URIRef(DG + name)


def test_every_module_has_its_header(all_files: dict[str, Graph]) -> None:
    for stem, graph in all_files.items():
        (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
        ending = "" if stem == "diplograph" else f"/{stem}"
        assert str(ontology) == f"https://w3id.org/diplograph/ont{ending}"
        assert str(graph.value(ontology, OWL.versionIRI)) == f"https://w3id.org/diplograph/ont/0.1.0{ending}"
        for predicate in (
            DCTERMS.title,
            DCTERMS.description,
            DCTERMS.license,
            DCTERMS.creator,
            DCTERMS.created,
            DCTERMS.modified,
            VANN.preferredNamespacePrefix,
            VANN.preferredNamespaceUri,
            OWL.versionInfo,
        ):
            assert graph.value(ontology, predicate) is not None, (stem, predicate)


def test_every_own_term_has_one_label_one_definition_and_its_module(all_files: dict[str, Graph]) -> None:
    for stem, graph in all_files.items():
        if stem in {"align", "shapes"}:
            continue
        (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
        assert stem == "diplograph" or len(_own_terms(graph)) > 30, stem
        for term in _own_terms(graph):
            (label,) = graph.objects(term, RDFS.label)
            (definition,) = graph.objects(term, SKOS.definition)
            assert isinstance(label, Literal)
            assert isinstance(definition, Literal)
            assert label.language == definition.language == "en", term
            assert definition.endswith("."), term
            assert list(graph.objects(term, RDFS.isDefinedBy)) == [ontology], term


def test_labels_are_unique_across_kinds(all_files: dict[str, Graph]) -> None:
    found = collections.defaultdict(set)
    for stem, graph in all_files.items():
        if stem != "shapes":
            for term, label in graph.subject_objects(RDFS.label):
                found[str(label).casefold()].add(term)
    assert {label: terms for label, terms in found.items() if len(terms) > 1} == {}


def test_terms_are_named_by_kind(closure: Graph) -> None:
    for term in _own_terms(closure):
        name = term.removeprefix(DG)
        if (term, RDF.type, OWL.Class) in closure:
            assert name[0].isupper(), term
            assert str(closure.value(term, RDFS.label))[0].isupper(), term
        elif term.startswith(DG):
            assert name[0].islower(), term


def test_every_used_term_is_declared(closure: Graph) -> None:
    known = {term for type_ in TERM_TYPES for term in closure.subjects(RDF.type, type_)}
    built_in = (str(RDF), str(RDFS), str(OWL), str(XSD))
    for _subject, predicate, _value in closure:
        assert predicate in known or str(predicate).startswith(built_in), predicate
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf):
        for value in closure.objects(None, relation):
            assert value in known or str(value).startswith(built_in), value


def test_no_term_is_of_two_kinds(closure: Graph) -> None:
    for term in _own_terms(closure):
        kinds = [type_ for type_ in TERM_TYPES if (term, RDF.type, type_) in closure]
        assert len(kinds) == 1, (term, kinds)


def test_literals_keep_to_the_owl_2_datatypes(all_files: dict[str, Graph]) -> None:
    for graph in all_files.values():
        assert {value.datatype for value in graph.objects() if isinstance(value, Literal)} <= OWL2_DATATYPES
        assert {value for value in graph.objects(None, RDFS.range) if value.startswith(str(XSD))} <= OWL2_DATATYPES


def test_nothing_is_outside_owl_2_rl(closure: Graph) -> None:
    for construct in NOT_IN_RL:
        assert (None, construct, None) not in closure
        assert (None, RDF.type, construct) not in closure


def _composite_properties(graph: Graph) -> set[URIRef]:
    """Those that a chain or transitivity makes non-simple, with their superproperties and inverses."""
    composite = set(graph.subjects(OWL.propertyChainAxiom)) | set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    while True:
        more = {parent for term in composite for parent in graph.objects(term, RDFS.subPropertyOf)}
        more |= {other for term in composite for other in graph.objects(term, OWL.inverseOf)}
        more |= {other for term in composite for other in graph.subjects(OWL.inverseOf, term)}
        if more <= composite:
            return composite
        composite |= more


def test_composite_properties_are_not_restricted(closure: Graph) -> None:
    for type_ in (OWL.FunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty):
        assert not _composite_properties(closure) & set(closure.subjects(RDF.type, type_))


def test_chains_run_only_over_situations_of_the_register(closure: Graph) -> None:
    chained = {str(term).removeprefix(DG) for term in closure.subjects(OWL.propertyChainAxiom)}
    assert chained == {"holdsOffice", "servesUnder", "isMemberOf", "isPartyTo"}


@pytest.mark.parametrize("name", SHORTCUTS)
def test_nothing_in_the_ontology_leads_to_a_shortcut(closure: Graph, name: str) -> None:
    term = _dg(name)
    assert term not in _composite_properties(closure)
    assert (None, RDFS.subPropertyOf, term) not in closure
    assert (None, OWL.inverseOf, term) not in closure
    assert (term, OWL.inverseOf, None) not in closure
    assert (None, OWL.equivalentProperty, term) not in closure


@pytest.mark.parametrize("name", ["hasSupporter", "hasSupported", "hasAlly", "hasParticipant", "wikidataId"])
def test_what_articles_state_is_not_functional(closure: Graph, name: str) -> None:
    assert (_dg(name), RDF.type, OWL.FunctionalProperty) not in closure
    assert (None, OWL.hasKey, None) not in closure


@pytest.mark.parametrize("name", ["earliestStart", "latestStart", "latestEnd", "validFrom", "validUntil", "edtf"])
def test_dates_serve_events_situations_and_actors(closure: Graph, name: str) -> None:
    assert (_dg(name), RDFS.domain, None) not in closure


def test_actor_arguments_are_typed_no_narrower_than_actor(closure: Graph) -> None:
    below = set(closure.transitive_subjects(RDFS.subClassOf, _dg("Polity"))) - {_dg("Polity")}
    assert not below & set(closure.objects(None, RDFS.range))
    assert not below & set(closure.objects(None, RDFS.domain))


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


def test_codes_are_named_by_list_and_notation(closure: Graph) -> None:
    for code in closure.subjects(RDF.type, SKOS.Concept):
        (scheme,) = closure.objects(code, SKOS.inScheme)
        (notation,) = closure.objects(code, SKOS.notation)
        assert str(code) == f"{scheme}-{notation}"
        assert (scheme, RDF.type, SKOS.ConceptScheme) in closure
        assert str(closure.value(code, RDFS.label)).endswith(")")


def test_every_code_list_is_used_by_a_property(closure: Graph) -> None:
    notes = " ".join(str(note) for note in closure.objects(None, SKOS.scopeNote))
    for scheme in closure.subjects(RDF.type, SKOS.ConceptScheme):
        name = str(closure.value(scheme, RDFS.label)).removesuffix(" codes")
        assert f"code list {name[0].lower()}" in notes or f"code list {name}" in notes, scheme


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
    known = below("OfficeHolding", "Membership", "AgreementParticipation", "Obligation")
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


def test_alignments_add_no_own_term_and_label_every_foreign_one(closure: Graph, all_files: dict[str, Graph]) -> None:
    align = all_files["align"]
    own = {node for triple in align for node in triple if isinstance(node, URIRef) and _is_own(node)}
    assert own - {URIRef(DG)} <= set(_own_terms(closure))
    for term in align.subjects(RDF.type):
        if (term, RDF.type, OWL.Ontology) not in align:
            assert align.value(term, RDFS.label) is not None, term


def test_only_axioms_that_need_it_are_nameless(closure: Graph) -> None:
    for node in {node for node in closure.subjects() if isinstance(node, BNode)}:
        assert (node, RDF.type, OWL.AllDisjointClasses) in closure or (node, RDF.first, None) in closure
