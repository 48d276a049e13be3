"""How alike two names are, with the values that make the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from diplograph.text.folding import fold, sound_key

_PARTICLES = frozenset(
    {"al", "el", "ul", "bin", "ibn", "von", "van", "de", "da", "dos", "di", "der", "la", "le", "abu"}
)


@dataclass(frozen=True, slots=True)
class NameSimilarity:
    """The comparison of two names; every value lies between 0 and 1.

    Attributes:
        spelling: token-sorted edit ratio of the folded names.
        last_word: Jaro–Winkler similarity of the last words.
        sound: mean similarity of the words' sound keys, each word with its best partner.
        first_word: similarity of the sound keys of the first words.
        same_sound: whether every word has a partner with the very same sound key, and the count of words agrees.
    """

    spelling: float
    last_word: float
    sound: float
    first_word: float
    same_sound: bool

    @property
    def is_namesake(self) -> bool:
        """Whether the last words agree and the first do not: a relative or namesake, not a spelling of the name."""
        return self.last_word > 0.85 and self.first_word < 0.7

    @property
    def score(self) -> float:
        """One number: how likely the two are spellings of one name, before any other evidence."""
        return round(0.4 * self.spelling + 0.2 * self.last_word + 0.4 * self.sound, 4)

    def features(self) -> Mapping[str, float]:
        """The values by name, for a candidate's record."""
        return {"spelling": self.spelling, "last_word": self.last_word, "sound": self.sound}


def _words(name: str) -> list[str]:
    words = [word for word in fold(name).split() if word not in _PARTICLES]
    return words or fold(name).split()


def compare_names(left: str, right: str) -> NameSimilarity:
    """Compare two names of persons or bodies, word by word and as a whole."""
    left_words, right_words = _words(left), _words(right)
    if not left_words or not right_words:
        return NameSimilarity(0.0, 0.0, 0.0, 0.0, same_sound=False)
    left_keys = [sound_key(word) for word in left_words]
    right_keys = [sound_key(word) for word in right_words]
    best = [max(JaroWinkler.similarity(key, other) for other in right_keys) for key in left_keys]
    back = [max(JaroWinkler.similarity(key, other) for other in left_keys) for key in right_keys]
    return NameSimilarity(
        spelling=round(fuzz.token_sort_ratio(" ".join(left_words), " ".join(right_words)) / 100, 4),
        last_word=round(JaroWinkler.similarity(left_words[-1], right_words[-1]), 4),
        sound=round((sum(best) + sum(back)) / (len(best) + len(back)), 4),
        first_word=round(JaroWinkler.similarity(left_keys[0], right_keys[0]), 4),
        same_sound=sorted(left_keys) == sorted(right_keys),
    )
