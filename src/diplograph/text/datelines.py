"""The place that a text was sent from, as its dateline gives it (`QUITO, May 3 (AFP) -`)."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORD = r"[A-Z][\w.'’]*(?:-[\w.'’]+)*"
_JOINT = r"(?:del?|la|las|los|el|al|of|the|du|es|sur|en)"
_DATELINE = re.compile(
    rf"^\W*(?P<city>{_WORD}(?: (?:{_JOINT} )?{_WORD}){{0,4}}?)"
    rf"(?P<more>(?:\s*,\s*(?:\d{{1,2}}(?: [A-Z][\w.]*)?|{_WORD}(?: {_WORD}){{0,3}}(?: \d{{1,2}})?))*)"
    r"\s*(?P<agency>\(\s*[\w/ .]{2,30}\))?\s*(?:--?|–|—|_|:)\s"
)
_AGENCIES = frozenset({"ap", "afp", "upi", "reuters", "efe", "tass", "xinhua", "dpa", "ans", "irna", "spa", "kuna"})


def find_seat(text: str, *, is_place: Callable[[str], bool]) -> str | None:
    """The city of a text's dateline, in capitals no longer; None when it has none.

    Args:
        text: the article.
        is_place: whether a name is that of a listed place; other names must be in capitals or have a country or an
            agency beside them.

    >>> find_seat("SAINT-CYR, France, May 3 (AFP) - Envoys met here.", is_place=lambda name: False)
    'Saint-Cyr'
    >>> find_seat("Talks: envoys met here.", is_place=lambda name: False)
    """
    match = _DATELINE.match(text)
    if match is None or match["city"].lower() in _AGENCIES:
        return None
    city = match["city"]
    is_marked = bool(match["agency"] or re.search(r"[A-Za-z]", match["more"])) or (city.isupper() and len(city) > 1)
    if not is_marked and not is_place(city):
        return None
    return city.title() if city.isupper() else city
