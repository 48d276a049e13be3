"""Organisations and armed movements in a parsed sentence that are not listed, by their full names and their letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplograph.model import Sense, SenseKind, Token
from diplograph.text.body_names import FIGHTERS, find_body_names, is_acronym

Known = tuple[int, int, tuple[Sense, ...]]

_MEMBERS = frozenset({"leader", "leadership", "movement", "party", "chief", "militant", "delegation", "dissident"})
"""Nouns that say of the letters before them that they stand for a body (`ELN leaders`)."""
_STATES = frozenset({SenseKind.DEMONYM, SenseKind.METONYM, SenseKind.PLACE})
_POLITIES = frozenset({"State", "DisputedPolity"})


def find_bodies(tokens: Sequence[Token], known: Sequence[Known]) -> list[tuple[int, int]]:
    """The unlisted bodies' names, with the short names that brackets or fighters beside them give away.

    A listed body inside a name wins over it; a state, people, place or person in it is a part of the name.
    """
    names = [
        name
        for name in find_body_names([token.text for token in tokens], _states(known))
        if not any(
            s < name[1] and name[0] < e and (_is_body(senses) or _sticks_out((s, e), name)) for s, e, senses in known
        )
    ]
    ends = {end for _, end in names} | {end for _, end, senses in known if _is_body(senses)}
    taken = {i for start, end, _ in known for i in range(start, end)}
    return names + [(i, i + 1) for i in _short_names(tokens, ends) if i not in taken]


def _states(known: Sequence[Known]) -> frozenset[int]:
    return frozenset(i for start, end, senses in known if _is_state(senses) for i in range(start, end))


def _is_state(senses: Sequence[Sense]) -> bool:
    return any(s.kind in _STATES or (s.actor and s.actor.actor_class in _POLITIES) for s in senses)


def _is_body(senses: Sequence[Sense]) -> bool:
    """Whether a listed name is that of a body, a treaty or a conflict."""
    kinds = {SenseKind.TREATY, SenseKind.CONFLICT}
    actors = [sense.actor.actor_class for sense in senses if sense.actor and sense.kind is SenseKind.NAME]
    return any(actor not in _POLITIES | {"Person"} for actor in actors) or any(s.kind in kinds for s in senses)


def _sticks_out(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return inner[0] < outer[0] or inner[1] > outer[1]


def _short_names(tokens: Sequence[Token], ends: set[int]) -> Iterator[int]:
    for token in tokens:
        if is_acronym(token.text) and (_is_bracketed(tokens, token.index, ends) or _has_followers(tokens, token.index)):
            yield token.index


def _is_bracketed(tokens: Sequence[Token], index: int, ends: set[int]) -> bool:
    """Whether a word stands in brackets after a body's name."""
    return tokens[index - 1].text == "(" and index - 1 in ends if index > 1 else False


def _has_followers(tokens: Sequence[Token], index: int) -> bool:
    """Whether fighters or members stand beside a word (`ELN rebels`, `rebels of the ELN`)."""
    after = tokens[index + 1 : index + 2]
    if after and after[0].lemma in FIGHTERS | _MEMBERS:
        return True
    before = [token.lemma for token in tokens[max(0, index - 4) : index] if token.lemma not in {"the", "’s", "'s"}]
    return before[-1:] == ["of"] and before[-2:-1] != [] and before[-2] in FIGHTERS
