"""The forms of the trigger words, held against the language model's own table of irregular forms."""

import pytest

from diplograph.extraction.triggers import FAMILIES
from diplograph.reading.spacy_ import load_model
from diplograph.text.inflection import forms_of, forms_of_all

LEMMAS = sorted(
    {lemma for family in FAMILIES.values() for lemma in family.telling | family.words | family.lone}
    | {lemma for family in FAMILIES.values() for pair in family.pairs for side in pair for lemma in side}
)


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("visit", {"visit", "visits", "visited", "visiting"}),
        ("mediate", {"mediates", "mediated", "mediating"}),
        ("supply", {"supplies", "supplied", "supplying"}),
        ("confer", {"confers", "conferring", "conferred"}),
        ("ship", {"shipped", "shipping"}),
        ("meet", {"met", "meets", "meeting"}),
        ("fly", {"flew", "flown", "flies", "flying"}),
        ("agree", {"agreed", "agreeing"}),
        ("gunman", {"gunmen"}),
        ("clash", {"clashes", "clashed"}),
    ],
)
def test_a_lemma_stands_in_these_forms(lemma: str, forms: set[str]) -> None:
    assert forms <= forms_of(lemma)


def test_every_irregular_verb_form_of_a_trigger_is_made() -> None:
    irregular = load_model().get_pipe("lemmatizer").lookups.get_table("lemma_exc")["verb"]
    missing = {
        (form, lemma)
        for form, lemmas in irregular.items()
        for lemma in lemmas
        if lemma in LEMMAS and lemma + "s" != form and form not in forms_of(lemma)
    }
    assert missing == set()


def test_forms_of_several_lemmas_are_joined() -> None:
    assert forms_of_all(["back", "arm"]) == forms_of("back") | forms_of("arm")
