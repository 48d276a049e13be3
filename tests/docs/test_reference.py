"""The drawings and the reference follow the ontology's files, stand alone, and come out the same each time."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pattern_layout import draw_pattern
from patterns import DG, PatternError, load_ontology, load_patterns
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from svg_drawing import Drawing, Point, shorten, text_width, wrap

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"

SVG = "{http://www.w3.org/2000/svg}"
PAGE = ROOT / "docs" / "ontology" / "index.html"
DRAWINGS = sorted([*ROOT.glob("docs/ontology/*.svg"), *ROOT.glob("docs/protege/*.svg")])


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load_ontology()


def toml(**changes: str) -> str:
    """A small pattern, with some of its words put otherwise."""
    words = {"supporter": "Actor", "support": "Support", "property": "hasSupporter", "value": "edtf", **changes}
    return f"""
[[pattern]]
name = "small"
title = "Small"
text = "A support has a supporter."
[[pattern.box]]
id = "a"
class = "{words["supporter"]}"
at = [0, 0]
example = "Turkey"
[[pattern.box]]
id = "b"
class = "{words["support"]}"
at = [1, 0]
example = "Support <of> Turkey & others"
values = {{ {words["value"]} = "2021" }}
[[pattern.arrow]]
properties = ["{words["property"]}"]
from = "b"
to = "a"
"""


def draw(ontology: Graph, folder: Path, **changes: str) -> str:
    path = folder / "patterns.toml"
    path.write_text(toml(**changes))
    (pattern,) = load_patterns(ontology, path)
    return draw_pattern(pattern)


@pytest.mark.parametrize(("script", "seed"), [("build_diagrams.py", "1"), ("build_reference.py", "2")])
def test_what_is_committed_is_what_would_be_written_whatever_the_hash_seed(script: str, seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, SCRIPTS / script, "--check"], check=False, capture_output=True, text=True, env=environment
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_labels_and_superclasses_come_from_the_ontology(ontology: Graph, tmp_path: Path) -> None:
    drawing = draw(ontology, tmp_path)
    assert ">has supporter<" in drawing and ">dg:hasSupporter<" in drawing
    assert ">⊂ Situation<" in drawing
    changed = Graph() + ontology
    changed.set((URIRef(f"{DG}hasSupporter"), RDFS.label, next(ontology.objects(URIRef(f"{DG}backs"), RDFS.label))))
    assert ">has supporter<" not in draw(changed, tmp_path)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"support": "Sustenance"}, "the ontology has no Sustenance"),
        ({"property": "hasSustainer"}, "the ontology has no hasSustainer"),
        ({"value": "vintage"}, "the ontology has no vintage"),
        ({"support": "Alliance"}, "dg:hasSupporter has the domain dg:Support, not dg:Alliance"),
        ({"supporter": "Place"}, "dg:hasSupporter has the range dg:Actor, not dg:Place"),
        ({"value": "score"}, "dg:score has the domain dg:Claim, not dg:Support"),
    ],
)
def test_what_does_not_fit_the_ontology_is_not_drawn(
    ontology: Graph, tmp_path: Path, changes: dict[str, str], says: str
) -> None:
    with pytest.raises(PatternError, match=re.escape(says)):
        draw(ontology, tmp_path, **changes)


def test_a_property_of_a_class_above_fits(ontology: Graph, tmp_path: Path) -> None:
    assert ">State<" in draw(ontology, tmp_path, supporter="State")


def test_characteristics_show(ontology: Graph, tmp_path: Path) -> None:
    plain = draw(ontology, tmp_path)
    assert "0..1" not in plain and "marker-start" not in plain and "by-rule" not in plain.split("</style>")[1]
    changed = Graph() + ontology
    for type_ in (OWL.FunctionalProperty, OWL.SymmetricProperty):
        changed.add((URIRef(f"{DG}hasSupporter"), RDF.type, type_))
    changed.set(
        (URIRef(f"{DG}hasSupporter"), SKOS.scopeNote, next(ontology.objects(URIRef(f"{DG}backs"), SKOS.scopeNote)))
    )
    marked = draw(changed, tmp_path)
    assert ">0..1<" in marked and "marker-start" in marked and "by-rule" in marked.split("</style>")[1]


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.name)
def test_a_drawing_is_text_with_a_title_and_needs_nothing_else(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and title.text and description is not None and description.text
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], description.attrib["id"]]
    assert len(list(root.iter(f"{SVG}text"))) > 10
    assert "prefers-color-scheme:dark" in text
    assert not re.search(r"(href|src)=|@import|url\((?!#)|<script|<image|<foreignObject", text)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    assert all(0 <= float(each.attrib["x"]) <= width for each in root.iter(f"{SVG}text"))
    assert all(0 <= float(each.attrib["y"]) <= height for each in root.iter(f"{SVG}text"))


def test_boxes_do_not_overlap(ontology: Graph) -> None:
    for pattern in load_patterns(ontology):
        places = Counter(box.at for box in pattern.boxes)
        assert max(places.values()) == 1, pattern.name
        root = ElementTree.fromstring(draw_pattern(pattern))
        boxes = [each for each in root.iter(f"{SVG}rect") if each.attrib.get("class") == "box"]
        assert len(boxes) == len(pattern.boxes)


def test_text_is_escaped_cut_and_wrapped() -> None:
    drawing = Drawing("a", "a < b", 'say "<&>"')
    drawing.text(Point(1, 2), "x < y & z", "soft")
    root = ElementTree.fromstring(drawing.write(10, 10))
    assert [each.text for each in root.iter(f"{SVG}text")] == ["x < y & z"]
    assert text_width(shorten("a long label of some class", 12, 60), 12) <= 60
    lines = wrap("one two three four five", 12, 60)
    assert len(lines) > 1 and " ".join(lines) == "one two three four five"
    assert all(text_width(line, 12) <= 60 for line in lines)


# the page


def ids_in(page: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', page)


def test_the_page_has_every_term_and_code_under_the_end_of_its_iri(ontology: Graph) -> None:
    found = set(ids_in(PAGE.read_text(encoding="utf-8")))
    types = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    terms = {str(term) for type_ in types for term in ontology.subjects(RDF.type, type_)}
    assert {term.removeprefix(DG) for term in terms if term.startswith(DG)} <= found
    codes = {str(code).rpartition("/")[2] for code in ontology.subjects(RDF.type, SKOS.Concept)}
    assert {f"code-{code}" for code in codes} <= found


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    page = PAGE.read_text(encoding="utf-8")
    ids = ids_in(page)
    assert [each for each, count in Counter(ids).items() if count > 1] == []
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|<iframe|<img|\bsrc=|@import|@font-face|url\((?!#)", page)
    outside = set(re.findall(r'href="([^#"][^"]*)"', page))
    assert all(each.startswith("http://www.w3.org/2001/XMLSchema#") for each in outside)


def test_definitions_characteristics_inverses_and_chains_are_shown(ontology: Graph) -> None:
    page = PAGE.read_text(encoding="utf-8")
    entries = dict(re.findall(r'<section class="term" id="([^"]+)">(.*?)</section>', page, re.DOTALL))
    for term, definition in ontology.subject_objects(SKOS.definition):
        if (name := str(term).removeprefix(DG)) in entries:
            plain = re.sub(r"<[^>]+>|&[a-z]+;|[^\w]", "", entries[name])
            assert re.sub(r"\W", "", str(definition)) in plain, name
    assert "functional (one value at most)" in entries["hasHolder"]
    assert 'href="#mediatesIn"' in entries["hasMediator"].split("Inverse of")[1]
    assert "is holder in</a> ∘ <a" in entries["holdsOffice"]
    assert 'href="#DisputedPolity"' in entries["State"].split("Disjoint with")[1]
