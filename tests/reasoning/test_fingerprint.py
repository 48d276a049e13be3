"""What of a text is compared, and how like two texts are."""

from __future__ import annotations

import random

import pytest

from diplograph.reasoning.syndication import are_copies, fingerprint, likeness
from diplograph.reasoning.syndication.grouping import Groups, join_neighbours
from diplograph.reasoning.syndication.wording import MOST_WORDS, opening_words

BODY = "Two ministers met in Tunis on Monday. They spoke for three hours, an aide said."
GOLDEN = ("31A+IeVAYlVUBvAxLgeMMako", (1771633628614, 51690033804083), 16)
WORDS = [word.strip(".,").lower() for word in BODY.split()]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Ministers meet in Tunis\n\n{BODY}",
        f"TUNIS, May 3 (Reuters) - {BODY}",
        f"Ministers meet\n\nTUNIS (AP) — {BODY}",
        f"TUNIS, May 3. /TASS/. {BODY}",
        f"By Jane A. Doe\n\n{BODY}\n\n(Reporting by Jane Doe; Editing by John Roe)",
        f"{BODY}\n\n© 2021 The Daily Coast. All rights reserved.\n\nFollow us on our pages.\n\nRead more: so far",
        f"{BODY}\n\nThis story was first published by the Daily Coast.",
        BODY.upper(),
        "Ministers meet\n\n" + BODY.replace("on Monday", "on\nMonday"),
    ],
)
def test_headline_dateline_and_credits_are_left_out(text: str) -> None:
    assert opening_words(text) == WORDS


@pytest.mark.parametrize("text", ["Ministers meet in Tunis", "TUNIS - ", "© 2021 The Daily Coast", "By Jane Doe"])
def test_where_nothing_else_is_left_all_words_count(text: str) -> None:
    assert opening_words(text)


def test_what_comes_late_is_not_looked_at() -> None:
    text = " ".join(f"word{number}" for number in range(1_000))
    assert len(opening_words(text)) == MOST_WORDS
    assert fingerprint(text) == fingerprint(text + " and more")


def test_a_fingerprint_stays_what_it_is() -> None:
    """Stores hold fingerprints: where they change, `VERSION` must."""
    found = fingerprint(" ".join(f"word{number % 37} and{number}" for number in range(60)))
    assert (found.signature[:24], found.bands[:2], len(found.bands)) == GOLDEN


@pytest.mark.parametrize("shared", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_likeness_estimates_the_runs_that_two_texts_share(shared: float) -> None:
    chance = random.Random(7)
    words = [f"{chance.getrandbits(40):x}" for _ in range(400)]
    one, other = words[:200], words[round(200 * (1 - shared)) :][:200]
    runs = [{tuple(each[start : start + 4]) for start in range(197)} for each in (one, other)]
    true = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    found = likeness(fingerprint(" ".join(one)).signature, fingerprint(" ".join(other)).signature)
    assert found == pytest.approx(true, abs=0.08)


def test_short_texts_are_alike_or_not() -> None:
    one, same, other = (fingerprint(text) for text in ("Talks go on.", "TALKS go on", "Talks go on today."))
    assert one == same and are_copies(one.signature, same.signature)
    assert not are_copies(one.signature, other.signature)
    assert not are_copies(one.signature, fingerprint("word " * 50).signature)


def test_things_are_joined_through_others_and_hardly_compared_twice() -> None:
    compared: list[tuple[str, str]] = []

    def are_alike(one: str, other: str) -> bool:
        compared.append((one, other))
        return abs(ord(one) - ord(other)) == 1

    groups = Groups("xz")
    join_neighbours(groups, {"a": [1, 2], "b": [1, 2, 3], "c": [3, 4], "e": [4]}, are_alike)
    assert list(groups) == [["a", "b", "c"], ["x"], ["z"]]
    assert sorted(compared) == [("b", "a"), ("c", "b"), ("e", "c")]
