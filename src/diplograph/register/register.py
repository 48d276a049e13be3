"""The known actors, looked up by key, by name and by office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from diplograph.model import Actor, ActorClass, Candidate, Conflict, Place, Sense, SenseKind
from diplograph.register.names import ministries
from diplograph.register.offices import OfficeBook, covers
from diplograph.register.rows import HoldingRow, OfficeRow, OrganizationRow, PersonRow, PolityRow, StateRow, Tables
from diplograph.register.search import NameSearch
from diplograph.register.tables import load_tables
from diplograph.text.folding import fold, sound_key

_IN_OFFICE_BONUS = 0.03
_DAY_LENGTH = len("2020-10-09")


_FAMILY_NAME_FIRST = frozenset({"China", "Taiwan", "North_Korea", "South_Korea", "Vietnam", "Cambodia"})
"""States whose people are named family name first in English news (`Xi Jinping` is `Xi`)."""

_LONGEST_TOWN = 4


class Register:
    """Look-ups over the register's tables. Holds no state beyond its indexes; every answer is a value."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    # by key

    @cached_property
    def _lasting_actors(self) -> dict[str, Actor]:
        """States, polities and organisations by key, each with the actor that it belongs to."""
        tables = self.tables
        actors = {row.key: Actor(row.label, ActorClass.STATE, row.key) for row in tables.states}
        actors |= {row.key: Actor(row.label, ActorClass.DISPUTED_POLITY, row.key) for row in tables.polities}
        waiting = {row.key: row for row in tables.organizations}

        def add(key: str) -> Actor | None:
            row = waiting.pop(key, None)
            if row is not None:
                owner = add(row.of) if row.of else None
                is_apart = _stands_apart(ActorClass(row.class_), owner)
                belonging = (None, owner) if is_apart else (owner, None)
                actors[key] = Actor(row.label, ActorClass(row.class_), key, *belonging)
            return actors.get(key)

        for key in list(waiting):
            add(key)
        return actors

    def exists(self, key: str, on: date | None) -> bool:
        """Whether a state or organisation existed on that day; without a day, whether it still does."""
        since, until = self._lifetimes.get(key, (None, None))
        return covers(since, until, on) if on else until is None

    @cached_property
    def _lifetimes(self) -> dict[str, tuple[str | None, str | None]]:
        return {row.key: (row.valid_from, row.valid_until) for row in (*self._polity_rows, *self.tables.organizations)}

    def lifetime(self, key: str) -> tuple[str | None, str | None]:
        """When a state, organisation or conflict began and ended, in days, months or years; None where not known."""
        return self._lifetimes.get(key) or self._conflict_spells.get(key, (None, None))

    @cached_property
    def _conflict_spells(self) -> dict[str, tuple[str | None, str | None]]:
        return {row.key: (row.valid_from, row.valid_until) for row in self.tables.conflicts}

    @cached_property
    def known_until(self) -> date:
        """The last day on which, as far as the tables tell, somebody took or left an office."""
        ends = (end for row in self.tables.holdings for end in (row.valid_from, row.valid_until))
        return max(date.fromisoformat(end) for end in ends if end and len(end) == _DAY_LENGTH)

    @cached_property
    def _polity_rows(self) -> tuple[StateRow | PolityRow, ...]:
        return (*self.tables.states, *self.tables.polities)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Places by key."""
        return {row.key: Place(row.label, row.key) for row in self.tables.places}

    @cached_property
    def _polity_of_place(self) -> dict[str, str]:
        owners = {row.key: row.in_ for row in self.tables.places if row.in_}
        found = {}
        for key in owners:
            above: str | None = key
            for _ in range(4):
                above = owners.get(above) if above else None
                if above is None or above in self._lasting_actors:
                    break
            if above in self._lasting_actors:
                found[key] = above
        return found

    def state_of_place(self, key: str) -> Actor | None:
        """The state or polity that a place lies in."""
        if key in self._polity_of_place:
            return self._lasting_actors[self._polity_of_place[key]]
        return self._lasting_actors.get(key)

    @cached_property
    def _places_by_name(self) -> dict[str, Place]:
        found: dict[str, Place] = {}
        for row in self.tables.places:
            for name in (row.label, *row.aliases):
                found.setdefault(fold(name), self.places[row.key])
        return found

    def place_called(self, name: str) -> Place | None:
        """The place of a name, or None."""
        return self._places_by_name.get(fold(name))

    @cached_property
    def _capitals(self) -> dict[str, str]:
        return {row.key: row.capital for row in self._polity_rows if row.capital}

    def capital_of(self, key: str) -> Place | None:
        """The capital of a state or polity."""
        name = self._capitals.get(key)
        return (self.places.get(name) or self.place_called(name) or Place(name)) if name else None

    @cached_property
    def _demonyms(self) -> dict[str, str]:
        return {row.key: row.demonyms[0] for row in self._polity_rows if row.demonyms}

    def demonym_of(self, key: str) -> str | None:
        """The adjective for what comes from a state or polity (`Sudanese`)."""
        return self._demonyms.get(key)

    def state_of_town(self, dateline: str) -> Actor | None:
        """The state in which the town lies that a dateline begins with (`LIMA, June 10 (EFE) -`)."""
        words = fold(dateline).split()[:_LONGEST_TOWN]
        for length in range(len(words), 0, -1):
            for sense in self.senses.get(" ".join(words[:length]), ()):
                if sense.kind is SenseKind.METONYM and sense.actor and sense.actor.actor_class is ActorClass.STATE:
                    return sense.actor
                if sense.place and sense.place.key and (host := self.state_of_place(sense.place.key)):
                    return host
        return None

    def find_actor(self, key: str, *, on: date | None = None) -> Actor | None:
        """The actor with this key; a person belongs to what the office held on that day (else the latest) is of."""
        if key in self._lasting_actors:
            return self._lasting_actors[key]
        row = self._persons.get(key)
        return self._person(row, on) if row else None

    def _person(self, row: PersonRow, on: date | None) -> Actor:
        employer = self._offices.employer(row.key, on)
        return Actor(row.label, ActorClass.PERSON, row.key, self._lasting_actors.get(employer) if employer else None)

    def _find_actors(self, keys: tuple[str, ...], on: date | None = None) -> tuple[Actor, ...]:
        found = (self.find_actor(key, on=on) for key in keys)
        return tuple(actor for actor in found if actor)

    @cached_property
    def _persons(self) -> dict[str, PersonRow]:
        return {row.key: row for row in self.tables.persons}

    @cached_property
    def conflicts(self) -> Mapping[str, Conflict]:
        """Conflicts by key."""
        return {row.key: Conflict(row.label, row.key, self._find_actors(row.parties)) for row in self.tables.conflicts}

    def conflict_parties(self, key: str) -> tuple[Actor, ...]:
        """The listed parties of a conflict."""
        row = next((row for row in self.tables.conflicts if row.key == key), None)
        return self._find_actors(row.parties) if row else ()

    def conflicts_between(self, keys: frozenset[str]) -> tuple[Conflict, ...]:
        """The conflicts that have all these actors among their parties."""
        return tuple(
            self.conflicts[row.key] for row in self.tables.conflicts if len(keys) > 1 and keys <= set(row.parties)
        )

    # by office

    @cached_property
    def _offices(self) -> OfficeBook:
        return OfficeBook(self.tables.offices, self.tables.holdings)

    def offices_of(self, person: str) -> tuple[tuple[HoldingRow, OfficeRow], ...]:
        """The offices that a person held, oldest first."""
        return self._offices.spells(person)

    def holders(self, kind: str, of: str, *, on: date | None, title: str | None = None) -> tuple[Actor, ...]:
        """Who held an office of this kind of the actor on that day, or at any time when no day is given.

        Args:
            kind: an office kind (`foreign-minister`).
            of: key of the state or organisation.
            on: the day.
            title: keeps only offices that news call so (`president`), where one actor has several of the kind.
        """
        return self._find_actors(self._offices.holders(kind, of, on=on, title=title), on)

    def in_office(self, person: str, on: date) -> bool:
        """Whether the person held any listed office on that day."""
        return self._offices.in_office(person, on)

    def has_held(self, person: str, kind: str | None, during: tuple[date, date] | None) -> bool:
        """Whether the person held an office of this kind (any, without one) at some time between two days (ever)."""
        return self._offices.has_held(person, kind, during)

    # persons and bodies by a part of their names

    @cached_property
    def _persons_by_surname(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.tables.persons:
            label = fold(row.label)
            for name in (row.label, *row.aliases):
                words = fold(name).split()
                is_second_surname = fold(name).startswith(f"{label} ")
                surnames = {words[-1] if not is_second_surname else "", " ".join(words[1:])} - {""}
                if self._offices.employer(row.key, None) in _FAMILY_NAME_FIRST:
                    surnames.add(words[0])
                for surname in surnames:
                    if row.key not in found[surname]:
                        found[surname].append(row.key)
        return {surname: tuple(keys) for surname, keys in found.items()}

    @cached_property
    def _given_names(self) -> frozenset[str]:
        rows = (row for row in self.tables.persons if self._offices.employer(row.key, None) not in _FAMILY_NAME_FIRST)
        full = (fold(row.label).split() for row in rows)
        return frozenset(words[0] for words in full if len(words) > 1)

    def is_given_name(self, word: str) -> bool:
        """Whether a folded word is the first name of a known person, so that it may be one where it stands alone."""
        return word in self._given_names

    def persons_called(self, surname: str, *, on: date | None = None) -> tuple[Actor, ...]:
        """The persons with this surname, given folded; with a day, those in office then come alone."""
        keys = self._persons_by_surname.get(surname, ())
        if on is not None:
            keys = tuple(key for key in keys if self.in_office(key, on)) or keys
        return self._find_actors(keys, on)

    def bearers(self, title: str, name: str, *, during: tuple[date, date] | None) -> tuple[Actor, ...]:
        """Those with this folded first name, or first names, who bore a title (`king`) in some days or ever."""
        keys = (key for key in self._offices.bearers(title, during) if self._begins_with(key, name))
        return self._find_actors(tuple(keys), during[1] if during else None)

    def _begins_with(self, person: str, name: str) -> bool:
        return any(f"{fold(known)} ".startswith(f"{name} ") for known in self.names_of(person))

    @cached_property
    def _persons_by_sound(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for row in self.tables.persons:
            for name in (row.label, *row.aliases):
                found[sound_key(name.split()[-1])][row.key] = None
        return {sound: tuple(keys) for sound, keys in found.items()}

    def persons_sounding(self, name: str, *, on: date | None = None) -> tuple[Actor, ...]:
        """The persons whose last name sounds like that of the given name."""
        return self._find_actors(self._persons_by_sound.get(sound_key(name.split()[-1]), ()), on)

    def names_of(self, person: str) -> tuple[str, ...]:
        """The label and the other spellings of a person."""
        row = self._persons[person]
        return (row.label, *row.aliases)

    @cached_property
    def _bodies_by_last_word(self) -> dict[str, tuple[tuple[str, Actor], ...]]:
        found: dict[str, list[tuple[str, Actor]]] = defaultdict(list)
        for row in self.tables.organizations:
            if row.key in self._ministry_names and not row.aliases:
                continue
            for name in (row.label, *((row.short,) if row.short else ()), *row.aliases):
                words = fold(name).split()
                if len(words) > 1:
                    found[words[-1]].append((name, self._lasting_actors[row.key]))
        return {word: tuple(bodies) for word, bodies in found.items()}

    def bodies_ending(self, name: str) -> tuple[tuple[str, Actor], ...]:
        """The names of two words or more, with their bodies, that end in the same word as the given name."""
        words = fold(name).split()
        return self._bodies_by_last_word.get(words[-1], ()) if words else ()

    # by name

    @cached_property
    def senses(self) -> Mapping[str, tuple[Sense, ...]]:
        """Every listed name, folded, with all that it may stand for."""
        senses: dict[str, dict[Sense, None]] = defaultdict(dict)
        for name, sense in self._listed_names():
            if folded := fold(name):
                senses[folded][sense] = None
        return {name: tuple(found) for name, found in senses.items()}

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Every listed name, folded → as it is written, the label before other names."""
        spellings: dict[str, str] = {}
        for name, _ in self._listed_names():
            spellings.setdefault(fold(name), name)
        return spellings

    def _listed_names(self) -> Iterator[tuple[str, Sense]]:
        yield from self._actor_names()
        tables = self.tables
        for metonym in tables.metonyms:
            if actor := self.find_actor(metonym.actor):
                yield metonym.name, Sense(SenseKind.METONYM, actor=actor)
        for place in tables.places:
            for name in (place.label, *place.aliases):
                yield name, Sense(SenseKind.PLACE, place=self.places[place.key])
        for conflict in tables.conflicts:
            for name in (conflict.label, *conflict.aliases):
                yield name, Sense(SenseKind.CONFLICT, conflict=self.conflicts[conflict.key])
        for treaty in tables.treaties:
            for name in (treaty.label, *treaty.aliases):
                yield name, Sense(SenseKind.TREATY, treaty_key=treaty.key)

    def _actor_names(self) -> Iterator[tuple[str, Sense]]:
        actors, tables = self._lasting_actors, self.tables
        rows: tuple[StateRow | PolityRow | OrganizationRow, ...] = (*self._polity_rows, *tables.organizations)
        for row in rows:
            for name in (row.label, *row.aliases):
                yield name, Sense(SenseKind.NAME, actor=actors[row.key])
            for demonym in row.demonyms:
                yield demonym, Sense(SenseKind.DEMONYM, actor=actors[row.key])
        for key, names in self._ministry_names.items():
            if key in actors:
                sense = Sense(SenseKind.NAME, actor=actors[key])
                for name in names:
                    yield name, sense
        for key, short in self.short_names.items():
            yield short, Sense(SenseKind.NAME, actor=actors[key])
        for person in tables.persons:
            sense = Sense(SenseKind.NAME, actor=self._person(person, None))
            for name in (person.label, *person.aliases):
                yield name, sense

    @cached_property
    def _ministry_names(self) -> dict[str, tuple[str, ...]]:
        return {ministry.key: ministry.names for row in self._polity_rows for ministry in ministries(row)}

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """The names by which news call some bodies (`Kremlin`), by key."""
        return {row.key: row.short for row in self.tables.organizations if row.short}

    @cached_property
    def _search(self) -> NameSearch:
        titles = (title for row in self.tables.offices for title in row.titles)
        return NameSearch(self.senses, self.tables.states, titles)

    def search(self, name: str, *, on: date | None = None, limit: int = 5) -> list[Candidate]:
        """The actors that a name, perhaps garbled, may mean, best first.

        Args:
            name: as written; the title before a person's name may be left on (`Foreign Minister X of Y`).
            on: prefers persons in office on that day.
            limit: how many candidates at the most.
        """
        wanted = fold(name).removeprefix("the ")
        bare = self._search.without_title(wanted)
        exact = self._search.exact(wanted) or self._search.exact(bare)
        if not exact and (key := self._search.foreign(wanted)):
            exact = self._find_actors((key,))
        if exact:
            found = [Candidate(actor, 1.0, {"alias": 1.0}) for actor in dict.fromkeys(exact)]
        else:
            found = [self._favoured(candidate, on) for candidate in self._search.similar(bare)]
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.actor.label))[:limit]

    def _favoured(self, candidate: Candidate, on: date | None) -> Candidate:
        if on is None or not self.in_office(str(candidate.actor.key), on):
            return candidate
        score = min(1.0, round(candidate.score + _IN_OFFICE_BONUS, 4))
        return Candidate(candidate.actor, score, candidate.features)


def _stands_apart(actor_class: ActorClass, owner: Actor | None) -> bool:
    """Whether an organisation only acts in what its row names, as a movement in a state does."""
    if actor_class is ActorClass.MEDIATION_BODY:
        return True
    in_state = owner is not None and owner.actor_class in {ActorClass.STATE, ActorClass.DISPUTED_POLITY}
    return in_state and actor_class in {ActorClass.ARMED_FORCE, ActorClass.ORGANIZATION}


def load_register() -> Register:
    """The register that ships with diplograph."""
    return Register(load_tables())
