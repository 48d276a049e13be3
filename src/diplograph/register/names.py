"""Names that need no table: bodies that every state has, and country names in other languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from diplograph.register.tables import StateRow

LANGUAGES = ("ru", "ar", "tr", "fa", "hy", "az", "fr", "es", "de", "uk", "zh", "he", "ka")
"""Languages whose country names `Register.search` accepts, as CLDR codes."""

_MINISTRIES = {
    "Ministry of Foreign Affairs": ("foreign ministry", "ministry of foreign affairs", "foreign office", "mfa"),
    "Ministry of Defence": ("defence ministry", "defense ministry", "ministry of defence", "ministry of defense"),
}


def ministries(state: StateRow) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The key, label and names of the ministries that deal with other states.

    The names combine each name and demonym of the state with the usual words for the ministry
    (`Russian Foreign Ministry`, `Foreign Ministry of Russia`, `Russia's Foreign Ministry`).
    """
    for title, words in _MINISTRIES.items():
        names = [f"{demonym} {word}" for demonym in state.demonyms for word in words]
        names += [f"{name} {word}" for name in (state.label, *state.aliases) for word in words]
        names += [f"{word} of {name}" for name in (state.label, *state.aliases) for word in words]
        key = f"{title.replace(' ', '_')}_of_{state.key}"
        article = "the " if state.label.startswith("United") else ""
        yield key, f"{title} of {article}{state.label}", tuple(names)


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale(language).territories)


def foreign_names(iso2: str) -> tuple[str, ...]:
    """The country's names in `LANGUAGES`, from the Unicode CLDR by way of babel."""
    found = (_territories(language).get(iso2) for language in LANGUAGES)
    return tuple(dict.fromkeys(name for name in found if name))
