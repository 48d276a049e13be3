"""Names of organisations and armed movements that no list knows, told by their words (`Azawad Unity Front`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NAMING_HEADS = _words(
    "front movement movements alliance coalition party rally resistance militia brigade brigades battalion battalions"
    " legion tigers church diocese roundtable bloc liberation jihad mujahideen mujahedin mujahidin vanguard"
    " confederation insurgency panthers eagles falcons commandos commando volunteers"
)
"""Nouns that make a name with any word before them that is no state's."""
_COMMON_HEADS = _words(
    "army armies congress council union league force forces organisation organization commission committee command"
    " assembly group board guard guards federation association community pact directorate junta"
    " corps coordinator coordination authority association society platform"
)
"""Nouns that states' organs, firms and clubs have in their names too."""
_MONEY_HEADS = _words("bank fund")
_LENDING = _words("development reconstruction monetary cooperation integration stabilization stabilisation solidarity")
"""What banks and funds of several states are for."""
HEADS = _NAMING_HEADS | _COMMON_HEADS | _MONEY_HEADS
_CAUSES = _words(
    "liberation resistance revolution revolutionary people's peoples' popular democratic democracy patriotic unity"
    " united unified salvation independence independent freedom free justice equality islamic islamist muslim christian"
    " catholic jihad socialist communist marxist maoist leninist nationalist reconciliation peace verification"
    " solidarity progress progressive reform renewal reconstruction rebirth autonomy autonomous separatist secession"
    " guerrilla guerrillas guerilla mujahideen mujahedin mujahidin rebel rebels insurgent resistant insurgents"
    " self-defence self-defense self-determination martyrs lord's lords combatants fighters fighting opposition"
    " transitional provisional exile exiles tribal clan clans emancipation dignity rescue fatherland homeland"
    " motherland salvation support mediation ceasefire truce bishops episcopal churches anti-communist anti-fascist"
    " interim crisis dialogue dialog clandestine underground warriors holy republican workers' peasants' peasant"
)
"""What movements, and bodies for peace, are for."""
_AFTER_NATIONAL = _words("congress council union league organisation organization pact federation")
_ARMED = _words(
    "army armies brigade brigades battalion battalions militia guerrilla guerrillas guerilla liberation resistance"
    " mujahideen mujahedin mujahidin jihad tigers martyrs commando commandos fighters warriors combatants insurgency"
    " insurgents rebel rebels legion panthers eagles falcons armed self-defence self-defense guard guards force forces"
    " corps volunteers"
)
_PLAIN = _words(
    "general high supreme joint chief armed military national federal state central local regional international world"
    " new old former first second third fourth fifth main special royal air ground land naval civil defence defense"
    " security foreign affairs constitutional electoral election elections human rights permanent executive legislative"
    " parliamentary presidential ministerial political advisory technical mixed ruling army police border budget"
    " appropriations intelligence interior home house senate select standing strategic rapid reaction expeditionary"
    " multinational peacekeeping peace-keeping task working negotiating contact western eastern northern southern"
)
"""Words that make no name with a common head: states' organs, missions and parliaments are called so."""
_BUSINESS = _words(
    "football soccer basketball baseball hockey rugby cricket tennis golf athletic athletics sports olympic olympics"
    " trade trading exchange securities banking bank insurance investment credit holding holdings capital equity"
    " airline"
    " airlines steel auto automobile oil gas energy mining mine farm retail consumer consumers shareholders"
    " telecommunications communications transportation transport postal medical health hospital physicians nurses"
    " teachers education school university research science scientific engineers space aviation safety broadcasting"
    " broadcasters press journalists film music arts museum bar lawyers publishing media entertainment software"
    " technology computer tourism hotel real estate housing building premier major little minor super champions"
    " tariff customs wildlife weather environmental atomic nuclear red credit parent parents students"
)
"""Words of trades, sport and learning, whose bodies take no side."""
FIGHTERS = frozenset(
    {
        "rebel", "guerrilla", "guerilla", "insurgent", "militant", "militia", "militiaman", "fighter", "separatist",
        "commander", "commandante", "comandante", "commando", "gunman", "guerrillero", "insurrectionist", "jihadist",
        "combatant", "mutineer", "irregular", "stronghold", "warlord", "faction", "ambush", "hideout",
    }
)  # fmt: skip
"""Nouns that say of the letters before them that they stand for a body that fights (`ELN rebels`)."""
_LINKS = _words("of for the and to de del e i y la el al du des und")
_NO_NAMES = _words(
    "the a an in on at but and or with its his her their our my this that these those when after as for to from by if"
    " both while since before under between among against into over although though because where who whose which"
    " all some many most no not also then now yesterday today monday tuesday wednesday thursday friday saturday sunday"
    " january february march april may june july august september october november december"
    " president premier minister chancellor king queen prince princess emir pope cardinal secretary ambassador envoy"
    " colonel major captain lieutenant commander senator mr mr. mrs mrs. ms. dr dr. archbishop bishop spokesman"
    " spokeswoman leader chief gen. col. sen. rep. governor"
)
_MONTHS = _words("january february march april may june july august september october november december")
_BELONGING = _words("people lord worker peasant women martyr soldier citizen farmer youth")
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_HYPHENS = frozenset({"-", "–", "‑"})
_ACRONYM = re.compile(r"(?:[A-Z]{2,7}|[A-Z]{1,4}-\d{1,2}|[A-Z]{2,5}-[A-Z]{1,5})")
_ARTICLES = _words("of the for and to in a an de la del el")


