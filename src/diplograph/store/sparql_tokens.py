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
from typing import Final, NamedTuple

_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FIRST: Final = f"{_BASE}_"
_REST: Final = f"{_FIRST}0-9\u00b7\u0300-\u036f\u203f-\u2040"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX: Final = rf"[{_BASE}](?:[{_REST}.-]*[{_REST}-])?"
_LOCAL: Final = rf"(?:[{_FIRST}:0-9]|{_ESCAPED})(?:(?:[{_REST}:.-]|{_ESCAPED})*(?:[{_REST}:-]|{_ESCAPED}))?"


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
    | (?P<variable>[?$][{_FIRST}0-9][{_REST}]*)
    | (?P<other>@[A-Za-z]+(?:-[A-Za-z0-9]+)*|_:[{_FIRST}0-9](?:[{_REST}.-]*[{_REST}-])?|[0-9]*\.?[0-9]+)
"""
_WORD: Final = rf"(?P<word>[{_FIRST}][{_REST}]*)|(?P<sign>\S)"
_SPACE: Final = re.compile(r"\s*")
_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST_CODEPOINT: Final = 0x10FFFF


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
    """Compiled when they are first needed: that takes a fifth of a second, and most queries do without."""
    token = rf"{_BEFORE_NAMES}|(?P<name>(?:{_PREFIX})?:(?:{_LOCAL})?)|{_WORD}"
    return _Patterns(
        re.compile(token, re.VERBOSE | re.DOTALL),
        re.compile(rf"{_BEFORE_NAMES}|{_WORD}", re.VERBOSE | re.DOTALL),
        re.compile(rf"[{_BASE}][{_REST}.-]*"),
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


def decoded(sparql: str) -> str:
    r"""The text with codepoint escapes (`\u0041`) put in, as an engine may do before it parses (section 19.2)."""
    return _CODEPOINT.sub(_character, sparql)


def _character(match: re.Match[str]) -> str:
    codepoint = int(match[1] or match[2], 16)
    return chr(codepoint) if codepoint <= _LAST_CODEPOINT else match[0]


def steady(sparql: str) -> str:
    """The text with a new line after each IRI that could hide a comment or a string, were it no IRI."""
    parts, end = [], 0
    for token in tokens(sparql):
        if token.kind is TokenKind.IRI and ("#" in token.text or "'" in token.text):
            parts.append(sparql[end : token.end])
            end = token.end
    return "\n".join([*parts, sparql[end:]])
