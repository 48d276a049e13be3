"""What is read besides the three families, against `second_circle.jsonl`: paraphrases, and texts that only look alike.

Each line has a text, the type of relation that it is about, and the claims of that type which it makes, with the fields
that are not empty.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from diplograph.evaluation import annotate
from diplograph.evaluation.dyads import RELATION_TYPES
from diplograph.evaluation.relations import relations_json
from diplograph.evaluation.scoring import score
from diplograph.model import Claim, Extraction, OfficeTitle, RelationType, Toll
from diplograph.pipeline import Pipeline
from diplograph.sources.article import make_article

LINES = [
    json.loads(line)
    for line in (Path(__file__).parent / "second_circle.jsonl").read_text(encoding="utf-8").splitlines()
]
PUBLISHED = date(2024, 3, 6)
FAMILIES = frozenset(RELATION_TYPES)
TYPES = [type_.value for type_ in RelationType if type_.value not in FAMILIES]

Read = Callable[[str], Extraction]


@pytest.fixture(scope="module")
def read() -> Read:
    """Reads a text of the sixth of March 2024."""
    pipeline = Pipeline()
    return cache(lambda text: pipeline.read(make_article(text, date=PUBLISHED)))


def shown(claim: Claim) -> dict[str, Any]:
    """A claim's fields as in the file, empty ones left out."""
    fields: dict[str, Any] = {
        "kind": claim.kind.value,
        "modality": claim.modality.value,
        "subjects": [actor.label for actor in claim.subjects],
        "objects": [actor.label for actor in claim.objects],
    }
    if claim.detail:
        fields["detail"] = claim.detail.words
    if isinstance(claim.detail, Toll):
        fields["toll"] = [claim.detail.lowest, claim.detail.highest]
    if isinstance(claim.detail, OfficeTitle):
        fields["office"] = claim.detail.kind
    if claim.time:
        fields["date"] = claim.time.edtf
    if claim.place:
        fields["place"] = claim.place.label
    if claim.speakers:
        fields["speakers"] = [speaker.label for speaker in claim.speakers]
    return fields


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["id"])
def test_text_makes_its_claims_and_no_others(line: dict[str, Any], read: Read) -> None:
    found = [shown(claim) for claim in read(line["text"]).claims if claim.type.value == line["type"]]
    assert found == line["claims"]


@pytest.mark.parametrize("type_", TYPES)
def test_each_type_has_paraphrases_and_texts_that_only_look_alike(type_: str) -> None:
    counts = Counter(bool(line["claims"]) for line in LINES if line["type"] == type_)
    assert counts[True] >= 10
    assert counts[False] >= 5


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["id"])
def test_evidence_and_topics_are_words_of_the_text(line: dict[str, Any], read: Read) -> None:
    text = line["text"]
    for claim in read(text).claims:
        spans = [claim.evidence.span, *([claim.detail.span] if hasattr(claim.detail, "span") else [])]
        assert all(text[span.start : span.end] == span.exact for span in spans)


def test_claims_of_the_families_come_first_and_are_not_changed(read: Read) -> None:
    text = "Kenyan President William Ruto met Rwandan President Paul Kagame in Kigali and condemned the raid on Goma."
    types = [claim.type for claim in read(text).claims]
    assert types[0] is RelationType.MEETS
    assert set(types) == {RelationType.MEETS, RelationType.OFFICE, RelationType.SPEECH_ACT}


def test_a_threat_is_made_while_the_attack_is_only_threatened(read: Read) -> None:
    modality = {claim.type: claim.modality.value for claim in read("Israel threatened to attack Iran.").claims}
    assert modality == {RelationType.SPEECH_ACT: "asserted", RelationType.ARMED_ACTION: "hypothetical"}


def test_an_accusation_makes_the_attack_a_claim_of_the_accuser(read: Read) -> None:
    claims = read("Armenia accused Azerbaijan of shelling the village.").claims
    (attack,) = [claim for claim in claims if claim.type is RelationType.ARMED_ACTION]
    assert attack.modality.value == "claimed"
    assert [speaker.label for speaker in attack.speakers] == ["Armenia"]


def test_other_types_are_not_scored(read: Read) -> None:
    given = annotate(read("Hezbollah killed three Israeli soldiers."), id_="one")
    assert {relation.type for relation in given.relations} == {"armed-action", "casualties"}
    scores = score({"one": annotate(read("Nothing happened."), id_="one")}, {"one": given})
    assert scores.real.false == 0
    assert scores.false_alarms == 0


def test_the_words_of_an_office_topic_or_number_are_the_note(read: Read) -> None:
    relations = relations_json(read("The bombing killed more than 200 civilians."))["relations"]
    assert [relation["note"] for relation in relations] == ["more than 200 civilians"]


def test_the_same_said_twice_is_one_claim(read: Read) -> None:
    text = "NATO member Turkey closed its airspace. NATO member Turkey closed its ports."
    assert len([claim for claim in read(text).claims if claim.type is RelationType.MEMBERSHIP]) == 1
