"""Invented articles, as many as one wants, in the graphs that diplograph writes for real ones.

    python benchmarks/corpus.py --quads 100000 -o FILE.nq

The articles are made from the program's own values and written by its own graph writer, so that a graph has all that
reading gives: document, run, claims, situations, evidence, attributions, mentions. Actors, offices at the article's
date, places and conflicts come from the register, drawn by Zipf's law. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final, TypeAlias

from corpus_cast import FIRST_DAY, LAST_DAY, Cast
from corpus_sentences import Writer

from diplograph.graph import article_quads, ontology_quads, register_quads
from diplograph.model import Article, Extraction, Quad
from diplograph.register import load_register
from diplograph.store import ArticleRecord
from diplograph.store.terms import nquads_lines

Item: TypeAlias = tuple[ArticleRecord, list[Quad]]

SEED: Final = 20
QUADS_PER_ARTICLE: Final = 60.0
QUADS_PER_DOCUMENT: Final = 13
"""Quads of an article in which nothing was found."""
QUADS_PER_SENTENCE: Final = 74.0
"""Quads that a sentence with claims adds in the mean; measured."""

_TAIL: Final = 3.5
"""Shape of the gamma distribution that sentences are drawn over: the variance of claims per article is 1.4 its mean."""


class Corpus:
    """Invented articles, numbered from 0; each depends on the seed and its number alone.

    Args:
        seed: another seed gives other articles.
        quads_per_article: their mean size.
    """

    def __init__(self, *, seed: int = SEED, quads_per_article: float = QUADS_PER_ARTICLE) -> None:
        self._seed = seed
        self._sentences_mean = max(0.0, quads_per_article - QUADS_PER_DOCUMENT) / QUADS_PER_SENTENCE
        self._cast = Cast(load_register())

    def extraction(self, number: int) -> Extraction:
        """The article of this number, as reading would give it."""
        chance = random.Random(f"{self._seed}/{number}")
        day = FIRST_DAY + timedelta(days=chance.randrange((LAST_DAY - FIRST_DAY).days + 1))
        source = self._cast.sources.draw(chance)
        writer = Writer(self._cast, chance, day)
        writer.write(f"{source}, {day:%d %B}, report {number}.")
        for _ in range(self._count_sentences(chance)):
            writer.add_sentence()
            writer.pad()
        for _ in range(chance.randint(3, 9)):
            writer.pad()
        digest = hashlib.sha256(writer.text.encode()).hexdigest()
        title, url = f"Report {number} of {day:%d %B}", f"https://news.example/{number}"
        article = Article(digest[:16], writer.text, day, source, title, url)
        return Extraction(article, writer.claims, tuple(writer.links))

    def _count_sentences(self, chance: random.Random) -> int:
        """How many sentences with claims an article has: Poisson-like, with a tail."""
        remaining = self._sentences_mean * chance.gammavariate(_TAIL, 1 / _TAIL)
        count = 0
        while (remaining := remaining - chance.expovariate(1.0)) > 0:
            count += 1
        return count

    def item(self, number: int) -> Item:
        """The article of this number for `Store.add_articles`."""
        extraction = self.extraction(number)
        article = extraction.article
        digest = hashlib.sha256(article.text.encode()).hexdigest()
        record = ArticleRecord(article.id, digest, article.date, article.source, article.title)
        return record, article_quads(extraction)

    def items(self, *, quads: int, first: int = 0) -> Iterator[Item]:
        """Articles until they have as many quads as wanted, or a few more.

        Args:
            quads: how many.
            first: number of the first article.
        """
        number, count = first, 0
        while count < quads:
            item = self.item(number)
            number, count = number + 1, count + len(item[1])
            yield item


def background_quads() -> list[Quad]:
    """The ontology and the register, which rules and questions need beside the articles."""
    return [*ontology_quads(), *register_quads(load_register().tables)]


def lines(items: Iterable[Item]) -> Iterator[str]:
    """The articles' quads as lines of N-Quads, for any engine."""
    for _, quads in items:
        yield from nquads_lines(quads)


def main() -> None:
    """Write N-Quads."""
    parser = argparse.ArgumentParser(description="Invented articles as N-Quads.")
    parser.add_argument("--quads", type=int, default=100_000, help="how many quads, or a few more [100000]")
    parser.add_argument("--quads-per-article", type=float, default=QUADS_PER_ARTICLE, help="mean size [60]")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--with-background", action="store_true", help="add the ontology and the register")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.nq", help="standard output without it")
    given = parser.parse_args()
    corpus = Corpus(seed=given.seed, quads_per_article=given.quads_per_article)
    with given.output.open("w", encoding="utf-8") if given.output else sys.stdout as file:
        if given.with_background:
            file.writelines(f"{line}\n" for line in nquads_lines(background_quads()))
        file.writelines(f"{line}\n" for line in lines(corpus.items(quads=given.quads)))


if __name__ == "__main__":
    main()
