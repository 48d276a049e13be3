"""The words by which texts are compared: those of the opening, without headline, dateline and credits.

Who carries an agency's report changes its headline, drops or adds a dateline, cuts it from the end, and adds credits
and links. The opening stays longest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

MOST_WORDS: Final = 250
"""What comes later is not looked at: it is cut first, and different reports of one event share background there."""

_BLANK_LINES: Final = re.compile(r"\n[^\S\n]*\n\s*")
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LONGEST_HEADLINE: Final = 20
_LONGEST_CREDIT: Final = 40
_DATELINE: Final = re.compile(r"([^\n]{2,100}?)(?:\s[-–—]{1,2}\s|/\.?\s+)")
_PLACE_OR_AGENCY: Final = re.compile(r"\b[A-Z]{3,}\b|\([^()]{2,40}\)|/[A-Z]{3,}")
_CREDIT: Final = re.compile(
    r"""\W*(?:(?:additional\ |further\ )?(?:reporting|writing|editing|research)\ by\b
        |(?:compiled|translated|photos?|photographs?|graphics?)(?:\ by|:)
        |©|\(c\)|copyright\b|all\ rights\ reserved
        |(?:read|see)\ (?:more|also)\b|related\b|source:|click\ here
        |follow\ us\b|subscribe\b|sign\ up\b|share\ this\b|advertisement\b|the\ post\b.*\bappeared\ first\ on
        |this\ (?:story|article|report|content)\ (?:was|is|has\ been|originally|first)\b
        |\[ad_|by\ \w[\w.'’-]*(?:\ \w[\w.'’-]*){0,4}$)""",
    re.VERBOSE | re.IGNORECASE,
)


def opening_words(text: str) -> list[str]:
    """At most `MOST_WORDS` words in one case; those of the whole text where nothing else is left.

    >>> opening_words("Talks fail\\n\\nMOSCOW, Oct 9 (Reuters) - No deal, he said.\\n\\n(Reporting by A. Writer)")
    ['no', 'deal', 'he', 'said']
    """
    return _words("\n".join(_body(text))) or _words(text)


def _words(text: str) -> list[str]:
    found = (word[0].casefold() for word in _WORD.finditer(text))
    return [word for word, _ in zip(found, range(MOST_WORDS), strict=False)]


def _body(text: str) -> Iterator[str]:
    first, *others = [each for each in _paragraphs(text) if not _is_credit(each)] or [""]
    if others and _is_headline(first):
        first, *others = others
    yield _without_dateline(first)
    yield from others


def _paragraphs(text: str) -> list[str]:
    """What blank lines part; the lines, where there are none."""
    blocks = _BLANK_LINES.split(text.strip())
    return [" ".join(each.split()) for each in (blocks if len(blocks) > 1 else text.splitlines()) if each.strip()]


def _is_credit(paragraph: str) -> bool:
    return bool(_CREDIT.match(paragraph)) and len(paragraph.split()) <= _LONGEST_CREDIT


def _is_headline(paragraph: str) -> bool:
    return len(paragraph.split()) <= _LONGEST_HEADLINE and not _SENTENCE_END.search(paragraph)


def _without_dateline(paragraph: str) -> str:
    found = _DATELINE.match(paragraph)
    return paragraph[found.end() :] if found and _PLACE_OR_AGENCY.search(found[0]) else paragraph
