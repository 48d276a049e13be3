"""Capitals of bodies' names and letters in texts that are written in capitals throughout."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from diplograph.text.body_names import find_body_names, initials_of, is_name_word

_LETTERED = re.compile(r"\b[A-Z]{1,4}-\d{1,3}\b")
_IN_BRACKETS = re.compile(r"\(([A-Z]{2,7})\)")
_MIN_WORDS = 3
_MOST_WORDS = 9
_CLOSE = re.compile(r"['’\s-]*")


def raise_bodies(text: str, words: Sequence[re.Match[str]], letters: list[str], is_word: Callable[[str], bool]) -> None:
    """Gives bodies their capitals: `M-19`, letters in brackets with the name before them, and names by their words.

    Args:
        text: the text in capitals.
        words: its words.
        letters: the text as spelt so far, one letter an item; changed in place.
        is_word: whether a lower-case word is in the English lexicon.
    """
    for match in _LETTERED.finditer(text):
        if not is_word(match[0].split("-")[0].lower()) or match[0][1] == "-":
            _raise_all(letters, match.start(), match.end())
    for match in _IN_BRACKETS.finditer(text):
        if not is_word(match[1].lower()):
            _raise_short(match[1], text, letters)
            _raise_first(letters, _named_by(match[1], [word for word in words if word.end() < match.start()]))
    for start, end in find_body_names([_spelt(word, letters) for word in words], ()):
        group = words[start:end]
        is_run = all(_CLOSE.fullmatch(text[a.end() : b.start()]) for a, b in pairwise(group))
        is_long = len(group) >= _MIN_WORDS or group[-1][0] == "CHURCH"
        if is_run and is_long and not group[-1][0].endswith(("S", "s")):
            _raise_first(letters, group)


def _spelt(word: re.Match[str], letters: Sequence[str]) -> str:
    """A word with a capital if it has one by now, or if it says what a body is."""
    lowered = "".join(letters[word.start() : word.end()])
    return lowered.capitalize() if is_name_word(lowered) else lowered


def _named_by(short: str, before: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The words right before that begin with the letters of a short name."""
    for length in range(len(short), _MOST_WORDS + 1):
        group = before[-length:]
        if initials_of([word[0] for word in group]) == short and len(group) == length:
            return group
    return ()


def _raise_short(short: str, text: str, letters: list[str]) -> None:
    for match in re.finditer(rf"\b{short}\b", text):
        _raise_all(letters, match.start(), match.end())


def _raise_first(letters: list[str], group: Sequence[re.Match[str]]) -> None:
    for word in group:
        if word[0].lower() not in {"of", "the", "for", "and", "to", "de", "in"}:
            letters[word.start()] = word[0][0]


def _raise_all(letters: list[str], start: int, end: int) -> None:
    for index in range(start, end):
        letters[index] = letters[index].upper() if len(letters[index].upper()) == 1 else letters[index]
