"""Where the words of a proposal stand, and the sentences in which its names are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diplograph.extraction.proposals.refusal import RefusedError, shown
from diplograph.model import Evidence, ResolvedSentence, Span, Token

MAX_QUOTE_CHARS = 1_000
MAX_QUOTE_SENTENCES = 2
_MIN_QUOTE_WORDS = 2
_MAX_NAME_CHARS = 120


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Words of a proposal where they stand: the span and the sentence around it."""

    span: Span
    resolved: ResolvedSentence

    @property
    def tokens(self) -> list[Token]:
        """The sentence's tokens that the span touches."""
        tokens = self.resolved.sentence.tokens
        return [token for token in tokens if token.start < self.span.end and self.span.start < token.end]


@dataclass(frozen=True, slots=True)
class Window:
    """A quotation with the sentences in which names count as standing beside it.

    Attributes:
        text: the article's stored text.
        quote: the quotation.
        quoted: the sentences that it touches.
        before: the sentence before them; empty at the beginning of the article.
    """

    text: str
    quote: Span
    quoted: tuple[ResolvedSentence, ...]
    before: tuple[ResolvedSentence, ...]

    @property
    def evidence(self) -> Evidence:
        """The quotation and the sentence, or pair of sentences, that it belongs to."""
        start, end = self.quoted[0].sentence.span.start, self.quoted[-1].sentence.span.end
        start, end = min(start, self.quote.start), max(end, self.quote.end)
        return Evidence(Span(start, end, self.text[start:end]), self.quote)

    def occurrences(self, words: str) -> list[Occurrence]:
        """Where words stand in the window: in the quotation's sentences first, then before them.

        Raises:
            RefusedError: they stand nowhere in it.
        """
        if len(words) > _MAX_NAME_CHARS:
            raise RefusedError(f"{shown(words)} is too long")
        found = [
            Occurrence(span, resolved)
            for resolved in (*self.quoted, *self.before)
            for span in find_words(self.text, words, resolved.sentence.span)
        ]
        if not found:
            raise RefusedError(
                f"{shown(words)} does not stand, so written, in the sentence of the quote or the one before"
            )
        return found


def find_windows(text: str, sentences: Sequence[ResolvedSentence], quote: str, within: Span) -> list[Window]:
    """The windows around each place where a quotation stands among sentences.

    Args:
        text: the article's stored text.
        sentences: all its sentences, in order.
        quote: the words; only runs of white space may differ from the text.
        within: the part of the text in which they are to stand.

    Raises:
        RefusedError: the quotation is none, stands nowhere, or spans too much.
    """
    if len(quote.split()) < _MIN_QUOTE_WORDS:
        raise RefusedError(f"the quote {shown(quote)} is too short to state a relation")
    if len(quote) > MAX_QUOTE_CHARS:
        raise RefusedError(f"the quote {shown(quote)} is longer than {MAX_QUOTE_CHARS} characters")
    spans = list(find_words(text, quote, within))
    if not spans:
        raise RefusedError(f"the quote {shown(quote)} does not stand, so written, in the text")
    windows = [window for span in spans if (window := _window(text, sentences, span))]
    if not windows:
        raise RefusedError(f"the quote {shown(quote)} does not lie within {MAX_QUOTE_SENTENCES} sentences")
    return windows


def _window(text: str, sentences: Sequence[ResolvedSentence], quote: Span) -> Window | None:
    touched = [
        position
        for position, resolved in enumerate(sentences)
        if resolved.sentence.span.start < quote.end and quote.start < resolved.sentence.span.end
    ]
    if not 1 <= len(touched) <= MAX_QUOTE_SENTENCES:
        return None
    first, last = touched[0], touched[-1]
    return Window(text, quote, tuple(sentences[first : last + 1]), tuple(sentences[max(0, first - 1) : first]))


def find_words(text: str, words: str, within: Span) -> Iterator[Span]:
    """Each place in a part of a text where words stand whole; runs of white space may differ."""
    pieces = words.split()
    if not pieces:
        return
    opening = r"(?<!\w)" if re.match(r"\w", pieces[0]) else ""
    closing = r"(?!\w)" if re.search(r"\w$", pieces[-1]) else ""
    pattern = re.compile(opening + r"\s+".join(map(re.escape, pieces)) + closing)
    for match in pattern.finditer(text, within.start, within.end):
        yield Span(match.start(), match.end(), match[0])
