"""What news text carries besides its sentences is taken out of the reading copy: markers, entities, datelines, breaks.

The stored text is never changed; every rule here maps back to it (see `ReadingCopy`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from diplograph.text.folding import fold
from diplograph.text.reading_copy import ReadingCopy

_AGENCIES = "Reuters|AFP|AP|UPI|Xinhua|TASS|Itar-Tass|Interfax|RIA|dpa|DPA|ANSA|EFE|IANS|PTI|Canadian Press|Bloomberg"

_ENTITY = re.compile(
    r"\s?&?(?P<number>#0*(?:39|34|38|8217));|&(?P<other>#\d{1,6}|#[xX][\da-fA-F]{1,5}|[A-Za-z]{2,8});"
    r"|\b(?P<name>quot|amp|lt|gt|nbsp);"
)
"""Characters written as HTML has them; of the commonest the `&`, too, may be lost."""
_PLAIN = {"’": "'", "\xa0": " "}
_MARKER = re.compile(r"^\s*\[/?ad_\d+\]\s*$|\[/?ad_\d+\]")
_SOURCE_LINE = re.compile(r"^\s*(?:Source|By|From)\s*:\s*[^\n]{1,80}$", re.IGNORECASE)
_BRACES = re.compile(r"[{}]|\((?:BEGIN|END) RECORDING\)|-LRB-|-RRB-|\b[lr]rb\b")
_CEASE_FIRE = re.compile(r"\b([Cc]ease|CEASE) ?- ?([Ff]ire|FIRE)")
_TWO_TICKS = re.compile(r"``|''")
_BULLET = re.compile(r"^[\s\W]*(?=[\"'“‘(\w#@])|[\U0001F300-\U0001FAFF\u25A0-\u25FF\u2600-\u27BF]+")
_JOINED_TAG = re.compile(r"#(?:[A-Z][a-z]+){2,}\b")
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HASHTAG = re.compile(r"[#@](?=\w)")
_UNDERSCORE = re.compile(r"(?<=\w)_(?=\w)")
_WEB_ADDRESS = re.compile(r"https?://\S+")
_SPACED_INITIALS = re.compile(r"\b([A-Z]) \. (?:([A-Z]) \. )?([A-Z]) \.")
_BARE_INITIALS = re.compile(r"\b([Uu]) ([SsNn])\b(?=[ ,;:]|$)")
"""The United States or Nations where all stops are lost (`the u s envoy`)."""
_HALVED = "(?:Korea|Germany|Timor|Ossetia|Yemen|Vietnam|Sudan|Africa)"
"""Lands with a half whose direction headlines shorten (`N. Korea`)."""
_SPACED_CLITIC = re.compile(r"(?<=[\w.]) (?='s\b|' s\b|’s\b|n't\b)")
_SPLIT_CLITIC = re.compile(r"(?<=[\w.])' (?=s\b)")
_SPACE_BEFORE_COMMA = re.compile(r" (?=[,;:.?!](?:\s|$))")
_ESCAPED = re.compile(r"\\(?=[$&%#])")
_LOST_BREAK = re.compile(r"\\+(?=\w)")
_SPACES = re.compile(r"\s{2,}|\s(?<! )")
_CITY = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}"
_DASH = r"\s*(?:-{1,2}|–|—|_)\s"
_DATELINE = re.compile(
    rf"^\W*(?:(?P<city>{_CITY})"
    rf"(?:(?:, ?[A-Z][\w.' ]{{1,30}}?){{0,3}}\s*\(\s*(?:{_AGENCIES})\s*\){_DASH}"
    rf"|(?:, ?(?:[A-Z]|\d{{1,2}} [A-Z])[\w.' ]{{1,30}}?){{1,3}}{_DASH}"
    r"|\s*(?:--|–|—)\s)"
    rf"|(?:{_AGENCIES}){_DASH}"
    rf"|[A-Z][a-z]+ \(\s*(?:{_AGENCIES})\s*\){_DASH})"
)
_BARE_DATELINE = re.compile(
    rf"^\W*(?P<city>{_CITY})(?:/{_CITY})* (?=(?:[A-Z][.’']?){{1,2}}[a-z]|(?:[A-Z]\.)+ |An? [a-z])"
)
"""A city in capitals before a sentence that is not, as some archives have it (`GENEVA The envoys met`)."""
_TWO_KOREAS = re.compile(r"\b(North|South) and (North|South) (Korea(?:n|ns)?)\b")
_BOTH_KOREAS = re.compile(r"\b(?:[Tt]he (?:two|rival) Koreas|[Bb]oth Koreas|[Tt]he Koreas)\b")
_BETWEEN_KOREAS = re.compile(r"\b[Ii]nter ?- ?[Kk]orean(?= (?:\w+ )?(?:talks|summit|meetings?|dialogue|contacts)\b)")
_BOTH_YEMENS = re.compile(r"\b(?:[Tt]he (?:two|rival) Yemens|[Bb]oth Yemens|[Tt]he Yemens)\b")
_BOTH_GERMANYS = re.compile(r"\b(?:[Tt]he two German(?:y|ie)s|[Bb]oth German(?:y|ie)s|[Tt]he German(?:y|ie)s)\b")
_PARTICLE = re.compile(r"(?<=[a-zé] )d(?=(?:os|as) [A-Z])")
"""In a Portuguese name, which the parser takes for a verb."""
_SENTENCE_BREAK = re.compile(r"(\w+)\. (?=([A-Z]\w+))")

_BEFORE_DATELINES: tuple[tuple[re.Pattern[str], str], ...] = (
    (_MARKER, ""),
    (_SOURCE_LINE, ""),
    (_WEB_ADDRESS, ""),
    (_BRACES, " "),
    (_TWO_TICKS, '"'),
    (_ESCAPED, ""),
    (_LOST_BREAK, " "),
    (_HASHTAG, ""),
    (_UNDERSCORE, " "),
    (_SPACED_INITIALS, r"\1.\2\3."),
    (_SPACED_CLITIC, ""),
    (_SPLIT_CLITIC, "'"),
    (_SPACE_BEFORE_COMMA, ""),
)
_AFTER_DATELINES: tuple[tuple[re.Pattern[str], str], ...] = (
    (_BULLET, ""),
    (_BARE_INITIALS, r"\1.\2."),
    *((re.compile(rf"\b{half[0]}\. ?(?={_HALVED}\b)"), f"{half} ") for half in ("North", "South", "East", "West")),
    (_CEASE_FIRE, r"\1\2"),
    (_SPACES, " "),
    (_PARTICLE, "D"),
    (_TWO_KOREAS, r"\1 \3 and \2 \3"),
    (_BOTH_KOREAS, "North Korea and South Korea"),
    (_BOTH_YEMENS, "North Yemen and South Yemen"),
    (_BETWEEN_KOREAS, "North Korea-South Korea"),
    (_BOTH_GERMANYS, "East Germany and West Germany"),
)


def _entity(match: re.Match[str]) -> str:
    character = unescape(f"&{match['number'] or match['other'] or match['name']};")
    return _PLAIN.get(character, character)


def _split_tag(match: re.Match[str]) -> str:
    return _CAPITAL_INSIDE.sub(" ", match[0])


def normalise(copy: ReadingCopy, is_name: Callable[[str], bool], is_place: Callable[[str], bool]) -> ReadingCopy:
    """The reading copy of one paragraph without what is not prose.

    Args:
        copy: the paragraph.
        is_name: whether a folded string is a known name; joins names that a translation broke (`Burkina. Faso`).
        is_place: whether a folded string is the name of a known place; tells datelines without a dash.
    """

    is_shouted = not any(map(str.islower, copy.text))

    def without_dateline(match: re.Match[str]) -> str:
        """Nothing; in a text that is all in capitals, what only looks like a dateline stays."""
        city = match["city"]
        is_marked = city is None or "(" in match[0] or is_place(fold(city))
        return match[0] if is_shouted and not is_marked else ""

    def without_seat(match: re.Match[str]) -> str:
        return "" if is_place(fold(match["city"])) else match[0]

    copy = copy.replace(_ENTITY, _entity)
    copy = copy.replace(_JOINED_TAG, _split_tag)
    for pattern, replacement in _BEFORE_DATELINES:
        copy = copy.replace(pattern, replacement)
    copy = copy.replace(_DATELINE, without_dateline)
    for pattern, replacement in _AFTER_DATELINES:
        copy = copy.replace(pattern, replacement)
    copy = copy.replace(_BARE_DATELINE, without_seat)

    def joined(match: re.Match[str]) -> str:
        is_whole = match[1][:1].isupper() and not is_name(fold(match[1]))
        broken = is_whole and is_name(fold(f"{match[1]} {match[2]}"))
        return f"{match[1]} " if broken else match[0]

    return copy.replace(_SENTENCE_BREAK, joined)
