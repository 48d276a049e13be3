"""The register's CSV files as typed rows; the columns are described in `data/README.md`.

A row class has one field per column, in the file's order. The field's type says how a cell is read:
`str` must be filled, `str | None` may be empty, `tuple[str, ...]` holds the values between `|`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where facts were taken from."""

    FILE: ClassVar[str] = "sources.csv"
    key: str
    title: str
    url: str | None
    licence: str | None
    consulted: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state: UN member, observer, or former."""

    FILE: ClassVar[str] = "states.csv"
    key: str
    label: str
    iso2: str | None
    iso3: str | None
    wikidata: str | None
    status: str
    capital: str | None
    demonyms: Values
    aliases: Values
    valid_from: str | None
    valid_until: str | None
    source: Values


@dataclass(frozen=True, slots=True)
class PolityRow:
    """A de-facto polity."""

    FILE: ClassVar[str] = "polities.csv"
    key: str
    label: str
    wikidata: str | None
    demonyms: Values
    aliases: Values
    capital: str | None
    governs: Values
    claimed_by: Values
    patron: str | None
    valid_from: str | None
    valid_until: str | None
    source: Values


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """An organisation, body, armed movement or outlet."""

    FILE: ClassVar[str] = "organizations.csv"
    key: str
    label: str
    short: str | None
    class_: str
    of: str | None
    wikidata: str | None
    aliases: Values
    demonyms: Values
    valid_from: str | None
    valid_until: str | None
    source: Values


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A spell of membership in a body."""

    FILE: ClassVar[str] = "members.csv"
    body: str
    member: str
    role: str
    valid_from: str | None
    valid_until: str | None
    source: Values


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on the ground; latitude and longitude in WGS84 degrees."""

    FILE: ClassVar[str] = "places.csv"
    key: str
    label: str
    class_: str
    in_: str | None
    latitude: str | None
    longitude: str | None
    wikidata: str | None
    aliases: Values
    source: Values


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A spell of governing a place, or of claiming it."""

    FILE: ClassVar[str] = "territories.csv"
    place: str
    actor: str
    relation: str
    valid_from: str | None
    valid_until: str | None
    source: Values


@dataclass(frozen=True, slots=True)
class MetonymRow:
    """A name that stands for an actor."""

    FILE: ClassVar[str] = "metonyms.csv"
    name: str
    actor: str
    kind: str
    source: Values


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict or dispute and its parties."""

    FILE: ClassVar[str] = "conflicts.csv"
    key: str
    label: str
    aliases: Values
    parties: Values
    places: Values
    valid_from: str | None
    valid_until: str | None
    wikidata: str | None
    source: Values


@dataclass(frozen=True, slots=True)
class TreatyRow:
    """A treaty, alliance or ceasefire."""

    FILE: ClassVar[str] = "treaties.csv"
    key: str
    label: str
    class_: str
    aliases: Values
    kind: str | None
    signed: str | None
    valid_from: str | None
    valid_until: str | None
    obligations: Values
    triggers: Values
    wikidata: str | None
    source: Values


@dataclass(frozen=True, slots=True)
class TreatyPartyRow:
    """A party's participation in a treaty."""

    FILE: ClassVar[str] = "treaty_parties.csv"
    treaty: str
    party: str
    valid_from: str | None
    valid_until: str | None
    source: Values


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person who holds or held an office."""

    FILE: ClassVar[str] = "persons.csv"
    key: str
    label: str
    wikidata: str | None
    aliases: Values
    source: Values


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office of a state, polity or organisation."""

    FILE: ClassVar[str] = "offices.csv"
    key: str
    label: str
    kind: str
    of: str
    titles: Values
    source: Values


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """A spell in office."""

    FILE: ClassVar[str] = "holdings.csv"
    office: str
    person: str
    valid_from: str | None
    valid_until: str | None
    acting: str | None
    source: Values


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows of the register, one tuple per file."""

    sources: tuple[SourceRow, ...]
    states: tuple[StateRow, ...]
    polities: tuple[PolityRow, ...]
    organizations: tuple[OrganizationRow, ...]
    members: tuple[MemberRow, ...]
    places: tuple[PlaceRow, ...]
    metonyms: tuple[MetonymRow, ...]
    conflicts: tuple[ConflictRow, ...]
    treaties: tuple[TreatyRow, ...]
    treaty_parties: tuple[TreatyPartyRow, ...]
    persons: tuple[PersonRow, ...]
    offices: tuple[OfficeRow, ...]
    holdings: tuple[HoldingRow, ...]
    territories: tuple[TerritoryRow, ...] = ()
