"""A check looks at what has changed, forgets no finding, and writes nothing where it may not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from handmade import item_of, karabakh_extraction, other_extraction, small_register

from diplograph.graph import part_iri, register_quads
from diplograph.model import Iri, Literal, Quad
from diplograph.reasoning import Report, check, infer, material
from diplograph.store import Store, open_store
from diplograph.vocab import DG, GRAPH_ONTOLOGY, GRAPH_REGISTER, KB, XSD

PARTS = ("evidence", "vocabulary", "dates", "shapes", "consistency")
FIRST, SECOND, THIRD = (item_of(other_extraction(number)) for number in (1, 2, 3))
FAULTY_RECORD, SOUND_QUADS = item_of(karabakh_extraction())
CLAIM = part_iri(FAULTY_RECORD.id, "claim", 1)
FAULTY_QUADS = [quad for quad in SOUND_QUADS if (quad.subject, quad.predicate.value) != (CLAIM, DG.hasModality)]


@pytest.fixture
def place(tmp_path: Path, ontology_statements: Sequence[Quad]) -> Path:
    place = tmp_path / "talks.store"
    with open_store(str(place)) as store:
        store.replace_graph(GRAPH_ONTOLOGY, ontology_statements)
        store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        store.add_articles([FIRST, SECOND])
        infer(store)
    return place


@pytest.fixture
def writer(place: Path) -> Iterator[Store]:
    with open_store(str(place)) as store:
        yield store


def counts(report: Report) -> set[str]:
    """How many articles the parts looked at."""
    return {part.summary.split(",")[0] for part in report.parts}


def test_what_was_found_sound_is_not_looked_at_again(place: Path) -> None:
    for expected in ("2 articles", "0 articles"):
        with open_store(str(place), read_only=True) as store:
            report = check(store)
        assert report.findings == ()
        assert counts(report) >= {expected}
        assert all(expected in part.summary for part in report.parts if part.name in PARTS)


def test_a_new_article_is_looked_at_alone(writer: Store) -> None:
    check(writer, parts=PARTS)
    writer.add_article(*THIRD)
    infer(writer)
    report = check(writer, parts=PARTS)
    assert counts(report) == {"1 articles"}
    assert "2 found sound before" in report.parts[0].summary


def test_all_looks_at_everything(writer: Store) -> None:
    check(writer, parts=PARTS)
    assert counts(check(writer, parts=PARTS, is_all=True)) == {"2 articles"}


def test_a_finding_is_told_until_it_is_mended(writer: Store) -> None:
    writer.add_article(FAULTY_RECORD, FAULTY_QUADS)
    infer(writer)
    first = check(writer, parts=PARTS)
    assert {finding.sources for finding in first.findings} == {(FAULTY_RECORD.id,)}
    again = check(writer, parts=PARTS)
    assert again.findings == first.findings
    shapes = next(part for part in again.parts if part.name == "shapes")
    assert shapes.summary.startswith("1 articles, 2 found sound before")


def test_a_warning_is_not_forgotten_either(writer: Store) -> None:
    unknown = Quad(FIRST[1][0].subject, Iri(DG.isPublishedBy), Iri(f"{KB}outlet/Nobody"), THIRD[1][0].graph_name)
    writer.add_article(THIRD[0], [*THIRD[1], unknown._replace(subject=Iri(THIRD[1][0].subject.value))])
    warnings = [check(writer, parts=["evidence"]).findings for _ in range(2)]
    assert warnings[0] == warnings[1] != ()


def test_a_retracted_article_is_out_and_a_restored_one_in(writer: Store) -> None:
    writer.add_article(FAULTY_RECORD, FAULTY_QUADS)
    infer(writer)
    assert not check(writer, parts=PARTS).is_clean
    writer.retract(FAULTY_RECORD.id)
    infer(writer)
    assert check(writer, parts=PARTS, is_all=True).findings == ()
    writer.restore(FAULTY_RECORD.id)
    infer(writer)
    assert {each.sources for each in check(writer, parts=PARTS).findings} == {(FAULTY_RECORD.id,)}


def test_each_part_remembers_for_itself(writer: Store) -> None:
    check(writer, parts=["shapes"])
    report = check(writer, parts=["shapes", "dates"])
    assert [part.summary.split(",")[0] for part in report.parts] == ["2 articles", "0 articles"]


def test_another_register_means_another_look(writer: Store) -> None:
    check(writer, parts=PARTS)
    register = list(writer.quads(GRAPH_REGISTER))
    number = Quad(Iri(f"{KB}state/Turkey"), Iri(DG.wikidataId), Literal("Q43", XSD.string), Iri(GRAPH_REGISTER))
    writer.replace_graph(GRAPH_REGISTER, [*register, number])
    infer(writer)
    assert counts(check(writer, parts=PARTS)) == {"2 articles"}


def test_other_shapes_mean_another_look(writer: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(writer, parts=PARTS)
    folder = tmp_path / "ontology"
    folder.mkdir()
    for file in material.ontology_folder().glob("*.ttl"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    monkeypatch.setattr(material, "ontology_folder", lambda: folder)
    assert counts(check(writer, parts=PARTS)) == {"2 articles"}


@pytest.mark.parametrize("content", ["", "[]", "{", '{"under": 1}', '{"under": "", "sound": {"shapes": 3}}'])
def test_a_damaged_memory_counts_for_nothing(place: Path, content: str) -> None:
    (place / "checked.json").write_text(content)
    with open_store(str(place), read_only=True) as store:
        assert counts(check(store, parts=PARTS)) == {"2 articles"}
    assert json.loads((place / "checked.json").read_text())["sound"]["shapes"]


def test_where_nothing_can_be_kept_the_check_says_so(place: Path) -> None:
    (place / "checked.json").mkdir()
    with open_store(str(place), read_only=True) as store:
        report = check(store, parts=PARTS)
    assert report.is_clean
    assert any("cannot be kept" in note for note in report.notes)
    assert [path.name for path in place.glob("checked.json*")] == ["checked.json"]


def test_the_memory_holds_nothing_of_graphs_that_are_gone(writer: Store, place: Path) -> None:
    check(writer, parts=["shapes"])
    before = json.loads((place / "checked.json").read_text())["sound"]["shapes"]
    writer.retract(FIRST[0].id)
    infer(writer)
    check(writer, parts=["shapes"])
    after = json.loads((place / "checked.json").read_text())["sound"]["shapes"]
    assert len(after) == len(before) - 1
