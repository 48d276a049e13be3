"""Writes `src/diplograph/vocab.py`, the closed list of terms that the code may use, out of `ontology/*.ttl`.

    python scripts/build_vocab.py            # writes the file
    python scripts/build_vocab.py --check    # changes nothing; exit 1 when the file is not up to date

PROV terms are those that the ontology declares; the other standard terms are listed below. Deprecated terms are left
out, so that no code can use them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from rdflib import OWL, RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY_DIR = ROOT / "ontology"
VOCAB_FILE = ROOT / "src" / "diplograph" / "vocab.py"

DG = "https://w3id.org/diplograph/ont#"
CODE = "https://w3id.org/diplograph/code/"
PROV = "http://www.w3.org/ns/prov#"

NOT_IMPORTED = {"align", "shapes"}
TERM_TYPES = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
STANDARD_TERMS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "DCTERMS": (
        "http://purl.org/dc/terms/",
        "Dublin Core terms that describe documents and the origin of facts.",
        ("created", "creator", "description", "license", "modified", "source", "title"),
    ),
    "OWL": (
        "http://www.w3.org/2002/07/owl#",
        "OWL terms that exports, checks and entailment need.",
        (
            "AllDifferent",
            "AllDisjointClasses",
            "AllDisjointProperties",
            "AnnotationProperty",
            "AsymmetricProperty",
            "Axiom",
            "Class",
            "DatatypeProperty",
            "FunctionalProperty",
            "InverseFunctionalProperty",
            "IrreflexiveProperty",
            "NamedIndividual",
            "Nothing",
            "ObjectProperty",
            "Ontology",
            "SymmetricProperty",
            "Thing",
            "TransitiveProperty",
            "annotatedProperty",
            "annotatedSource",
            "annotatedTarget",
            "backwardCompatibleWith",
            "deprecated",
            "differentFrom",
            "disjointWith",
            "distinctMembers",
            "equivalentClass",
            "equivalentProperty",
            "hasKey",
            "imports",
            "incompatibleWith",
            "inverseOf",
            "members",
            "priorVersion",
            "propertyChainAxiom",
            "propertyDisjointWith",
            "sameAs",
            "versionIRI",
            "versionInfo",
        ),
    ),
    "RDF": (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "RDF terms.",
        ("first", "langString", "nil", "rest", "type"),
    ),
    "RDFS": (
        "http://www.w3.org/2000/01/rdf-schema#",
        "RDF Schema terms.",
        ("comment", "domain", "isDefinedBy", "label", "range", "seeAlso", "subClassOf", "subPropertyOf"),
    ),
    "SKOS": (
        "http://www.w3.org/2004/02/skos/core#",
        "SKOS terms of the code lists.",
        ("Concept", "ConceptScheme", "definition", "inScheme", "notation"),
    ),
    "XSD": (
        "http://www.w3.org/2001/XMLSchema#",
        "Datatypes; dates are `dateTime` bounds, since `date` is outside the OWL 2 datatype map.",
        ("anyURI", "boolean", "dateTime", "decimal", "integer", "string"),
    ),
}
PLACES = {
    "ONTOLOGY": ("https://w3id.org/diplograph/ont", "IRI of the root ontology."),
    "KB": (
        "https://w3id.org/diplograph/kb/",
        "Start of the IRIs of individuals of the register and of unknown actors.",
    ),
    "ARTICLE": (
        "https://w3id.org/diplograph/article/",
        "Start of the IRIs of an article and of what is read out of it.",
    ),
    "GRAPH_ONTOLOGY": ("https://w3id.org/diplograph/graph/ontology", "Named graph of the ontology."),
    "GRAPH_REGISTER": ("https://w3id.org/diplograph/graph/register", "Named graph of the register."),
    "GRAPH_REVIEWS": ("https://w3id.org/diplograph/graph/reviews", "Named graph of human decisions."),
    "GRAPH_POLICY": ("https://w3id.org/diplograph/graph/policy", "Named graph of when a claim counts as real."),
    "GRAPH_INFERRED": ("https://w3id.org/diplograph/graph/inferred", "Named graph of what rules have concluded."),
    "GRAPH_GROUNDS": (
        "https://w3id.org/diplograph/graph/grounds/",
        "Start of the names of the graphs that tell what each article, and the register, adds to the conclusions.",
    ),
    "GRAPH_COPIES": (
        "https://w3id.org/diplograph/graph/copies/",
        "Start of the names of the graphs that tell which articles carry the same report.",
    ),
    "REPORT": ("https://w3id.org/diplograph/report/", "Start of the IRIs of reports that several articles carry."),
    "CONCLUSION": ("https://w3id.org/diplograph/conclusion/", "Start of the IRIs of conclusions."),
    "GRAPH_ENTAILED": (
        "https://w3id.org/diplograph/graph/entailed",
        "Named graph, in exports, of what the ontology's axioms entail.",
    ),
    "GRAPH_ARTICLE": ("https://w3id.org/diplograph/graph/article/", "Start of the names of the articles' graphs."),
}
HEADER = '''\
"""The terms that diplograph's code may use, closed: a name that the ontology lacks raises AttributeError or KeyError.

