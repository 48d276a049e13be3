"""Canonical N-Quads are what the engine gives back."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from handmade import item_of, karabakh_extraction, small_register
from hypothesis import given
from hypothesis import strategies as st

from diplograph.errors import InputError
from diplograph.graph import ontology_quads, register_quads
from diplograph.model import Iri, Literal, Quad
from diplograph.store.nquads import engine_nquads, size_of, to_nquads
from diplograph.store.terms import to_engine
from diplograph.vocab import GRAPH_ONTOLOGY, GRAPH_REGISTER, RDF, XSD

GRAPH = "https://example.org/g"
TYPES = [
    *(f"{XSD.integer[:-7]}{name}" for name in (
        "integer", "decimal", "double", "boolean", "date", "dateTime", "time", "gYear", "duration", "int", "string",
    )),
    RDF.langString, "https://example.org/type",
]  # fmt: skip


def by_the_engine(quads: list[Quad]) -> bytes:
    store = ox.Store()
    store.extend(map(to_engine, quads))
    return engine_nquads(store)


def statement(value: Iri | Literal) -> Quad:
    return Quad(Iri("https://example.org/s"), Iri("urn:p"), value, Iri(GRAPH))


def test_graphs_are_written_as_the_engine_gives_them_back() -> None:
    for name, quads in (
        (GRAPH_REGISTER, list(register_quads(small_register()))),
        (GRAPH_ONTOLOGY, list(ontology_quads())),
        (item_of(karabakh_extraction())[1][0].graph_name.value, list(item_of(karabakh_extraction())[1])),
    ):
        assert to_nquads([*quads, *quads[:5]], name) == by_the_engine(quads)
        assert size_of(to_nquads(quads, name)).quad_count == len(set(quads))


@given(st.text(), st.sampled_from(TYPES[:-2]))
def test_any_literal_is_written_as_the_engine_gives_it_back(value: str, datatype: str) -> None:
    quads = [statement(Literal(value, datatype))]
    assert to_nquads(quads, GRAPH) == by_the_engine(quads)


@pytest.mark.parametrize("datatype", TYPES)
@pytest.mark.parametrize("value", ["1", "-0", "007", "1.0", "1e3", "true", "2020-01-01", "2020-01-01T00:00:00Z", "P1Y"])
def test_numbers_and_dates_are_spelt_as_the_engine_spells_them(value: str, datatype: str) -> None:
    literal = Literal(value, datatype, "en" if datatype == RDF.langString else "")
    assert to_nquads([statement(literal)], GRAPH) == by_the_engine([statement(literal)])


@pytest.mark.parametrize(
    "iri", ["https://example.org/ü", "https://example.org/a?b=c", "http://h/%20", "urn:a:b", "https://[::1]/", "a:"]
)
def test_iris_of_all_shapes_are_written(iri: str) -> None:
    assert to_nquads([statement(Iri(iri))], GRAPH) == by_the_engine([statement(Iri(iri))])


@pytest.mark.parametrize("iri", ["https://example.org/a b", "no scheme", "", "https://example.org/<x>"])
def test_what_is_no_iri_is_refused_with_a_hint(iri: str) -> None:
    with pytest.raises(InputError) as caught:
        to_nquads([statement(Iri(iri))], GRAPH)
    assert caught.value.hint
