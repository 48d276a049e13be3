"""What resolution asks of the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from diplograph.model import Actor


class KnownActors(Protocol):
    """The known actors by key, by name and by office; `diplograph.register.Register` is one."""

    @property
    def short_names(self) -> Mapping[str, str]:
        """The names by which news call some bodies, by key."""

    def find_actor(self, key: str, *, on: date | None = None) -> Actor | None:
        """The actor with this key as of a day."""

    def state_of_town(self, dateline: str) -> Actor | None:
        """The state in which the town lies that a dateline begins with."""

    def demonym_of(self, key: str) -> str | None:
        """The adjective for what comes from a state or polity (`Sudanese`)."""

    def exists(self, key: str, on: date | None) -> bool:
        """Whether a state or organisation existed on that day; without a day, whether it still does."""

    def holders(self, kind: str, of: str, *, on: date | None, title: str | None = None) -> tuple[Actor, ...]:
        """Who held an office of this kind of the actor on that day."""

    def in_office(self, person: str, on: date) -> bool:
        """Whether the person held any listed office on that day."""

    def has_held(self, person: str, kind: str | None, during: tuple[date, date] | None) -> bool:
        """Whether the person held an office of this kind at some time between two days, both included."""

    def is_given_name(self, word: str) -> bool:
        """Whether a folded word is the first name of a known person, so that it may be one where it stands alone."""

    def persons_called(self, surname: str, *, on: date | None = None) -> tuple[Actor, ...]:
        """The persons with this folded surname."""

    def bearers(self, title: str, name: str, *, during: tuple[date, date] | None) -> tuple[Actor, ...]:
        """Those with this folded first name who bore a title (`king`) in some days or ever."""

    def persons_sounding(self, name: str, *, on: date | None = None) -> tuple[Actor, ...]:
        """The persons whose last name sounds like that of the given name."""

    def names_of(self, person: str) -> tuple[str, ...]:
        """All spellings of a person's name."""

    def bodies_ending(self, name: str) -> tuple[tuple[str, Actor], ...]:
        """The names of bodies that end in the same word, with their bodies."""
