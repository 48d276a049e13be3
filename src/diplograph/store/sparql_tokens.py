"""SPARQL as tokens (SPARQL 1.1, section 19.8), for reading what a text may not hide.

A text alone does not say where an IRI begins: `?a<?b#>` is a variable and an IRI, or a comparison and a comment, as the
parser expects one or the other. `steady` makes both readings meet again at the end of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from string import ascii_letters, digits
from typing import Final, NamedTuple


def _class(others: str = "") -> str:
    """A class of letters, of all that is beyond ASCII, and of a few others.

    Names may have less than all beyond ASCII; but what they may not have stands nowhere outside of literals and
    comments. Written by what it leaves out, a class is compiled in a hundredth of the time.
    """
    kept = ascii_letters + others
    return "[^" + "".join(rf"\x{code:02x}" for code in range(128) if chr(code) not in kept) + "]"


_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX: Final = f"{_class()}(?:{_class(digits + '_.-')}*{_class(digits + '_-')})?"
_LOCAL: Final = (
    f"(?:{_class(digits + '_:')}|{_ESCAPED})"
    f"(?:(?:{_class(digits + '_:.-')}|{_ESCAPED})*(?:{_class(digits + '_:-')}|{_ESCAPED}))?"
)


class TokenKind(StrEnum):
    """What a token is."""

    IRI = "iri"
    STRING = "string"
    COMMENT = "comment"
    VARIABLE = "variable"
    NAME = "name"
    WORD = "word"
    SIGN = "sign"
    OTHER = "other"


_BEFORE_NAMES: Final = rf"""
      (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<string>\"{{3}}(?:"{{0,2}}(?:[^"\\]|\\.))*+(?:\"{{3}})? | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*+(?:'{{3}})?
        | "(?:[^"\\\n\r]|\\.)*+"? | '(?:[^'\\\n\r]|\\.)*+'?)
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]{_class(digits + "_")}+)
    | (?P<other>@[A-Za-z]+(?:-[A-Za-z0-9]+)*
        |_:{_class(digits + "_")}(?:{_class(digits + "_.-")}*{_class(digits + "_-")})?|[0-9]*\.?[0-9]+)
"""
_WORD: Final = rf"(?P<word>{_class('_')}{_class(digits + '_')}*)|(?P<sign>\S)"
_SPACE: Final = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it stands; `end` is the offset after it."""

    kind: TokenKind
    text: str
    start: int
    end: int


class _Patterns(NamedTuple):
    token: re.Pattern[str]
    nameless: re.Pattern[str]
    run: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compiled when they are first needed: most queries do without."""
    token = rf"{_BEFORE_NAMES}|(?P<name>(?:{_PREFIX})?:(?:{_LOCAL})?)|{_WORD}"
    return _Patterns(
        re.compile(token, re.VERBOSE | re.DOTALL),
        re.compile(rf"{_BEFORE_NAMES}|{_WORD}", re.VERBOSE | re.DOTALL),
        re.compile(f"{_class()}{_class(digits + '_.-')}*"),
    )


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a text, comments included, white space left out; never fails, and takes time linear in the text."""
    patterns = _patterns()
    start, nameless_until = 0, 0
    while (start := _end(_SPACE.match(sparql, start))) < len(sparql):
        if start >= nameless_until and (run := patterns.run.match(sparql, start)) and not _may_be_prefix(run, sparql):
            nameless_until = run.end()
        match = (patterns.nameless if start < nameless_until else patterns.token).match(sparql, start)
        assert match
        yield Token(TokenKind(str(match.lastgroup)), match[0], start, match.end())
        start = match.end()


def _may_be_prefix(run: re.Match[str], sparql: str) -> bool:
    return sparql.startswith(":", run.end()) and not run[0].endswith(".")


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


def steady(sparql: str) -> str:
    """The text with a new line after each IRI that could hide a comment or a string, were it no IRI."""
    parts, end = [], 0
    for token in tokens(sparql):
        if token.kind is TokenKind.IRI and ("#" in token.text or "'" in token.text):
            parts.append(sparql[end : token.end])
            end = token.end
    return "\n".join([*parts, sparql[end:]])
