"""What the graph reads of the register's tables, one protocol per file; `register/data/README.md` has the columns.

The register's own rows satisfy these protocols. They stand here because the graph does not import the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias

Values: TypeAlias = tuple[str, ...]
Cell: TypeAlias = str | None


class Keyed(Protocol):
    """A row with a key."""

    @property
    def key(self) -> str:
        """The last part of the IRI."""


class Labelled(Keyed, Protocol):
    """A row with a label."""

    @property
    def label(self) -> str:
        """The English label."""


class Sourced(Protocol):
    """A row that says where its fact comes from."""

    @property
    def source(self) -> Values:
        """Keys of sources."""


class Dated(Protocol):
    """A row that holds for a time."""

    @property
    def valid_from(self) -> Cell:
        """First day, month or year."""

    @property
    def valid_until(self) -> Cell:
        """Last day, month or year."""


class Named(Labelled, Sourced, Protocol):
    """A row about one thing with other names."""

    @property
    def aliases(self) -> Values:
        """Other names."""

    @property
    def wikidata(self) -> Cell:
        """Wikidata's item number."""


class SourceRow(Keyed, Protocol):
    """Where facts were taken from."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def url(self) -> Cell:
        """Where it is on the web."""


class PolityRow(Named, Dated, Protocol):
    """A state or de-facto polity."""

    @property
    def demonyms(self) -> Values:
        """Adjectives and nouns for what comes from there."""

    @property
    def capital(self) -> Cell:
        """Key of a place."""


class StateRow(PolityRow, Protocol):
    """A state."""

    @property
    def iso2(self) -> Cell:
        """Two-letter code."""

    @property
    def iso3(self) -> Cell:
        """Three-letter code."""


class DisputedPolityRow(PolityRow, Protocol):
    """A de-facto polity."""

    @property
    def governs(self) -> Values:
        """Keys of places."""

    @property
    def claimed_by(self) -> Values:
        """Keys of the states that claim those places."""


class OrganizationRow(Named, Dated, Protocol):
    """An organisation, body, movement or outlet."""

    @property
    def short(self) -> Cell:
        """The name that news use."""

    @property
    def class_(self) -> str:
        """Local name of the ontology class."""

    @property
    def of(self) -> Cell:
        """Key of the actor that it belongs to."""


class MemberRow(Dated, Sourced, Protocol):
    """A spell of membership."""

    @property
    def body(self) -> str:
        """Key of the organisation."""

    @property
    def member(self) -> str:
        """Key of the member."""

    @property
    def role(self) -> str:
        """Code of the participant role."""


class PlaceRow(Named, Protocol):
    """A place."""

    @property
    def class_(self) -> str:
        """Local name of the ontology class."""

    @property
    def in_(self) -> Cell:
        """Key of the polity or place around it."""

    @property
    def latitude(self) -> Cell:
        """WGS84 degrees."""

    @property
    def longitude(self) -> Cell:
        """WGS84 degrees."""


class TerritoryRow(Dated, Sourced, Protocol):
    """A spell of governing a place, or of claiming it."""

    @property
    def place(self) -> str:
        """Key of the place."""

    @property
    def actor(self) -> str:
        """Key of the actor."""

    @property
    def relation(self) -> str:
        """`governs` or `claims`."""


class MetonymRow(Protocol):
    """A name that stands for an actor."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def actor(self) -> str:
        """Key of the actor."""


class ConflictRow(Named, Dated, Protocol):
    """A conflict."""

    @property
    def parties(self) -> Values:
        """Keys of actors."""

    @property
    def places(self) -> Values:
        """Keys of places."""


class TreatyRow(Named, Dated, Protocol):
    """A treaty, alliance or ceasefire."""

    @property
    def class_(self) -> str:
        """Local name of the ontology class."""

    @property
    def signed(self) -> Cell:
        """Day, month or year of signature."""

    @property
    def obligations(self) -> Values:
        """Codes of obligation kinds."""

    @property
    def triggers(self) -> Values:
        """Codes of triggers."""


class TreatyPartyRow(Dated, Sourced, Protocol):
    """A party's participation in a treaty."""

    @property
    def treaty(self) -> str:
        """Key of the treaty."""

    @property
    def party(self) -> str:
        """Key of the actor."""


class PersonRow(Named, Protocol):
    """A person."""


class OfficeRow(Labelled, Sourced, Protocol):
    """An office."""

    @property
    def kind(self) -> str:
        """Code of the office kind."""

    @property
    def of(self) -> str:
        """Key of the actor it acts for."""


class HoldingRow(Dated, Sourced, Protocol):
    """A spell in office."""

    @property
    def office(self) -> str:
        """Key of the office."""

    @property
    def person(self) -> str:
        """Key of the person."""

    @property
    def acting(self) -> Cell:
        """`yes` for the time being."""


class Tables(Protocol):
    """All rows, one sequence per file."""

    @property
    def sources(self) -> Sequence[SourceRow]:
        """sources.csv."""

    @property
    def states(self) -> Sequence[StateRow]:
        """states.csv."""

    @property
    def polities(self) -> Sequence[DisputedPolityRow]:
        """polities.csv."""

    @property
    def organizations(self) -> Sequence[OrganizationRow]:
        """organizations.csv."""

    @property
    def members(self) -> Sequence[MemberRow]:
        """members.csv."""

    @property
    def places(self) -> Sequence[PlaceRow]:
        """places.csv."""

    @property
    def metonyms(self) -> Sequence[MetonymRow]:
        """metonyms.csv."""

    @property
    def conflicts(self) -> Sequence[ConflictRow]:
        """conflicts.csv."""

    @property
    def treaties(self) -> Sequence[TreatyRow]:
        """treaties.csv."""

    @property
    def treaty_parties(self) -> Sequence[TreatyPartyRow]:
        """treaty_parties.csv."""

    @property
    def persons(self) -> Sequence[PersonRow]:
        """persons.csv."""

    @property
    def offices(self) -> Sequence[OfficeRow]:
        """offices.csv."""

    @property
    def holdings(self) -> Sequence[HoldingRow]:
        """holdings.csv."""

    @property
    def territories(self) -> Sequence[TerritoryRow]:
        """territories.csv."""
