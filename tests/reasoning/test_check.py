"""Checks find planted faults and leave sound stores alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from handmade import item_of, karabakh_extraction, other_extraction

from diplograph.errors import NothingFoundError
from diplograph.graph import document_iri, part_iri
from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning import OF_ARTICLES, PARTS, Report, Severity, check, infer
from diplograph.store import Store, open_store
from diplograph.vocab import DG, GRAPH_INFERRED, KB, RDFS

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


def test_without_java_only_hermit_is_left_out_with_a_hint(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    report = check(store, parts=["consistency", "hermit"])
    consistency, hermit = report.parts
    assert consistency.missing is None
    assert hermit.missing is not None
    assert hermit.missing.exit_code == 7
    assert hermit.missing.hint
    assert report.is_clean


@pytest.mark.parametrize("package", ["owlready2", "pyshacl"])
def test_without_a_package_its_part_is_left_out_with_a_hint(
    store: Store, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setattr("diplograph.reasoning.hermit.find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    part_name = {"owlready2": "hermit", "pyshacl": "shapes"}[package]
    (part,) = check(store, parts=[part_name]).parts
    assert part.missing is not None
    assert package in part.missing.hint


def test_damage_to_an_article_names_it(tmp_path: Path) -> None:
    place = tmp_path / "talks.store"
    with open_store(str(place)) as store:
        store.add_article(RECORD, QUADS)
        store.add_article(*item_of(other_extraction(1)))
    log = place / "log" / "000001.nq.gz"
    content = log.read_bytes()
    log.write_bytes(content[:30] + bytes([content[30] ^ 0xFF]) + content[31:])
    with open_store(str(place), read_only=True) as store:
        findings = check(store, parts=["store"]).findings
    assert {finding.sources for finding in findings} == {(ID,)}


def test_a_report_sorts_violations_first(store: Store) -> None:
    quads = with_object(QUADS, part_iri(ID, "situation", 1), DG.hasSupported, Iri(f"{KB}state/Atlantis"))
    store.add_article(RECORD, with_object(quads, CLAIM, DG.isEvidencedBy, None))
    severities = [finding.severity for finding in check(store, parts=["evidence"]).findings]
    assert severities == [Severity.VIOLATION, Severity.WARNING]


def test_one_article_alone_is_checked_by_the_parts_that_look_at_articles(store: Store) -> None:
    store.add_article(RECORD, with_object(QUADS, CLAIM, DG.hasModality, None))
    other, quads = item_of(other_extraction(1))
    store.add_article(other, quads)
    report = check(store, article=ID[:8])
    assert [part.name for part in report.parts] == list(OF_ARTICLES)
    assert {finding.sources for finding in report.findings} == {(ID,)}
    assert check(store, article=other.id).findings == ()


def test_an_unknown_article_is_refused(store: Store) -> None:
    with pytest.raises(NothingFoundError):
        check(store, article="0000")
