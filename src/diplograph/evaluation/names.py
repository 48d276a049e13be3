"""When two names of an annotation count as the same.

Names are folded to lower-case ASCII words, then common variants to one form. A descriptive name
('Ukrainian separatists', 'separatists in eastern Ukraine') equals a gold name when at least two word
stems, and two thirds of the shorter name's, agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

MAX_ROLL_UP_HOPS = 4
STEM_CHARACTERS = 5
WORDS_WITHOUT_STEM = frozenset({"a", "and", "for", "in", "of", "s", "the", "to"})
VARIANTS: Mapping[str, tuple[str, ...]] = {
    "african union": ("african union commission",),
    "china": ("prc", "peoples republic of china"),
    "cote divoire": ("ivory coast",),
    "czech republic": ("czechia",),
    "democratic republic of the congo": ("congo kinshasa", "dr congo"),
    "european union": ("eu",),
    "fmln": ("farabundo marti national liberation front",),
    "gambia": ("the gambia",),
    "iran": ("islamic republic of iran",),
    "minsk group": ("osce minsk group",),
    "moldova": ("republic of moldova",),
    "myanmar": ("burma",),
    "nato": ("north atlantic treaty organization",),
    "north korea": ("democratic peoples republic of korea",),
    "organization of american states": ("oas",),
    "palestinians": (
        "palestine",
        "palestine liberation organization",
        "palestinian authority",
        "plo",
        "state of palestine",
    ),
    "russia": ("russian federation",),
    "south korea": ("republic of korea",),
    "soviet union": ("ussr",),
    "syria": ("syrian arab republic",),
    "turkey": ("turkiye",),
    "united kingdom": ("britain", "great britain", "uk"),
    "united nations": ("un",),
    "united states": ("u s", "united states of america", "us", "usa"),
    "vatican": ("holy see", "vatican city"),
    "vietnam": ("viet nam",),
}
_STANDARD_FORM = {variant: form for form, variants in VARIANTS.items() for variant in variants}


def fold(name: str) -> str:
    """The form under which names are compared: ASCII, lower case, no article, variants made one.

    >>> fold("The Türkiye"), fold("U.S.")
    ('turkey', 'united states')
    """
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").casefold()
    words = re.sub(r"[^a-z0-9 ]+", " ", ascii_name.replace("'", "")).strip()
    folded = " ".join(words.removeprefix("the ").split())
    return _STANDARD_FORM.get(folded, folded)


def stems(name: str) -> frozenset[str]:
    """The first five letters of each word that carries meaning."""
    return frozenset(word[:STEM_CHARACTERS] for word in fold(name).split() if word not in WORDS_WITHOUT_STEM)


def spell_as(name: str, known_names: frozenset[str]) -> str:
    """The spelling of `known_names` that means the folded `name`, or the name itself."""
    if name in known_names:
        return name
    return next((known for known in sorted(known_names) if _describe_the_same(name, known)), name)


def _describe_the_same(name: str, other: str) -> bool:
    mine, theirs = stems(name), stems(other)
    shared = len(mine & theirs)
    return shared >= 2 and shared >= 2 / 3 * min(len(mine), len(theirs))


def roll_up(names: Iterable[str], affiliations: Mapping[str, str]) -> frozenset[str]:
    """The folded states or organisations that the named actors belong to, themselves when nothing is known."""
    wholes = {fold(part): fold(whole) for part, whole in affiliations.items()}
    return frozenset(_climb(fold(name), wholes) for name in names)


def _climb(name: str, wholes: Mapping[str, str]) -> str:
    for _ in range(MAX_ROLL_UP_HOPS):
        name = wholes.get(name, name)
    return name
