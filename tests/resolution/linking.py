"""What is measured of automatic links: variants of known names, and names that only look like those of known actors.

`variants.csv`: a name, a surname with its title or an office, in a sentence of a day → the label meant.
`hard_negatives.csv`: words that somebody could take for `never`; `labels` holds whom they may be linked to, if anybody.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from diplograph.model import Link, LinkDecision, ResolvedSentence, Span

HERE = Path(__file__).parent
Row = Mapping[str, str]
Resolve = Callable[[str, str], tuple[ResolvedSentence, ...]]


def read_rows(file: str) -> tuple[Row, ...]:
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


VARIANTS = read_rows("variants.csv")
HARD_NEGATIVES = read_rows("hard_negatives.csv")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the words of a row were linked to.

    Attributes:
        is_right: whether they were linked to whom they mean.
        wrong: labels of those they were linked to and do not mean.
    """

    is_right: bool
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over both tables.

    Attributes:
        found: variants linked to whom they mean.
        variants: all variants.
        right, wrong: automatic links of variants and hard negatives.
    """

    found: int
    variants: int
    right: int
    wrong: int

    @property
    def precision(self) -> float:
        """The part of the automatic links that are right."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The part of the variants that are linked to whom they mean."""
        return self.found / self.variants


def judge_variant(row: Row, resolve: Resolve) -> Verdict:
    """A variant is right, wrong or not linked; the state that a title or office names is no part of it."""
    labels = [link.actor.label for link in _links(row, resolve) if link.actor.actor_class.value == "Person"]
    return Verdict(row["label"] in labels, tuple(label for label in labels if label != row["label"]))


def judge_negative(row: Row, resolve: Resolve) -> Verdict:
    """Whatever the words are linked to, actor or place, must be allowed, but for the state of a described office."""
    allowed, tempting = row["labels"].split(";"), row["never"].split(";")
    is_described = row["surface"].startswith("the ")
    labels = [
        link.actor.label
        for link in _links(row, resolve)
        if not is_described or link.actor.actor_class.value == "Person"
    ]
    places = [label for label in _places(row, resolve) if label in tempting]
    wrong = tuple(label for label in (*labels, *places) if label not in allowed)
    return Verdict(bool(labels) and not wrong, wrong)


def measure(resolve: Resolve) -> Figures:
    """Precision and recall of automatic links over both tables, known failures included."""
    variants = [judge_variant(row, resolve) for row in VARIANTS]
    negatives = [judge_negative(row, resolve) for row in HARD_NEGATIVES]
    every = (*variants, *negatives)
    found = sum(verdict.is_right for verdict in variants)
    right, wrong = (sum(map(bool, counted)) for counted in ([v.is_right for v in every], [v.wrong for v in every]))
    return Figures(found, len(variants), right, wrong)


def _links(row: Row, resolve: Resolve) -> Iterator[Link]:
    for sentence in _sentences(row, resolve):
        links: Sequence[Link | None] = (*(item.link for item in sentence.mentions), *sentence.descriptions)
        yield from (
            link
            for link in links
            if link and link.decision is LinkDecision.LINKED and link.actor.key and _overlaps(link.span, row)
        )


def _places(row: Row, resolve: Resolve) -> Iterator[str]:
    for sentence in _sentences(row, resolve):
        yield from (item.place.label for item in sentence.mentions if item.place and _overlaps(item.mention.span, row))


def _sentences(row: Row, resolve: Resolve) -> tuple[ResolvedSentence, ...]:
    return resolve(row["text"], row["date"])


def _overlaps(span: Span, row: Row) -> bool:
    start = row["text"].rindex(row["surface"])
    return span.start < start + len(row["surface"]) and start < span.end