def is_acronym(word: str) -> bool:
    """Whether a word is written like the short name of a body (`ELN`, `M-19`)."""
    return _ACRONYM.fullmatch(word) is not None


def is_name_word(word: str) -> bool:
    """Whether a word, be it in capitals or not, says what a body is or what it is for."""
    return word.lower() in HEADS | _CAUSES | {"national"}


def initials_of(words: Sequence[str]) -> str:
    """The first letters of a name's words, articles and prepositions left out (`Sudan People's Liberation Army` →
    `SPLA`)."""
    return "".join(word[0] for word in words if word[0].isalpha() and word.lower() not in _ARTICLES | {"s", "'s"})


def is_armed_name(words: Sequence[str]) -> bool:
    """Whether a body's name says that it fights."""
    return any(word.lower() in _ARMED for word in words)


def find_body_names(words: Sequence[str], states: Collection[int]) -> Iterator[tuple[int, int]]:
    """The names of bodies in a sentence's words as (first position, position after the last), left to right.

    Args:
        words: the sentence; a possessive `'s` and a hyphen are words of their own.
        states: positions of words that name a state, a people or a place, which alone make no body's name.
    """
    end = 0
    for head in range(len(words)):
        if head < end or not _is_head(words, head) or (head + 1 < len(words) and _is_head(words, head + 1)):
            continue
        start = _left_of(words, head, end)
        last = _right_of(words, head)
        if _is_name(words, (start, last), head, states):
            yield start, last
            end = last


def _is_head(words: Sequence[str], index: int) -> bool:
    return _is_capital(words[index]) and words[index].lower() in HEADS


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _is_part(word: str) -> bool:
    return _is_capital(word) and word.lower() not in _NO_NAMES


def _left_of(words: Sequence[str], head: int, limit: int) -> int:
    """Where the capitalised words before a head begin."""
    start = head
    while start > limit:
        before = words[start - 1]
        if _is_part(before) or _is_day(words, start - 1):
            start -= 1
        elif (
            (before in _HYPHENS and start - 1 > limit and _is_capital(words[start - 2]))
            or (before in _POSSESSIVES and start - 1 > limit and _belongs(words[start - 2], before))
            or (before == "and" and start - 1 > limit and _are_causes(words[start - 2], words[start]))
        ):
            start -= 2
        else:
            break
    return start


def _is_day(words: Sequence[str], index: int) -> bool:
    """A day that a movement is named after (`April 19 Movement`, `19 April Movement`)."""
    beside = (words[i].lower() for i in (index - 1, index + 1) if 0 <= i < len(words))
    word = words[index].lower()
    return (word.isdigit() and any(b in _MONTHS or b in HEADS for b in beside)) or (
        word in _MONTHS and any(b.isdigit() or b in HEADS for b in beside)
    )


def _belongs(word: str, ending: str) -> bool:
    """Whether a possessive is a part of a name (`People's`, `Martyrs'`), not its owner (`Ethiopia's`)."""
    return word.lower().removesuffix("s") in _BELONGING or (ending in "'’" and word.lower() in _CAUSES)


def _are_causes(left: str, right: str) -> bool:
    """Whether `and` joins two words of one name (`Justice and Equality Movement`)."""
    return _is_capital(left) and left.lower() in _CAUSES and right.lower() in _CAUSES | _PLAIN


def _right_of(words: Sequence[str], head: int) -> int:
    """Where the name ends that goes on after its head with `of` or `for` (`Army of National Liberation`)."""
    end = head + 1
    while end < len(words):
        link = end
        while link < len(words) and words[link] in _LINKS:
            link += 1
        if link >= len(words) or not _is_part(words[link]) or (link > end and words[end] not in {"of", "for", "de"}):
            break
        if link == end and words[end].lower() not in HEADS | _CAUSES:
            break
        end = link + 1
        while end < len(words) and (
            _is_part(words[end]) or (words[end] in _HYPHENS and end + 1 < len(words) and _is_capital(words[end + 1]))
        ):
            end += 1
    return end


def _is_name(words: Sequence[str], span: tuple[int, int], head: int, states: Collection[int]) -> bool:
    """Whether the words beside the head make a name, not that of a state's organ, a firm or a club."""
    inside = [i for i in range(*span) if i != head and words[i][0].isalnum() and words[i].lower() not in _LINKS]
    lowered = [words[i].lower() for i in inside]
    causes = _with_possessives(words, inside)
    if words[head].lower() in _MONEY_HEADS:
        return any(word in _LENDING for word in lowered) and not any(i in states for i in inside)
    if not inside or any(word in _BUSINESS for word in lowered):
        return False
    if words[head].lower() in _NAMING_HEADS:
        return any(i not in states and words[i].lower() not in _PLAIN - {"national", "northern"} for i in inside)
    has_cause = any(word in _CAUSES for word in causes)
    is_national = "national" in lowered and words[head].lower() in _AFTER_NATIONAL
    return has_cause or (is_national and not _PLAIN - {"national"} & set(lowered))


def _with_possessives(words: Sequence[str], inside: Sequence[int]) -> list[str]:
    """The words in lower case, each with the possessive after it (`people's`)."""
    ends = [words[i + 1] if i + 1 < len(words) and words[i + 1] in _POSSESSIVES else "" for i in inside]
    whole = [f"{words[i].lower()}{end.replace('’', chr(39))}" for i, end in zip(inside, ends, strict=True)]
    return [*whole, *(words[i].lower() for i in inside)]
