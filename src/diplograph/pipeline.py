"""The stages in their order: an article goes in, an extraction comes out. Only this module knows the order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from diplograph.config import DEFAULT_READER
from diplograph.errors import DiplographError, InputError, MissingPartError, UsageError
from diplograph.extraction import ClaimReader, get_reader, lexicon, triggers
from diplograph.model import Article, Dating, Extraction, ResolvedSentence, Sentence
from diplograph.reading import Hints, SpacyReader
from diplograph.register import Register, load_register
from diplograph.resolution import Resolver, date_article
from diplograph.times import anchor_of


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An article that could not be read, and why."""

    article: Article
    error: DiplographError


class Pipeline:
    """Reads articles against a register.

    Args:
        register: the known actors; the one that ships with diplograph by default.
        reader: name of the reader that turns sentences into claims (`rules`, `llm`).
        gate: families of relations (see `diplograph.extraction.triggers`); only the sentences that can hold one of
            them, and those they point to, are read, and no names are linked elsewhere. None reads every sentence.

    Raises:
        UsageError: there is no such reader, or its settings are wrong.
        MissingPartError: packages that the reader needs are not installed.
    """

    def __init__(
        self,
        register: Register | None = None,
        reader: str = DEFAULT_READER,
        *,
        gate: Collection[str] | None = None,
    ) -> None:
        make_reader = get_reader(reader)
        self.register = register or load_register()
        self._hints = _hints(self.register, gate) if gate is not None else None
        self._claims: ClaimReader = make_reader(self.register)

    @cached_property
    def _sentences(self) -> SpacyReader:
        return SpacyReader(self.register.senses, self.register.spellings, self._hints)

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.register)

    def read(self, article: Article) -> Extraction:
        """All that can be read out of one article, with evidence.

        Raises:
            LimitError: the reader reached a limit on this article; the next one may be read all the same.
            MissingPartError: what the reader needs is out of reach, for this article and all others.
        """
        return self._extract(article, self._sentences.read(article))

    def read_many(self, articles: Sequence[Article]) -> Iterator[Extraction | ReadFailure]:
        """What can be read out of each article, in order; parsed together they take less time.

        Raises:
            MissingPartError: what every article needs is not installed or out of reach.
            UsageError: the reader's settings are refused.
        """
        try:
            parsed = list(self._sentences.read_many(articles))
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

    def resolve(self, article: Article) -> tuple[tuple[ResolvedSentence, ...], Dating | None]:
        """The article's sentences with the names in them resolved, and its day worked out where it brings none."""
        return self._resolve(article, self._sentences.read(article))

    def _try_to_extract(self, article: Article, sentences: Sequence[Sentence]) -> Extraction | ReadFailure:
        try:
            return self._extract(article, sentences)
        except (MissingPartError, UsageError):
            raise
        except Exception as error:  # noqa: BLE001
            return _failure(article, error)

    def _extract(self, article: Article, sentences: Sequence[Sentence]) -> Extraction:
        resolved, dating = self._resolve(article, sentences)
        return self._claims.extract(article, resolved, dating)

    def _resolve(
        self, article: Article, sentences: Sequence[Sentence]
    ) -> tuple[tuple[ResolvedSentence, ...], Dating | None]:
        head = article.text[: sentences[0].span.start] if sentences else ""
        resolved = self._resolver.resolve(sentences, article.date, _days_of(article), head)
        dating = None if article.date else date_article(article, resolved, self.register)
        if dating is not None:
            resolved = self._resolver.resolve(sentences, dating.day, (dating.earliest, dating.latest), head)
        return resolved, dating


def _days_of(article: Article) -> tuple[date, date] | None:
    """The first and the last day of the month or year that an article is of."""
    anchor = anchor_of(article)
    return (anchor.earliest, anchor.latest) if anchor.earliest and anchor.latest else None


def _hints(register: Register, families: Collection[str]) -> Hints:
    """What tells of a relation of these families before a sentence is parsed."""
    chosen = triggers.choose_families(families)
    return Hints(chosen, triggers.ACTOR_NOUNS, lexicon.PAIRS, lexicon.ARMED, lexicon.SPORT, register.state_of_place)


def _failure(article: Article, error: Exception) -> ReadFailure:
    if isinstance(error, DiplographError):
        return ReadFailure(article, error)
    what = f"article {article.id} cannot be read: unexpected {type(error).__name__}: {error}"
    return ReadFailure(article, InputError(what, hint="report it with the article's text; the others are not affected"))
