"""Two keys under which names meet: one forgives typography, the other transliteration.

`fold` makes spellings equal that differ in case, accents, punctuation or spacing (`Côte d'Ivoire`, `COTE D IVOIRE`).
`sound_key` keeps what survives when a name crosses scripts: consonants, with those merged that romanisations swap
(`Pashinyan`, `Pasheenian`, `Pašinian`). It is a key for candidates and evidence for a score, never a proof.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_DECOMPOSED = str.maketrans(
    {
        "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE",
        "œ": "oe", "Œ": "OE", "Ð": "D", "Þ": "TH",
        "ə": "a", "Ə": "A", "ð": "d", "þ": "th", "’": "", "'": "", "ʻ": "", "ʼ": "", "`": "", "‘": "",
    }
)  # fmt: skip
_BREAK = re.compile(r"[\W_]+")

_SOUNDS = (
    ("tsch", "C"), ("tch", "C"), ("dzh", "J"), ("sch", "S"), ("shch", "S"), ("sh", "S"), ("ch", "C"), ("zh", "J"),
    ("dj", "J"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ts", "ts"), ("ck", "k"), ("x", "ks"),
    ("q", "k"), ("c", "k"), ("w", "v"), ("z", "z"), ("j", "J"),
)  # fmt: skip
_HISSING = str.maketrans(
    {"š": "sh", "Š": "Sh", "ş": "sh", "Ş": "Sh", "č": "ch", "Č": "Ch", "ç": "ch", "Ç": "Ch", "ž": "zh"}
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def fold(name: str) -> str:
    """The name in lower case, without accents and punctuation, its words separated by single spaces."""
    plain = unicodedata.normalize("NFKD", name.translate(_NOT_DECOMPOSED))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _BREAK.sub(" ", plain.casefold()).strip()


@lru_cache(maxsize=200_000)
def sound_key(word: str) -> str:
    """The consonants of one word, merged where romanisations swap them; a leading vowel becomes `a`."""
    letters = fold(word.translate(_HISSING)).replace(" ", "")
    leads_with_vowel = bool(letters) and letters[0] in "aeiouy" and not letters.startswith(("ye", "yu", "ya", "yo"))
    for spelling, sound in _SOUNDS:
        letters = letters.replace(spelling, sound)
    consonants = _DOUBLE.sub(r"\1", _VOWELS.sub(" ", letters).replace(" ", ""))
    return ("a" if leads_with_vowel else "") + consonants
