"""Folding forgives typography, sound keys forgive transliteration; neither makes two names one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.folding import fold, sound_key

NO_CAPITAL = pytest.mark.xfail(
    reason="folding.py: Þ, Ð and Œ are missing in _NOT_DECOMPOSED, only þ, ð and œ are there"
)
TWO_SPACES = pytest.mark.xfail(reason="folding.py: _BREAK takes an underscore beside another mark for a second break")
NO_HACEK = pytest.mark.xfail(
    reason="folding.py: sound_key folds first, so š and ş are s, č and ç are k, never sh and ch"
)

NAMES = st.text(alphabet=st.characters(max_codepoint=0x17F, exclude_characters="ÞÐŒŉ_"))
"""Latin letters of Europe; those left out are known failures (most of them are rows below)."""

SAME_TYPOGRAPHY = [
    ("Côte d'Ivoire", "COTE D’IVOIRE"),
    ("Mevlüt Çavuşoğlu", "mevlut cavusoglu"),
    ("Recep Tayyip Erdoğan", "RECEP TAYYIP ERDOGAN"),
    ("Jens Stoltenberg", "  jens   STOLTENBERG "),
    ("Nagorno-Karabakh", "Nagorno Karabakh"),
    ("Løkke", "Lokke"),
    ("Łukasz", "lukasz"),
    ("Đinđić", "Dindic"),
    ("Groß", "Gross"),
    ("Æthel", "aethel"),
    ("Yıldırım", "Yildirim"),
    ("Mikʻayel Minasyan", "Mikayel Minasyan"),
    ("State_Department", "state department"),
    pytest.param("Þórdís", "þórdís", marks=NO_CAPITAL),
    pytest.param("Ðorđe", "ðorđe", marks=NO_CAPITAL),
    pytest.param("Œdipe", "œdipe", marks=NO_CAPITAL),
    pytest.param("Peru _Lima_", "Peru Lima", marks=TWO_SPACES),
]
SAME_SOUND = [
    ("Lavrov", "Lawrow"),
    ("Pashinyan", "Pashinian"),
    pytest.param("Pashinyan", "Pašinyan", marks=NO_HACEK),
    pytest.param("Çavuşoğlu", "Chavushoglu", marks=NO_HACEK),
    ("Shoigu", "Schoigu"),
    ("Erdogan", "Erdoghan"),
    ("Gorbachev", "Gorbatchev"),
    ("Zhukov", "Djukov"),
    ("Qadir", "Kadir"),
    ("Assad", "Asad"),
    ("Annan", "Anan"),
]
OTHER_SOUND = [
    ("Lavrov", "Larov"),
    ("Putin", "Pushin"),
    ("Aliyev", "Galiyev"),
    ("Saleh", "Salem"),
    ("Kuleba", "Kulega"),
]


@pytest.mark.parametrize(("left", "right"), SAME_TYPOGRAPHY)
def test_typography_does_not_count(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("Iran", "Iraq"), ("Niger", "Nigeria"), ("Mali", "Malia"), ("a b", "ab")])
def test_letters_and_word_borders_count(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@given(NAMES)
def test_folding_twice_is_folding_once(name: str) -> None:
    folded = fold(name)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())


@pytest.mark.parametrize(("left", "right"), SAME_SOUND)
def test_romanisations_of_one_name_sound_the_same(left: str, right: str) -> None:
    assert sound_key(left) == sound_key(right)


@pytest.mark.parametrize(("left", "right"), OTHER_SOUND)
def test_other_consonants_sound_different(left: str, right: str) -> None:
    assert sound_key(left) != sound_key(right)


@given(NAMES)
def test_a_sound_key_forgets_case_and_accents(name: str) -> None:
    assert sound_key(name) == sound_key(fold(name))
