"""What an export looks like in Protégé, drawn: the class tree, a claim, and the words under a conclusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from patterns import DG
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node
from svg_drawing import Drawing, Point, text_width, wrap

_WIDTH: Final = 860.0
_MARGIN: Final = 20
_LINE: Final = 20.0
_INDENT: Final = 20
_SIZE: Final = 13
_BAND: Final = 30
_CODE: Final = URIRef(f"{DG}hasModality")
_CLAIMED: Final = URIRef("https://w3id.org/diplograph/code/modality-claimed")


class Picture:
    """An export and the ontology beside it.

    Args:
        export: the exported file.
        ontology: all modules.
    """

    def __init__(self, export: Graph, ontology: Graph) -> None:
        self._export, self._ontology = export, ontology
        self._all = export + ontology

    def class_tree(self) -> str:
        """The classes that have individuals, with their number, as the class hierarchy shows them."""
        counts = Counter(class_ for class_ in self._all.objects(None, RDF.type))
        rows = [(depth, self._label(class_), counts[class_]) for depth, class_ in self._shown_classes(counts)]
        half = (len(rows) + 1) // 2
        drawing = Drawing(
            "protege-classes",
            "Classes of an export, with their individuals",
            "; ".join(f"{label}: {count}" for _, label, count in rows if count),
        )
        top = _draw_band(drawing, "Entities › Classes › Class hierarchy, with the number of individuals of each class")
        for number, (depth, label, count) in enumerate(rows):
            column, row = divmod(number, half)
            at = Point(_MARGIN + column * _WIDTH / 2 + depth * _INDENT, top + (row + 1) * _LINE)
            drawing.circle(Point(at.x + 5, at.y - 4.5), 5, "dot-class")
            drawing.text(Point(at.x + 16, at.y), label, "value")
            if count:
                width = text_width(label, _SIZE)
                drawing.text(Point(at.x + 24 + width, at.y), f"({count})", "soft")
        return drawing.write(_WIDTH, top + half * _LINE + _MARGIN)

    def _shown_classes(self, counts: Counter[Node]) -> Iterator[tuple[int, URIRef]]:
        """Classes that have individuals, or have one below them that does, in the order of the tree."""
        classes = {URIRef(str(each)) for each in self._ontology.subjects(RDF.type, OWL.Class)}

        def below(class_: Node) -> list[URIRef]:
            return sorted(
                (URIRef(str(each)) for each in self._ontology.subjects(RDFS.subClassOf, class_)), key=self._label
            )

        def visit(class_: URIRef, depth: int) -> Iterator[tuple[int, URIRef]]:
            inner = [row for each in below(class_) for row in visit(each, depth + 1)]
            if inner or counts[class_]:
                yield depth, class_
                yield from inner

        roots = [each for each in classes if not list(self._ontology.objects(each, RDFS.subClassOf))]
        for root in sorted(roots, key=self._label):
            if not str(root).startswith(str(SKOS)):
                yield from visit(root, 0)

    @cached_property
    def _claimed_support(self) -> Node:
        """A claim that somebody is said to make of one actor backing another."""
        return max(
            (
                claim
                for claim in self._export.subjects(_CODE, _CLAIMED)
                if (self._situation(claim), RDF.type, URIRef(f"{DG}Support")) in self._export
            ),
            key=self._label,
        )

    def _situation(self, claim: Node) -> Node | None:
        return self._export.value(claim, URIRef(f"{DG}statesSituation"))

    def claim(self) -> str:
        """A claim that somebody is said to make: its annotations, its types and what it points to."""
        claim = self._claimed_support
        drawing = Drawing("protege-claim", f"The claim: {self._label(claim)}", self._comment(claim))
        top = _draw_band(drawing, f"Individuals by class › Claim › {self._label(claim)}")
        panels = [
            _Panel("Annotations", self._annotations(claim)),
            _Panel("Types", [("", "Claim", "class")]),
            _Panel("Object property assertions", self._assertions(claim)),
        ]
        return drawing.write(_WIDTH, _draw_panels(drawing, panels, top) + _MARGIN / 2)

    def conclusion(self) -> str:
        """What is concluded of the same two actors, and what is written on its axiom."""
        axiom = max(self._export.subjects(OWL.annotatedProperty, URIRef(f"{DG}backs")), key=self._nearness)
        subject, value = (self._export.value(axiom, each) for each in (OWL.annotatedSource, OWL.annotatedTarget))
        comments = sorted(str(each) for each in self._export.objects(axiom, RDFS.comment))
        title = f"The conclusion: {self._label(subject)} backs {self._label(value)}"
        drawing = Drawing("protege-conclusion", title, " ".join(comments))
        top = _draw_band(drawing, f"Individuals by class › State › {self._label(subject)}")
        panels = [
            _Panel("Object property assertions, one of them", [("backs", f"{self._label(value)} @", "individual")]),
            _Panel("Annotations of this assertion, behind the @", self._annotations(axiom)),
        ]
        return drawing.write(_WIDTH, _draw_panels(drawing, panels, top) + _MARGIN / 2)

    def _nearness(self, axiom: Node) -> tuple[int, str]:
        """How much a conclusion has to do with the claim that is shown."""
        ends = [self._export.value(axiom, each) for each in (OWL.annotatedSource, OWL.annotatedTarget)]
        shown = set(self._export.objects(self._situation(self._claimed_support)))
        return len(shown & set(ends)), " ".join(map(self._label, ends))

    def _annotations(self, node: Node) -> list[tuple[str, str, str]]:
        """What Protégé lists as annotations, in its order: built-in properties first, others by label."""
        found = []
        for predicate in (RDFS.label, RDFS.comment, RDFS.seeAlso, DCTERMS.date, DCTERMS.source):
            for value in sorted(self._export.objects(node, predicate), key=str):
                kind = "text" if isinstance(value, Literal) else "individual"
                found.append((self._name(predicate), self._label(value), kind))
        return found

    def _assertions(self, node: Node) -> list[tuple[str, str, str]]:
        """What a node points to."""
        return sorted(
            (self._name(predicate), self._label(value), "individual")
            for predicate, value in self._export.predicate_objects(node)
            if (predicate, RDF.type, OWL.ObjectProperty) in self._ontology
        )

    def _name(self, predicate: Node) -> str:
        label = self._all.value(predicate, RDFS.label)
        return str(label) if label else str(predicate).replace(str(RDFS), "rdfs:")

    def _label(self, node: Node | None) -> str:
        return str(node) if isinstance(node, Literal) else str(self._all.value(node, RDFS.label) or node)

    def _comment(self, node: Node) -> str:
        return str(self._export.value(node, RDFS.comment) or "")


@dataclass(frozen=True, slots=True)
class _Panel:
    """A part of the window: rows of a property, a value, and whether that is text, an individual or a class."""

    title: str
    rows: Sequence[tuple[str, str, str]]


def _draw_band(drawing: Drawing, text: str) -> float:
    """The path to a view on top of the drawing, and the note that it is a drawing; where the view begins."""
    drawing.rectangle(Point(0, 0), _WIDTH, _BAND, "shade", radius=10)
    drawing.text(Point(_MARGIN, 20), text, "soft")
    drawing.text(Point(_WIDTH - _MARGIN, 20), "schematic, drawn by diplograph", "soft", anchor="end")
    return _BAND + 6.0


def _draw_panels(drawing: Drawing, panels: Iterable[_Panel], top: float) -> float:
    """Panels below one another; where they end."""
    y = top
    for panel in panels:
        y += 22
        drawing.text(Point(_MARGIN, y), panel.title, "title")
        drawing.line([Point(_MARGIN, y + 7), Point(_WIDTH - _MARGIN, y + 7)], "rule")
        y += 9
        for name, value, kind in panel.rows:
            y = _draw_row(drawing, (name, value, kind), y)
        y += 8
    return y


def _draw_row(drawing: Drawing, row: tuple[str, str, str], y: float) -> float:
    name, value, kind = row
    left = _MARGIN + (150 if name else 0)
    lines = wrap(value, _SIZE, _WIDTH - left - _MARGIN - 22)
    drawing.text(Point(_MARGIN, y + _LINE - 4), name, "soft")
    if kind != "text":
        drawing.circle(Point(left + 5, y + _LINE - 8.5), 5, f"dot-{kind}")
    for number, line in enumerate(lines):
        drawing.text(Point(left + (0 if kind == "text" else 18), y + (number + 1) * _LINE - 4), line, "value")
    return y + len(lines) * _LINE
