"""The register's rows are well formed, resolve, and say nothing twice."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.resources import files
from itertools import combinations
from typing import Any

import pytest

from diplograph.graph import register_quads
from diplograph.register import Tables
from diplograph.register.tables import HoldingRow
from diplograph.text.folding import fold
from diplograph.vocab import CODE

KEY = re.compile(r"[A-Za-z0-9]+(_[A-Za-z0-9]+)*")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
FILES = (
    "states", "polities", "organizations", "members", "places", "metonyms", "conflicts", "treaties", "treaty_parties",
    "persons", "offices", "holdings", "territories",
)  # fmt: skip
ACTOR_FILES = ("states", "polities", "organizations", "persons")
DATED_FILES = (
    "states", "polities", "organizations", "members", "conflicts", "treaties", "treaty_parties", "holdings",
    "territories",
)  # fmt: skip
NAMED_FILES = ("states", "polities", "organizations", "places", "conflicts", "treaties", "persons")
SEVERAL_AT_ONCE = {
    "Spokesperson_of_the_Ministry_of_Foreign_Affairs_of_China": "the ministry has three or four spokespersons in turn",
}
WORDS = """
    a an and as at be but by can do for go he her his i if in it its may me my no not of on or our out she so that the
    their them then they this to up was we were what when will with you report reports trend march reading split
    mobile dawn economist hindu labor labour amnesty troubles twelve transition support group minister president
    government army rebels opposition council ministry parliament talks war peace
"""
COMMON_WORDS = frozenset(WORDS.split())
SINGLE_NAMES = {"Francis", "Philippe", "Victoria", "Florence", "Elizabeth", "Charles", "George"}
"""Given names that a person's row must not have alone as a name."""


def rows_of(tables: Tables, name: str) -> tuple[Any, ...]:
    return tuple(getattr(tables, name))


def keys_of(tables: Tables, *names: str) -> set[str]:
    return {row.key for name in names for row in rows_of(tables, name)}


@pytest.mark.parametrize("name", ("sources", *FILES))
def test_files_are_sorted(name: str) -> None:
    with (files("diplograph.register") / "data" / f"{name}.csv").open(encoding="utf-8") as lines:
        rows = [tuple(row) for row in csv.reader(lines)][1:]
    columns = 1 if name not in {"members", "treaty_parties", "metonyms", "holdings", "territories"} else 3
    first = [row[:columns] for row in rows]
    assert first == sorted(first)
    assert len(rows) == len(set(rows))


def test_keys_are_well_formed_and_unique(tables: Tables) -> None:
    actors = [row.key for name in ACTOR_FILES for row in rows_of(tables, name)]
    assert [key for key, count in Counter(actors).items() if count > 1] == []
    for name in ("sources", "places", "conflicts", "treaties", "offices"):
        keys = [row.key for row in rows_of(tables, name)]
        assert [key for key, count in Counter(keys).items() if count > 1] == [], name
        actors += keys
    assert [key for key in actors if not KEY.fullmatch(key)] == []


def test_no_two_actors_have_one_label(tables: Tables) -> None:
    labels = Counter(fold(row.label) for name in ACTOR_FILES for row in rows_of(tables, name))
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_sources_resolve(tables: Tables, name: str) -> None:
    known = keys_of(tables, "sources")
    cited = {source for row in rows_of(tables, name) for source in row.source}
    assert {source for source in cited - known if not source.startswith("https://")} == set()


def test_every_source_is_used_and_public(tables: Tables) -> None:
    cited = {source for name in FILES for row in rows_of(tables, name) for source in row.source}
    assert keys_of(tables, "sources") - cited == set()
    assert [row.key for row in tables.sources if row.url and not row.url.startswith(("http://", "https://"))] == []


@pytest.mark.parametrize("name", DATED_FILES)
def test_dates_are_well_formed_and_ordered(tables: Tables, name: str) -> None:
    for row in rows_of(tables, name):
        bounds = [bound for bound in (row.valid_from, row.valid_until) if bound]
        assert all(DATE.fullmatch(bound) for bound in bounds), row
        if len(bounds) > 1:
            shared = min(map(len, bounds))
            assert bounds[0][:shared] <= bounds[1][:shared], row


def test_references_resolve(tables: Tables) -> None:
    polities = keys_of(tables, "states", "polities")
    bodies = keys_of(tables, "states", "polities", "organizations")
    places, persons = keys_of(tables, "places"), keys_of(tables, "persons")
    actors = bodies | persons

    def unknown(used: Iterable[str | None], known: set[str]) -> set[str]:
        return {key for key in used if key} - known

    assert not unknown((row.capital for row in (*tables.states, *tables.polities)), places)
    assert not unknown((key for row in tables.polities for key in row.governs), places)
    assert not unknown((key for row in tables.polities for key in (*row.claimed_by, row.patron)), polities)
    assert not unknown((row.of for row in tables.organizations), bodies)
    assert not unknown((key for row in tables.members for key in (row.body, row.member)), actors)
    assert not unknown((row.in_ for row in tables.places), places | polities)
    assert not unknown((row.actor for row in tables.metonyms), actors)
    assert not unknown((key for row in tables.conflicts for key in row.parties), actors)
    assert not unknown((key for row in tables.conflicts for key in row.places), places)
    assert not unknown((row.treaty for row in tables.treaty_parties), keys_of(tables, "treaties"))
    assert not unknown((row.party for row in tables.treaty_parties), actors)
    assert not unknown((row.of for row in tables.offices), bodies)
    assert not unknown((row.office for row in tables.holdings), keys_of(tables, "offices"))
    assert not unknown((row.person for row in tables.holdings), persons)
    assert not unknown((row.place for row in tables.territories), places)
    assert not unknown((row.actor for row in tables.territories), bodies)


