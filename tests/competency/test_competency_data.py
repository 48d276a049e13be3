"""Datasets become graphs that other programs read, and a slip in one is noticed."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

import competency_data
import pytest
from competency import load_questions
from competency_data import load_dataset
from rdflib import Graph

from diplograph.store import read_rdf
from diplograph.vocab import (
    GRAPH_ARTICLE,
    GRAPH_COPIES,
    GRAPH_GROUNDS,
    GRAPH_INFERRED,
    GRAPH_ONTOLOGY,
    GRAPH_POLICY,
    GRAPH_REGISTER,
)

SCRIPTS = Path(__file__).parents[2] / "scripts"

Printer = Callable[..., str]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Printer:
    def run(*arguments: str) -> str:
        monkeypatch.setattr("sys.argv", ["competency_data.py", *arguments])
        runpy.run_path(str(SCRIPTS / "competency_data.py"), run_name="__main__")
        return capsys.readouterr().out

    return run


def test_a_dataset_is_printed_as_trig_with_its_graphs_and_inferences(printed: Printer) -> None:
    names = {quad.graph_name.value for quad in read_rdf(printed("talks"), file_format="trig")}
    articles = {GRAPH_ARTICLE + each.article.id for each in load_dataset("talks").extractions.values()}
    grounds = {GRAPH_GROUNDS + each.removeprefix(GRAPH_ARTICLE) for each in articles} | {f"{GRAPH_GROUNDS}register"}
    assert {GRAPH_REGISTER, GRAPH_INFERRED, GRAPH_POLICY} | articles <= names
    copies = {GRAPH_COPIES + each.removeprefix(GRAPH_ARTICLE) for each in articles}
    assert names <= {GRAPH_REGISTER, GRAPH_INFERRED, GRAPH_POLICY} | articles | grounds | copies
    assert GRAPH_ONTOLOGY not in names


def test_a_merged_dataset_answers_a_question_that_needs_ontology_and_inferences(printed: Printer) -> None:
    question = next(each for each in load_questions() if each.name == "backing-an-authority")
    graph = Graph().parse(data=printed(question.dataset, "--merged"), format="turtle")
    assert tuple(tuple(map(str, row)) for row in graph.query(question.sparql)) == question.answer.rows


SOUND = """
title: Sound
register:
  states: [Turkey, Azerbaijan]
articles:
  - name: one
    date: 2020-10-09
    sentences:
      - text: Turkey backs Azerbaijan.
        claims:
          - relation: backs/political
            subjects: [Turkey]
            objects: [Azerbaijan]
            words: backs
"""
SLIPS = [
    ("states: [Turkey, Azerbaijan]", "states: [Turkey, Atlantis]", "states.csv has no Atlantis"),
    ("states: [Turkey, Azerbaijan]", "countries: [Turkey]", "no entities in countries"),
    ("states: [Turkey, Azerbaijan]", "states: [Turkey]", "Azerbaijan is neither"),
    ("words: backs", "words: supports", "'supports' does not stand in"),
    ("words: backs", "word: backs", "entries that mean nothing: word"),
    ("date: 2020-10-09", "day: 2020-10-09", "entries that mean nothing: day"),
    ("title: Sound", "name: Sound", "entries that mean nothing: name"),
    ("backs/political", "backs/poetical", "'poetical' is not a valid RelationKind"),
    ("words: backs", "modality: maybe", "'maybe' is not a valid Modality"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(competency_data, "DATASETS", tmp_path)
    return tmp_path


def test_a_sound_dataset_has_its_offsets(folder: Path) -> None:
    (folder / "case.yaml").write_text(SOUND, encoding="utf-8")
    extraction = load_dataset("case").extractions["one"]
    (claim,) = extraction.claims
    span = claim.evidence.span
    assert extraction.article.text[span.start : span.end] == "backs"


@pytest.mark.parametrize(("right", "wrong", "said"), SLIPS)
def test_a_slip_in_a_dataset_is_refused(folder: Path, right: str, wrong: str, said: str) -> None:
    assert right in SOUND
    (folder / "case.yaml").write_text(SOUND.replace(right, wrong), encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        load_dataset("case")
