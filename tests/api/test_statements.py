"""`KnowledgeGraph.explain` and the policy, on the bundled articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import diplograph
from diplograph.api import KnowledgeGraph
from diplograph.api.demonstration import load_demonstration
from diplograph.errors import NothingFoundError, StoreError, UsageError
from diplograph.reasoning import Policy


@pytest.fixture
def kg(demo_store: Path) -> Iterator[KnowledgeGraph]:
    with diplograph.open(demo_store) as graph:
        yield graph


def test_a_statement_is_explained_by_names(kg: KnowledgeGraph) -> None:
    card = kg.explain("Ankara", "backs", "Azerbaijan")
    assert card.holds
    assert card.verdict.startswith("inferred from 1 premise")
    assert [row["counts"] for row in card.rows] == ["yes", "with others", "no"]
    assert [row["modality"] for row in card.rows] == ["asserted", "claimed", "denied"]
    assert card.rows[1]["speaker"] == "Western diplomat"
    assert all("drones" in str(row["sentence"]) for row in card.rows[1:])
    assert list(card.rules) == ["backs"]


def test_a_minister_stands_for_the_state(kg: KnowledgeGraph) -> None:
    card = kg.explain("Russia", "metWith", "Armenia")
    assert card.holds
    assert "as President of Russia" in str(card.rows[0]["because"])


def test_what_nobody_says_is_told_so(kg: KnowledgeGraph) -> None:
    card = kg.explain("France", "dg:backs", "https://w3id.org/diplograph/kb/state/Armenia")
    assert not card.holds
    assert card.rows == ()
    assert card.verdict == "not inferred: nothing in this store says so."


@pytest.mark.usefixtures("small_background")
def test_a_policy_is_kept_in_the_store(tmp_path: Path) -> None:
    location = tmp_path / "demo.store"
    with diplograph.open(location) as graph:
        load_demonstration(graph)
        assert graph.policy == Policy()
        graph.infer(Policy(least_sources=1))
    with diplograph.open(location, read_only=True) as graph:
        assert graph.policy == Policy(least_sources=1)
        assert [row["counts"] for row in graph.explain("Turkey", "backs", "Azerbaijan").rows] == ["yes", "yes", "no"]
        with pytest.raises(StoreError):
            graph.infer(Policy())
    with diplograph.open(location) as graph:
        graph.infer(Policy())


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        (("Turkey", "likes", "Azerbaijan"), UsageError),
        (("Turkey", "backs", "Nowhereland"), NothingFoundError),
        (("Turkey", "holdsOffice", "President of Turkey"), NothingFoundError),
    ],
)
def test_what_means_nothing_is_refused_with_a_hint(
    kg: KnowledgeGraph, statement: tuple[str, str, str], error: type[UsageError]
) -> None:
    with pytest.raises(error) as caught:
        kg.explain(*statement)
    assert caught.value.hint
