"""Groups named by a part of the world and a rank: `Arab leaders`, `the Central American presidents`, `the West`."""

from __future__ import annotations

from diplograph.extraction import lexicon
from diplograph.model import Actor, ActorClass
from diplograph.syntax import Tree
from diplograph.text.peoples import PEOPLES_WITHOUT_STATE

RANKS = frozenset(
    {
        "leader", "president", "minister", "state", "country", "nation", "government", "head", "premier", "diplomat",
        "monarch", "king", "ruler", "power", "capital", "official", "envoy", "negotiator", "mediator", "politician",
        "republic", "donor", "ambassador", "lawmaker", "statesman", "delegate", "emissary", "chief",
        "neighbor", "neighbour", "representative", "kingdom", "emirate", "sheikhdom", "monarchy",
    }
)  # fmt: skip
"""Nouns whose plural names a group of states or those who act for them."""
_REGIONS = frozenset(
    {
        "arab", "african", "european", "western", "asian", "central american", "latin american", "south american",
        "caribbean", "gulf", "balkan", "baltic", "nordic", "scandinavian", "islamic", "muslim", "southeast asian",
        "south asian", "central asian", "west african", "east african", "southern african", "pacific", "east european",
        "eastern european", "central european", "mediterranean", "persian gulf", "andean", "maghreb", "moslem",
        "central african", "north african", "west european", "western european", "northern european", "middle eastern",
        "south pacific", "east asian", "southern cone", "sahel", "sahelian", "great lakes", "transatlantic",
        "isthmian", "caucasian", "horn of africa", "pacific rim", "front-line", "frontline", "nonaligned",
        "non-aligned", "third world", "iberian", "ibero-american", "hemispheric",
        "euro-mediterranean", "melanesian", "polynesian", "indochinese", "levantine", "arabian",
    }
)  # fmt: skip
_LONG = 3
_LOWER_CASE = frozenset({"isthmian", "hemispheric", "transatlantic", "front-line", "frontline"}) | {
    "nonaligned", "non-aligned",
}  # fmt: skip
_RANKS_OF_PEOPLES = frozenset(
    {"leader", "politician", "chief", "party", "delegate", "representative", "elder", "negotiator", "commander"}
)
_WITHIN = frozenset({"foreign", "prime", "defence", "defense", "interior", "finance", "trade", "top", "senior", "vice"})
_OCCASIONS = lexicon.SUMMIT_NOUNS | {"meeting", "gathering"}
_DONE_BY = lexicon.BACKED_PARTICIPLES | lexicon.BROKERED_PARTICIPLES
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "dative"})
_ADJECTIVES = {
    "central america": "Central American", "latin america": "Latin American", "south america": "South American",
    "africa": "African", "europe": "European", "asia": "Asian", "caribbean": "Caribbean", "gulf": "Gulf",
    "balkans": "Balkan", "persian gulf": "Gulf", "southern africa": "Southern African", "maghreb": "Maghreb",
    "west africa": "West African", "east africa": "East African", "southeast asia": "Southeast Asian",
    "central asia": "Central Asian", "south asia": "South Asian", "middle east": "Middle Eastern",
    "isthmus": "Central American", "sahel": "Sahel", "central africa": "Central African", "pacific": "Pacific",
    "eastern europe": "Eastern European", "western europe": "Western European",
    "arab world": "Arab", "muslim world": "Muslim", "islamic world": "Islamic",
}  # fmt: skip
_STATES = frozenset({"south african"})
"""Adjectives of states that end in a region's."""
WEST = Actor("West", ActorClass.GROUP)


def group_at(tree: Tree, index: int) -> Actor | None:
    """The group that a plural noun stands for; None when no part of the world stands before it."""
    if tree.tokens[index].tag not in {"NNS", "NNPS"}:
        return None
    start = index
    while start > 0 and tree.tokens[start - 1].text.lower() in _WITHIN:
        start -= 1
    rank = " ".join(token.text.lower() for token in tree.tokens[start : index + 1])
    if tree.tokens[index].lemma in RANKS and (name := _region_before(tree, start)):
        return Actor(f"{name} {rank}", ActorClass.GROUP)
    if tree.tokens[index].lemma in _RANKS_OF_PEOPLES and (people := _people_before(tree, start)):
        return Actor(f"{people} {rank}", ActorClass.GROUP)
    return _in_region(tree, index) if tree.tokens[index].lemma in RANKS else None


