"""The stages in their order: an article goes in, an extraction comes out. Only this module knows the order."""

from __future__ import annotations

from functools import cached_property

from diplograph.extraction import Extractor
from diplograph.model import Article, Extraction
from diplograph.reading import SpacyReader
from diplograph.register import Register, load_register
from diplograph.resolution import Resolver, date_article


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
        return Extractor(self.register.state_of_place, self.register.short_names)

    def read(self, article: Article) -> Extraction:
        """All that can be read out of one article, with evidence."""
        sentences = self._reader.read(article)
        resolved = self._resolver.resolve(sentences, article.date)
        dating = None if article.date else date_article(article, resolved, self.register)
        if dating and dating.day:
            resolved = self._resolver.resolve(sentences, dating.day)
        # A dating that is a span only goes here as `period=(dating.earliest, dating.latest)`, once resolve takes it.
        return self._extractor.extract(article, resolved, dating)
