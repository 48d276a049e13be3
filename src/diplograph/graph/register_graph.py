"""The register's tables as the quads of the register's named graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from diplograph.errors import InputError
from diplograph.graph.iris import code_iri, kb_iri
from diplograph.graph.partial_dates import first_day, interval, last_day
from diplograph.graph.statements import LabelBook, Statements, day_end, day_start, decimal
from diplograph.graph.tables import (
    ConflictRow,
    Dated,
    HoldingRow,
    MemberRow,
    Named,
    OfficeRow,
    OrganizationRow,
    PlaceRow,
    PolityRow,
    Sourced,
    Tables,
    TerritoryRow,
    TreatyPartyRow,
    TreatyRow,
)
from diplograph.model import Iri, Literal, Quad
from diplograph.vocab import DCTERMS, DG, GRAPH_REGISTER, KB, XSD

_TERRITORIAL: Final = {
    "governs": (DG.Governance, DG.hasGovernor, DG.governs),
    "claims": (DG.TerritorialClaim, DG.hasClaimant, DG.claimsTerritory),
}
"""For each relation to a place: the situation, the property to the actor, and the plain relation."""


def register_quads(tables: Tables) -> list[Quad]:
    """The quads of the register's named graph, sorted.

    Raises:
        InputError: a row refers to a key that no table has.
    """
    return _RegisterGraph(tables).write()


class _RegisterGraph:
    """Writes the register's graph."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._out = Statements(Iri(GRAPH_REGISTER))
        self._labels = LabelBook()
        self._origin = {row.key: row.url or row.title for row in tables.sources}
        self._label_of: dict[Iri, str] = {}
        self._actors = _index("state", tables.states) | _index("polity", tables.polities)
        self._actors |= _index("organization", tables.organizations) | _index("person", tables.persons)
        self._polities = _index("state", tables.states) | _index("polity", tables.polities)
        self._mediation_bodies = {row.key for row in tables.organizations if row.class_ == "MediationBody"}
        self._parties: dict[str, list[Iri]] = defaultdict(list)
        for party in tables.treaty_parties:
            self._parties[party.treaty].append(self._actor(party.party))

    def write(self) -> list[Quad]:
        self._write_actors()
        for place in self._tables.places:
            self._write_place(place)
        for conflict in self._tables.conflicts:
            self._write_conflict(conflict)
        for treaty in self._tables.treaties:
            self._write_treaty(treaty)
        for office in self._tables.offices:
            self._write_office(office)
        self._write_spells()
        return self._out.quads()

    def _write_actors(self) -> None:
        for state in self._tables.states:
            node = self._write_polity("state", DG.State, state)
            self._out.text(node, DG.isoAlpha2, state.iso2)
            self._out.text(node, DG.isoAlpha3, state.iso3)
        for polity in self._tables.polities:
            node = self._write_polity("polity", DG.DisputedPolity, polity)
            for place in polity.governs:
                self._out.add(node, DG.governs, kb_iri("place", place))
                for claimant in polity.claimed_by:
                    self._out.add(self._actor(claimant), DG.claimsTerritory, kb_iri("place", place))
        for organization in self._tables.organizations:
            self._write_organization(organization)
        for person in self._tables.persons:
            self._write_named("person", DG.Person, person)
        for metonym in self._tables.metonyms:
            self._out.text(self._actor(metonym.actor), DG.metonym, metonym.name)

    def _write_polity(self, kind: str, class_iri: str, row: PolityRow) -> Iri:
        node = self._write_named(kind, class_iri, row)
        self._write_period(node, row)
        self._texts(node, DG.demonym, row.demonyms)
        if row.capital:
            self._out.add(node, DG.hasCapital, kb_iri("place", row.capital))
        return node

    def _write_organization(self, row: OrganizationRow) -> None:
        node = self._write_named("organization", _class(row.class_), row)
        self._write_period(node, row)
        if row.short and row.short != row.label:
            self._out.text(node, DG.altName, row.short)
        if row.of:
            self._out.add(node, DG.isAffiliatedWith, self._actor(row.of))
        if row.of and row.class_ == "GovernmentBody":
            self._out.add(node, DG.isBodyOf, self._actor(row.of))

    def _write_place(self, row: PlaceRow) -> None:
        node = self._write_named("place", _class(row.class_), row)
        if row.in_ in self._polities:
            self._out.add(node, DG.isLocatedInPolity, self._polities[row.in_])
        elif row.in_:
            self._out.add(node, DG.isLocatedIn, kb_iri("place", row.in_))
        if row.latitude and row.longitude:
            self._out.add(node, DG.latitude, decimal(row.latitude))
            self._out.add(node, DG.longitude, decimal(row.longitude))

    def _write_conflict(self, row: ConflictRow) -> None:
        node = self._write_named("conflict", DG.Conflict, row)
        self._write_period(node, row)
        for party in row.parties:
            self._out.add(node, DG.hasParticipant, self._actor(party))
        for place in row.places:
            self._out.add(node, DG.tookPlaceAt, kb_iri("place", place))

    def _write_treaty(self, row: TreatyRow) -> None:
        node = self._write_named("treaty", _class(row.class_), row)
        self._write_period(node, row)
        if row.signed:
            self._out.add(node, DG.signedOn, day_start(first_day(row.signed)))
        for kind in row.obligations:
            obligation = kb_iri("obligation", row.key, kind)
            self._describe(obligation, DG.Obligation, f"Obligation of {kind} under {row.label}")
            self._out.add(obligation, DG.underAgreement, node)
            self._out.add(obligation, DG.hasObligationKind, code_iri("obligation-kind", kind))
            for trigger in row.triggers if kind == "mutual-defence" else ():
                self._out.add(obligation, DG.hasTrigger, code_iri("trigger", trigger))
            for party in self._parties[row.key]:
                self._out.add(obligation, DG.hasObligor, party)
                self._out.add(obligation, DG.hasObligee, party)

    def _write_office(self, row: OfficeRow) -> None:
        node = kb_iri("office", row.key)
        self._describe(node, DG.Office, row.label)
        self._out.add(node, DG.isOfficeOf, self._actor(row.of))
        self._out.add(node, DG.hasOfficeKind, code_iri("office-kind", row.kind))
        self._write_origin(node, row)

    def _write_spells(self) -> None:
        for holding in self._tables.holdings:
            self._write_holding(holding)
        for membership in self._tables.members:
            self._write_membership(membership)
        for participation in self._tables.treaty_parties:
            self._write_participation(participation)
        for territory in self._tables.territories:
            self._write_territory(territory)

    def _write_holding(self, row: HoldingRow) -> None:
        office, person = kb_iri("office", row.office), kb_iri("person", row.person)
        node = kb_iri("holding", row.office, row.person, row.valid_from or "unknown")
        label = f"{self._label(person)} as {self._label(office)}"
        self._describe(node, DG.OfficeHolding, _since(label, row))
        self._out.add(node, DG.hasHolder, person)
        self._out.add(node, DG.ofOffice, office)
        if row.acting:
            self._out.add(node, DG.isActing, Literal("true", XSD.boolean))
        self._write_period(node, row)
        self._write_origin(node, row)

    def _write_membership(self, row: MemberRow) -> None:
        body, member = self._actor(row.body), self._actor(row.member)
        node = kb_iri("membership", row.body, row.member, row.role, row.valid_from or "unknown")
        label = f"{self._label(member)} as {row.role} of {self._label(body)}"
        self._describe(node, DG.Membership, _since(label, row))
        self._out.add(node, DG.hasMember, member)
        self._out.add(node, DG.ofBody, body)
        self._out.add(node, DG.hasRole, code_iri("participant-role", row.role))
        if row.body in self._mediation_bodies and row.role in {"co-chair", "chair"}:
            self._out.add(body, DG.hasCoChair, member)
        self._write_period(node, row)
        self._write_origin(node, row)

    def _write_participation(self, row: TreatyPartyRow) -> None:
        treaty, party = kb_iri("treaty", row.treaty), self._actor(row.party)
        node = kb_iri("participation", row.treaty, row.party, row.valid_from or "unknown")
        label = f"{self._label(party)} in {self._label(treaty)}"
        self._describe(node, DG.AgreementParticipation, _since(label, row))
        self._out.add(node, DG.hasParty, party)
        self._out.add(node, DG.inAgreement, treaty)
        self._write_period(node, row)
        self._write_origin(node, row)

    def _write_territory(self, row: TerritoryRow) -> None:
        place, actor = kb_iri("place", row.place), self._actor(row.actor)
        node = kb_iri("territory", row.place, row.actor, row.relation, row.valid_from or "unknown")
        class_iri, role, shortcut = _TERRITORIAL[row.relation]
        self._describe(node, class_iri, _since(f"{self._label(actor)} {row.relation} {self._label(place)}", row))
        self._out.add(node, role, actor)
        self._out.add(node, DG.ofTerritory, place)
        self._out.add(actor, shortcut, place)
        self._write_period(node, row)
        self._write_origin(node, row)

    def _write_named(self, kind: str, class_iri: str, row: Named) -> Iri:
        node = kb_iri(kind, row.key)
        self._describe(node, class_iri, row.label)
        self._texts(node, DG.altName, [alias for alias in row.aliases if alias != row.label])
        self._out.text(node, DG.wikidataId, row.wikidata)
        self._write_origin(node, row)
        return node

    def _describe(self, node: Iri, class_iri: str, label: str) -> None:
        self._label_of[node] = label
        kind = node.value.removeprefix(KB).split("/", 1)[0]
        self._out.describe(node, class_iri, self._labels.unique(label, kind))

    def _write_period(self, node: Iri, row: Dated) -> None:
        if row.valid_from:
            self._out.add(node, DG.validFrom, day_start(first_day(row.valid_from)))
        if row.valid_until:
            self._out.add(node, DG.validUntil, day_end(last_day(row.valid_until)))
        if row.valid_from or row.valid_until:
            self._out.text(node, DG.edtf, interval(row.valid_from, row.valid_until))

    def _write_origin(self, node: Iri, row: Sourced) -> None:
        self._texts(node, DCTERMS.source, [self._origin.get(key, key) for key in row.source])

    def _texts(self, node: Iri, predicate: str, values: Iterable[str]) -> None:
        for value in values:
            self._out.text(node, predicate, value)

    def _label(self, node: Iri) -> str:
        try:
            return self._label_of[node]
        except KeyError:
            raise InputError(
                f"the register refers to {node.value}, which it does not describe.", hint="add its row."
            ) from None

    def _actor(self, key: str) -> Iri:
        try:
            return self._actors[key]
        except KeyError:
            raise InputError(
                f"the register refers to the actor {key}, which has no row.", hint="add its row."
            ) from None


def _index(kind: str, rows: Iterable[Named]) -> dict[str, Iri]:
    return {row.key: kb_iri(kind, row.key) for row in rows}


def _class(local_name: str) -> str:
    return str(getattr(DG, local_name))


def _since(label: str, row: Dated) -> str:
    return f"{label}, from {row.valid_from}" if row.valid_from else label