def groups_at(tree: Tree, index: int) -> tuple[Actor, ...]:
    """The groups that a plural noun stands for, two where two peoples stand before it (`Sunni and Shiite leaders`)."""
    group = group_at(tree, index)
    if group is None or tree.tokens[index].lemma not in _RANKS_OF_PEOPLES or index < 3:
        return (group,) if group is not None else ()
    joined = tree.tokens[index - 2].lemma == "and" and _people_before(tree, index - 2)
    return (Actor(f"{joined} {tree.tokens[index].text.lower()}", ActorClass.GROUP), group) if joined else (group,)


def attribute_at(tree: Tree, index: int) -> Actor | None:
    """Those whom a region's name stands for before a noun: `the Arab summit` (its leaders), `Western-backed`."""
    head = tree.head(index)
    after = [token.text.lower() for token in tree.tokens[index + 1 : index + 3]]
    word = tree.tokens[index].text.lower()
    if word == "western" and after[:1] == ["-"] and set(after[1:]) & _DONE_BY:
        return WEST
    is_before = head is not None and index < head and tree.tokens[index].dep in {"amod", "compound", "nmod"}
    if head is None or not is_before or tree.tokens[head].lemma not in _OCCASIONS:
        return None
    if any(token.lemma in RANKS for token in tree.tokens[index + 1 : head]):
        return None
    name = _region_before(tree, index + 1)
    return Actor(f"{name} leaders", ActorClass.GROUP) if name else None


def is_west(tree: Tree, index: int) -> bool:
    """Whether a word is `the West` as a side, not a direction or a part of a land."""
    token = tree.tokens[index]
    if token.text not in {"West", "WEST"} or not 0 < index < len(tree.tokens) - 1:
        return False
    is_name = tree.tokens[index + 1].text[:1].isupper() or tree.tokens[index + 1].text == "of"
    return tree.tokens[index - 1].lemma == "the" and not is_name and token.dep in _ROLES


def is_part_of_region(tree: Tree, start: int) -> bool:
    """Whether a name that begins there is the second word of a region (`American` in `Central American`)."""
    if start == 0:
        return False
    return f"{tree.tokens[start - 1].text} {tree.tokens[start].text}".lower() in _REGIONS


def _region_before(tree: Tree, end: int) -> str | None:
    """The region named just before a position, as written but for its capitals; a state's adjective names none."""
    if tree.text(max(0, end - 2), end).lower() in _STATES:
        return None
    for length in range(min(_LONG, end), 0, -1):
        words = [token.text for token in tree.tokens[end - length : end]]
        name = " ".join(words)
        if name.lower() in _REGIONS and (not words[-1].islower() or name.lower() in _LOWER_CASE):
            return name if name.lower() in _LOWER_CASE else " ".join(word[:1].upper() + word[1:] for word in words)
    return None


def _people_before(tree: Tree, end: int) -> str | None:
    if (
        end == 0
        or tree.tokens[end - 1].text.lower() not in PEOPLES_WITHOUT_STATE
        or tree.tokens[end - 1].text.islower()
    ):
        return None
    before = tree.tokens[end - 2] if end > 1 else None
    is_longer = before is not None and before.pos in {"ADJ", "PROPN"} and before.text[:1].isupper()
    return tree.text(end - 2 if is_longer else end - 1, end)


def _in_region(tree: Tree, index: int) -> Actor | None:
    """`The presidents of Central America`, `countries in the Gulf`, `leaders of the Caribbean`."""
    for place in tree.objects_of(index, "of", "in", "from"):
        words = [tree.tokens[i].text for i in (*tree.children(place, "compound", "amod"), place)]
        if (name := _ADJECTIVES.get(" ".join(words).lower())) is not None:
            return Actor(f"{name} {tree.tokens[index].text.lower()}", ActorClass.GROUP)
    return None
