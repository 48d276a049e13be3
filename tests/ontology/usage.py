"""Which terms of the ontology are used, and by what: read from the files themselves."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from rdflib import OWL, RDF, Graph, Literal

from diplograph.model import ActorClass

ROOT = Path(__file__).resolve().parents[2]
DG = "https://w3id.org/diplograph/ont#"
SOURCES = ROOT / "src" / "diplograph"
_IN_SPARQL = re.compile(r"\bdg:(\w+)")
_IN_PYTHON = re.compile(r"\bDG\.(\w+)")
_TERM_TYPES = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def terms(ontology: Graph, *types: object) -> set[str]:
    """The names of our terms of these kinds, or of every kind; deprecated ones included."""
    found = {str(term) for type_ in types or _TERM_TYPES for term in ontology.subjects(RDF.type, type_)}
    return {iri.removeprefix(DG) for iri in found if iri.startswith(DG)}


def deprecated(ontology: Graph) -> set[str]:
    """The names of our deprecated terms."""
    return {str(term).removeprefix(DG) for term in ontology.subjects(OWL.deprecated, Literal(lexical_or_value=True))}


def read_by_queries() -> set[str]:
    """What saved questions, rules and queries inside the program ask for."""
    return _names(_IN_SPARQL, [*ROOT.glob("queries/**/*.rq"), *SOURCES.glob("**/*.rq"), *SOURCES.glob("**/*.py")])


def named_by_shapes() -> set[str]:
    """What the shapes demand or forbid."""
    return _names(_IN_SPARQL, [ROOT / "ontology" / "shapes.ttl"])


def written_by_code() -> set[str]:
    """What the program writes or exports, with the classes that rows of the register and of the model name."""
    tables = [SOURCES / "register" / "data" / f"{name}.csv" for name in ("organizations", "places", "treaties")]
    classes = {
        row["class"] for table in tables for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    }
    python = [path for path in SOURCES.glob("**/*.py") if path.name != "vocab.py"]
    return _names(_IN_PYTHON, python) | classes | {each.value for each in ActorClass}


def _names(pattern: re.Pattern[str], paths: Iterable[Path]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        found.update(pattern.findall(path.read_text(encoding="utf-8")))
    return found
