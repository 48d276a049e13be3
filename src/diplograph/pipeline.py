"""The stages in their order: an article goes in, an extraction comes out. Only this module knows the order."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cached_property

from diplograph.config import DEFAULT_READER
from diplograph.extraction import ClaimReader, get_reader
from diplograph.model import Article, Extraction, ResolvedSentence
from diplograph.reading import SpacyReader
from diplograph.register import Register, load_register
from diplograph.resolution import Resolver


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
        return self._claims.extract(article, self.resolve(article))

    def resolve(self, article: Article) -> tuple[ResolvedSentence, ...]:
        """The article's sentences with the names in them resolved, as readers of claims get them."""
        sentences = self._sentences.read(article)
        return self._resolver.resolve(sentences, article.date, _days_of(article.period))


def _days_of(period: str | None) -> tuple[date, date] | None:
    """The first and the last day of a month or year (`2004-02`, `2004`)."""
    if period is None:
        return None
    year, month = int(period[:4]), int(period[5:] or 0)
    return date(year, month or 1, 1), date(year, month or 12, monthrange(year, month or 12)[1])
