"""Capitals put back where a text has lost its case (ALL CAPS or all small letters), for a parser of edited news.

Truecasing after the idea of Lita et al. (ACL 2003), with a word list in place of a language model: what the register
knows gets the register's spelling, a word that English does not have or that follows a title is a name, all else
is lower case. Every rule keeps the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from diplograph.reading.bodies_in_capitals import raise_bodies
from diplograph.text.folding import fold
from diplograph.text.reading_copy import ReadingCopy

_MIN_LETTERS = 20
_MIN_CAPITALS = 0.7
_PARTICIPLES = "backed|brokered|mediated|sponsored|led|based|controlled|supported|funded|trained|armed|born|made|held"
_WORD = re.compile(rf"[^\W\d_]+(?:(?:[.'’]|-(?!(?:{_PARTICIPLES})\b))[^\W\d_]+)*\.?", re.IGNORECASE)
"""A word; a participle after a name and a hyphen is one of its own (`eu-brokered`)."""
_TITLES = frozenset(
    {
        "president", "premier", "minister", "chancellor", "king", "queen", "prince", "emir", "sultan", "pope",
        "cardinal", "secretary", "ambassador", "envoy", "general", "colonel", "major", "captain", "lieutenant",
        "commander", "comrade", "senator", "mr", "mrs", "ms", "dr", "archbishop", "bishop", "spokesman",
        "spokeswoman", "mediator",
    }
)  # fmt: skip
_POSSESSIVE = re.compile(r"['’]S$", re.IGNORECASE)
_AFTER_TITLES = frozenset(
    {
        "today", "yesterday", "tomorrow", "tonight", "said", "says", "made", "met", "told", "added", "and", "who",
        "was", "has", "had", "will", "would", "can", "could", "may", "must", "should", "also", "did", "does", "went",
        "arrived", "left", "gave", "took", "held", "called", "himself", "herself", "with", "from", "for", "that",
        "announced", "stated", "noted", "were", "are", "have", "elect", "designate", "yet", "now", "then", "but",
    }
)  # fmt: skip
"""Words that follow a title without being a name."""
_CALENDAR = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
        "april", "june", "july", "august", "september", "october", "november", "december",
    }
)  # fmt: skip
_MONTH_WORDS = frozenset({"march", "may", "august"})
_BEFORE_MONTHS = frozenset({"in", "since", "until", "last", "next", "early", "late", "mid"})
_LOOKALIKES = frozenset(
    {
        "us", "who", "it", "am", "aid", "arm", "add", "best", "may", "as", "at", "is", "or", "so", "in", "no", "on",
        "do", "he", "we", "be", "said", "mali", "man", "most",
    }
)  # fmt: skip
"""Words of the language that are also listed names; where case is lost they cannot be told apart."""
_BEFORE_STATE = frozenset({"the", "a", "an", "this", "its", "former", "some", "several", "two", "top", "senior"})
_AFTER_STATE = frozenset(
    {
        "government", "president", "vice", "army", "military", "troops", "soldiers", "forces", "officials", "official",
        "embassy", "ambassador", "envoy", "senate", "senator", "senators", "congress", "house", "congressman",
        "congressmen", "state", "department", "secretary", "administration", "navy", "air", "marines", "citizens",
        "diplomats", "diplomat", "southern", "defense", "defence", "national", "policy", "aid", "assistance",
        "imperialism", "intervention", "invasion", "dollars", "authorities", "representative", "helicopters", "planes",
        "advisers", "delegation", "supreme", "foreign", "warships", "economic", "media", "intelligence",
    }
)  # fmt: skip
"""Words beside which `US` is the state and not the pronoun."""
_PARTS_OF_WORLD = frozenset(
    {"arab", "african", "european", "asian", "andean", "balkan", "baltic", "caribbean", "nordic", "scandinavian",
     "mediterranean", "islamic", "muslim", "moslem", "sahelian", "maghreb", "iberian", "american", "indochinese"}
)  # fmt: skip
_SHORT_WORDS = frozenset(
    {
        "a", "am", "an", "as", "at", "be", "by", "do", "go", "he", "i", "if", "in", "is", "it", "me", "my", "no", "of",
        "on", "or", "so", "to", "up", "us", "we",
    }
)  # fmt: skip
"""All else of two letters after a title is a name (`Premier Wu`)."""
_SENTENCE_END = re.compile(r"[^\W.][\w\"”][.!?][\"”]?\s+[\"“'(]*$")
_TAIL = 8
_LONGEST_OPENING = 30
"""Characters of quotation marks, brackets and spaces before the first word at the most."""


def has_lost_case(text: str) -> bool:
    """Whether a paragraph is written in capitals, or in small letters, throughout."""
    letters = sum(map(str.isalpha, text))
    capitals = sum(map(str.isupper, text))
    return letters >= _MIN_LETTERS and (capitals == 0 or capitals >= _MIN_CAPITALS * letters)


class Truecaser:
    """Restores capitals.

    Args:
        spellings: known names, folded → as they are usually written.
        surnames: last names of known persons that are no verbs or adjectives of the language, folded.
        is_word: whether a lower-case word is in the English lexicon.
    """

    def __init__(self, spellings: Mapping[str, str], surnames: Collection[str], is_word: Callable[[str], bool]) -> None:
        self._spellings = spellings
        self._is_word = is_word
        self._surnames = surnames
        self._longest: dict[str, int] = {}
        for name in spellings:
            count = name.count(" ") + 1
            self._longest[name.split()[0]] = max(self._longest.get(name.split()[0], 0), count)
        self._name_words = {word for name in spellings for word in name.split() if len(word) > 3 and not is_word(word)}

    def restore(self, copy: ReadingCopy) -> ReadingCopy:
        """The copy with capitals where edited English has them; unchanged if it has both cases."""
        return copy.spelt(self.spell(copy.text)) if has_lost_case(copy.text) else copy

    def spell(self, text: str) -> str:
        """A text of one case, or a sentence of one, as edited English spells it."""
        words = list(_WORD.finditer(text))
        folded = [fold(match[0]) for match in words]
        letters = _lower(text)
        position = 0
        while position < len(words):
            length = self._name_at(words, folded, position, letters)
            if not length:
                self._single(words, position, text, letters)
            position += length or 1
        raise_bodies(text, words, letters, self._is_word)
        return "".join(letters)

    def _name_at(self, words: list[re.Match[str]], folded: list[str], position: int, letters: list[str]) -> int:
        """Spells the longest known name that starts here; how many words it has, 0 for none."""
        first = folded[position].split()
        longest = min(self._longest.get(first[0], 0), len(words) - position) if first else 0
        for length in range(longest, 0, -1):
            group = words[position : position + length]
            name = " ".join(folded[position : position + length])
            if name not in self._spellings and _POSSESSIVE.search(group[-1][0]):
                name = name.removesuffix("s").rstrip()
            spelling = self._spellings.get(name)
            is_compound = letters[group[-1].end() : group[-1].end() + 1] == ["-"]
            is_lookalike = length == 1 and name in _LOOKALIKES and "." not in group[0][0] and not is_compound
            is_lookalike = is_lookalike and not (group[0][0].lower() == "us" and _is_state(words, position))
            if spelling is None or is_lookalike:
                continue
            words_as_spelt = spelling.split() if len(spelling.split()) == length else [spelling.title()] * length
            for match, spelt in zip(group, words_as_spelt, strict=True):
                for index in range(match.start(), match.end()):
                    is_first = index == match.start() and not spelt[0].islower()
                    if is_first or (spelt.isupper() and len(spelt) > 1):
                        _raise(letters, index)
            return length
        return 0

    def _single(self, words: list[re.Match[str]], position: int, text: str, letters: list[str]) -> None:
        match = words[position]
        word = match[0].lower().rstrip(".")
        stem = word.removesuffix("'s").removesuffix("’s")
        follows_title = position > 0 and words[position - 1][0].lower().rstrip(".") in _TITLES
        is_name = (
            word in _CALENDAR
            or stem in _PARTS_OF_WORLD
            or "." in word
            or stem in self._name_words
            or stem in self._surnames
            or (word in _MONTH_WORDS and text[max(0, match.start() - 2) : match.start() - 1].isdigit())
            or (word in _MONTH_WORDS and position > 0 and words[position - 1][0].lower() in _BEFORE_MONTHS)
            or self._closes_name(words, position, text)
            or (follows_title and stem not in _TITLES | _AFTER_TITLES | _SHORT_WORDS and text[match.start() - 2] != ",")
            or (len(stem) > 2 and not self._is_word(stem))
        )
        if is_name or _begins_sentence(text, match.start()):
            _raise(letters, match.start())
            if "." in word or (is_name and "-" in word):
                for index in range(match.start(), match.end()):
                    if letters[index - 1] in ".-":
                        _raise(letters, index)

    def _closes_name(self, words: list[re.Match[str]], position: int, text: str) -> bool:
        """Whether a word follows a name that English does not have and ends the phrase (`WILLIAM WALKER,`)."""
        if position == 0 or text[words[position].end() : words[position].end() + 1] not in {",", "'", "’"}:
            return False
        before = words[position - 1][0].lower()
        adjacent = words[position].start() - words[position - 1].end() == 1
        return adjacent and before not in _TITLES and before.isalpha() and not self._is_word(before)


def _is_state(words: list[re.Match[str]], position: int) -> bool:
    """Whether `US` is the state by the words beside it."""
    before = words[position - 1][0].lower() if position else ""
    after = words[position + 1][0].lower() if position + 1 < len(words) else ""
    return before in _BEFORE_STATE or after in _AFTER_STATE


def _begins_sentence(text: str, start: int) -> bool:
    """Whether a word stands first in the text or after the end of a sentence."""
    if _SENTENCE_END.search(text[max(0, start - _TAIL) : start]):
        return True
    return start < _LONGEST_OPENING and not text[:start].strip("\"“'( ")


def _lower(text: str) -> list[str]:
    """The letters in lower case, as many as they were."""
    lowered = text.lower()
    return list(lowered) if len(lowered) == len(text) else [_one_letter(c.lower(), c) for c in text]


def _raise(letters: list[str], index: int) -> None:
    letters[index] = _one_letter(letters[index].upper(), letters[index])


def _one_letter(changed: str, letter: str) -> str:
    """The changed letter, or the letter itself where case mapping makes two of it (`İ`, `ß`)."""
    return changed if len(changed) == 1 else letter
