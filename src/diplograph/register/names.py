"""Names that need no table: ministries that every state has, and country names in other languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from diplograph.register.rows import OrganizationRow, PolityRow, StateRow

_LANGUAGES = {
    "LATIN": ("tr", "az", "fr", "es", "de"),
    "CYRILLIC": ("ru", "uk"),
    "ARABIC": ("ar", "fa"),
    "ARMENIAN": ("hy",),
    "CJK": ("zh",),
    "HEBREW": ("he",),
    "GEORGIAN": ("ka",),
}
"""Languages whose country names `Register.search` accepts, as CLDR codes, by script."""

_FOREIGN, _DEFENCE = "Ministry of Foreign Affairs", "Ministry of Defence"
_MINISTRIES = {
    _FOREIGN: ("foreign ministry", "ministry of foreign affairs", "foreign office", "mfa"),
    _DEFENCE: ("defence ministry", "defense ministry", "ministry of defence", "ministry of defense"),
}
_NAMED_OTHERWISE = {
    ("United_States", _FOREIGN): "United_States_Department_of_State",
    ("United_States", _DEFENCE): "United_States_Department_of_Defense",
    ("United_Kingdom", _FOREIGN): "Foreign_Office_of_the_United_Kingdom",
    ("India", _FOREIGN): "Ministry_of_External_Affairs_of_India",
}
"""Ministries with names of their own, which `organizations.csv` lists."""

_WITHOUT_DEFENCE = frozenset(
    {"Andorra", "Costa_Rica", "Dominica", "Grenada", "Iceland", "Kiribati", "Liechtenstein", "Marshall_Islands",
     "Mauritius", "Micronesia", "Monaco", "Nauru", "Palau", "Panama", "Saint_Lucia", "Saint_Vincent_and_the_Grenadines",
     "Samoa", "San_Marino", "Solomon_Islands", "Tuvalu", "Vanuatu", "Vatican_City", "Zanzibar",
     "Autonomous_Administration_of_North_and_East_Syria"}
)  # fmt: skip
_WITHOUT_FOREIGN = frozenset({"Autonomous_Administration_of_North_and_East_Syria", "Kurdistan_Regional_Government"})
_WITH_ARTICLE = re.compile(
    r"^(United|Democratic Republic|Republic|Chechen)\b"
    r"|\b(Republic|Islands|Emirates|Union|Netherlands|Philippines|Maldives|Bahamas|Comoros|Gambia)$"
)


@dataclass(frozen=True, slots=True)
class Ministry:
    """A ministry that deals with other states.

    Attributes:
        key: its key.
        label: its usual English name.
        of: key of its state or polity.
        names: what news call it.
        is_listed: whether `organizations.csv` has its row, because its name is not the usual one.
    """

    key: str
    label: str
    of: str
    names: tuple[str, ...]
    is_listed: bool


def ministries(state: StateRow | PolityRow) -> Iterator[Ministry]:
    """The ministries of a state or de-facto polity.

    The names combine each name and demonym of the state with the usual words for the ministry
    (`Russian Foreign Ministry`, `Foreign Ministry of Russia`, `Russia's Foreign Ministry`).
    """
    article = "the " if _WITH_ARTICLE.search(state.label) else ""
    for title, words in _MINISTRIES.items():
        if state.key in (_WITHOUT_FOREIGN if title == _FOREIGN else _WITHOUT_DEFENCE):
            continue
        names = [f"{demonym} {word}" for demonym in state.demonyms for word in words]
        names += [f"{name} {word}" for name in (state.label, *state.aliases) for word in words]
        names += [f"{word} of {name}" for name in (state.label, *state.aliases) for word in words]
        listed = _NAMED_OTHERWISE.get((state.key, title))
        key = listed or f"{title.replace(' ', '_')}_of_{state.key}"
        label = f"{title} of {article}{state.label}"
        yield Ministry(key, label, state.key, tuple(names), is_listed=listed is not None)


def ministry_rows(state: StateRow | PolityRow, listed: Collection[str]) -> Iterator[OrganizationRow]:
    """The rows of a state's ministries whose keys are not among those listed."""
    for ministry in ministries(state):
        if not ministry.is_listed and ministry.key not in listed:
            bounds = state.valid_from, state.valid_until
            yield OrganizationRow(
                ministry.key, ministry.label, None, "GovernmentBody", state.key, None, (), (), *bounds, state.source
            )


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale(language).territories)


def script_of(name: str) -> str:
    """The script of a name's first letter (`LATIN`, `CYRILLIC` …)."""
    letter = next((letter for letter in name if letter.isalpha()), "a")
    return unicodedata.name(letter, "LATIN").split()[0]


def foreign_names(iso2: str, script: str) -> tuple[str, ...]:
    """The country's names in languages with this script, from the Unicode CLDR by way of babel."""
    found = (_territories(language).get(iso2) for language in _LANGUAGES.get(script, ()))
    return tuple(dict.fromkeys(name for name in found if name))
