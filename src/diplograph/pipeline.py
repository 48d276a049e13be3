"""The stages in their order: an article goes in, an extraction comes out. Only this module knows the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from diplograph.extraction import Extractor, lexicon, triggers
from diplograph.model import Article, Extraction
from diplograph.reading import Hints, SpacyReader
from diplograph.register import Register, load_register
from diplograph.resolution import Resolver


class Pipeline:
    """Reads articles against a register.

    Args:
        register: the known actors; the one that ships with diplograph by default.
        all_sentences: reads every sentence; else only those that can hold a relation and those they point to, which
            finds the same relations several times as fast and links no names elsewhere.
    """

    def __init__(self, register: Register | None = None, *, all_sentences: bool = True) -> None:
        self.register = register or load_register()
        self._all_sentences = all_sentences

    @cached_property
    def _reader(self) -> SpacyReader:
        hints = None if self._all_sentences else _hints(self.register)
        return SpacyReader(self.register.senses, self.register.spellings, hints)

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.register)

    @cached_property
    def _extractor(self) -> Extractor:
        return Extractor(self.register.state_of_place, self.register.short_names)

    def read(self, article: Article) -> Extraction:
        """All that can be read out of one article, with evidence."""
        return next(self.read_many([article]))

    def read_many(self, articles: Sequence[Article]) -> Iterator[Extraction]:
        """What can be read out of each article, in order; read together they take less time."""
        for article, sentences in zip(articles, self._reader.read_many(articles), strict=True):
            yield self._extractor.extract(article, self._resolver.resolve(sentences, article.date))


def _hints(register: Register) -> Hints:
    """What tells of a relation before a sentence is parsed."""
    return Hints(triggers.FAMILIES, triggers.ACTOR_NOUNS, lexicon.SPORT, register.state_of_place)
