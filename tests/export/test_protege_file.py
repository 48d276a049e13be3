"""A file for Protégé opens well: labels, types, declarations, words under conclusions, and the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus import Corpus
from protege_file import find_faults
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

from diplograph.api.background import load_background
from diplograph.export import Choice, Exported, export
from diplograph.reasoning import infer
from diplograph.store import Store, open_store
from diplograph.vocab import DG, KB

ARTICLES_QUADS = 6_000
LIMIT = 100


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """A slice of some invented articles and the whole register."""
    with open_store("memory:") as store:
        load_background(store)
        store.add_articles(Corpus().items(quads=ARTICLES_QUADS))
        infer(store)
        return export(store, "protege", tmp_path_factory.mktemp("slice") / "talks.ttl", choice=Choice(limit=LIMIT))


def test_an_export_of_a_hundred_individuals_has_no_faults(exported: Exported) -> None:
    assert 0.9 * LIMIT <= exported.individual_count <= LIMIT
    assert exported.claim_count
    assert find_faults(exported.files[0]) == []


def _without_a_label(graph: Graph, claim: URIRef) -> None:
    graph.remove((claim, RDFS.label, None))


def _with_a_label_of_a_term(graph: Graph, claim: URIRef) -> None:
    graph.set((claim, RDFS.label, Literal("support", lang="en")))


def _undeclared(graph: Graph, claim: URIRef) -> None:
    graph.remove((claim, RDF.type, OWL.NamedIndividual))


def _without_its_class(graph: Graph, claim: URIRef) -> None:
    graph.remove((claim, RDF.type, URIRef(DG.Claim)))


def _taken_for_nameless(graph: Graph, claim: URIRef) -> None:
    node = URIRef(f"{KB}person/Lado_Gurgenidze")
    graph.add((node, RDF.type, OWL.NamedIndividual))
    graph.add((node, RDF.type, URIRef(DG.Person)))
    graph.add((node, RDFS.label, Literal("Lado Gurgenidze", lang="en")))


def _pointing_outside(graph: Graph, claim: URIRef) -> None:
    graph.add((claim, URIRef(DG.statesSituation), URIRef(f"{KB}state/Zembla")))


def _concluded_from_nothing(graph: Graph, claim: URIRef) -> None:
    graph.remove((next(graph.subjects(RDF.type, OWL.Axiom)), RDFS.comment, None))


def _annotating_nothing(graph: Graph, claim: URIRef) -> None:
    axiom = next(graph.subjects(RDF.type, OWL.Axiom))
    subject, name, value = (
        graph.value(axiom, each) for each in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
    )
    graph.remove((subject, name, value))


def _without_its_words(graph: Graph, claim: URIRef) -> None:
    graph.remove((claim, RDFS.comment, None))


def _without_a_version(graph: Graph, claim: URIRef) -> None:
    graph.remove((None, OWL.versionIRI, None))


def _with_a_date_that_reasoners_refuse(graph: Graph, claim: URIRef) -> None:
    day = Literal("2020-10-09", datatype="http://www.w3.org/2001/XMLSchema#date")
    graph.add((claim, URIRef(DG.publishedOn), day))


FAULTS = {
    _without_a_label: "has 0 labels",
    _with_a_label_of_a_term: "the label 'support' is used 2 times",
    _undeclared: "not declared as an individual",
    _without_its_class: "has no type",
    _taken_for_nameless: "nameless individual",
    _pointing_outside: "no individual of the file",
    _concluded_from_nothing: "nothing is said of what",
    _annotating_nothing: "which is not asserted",
    _without_its_words: "comment",
    _without_a_version: "the header has no",
    _with_a_date_that_reasoners_refuse: "a datatype that reasoners may refuse",
}


@pytest.mark.parametrize(("spoil", "says"), FAULTS.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_a_fault_is_found(
    exported: Exported, tmp_path: Path, spoil: Callable[[Graph, URIRef], None], says: str
) -> None:
    graph = Graph().parse(exported.files[0])
    spoil(graph, sorted(graph.subjects(RDF.type, URIRef(DG.Claim)))[0])
    spoilt = exported.files[0].with_name("spoilt.ttl")
    graph.serialize(spoilt)
    assert any(says in fault for fault in find_faults(spoilt))


def test_an_import_that_the_catalogue_lacks_is_found(exported: Exported, tmp_path: Path) -> None:
    (tmp_path / "talks.ttl").write_bytes(exported.files[0].read_bytes())
    (tmp_path / "catalog-v001.xml").write_text('<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"/>')
    assert any("is not in the catalogue" in fault for fault in find_faults(tmp_path / "talks.ttl"))


def test_names_that_owlapi_takes_for_blank_nodes_are_written_otherwise(store: Store, tmp_path: Path) -> None:
    from handmade import ARMENIA, extraction_of, item_of, make_claim

    from diplograph.model import Actor, ActorClass

    text = "It is said that Gurgenidze met Armenia."
    person = Actor("Lado Gurgenidze", ActorClass.PERSON)
    store.add_article(
        *item_of(extraction_of(make_claim("meets/call", (person, ARMENIA), words="met", text=text), text=text))
    )
    export(store, "protege", tmp_path / "talks.ttl")
    written = (tmp_path / "talks.ttl").read_text()
    assert "Gurg%65nidze>" in written
    assert "genid" not in "".join(part.split(">")[0] for part in written.split("<")[1:])


_SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from handmade import item_of, karabakh_extraction, other_extraction, small_register
from diplograph.export import export
from diplograph.graph import ontology_quads, register_quads
from diplograph.reasoning import infer
from diplograph.store import open_store
from diplograph.vocab import GRAPH_ONTOLOGY, GRAPH_REGISTER
with open_store("memory:") as store:
    store.replace_graph(GRAPH_ONTOLOGY, ontology_quads())
    store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
    store.add_articles([item_of(karabakh_extraction()), *(item_of(other_extraction(each)) for each in range(9))])
    infer(store)
    export(store, "protege", Path(sys.argv[1]))
"""


def test_the_hash_seed_does_not_change_a_byte(tmp_path: Path) -> None:
    contents = []
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        file = tmp_path / seed / "talks.ttl"
        handmade = str(Path(__file__).parents[1] / "graph")
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", _SCRIPT, str(file), handmade], check=True, env=environment)
        contents.append(file.read_bytes())
    assert contents[0] == contents[1]
