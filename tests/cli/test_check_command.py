"""`check`: which parts are run, how findings are told, and what the exit code says."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import click
import pytest

from diplograph.cli.findings import SHOWN, render_findings
from diplograph.reasoning import OF_ARTICLES, PARTS
from diplograph.store import open_store
from diplograph.vocab import ARTICLE, DG, GRAPH_ARTICLE

COLUMNS = ["part", "severity", "graphs", "titles", "about", "message", "because"]


@pytest.fixture(scope="module")
def faulty_store(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of an article in the place of the article itself, in which claims have no modality."""
    place = tmp_path_factory.mktemp("faulty") / "talks.store"
    shutil.copytree(small_store, place)
    with open_store(str(place)) as store:
        record = store.articles()[0]
        quads = list(store.quads(GRAPH_ARTICLE + record.id))
        store.retract(record.id)
        kept = [quad for quad in quads if quad.predicate.value not in (DG.hasModality, DG.fullText)]
        other = "0" * 16
        moved = [
            quad._replace(
                subject=quad.subject._replace(value=quad.subject.value.replace(record.id, other)),
                object=quad.object._replace(value=quad.object.value.replace(record.id, other)),
                graph_name=quad.graph_name._replace(value=GRAPH_ARTICLE + other),
            )
            for quad in kept
        ]
        store.add_article(record.__class__(other, "0" * 64, record.date, record.source, "A faulty copy"), moved)
    return place


@pytest.fixture
def faulty(shell: Any, faulty_store: Path) -> Any:
    return lambda *words: shell("--store", faulty_store, *words)


def test_parts_can_be_chosen(demo: Any) -> None:
    outcome = demo("check", "--part", "evidence", "--part", "questions", "--format", "json")
    assert outcome.code == 0, outcome.out
    assert [part["part"] for part in outcome.json["parts"]] == ["evidence", "questions"]


def test_an_unknown_part_is_refused_with_the_parts_there_are(demo: Any) -> None:
    outcome = demo("check", "--part", "spelling")
    assert outcome.code == 2
    assert all(part in outcome.err for part in PARTS)


def test_a_part_that_does_not_look_at_articles_is_refused_for_one(demo: Any) -> None:
    outcome = demo("check", "--article", "f25818f6", "--part", "store")
    assert outcome.code == 2
    assert "store" in outcome.err


def test_one_article_is_checked_by_its_id(demo: Any) -> None:
    outcome = demo("check", "--article", "f25818f6", "--format", "json")
    assert outcome.code == 0, outcome.out
    assert [part["part"] for part in outcome.json["parts"]] == list(OF_ARTICLES)


def test_an_unknown_article_is_nothing_found(demo: Any) -> None:
    assert demo("check", "--article", "ffff").code == 1


def test_findings_name_their_article_in_every_format(faulty: Any) -> None:
    words = ("check", "--part", "shapes", "--part", "evidence", "--format")
    as_json = faulty(*words, "json")
    assert as_json.code == 1
    rows = as_json.json["findings"]
    assert {(row["graphs"], row["titles"]) for row in rows} == {("0" * 16, "A faulty copy")}
    assert list(rows[0]) == COLUMNS
    as_csv = list(csv.DictReader(io.StringIO(faulty(*words, "csv").out)))
    assert [row["message"] for row in as_csv] == [row["message"] for row in rows]
    assert {row["graphs"] for row in as_csv} == {"0" * 16}
    assert faulty(*words, "jsonl").lines == rows


def test_findings_are_told_by_article_in_a_table(faulty: Any) -> None:
    out = faulty("check", "--part", "shapes").out
    assert f"{'0' * 16}  A faulty copy" in out
    assert "violation  shapes  0000000000000000/claim/1" in out
    assert "list modality" in out
    assert ARTICLE not in out


def test_all_checks_again_what_was_sound(small: Any) -> None:
    small("check", "--part", "dates")
    (again,) = small("check", "--part", "dates", "--format", "json").json["parts"]
    (everything,) = small("check", "--part", "dates", "--all", "--format", "json").json["parts"]
    assert again["summary"].startswith("0 articles")
    assert everything["summary"].startswith("1 articles")


def test_without_java_the_exit_code_says_that_a_part_is_missing(small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    outcome = small("check", "--part", "hermit", "--all")
    assert outcome.code == 7
    assert "Java" in outcome.out


def row(number: int, **values: str) -> dict[str, str | None]:
    known = {"part": "shapes", "severity": "violation", "graphs": "register", "message": f"Fault {number}.", **values}
    return {column: known.get(column) for column in COLUMNS}


def test_reasons_stand_under_their_finding_and_long_lists_are_cut() -> None:
    text = click.unstyle(
        render_findings([row(0, because="one [register]; two"), *(row(number) for number in range(1, SHOWN + 5))])
    )
    assert "    Fault 0.\n      one [register]\n      two\n" in text
    assert text.count("Fault") == SHOWN
    assert "and 5 more" in text


def test_nothing_found_is_nothing_shown() -> None:
    assert render_findings([]) == ""