Generated by `scripts/build_vocab.py` from `ontology/*.ttl`; do not edit. Every value is an IRI as a plain string.

    >>> DG.Claim
    'https://w3id.org/diplograph/ont#Claim'
    >>> CODE["modality-asserted"]
    'https://w3id.org/diplograph/code/modality-asserted'
"""
# ruff: noqa: N815

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, final
'''


def vocab_text(graph: Graph) -> str:
    """Returns the module's text for the merged ontology."""
    namespaces = {
        "DG": (DG, "The classes and properties of diplograph's ontology.", _terms(graph, DG)),
        "PROV": (PROV, "PROV terms that the ontology declares.", _terms(graph, PROV)),
        **STANDARD_TERMS,
    }
    parts = [HEADER, f'ONTOLOGY_VERSION: Final = "{_version(graph)}"\n"""The version of the ontology."""\n']
    parts += [f'{name}: Final = "{iri}"\n"""{doc}"""\n' for name, (iri, doc) in PLACES.items()]
    parts += [_class_text(name, *namespaces[name]) for name in sorted(namespaces)]
    parts += ["\n" + "\n".join(f"{name}: Final = _{name.title()}()" for name in sorted(namespaces)) + "\n"]
    parts += [
        _mapping_text("CODE", "Codes by `<scheme>-<code>`.", _individuals(graph, SKOS.Concept)),
        _mapping_text("SCHEME", "Code lists by name.", _individuals(graph, SKOS.ConceptScheme)),
        _mapping_text(
            "PREFIXES",
            "Usual prefixes by name, each with its namespace.",
            {"code": CODE} | {name.lower(): namespaces[name][0] for name in sorted(namespaces)},
        ),
    ]
    return "\n".join(parts)


def _version(graph: Graph) -> str:
    return str(graph.value(URIRef(PLACES["ONTOLOGY"][0]), OWL.versionInfo))


def _is_deprecated(graph: Graph, term: Node) -> bool:
    return (term, OWL.deprecated, Literal(lexical_or_value=True)) in graph


def _terms(graph: Graph, namespace: str) -> tuple[str, ...]:
    found = {term for type_ in TERM_TYPES for term in graph.subjects(RDF.type, type_)}
    iris = {str(term) for term in found if not _is_deprecated(graph, term)}
    return tuple(sorted(iri.removeprefix(namespace) for iri in iris if iri.startswith(namespace)))


def _individuals(graph: Graph, type_: URIRef) -> dict[str, str]:
    iris = sorted(str(node) for node in graph.subjects(RDF.type, type_) if not _is_deprecated(graph, node))
    return {iri.removeprefix(CODE): iri for iri in iris}


def _class_text(name: str, namespace: str, doc: str, terms: tuple[str, ...]) -> str:
    lines = [f'    {term}: Final[str] = "{namespace}{term}"' for term in terms]
    head = f'\n@final\nclass _{name.title()}:\n    """{doc}"""\n\n    __slots__ = ()\n'
    return "\n".join([head, *lines, ""])


def _mapping_text(name: str, doc: str, entries: Mapping[str, str]) -> str:
    lines = "".join(f'        "{key}": "{iri}",\n' for key, iri in entries.items())
    return f'{name}: Final[Mapping[str, str]] = MappingProxyType(\n    {{\n{lines}    }}\n)\n"""{doc}"""\n'


def read_ontology(directory: Path = ONTOLOGY_DIR) -> Graph:
    """Returns the merged modules of a folder; alignments and shapes stay out, as the root does not import them."""
    graph = Graph()
    for path in sorted(directory.glob("*.ttl")):
        if path.stem not in NOT_IMPORTED:
            graph.parse(path, format="turtle")
    return graph


def main(arguments: list[str] | None = None) -> int:
    """Writes the module, or with `--check` compares it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when the file is not up to date")
    options = parser.parse_args(arguments)
    text = vocab_text(read_ontology())
    if VOCAB_FILE.exists() and VOCAB_FILE.read_text(encoding="utf-8") == text:
        return 0
    if options.check:
        sys.stderr.write(f"not up to date: {VOCAB_FILE.name}\nhint: python scripts/build_vocab.py\n")
        return 1
    VOCAB_FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
