"""The patterns of the ontology: what `docs/ontology/patterns.toml` says of them, filled in from the ontology itself."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

ROOT: Final = Path(__file__).resolve().parent.parent
PATTERNS: Final = ROOT / "docs" / "ontology" / "patterns.toml"
ONTOLOGY: Final = "https://w3id.org/diplograph/ont"
_READING_ORDER: Final = ("core", "events", "relations", "claims", "codes")
"""The modules in the order in which a reader needs them; any further one comes last."""

DG: Final = "https://w3id.org/diplograph/ont#"
_KINDS: Final = {
    "Actor": "actor",
    "Situation": "situation",
    "Event": "event",
    "Claim": "claim",
    "TextSpan": "claim",
    "Document": "claim",
}
"""By topmost class, the colour of a box."""
_BY_RULE: Final = "Written by a rule"
"""How the scope note of a property begins that no reader writes."""


class PatternError(Exception):
    """A pattern does not fit the ontology."""


@dataclass(frozen=True, slots=True)
class Box:
    """A class in a pattern.

    Attributes:
        id: its name within the pattern.
        label: what the class is called.
        name: the class as a prefixed name.
        parent: the label of the class above it; empty for a topmost one.
        kind: the family of classes that it is of, which gives the colour.
        at: column and row.
        example: an individual.
        values: label and example of datatype properties.
    """

    id: str
    label: str
    name: str
    parent: str
    kind: str
    at: tuple[int, int]
    example: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """Properties from one box to another, drawn as one line.

    Attributes:
        labels: what the properties are called.
        name: the property as a prefixed name; empty for several.
        start, end: ids of the boxes.
        route: `straight`, `gap`, `over`, `under` or `loop`.
        is_by_rule: whether it is concluded and not read.
        is_symmetric: whether it runs both ways.
        is_functional: whether a thing has one value at most.
    """

    labels: tuple[str, ...]
    name: str
    start: str
    end: str
    route: str
    is_by_rule: bool
    is_symmetric: bool
    is_functional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, ready to be drawn; `further` are the labels of properties between its boxes that are not drawn."""

    name: str
    title: str
    text: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    further: tuple[str, ...]


def load_ontology() -> Graph:
    """The root and the modules that it imports in one graph."""
    graph = Graph().parse(ROOT / "ontology" / "diplograph.ttl")
    for name in find_modules(graph):
        graph.parse(ROOT / "ontology" / f"{name}.ttl")
    return graph


def find_modules(graph: Graph) -> list[str]:
    """The names of the modules that the root imports, in the order in which a reader needs them."""
    names = [str(each).removeprefix(f"{ONTOLOGY}/") for each in graph.objects(URIRef(ONTOLOGY), OWL.imports)]
    return sorted(names, key=lambda name: (_READING_ORDER.index(name) if name in _READING_ORDER else 99, name))


def load_patterns(graph: Graph, path: Path = PATTERNS) -> tuple[Pattern, ...]:
    """All patterns.

    Raises:
        PatternError: the ontology lacks a term that a pattern names, or a property does not fit its ends.
    """
    found = tomllib.loads(path.read_text(encoding="utf-8"))["pattern"]
    return tuple(_Reader(graph, each).pattern() for each in found)


