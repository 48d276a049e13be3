"""Why a statement was inferred, or why it was not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from handmade import (
    ARMENIA,
    AZERBAIJAN,
    FRANCE,
    KARABAKH,
    LAVROV,
    MINSK_GROUP,
    MNATSAKANYAN,
    RUSSIA,
    THURSDAY,
    TURKEY,
    extraction_of,
    item_of,
    make_claim,
)

from diplograph.errors import UsageError
from diplograph.model import Actor, Claim, Iri, Modality, Polarity, Speaker
from diplograph.reasoning import infer
from diplograph.reasoning.explanation import Explanation, explain, property_names
from diplograph.store import Store
from diplograph.vocab import DG, KB

STATES = {name: Iri(f"{KB}state/{name}") for name in ("Turkey", "Azerbaijan", "Armenia", "Russia", "France")}


def add(store: Store, *claims: Claim, outlet: str = "Wire", text: str | None = None) -> None:
    extraction = extraction_of(*claims) if text is None else extraction_of(*claims, text=text)
    store.add_article(*item_of(replace(extraction, article=replace(extraction.article, source=outlet))))
    infer(store)


def words(relation: str, *sides: Actor, **fields: Any) -> Claim:
    subjects, objects = ((sides[0],), sides[1:]) if not relation.startswith("meets") else (sides, ())
    return make_claim(relation, subjects, objects, words="met Lavrov", **fields)


def why(store: Store, subject: str, name: str, object_: str) -> Explanation:
    return explain(store, STATES[subject], str(getattr(DG, name)), STATES[object_])


def test_a_statement_rests_on_its_claims(store: Store) -> None:
    add(store, words("backs/arms", TURKEY, AZERBAIJAN), words("backs/arms", TURKEY, ARMENIA))
    found = why(store, "Turkey", "backs", "Azerbaijan")
    assert found.holds
    (ground,) = found.grounds
    assert (ground.rule.name, ground.is_enough, ground.label) == ("backs", True, "Turkey backs Azerbaijan (arms)")
    assert ground.links == ()
    assert found.others == ()


def test_an_official_is_linked_to_the_state_by_the_office_held_that_day(store: Store) -> None:
    add(store, words("meets/call", LAVROV, MNATSAKANYAN, time=THURSDAY))
    found = why(store, "Russia", "metWith", "Armenia")
    (ground,) = found.grounds
    assert ground.links == (
        "Sergey Lavrov acts for Russia: Sergey Lavrov as Foreign Minister of Russia, from 2004-03-09",
        "Zohrab Mnatsakanyan acts for Armenia: Zohrab Mnatsakanyan as Foreign Minister of Armenia, from 2018-05-12",
    )
    assert why(store, "Armenia", "metWith", "Russia").grounds == found.grounds


UNREAL = [
    {"modality": Modality.DENIED, "polarity": Polarity.NEGATIVE},
    {"modality": Modality.PLANNED},
    {"modality": Modality.HYPOTHETICAL},
]


@pytest.mark.parametrize("fields", UNREAL)
def test_what_does_not_count_is_shown_beside(store: Store, fields: dict[str, Any]) -> None:
    add(store, words("backs/arms", TURKEY, AZERBAIJAN, **fields))
    found = why(store, "Turkey", "backs", "Azerbaijan")
    assert not found.holds
    assert found.grounds == ()
    ((_, label),) = found.others
    assert label.startswith("Turkey backs Azerbaijan (arms), ")


def test_a_claim_alone_is_shown_as_not_enough(store: Store) -> None:
    said = {"modality": Modality.CLAIMED, "speakers": (Speaker("Armenia", ARMENIA),)}
    add(store, words("backs/arms", TURKEY, AZERBAIJAN, **said))
    found = why(store, "Turkey", "backs", "Azerbaijan")
    assert not found.holds
    assert [ground.is_enough for ground in found.grounds] == [False]


def test_what_the_register_knows_is_a_ground(store: Store) -> None:
    infer(store)
    grounds = why(store, "Armenia", "isAlliedWith", "Russia").grounds
    assert {ground.rule.name for ground in grounds} == {"is-allied-with-by-treaty"}
    assert [ground.label for ground in grounds] == [
        "Armenia in Collective Security Treaty, from 1992-05-15",
        "Russia in Collective Security Treaty, from 1992-05-15",
    ]
    office = explain(store, Iri(f"{KB}person/Sergey_Lavrov"), DG.holdsOffice, Iri(f"{KB}office/FM_Russia"))
    assert [each.rule.name for each in office.grounds] == ["holds-office"]
    assert office.holds


def test_a_mediation_is_explained_by_conflict_and_by_party(store: Store) -> None:
    add(store, words("mediates/mediation", MINSK_GROUP, ARMENIA, AZERBAIJAN, conflict=KARABAKH))
    group, conflict = Iri(f"{KB}organization/OSCE_Minsk_Group"), Iri(f"{KB}conflict/Nagorno_Karabakh_conflict")
    assert explain(store, group, DG.mediatesInConflict, conflict).holds
    assert explain(store, group, DG.mediates, STATES["Armenia"]).holds
    assert not explain(store, group, DG.mediates, STATES["Russia"]).holds


def test_nothing_said_is_nothing_found(store: Store) -> None:
    infer(store)
    found = why(store, "France", "backs", "Turkey")
    assert (found.holds, found.grounds, found.others) == (False, (), ())


def test_claims_on_the_other_direction_do_not_count(store: Store) -> None:
    add(store, words("backs/arms", FRANCE, RUSSIA))
    assert why(store, "Russia", "backs", "France").others == ()


def test_a_property_that_no_rule_concludes_is_refused(store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        explain(store, STATES["Russia"], DG.opposes, STATES["France"])
    assert "backs" in caught.value.hint
    assert "metWith" in property_names()
