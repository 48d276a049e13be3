"""Checks find planted faults and leave sound stores alone."""

from __future__ import annotations

import pytest
from handmade import AZERBAIJAN, TURKEY, extraction_of, item_of, karabakh_extraction, make_claim, other_extraction

from diplograph.graph import document_iri, part_iri
from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning import PARTS, Report, Severity, check, infer
from diplograph.store import Store
from diplograph.vocab import CODE, DG, GRAPH_INFERRED, GRAPH_REGISTER, GRAPH_REVIEWS, KB, RDF, RDFS

EXTRACTION = karabakh_extraction()
RECORD, QUADS = item_of(EXTRACTION)
ID = EXTRACTION.article.id


def messages(report: Report, part: str) -> list[str]:
    return [f"{finding.about} {finding.message}" for finding in report.findings if finding.part == part]


def with_object(quads: list[Quad], subject: Iri, predicate: str, value: Literal | Iri | None) -> list[Quad]:
    """Quads with one object replaced, or the statement left out."""
    kept = [quad for quad in quads if (quad.subject, quad.predicate.value) != (subject, predicate)]
    return kept if value is None else [*kept, Quad(subject, Iri(predicate), value, quads[0].graph_name)]


def test_a_sound_store_is_clean_in_all_parts(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    store.add_article(*item_of(other_extraction(1)))
    infer(store)
    report = check(store)
    assert [part.name for part in report.parts] == list(PARTS)
    assert [part.missing for part in report.parts] == [None] * len(PARTS)
    assert report.findings == ()
    assert report.is_clean


SPAN, CLAIM, DOCUMENT = part_iri(ID, "span", 2), part_iri(ID, "claim", 2), document_iri(ID)

FAULTS = [
    ("evidence", SPAN, DG.startOffset, Literal("0", "http://www.w3.org/2001/XMLSchema#integer"), "not the ones quoted"),
    ("evidence", SPAN, DG.quotedText, Literal("Turkey is flying arms to Bakü"), "not the ones quoted"),
    ("evidence", SPAN, DG.suffix, Literal("something else"), "around the quotation"),
    ("evidence", SPAN, DG.inDocument, None, "no stored article"),
    ("evidence", CLAIM, DG.isEvidencedBy, None, "rests on no words"),
    ("evidence", CLAIM, DG.statesSituation, None, "describes nothing"),
    ("evidence", DOCUMENT, DG.fullText, Literal("Another text."), "digest"),
    ("evidence", part_iri(ID, "attribution", "2-1"), DG.ofClaim, None, "no claim"),
    ("shapes", CLAIM, DG.hasModality, None, "modality"),
    ("shapes", CLAIM, DG.score, Literal("7", "http://www.w3.org/2001/XMLSchema#decimal"), "score"),
    ("shapes", CLAIM, RDFS.label, None, "label"),
    ("shapes", part_iri(ID, "situation", 2), DG.hasSupporter, None, "supporter"),
]


@pytest.mark.parametrize(("part", "subject", "predicate", "value", "said"), FAULTS)
def test_a_planted_fault_is_found(
    store: Store, part: str, subject: Iri, predicate: str, value: Literal | Iri | None, said: str
) -> None:
    store.add_article(RECORD, with_object(QUADS, subject, predicate, value))
    infer(store)
    report = check(store, parts=[part])
    assert not report.is_clean
    assert any(said in message.lower() for message in messages(report, part)), messages(report, part)


def test_a_reference_to_an_unknown_thing_is_a_warning(store: Store) -> None:
    quads = with_object(QUADS, part_iri(ID, "situation", 1), DG.hasSupported, Iri(f"{KB}state/Atlantis"))
    store.add_article(RECORD, quads)
    report = check(store, parts=["evidence"])
    assert [finding.severity for finding in report.findings] == [Severity.WARNING]
    assert report.is_clean


def test_inferences_that_no_rule_concludes_are_found(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    stray = Quad(Iri(f"{KB}state/France"), Iri(DG.backs), Iri(f"{KB}state/Turkey"), Iri(GRAPH_INFERRED))
    store.replace_graph(GRAPH_INFERRED, [stray])
    found = " ".join(messages(check(store, parts=["inferences"]), "inferences"))
    assert "no rule concludes" in found
    assert "it is missing" in found


CONTRADICTIONS = [
    (Iri(f"{KB}state/Turkey"), RDF.type, Iri(DG.Person)),
    (Iri(f"{KB}state/Turkey"), DG.metWith, Iri(f"{KB}state/Turkey")),
    (Iri(f"{KB}state/Turkey"), RDF.type, Iri(DG.Place)),
]


@pytest.mark.parametrize(("subject", "predicate", "value"), CONTRADICTIONS)
def test_a_contradiction_is_found(store: Store, subject: Iri, predicate: str, value: Iri) -> None:
    register = list(store.quads(GRAPH_REGISTER))
    store.replace_graph(GRAPH_REGISTER, [*register, Quad(subject, Iri(predicate), value, Iri(GRAPH_REGISTER))])
    report = check(store, parts=["consistency"])
    assert "contradict" in " ".join(messages(report, "consistency"))


def test_the_consistency_check_takes_whole_graphs_up_to_its_limit(store: Store) -> None:
    store.add_article(RECORD, QUADS)
    (part,) = check(store, parts=["consistency"], limit_individuals=50).parts
    assert "left out" in part.summary


def test_without_java_the_part_is_left_out_with_a_hint(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    report = check(store, parts=["consistency"])
    (part,) = report.parts
    assert part.missing is not None
    assert part.missing.exit_code == 7
    assert part.missing.hint
    assert report.is_clean


def test_damage_to_the_store_is_part_of_the_report(store: Store) -> None:
    store.update(f'INSERT DATA {{ GRAPH <{GRAPH_REVIEWS}> {{ <{KB}state/Turkey> rdfs:comment "x" }} }}')
    store.add_article(*item_of(extraction_of(make_claim("backs/arms", (TURKEY,), (AZERBAIJAN,), words="met"))))
    (part,) = check(store, parts=["store"]).parts
    assert part.summary == "1 articles"
    assert CODE["modality-asserted"]
