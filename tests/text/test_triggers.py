"""Trigger words are found in any form, pairs only near each other."""

from diplograph.text.triggers import NEAR, TriggerIndex, Triggers

INDEX = TriggerIndex(
    [
        Triggers("contact", telling=frozenset({"meet"}), words=frozenset({"call"})),
        Triggers(
            "gifts", frozenset(), lone=frozenset({"mediate"}), pairs=((frozenset({"send"}), frozenset({"tank"})),)
        ),
    ]
)


def _positions(text: str) -> list[int]:
    return INDEX.find(text.split())


def test_words_are_found_in_their_forms() -> None:
    assert _positions("they met and called and are mediating") == [1, 3, 6]


def test_families_are_joined_by_strength() -> None:
    assert "met" in INDEX.telling and "mediates" in INDEX.telling and "called" not in INDEX.telling
    assert "mediates" in INDEX.lone and "met" not in INDEX.lone


def test_a_pair_counts_only_near() -> None:
    filling = "x " * NEAR
    assert _positions("it sent two tanks") == [1, 3]
    assert _positions(f"it sent {filling} tanks") == []


def test_matching_may_err_on_the_side_of_finding() -> None:
    assert INDEX.matches({"sent", "tanks"}) and INDEX.matches({"meeting"})
    assert not INDEX.matches({"sent", "letters"})
