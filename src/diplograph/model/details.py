"""What a claim names besides its actors: an office, an agreement, a topic, a number of victims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from diplograph.model.texts import Span


@dataclass(frozen=True, slots=True)
class OfficeTitle:
    """An office as a text calls it.

    Attributes:
        words: the title without whom it is of (`foreign minister`).
        kind: code of the office kind, None for an office that the code list lacks.
    """

    words: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class AgreementName:
    """An agreement as a text calls it; `key` is the register's key, None for one that it lacks."""

    words: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """What is accused, denied, demanded or warned of, in the words of the text."""

    span: Span

    @property
    def words(self) -> str:
        """The words on one line."""
        return " ".join(self.span.exact.split())


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of victims.

    Attributes:
        words: number and victims as written (`at least 12 civilians`).
        lowest: the lowest number that the words allow, None when they name no number.
        highest: the highest, None when it is open.
    """

    words: str
    lowest: int | None = None
    highest: int | None = None


Detail: TypeAlias = OfficeTitle | AgreementName | Topic | Toll
