"""SPARQL as text: prefixes that need no declaration, and the engine's complaints in words."""

from __future__ import annotations

import re

from diplograph.errors import QueryError
from diplograph.vocab import PREFIXES

_POSITION = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_PREFIX_DECLARATION = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<", re.IGNORECASE)
_PREFIX_USE = re.compile(r"(?<![\w<:/])([A-Za-z][\w-]*):(?!//)")
_WORD = re.compile(r"\S+")
_UPDATE_FORM = re.compile(r"^\s*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)
_QUERY_FORM = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_PROLOGUE = re.compile(r"\A(?:\s|#[^\n]*\n?|(?:PREFIX\s+\S*\s*|BASE\s*)<[^>]*>)*", re.IGNORECASE)
_EXPECTED_SHOWN = 6
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST_CODEPOINT = 0x10FFFF
_NO_KEYWORDS = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\s]*>|#[^\n]*',
    re.DOTALL,
)
"""Literals, IRIs and comments, in which a word is no keyword (SPARQL 1.1, section 19.8)."""


def has_keyword(sparql: str, keyword: str) -> bool:
    """Whether a keyword stands in the text outside of literals, IRIs, comments, variables and prefixed names."""
    word = keyword.lower()
    pattern = re.compile(rf"{word}(?<![\w:?$.-]{word})(?![\w-])")
    texts = {sparql.lower(), decoded(sparql).lower()}
    return any(pattern.search(text) and pattern.search(_NO_KEYWORDS.sub(" ", text)) for text in texts)


def decoded(sparql: str) -> str:
    r"""The text with codepoint escapes (`\u0041`) put in, as an engine may do before it parses (section 19.2)."""
    return _CODEPOINT.sub(_character, sparql) if "\\" in sparql else sparql


def _character(match: re.Match[str]) -> str:
    codepoint = int(match[1] or match[2], 16)
    return chr(codepoint) if codepoint <= _LAST_CODEPOINT else match[0]


def query_form(sparql: str) -> str:
    """The form of a valid query: `select`, `ask`, `construct` or `describe`."""
    found = _QUERY_FORM.match(sparql[_prologue_end(sparql) :])
    return found[1].lower() if found else "select"


def with_prefixes(sparql: str) -> str:
    """The text with a declaration in front for each of diplograph's prefixes that it uses undeclared."""
    declared = set(_PREFIX_DECLARATION.findall(sparql))
    used = set(_PREFIX_USE.findall(sparql))
    missing = sorted((used - declared) & set(PREFIXES))
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + sparql


def syntax_error(sparql: str, message: str, *, is_update: bool = False) -> QueryError:
    """The engine's complaint about a query or update as an error that a reader can act on."""
    body = sparql[_prologue_end(sparql) :]
    kind = "update" if is_update else "query"
    if not body.strip():
        return QueryError(f"the {kind} is empty.", hint=f"give the text of a SPARQL {kind}.")
    if not is_update and _UPDATE_FORM.match(body):
        return QueryError(
            "this is a SPARQL update, and only queries are answered here.",
            hint="use SELECT, ASK, CONSTRUCT or DESCRIBE.",
        )
    if is_update and _QUERY_FORM.match(body):
        return QueryError("this is a SPARQL query, not an update.", hint="give it to `query` instead.")
    if not is_update and not _QUERY_FORM.match(body):
        first = body.split(maxsplit=1)[0]
        return QueryError(
            f"a SPARQL query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with {first!r}.",
            hint="check the first word.",
        )
    return _positioned(sparql, message)


def _prologue_end(sparql: str) -> int:
    match = _PROLOGUE.match(sparql)
    return match.end() if match else 0


def _positioned(sparql: str, message: str) -> QueryError:
    match = _POSITION.search(message)
    if match is None:
        return QueryError(f"SPARQL syntax error: {message.rstrip('.')}.", hint="check the query's text.")
    line, column, expected = int(match[1]), int(match[2]), match[3]
    undeclared = _undeclared_prefix(sparql) if "Prefix not found" in expected else None
    if undeclared:
        return QueryError(
            f"the prefix {undeclared}: is not declared.",
            hint=f"add PREFIX {undeclared}: <…> before the query; known without it: {', '.join(sorted(PREFIXES))}.",
        )
    where = f"SPARQL syntax error at line {line}, column {column}{_near(sparql, line, column)}"
    return QueryError(f"{where}.", hint=_expectation(expected))


def _undeclared_prefix(sparql: str) -> str | None:
    known = set(_PREFIX_DECLARATION.findall(sparql)) | set(PREFIXES)
    return next((name for name in _PREFIX_USE.findall(sparql) if name not in known), None)


def _near(sparql: str, line: int, column: int) -> str:
    lines = sparql.splitlines()
    if not 0 < line <= len(lines):
        return ""
    text = lines[line - 1]
    word = _WORD.search(text, min(max(column - 1, 0), len(text)))
    return f", near {word[0]!r}" if word else ", at the end of the line"


def _expectation(expected: str) -> str:
    tokens = re.sub(r"^one of ", "", expected).replace("\n", " ")
    readable = [part for part in re.split(r",\s*", tokens) if part and not re.search(r"[\[\]\\]|'\.\.|\.\.=", part)]
    if not readable or len(readable) > _EXPECTED_SHOWN:
        return "check for a missing bracket, dot or keyword just before that place."
    return f"expected there: {', '.join(readable)}."
