"""Which office a title speaks of, and of which actor."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.model import Token
from diplograph.syntax import Tree

OFFICE_WORDS: dict[str, str] = {
    "foreign minister": "foreign-minister",
    "foreign ministers": "foreign-minister",
    "foreign secretary": "foreign-minister",
    "secretary of state": "foreign-minister",
    "top diplomat": "foreign-minister",
    "chief diplomat": "foreign-minister",
    "minister of foreign affairs": "foreign-minister",
    "external affairs minister": "foreign-minister",
    "prime minister": "head-of-government",
    "prime ministers": "head-of-government",
    "premier": "head-of-government",
    "chancellor": "head-of-government",
    "president": "head-of-state",
    "presidents": "head-of-state",
    "king": "head-of-state",
    "queen": "head-of-state",
    "emperor": "head-of-state",
    "emir": "head-of-state",
    "sultan": "head-of-state",
    "supreme leader": "head-of-state",
    "pope": "head-of-state",
    "defence minister": "defence-minister",
    "defense minister": "defence-minister",
    "defence secretary": "defence-minister",
    "defense secretary": "defence-minister",
    "secretary of defense": "defence-minister",
    "secretary-general": "head-of-organization",
    "secretary general": "head-of-organization",
    "vice president": "vice-president",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "spokesperson": "spokesperson",
}
"""Titles in English news, singular and plural, with the office kind of `ontology/codes.ttl`; longer ones first win."""

_ENDINGS = ("minister", "ministers", "president", "presidents", "premier", "premiers", "chancellor", "king", "queen",
            "emperor", "emir", "sultan", "leader", "secretary", "diplomat", "general", "spokesman", "spokeswoman",
            "spokesperson", "pope", "state", "affairs", "defense")  # fmt: skip


_UNLISTED = frozenset({"governor", "mayor", "senator", "judge", "congressman", "congresswoman", "professor", "justice"})
_PORTFOLIOS = frozenset(
    {
        "finance", "interior", "trade", "energy", "oil", "health", "culture", "economy", "education", "information",
        "justice", "transport", "agriculture", "labour", "labor", "tourism", "water", "environment", "immigration",
        "planning", "home",
    }
)  # fmt: skip


def office_kind(words: Sequence[str]) -> str | None:
    """The office kind that a run of words ends with, or None (`Azerbaijani`, `Foreign`, `Minister` → foreign-minister).

    A deputy, former or acting-by-negation title is no office here (`deputy foreign minister`, `former president`).
    """
    lowered = [word.lower().strip(",") for word in words]
    if lowered[-2:] == ["-", "elect"] or lowered[-1:] == ["elect"]:
        lowered = lowered[:-2] if lowered[-2:-1] == ["-"] else lowered[:-1]
    if any(word in {"deputy", "former", "ex", "ex-president", "vice", "assistant", "then", "late"} for word in lowered):
        return "vice-president" if " ".join(lowered).endswith("vice president") else None
    for length in (4, 3, 2, 1):
        tail = " ".join(lowered[-length:]).replace(" - ", "-")
        if len(lowered) >= length and (kind := OFFICE_WORDS.get(tail)):
            return kind
    return None


def is_unlisted_office(words: Sequence[str]) -> bool:
    """Whether a run of words ends in the title of an office that the register does not list (`finance minister`)."""
    last = [word.lower() for word in words[-2:]]
    return bool(last) and (last[-1] in _UNLISTED or (last[-1] == "minister" and last[0] in _PORTFOLIOS))


def title_before(tokens: Sequence[Token], start: int) -> list[str]:
    """The title words right before a name (`Russian Foreign Minister` before `Lavrov`), at most six."""
    first = start
    while first > 0 and start - first < 6:
        token = tokens[first - 1]
        is_hyphen = token.text == "-" and tokens[first].lemma == "general"
        if is_hyphen:
            first -= 1
            continue
        if token.pos in {"PUNCT", "VERB", "ADP", "CCONJ", "AUX", "PRON", "SCONJ"} and token.text.lower() != "of":
            break
        first -= 1
    return [token.text for token in tokens[first:start]]


def title_span(tree: Tree, head: int) -> tuple[int, int] | None:
    """The span of a noun phrase that describes an office holder, from its first modifier to the title's last word."""
    token = tree.tokens[head]
    if token.pos not in {"NOUN", "PROPN"} or token.lemma.rstrip("s") not in {word.rstrip("s") for word in _ENDINGS}:
        return None
    left = min((i for i in tree.subtree(head) if i <= head and _is_modifier(tree, i, head)), default=head)
    return left, head + 1


def _is_modifier(tree: Tree, index: int, head: int) -> bool:
    while index != head:
        token = tree.tokens[index]
        if token.dep not in {"amod", "compound", "nmod", "poss", "det", "conj", "cc", "case", "punct"}:
            return False
        if token.head == index:
            return False
        index = token.head
    return True
