"""Slices: whose claims they hold, of which days, and how they fill up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from handmade import (
    ARMENIA,
    FRANCE,
    LAVROV,
    MINSK_GROUP,
    MNATSAKANYAN,
    RUSSIA,
    RUSSIAN_MINISTRY,
    TURKEY,
    extraction_of,
    item_of,
    make_claim,
    other_extraction,
)
from rdflib import RDF, RDFS, Graph, URIRef

from diplograph.errors import NothingFoundError
from diplograph.export import Choice, export
from diplograph.graph import kb_iri
from diplograph.model import Iri, Modality, Place, Speaker
from diplograph.reasoning import infer
from diplograph.store import Store, open_store
from diplograph.vocab import DG

RUSSIA_IRI = kb_iri("state", "Russia")


def labels_of(store: Store, folder: Path, class_iri: str = DG.Claim, **choice: object) -> set[str]:
    """Labels of the claims, or of the individuals of another class, that a slice holds."""
    export(store, "protege", folder / "talks.ttl", choice=Choice(**choice))  # type: ignore[arg-type]
    graph = Graph().parse(folder / "talks.ttl")
    return {str(graph.value(node, RDFS.label)) for node in graph.subjects(RDF.type, URIRef(class_iri))}


def note(store: Store, relation: str, *sides: object, words: str = "it is said", day: date, **fields: object) -> None:
    """Add an article with one claim."""
    text = f"On {day:%d %B %Y}, {words}, by {len(store.articles())} sources."
    subjects, objects = sides if len(sides) > 1 else (sides[0], ())
    claim = make_claim(relation, subjects, objects, words=words, text=text, **fields)  # type: ignore[arg-type]
    store.add_article(*item_of(extraction_of(claim, text=text, day=day)))


def test_organs_and_officials_in_office_count_as_their_state(store: Store, tmp_path: Path) -> None:
    note(store, "backs/economic", (RUSSIAN_MINISTRY,), (ARMENIA,), day=date(2019, 5, 1))
    note(store, "meets/visit", (LAVROV, TURKEY), day=date(2019, 5, 2))
    note(store, "meets/summit", (LAVROV, TURKEY), day=date(2001, 5, 2))
    found = labels_of(store, tmp_path, about=(RUSSIA_IRI,))
    assert "Ministry of Foreign Affairs of Russia backs Armenia (economic)" in found
    assert "Sergey Lavrov and Turkey meet (visit)" in found
    assert "Sergey Lavrov and Turkey meet (summit)" not in found


def test_who_only_speaks_is_concerned_too(store: Store, tmp_path: Path) -> None:
    speaker = Speaker("Paris", FRANCE)
    note(
        store, "backs/arms", (TURKEY,), (ARMENIA,), day=date(2019, 5, 1), modality=Modality.CLAIMED, speakers=(speaker,)
    )
    assert "Turkey backs Armenia (arms), claimed, says France" in labels_of(
        store, tmp_path, about=(kb_iri("state", "France"),)
    )


def test_a_slice_about_a_conflict_holds_what_is_said_of_it(store: Store, tmp_path: Path) -> None:
    conflict = kb_iri("conflict", "Nagorno_Karabakh_conflict")
    found = labels_of(store, tmp_path, about=(conflict,))
    assert found == {
        "Turkey backs Azerbaijan (arms), claimed, says European diplomat, through Anadolu",
        "OSCE Minsk Group mediates between Armenia and Azerbaijan",
    }


def test_a_slice_about_a_place_holds_what_happened_there_and_within(store: Store, tmp_path: Path) -> None:
    palace = Place("Kremlin palace", "Kremlin_palace")
    note(store, "meets/talks", (TURKEY, FRANCE), day=date(2019, 5, 1), place=palace)
    found = labels_of(store, tmp_path, about=(kb_iri("place", "Moscow"),))
    assert "Turkey and France meet (talks)" in found
    assert "Sergey Lavrov and Zohrab Mnatsakanyan meet (talks), planned" in found
    assert len(found) == 2


def test_several_things_are_any_of_them(store: Store, tmp_path: Path) -> None:
    about = (kb_iri("state", "Turkey"), kb_iri("place", "Moscow"))
    assert len(labels_of(store, tmp_path, about=about)) == 3


def test_days_bound_a_slice_on_both_sides(store: Store, tmp_path: Path) -> None:
    for year in (2017, 2018, 2019):
        note(store, "meets/call", (TURKEY, FRANCE), words=f"in {year}", day=date(year, 5, 1))
    bounds = {"since": date(2018, 5, 1), "until": date(2018, 5, 1)}
    assert len(labels_of(store, tmp_path, **bounds)) == 1
    assert len(labels_of(store, tmp_path, about=(kb_iri("state", "France"),), **bounds)) == 1
    assert len(labels_of(store, tmp_path, until=date(2018, 12, 31))) == 2


def test_an_article_without_a_day_is_left_out_where_days_are_asked_for(store: Store, tmp_path: Path) -> None:
    text = "Nobody knows when, but it is said."
    claim = make_claim("backs/arms", (TURKEY,), (FRANCE,), words="it is said", text=text)
    store.add_article(*item_of(extraction_of(claim, text=text, day=None)))
    assert "Turkey backs France (arms)" in labels_of(store, tmp_path)
    assert "Turkey backs France (arms)" not in labels_of(store, tmp_path, since=date(1900, 1, 1))


def test_the_newest_articles_are_taken_and_a_gap_is_never_left(store: Store, tmp_path: Path) -> None:
    for number in range(8):
        note(store, "meets/call", (TURKEY, FRANCE), words=f"call {number}", day=date(2021, 1, 1 + number))
    exported = export(store, "protege", tmp_path / "talks.ttl", choice=Choice(limit=40))
    days = {str(day)[:10] for day in Graph().parse(tmp_path / "talks.ttl").objects(None, URIRef(DG.publishedOn))}
    newest = [f"2021-01-0{1 + number}" for number in reversed(range(8))]
    assert days == set(newest[: len(days)])
    assert 1 < exported.claim_count < 8
    assert exported.claim_count + exported.claims_left_out == 17


def test_room_is_kept_for_what_the_register_knows(store: Store, tmp_path: Path) -> None:
    store.add_articles([item_of(other_extraction(number)) for number in range(30)])
    note(store, "meets/call", (LAVROV, MNATSAKANYAN), day=date(2020, 10, 20))
    infer(store)
    holdings = labels_of(store, tmp_path, DG.OfficeHolding, limit=120)
    assert "Sergey Lavrov as Foreign Minister of Russia, from 2004-03-09" in holdings
    assert "Zohrab Mnatsakanyan as Foreign Minister of Armenia, from 2018-05-12" in holdings
    assert labels_of(store, tmp_path, DG.Obligation, limit=120)


def test_who_is_asked_for_is_in_the_slice_with_what_is_known_of_them(store: Store, tmp_path: Path) -> None:
    about = (kb_iri("person", "Vardan_Oskanian"), kb_iri("organization", MINSK_GROUP.key or ""))
    assert "Vardan Oskanian" in labels_of(store, tmp_path, DG.Person, about=about)
    assert "Vardan Oskanian as Foreign Minister of Armenia, from 1998-04" in labels_of(
        store, tmp_path, DG.OfficeHolding, about=about
    )
    assert "France as co-chair of OSCE Minsk Group, from 1997" in labels_of(store, tmp_path, DG.Membership, about=about)


@pytest.mark.parametrize(
    "choice",
    [
        Choice(about=(Iri("https://w3id.org/diplograph/kb/state/Zembla"),)),
        Choice(since=date(2021, 1, 1)),
        Choice(about=(RUSSIA_IRI,), until=date(2019, 1, 1)),
    ],
)
def test_a_slice_of_nothing_is_an_error_and_writes_nothing(store: Store, tmp_path: Path, choice: Choice) -> None:
    with pytest.raises(NothingFoundError) as caught:
        export(store, "protege", tmp_path / "talks.ttl", choice=choice)
    assert caught.value.hint
    assert not list(tmp_path.iterdir())


def test_a_store_without_articles_has_nothing_to_export(tmp_path: Path) -> None:
    with open_store("memory:") as empty, pytest.raises(NothingFoundError):
        export(empty, "protege", tmp_path / "talks.ttl")


def test_the_header_says_what_the_slice_is(store: Store, tmp_path: Path) -> None:
    choice = Choice(about=(RUSSIA_IRI,), since=date(2020, 1, 1), limit=25)
    exported = export(store, "protege", tmp_path / "talks.ttl", choice=choice)
    (text,) = Graph().parse(tmp_path / "talks.ttl").objects(None, URIRef("http://purl.org/dc/terms/description"))
    assert f"{exported.claim_count} claims about Russia, published since 2020-01-01" in text
    assert f"{exported.claims_left_out} more did not fit" in text


def test_only_what_the_slice_shows_grounds_for_is_concluded_in_it(store: Store, tmp_path: Path) -> None:
    note(store, "backs/political", (FRANCE,), (RUSSIA,), day=date(2015, 1, 1))
    infer(store)
    backs = URIRef(DG.backs)
    triple = (URIRef(kb_iri("state", "France").value), backs, URIRef(RUSSIA_IRI.value))
    export(store, "protege", tmp_path / "all.ttl")
    assert triple in Graph().parse(tmp_path / "all.ttl")
    export(store, "protege", tmp_path / "new.ttl", choice=Choice(since=date(2020, 1, 1)))
    assert triple not in Graph().parse(tmp_path / "new.ttl")
