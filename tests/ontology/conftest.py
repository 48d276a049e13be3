"""The ontology, its shapes and a small invented article as graphs."""

from pathlib import Path

import pytest
from rdflib import OWL, RDFS, Graph

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY_DIR = ROOT / "ontology"
MODULES = ("diplograph", "core", "events", "relations", "claims", "codes")


@pytest.fixture(scope="session")
def ontology_dir() -> Path:
    return ONTOLOGY_DIR


@pytest.fixture(scope="session")
def closure() -> Graph:
    """The root with its imports, without the import statements: nothing may be fetched."""
    graph = Graph()
    for module in MODULES:
        graph.parse(ONTOLOGY_DIR / f"{module}.ttl")
    graph.remove((None, OWL.imports, None))
    return graph


@pytest.fixture(scope="session")
def hierarchy(closure: Graph) -> Graph:
    """The subclass axioms: all that validation needs of the ontology."""
    graph = Graph()
    for axiom in closure.triples((None, RDFS.subClassOf, None)):
        graph.add(axiom)
    return graph


@pytest.fixture(scope="session")
def all_files() -> dict[str, Graph]:
    return {path.stem: Graph().parse(path) for path in sorted(ONTOLOGY_DIR.glob("*.ttl"))}


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY_DIR / "shapes.ttl")


def _article_and_register() -> Graph:
    here = Path(__file__).parent
    return Graph().parse(here / "article.ttl").parse(here / "register.ttl")


@pytest.fixture
def article() -> Graph:
    """An invented article on real states, with the part of a register that it needs; a fresh copy."""
    return _article_and_register()


@pytest.fixture(scope="session")
def unchanged_article() -> Graph:
    """The same, shared: not to be changed."""
    return _article_and_register()
