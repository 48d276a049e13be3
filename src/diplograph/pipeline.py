"""The stages in their order: an article goes in, an extraction comes out. Only this module knows the order."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cached_property

from diplograph.extraction import Extractor
from diplograph.model import Article, Extraction
from diplograph.reading import SpacyReader
from diplograph.register import Register, load_register
from diplograph.resolution import Resolver


class Pipeline:
    """Reads articles against a register.

    Args:
        register: the known actors; the one that ships with diplograph by default.
    """

    def __init__(self, register: Register | None = None) -> None:
        self.register = register or load_register()

    @cached_property
    def _reader(self) -> SpacyReader:
        return SpacyReader(self.register.senses, self.register.spellings)

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.register)

    @cached_property
    def _extractor(self) -> Extractor:
        return Extractor(self.register.state_of_place, self.register.short_names, self.register.demonym_of)

    def read(self, article: Article) -> Extraction:
        """All that can be read out of one article, with evidence."""
        sentences = self._reader.read(article)
        return self._extractor.extract(article, self._resolver.resolve(sentences, article.date, _days_of(article.period)))


def _days_of(period: str | None) -> tuple[date, date] | None:
    """The first and the last day of a month or year (`2004-02`, `2004`)."""
    if period is None:
        return None
    year, month = int(period[:4]), int(period[5:] or 0)
    return date(year, month or 1, 1), date(year, month or 12, monthrange(year, month or 12)[1])
