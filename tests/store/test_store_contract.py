"""What every store does, whatever keeps the graphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from handmade import item_of, karabakh_extraction, other_extraction, small_register
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trying import examples

from diplograph.errors import LimitError, NothingFoundError, QueryError
from diplograph.graph import register_quads
from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning import infer
from diplograph.store import ArticleState, Solutions, Store, Triples, Uninferred, Verdict, Workbench, open_store
from diplograph.vocab import (
    DG,
    GRAPH_ARTICLE,
    GRAPH_GROUNDS,
    GRAPH_INFERRED,
    GRAPH_REGISTER,
    GRAPH_REVIEWS,
    RDF,
    RDFS,
    XSD,
)

RECORD, QUADS = item_of(karabakh_extraction())


@pytest.fixture(params=["memory", "directory", "endpoint", "virtuoso", "own"])
def store(request: pytest.FixtureRequest, open_kind: Callable[[str], Store]) -> Iterator[Store]:
    with open_kind(request.param) as opened:
        yield opened


def make_quad(value: Iri | Literal, graph_name: str = GRAPH_REVIEWS) -> Quad:
    return Quad(Iri("https://example.org/s"), Iri("https://example.org/p"), value, Iri(graph_name))


def everything(store: Store) -> set[Quad]:
    return set(store.quads())


def test_writing_then_reading_an_article_is_the_identity(store: Store) -> None:
    assert store.add_article(RECORD, QUADS)
    assert everything(store) == set(QUADS)
    assert set(store.quads(GRAPH_ARTICLE + RECORD.id)) == set(QUADS)
    assert not list(store.quads(GRAPH_REGISTER))


def test_the_same_article_twice_changes_nothing(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    before, records = everything(store), store.articles()
    assert not store.add_article(RECORD, QUADS)
    assert (everything(store), store.articles()) == (before, records)


def test_several_articles_at_once_count_new_ones_only(store: Store) -> None:
    items = [item_of(other_extraction(number)) for number in range(3)]
    store.add_article(*items[0])
    assert store.add_articles([*items, items[2]]) == 2
    assert len(store.articles()) == 3


def test_records_tell_what_was_given_and_how_many_quads_there_are(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    (found,) = store.articles()
    assert (found.id, found.digest, found.date, found.source) == (RECORD.id, RECORD.digest, RECORD.date, RECORD.source)
    assert (found.title, found.quad_count, found.state) == (RECORD.title, len(QUADS), ArticleState.PRESENT)


def test_articles_are_found_by_the_beginning_of_their_id(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    assert store.find_article(RECORD.id[:5]) == store.find_article(RECORD.id)
    assert store.find_article("zz") is None
    assert store.find_article("") is None


def test_add_and_retract_leave_the_graph_as_it_was_inferences_included(store: Store) -> None:
    store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
    store.add_article(*item_of(other_extraction(1)))
    infer(store)
    before = everything(store)
    store.add_article(RECORD, QUADS)
    infer(store)
    assert everything(store) > before
    store.retract(RECORD.id)
    infer(store)
    assert everything(store) == before


def test_restoring_gives_the_identical_graph(store: Store) -> None:
    store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
    store.add_article(RECORD, QUADS)
    infer(store)
    before = everything(store)
    store.retract(RECORD.id)
    infer(store)
    store.restore(RECORD.id)
    infer(store)
    assert everything(store) == before
    assert store.verify() == ()


def test_a_retracted_article_stays_retracted_when_it_is_added_again(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    store.retract(RECORD.id[:6])
    assert not store.add_article(RECORD, QUADS)
    assert not everything(store)
    assert [record.state for record in store.articles()] == [ArticleState.RETRACTED]


def test_retracting_what_is_not_there_finds_nothing(store: Store) -> None:
    with pytest.raises(NothingFoundError) as caught:
        store.retract("0123456789abcdef")
    assert caught.value.hint


def without_labels(quads: Sequence[Quad]) -> list[Quad]:
    return [quad for quad in quads if quad.predicate.value != RDFS.label]


def test_rewriting_an_article_puts_the_new_graph_in_its_place(store: Store) -> None:
    store.replace_graph(GRAPH_REVIEWS, [make_quad(Literal("kept"))])
    store.add_article(RECORD, QUADS)
    infer(store)
    assert store.rewrite_article(RECORD.id, without_labels)
    assert set(store.quads(GRAPH_ARTICLE + RECORD.id)) == set(without_labels(QUADS))
    assert [record.quad_count for record in store.articles()] == [len(without_labels(QUADS))]
    assert [quad.object.value for quad in store.quads(GRAPH_REVIEWS)] == ["kept"]
    assert store.uninferred == Uninferred(article_ids=frozenset({RECORD.id}))
    assert store.verify() == ()


def test_inferences_follow_a_rewritten_article(store: Store) -> None:
    def without_turkey(quads: Sequence[Quad]) -> list[Quad]:
        return [quad for quad in quads if quad.predicate.value != DG.hasSupporter]

    store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
    store.add_article(RECORD, QUADS)
    infer(store)
    before = everything(store)
    store.rewrite_article(RECORD.id, without_turkey)
    infer(store)
    with open_store("memory:") as fresh:
        fresh.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        fresh.add_article(RECORD, without_turkey(QUADS))
        infer(fresh)
        assert everything(store) == everything(fresh) != before


def test_a_retracted_article_is_rewritten_where_it_is_kept(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    store.retract(RECORD.id)
    assert store.rewrite_article(RECORD.id, without_labels)
    assert not everything(store)
    assert [record.state for record in store.articles()] == [ArticleState.RETRACTED]
    assert store.verify() == ()
    store.restore(RECORD.id)
    assert everything(store) == set(without_labels(QUADS))
    assert store.verify() == ()


def test_rewriting_into_the_same_writes_nothing(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    infer(store)
    assert not store.rewrite_article(RECORD.id, lambda quads: [*quads, *quads])
    assert not store.uninferred


def test_rewriting_sees_what_was_added(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    seen: set[Quad] = set()

    def look(quads: Sequence[Quad]) -> Sequence[Quad]:
        seen.update(quads)
        return quads

    assert not store.rewrite_article(RECORD.id, look)
    assert seen == set(QUADS)


def test_rewriting_into_another_graph_is_refused_and_nothing_is_written(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    with pytest.raises(ValueError, match="graph"):
        store.rewrite_article(RECORD.id, lambda quads: [*quads, make_quad(Literal("stray"))])
    assert everything(store) == set(QUADS)


def test_rewriting_what_is_not_there_finds_nothing(store: Store) -> None:
    with pytest.raises(NothingFoundError):
        store.rewrite_article("0123456789abcdef", without_labels)


def test_replacing_a_graph_leaves_the_others_alone(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    store.replace_graph(GRAPH_REVIEWS, [make_quad(Literal("one")), make_quad(Literal("two"))])
    store.replace_graph(GRAPH_REVIEWS, [make_quad(Literal("two")), make_quad(Literal("three"))])
    assert {quad.object.value for quad in store.quads(GRAPH_REVIEWS)} == {"two", "three"}
    store.replace_graph(GRAPH_REVIEWS, [])
    assert everything(store) == set(QUADS)


def test_quads_of_another_graph_are_refused_and_nothing_is_written(store: Store) -> None:
    with pytest.raises(ValueError, match="graph"):
        store.add_article(RECORD, [*QUADS, make_quad(Literal("stray"))])
    assert not everything(store)
    assert store.articles() == ()


def test_queries_see_the_union_of_the_graphs_without_declared_prefixes(store: Store) -> None:
    store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
    store.add_article(RECORD, QUADS)
    answer = store.query(
        "SELECT ?name WHERE { ?s dg:hasSupporter ?a ; dg:hasKind code:relation-kind-political . ?a rdfs:label ?name }"
    )
    assert answer == Solutions(("name",), ((Literal("Turkey", RDF.langString, "en"),),))


def test_each_form_of_query_has_its_answer(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    assert store.query("ASK { ?c a dg:Claim }") == Verdict(value=True)
    assert store.query("ASK { ?c a dg:Clause }") == Verdict(value=False)
    built = store.query("CONSTRUCT { ?c a dg:Claim } WHERE { ?c a dg:Claim }")
    assert isinstance(built, Triples)
    assert len(built.triples) == 9
    assert isinstance(store.query(f"DESCRIBE <{QUADS[0].subject.value}>"), Triples)
    optional = store.query("SELECT ?c ?x WHERE { ?c a dg:Document OPTIONAL { ?c dg:backs ?x } }")
    assert isinstance(optional, Solutions)
    assert optional.rows[0][1] is None


def test_truth_values_are_words(store: Store) -> None:
    values = [Literal(word, XSD.boolean) for word in ("false", "true")]
    store.replace_graph(GRAPH_REVIEWS, [make_quad(value) for value in values])
    found = store.query("SELECT ?o WHERE { ?s ?p ?o FILTER(?s = <https://example.org/s>) } ORDER BY ?o")
    assert found == Solutions(("o",), tuple((value,) for value in values))


def test_more_rows_than_the_limit_are_an_error(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    assert store.query("SELECT ?c WHERE { ?c a dg:Claim }", limit_rows=9)
    with pytest.raises(LimitError):
        store.query("SELECT ?c WHERE { ?c a dg:Claim }", limit_rows=8)


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        ("", "empty"),
        ("SELEC ?x WHERE {}", "SELEC"),
        ("SELECT ?x WHERE { ?x ?p ", "line 1"),
        ("SELECT ?x\nWHERE { ?x ?p ?o } LIMIT many", "line 2, column 26, near 'many'"),
        ("SELECT ?x WHERE { ?x unknown:p ?y }", "prefix unknown:"),
        ("INSERT DATA { <a:a> <b:b> 1 }", "update"),
        ("# why\nPREFIX a: <b:c>\nDELETE WHERE { ?s ?p ?o }", "update"),
    ],
)
def test_a_bad_query_says_what_is_wrong_and_what_to_do(store: Store, sparql: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(sparql)
    assert said in caught.value.message
    assert caught.value.hint
    assert "u{" not in caught.value.message + caught.value.hint


def test_updates_are_whole_or_refused(store: Store) -> None:
    store.update(f'INSERT DATA {{ GRAPH <{GRAPH_REVIEWS}> {{ <https://example.org/s> rdfs:label "x" }} }}')
    assert len(everything(store)) == 1
    with pytest.raises(QueryError):
        store.update("INSERT DATA { nonsense }")
    with pytest.raises(QueryError):
        store.update("SELECT * WHERE { ?s ?p ?o }")
    assert len(everything(store)) == 1
    assert store.verify() == ()


def test_what_changed_is_noted_until_the_inferences_are_settled(store: Store) -> None:
    assert store.uninferred == Uninferred(is_everything=True)
    infer(store)
    assert not store.uninferred
    store.add_article(RECORD, QUADS)
    assert store.uninferred == Uninferred(article_ids=frozenset({RECORD.id}))
    store.settle_inferences([RECORD.id])
    assert not store.uninferred
    store.retract(RECORD.id)
    assert store.uninferred.article_ids == {RECORD.id}
    store.settle_inferences()
    store.restore(RECORD.id)
    assert store.uninferred.article_ids == {RECORD.id}
    store.settle_inferences()
    store.replace_graph(GRAPH_REVIEWS, [make_quad(Literal("one"))])
    assert store.uninferred.is_everything
    store.settle_inferences([RECORD.id])
    assert store.uninferred.is_everything
    store.settle_inferences()
    store.update(f'INSERT DATA {{ GRAPH <{GRAPH_REVIEWS}> {{ <https://example.org/s> rdfs:label "two" }} }}')
    assert store.uninferred.is_everything


def test_derived_graphs_are_changed_without_a_note(store: Store) -> None:
    one, two = (make_quad(Literal(text), GRAPH_INFERRED) for text in ("one", "two"))
    store.settle_inferences()
    store.change_inferences([one, make_quad(Literal("three"), f"{GRAPH_GROUNDS}register")], [])
    store.change_inferences([two], [one, one])
    store.change_inferences([], [])
    assert set(store.quads(GRAPH_INFERRED)) == {two}
    store.replace_graph(GRAPH_INFERRED, [one])
    store.replace_graph(GRAPH_INFERRED, [one])
    assert set(store.quads(GRAPH_INFERRED)) == {one}
    assert len(everything(store)) == 2
    assert not store.uninferred
    assert store.verify() == ()


def test_a_workbench_is_given_what_the_graphs_hold(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    bench = Workbench({RDF.type, RDFS.label})
    store.describe(bench, [GRAPH_ARTICLE + RECORD.id, GRAPH_REGISTER])
    count = "SELECT (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } }"
    expected = str(sum(quad.predicate.value in {RDF.type, RDFS.label} for quad in QUADS))
    assert list(bench.select(count)) == [(expected,)]
    bench.know()
    store.retract(RECORD.id)
    store.describe(bench, [GRAPH_ARTICLE + RECORD.id])
    assert list(bench.select(count)) == [(expected,)]


def test_the_dataset_is_rdflibs_with_the_union_as_default(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    dataset = store.dataset()
    assert len(dataset) == len(QUADS)
    rows = dataset.query("SELECT ?c WHERE { ?c a <https://w3id.org/diplograph/ont#Claim> }")
    assert len(list(rows)) == 9


IRIS = st.from_regex(r"\Ahttps://example\.org/[A-Za-z0-9._~-]{0,12}\Z").map(Iri)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(Literal, TEXTS, st.just(RDF.langString), st.sampled_from(["en", "hy", "zh-hant"])),
)


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.one_of(IRIS, LITERALS), max_size=8))
def test_any_text_survives_a_directory(tmp_path_factory: pytest.TempPathFactory, values: list[Iri | Literal]) -> None:
    location = str(tmp_path_factory.mktemp("any") / "store")
    quads = [make_quad(value) for value in values]
    with open_store(location) as writer:
        writer.replace_graph(GRAPH_REVIEWS, quads)
    with open_store(location, read_only=True) as reader:
        assert everything(reader) == set(quads)
        assert reader.verify() == ()


def test_a_graph_is_read_whole_however_large_it_is(store: Store) -> None:
    values = [Literal(str(number)) for number in range(1_200)]
    quads = [make_quad(value)._replace(subject=Iri(f"https://example.org/{value.value}")) for value in values]
    store.replace_graph(GRAPH_REVIEWS, quads)
    assert len(list(store.quads(GRAPH_REVIEWS))) == len(quads)
    assert everything(store) == set(quads)


def survives(location: str, values: list[Iri | Literal]) -> bool:
    quads = [make_quad(value) for value in values]
    with open_store(location) as store:
        store.replace_graph(GRAPH_REVIEWS, quads)
        found = set(store.quads(GRAPH_REVIEWS))
        store.replace_graph(GRAPH_REVIEWS, [])
        return found == set(quads) and not list(store.quads(GRAPH_REVIEWS))


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.one_of(IRIS, LITERALS), max_size=8))
def test_any_text_survives_an_endpoint(server: str, values: list[Iri | Literal]) -> None:
    assert survives(server, values)


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.one_of(IRIS, LITERALS), max_size=8))
def test_any_text_survives_virtuoso(virtuoso: str, values: list[Iri | Literal]) -> None:
    assert survives(virtuoso, values)
