"""The graph of an article."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from handmade import (
    AIDE,
    ARMENIA,
    AZERBAIJAN,
    DIPLOMAT,
    KARABAKH,
    MOSCOW,
    RUSSIA,
    TEXT,
    THURSDAY,
    TURKEY,
    extraction_of,
    find_span,
    karabakh_extraction,
    make_claim,
)

from diplograph.graph import article_graph, article_quads, document_iri, kb_iri, part_iri
from diplograph.model import (
    Actor,
    ActorClass,
    AgreementName,
    Claim,
    Conflict,
    Detail,
    Iri,
    Literal,
    Modality,
    OfficeTitle,
    Place,
    Polarity,
    Quad,
    Speaker,
    TimeExpression,
    Toll,
    Topic,
)
from diplograph.store import nquads_lines
from diplograph.vocab import CODE, DCTERMS, DG, KB, RDF, RDFS

EXTRACTION = karabakh_extraction()
QUADS = article_quads(EXTRACTION)
ID = EXTRACTION.article.id


def values(subject: Iri, predicate: str, quads: list[Quad] = QUADS) -> list[str]:
    return [quad.object.value for quad in quads if quad.subject == subject and quad.predicate.value == predicate]


def first_situation(claim: Claim, day: date | None = date(2020, 10, 9)) -> tuple[Iri, list[Quad]]:
    extraction = extraction_of(claim, day=day)
    return part_iri(extraction.article.id, "situation", 1), article_quads(extraction)


def test_every_quad_is_in_the_articles_graph_and_no_node_is_blank() -> None:
    assert {quad.graph_name for quad in QUADS} == {article_graph(ID)}
    nodes = [term for quad in QUADS for term in (quad.subject, quad.object) if isinstance(term, Iri)]
    assert all(node.value.startswith(("https://w3id.org/diplograph/", "http")) for node in nodes)
    assert sorted(set(QUADS)) == QUADS


def test_the_document_keeps_the_text_and_where_it_came_from() -> None:
    document = document_iri(ID)
    assert values(document, DG.fullText) == [TEXT]
    assert values(document, DG.textDigest) == [hashlib.sha256(TEXT.encode()).hexdigest()]
    assert values(document, DG.publishedOn) == ["2020-10-09T00:00:00Z"]
    assert values(document, DG.sourceName) == ["Baltic Wire"]
    assert values(document, DCTERMS.title) == ["Talks on Karabakh"]
    assert values(document, DG.webAddress) == ["https://news.example/1"]
    assert values(part_iri(ID, "claim", 1), DG.isProducedBy) == [f"{document.value}/run"]
    assert values(Iri(f"{document.value}/run"), DG.readerName) == ["rules/1"]


def test_what_is_not_known_of_an_article_is_not_stated() -> None:
    article = replace(EXTRACTION.article, date=None, source=None, title=None, url=None)
    quads = article_quads(replace(EXTRACTION, article=article))
    document = document_iri(ID)
    for predicate in (DG.publishedOn, DG.edtf, DG.sourceName, DCTERMS.title, DG.webAddress):
        assert values(document, predicate, quads) == []
    assert values(document, RDFS.label, quads) == [f"Article {ID}"]


def test_a_claim_says_how_firmly_and_on_which_words() -> None:
    claim, span = part_iri(ID, "claim", 2), part_iri(ID, "span", 2)
    assert values(claim, DG.hasModality) == [CODE["modality-claimed"]]
    assert values(claim, DG.hasPolarity) == [CODE["polarity-affirmative"]]
    assert values(claim, DG.hasCertainty) == [CODE["certainty-certain"]]
    assert values(claim, DG.isEvidencedBy) == [span.value]
    (start,), (end,) = values(span, DG.startOffset), values(span, DG.endOffset)
    assert TEXT[int(start) : int(end)] == values(span, DG.quotedText)[0] == "Turkey is flying arms to Baku"
    assert values(span, DG.prefix) == [TEXT[int(start) - 32 : int(start)]]
    assert values(span, DG.suffix) == [TEXT[int(end) : int(end) + 32]]
    (sentence,) = values(span, DG.inSentence)
    assert values(Iri(sentence), DG.quotedText) == [
        "A European diplomat told Anadolu that Turkey is flying arms to Baku."
    ]


def test_speakers_form_a_chain_first_speaker_first() -> None:
    first, second = part_iri(ID, "attribution", "2-1"), part_iri(ID, "attribution", "2-2")
    assert values(first, DG.hasSpeaker) == [part_iri(ID, "actor", "European_diplomat").value]
    assert values(first, DG.surfaceForm) == ["A European diplomat"]
    assert values(first, DG.reportedThrough) == [second.value]
    assert values(second, DG.hasSpeaker) == [part_iri(ID, "actor", "Anadolu").value]
    assert (values(first, DG.chainPosition), values(second, DG.chainPosition)) == (["1"], ["2"])
    assert values(second, DG.reportedThrough) == []
    assert values(part_iri(ID, "attribution", "3-1"), DG.hasSpeaker) == [f"{KB}state/Armenia"]


def test_known_things_are_only_referred_to() -> None:
    assert not [quad for quad in QUADS if quad.subject.value.startswith(KB)]


def test_unknown_actors_are_described_with_whom_they_belong_to() -> None:
    aide = part_iri(ID, "actor", "Ilham_Guluzade")
    assert values(aide, RDF.type) == [DG.Person]
    assert values(aide, RDFS.label) == ["Ilham Guluzade"]
    assert values(aide, DG.isAffiliatedWith) == [f"{KB}state/Azerbaijan"]
    assert values(part_iri(ID, "actor", "European_diplomat"), RDF.type) == [DG.ActorGroup]


def test_mentions_of_actors_in_claims_keep_the_words_and_the_reason() -> None:
    mentions = [quad.subject for quad in QUADS if quad.object == Iri(DG.Mention)]
    assert [values(each, DG.quotedText)[0] for each in mentions] == [
        "Ankara", "Zohrab Mnatsakanian", "French", "Ilham Guluzade",
    ]  # fmt: skip
    assert values(mentions[1], DG.refersTo) == [f"{KB}person/Zohrab_Mnatsakanyan"]
    assert values(mentions[1], DG.linkScore) == ["0.93"]
    assert values(mentions[1], DG.linkReason) == ["name-similarity"]
    assert values(mentions[3], DG.hasLinkDecision) == [CODE["link-decision-nil"]]


SITUATIONS = [
    ("mediates/mediation", (RUSSIA,), (ARMENIA, AZERBAIJAN), DG.MediationProcess, DG.hasMediator, DG.hasMediatedParty),
    ("mediates/brokered", (RUSSIA,), (ARMENIA,), DG.MediationProcess, DG.hasMediator, DG.hasMediatedParty),
    ("backs/political", (TURKEY,), (AZERBAIJAN,), DG.Support, DG.hasSupporter, DG.hasSupported),
    ("backs/arms", (TURKEY, RUSSIA), (AZERBAIJAN,), DG.Support, DG.hasSupporter, DG.hasSupported),
    ("backs/treaty", (RUSSIA, ARMENIA), (), DG.Alliance, DG.hasAlly, DG.hasAlly),
    ("meets/talks", (RUSSIA, ARMENIA), (), DG.Meeting, DG.hasParticipant, DG.hasParticipant),
    ("meets/summit", (RUSSIA, ARMENIA), (), DG.Summit, DG.hasParticipant, DG.hasParticipant),
    ("meets/visit", (RUSSIA, ARMENIA), (), DG.Visit, DG.hasParticipant, DG.hasParticipant),
    ("meets/call", (RUSSIA, ARMENIA), (), DG.PhoneCall, DG.hasParticipant, DG.hasParticipant),
    (
        "membership/joined", (RUSSIA,), (ARMENIA,), DG.ReportedMembership, DG.hasReportedMember, DG.inReportedBody,
    ),
    ("office/former", (RUSSIA,), (ARMENIA,), DG.ReportedHolding, DG.hasReportedHolder, DG.hasReportedEmployer),
    ("agreement/signed", (RUSSIA, ARMENIA), (), DG.AgreementAct, DG.hasActingParty, DG.hasActingParty),
    ("speech-act/accuse", (RUSSIA,), (ARMENIA,), DG.StatementEvent, DG.isMadeBy, DG.isDirectedAt),
    ("armed-action/raid", (RUSSIA,), (ARMENIA,), DG.ArmedAction, DG.hasAttacker, DG.hasAttacked),
    ("armed-action/clash", (RUSSIA, ARMENIA), (), DG.ArmedAction, DG.hasCombatant, DG.hasCombatant),
    ("casualties/killed", (RUSSIA,), (ARMENIA,), DG.Casualties, DG.hasLosingSide, DG.hasInflictor),
]  # fmt: skip


@pytest.mark.parametrize(("relation", "subjects", "objects", "class_iri", "subject_role", "object_role"), SITUATIONS)
def test_each_relation_has_its_class_and_roles(
    relation: str,
    subjects: tuple[Actor, ...],
    objects: tuple[Actor, ...],
    class_iri: str,
    subject_role: str,
    object_role: str,
) -> None:
    node, quads = first_situation(make_claim(relation, subjects, objects, words="stands by"))
    assert values(node, RDF.type, quads) == [class_iri]
    assert values(node, DG.hasKind, quads) == [CODE[f"relation-kind-{relation.split('/')[1]}"]]
    assert {f"{KB}state/{actor.key}" for actor in subjects} <= set(values(node, subject_role, quads))
    assert {f"{KB}state/{actor.key}" for actor in objects} <= set(values(node, object_role, quads))


DETAILS = [
    (
        "office/appointed",
        OfficeTitle("foreign minister", "foreign-minister"),
        {DG.officeTitle: "foreign minister", DG.hasReportedOfficeKind: CODE["office-kind-foreign-minister"]},
    ),
    ("office/former", OfficeTitle("mayor"), {DG.officeTitle: "mayor", DG.hasReportedOfficeKind: None}),
    (
        "agreement/ratified",
        AgreementName("the pact", "CIS_Pact"),
        {DG.agreementName: "the pact", DG.concernsAgreement: f"{KB}treaty/CIS_Pact"},
    ),
    ("agreement/signed", AgreementName("a border treaty"), {DG.concernsAgreement: None}),
    (
        "casualties/wounded",
        Toll("at least 12 soldiers", 12, None),
        {DG.tollWords: "at least 12 soldiers", DG.lowestToll: "12", DG.highestToll: None},
    ),
]


@pytest.mark.parametrize(("relation", "detail", "expected"), DETAILS)
def test_what_a_claim_names_besides_its_actors_is_kept(
    relation: str, detail: Detail, expected: dict[str, str | None]
) -> None:
    node, quads = first_situation(make_claim(relation, (RUSSIA,), (ARMENIA,), words="met Lavrov", detail=detail))
    for predicate, value in expected.items():
        assert values(node, predicate, quads) == ([value] if value else [])


def test_the_topic_of_a_statement_keeps_its_place_in_the_text() -> None:
    topic = find_span(TEXT, "Russia has sent troops to Armenia")
    claim = make_claim("speech-act/deny", (ARMENIA,), words="Yerevan denies", detail=Topic(topic), note=topic.exact)
    node, quads = first_situation(claim)
    assert values(node, DG.topicWords, quads) == [topic.exact]
    (about,) = values(node, DG.isAbout, quads)
    assert values(Iri(about), DG.startOffset, quads) == [str(topic.start)]
    assert values(Iri(about), DG.quotedText, quads) == [topic.exact]
    assert values(Iri(node.value.replace("/situation/", "/claim/")), DG.note, quads) == []


def test_statements_attacks_and_casualties_have_a_place_but_were_not_held() -> None:
    for relation in ("speech-act/warn", "armed-action/attack", "casualties/killed", "agreement/signed"):
        detail = Toll("12") if relation.startswith("cas") else None
        claim = make_claim(relation, (RUSSIA,), (ARMENIA,), words="met Lavrov", place=MOSCOW, detail=detail)
        node, quads = first_situation(claim)
        assert values(node, DG.tookPlaceAt, quads) == [f"{KB}place/Moscow"]
        assert values(node, DG.hasEventStatus, quads) == []


LABELS = [
    ("membership/suspended", None, "Russia is suspended from Armenia"),
    ("office/in-office", OfficeTitle("envoy"), "Russia is envoy of Armenia"),
    ("agreement/withdrawn", AgreementName("pact"), "Russia leaves the pact"),
    ("speech-act/demand", None, "Russia demands of Armenia"),
    ("armed-action/shelling", None, "Russia uses force against Armenia (shelling)"),
    ("casualties/killed", Toll("12 soldiers", 12, 12), "12 soldiers of Russia killed by Armenia"),
]


@pytest.mark.parametrize(("relation", "detail", "label"), LABELS)
def test_labels_say_what_is_claimed(relation: str, detail: Detail | None, label: str) -> None:
    claim = make_claim(relation, (RUSSIA,), (ARMENIA,), words="met Lavrov", detail=detail)
    extraction = extraction_of(claim)
    assert values(part_iri(extraction.article.id, "claim", 1), RDFS.label, article_quads(extraction)) == [label]


LATER = TimeExpression("Monday", "2020-10-12", date(2020, 10, 12), date(2020, 10, 12))
STATUSES = [
    ("meets/talks", Modality.ASSERTED, Polarity.AFFIRMATIVE, THURSDAY, None, "held"),
    ("meets/talks", Modality.CLAIMED, Polarity.AFFIRMATIVE, None, None, "held"),
    ("meets/talks", Modality.ASSERTED, Polarity.AFFIRMATIVE, LATER, None, None),
    ("meets/talks", Modality.ASSERTED, Polarity.NEGATIVE, THURSDAY, None, None),
    ("meets/talks", Modality.PLANNED, Polarity.AFFIRMATIVE, LATER, None, "planned"),
    ("meets/talks", Modality.PLANNED, Polarity.AFFIRMATIVE, THURSDAY, None, "planned"),
    ("meets/talks", Modality.HYPOTHETICAL, Polarity.AFFIRMATIVE, None, None, None),
    ("meets/visit", Modality.DENIED, Polarity.AFFIRMATIVE, None, "cancelled", "cancelled"),
    ("meets/visit", Modality.DENIED, Polarity.NEGATIVE, None, None, None),
    ("mediates/mediation", Modality.ASSERTED, Polarity.AFFIRMATIVE, None, None, "held"),
    ("mediates/mediation", Modality.DENIED, Polarity.AFFIRMATIVE, None, "cancelled", None),
    ("backs/political", Modality.PLANNED, Polarity.AFFIRMATIVE, None, None, None),
]


@pytest.mark.parametrize(("relation", "modality", "polarity", "time", "note", "status"), STATUSES)
def test_an_event_has_the_status_that_the_text_gives_it(
    relation: str,
    modality: Modality,
    polarity: Polarity,
    time: TimeExpression | None,
    note: str | None,
    status: str | None,
) -> None:
    claim = make_claim(
        relation, (RUSSIA,), (ARMENIA,), words="met Lavrov", modality=modality, polarity=polarity, time=time, note=note
    )
    node, quads = first_situation(claim)
    expected = [CODE[f"event-status-{status}"]] if status else []
    assert values(node, DG.hasEventStatus, quads) == expected


@pytest.mark.parametrize(("relation", "expected"), [("meets/talks", [f"{KB}place/Moscow"]), ("backs/arms", [])])
def test_only_events_have_a_place(relation: str, expected: list[str]) -> None:
    node, quads = first_situation(make_claim(relation, (RUSSIA,), (ARMENIA,), words="met Lavrov", place=MOSCOW))
    assert values(node, DG.tookPlaceAt, quads) == expected


def test_days_become_bounds_and_keep_their_notation() -> None:
    vague = TimeExpression("since the mid-1990s", "199X/..", date(1990, 1, 1), None)
    node, quads = first_situation(make_claim("backs/military", (RUSSIA,), (ARMENIA,), words="met Lavrov", time=vague))
    assert values(node, DG.edtf, quads) == ["199X/.."]
    assert values(node, DG.earliestStart, quads) == ["1990-01-01T00:00:00Z"]
    assert values(node, DG.latestStart, quads) == []
    node, quads = first_situation(make_claim("meets/talks", (RUSSIA, ARMENIA), words="met Lavrov", time=THURSDAY))
    assert values(node, DG.latestStart, quads) == ["2020-10-08T23:59:59Z"]


def test_unknown_places_and_conflicts_are_described_once() -> None:
    claims = [
        make_claim(
            "meets/talks",
            (RUSSIA, actor),
            words="met Lavrov",
            place=Place("Château d'Artigny"),
            conflict=Conflict("border dispute"),
        )
        for actor in (ARMENIA, TURKEY)
    ]
    extraction = extraction_of(*claims)
    quads = article_quads(extraction)
    assert values(part_iri(extraction.article.id, "place", "Chateau_d_Artigny"), RDF.type, quads) == [DG.Place]
    assert values(part_iri(extraction.article.id, "conflict", "border_dispute"), RDF.type, quads) == [DG.Conflict]


def test_a_known_conflict_is_referred_to() -> None:
    node, quads = first_situation(
        make_claim("backs/arms", (TURKEY,), (ARMENIA,), words="met Lavrov", conflict=KARABAKH)
    )
    assert values(node, DG.concernsConflict, quads) == [f"{KB}conflict/Nagorno_Karabakh_conflict"]


def test_names_that_slug_alike_stay_apart_and_foreign_scripts_get_a_node() -> None:
    names = ["A. Karimov", "A Karimov", "Каримов", "كريموف"]
    actors = [Actor(name, ActorClass.PERSON) for name in names]
    extraction = extraction_of(make_claim("meets/talks", tuple(actors), words="met Lavrov"))
    quads = article_quads(extraction)
    people = {quad.subject.value.rsplit("/", 1)[1] for quad in quads if quad.object == Iri(DG.Person)}
    assert people == {"A_Karimov", "A_Karimov_2", "actor", "actor_2"}


def test_labels_are_unique_in_the_article_and_every_node_has_one() -> None:
    claims = [make_claim("backs/political", (TURKEY,), (AZERBAIJAN,), words=words) for words in ("stands by", "met")]
    quads = article_quads(extraction_of(*claims, *EXTRACTION.claims))
    labels = Counter(quad.object.value for quad in quads if quad.predicate.value == RDFS.label)
    assert max(labels.values()) == 1
    assert {quad.subject for quad in quads} == {quad.subject for quad in quads if quad.predicate.value == RDFS.label}


def test_scores_are_canonical_decimals() -> None:
    for score, text in ((1.0, "1"), (0.85, "0.85"), (0.1 + 0.2, "0.3"), (0.0, "0")):
        extraction = extraction_of(make_claim("backs/arms", (TURKEY,), (ARMENIA,), words="met", score=score))
        assert values(part_iri(extraction.article.id, "claim", 1), DG.score, article_quads(extraction)) == [text]


def test_a_claim_with_a_note_and_a_bare_speaker_keeps_both() -> None:
    claim = make_claim("backs/arms", (TURKEY,), (AIDE,), words="met", note="halted", speakers=(Speaker("state radio"),))
    extraction = extraction_of(claim)
    quads = article_quads(extraction)
    assert values(part_iri(extraction.article.id, "claim", 1), DG.note, quads) == ["halted"]
    assert values(part_iri(extraction.article.id, "actor", "state_radio"), RDF.type, quads) == [DG.ActorGroup]


def test_an_extraction_without_claims_is_a_document_alone() -> None:
    quads = article_quads(extraction_of())
    assert {quad.object.value for quad in quads if quad.predicate.value == RDF.type} == {DG.Document, DG.ExtractionRun}


def test_known_groups_and_bodies_have_their_own_kind_of_iri() -> None:
    assert kb_iri("state", "Turkey").value == f"{KB}state/Turkey"
    assert DIPLOMAT.key is None
    quads = article_quads(extraction_of(make_claim("backs/arms", (TURKEY,), (ARMENIA,), words="met")))
    assert Literal("Turkey backs Armenia (arms)", RDF.langString, "en") in [quad.object for quad in quads]


SCRIPT = """
from handmade import karabakh_extraction, small_register
from diplograph.graph import article_quads, ontology_quads, register_quads, to_trig
from diplograph.store import nquads_lines
quads = [*article_quads(karabakh_extraction()), *register_quads(small_register()), *ontology_quads()]
print(chr(10).join(nquads_lines(quads)), to_trig(quads))
"""


def test_two_hash_seeds_give_the_same_bytes() -> None:
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(root / "src"), str(Path(__file__).parent)])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert nquads_lines(QUADS)[0].encode() in outputs.pop()
