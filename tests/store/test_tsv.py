"""Solutions read out of the engine's TSV are those that the engine gives."""

import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.model import Literal
from diplograph.store.engine import collect
from diplograph.store.tsv import read_tsv

TERMS = r"""
1 -1 1.0 1e0 true false "" "a" "a"@en "a"@en-GB "2"^^<http://example.org/type> <http://example.org/iri> UNDEF
"tab\t" "line\nline\r" "\"quoted\"" "back\\slash" "\\t" "é 𐍈" "<not> <an> <iri>" "\u0000\u0001\u007f"
"2021-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> "INF"^^<http://www.w3.org/2001/XMLSchema#double>
"01"^^<http://www.w3.org/2001/XMLSchema#integer> "x"^^<http://www.w3.org/2001/XMLSchema#integer>
"""


def _both_ways(sparql: str) -> None:
    store = ox.Store()
    written = io.BytesIO()
    store.query(sparql).serialize(written, ox.QueryResultsFormat.TSV)
    assert read_tsv(written.getvalue()) == collect(store.query(sparql), None)


@pytest.mark.parametrize(
    "sparql",
    [
        f"SELECT * {{ VALUES ?x {{ {TERMS} }} VALUES ?y {{ 1 UNDEF }} }}",
        'SELECT ?t { BIND(<<( <http://a.example/> <http://b.example/> "c\\td" )>> AS ?t) }',
        "SELECT * {}",
        "SELECT * { {} UNION {} UNION {} }",
        "SELECT ?x { {} UNION { BIND(1 AS ?x) } }",
        "SELECT ?x { FILTER(false) }",
    ],
)
def test_solutions_are_the_engine_s(sparql: str) -> None:
    _both_ways(sparql)


def test_blank_nodes_keep_their_label() -> None:
    solutions = read_tsv(b"?x\n_:abc\n")
    assert [[str(term.value) for term in row if term] for row in solutions.rows] == [["_:abc"]]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_through(text: str) -> None:
    written = io.BytesIO()
    bound = {ox.Variable("x"): ox.Literal(text)}
    ox.Store().query("SELECT ?x {}", substitutions=bound).serialize(written, ox.QueryResultsFormat.TSV)
    assert read_tsv(written.getvalue()).rows == ((Literal(text),),)
