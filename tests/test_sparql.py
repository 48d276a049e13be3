"""Values that are put into a query's text."""

import pytest

from diplograph.errors import QueryError
from diplograph.model import Iri, Literal
from diplograph.sparql import bind_values, insert_after_where, write_term
from diplograph.store import Solutions, open_store


@pytest.mark.parametrize(
    "marked",
    [
        "SELECT * WHERE {| }",
        "select * where{| }",
        "# a comment with WHERE { in it\nSELECT * WHERE {| }",
        "PREFIX x: <http://x/#> SELECT ('WHERE {' AS ?a) WHERE {| { SELECT * WHERE { ?s ?p ?o } } }",
        'CONSTRUCT { ?s ?p "WHERE {" } WHERE {| }',
        "CONSTRUCT { ?s ?p <http://x/where> } # WHERE {\n WHERE {| }",
    ],
)
def test_the_outermost_where_is_found(marked: str) -> None:
    assert insert_after_where(marked.replace("|", ""), "HERE") == marked.replace("|", "\nHERE")


def test_a_query_without_where_is_refused() -> None:
    with pytest.raises(QueryError):
        insert_after_where("SELECT * { }", "VALUES ?x { 1 }")


@pytest.mark.parametrize(
    "term",
    [
        Literal('quote " backslash \\ line\nreturn\r tab\t nul-free ünïcode'),
        Literal("fin", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "fr"),
        Literal("2021-05-03T00:00:00Z", "http://www.w3.org/2001/XMLSchema#dateTime"),
        Iri("https://example.org/a(b)'c"),
    ],
)
def test_a_written_term_reads_back_the_same(term: Iri | Literal) -> None:
    with open_store("memory:") as store:
        result = store.query(f"SELECT ?x WHERE {{ VALUES ?x {{ {write_term(term)} }} }}")
    assert isinstance(result, Solutions)
    assert result.rows == ((term,),)


def test_an_iri_cannot_break_out() -> None:
    assert write_term(Iri("https://x/> } DROP ALL {<y")) == "<https://x/%3E%20%7D%20DROP%20ALL%20%7B%3Cy>"


def test_values_restrict_their_variables() -> None:
    one, two = Iri("https://example.org/1"), Iri("https://example.org/2")
    sparql = bind_values("SELECT ?x ?y WHERE { BIND(?x AS ?y) }", x=[one, two])
    with open_store("memory:") as store:
        result = store.query(sparql)
    assert isinstance(result, Solutions)
    assert set(result.rows) == {(one, one), (two, two)}
