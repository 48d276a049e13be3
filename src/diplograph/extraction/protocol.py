"""What a reader of claims is: the rules are one, a language model behind a validator is another.

A reader is registered as an entry point of the group `diplograph.readers`: a name and a function that makes the reader
(`MakeReader`). Where the reader needs packages that its distribution does not install by itself, these are an extra of
the same name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from diplograph.model import Actor, Article, Dating, Extraction, Place, ResolvedSentence


class ClaimReader(Protocol):
    """Turns an article and its resolved sentences into what the article puts forward."""

    @property
    def name(self) -> str:
        """Name and version (`rules/1`); they go into the provenance of every claim."""

    def extract(
        self, article: Article, sentences: Sequence[ResolvedSentence], dating: Dating | None = None
    ) -> Extraction:
        """All claims of an article with the links they use, and what was left out with the reason.

        Args:
            article: the article.
            sentences: its sentences with the names in them resolved.
            dating: its day as worked out from its words, where it brings none; goes into the extraction.
        """


class KnownThings(Protocol):
    """What a reader may ask of the register."""

    def state_of_place(self, key: str) -> Actor | None:
        """The state or polity that a place lies in."""

    def place_called(self, name: str) -> Place | None:
        """The listed place of a name."""

    def capital_of(self, key: str) -> Place | None:
        """The capital of a state or polity."""

    def demonym_of(self, key: str) -> str | None:
        """The adjective for what comes from a state or polity (`Sudanese`)."""

    @property
    def short_names(self) -> Mapping[str, str]:
        """The names by which news call some bodies, by key."""


class MakeReader(Protocol):
    """What an entry point of the group `diplograph.readers` points to."""

    def __call__(self, known: KnownThings, /) -> ClaimReader:
        """Make the reader; it is made once and reads many articles."""
