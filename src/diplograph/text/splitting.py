"""Sentences told apart by their punctuation, without a parse; when in doubt two sentences stay one."""

from __future__ import annotations

import re
from collections.abc import Iterable

_END = re.compile(r"(?<=[^\W_])(?P<stop>[.!?]+)[\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-z])")
_WORD_BEFORE = re.compile(r"[\w.’'-]+$")
_LONGEST_WORD = 30
_ABBREVIATIONS = frozenset(
    {
        "mr", "mrs", "ms", "messrs", "dr", "prof", "rev", "hon", "gen", "col", "maj", "capt", "lt", "cmdr", "cpl",
        "sgt", "adm", "brig", "amb", "sen", "rep", "gov", "pres", "st", "ste", "mt", "ft", "no", "nos", "vol", "vs",
        "etc", "al", "inc", "co", "corp", "ltd", "bros", "jr", "sr", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
        "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "approx", "dept", "dist",
        "est", "fig", "art", "sec", "min", "max", "dip",
    }
)  # fmt: skip


class SentenceSplitter:
    """Splits text into sentences.

    Args:
        names: names as they are written; the words that stand before a stop inside one (`St. Lucia`) end no sentence.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._abbreviations = _ABBREVIATIONS | {word for name in names for word in _words_before_stops(name)}

    def split(self, text: str) -> list[tuple[int, int]]:
        """The spans of the sentences, which together are the whole text; white space belongs to what it follows."""
        starts = [0, *(match.end() for match in _END.finditer(text) if self._ends_sentence(text, match))]
        return list(zip(starts, [*starts[1:], len(text)], strict=True)) if text else []

    def _ends_sentence(self, text: str, match: re.Match[str]) -> bool:
        if match["stop"] != ".":
            return True
        before = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        word = before[0].lower() if before else ""
        return len(word) > 1 and "." not in word and word not in self._abbreviations


def _words_before_stops(name: str) -> Iterable[str]:
    for match in _END.finditer(name):
        before = _WORD_BEFORE.search(name, 0, match.start())
        yield before[0].lower() if before else ""
