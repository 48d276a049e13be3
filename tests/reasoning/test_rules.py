"""What rules conclude, and above all what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from handmade import (
    AIDE,
    ARMENIA,
    AZERBAIJAN,
    FRANCE,
    KARABAKH,
    LAVROV,
    MINSK_GROUP,
    MNATSAKANYAN,
    RUSSIA,
    RUSSIAN_MINISTRY,
    THURSDAY,
    TURKEY,
    extraction_of,
    item_of,
    karabakh_extraction,
    make_claim,
    other_extraction,
)

from diplograph.model import Actor, ActorClass, Claim, Modality, OfficeTitle, Polarity, Quad, TimeExpression, Toll
from diplograph.reasoning import infer, load_rules
from diplograph.store import Store
from diplograph.vocab import DG, GRAPH_INFERRED

REBELS = Actor("Northern Front", ActorClass.ARMED_FORCE, of=AZERBAIJAN)
PAST_MINISTER = Actor("Vardan Oskanian", ActorClass.PERSON, "Vardan_Oskanian")
MONDAY = TimeExpression("Monday", "2020-10-12", date(2020, 10, 12), date(2020, 10, 12))
IN_1999 = TimeExpression("in 1999", "1999", date(1999, 1, 1), date(1999, 12, 31))
FROM_CLAIMS = {DG.backs, DG.mediates, DG.mediatesInConflict, DG.metWith}


def short(quad: Quad) -> str:
    return " ".join(term.value.rsplit("/", 1)[1].removeprefix("ont#") for term in quad[:3])


def conclude(store: Store, *claims: Claim, day: date | None = date(2020, 10, 9)) -> set[str]:
    """What follows from claims alone, in short."""
    store.add_article(*item_of(extraction_of(*claims, day=day)))
    infer(store)
    return {short(quad) for quad in store.quads(GRAPH_INFERRED) if quad.predicate.value in FROM_CLAIMS}


def words(relation: str, subjects: Sequence[Actor], objects: Sequence[Actor] = (), **fields: Any) -> Claim:
    return make_claim(relation, tuple(subjects), tuple(objects), words="met Lavrov", **fields)


def both(*pairs: str) -> set[str]:
    """Symmetric pairs `A B` both ways."""
    split = [pair.split() for pair in pairs]
    return {f"{one} metWith {other}" for one, other in split} | {f"{other} metWith {one}" for one, other in split}


def test_the_register_alone_gives_offices_memberships_treaties_and_allies(store: Store) -> None:
    infer(store)
    assert {short(quad) for quad in store.quads(GRAPH_INFERRED)} == {
        "Sergey_Lavrov holdsOffice FM_Russia",
        "Zohrab_Mnatsakanyan holdsOffice FM_Armenia",
        "Vardan_Oskanian holdsOffice FM_Armenia",
        "Sergey_Lavrov servesUnder MFA_Russia",
        "Zohrab_Mnatsakanyan servesUnder Armenia",
        "Vardan_Oskanian servesUnder Armenia",
        "Russia isMemberOf OSCE_Minsk_Group",
        "France isMemberOf OSCE_Minsk_Group",
        "Armenia isPartyTo CIS_Pact",
        "Russia isPartyTo CIS_Pact",
        "Armenia isAlliedWith Russia",
        "Russia isAlliedWith Armenia",
    }


CONCLUSIONS = [
    (words("backs/political", [TURKEY], [AZERBAIJAN]), {"Turkey backs Azerbaijan"}),
    (words("backs/arms", [TURKEY, FRANCE], [ARMENIA]), {"Turkey backs Armenia", "France backs Armenia"}),
    (
        words("backs/political", [RUSSIAN_MINISTRY], [ARMENIA]),
        {"MFA_Russia backs Armenia", "Russia backs Armenia"},
    ),
    (
        words("backs/political", [LAVROV], [AIDE]),
        {
            f"{backer} backs {backed}"
            for backer in ("Sergey_Lavrov", "MFA_Russia", "Russia")
            for backed in ("Ilham_Guluzade", "Azerbaijan")
        },
    ),
    (
        words("mediates/mediation", [MINSK_GROUP], [ARMENIA, AZERBAIJAN], conflict=KARABAKH),
        {
            "OSCE_Minsk_Group mediates Armenia",
            "OSCE_Minsk_Group mediates Azerbaijan",
            "OSCE_Minsk_Group mediatesInConflict Nagorno_Karabakh_conflict",
        },
    ),
    (words("mediates/mediation", [MINSK_GROUP]), set[str]()),
    (words("meets/call", [FRANCE, ARMENIA], time=THURSDAY), both("France Armenia")),
    (
        words("meets/talks", [RUSSIA, MNATSAKANYAN]),
        both("Russia Zohrab_Mnatsakanyan", "Russia Armenia"),
    ),
    (
        words("meets/summit", [FRANCE, ARMENIA, TURKEY]),
        both("France Armenia", "France Turkey", "Armenia Turkey"),
    ),
]


@pytest.mark.parametrize(("claim", "expected"), CONCLUSIONS)
def test_an_asserted_claim_concludes(store: Store, claim: Claim, expected: set[str]) -> None:
    assert conclude(store, claim) == expected


STATED = {DG.isMemberOf, DG.holdsOffice, DG.namesOffice}
MINISTER = OfficeTitle("foreign minister", "foreign-minister")


def conclude_stated(store: Store, claim: Claim) -> set[str]:
    """What follows from a stated membership or office beyond the register, in short."""
    infer(store)
    before = set(store.quads(GRAPH_INFERRED))
    store.add_article(*item_of(extraction_of(claim)))
    infer(store)
    found = set(store.quads(GRAPH_INFERRED)) - before
    assert {quad.predicate.value for quad in found} <= STATED
    return {short(quad) for quad in found}


def test_an_asserted_membership_makes_a_member(store: Store) -> None:
    assert conclude_stated(store, words("membership/left", [TURKEY], [MINSK_GROUP])) == {
        "Turkey isMemberOf OSCE_Minsk_Group"
    }


def test_an_asserted_office_is_linked_to_the_registers_and_held(store: Store) -> None:
    found = conclude_stated(store, words("office/former", [AIDE], [ARMENIA], detail=MINISTER))
    assert found == {"1 namesOffice FM_Armenia", "Ilham_Guluzade holdsOffice FM_Armenia"}


@pytest.mark.parametrize(
    "claim",
    [
        words("office/in-office", [AIDE], [ARMENIA], detail=OfficeTitle("mayor")),
        words("office/in-office", [AIDE], [FRANCE], detail=MINISTER),
    ],
)
def test_an_office_that_the_register_lacks_is_not_held(store: Store, claim: Claim) -> None:
    assert conclude_stated(store, claim) == set()


@pytest.mark.parametrize("relation", ["armed-action/attack", "casualties/killed", "speech-act/accuse"])
def test_violence_and_statements_conclude_nothing(store: Store, relation: str) -> None:
    detail = Toll("12 soldiers", 12, 12) if relation == "casualties/killed" else None
    assert conclude_stated(store, words(relation, [TURKEY], [ARMENIA], detail=detail)) == set()


UNREAL = [
    {"modality": Modality.CLAIMED},
    {"modality": Modality.DENIED},
    {"modality": Modality.DENIED, "polarity": Polarity.NEGATIVE},
    {"modality": Modality.HYPOTHETICAL},
    {"modality": Modality.PLANNED},
    {"modality": Modality.ASSERTED, "polarity": Polarity.NEGATIVE},
]


@pytest.mark.parametrize("fields", UNREAL)
@pytest.mark.parametrize(
    "relation", ["backs/military", "backs/political", "mediates/mediation", "meets/talks", "meets/visit"]
)
def test_what_is_not_asserted_and_affirmative_concludes_nothing(
    store: Store, relation: str, fields: dict[str, Any]
) -> None:
    claim = words(relation, [RUSSIA], [TURKEY], conflict=KARABAKH, time=THURSDAY, **fields)
    assert conclude(store, claim) == set()


@pytest.mark.parametrize("fields", UNREAL)
def test_an_unreal_membership_makes_no_member(store: Store, fields: dict[str, Any]) -> None:
    assert conclude_stated(store, words("membership/joined", [TURKEY], [MINSK_GROUP], **fields)) == set()


@pytest.mark.parametrize("fields", UNREAL)
def test_an_unreal_office_is_named_and_not_held(store: Store, fields: dict[str, Any]) -> None:
    office = words("office/appointed", [AIDE], [ARMENIA], detail=MINISTER, **fields)
    assert conclude_stated(store, office) == {"1 namesOffice FM_Armenia"}


@pytest.mark.parametrize(
    "fields",
    [
        {"modality": Modality.PLANNED, "time": MONDAY},
        {"modality": Modality.DENIED, "note": "cancelled"},
        {"modality": Modality.ASSERTED, "time": MONDAY},
    ],
)
def test_a_planned_cancelled_or_future_meeting_gives_no_met_with(store: Store, fields: dict[str, Any]) -> None:
    assert conclude(store, words("meets/talks", [LAVROV, MNATSAKANYAN], **fields)) == set()


@pytest.mark.parametrize("modality", [Modality.CLAIMED, Modality.DENIED, Modality.PLANNED, Modality.HYPOTHETICAL])
def test_an_alliance_that_is_not_asserted_allies_nobody(store: Store, modality: Modality) -> None:
    conclude(store, words("backs/treaty", [TURKEY, AZERBAIJAN], modality=modality))
    assert "Turkey isAlliedWith Azerbaijan" not in {short(quad) for quad in store.quads(GRAPH_INFERRED)}


def test_an_asserted_alliance_allies_both_ways_and_nobody_with_itself(store: Store) -> None:
    conclude(store, words("backs/treaty", [TURKEY, AZERBAIJAN]))
    allied = {short(quad) for quad in store.quads(GRAPH_INFERRED) if quad.predicate.value == DG.isAlliedWith}
    assert allied == {
        "Turkey isAlliedWith Azerbaijan",
        "Azerbaijan isAlliedWith Turkey",
        "Armenia isAlliedWith Russia",
        "Russia isAlliedWith Armenia",
    }


def test_a_movement_does_not_stand_for_the_state_that_it_works_in(store: Store) -> None:
    assert conclude(store, words("backs/arms", [TURKEY], [REBELS])) == {"Turkey backs Northern_Front"}


@pytest.mark.parametrize(
    ("day", "time", "is_in_office"),
    [
        (date(2020, 10, 9), None, False),
        (date(2005, 5, 1), None, True),
        (date(2020, 10, 9), IN_1999, True),
        (None, None, False),
    ],
)
def test_an_official_stands_for_the_state_only_while_in_office(
    store: Store, day: date | None, time: TimeExpression | None, is_in_office: bool
) -> None:
    found = conclude(store, words("backs/political", [TURKEY], [PAST_MINISTER], time=time), day=day)
    expected = {"Turkey backs Vardan_Oskanian"} | ({"Turkey backs Armenia"} if is_in_office else set())
    assert found == expected


def test_colleagues_who_meet_do_not_meet_their_own_state(store: Store) -> None:
    found = conclude(store, words("meets/talks", [LAVROV, RUSSIAN_MINISTRY]))
    assert found == both("Sergey_Lavrov MFA_Russia")


def test_nobody_stands_in_a_relation_to_itself(store: Store) -> None:
    for number in range(4):
        store.add_article(*item_of(other_extraction(number)))
    store.add_article(*item_of(karabakh_extraction()))
    infer(store)
    assert not [quad for quad in store.quads(GRAPH_INFERRED) if quad.subject == quad.object]


def test_inferring_twice_changes_nothing_and_a_retraction_takes_its_conclusions_along(store: Store) -> None:
    infer(store)
    before = set(store.quads())
    record, quads = item_of(karabakh_extraction())
    store.add_article(record, quads)
    assert infer(store).decided
    after = set(store.quads())
    assert infer(store).decided == 0
    assert set(store.quads()) == after > before
    store.retract(record.id)
    infer(store)
    assert set(store.quads()) == before


def test_a_conclusion_stays_while_one_article_still_supports_it(store: Store) -> None:
    items = [item_of(other_extraction(number)) for number in (1, 2)]
    store.add_articles(items)
    infer(store)
    for (record, _), expected in zip(items, (True, False), strict=True):
        store.retract(record.id)
        infer(store)
        assert ("France backs Armenia" in {short(quad) for quad in store.quads(GRAPH_INFERRED)}) == expected


def test_the_order_of_articles_does_not_matter(store: Store) -> None:
    items = [item_of(other_extraction(number)) for number in (1, 2)] + [item_of(karabakh_extraction())]
    results = []
    for ordered in (items, items[::-1]):
        for record, quads in ordered:
            if not store.add_article(record, quads):
                store.restore(record.id)
        infer(store)
        results.append(set(store.quads()))
        for record, _ in ordered:
            store.retract(record.id)
    assert results[0] == results[1]


def test_every_rule_says_what_it_means_and_reads_no_conclusion() -> None:
    inferred = {*FROM_CLAIMS, DG.isAlliedWith, DG.holdsOffice, DG.isMemberOf, DG.isPartyTo}
    names = {f"dg:{iri.rsplit('#', 1)[1]}" for iri in inferred}
    for rule in load_rules():
        assert rule.meaning.endswith(".")
        pattern = set(rule.sparql.split("WHERE", 1)[1].replace("/", " ").replace("(", " ").split())
        assert not pattern & names, rule.name
