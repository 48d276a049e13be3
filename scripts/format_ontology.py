"""Writes the Turtle files of `ontology/` in one canonical form, so that a change of a term is a change of its lines.

    python scripts/format_ontology.py            # rewrites what is not canonical
    python scripts/format_ontology.py --check    # changes nothing; exit 1 when a file is not canonical

Terms stand in the order header, classes, properties, the rest, alphabetically within; a term's properties stand in a
fixed order; nameless nodes are written inside the node that points at them and sorted by their text. Comments would be
lost: write them as `rdfs:comment` or `skos:scopeNote`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, VANN
from rdflib.term import Node

ONTOLOGY_DIR = Path(__file__).resolve().parent.parent / "ontology"

PREFIXES = {
    "aif": "https://raw.githubusercontent.com/NextCenturyCorporation/AIDA-Interchange-Format/master/"
    "java/src/main/resources/com/ncc/aif/ontologies/InterchangeOntology#",
    "cco": "https://www.commoncoreontologies.org/",
    "code": "https://w3id.org/diplograph/code/",
    "dcterms": str(DCTERMS),
    "dg": "https://w3id.org/diplograph/ont#",
    "factuality": "http://groundedannotationframework.org/grasp/factuality#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gaf": "http://groundedannotationframework.org/gaf#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "gist": "https://w3id.org/semanticarts/ns/ontology/gist/",
    "grasp": "http://groundedannotationframework.org/grasp#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": str(OWL),
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": str(SH),
    "shapes": "https://w3id.org/diplograph/shapes#",
    "skos": str(SKOS),
    "vann": str(VANN),
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": str(XSD),
}
TYPES_IN_ORDER = (
    OWL.Ontology,
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    SKOS.ConceptScheme,
    SKOS.Concept,
    SH.NodeShape,
)
PREDICATES_IN_ORDER = (
    RDF.type,
    OWL.versionIRI,
    OWL.imports,
    DCTERMS.title,
    DCTERMS.description,
    SH.targetClass,
    SH.targetSubjectsOf,
    SH.targetObjectsOf,
    SH.target,
    SH.path,
    RDFS.label,
    SKOS.notation,
    SKOS.inScheme,
    SKOS.topConceptOf,
    SKOS.broader,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    OWL.inverseOf,
    OWL.propertyChainAxiom,
    SKOS.definition,
    SKOS.example,
    SKOS.scopeNote,
    SKOS.editorialNote,
)
INDENT = "    "


def canonical_text(source: str) -> str:
    """Returns the canonical form of a Turtle text; a text already canonical comes back unchanged."""
    graph = Graph().parse(data=source, format="turtle")
    blocks = [_block(graph, subject) for subject in _subjects(graph)]
    body = "\n\n".join(blocks) + "\n"
    used = [name for name in sorted(PREFIXES) if _is_prefix_used(graph, PREFIXES[name])]
    head = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in used)
    return f"{head}\n{body}"


def _is_prefix_used(graph: Graph, namespace: str) -> bool:
    return any(_compact(str(iri), namespace) is not None for iri in _iris(graph))


def _iris(graph: Graph) -> Iterable[URIRef]:
    for triple in graph:
        for node in triple:
            if isinstance(node, URIRef) and node != RDF.type:
                yield node
            elif isinstance(node, Literal) and node.datatype is not None:
                yield node.datatype


def _compact(iri: str, namespace: str) -> str | None:
    local = iri.removeprefix(namespace)
    is_plain = local != iri and local != "" and local.replace("-", "").replace("_", "").isalnum() and local.isascii()
    return local if is_plain and local[0] != "-" else None


def _subjects(graph: Graph) -> list[Node]:
    pointed_at = {node for node in graph.objects() if isinstance(node, BNode)}
    return sorted(set(graph.subjects()) - pointed_at, key=lambda node: _subject_key(graph, node))


def _subject_key(graph: Graph, node: Node) -> tuple[int, bool, str]:
    types = set(graph.objects(node, RDF.type))
    rank = next((i for i, type_ in enumerate(TYPES_IN_ORDER) if type_ in types), len(TYPES_IN_ORDER))
    is_nameless = isinstance(node, BNode)
    return (rank, is_nameless, _block(graph, node) if is_nameless else str(node))


def _block(graph: Graph, subject: Node) -> str:
    name = "[]" if isinstance(subject, BNode) else _name(str(subject))
    return f"{name} {_properties(graph, subject, depth=1)} ."


def _properties(graph: Graph, subject: Node, depth: int) -> str:
    predicates = sorted(set(graph.predicates(subject)), key=_predicate_key)
    lines = [_property(graph, subject, predicate, depth) for predicate in predicates]
    return f" ;\n{INDENT * depth}".join(lines)


def _predicate_key(predicate: Node) -> tuple[int, str]:
    rank = len(PREDICATES_IN_ORDER)
    if predicate in PREDICATES_IN_ORDER:
        rank = PREDICATES_IN_ORDER.index(URIRef(str(predicate)))
    return (rank, str(predicate))


def _property(graph: Graph, subject: Node, predicate: Node, depth: int) -> str:
    nodes = list(graph.objects(subject, predicate))
    if predicate == RDF.type:
        types = (_object(graph, node, depth) for node in nodes)
        return "a " + ", ".join(sorted(types, key=lambda text: (not text.startswith("owl:"), text)))
    name = _name(str(predicate))
    if len(nodes) == 1:
        return f"{name} {_object(graph, nodes[0], depth)}"
    line_start = f"\n{INDENT * (depth + 1)}"
    objects = sorted(_object(graph, node, depth + 1) for node in nodes)
    return f"{name}{line_start}{f',{line_start}'.join(objects)}"


def _object(graph: Graph, node: Node, depth: int) -> str:
    if isinstance(node, URIRef):
        return _name(str(node))
    if isinstance(node, Literal):
        return _literal(node)
    if (node, RDF.first, None) in graph or node == RDF.nil:
        return "( " + " ".join(_object(graph, item, depth) for item in Collection(graph, node)) + " )"
    return f"[\n{INDENT * (depth + 1)}{_properties(graph, node, depth + 1)}\n{INDENT * depth}]"


def _name(iri: str) -> str:
    for prefix in sorted(PREFIXES):
        local = _compact(iri, PREFIXES[prefix])
        if local is not None:
            return f"{prefix}:{local}"
    return f"<{iri}>"


def _literal(literal: Literal) -> str:
    text = str(literal)
    if (literal.datatype == XSD.boolean and text in {"true", "false"}) or (
        literal.datatype == XSD.integer and text.removeprefix("-").isdecimal()
    ):
        return text
    escaped = text.replace("\\", "\\\\").replace("\r", "\\r")
    if "\n" in text and '"""' not in text and not text.endswith('"'):
        quoted = f'"""{escaped}"""'
    else:
        quoted = '"' + escaped.replace('"', '\\"').replace("\n", "\\n") + '"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    return quoted if literal.datatype in (None, XSD.string) else f"{quoted}^^{_name(str(literal.datatype))}"


def main(arguments: list[str] | None = None) -> int:
    """Formats the files, or with `--check` reports those that are not canonical."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a file is not canonical")
    parser.add_argument("files", nargs="*", type=Path, help="default: every Turtle file of ontology/")
    options = parser.parse_args(arguments)
    differing = []
    for path in options.files or sorted(ONTOLOGY_DIR.glob("*.ttl")):
        source = path.read_text(encoding="utf-8")
        canonical = canonical_text(source)
        if canonical != source:
            differing.append(path)
            if not options.check:
                path.write_text(canonical, encoding="utf-8")
    for path in differing:
        sys.stderr.write(f"{'not canonical' if options.check else 'rewritten'}: {path.name}\n")
    return 1 if options.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
