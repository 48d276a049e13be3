"""A state's name that names something else where it stands: a town or state of the US, a river, a part of a state."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.model import Mention, Token

_US_STATES = frozenset(
    {
        "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida",
        "georgia", "hawaii", "idaho", "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine",
        "maryland", "massachusetts", "michigan", "minnesota", "mississippi", "missouri", "montana", "nebraska",
        "nevada", "ohio", "oklahoma", "oregon", "pennsylvania", "tennessee", "texas", "utah", "vermont", "virginia",
        "wisconsin", "wyoming",
    }
)  # fmt: skip
"""The states of the US whose names are one word, but for Washington, which is more often the capital."""
_TOWNS = {"georgia": frozenset({"atlanta", "savannah", "augusta", "macon", "marietta", "columbus", "plains"})}
"""Towns by which the state of the US is told from the state of the same name."""
_GROUND = frozenset(
    {
        "delta", "river", "basin", "valley", "desert", "gorge", "avenue", "street", "square", "hospital", "airport",
        "tech",
    }
)  # fmt: skip
"""What on the ground is named after a state, without being the state."""


_CURRENCIES = frozenset(
    {"dollar", "pound", "franc", "mark", "peso", "yen", "crown", "krona", "krone", "shilling", "rupee", "ruble",
     "rouble", "dinar", "dirham", "riyal", "rial", "lira", "shekel", "yuan", "won", "dong", "ringgit", "rand",
     "cent"}
)  # fmt: skip
"""What a state's money is called (`50 million U.S. dollars`)."""


def names_elsewhere(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a known name means a town (`Lebanon, Pennsylvania`), part of a state, a landmark or money."""
    name = mention.span.exact.lower()
    before = [token.text.lower() for token in tokens[max(0, mention.start - 3) : mention.start]]
    after = tokens[mention.end : mention.end + 2]
    if len(after) == 2 and after[0].text == "," and after[1].text.lower() in _US_STATES - {name}:
        return True
    if before[-1:] == [","] and before[-2:-1] and before[-2] in _TOWNS.get(name, ()):
        return True
    if before[-2:] == ["state", "of"] and before[0] in {"us", "u.s.", "american"}:
        return True
    if after and after[0].lemma in _CURRENCIES and after[0].tag.startswith("NN"):
        return True
    return bool(after) and after[0].text[:1].isupper() and _is_ground(after)


def _is_ground(after: Sequence[Token]) -> bool:
    """`Niger Delta`, `Niger State`; not `Oman State Council`."""
    word = after[0].text.lower()
    return word in _GROUND or (word == "state" and not (len(after) > 1 and after[1].pos == "PROPN"))
