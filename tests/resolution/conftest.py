"""Articles read and resolved against the register that ships with diplograph."""

from collections.abc import Callable
from datetime import date

import pytest

from diplograph.model import Article, Link, ResolvedMention, ResolvedSentence
from diplograph.reading import SpacyReader
from diplograph.register import Register, load_register
from diplograph.resolution import Resolver

Resolve = Callable[[str, str], tuple[ResolvedSentence, ...]]


@pytest.fixture(scope="session")
def register() -> Register:
    return load_register()


@pytest.fixture(scope="session")
def resolve(register: Register) -> Resolve:
    """Resolves a text as of a day (`2021-03-01`, empty for none)."""
    reader, resolver = SpacyReader(register.senses, register.spellings), Resolver(register)

    def resolved(text: str, day: str) -> tuple[ResolvedSentence, ...]:
        on = date.fromisoformat(day) if day else None
        return resolver.resolve(reader.read(Article("a", text, on)), on)

    return resolved


@pytest.fixture(scope="session")
def find_mentions(resolve: Resolve) -> Callable[..., list[ResolvedMention]]:
    """The mentions that overlap the n-th occurrence of some words (the last by default)."""

    def found(text: str, day: str, words: str, number: int = -1) -> list[ResolvedMention]:
        starts = [start for start in range(len(text)) if text.startswith(words, start)]
        start = starts[number]
        return [
            item
            for sentence in resolve(text, day)
            for item in sentence.mentions
            if item.mention.span.start < start + len(words) and start < item.mention.span.end
        ]

    return found


@pytest.fixture(scope="session")
def find_links(find_mentions: Callable[..., list[ResolvedMention]]) -> Callable[..., list[Link]]:
    """The links of the mentions that overlap some words."""

    def found(text: str, day: str, words: str, number: int = -1) -> list[Link]:
        return [item.link for item in find_mentions(text, day, words, number) if item.link]

    return found
