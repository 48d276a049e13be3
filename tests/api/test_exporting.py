"""Exports from Python: names and days in a wish for a slice mean what they mean in a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, URIRef

import diplograph
from diplograph.api import KnowledgeGraph
from diplograph.errors import DiplographError, NothingFoundError, UsageError
from diplograph.vocab import DG

EGYPT = (
    "The African Union is mediating in the dispute between Ethiopia and Egypt. "
    "Sudan backs Egypt, the Egyptian foreign ministry said on Monday."
)
MEETING = "Russia and Turkey held talks in Tbilisi."


@pytest.fixture(scope="module")
def kg() -> Iterator[KnowledgeGraph]:
    with diplograph.open("memory:") as graph:
        graph.add(EGYPT, date="2021-05-04", source="Nile Courier")
        graph.add(MEETING, date="2021-06-01")
        yield graph


def claims_in(path: Path) -> int:
    return len(set(Graph().parse(path).subjects(RDF.type, URIRef(DG.Claim))))


@pytest.mark.parametrize(
    ("wish", "count"),
    [
        ({}, 3),
        ({"about": "Egypt"}, 2),
        ({"about": "Sudan"}, 1),
        ({"about": ["Sudan", "Turkey"]}, 2),
        ({"about": "Tbilisi"}, 1),
        ({"about": "https://w3id.org/diplograph/kb/state/Sudan"}, 1),
        ({"since": "2021-06-01"}, 1),
        ({"until": "2021-05-31"}, 2),
        ({"limit": 4_000}, 3),
    ],
)
def test_a_slice_is_what_was_wished_for(kg: KnowledgeGraph, tmp_path: Path, wish: Any, count: int) -> None:
    done = kg.export(tmp_path / "talks.ttl", **wish)
    assert done.files[0] == tmp_path / "talks.ttl"
    assert claims_in(tmp_path / "talks.ttl") == done.claim_count == count


def test_a_path_may_be_text_and_the_format_another(kg: KnowledgeGraph, tmp_path: Path) -> None:
    done = kg.export(str(tmp_path / "talks.nq"), "nquads")
    assert done.claim_count == 3
    assert "Nile Courier" in (tmp_path / "talks.nq").read_text()


def test_a_garbled_name_is_noted(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (note,) = kg.export(tmp_path / "talks.ttl", about="Egyptt").notes
    assert "'Egyptt' is taken to mean Egypt" in note


def test_a_name_of_several_things_means_all_of_them_and_says_so(kg: KnowledgeGraph, tmp_path: Path) -> None:
    done = kg.export(tmp_path / "talks.ttl", about="Moscow")
    (note,) = done.notes
    assert "state/Russia" in note and "place/Moscow" in note
    assert done.claim_count == 1


@pytest.mark.parametrize(
    ("wish", "error", "says"),
    [
        ({"about": "Zembla"}, NothingFoundError, "actor, a conflict or a place"),
        ({"about": "Peru"}, NothingFoundError, "no claim about Peru"),
        ({"since": "2030-01-01"}, NothingFoundError, "published since 2030-01-01"),
        ({"since": "spring"}, UsageError, "not a date for since"),
        ({"since": "2021-02-01", "until": "2021-01-01"}, UsageError, "no day is since"),
        ({"limit": 0}, UsageError, "holds nothing"),
        ({"to": "trig", "about": "Egypt"}, UsageError, "takes no about"),
        ({"to": "excel"}, UsageError, "no export to excel"),
    ],
)
def test_what_cannot_be_exported_says_why_and_writes_nothing(
    kg: KnowledgeGraph, tmp_path: Path, wish: Any, error: type[DiplographError], says: str
) -> None:
    with pytest.raises(error) as caught:
        kg.export(tmp_path / "talks.ttl", **wish)
    assert says in caught.value.message
    assert caught.value.hint
    assert not list(tmp_path.iterdir())
