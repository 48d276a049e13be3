"""What must not happen by accident: other servers asked, the store changed behind its back, a closed graph used."""

from pathlib import Path

import pytest

import diplograph
from diplograph.errors import QueryError, StoreError

TEXT = "Kenyan President William Ruto met Ugandan President Yoweri Museveni in Nairobi on Friday."
ELSEWHERE = [
    "SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { service silent ?where { ?s ?p ?o } } } }",
]
AT_HOME = [
    'SELECT * { ?s rdfs:label "SERVICE"@en }',
    "SELECT * { ?service ?p <http://example.org/SERVICE> } # SERVICE <http://example.org/>",
]


@pytest.mark.parametrize("sparql", ELSEWHERE)
def test_a_query_asks_no_other_server(sparql: str) -> None:
    with diplograph.open("memory:") as kg, pytest.raises(QueryError, match="another server"):
        kg.store.query(sparql)


@pytest.mark.parametrize("sparql", AT_HOME)
def test_the_word_service_is_no_crime(sparql: str) -> None:
    with diplograph.open("memory:") as kg:
        kg.store.query(sparql)


@pytest.mark.usefixtures("small_background")
def test_a_graph_that_is_not_there_is_empty() -> None:
    with diplograph.open("memory:") as kg:
        kg.add(TEXT, date="2024-01-05")
        assert not kg.store.query("SELECT * FROM <http://example.org/none> { ?s ?p ?o }").rows  # type: ignore[union-attr]


@pytest.mark.usefixtures("small_background")
def test_the_rdflib_view_cannot_be_changed(tmp_path: Path) -> None:
    from rdflib import RDF, RDFS

    with diplograph.open(tmp_path / "talks.store") as kg:
        kg.add(TEXT, date="2024-01-05")
        graph = kg.graph
        before = len(graph)
        with pytest.raises(StoreError):
            graph.store.update("DROP ALL")
        with pytest.raises(QueryError):
            graph.store.query("SELECT * { SERVICE:x { ?s ?p ?o } }")
        with pytest.raises(StoreError):
            graph.add((RDF.type, RDF.type, RDFS.Class, graph.graph(RDF.type)))
        assert len(kg.graph) == before


def test_a_closed_graph_says_so(tmp_path: Path) -> None:
    kg = diplograph.open(tmp_path / "talks.store")
    kg.close()
    kg.close()
    with pytest.raises(StoreError, match="closed"):
        kg.ask("who-mediates")