class _Reader:
    """Fills one pattern in from the ontology."""

    def __init__(self, graph: Graph, told: Mapping[str, Any]) -> None:
        self._graph, self._told = graph, told
        self._classes = {box["id"]: self._term(box["class"], OWL.Class) for box in told["box"]}

    def pattern(self) -> Pattern:
        boxes = tuple(self._box(each) for each in self._told["box"])
        arrows = tuple(self._arrow(each) for each in self._told["arrow"])
        return Pattern(self._told["name"], self._told["title"], self._told["text"], boxes, arrows, self._further())

    def _term(self, name: str, *types: URIRef) -> URIRef:
        iri = URIRef(str(SKOS) + name.removeprefix("skos:") if name.startswith("skos:") else DG + name)
        if not any((iri, RDF.type, type_) in self._graph for type_ in types):
            raise PatternError(f"pattern {self._told['name']}: the ontology has no {name}")
        return iri

    def _label(self, term: URIRef) -> str:
        label = self._graph.value(term, RDFS.label)
        if label is None:
            raise PatternError(f"pattern {self._told['name']}: {term} has no label")
        return str(label)

    def _box(self, told: Mapping[str, Any]) -> Box:
        class_ = self._classes[told["id"]]
        parents = sorted(self._label(URIRef(str(each))) for each in self._graph.objects(class_, RDFS.subClassOf))
        column, row = told["at"]
        values = []
        for name, example in told.get("values", {}).items():
            property_ = self._term(name, OWL.DatatypeProperty)
            self._check_end(property_, RDFS.domain, class_)
            values.append((self._label(property_), example))
        return Box(
            told["id"],
            self._label(class_),
            _prefixed(class_),
            ", ".join(parents),
            self._kind(class_),
            (column, row),
            told["example"],
            tuple(values),
        )

    def _kind(self, class_: URIRef) -> str:
        above = {_prefixed(each).removeprefix("dg:") for each in self._above(class_)}
        return next((kind for name, kind in _KINDS.items() if name in above), "other")

    def _above(self, class_: URIRef) -> set[URIRef]:
        """A class and all classes above it."""
        return {URIRef(str(each)) for each in self._graph.transitive_objects(class_, RDFS.subClassOf)}

    def _arrow(self, told: Mapping[str, Any]) -> Arrow:
        properties = [self._term(name, OWL.ObjectProperty) for name in told["properties"]]
        for property_ in properties:
            self._check_end(property_, RDFS.domain, self._classes[told["from"]])
            self._check_end(property_, RDFS.range, self._classes[told["to"]])
        return Arrow(
            tuple(self._label(each) for each in properties),
            _prefixed(properties[0]) if len(properties) == 1 else "",
            told["from"],
            told["to"],
            told.get("route", "straight"),
            is_by_rule=all(self._is_by_rule(each) for each in properties),
            is_symmetric=all((each, RDF.type, OWL.SymmetricProperty) in self._graph for each in properties),
            is_functional=all((each, RDF.type, OWL.FunctionalProperty) in self._graph for each in properties),
        )

    def _check_end(self, property_: URIRef, side: URIRef, class_: URIRef) -> None:
        """Refuse a property whose domain or range is neither the class nor above it."""
        stated = {URIRef(str(each)) for each in self._graph.objects(property_, side)}
        if stated and not stated & self._above(class_):
            told = ", ".join(sorted(_prefixed(each) for each in stated))
            word = "domain" if side == RDFS.domain else "range"
            raise PatternError(
                f"pattern {self._told['name']}: {_prefixed(property_)} has the {word} {told}, not {_prefixed(class_)}"
            )

    def _is_by_rule(self, property_: URIRef) -> bool:
        """Whether a property is concluded: by a chain, or as its scope note says."""
        notes = [str(each) for each in self._graph.objects(property_, SKOS.scopeNote)]
        has_chain = (property_, OWL.propertyChainAxiom, None) in self._graph
        return has_chain or any(note.startswith(_BY_RULE) for note in notes)

    def _further(self) -> tuple[str, ...]:
        """Labels of properties between two of the pattern's classes that are not drawn, codes apart."""
        drawn = {self._term(name, OWL.ObjectProperty) for each in self._told["arrow"] for name in each["properties"]}
        classes = set(self._classes.values()) - {SKOS.Concept}
        found = []
        for property_ in set(self._graph.subjects(RDF.type, OWL.ObjectProperty)) - drawn:
            first = classes & set(self._graph.objects(property_, RDFS.domain))
            last = classes & set(self._graph.objects(property_, RDFS.range))
            if first and last and first != last:
                found.append(self._label(URIRef(str(property_))))
        return tuple(sorted(found))


def _prefixed(term: URIRef) -> str:
    return f"skos:{term.removeprefix(str(SKOS))}" if term.startswith(str(SKOS)) else f"dg:{term.removeprefix(DG)}"


def by_id(boxes: Sequence[Box]) -> dict[str, Box]:
    """The boxes by their names within the pattern."""
    return {box.id: box for box in boxes}
