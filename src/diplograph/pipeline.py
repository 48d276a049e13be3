"""The stages in their order: an article goes in, an extraction comes out. Only this module knows the order."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from diplograph.config import DEFAULT_READER
from diplograph.extraction import ClaimReader, get_reader
from diplograph.model import Article, Dating, Extraction, ResolvedSentence
from diplograph.reading import SpacyReader
from diplograph.register import Register, load_register
from diplograph.resolution import Resolver, date_article
from diplograph.times import anchor_of


class Pipeline:
    """Reads articles against a register.

    Args:
        register: the known actors; the one that ships with diplograph by default.
        reader: name of the reader that turns sentences into claims (`rules`, `llm`).

    Raises:
        UsageError: there is no such reader, or its settings are wrong.
        MissingPartError: packages that the reader needs are not installed.
    """

    def __init__(self, register: Register | None = None, reader: str = DEFAULT_READER) -> None:
        make_reader = get_reader(reader)
        self.register = register or load_register()
        self._claims: ClaimReader = make_reader(self.register)

    @cached_property
    def _sentences(self) -> SpacyReader:
        return SpacyReader(self.register.senses, self.register.spellings)

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.register)

    def read(self, article: Article) -> Extraction:
        """All that can be read out of one article, with evidence.

        Raises:
            LimitError: the reader reached a limit on this article; the next one may be read all the same.
            MissingPartError: what the reader needs is out of reach, for this article and all others.
        """
        sentences, dating = self.resolve(article)
        return self._claims.extract(article, sentences, dating)

    def resolve(self, article: Article) -> tuple[tuple[ResolvedSentence, ...], Dating | None]:
        """The article's sentences with the names in them resolved, and its day worked out where it brings none."""
        sentences = self._sentences.read(article)
        resolved = self._resolver.resolve(sentences, article.date, _days_of(article))
        dating = None if article.date else date_article(article, resolved, self.register)
        if dating is not None:
            resolved = self._resolver.resolve(sentences, dating.day, (dating.earliest, dating.latest))
        return resolved, dating


def _days_of(article: Article) -> tuple[date, date] | None:
    """The first and the last day of the month or year that an article is of."""
    anchor = anchor_of(article)
    return (anchor.earliest, anchor.latest) if anchor.earliest and anchor.latest else None
