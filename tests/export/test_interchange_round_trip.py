"""Each claim of the bundled articles comes back from AIF and nanopublications, once, with words, offsets, speakers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from interchange import (
    aif_violations,
    broken_rules,
    export_aif,
    export_nanopubs,
    told_by_aif,
    told_by_nanopubs,
    told_by_store,
    unknown_terms,
)
from rdflib import URIRef

from diplograph.store import Store, open_store

DEMONSTRATION_CLAIMS = 40


@pytest.fixture(scope="module")
def demonstration(demo_store: Path) -> Iterator[Store]:
    with open_store(str(demo_store), read_only=True) as store:
        yield store


def test_claims_come_back_from_aif(demonstration: Store, tmp_path: Path) -> None:
    told = told_by_store(demonstration)
    assert len(told) > DEMONSTRATION_CLAIMS
    assert any(each.speakers for each in told) and {each.modality for each in told} > {"asserted", "denied"}
    assert told_by_aif(export_aif(demonstration, tmp_path)) == told


def test_claims_come_back_from_nanopublications(demonstration: Store, tmp_path: Path) -> None:
    assert told_by_nanopubs(export_nanopubs(demonstration, tmp_path)) == told_by_store(demonstration)


def test_the_bundled_articles_make_valid_aif(demonstration: Store, tmp_path: Path) -> None:
    graph = export_aif(demonstration, tmp_path)
    assert aif_violations(graph) == ""
    assert unknown_terms({str(node) for triple in graph for node in triple if isinstance(node, URIRef)}) == set()


def test_the_bundled_articles_make_well_formed_nanopublications(demonstration: Store, tmp_path: Path) -> None:
    assert broken_rules(export_nanopubs(demonstration, tmp_path)) == []
