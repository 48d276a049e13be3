"""How alike two names are, and what the number is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.text.similarity import compare_names

NEARER = [
    ("Sergej Lawrow", "Sergey Lavrov", "Sergei Lavrentiev"),
    ("Dmitro Kouleba", "Dmytro Kuleba", "Dmitry Medvedev"),
    ("Boris Johnston", "Boris Johnson", "Boris Pistorius"),
    ("Bachar el Assad", "Bashar al-Assad", "Hafez al-Assad"),
    ("Kim Jong Un", "Kim Jong-un", "Kim Jong-il"),
    ("Minks Group", "Minsk Group", "Contact Group"),
]
LETTERS = st.text(alphabet="aeioubdgklmnprstvz -'", max_size=24)


@pytest.mark.parametrize(("name", "near", "far"), NEARER)
def test_the_name_meant_is_nearer_than_its_neighbour(name: str, near: str, far: str) -> None:
    assert compare_names(name, near).score > compare_names(name, far).score


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Bashar al-Assad", "Bashar Assad"),
        ("Ursula von der Leyen", "Ursula Leyen"),
        ("Omar el-Bashir", "Omar al-Bashir"),
    ],
)
def test_particles_do_not_count(left: str, right: str) -> None:
    assert compare_names(left, right).score == 1.0


def test_particles_alone_are_compared_as_they_are() -> None:
    assert compare_names("von der", "von der").score == 1.0


@pytest.mark.parametrize(("left", "right"), [("", "Putin"), ("Putin", "..."), ("", "")])
def test_nothing_is_like_no_name(left: str, right: str) -> None:
    assert compare_names(left, right).score == 0.0
    assert not compare_names(left, right).same_sound


def test_same_sound_wants_every_word() -> None:
    assert compare_names("Sergei Lawrow", "Sergey Lavrov").same_sound
    assert compare_names("Lavrov, Sergey", "Sergey Lavrov").same_sound
    assert not compare_names("Lawrow", "Sergey Lavrov").same_sound
    assert not compare_names("Anton Lavrov", "Sergey Lavrov").same_sound


def test_the_features_make_the_score() -> None:
    found = compare_names("Dmitro Kouleba", "Dmytro Kuleba")
    features = found.features()
    assert set(features) == {"spelling", "last_word", "sound"}
    assert found.score == pytest.approx(
        0.4 * features["spelling"] + 0.2 * features["last_word"] + 0.4 * features["sound"], abs=1e-4
    )


@given(LETTERS, LETTERS)
def test_every_value_lies_between_0_and_1_whichever_name_comes_first(left: str, right: str) -> None:
    one, other = compare_names(left, right), compare_names(right, left)
    assert one.score == other.score
    assert all(0 <= value <= 1 for value in (one.score, *one.features().values()))


@given(LETTERS.filter(lambda name: any(map(str.isalpha, name))))
def test_a_name_is_wholly_like_itself(name: str) -> None:
    assert compare_names(name, name).score == 1.0