def test_codes_are_those_of_the_ontology(tables: Tables) -> None:
    codes = {f"office-kind-{row.kind}" for row in tables.offices}
    codes |= {f"participant-role-{row.role}" for row in tables.members}
    codes |= {f"obligation-kind-{kind}" for row in tables.treaties for kind in row.obligations}
    codes |= {f"trigger-{trigger}" for row in tables.treaties for trigger in row.triggers}
    assert {code for code in codes if code not in CODE} == set()
    assert {row.status for row in tables.states} == {"member", "observer", "former"}
    assert {row.acting for row in tables.holdings} <= {None, "yes"}
    assert {row.relation for row in tables.territories} == {"governs", "claims"}


def test_treaties_bind_two_states_or_organizations_at_least(tables: Tables) -> None:
    binding = keys_of(tables, "states", "polities")
    binding |= {row.key for row in tables.organizations if row.class_ == "IntergovernmentalOrganization"}
    parties: dict[str, set[str]] = defaultdict(set)
    for row in tables.treaty_parties:
        parties[row.treaty].add(row.party)
    treaties = [row.key for row in tables.treaties if row.class_ in {"Treaty", "AllianceTreaty"}]
    assert [key for key in treaties if len(parties[key]) < 2 or parties[key] - binding] == []


def test_the_graph_can_be_written(tables: Tables) -> None:
    assert len(register_quads(tables)) > 50_000


def certain_days(row: HoldingRow) -> tuple[str, str]:
    """The first and last day on which the person surely held the office, with bounds cut to month or year."""
    since, until = row.valid_from or "9999", row.valid_until or "9999-12-31"
    return since + "-12-31"[len(since) - 4 :], until + "-01-01"[len(until) - 4 :]


def test_no_office_has_two_holders_at_once(tables: Tables) -> None:
    holders: dict[str, list[HoldingRow]] = defaultdict(list)
    for row in tables.holdings:
        if not row.acting and row.office not in SEVERAL_AT_ONCE:
            holders[row.office].append(row)
    clashes = []
    for rows in holders.values():
        for one, other in combinations(rows, 2):
            since = max(certain_days(one)[0], certain_days(other)[0])
            until = min(certain_days(one)[1], certain_days(other)[1])
            if since < until:
                clashes.append((one, other))
    assert clashes == []


def test_every_holding_has_a_beginning(tables: Tables) -> None:
    assert [row for row in tables.holdings if not row.valid_from] == []


@pytest.mark.parametrize("name", NAMED_FILES)
def test_names_are_not_repeated_within_a_row(tables: Tables, name: str) -> None:
    for row in rows_of(tables, name):
        names = [fold(row.label), *map(fold, row.aliases)]
        if getattr(row, "short", None):
            names.append(fold(row.short))
        assert len(names) == len(set(names)), row


def is_dangerous(alias: str) -> bool:
    """Whether a name would be found in ordinary text that does not mean it."""
    letters = alias.replace(".", "")
    short_and_lower = len(letters) <= 3 and sum(map(str.isupper, letters)) < 2 and letters.isalpha()
    return fold(alias) in COMMON_WORDS or short_and_lower or (alias.islower() and len(alias) < 5)


def test_no_alias_is_an_ordinary_word(tables: Tables) -> None:
    found = [
        (row.key, alias)
        for name in ("states", "polities", "organizations", "conflicts", "treaties", "persons")
        for row in rows_of(tables, name)
        for alias in (*row.aliases, *([row.short] if getattr(row, "short", None) else []))
        if is_dangerous(alias)
    ]
    assert found == []


def test_demonyms_begin_with_a_capital(tables: Tables) -> None:
    rows = (*tables.states, *tables.polities, *tables.organizations)
    assert [demonym for row in rows for demonym in row.demonyms if not demonym[0].isupper()] == []


def test_no_person_is_listed_by_surname_or_given_name_alone(tables: Tables) -> None:
    found = [
        (row.key, alias)
        for row in tables.persons
        for alias in row.aliases
        if " " in row.label and alias == row.label.split()[-1]
    ]
    found += [(row.key, row.label) for row in tables.persons if {row.label, *row.aliases} & SINGLE_NAMES]
    assert found == []


@pytest.mark.parametrize("kind", ["any", "foreign-minister"])
def test_sixty_states_have_leaders_throughout_2020_to_2025(tables: Tables, kind: str) -> None:
    kinds = {"head-of-state", "head-of-government", "foreign-minister"} if kind == "any" else {kind}
    office_of = {row.key: row.of for row in tables.offices if row.kind in kinds}
    months = [f"{year}-{month:02}" for year in range(2020, 2026) for month in range(1, 13)]
    covered: dict[str, set[str]] = defaultdict(set)
    for row in tables.holdings:
        if row.office in office_of:
            since, until = (row.valid_from or "")[:7], (row.valid_until or "9999")[:7]
            covered[office_of[row.office]] |= {
                month for month in months if since <= month[: len(since)] and month[: len(until)] <= until
            }
    states = {row.key for row in tables.states if row.status != "former"}
    assert sum(len(covered[state]) == len(months) for state in states) >= 60
