"""How many copies of articles are found, and how many other articles are taken for copies.

    python benchmarks/copies.py [--pairs N] [--seed N]

Articles are put together from the invented passages, four to ten each. A copy has another dateline and other credits,
and is changed as its row says: *edited*: one to six of a hundred words replaced, dropped or put in; *cut*: the last
fifth to two thirds gone; *added to*: a paragraph more, anywhere; *new opening*: six of ten words of the first paragraph
replaced. Two *reports of one event* share up to two paragraphs word for word, as quoted statements and background are,
have three of ten others in common with every second word replaced, and are otherwise about the same number of other
paragraphs, in another order. All are made up.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from diplograph.reasoning.syndication import Fingerprint, fingerprint, likeness
from diplograph.reasoning.syndication.fingerprint import LEAST_LIKENESS

_PASSAGES: Final = Path(__file__).parent / "passages" / "invented"
_DATELINES: Final = (
    "MOSCOW, Oct 9 (Reuters) - ", "YEREVAN (AP) — ", "BAKU, October 10. /TASS/. ", "PARIS, Oct. 10 (AFP) - ", "",
    "ANKARA – ",
)  # fmt: skip
_CREDITS: Final = (
    "(Reporting by A. Writer; Editing by B. Editor)", "© 2020 The Daily Coast. All rights reserved.", "",
    "Follow us for the latest news.", "Read more: what we know so far about the talks",
)  # fmt: skip
EDITED, CUT, ADDED, OPENING = "edited", "cut", "added to", "new opening"
WAYS: Final[Sequence[frozenset[str]]] = [
    frozenset(each)
    for each in ((), (EDITED,), (CUT,), (ADDED,), (EDITED, CUT), (EDITED, ADDED), (EDITED, CUT, ADDED),
                 (OPENING,), (OPENING, CUT), (OPENING, EDITED, ADDED))
]  # fmt: skip
Pair = tuple[Fingerprint, Fingerprint]


class Writer:
    """Makes articles, copies of them, and other reports of the same event."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        lines = [line for path in sorted(_PASSAGES.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
        texts = [json.loads(line)["text"] for line in lines]
        self._passages = [text for text in texts if 25 <= len(text.split()) <= 90]
        self._words = [word for text in self._passages for word in text.split()]

    def copies(self, way: frozenset[str], count: int) -> Iterator[Pair]:
        """So many articles, each with a copy."""
        for _ in range(count):
            original = self._paragraphs()
            yield self._print(original), self._print(self._copy(original, way))

    def reports(self, count: int) -> Iterator[Pair]:
        """So many pairs of reports of one event."""
        for _ in range(count):
            original = self._paragraphs()
            yield self._print(original), self._print(self._retold(original))

    def _paragraphs(self) -> list[str]:
        return self._chance.choices(self._passages, k=self._chance.randint(4, 10))

    def _print(self, paragraphs: Sequence[str]) -> Fingerprint:
        headline = " ".join(self._chance.choices(self._words, k=9)).rstrip(".!?")
        body = self._chance.choice(_DATELINES) + "\n\n".join(paragraphs)
        return fingerprint(f"{headline}\n\n{body}\n\n{self._chance.choice(_CREDITS)}")

    def _copy(self, paragraphs: Sequence[str], way: frozenset[str]) -> list[str]:
        copy = list(paragraphs)
        if CUT in way:
            copy = copy[: max(2, round(len(copy) * self._chance.uniform(0.35, 0.8)))]
        if EDITED in way:
            rate = self._chance.uniform(0.01, 0.06)
            copy = [self._edited(each, rate) for each in copy]
        if ADDED in way:
            copy.insert(self._chance.randint(0, len(copy)), self._chance.choice(self._passages))
        if OPENING in way:
            copy[0] = self._edited(copy[0], 0.6)
        return copy

    def _retold(self, paragraphs: Sequence[str]) -> list[str]:
        shared = self._chance.sample(range(len(paragraphs)), k=self._chance.choice([0, 1, 1, 2][: len(paragraphs) - 2]))
        told = [
            each if number in shared else self._edited(each, 0.5) if self._chance.random() < 0.3 else self._other()
            for number, each in enumerate(paragraphs)
        ]
        self._chance.shuffle(told)
        return told

    def _other(self) -> str:
        return self._chance.choice(self._passages)

    def _edited(self, text: str, rate: float) -> str:
        words: list[str] = []
        for word in text.split():
            chance = self._chance.random()
            if not rate / 2 <= chance < rate * 3 / 4:
                words.append(self._chance.choice(self._words) if chance < rate / 2 else word)
            if rate * 3 / 4 <= chance < rate:
                words.append(self._chance.choice(self._words))
        return " ".join(words)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How many copies are found, and how many others taken for copies.")
    parser.add_argument("--pairs", type=int, default=300, help="pairs of each kind of copy [300]")
    parser.add_argument("--seed", type=int, default=25)
    given = parser.parse_args()
    writer = Writer(given.seed)
    copies = {way: list(writer.copies(way, given.pairs)) for way in WAYS}
    others = list(writer.reports(given.pairs * len(WAYS)))
    limits = (0.15, 0.2, LEAST_LIKENESS, 0.3, 0.35, 0.4)
    print(f"{given.pairs} pairs a row; likeness from which on two texts are copies; {LEAST_LIKENESS} is what counts\n")
    print(_row(["found of copies", *map(str, limits)]), _row(["---", *("---:" for _ in limits)]), sep="\n")
    for way, pairs in copies.items():
        print(_row([", ".join(sorted(way)) or "unchanged", *(f"{_found(pairs, limit):.1%}" for limit in limits)]))
    everything = [pair for pairs in copies.values() for pair in pairs]
    print(_row(["all copies: recall", *(f"{_found(everything, limit):.1%}" for limit in limits)]))
    print(_row(["reports of one event", *(f"{_found(others, limit):.1%}" for limit in limits)]))
    print(_row(["precision, as many of each", *(f"{_precision(everything, others, limit):.1%}" for limit in limits)]))


def _found(pairs: Sequence[Pair], limit: float) -> float:
    """The part of the pairs that are taken for copies."""
    return sum(_is_found(*pair, limit) for pair in pairs) / len(pairs)


def _is_found(one: Fingerprint, other: Fingerprint, limit: float) -> bool:
    return bool({*one.bands} & {*other.bands}) and likeness(one.signature, other.signature) >= limit


def _precision(copies: Sequence[Pair], others: Sequence[Pair], limit: float) -> float:
    right, wrong = _found(copies, limit), _found(others, limit)
    return right / (right + wrong)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
