"""The known actors, looked up by key, by name and by office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from diplograph.model import Actor, ActorClass, Candidate, Conflict, Place, Sense, SenseKind
from diplograph.register.names import foreign_names, ministries
from diplograph.register.tables import HoldingRow, OfficeRow, PersonRow, Tables, load_tables
from diplograph.text.folding import fold, sound_key
from diplograph.text.similarity import compare_names

_WORTH_SHOWING = 0.6


def _covers(valid_from: str | None, valid_until: str | None, day: date) -> bool:
    """Whether a spell with bounds cut to what is known includes the day."""
    text = day.isoformat()
    starts = not valid_from or valid_from <= text[: len(valid_from)]
    ends = not valid_until or text[: len(valid_until)] <= valid_until
    return starts and ends


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
        for state in tables.states:
            for key, label, _ in ministries(state):
                actors[key] = Actor(label, ActorClass.GOVERNMENT_BODY, key, actors[state.key])
        waiting = {row.key: row for row in tables.organizations}

        def add(key: str) -> Actor | None:
            row = waiting.pop(key, None)
            if row is not None:
                owner = add(row.of) if row.of else None
                actors[key] = Actor(row.label, ActorClass(row.class_), key, owner)
            return actors.get(key)

        for key in list(waiting):
            add(key)
        return actors

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
                if above is None or above in self._lasting_actors:
                    break
                above = owners.get(above)
            if above in self._lasting_actors:
                found[key] = above
        return found

    def state_of_place(self, key: str) -> Actor | None:
        """The state or polity that a place lies in."""
        if key in self._lasting_actors:
            return self._lasting_actors[key]
        owner = self._polity_of_place.get(key)
        return self._lasting_actors.get(owner) if owner else None

    def find_actor(self, key: str, *, on: date | None = None) -> Actor | None:
        """The actor with this key; a person belongs to what the office held on that day (else the latest) is of."""
        if key in self._lasting_actors:
            return self._lasting_actors[key]
        row = self._persons.get(key)
        if row is None:
            return None
        return Actor(row.label, ActorClass.PERSON, key, self._employer(key, on))

    @cached_property
    def _persons(self) -> dict[str, PersonRow]:
        return {row.key: row for row in self.tables.persons}

    @cached_property
    def conflicts(self) -> Mapping[str, Conflict]:
        """Conflicts by key."""
        return {row.key: Conflict(row.label, row.key) for row in self.tables.conflicts}

    def conflict_parties(self, key: str) -> tuple[Actor, ...]:
        """The listed parties of a conflict."""
        row = next((row for row in self.tables.conflicts if row.key == key), None)
        found = (self.find_actor(party) for party in row.parties) if row else ()
        return tuple(actor for actor in found if actor)

    def conflicts_between(self, keys: frozenset[str]) -> tuple[Conflict, ...]:
        """The conflicts that have all these actors among their parties."""
        return tuple(
            self.conflicts[row.key] for row in self.tables.conflicts if len(keys) > 1 and keys <= set(row.parties)
        )

    # by office

    @cached_property
    def _holdings_by_person(self) -> dict[str, list[HoldingRow]]:
        spells: dict[str, list[HoldingRow]] = defaultdict(list)
        for row in self.tables.holdings:
            spells[row.person].append(row)
        return spells

    @cached_property
    def _offices(self) -> dict[str, OfficeRow]:
        return {row.key: row for row in self.tables.offices}

    @cached_property
    def _holdings_by_post(self) -> dict[tuple[str, str], list[tuple[HoldingRow, OfficeRow]]]:
        posts: dict[tuple[str, str], list[tuple[HoldingRow, OfficeRow]]] = defaultdict(list)
        for row in self.tables.holdings:
            office = self._offices[row.office]
            posts[office.kind, office.of].append((row, office))
        return posts

    def _employer(self, person: str, on: date | None) -> Actor | None:
        spells = self._holdings_by_person.get(person, [])
        current = [row for row in spells if on and _covers(row.valid_from, row.valid_until, on)]
        before = [row for row in spells if not on or not row.valid_from or row.valid_from <= on.isoformat()]
        best = max(current or before or spells, key=lambda row: row.valid_from or "", default=None)
        return self._lasting_actors.get(self._offices[best.office].of) if best else None

    def offices_of(self, person: str) -> tuple[tuple[HoldingRow, OfficeRow], ...]:
        """The offices that a person held, oldest first."""
        spells = sorted(self._holdings_by_person.get(person, []), key=lambda row: row.valid_from or "")
        return tuple((row, self._offices[row.office]) for row in spells)

    def holders(self, kind: str, of: str, *, on: date | None, title: str | None = None) -> tuple[Actor, ...]:
        """Who held an office of this kind of the actor on that day, or at any time when no day is given.

        Args:
            kind: an office kind (`foreign-minister`).
            of: key of the state or organisation.
            on: the day.
            title: keeps only offices that news call so (`president`), where one actor has several of the kind.
        """
        rows = [
            (row, office)
            for row, office in self._holdings_by_post.get((kind, of), [])
            if on is None or _covers(row.valid_from, row.valid_until, on)
        ]
        if title:
            rows = [(row, office) for row, office in rows if title in office.titles] or rows
        keys = dict.fromkeys(row.person for row, _ in sorted(rows, key=lambda pair: bool(pair[0].acting)))
        found = (self.find_actor(key, on=on) for key in keys)
        return tuple(actor for actor in found if actor)

    def in_office(self, person: str, on: date) -> bool:
        """Whether the person held any listed office on that day."""
        return any(_covers(row.valid_from, row.valid_until, on) for row in self._holdings_by_person.get(person, []))

    @cached_property
    def _persons_by_surname(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.tables.persons:
            for name in (row.label, *row.aliases):
                words = fold(name).split()
                for surname in {words[-1], " ".join(words[1:])} - {""}:
                    if row.key not in found[surname]:
                        found[surname].append(row.key)
        return {surname: tuple(keys) for surname, keys in found.items()}

    def persons_called(self, surname: str, *, on: date | None = None) -> tuple[Actor, ...]:
        """The persons with this surname, given folded; with a day, those in office then come alone."""
        keys = self._persons_by_surname.get(surname, ())
        if on is not None:
            keys = tuple(key for key in keys if self.in_office(key, on)) or keys
        found = (self.find_actor(key, on=on) for key in keys)
        return tuple(actor for actor in found if actor)

    @cached_property
    def _persons_by_sound(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for row in self.tables.persons:
            for name in (row.label, *row.aliases):
                found[sound_key(name.split()[-1])][row.key] = None
        return {sound: tuple(keys) for sound, keys in found.items()}

    def persons_sounding(self, name: str, *, on: date | None = None) -> tuple[Actor, ...]:
        """The persons whose last name sounds like that of the given name."""
        keys = self._persons_by_sound.get(sound_key(name.split()[-1]), ())
        found = (self.find_actor(key, on=on) for key in keys)
        return tuple(actor for actor in found if actor)

    def names_of(self, person: str) -> tuple[str, ...]:
        """The label and the other spellings of a person."""
        row = self._persons[person]
        return (row.label, *row.aliases)

    @cached_property
    def _bodies_by_last_word(self) -> dict[str, tuple[tuple[str, Actor], ...]]:
        found: dict[str, list[tuple[str, Actor]]] = defaultdict(list)
        for row in self.tables.organizations:
            for name in (row.label, *row.aliases):
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
        for row in (*tables.states, *tables.polities, *tables.organizations):
            for name in (row.label, *row.aliases):
                yield name, Sense(SenseKind.NAME, actor=actors[row.key])
            for demonym in row.demonyms:
                yield demonym, Sense(SenseKind.DEMONYM, actor=actors[row.key])
        for state in tables.states:
            for key, label, names in ministries(state):
                for name in (label, *names):
                    yield name, Sense(SenseKind.NAME, actor=actors[key])
        for organization in tables.organizations:
            if organization.short:
                yield organization.short, Sense(SenseKind.NAME, actor=actors[organization.key])
        for person in tables.persons:
            actor = Actor(person.label, ActorClass.PERSON, person.key, self._employer(person.key, None))
            for name in (person.label, *person.aliases):
                yield name, Sense(SenseKind.NAME, actor=actor)

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """The names by which news call some bodies (`Kremlin`), by key."""
        return {row.key: row.short for row in self.tables.organizations if row.short}

    @cached_property
    def _foreign_names(self) -> dict[str, str]:
        return {fold(name): row.key for row in self.tables.states if row.iso2 for name in foreign_names(row.iso2)}

    def search(self, name: str, *, on: date | None = None, limit: int = 5) -> list[Candidate]:
        """The actors that a name, perhaps garbled, may mean, best first.

        Args:
            name: as written; the title before a person's name may be left on (`Foreign Minister X of Y`).
            on: prefers persons in office on that day.
            limit: how many candidates at the most.
        """
        wanted = fold(name).removeprefix("the ")
        best: dict[str, Candidate] = {}
        exact = [sense.actor for sense in self.senses.get(wanted, ()) if sense.actor and sense.actor.key]
        if not exact and (key := self._foreign_names.get(wanted)):
            exact = [self._lasting_actors[key]]
        for actor in exact:
            best.setdefault(str(actor.key), Candidate(actor, 1.0, {"alias": 1.0}))
        if not best:
            for listed, actor in self._searchable:
                likeness = compare_names(wanted, listed)
                if likeness.score < _WORTH_SHOWING:
                    continue
                bonus = 0.03 if on and actor.key and self.in_office(actor.key, on) else 0.0
                candidate = Candidate(actor, min(1.0, round(likeness.score + bonus, 4)), likeness.features())
                if actor.key and candidate.score > (best[actor.key].score if actor.key in best else 0.0):
                    best[actor.key] = candidate
        return sorted(best.values(), key=lambda c: (-c.score, c.actor.label))[:limit]

    @cached_property
    def _searchable(self) -> tuple[tuple[str, Actor], ...]:
        return tuple(
            (name, sense.actor)
            for name, senses in self.senses.items()
            for sense in senses
            if sense.actor and sense.kind is not SenseKind.DEMONYM
        )


def load_register() -> Register:
    """The register that ships with diplograph."""
    return Register(load_tables())
