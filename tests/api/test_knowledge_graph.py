"""The Python interface, on a store in memory."""

from collections.abc import Iterator

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

import diplograph
from diplograph.api import AddState, KnowledgeGraph
from diplograph.api.background import load_background
from diplograph.errors import DiplographError, InputError, NothingFoundError, UsageError
from diplograph.vocab import GRAPH_REGISTER

ONT = "https://w3id.org/diplograph/ont#"
TEXT = (
    "Source: Nile Courier\n"
    "The African Union is mediating in the dispute between Ethiopia and Egypt. "
    "Sudan backs Egypt, the Egyptian foreign ministry said on Monday. "
    "Egypt will hold talks with Sudan in Khartoum on Thursday.\n"
)


@pytest.fixture(scope="module")
def kg() -> Iterator[KnowledgeGraph]:
    with diplograph.open("memory:") as graph:
        graph.add(TEXT, date="2021-05-04")
        yield graph


@pytest.fixture
def small_kg(small_background: None) -> Iterator[KnowledgeGraph]:
    """One of its own, with a register of a few rows, so that all its statements are soon compared."""
    with diplograph.open("memory:") as graph:
        graph.add(TEXT, date="2021-05-04")
        yield graph


def test_add_reports_claims_with_their_words(kg: KnowledgeGraph) -> None:
    with diplograph.open("memory:") as other:
        report = other.add(TEXT, date="2021-05-04")
    assert report.state is AddState.ADDED
    assert report.claims
    for claim in report.claims:
        span = claim.evidence.span
        assert TEXT[span.start : span.end] == span.exact
    assert "claims" in str(report)


def test_adding_again_changes_nothing(small_kg: KnowledgeGraph) -> None:
    small_kg.infer()
    before = sorted(small_kg.store.quads())
    assert small_kg.add(TEXT, date="2021-05-04").state is AddState.PRESENT
    small_kg.infer()
    assert sorted(small_kg.store.quads()) == before


def test_retracting_leaves_no_triple_and_restoring_brings_all_back(small_kg: KnowledgeGraph) -> None:
    small_kg.infer()
    before = sorted(small_kg.store.quads())
    (article,) = small_kg.articles()
    small_kg.retract(article.id)
    assert not [quad for quad in small_kg.store.quads() if article.id in str(quad)]
    assert not small_kg.ask("who-mediates")
    assert small_kg.add(TEXT).state is AddState.RETRACTED
    small_kg.restore(article.id)
    assert sorted(small_kg.store.quads()) == before


def test_the_three_questions_have_methods(kg: KnowledgeGraph) -> None:
    assert kg.mediators()[0]["mediator"] == "African Union"
    assert {row["backer"] for row in kg.backers(of="Egypt")} == {"Sudan"}
    assert kg.meetings(place="Khartoum", since="2021-05-01")[0]["modality"] == "planned"


def test_a_garbled_name_gives_the_actor_with_score_and_reason(kg: KnowledgeGraph) -> None:
    card = kg.actor("Nikol Pashynian")
    assert card.label == "Nikol Pashinyan"
    assert 0.85 <= card.score < 1 and "similarity" in card.reason
    assert any(row["office"] == "Prime Minister of Armenia" for row in card.offices)


def test_evidence_of_a_claim_holds_its_sentence(kg: KnowledgeGraph) -> None:
    row = kg.mediators()[0]
    assert kg.evidence(str(row["claim"]))[0]["sentence"] == row["sentence"]


def test_sparql_gives_rows_a_graph_or_a_bool(kg: KnowledgeGraph) -> None:
    rows = kg.sparql("SELECT ?claim WHERE { ?claim a dg:Claim }")
    assert not isinstance(rows, Graph | bool) and len(rows) >= 3
    assert kg.sparql("ASK { ?claim a dg:Claim }") is True
    constructed = kg.sparql("CONSTRUCT { ?a dg:mediates ?b } WHERE { ?a dg:mediates ?b }")
    assert isinstance(constructed, Graph) and len(constructed) == 2


def test_graph_is_an_rdflib_dataset_over_the_union(kg: KnowledgeGraph) -> None:
    assert isinstance(kg.graph, Dataset)
    construct = f"PREFIX dg: <{ONT}> CONSTRUCT {{ ?a dg:mediates ?b }} WHERE {{ ?a dg:mediates ?b }}"
    found, wanted = kg.graph.query(construct).graph, kg.sparql(construct)
    assert found is not None and isinstance(wanted, Graph) and isomorphic(found, wanted)


@pytest.mark.parametrize(
    ("name", "values", "error", "hint"),
    [
        ("who-mediates", {"mediator": "Zzyzx Qqq"}, NothingFoundError, ""),
        ("who-mediates", {"conflict": "Nagorno-Karabach conflict"}, NothingFoundError, "Nagorno-Karabakh"),
        ("who-mediates", {"mediatr": "Egypt"}, UsageError, "mediator"),
        ("who-mediate", {}, UsageError, "who-mediates"),
        ("evidence-for", {"claim": "x"}, UsageError, "id"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(
    kg: KnowledgeGraph, name: str, values: dict[str, str], error: type[DiplographError], hint: str
) -> None:
    with pytest.raises(error) as caught:
        kg.ask(name, **values)
    assert hint in caught.value.hint


def test_text_that_is_no_article_changes_nothing(kg: KnowledgeGraph) -> None:
    before = kg.articles()
    with pytest.raises(InputError):
        kg.add("", date="2021-05-04")
    with pytest.raises(InputError):
        kg.add("Talks resumed.", date="next week")
    assert kg.articles() == before


def test_an_unnamed_speaker_is_found_by_its_description() -> None:
    text = "A Kenyan diplomat told the Nile Courier that Sudan backs Egypt.\n"
    with diplograph.open("memory:") as graph:
        graph.add(text, date="2021-05-04")
        speakers = {str(row["speaker"]) for row in graph.ask("claims-by-speaker")}
        for speaker in speakers:
            assert graph.ask("claims-by-speaker", speaker=speaker)
    assert speakers


def test_a_register_of_another_release_is_replaced(small_kg: KnowledgeGraph) -> None:
    small_kg.infer()
    before = sorted(small_kg.store.quads())
    small_kg.store.replace_graph(GRAPH_REGISTER, [])
    load_background(small_kg.store)
    small_kg.infer()
    assert sorted(small_kg.store.quads()) == before


def test_a_surname_alone_is_enough(kg: KnowledgeGraph) -> None:
    card = kg.actor("Pashinyan")
    assert card.label == "Nikol Pashinyan" and "surname" in card.reason
    assert "Nikol Pashinyan" in kg.ask("who-holds-office", person="Pashinyan").notes[0]


def test_a_frozen_store_is_asked_once_what_a_name_means(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    query = type(kg.store).query

    def counted(store: object, sparql: str, **options: object) -> object:
        asked.append(sparql)
        return query(store, sparql, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(type(kg.store), "query", counted)
    for is_frozen, lookups in ((True, 1), (False, 3)):
        asked.clear()
        graph = KnowledgeGraph(kg.store, is_frozen=is_frozen)
        for _ in range(3):
            assert "kb/state/Sudan" in graph.bind("who-backs-whom", backer="Sudan").sparql
        assert sum("?class" in sparql for sparql in asked) == lookups
