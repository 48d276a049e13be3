"""An extraction in the shape of annotated passages."""

from dataclasses import replace
from datetime import date

from diplograph.evaluation import annotate
from diplograph.evaluation.relations import relations_json
from diplograph.model import (
    Actor,
    ActorClass,
    Article,
    Candidate,
    Claim,
    Evidence,
    Extraction,
    Modality,
    NotTaken,
    Place,
    RelationKind,
    RelationType,
    Span,
    Speaker,
    TimeExpression,
)

TEXT = "Kenya's envoy Jane Wanjiru flew to Muscat on Tuesday, a Kenyan diplomat said."
KENYA = Actor("Kenya", ActorClass.STATE, "Kenya")
ENVOY = Actor("Jane Wanjiru", ActorClass.PERSON, None, KENYA)
OMAN = Actor("Oman", ActorClass.STATE, "Oman")
CLAIM = Claim(
    type=RelationType.MEETS,
    kind=RelationKind.VISIT,
    subjects=(ENVOY, OMAN),
    objects=(),
    modality=Modality.CLAIMED,
    evidence=Evidence(Span(0, len(TEXT), TEXT), Span(14, 41, TEXT[14:41])),
    place=Place("Muscat", "Muscat"),
    time=TimeExpression("Tuesday", "2021-05-04", date(2021, 5, 4), date(2021, 5, 4)),
    speakers=(Speaker("Kenyan diplomat", is_named=False), Speaker("Daily Coast")),
)
EXTRACTION = Extraction(Article("0123456789abcdef", TEXT), (CLAIM,), ())


def test_a_claim_becomes_a_relation_with_its_evidence() -> None:
    (relation,) = relations_json(EXTRACTION)["relations"]
    assert relation["evidence"] == [{"start": 14, "end": 41, "exact": TEXT[14:41]}]
    assert (relation["subject"], relation["kind"], relation["date"]) == (
        ["Jane Wanjiru", "Oman"],
        "visit",
        "2021-05-04",
    )
    assert relation["attributed_to"] == "Kenyan diplomat"


def test_an_unknown_official_keeps_its_name_and_affiliation() -> None:
    assert relations_json(EXTRACTION)["affil"] == {"Jane Wanjiru": "Kenya"}


def test_what_was_left_out_has_its_reason_and_a_name_for_review_its_candidates() -> None:
    unsure = NotTaken(Span(14, 26, TEXT[14:26]), "name left for review", "it may be Oman", (Candidate(OMAN, 0.5),))
    sentence = NotTaken(Span(0, len(TEXT), TEXT), "no relation found")
    first, second = relations_json(replace(EXTRACTION, not_taken=(unsure, sentence)))["not_taken"]
    assert (first["exact"], first["reason"]) == ("Jane Wanjiru", "name left for review")
    assert first["candidates"] == [{"actor": "Oman", "score": 0.5}]
    assert second["detail"] is None and "candidates" not in second


def test_the_actors_found_are_those_of_the_register() -> None:
    assert relations_json(EXTRACTION)["actors"] == ["Oman"]


def test_the_callers_id_wins_over_the_articles() -> None:
    assert relations_json(EXTRACTION, id_="d001")["id"] == "d001"
    assert annotate(EXTRACTION).id == "0123456789abcdef"
