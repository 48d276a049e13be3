"""Which noun phrases stand for actors, and how they name them."""

from __future__ import annotations

import pytest

from diplograph.extraction.pairs.phrases import Naming, PhraseFinder

from .conftest import Denote


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kenya met Uganda.", [("Kenya", Naming.NAME), ("Uganda", Naming.NAME)]),
        (
            "Kenyan officials met Ugandan rebels.",
            [("Kenya", Naming.DESCRIPTION), ("Ugandan rebels", Naming.DESCRIPTION)],
        ),
        (
            "Peru and Chile said that they would meet.",
            [("Peru", Naming.NAME), ("Chile", Naming.NAME), ("Peru", "pronoun")],
        ),
        ("Peru's minister met nobody.", [("Peru", Naming.NAME), ("Peru", Naming.DESCRIPTION)]),
        ("The farmers met the miners.", []),
    ],
)
def test_actors_are_listed_with_the_way_they_are_named(text: str, found: list[tuple[str, str]], denote: Denote) -> None:
    phrases = PhraseFinder(denote(text)).find()
    named = [(phrase.actors[0].label, phrase.naming) for phrase in phrases]
    assert set(found) <= set(named) if found else not named


def test_a_phrase_covers_the_words_of_its_name(denote: Denote) -> None:
    denoter = denote("The United Arab Emirates met Uganda.")
    first = PhraseFinder(denoter).find()[0]
    assert denoter.tree.text(first.start, first.end) == "United Arab Emirates"
    assert first.start <= first.index < first.end


def test_a_person_of_whom_nothing_is_known_is_no_side(denote: Denote) -> None:
    assert not PhraseFinder(denote("Xandra Quill met Yorick Plume.")).find()


def test_a_number_in_a_compound_means_no_two_sides(denote: Denote) -> None:
    phrases = PhraseFinder(denote("Peru met Chile on a two-day visit.")).find()
    assert [phrase.naming for phrase in phrases] == [Naming.NAME, Naming.NAME]
