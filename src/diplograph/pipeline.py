"""The stages in their order: an article goes in, an extraction comes out. Only this module knows the order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from diplograph.errors import DiplographError, InputError, MissingPartError
from diplograph.extraction import Extractor, lexicon, triggers
from diplograph.model import Article, Extraction, Sentence
from diplograph.reading import Hints, SpacyReader
from diplograph.register import Register, load_register
from diplograph.resolution import Resolver


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An article that could not be read, and why."""

    article: Article
    error: DiplographError


class Pipeline:
    """Reads articles against a register.

    Args:
        register: the known actors; the one that ships with diplograph by default.
        gate: families of relations (see `diplograph.extraction.triggers`); only the sentences that can hold one of
            them, and those they point to, are read, and no names are linked elsewhere. None reads every sentence.
    """

    def __init__(self, register: Register | None = None, *, gate: Collection[str] | None = None) -> None:
        self.register = register or load_register()
        self._hints = _hints(self.register, gate) if gate is not None else None

    @cached_property
    def _reader(self) -> SpacyReader:
        return SpacyReader(self.register.senses, self.register.spellings, self._hints)

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.register)

    @cached_property
    def _extractor(self) -> Extractor:
        return Extractor(self.register.state_of_place, self.register.short_names)

    def read(self, article: Article) -> Extraction:
        """All that can be read out of one article, with evidence."""
        return self._extract(article, self._reader.read(article))

    def read_many(self, articles: Sequence[Article]) -> Iterator[Extraction | ReadFailure]:
        """What can be read out of each article, in order; parsed together they take less time.

        Raises:
            MissingPartError: what every article needs is not installed.
        """
        try:
            parsed = list(self._reader.read_many(articles))
        except MissingPartError:
            raise
        except Exception as error:  # noqa: BLE001
            if len(articles) == 1:
                yield _failure(articles[0], error)
            else:
                for article in articles:
                    yield from self.read_many([article])
            return
        for article, sentences in zip(articles, parsed, strict=True):
            yield self._try_to_extract(article, sentences)

    def _try_to_extract(self, article: Article, sentences: Sequence[Sentence]) -> Extraction | ReadFailure:
        try:
            return self._extract(article, sentences)
        except MissingPartError:
            raise
        except Exception as error:  # noqa: BLE001
            return _failure(article, error)

    def _extract(self, article: Article, sentences: Sequence[Sentence]) -> Extraction:
        return self._extractor.extract(article, self._resolver.resolve(sentences, article.date))


def _hints(register: Register, families: Collection[str]) -> Hints:
    """What tells of a relation of these families before a sentence is parsed."""
    chosen = triggers.choose_families(families)
    return Hints(chosen, triggers.ACTOR_NOUNS, lexicon.PAIRS, lexicon.ARMED, lexicon.SPORT, register.state_of_place)


def _failure(article: Article, error: Exception) -> ReadFailure:
    if isinstance(error, DiplographError):
        return ReadFailure(article, error)
    what = f"article {article.id} cannot be read: unexpected {type(error).__name__}: {error}"
    return ReadFailure(article, InputError(what, hint="report it with the article's text; the others are not affected"))
