"""The forms in which a word's lemma may stand in a text, made by the rules of English spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_IRREGULAR = {
    lemma: frozenset(forms.split())
    for lemma, forms in {
        "arise": "arose arisen", "be": "am is are was were been", "become": "became", "begin": "began begun",
        "bid": "bade bidden", "bind": "bound", "break": "broke broken", "bring": "brought", "build": "built",
        "buy": "bought", "catch": "caught", "choose": "chose chosen", "come": "came", "deal": "dealt",
        "draw": "drew drawn",
        "drive": "drove driven", "equip": "equipped equipping", "fall": "fell fallen", "feed": "fed",
        "fight": "fought", "find": "found", "flee": "fled", "fly": "flew flown", "forbid": "forbade forbidden",
        "forgive": "forgave forgiven",
        "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "goes went gone",
        "grow": "grew grown", "have": "has had", "hide": "hid hidden",
        "hold": "held", "keep": "kept", "know": "knew known", "lay": "laid",
        "lead": "led", "leave": "left", "lend": "lent", "lose": "lost", "make": "made", "meet": "met",
        "overcome": "overcame", "oversee": "oversaw overseen", "overthrow": "overthrew overthrown", "pay": "paid",
        "ring": "rang rung", "rise": "rose risen", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold",
        "send": "sent", "shake": "shook shaken", "shoot": "shot", "sit": "sat", "speak": "spoke spoken",
        "spend": "spent", "stand": "stood", "strike": "struck stricken", "swap": "swops swopped swopping",
        "swear": "swore sworn", "swing": "swung", "take": "took taken",
        "teach": "taught", "tell": "told", "think": "thought", "throw": "threw thrown",
        "undertake": "undertook undertaken", "uphold": "upheld", "win": "won", "withdraw": "withdrew withdrawn",
        "withhold": "withheld", "write": "wrote written", "man": "men", "child": "children", "person": "people",
        "woman": "women",
    }.items()
}  # fmt: skip
"""Forms that no rule makes; those in `-ing` and `-s` are made by rule all the same."""

_HISSING = re.compile(r"(?:[sxz]|ch|sh|o)$")
_CONSONANT_Y = re.compile(r"(?<=[^aeiou])y$")
_DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou]([bdgklmnprt])$")
_MAN = re.compile(r"(?<=\w)man$")


@cache
def forms_of(lemma: str) -> frozenset[str]:
    """The lemma with its plural, third person, past and participle forms, in lower case.

    Nothing is known of the word's class and stress, so forms that English lacks are among them (`visitted`).
    """
    found = {lemma, *_IRREGULAR.get(lemma, ())}
    if _CONSONANT_Y.search(lemma):
        found |= {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    elif lemma.endswith("e"):
        found |= {lemma + "s", lemma + "d", lemma + "ing", lemma[:-1] + "ing"}
    else:
        found |= {lemma + ("es" if _HISSING.search(lemma) else "s"), lemma + "s", lemma + "ed", lemma + "ing"}
    if lemma.endswith("ie"):
        found.add(lemma[:-2] + "ying")
    if doubled := _DOUBLED.search(lemma):
        found |= {lemma + doubled[1] + ending for ending in ("ed", "ing")}
    if _MAN.search(lemma):
        found.add(_MAN.sub("men", lemma))
    return frozenset(found)


def forms_of_all(lemmas: Iterable[str]) -> frozenset[str]:
    """The forms of several lemmas."""
    return frozenset(form for lemma in lemmas for form in forms_of(lemma))
