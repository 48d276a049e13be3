"""An article as stored and as parsed: spans, tokens, sentences and the names in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from diplograph.model.things import Sense


class MentionKind(StrEnum):
    """What sort of expression a mention is, before it is known what it means."""

    KNOWN_NAME = "known-name"
    PERSON_NAME = "person-name"
    BODY_NAME = "body-name"
    OTHER_NAME = "other-name"


@dataclass(frozen=True, slots=True)
class Article:
    """A text as stored, with what is known of where it came from.

    Attributes:
        id: the first 16 hexadecimal digits of the SHA-256 of `text` in UTF-8.
        text: the stored text; every offset refers to it.
        date: day of publication, or None when it is not known.
        source: the outlet as given by the caller or found in the text.
        title: headline, when the source format has one.
        url: where the article was published, when known.
        period: the month or year of publication (`2004-09`, `2004`), when no more than that is known.
    """

    id: str
    text: str
    date: date | None = None
    source: str | None = None
    title: str | None = None
    url: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of an article's text; `exact` equals `text[start:end]`."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a parsed sentence.

    Attributes:
        index: position in the sentence, from 0.
        text, lemma: as read (after normalising) and its base form in lower case.
        pos, tag: universal and Penn Treebank part of speech.
        dep, head: dependency label (ClearNLP style) and index of the governing token, its own for the root.
        start, end: offsets into the article's stored text.
    """

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a sentence.

    Attributes:
        start, end: token positions in the sentence, `end` exclusive.
        head: position of the token that governs the others.
        span: the characters in the article's stored text.
        kind: known name, person's name or another name.
        senses: what the register says the name may stand for; empty for a name that it does not know.
    """

    start: int
    end: int
    head: int
    span: Span
    kind: MentionKind
    senses: tuple[Sense, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence with the names in it; `index` counts from 0 in the article, `paragraph` likewise."""

    index: int
    paragraph: int
    span: Span
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date or span named in the text.

    Attributes:
        surface: the words.
        edtf: EDTF level 1 notation, keeping the text's precision (`2020-10-09`, `199X`, `2020-10-09/2020-10-10`);
            `~` marks what the words call approximate, `?` what rests on a guess of the article's own date.
        earliest: first day that it may mean; None when open.
        latest: last day that it may mean; None when open.
    """

    surface: str
    edtf: str
    earliest: date | None = None
    latest: date | None = None
