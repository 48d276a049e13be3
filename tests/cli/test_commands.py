"""What each command prints on the bundled articles."""

import csv
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from shells import ARTICLE, FORMATS

from diplograph.cli.app import COMMANDS
from diplograph.model import Article, Extraction, Sentence
from diplograph.pipeline import Pipeline
from diplograph.queries import question_names


def test_demo_answers_the_three_questions_with_evidence(shell: Any, tmp_path: Path) -> None:
    answers = shell("--store", tmp_path / "demo.store", "demo", "--format", "json").json
    assert list(answers) == ["who-mediates", "who-backs-whom", "who-meets-where"]
    for rows in answers.values():
        assert rows
        assert all(row["sentence"] and row["modality"] in {"asserted", "claimed", "planned"} for row in rows)


def test_demo_prints_sentences_and_what_to_try_next(demo: Any) -> None:
    outcome = demo("demo")
    assert outcome.code == 0
    assert "Minsk" in outcome.out and "“" in outcome.out and "Try next" in outcome.out


def test_demo_twice_changes_nothing(demo: Any) -> None:
    before = demo("article", "list", "--format", "json").json
    demo("demo")
    assert demo("article", "list", "--format", "json").json == before


def test_demo_refuses_a_store_with_other_articles(shell: Any, tmp_path: Path, own_store: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE)
    shell("--store", own_store, "ingest", article)
    outcome = shell("--store", own_store, "demo")
    assert outcome.code == 6 and "store of its own" in outcome.err


@pytest.mark.parametrize("output", FORMATS)
def test_ask_prints_the_same_rows_in_every_format(demo: Any, output: str) -> None:
    wanted = demo("ask", "who-mediates", "--format", "json").json
    printed = demo("ask", "who-mediates", "--format", output).out
    for row in wanted:
        assert row["mediator"] in printed and row["claim"] in printed
    if output == "csv":
        assert [row["sentence"] for row in csv.DictReader(io.StringIO(printed))] == [row["sentence"] for row in wanted]
    if output == "jsonl":
        assert [json.loads(line) for line in printed.splitlines()] == wanted
    if output == "tsv":
        assert len({line.count("\t") for line in printed.splitlines()}) == 1


def test_a_garbled_name_is_taken_with_a_note_on_stderr(demo: Any) -> None:
    outcome = demo("ask", "who-backs-whom", "--backed", "Azerbajan", "--format", "json")
    assert "taken to mean Azerbaijan" in outcome.err
    assert any(row["backed"] == "Azerbaijan" for row in outcome.json)


def test_denials_are_shown_only_when_asked_for(demo: Any) -> None:
    usual = demo("ask", "who-backs-whom", "--format", "json").json
    denied = demo("ask", "who-backs-whom", "--modality", "denied", "--format", "json").json
    assert not [row for row in usual if row["modality"] in {"denied", "hypothetical"}]
    assert denied and all(row["modality"] == "denied" for row in denied)


def test_actor_accepts_a_garbled_name(demo: Any) -> None:
    card = demo("actor", "Nikol Pashynian", "--format", "json").json
    assert card["actor"] == "Nikol Pashinyan" and 0.85 <= card["score"] < 1
    assert "Prime Minister of Armenia" in {row["office"] for row in card["offices"]}
    assert "Prime Minister of Armenia" in demo("actor", "Nikol Pashynian").out


def test_evidence_marks_the_span_in_its_sentence(demo: Any) -> None:
    row = demo("ask", "who-backs-whom", "--modality", "claimed", "--format", "json").json[0]
    shown = demo("evidence", row["claim"]).out
    assert row["speaker"] in shown
    sentence = shown.split("“", 1)[1].rsplit("”", 1)[0]
    assert sentence.replace("[[", "").replace("]]", "") == row["sentence"]


def test_retracting_takes_an_article_out_and_restoring_brings_it_back(
    shell: Any, tmp_path: Path, own_store: Path
) -> None:
    store = ("--store", own_store)
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE)
    (row,) = shell(*store, "ingest", article, "--date", "2021-05-03", "--format", "json").json
    inferred = (
        "query",
        "-e",
        "SELECT * WHERE { GRAPH <https://w3id.org/diplograph/graph/inferred> { ?s dg:backs ?o } }",
    )
    before = (shell(*store, "ask", "who-backs-whom").out, shell(*store, *inferred).out)
    assert "Russia" in before[0] and "Russia" in before[1]
    shell(*store, "article", "retract", row["article"])
    assert shell(*store, "ask", "who-backs-whom").code == 1
    assert "Russia" not in shell(*store, *inferred).out
    shell(*store, "article", "restore", row["article"][:6])
    assert (shell(*store, "ask", "who-backs-whom").out, shell(*store, *inferred).out) == before


def test_ingest_twice_reports_the_article_as_present(shell: Any, tmp_path: Path, own_store: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE)
    ingest = ("--store", own_store, "ingest", article, "--format", "json")
    assert [shell(*ingest).json[0]["state"] for _ in range(2)] == ["added", "already present"]


def test_a_second_run_adds_what_is_missing_and_says_what_it_did_not_read_again(
    shell: Any, tmp_path: Path, own_store: Path
) -> None:
    lines = tmp_path / "a.jsonl"
    first, second = (json.dumps({"text": f"{ARTICLE} {number}", "date": "2021-05-03"}) for number in range(2))
    ingest = ("--store", own_store, "ingest", lines, "--format", "jsonl")
    lines.write_text(f"{first}\n")
    assert shell(*ingest).err == ""
    lines.write_text(f"{first}\n{second}\n")
    outcome = shell(*ingest)
    assert [row["state"] for row in outcome.lines] == ["already present", "added"] and outcome.code == 0
    assert outcome.err == "note: 1 of 2 articles were in the store before and were not read again\n"


def test_keep_going_adds_what_can_be_read(shell: Any, tmp_path: Path, own_store: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text(json.dumps({"text": ARTICLE, "date": "2021-05-03"}) + "\n{broken\n")
    outcome = shell("--store", own_store, "ingest", lines, "--keep-going", "--format", "json")
    assert outcome.code == 3 and [row["date"] for row in outcome.json] == ["2021-05-03"]


def test_extract_prints_one_json_line_per_article(shell: Any, tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    given = [{"id": id_, "text": ARTICLE, "date": "2021-05-03", "mood": "calm"} for id_ in "ab"]
    lines.write_text("".join(json.dumps(line) + "\n" for line in given))
    articles = shell("extract", lines).lines
    assert [article["id"] for article in articles] == ["a", "b"]
    for article in articles:
        assert {"id", "relations", "affil"} <= article.keys()
        for relation in article["relations"]:
            for span in relation["evidence"]:
                assert ARTICLE[span["start"] : span["end"]] == span["exact"]


def test_extract_dates_an_article_without_a_date_and_says_why(shell: Any, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("TALLINN, 14 March 2018 - The presidents of Estonia and Latvia met on Tuesday.")
    (extracted,) = shell("extract", article).lines
    assert extracted["dating"]["date"] == "2018-03-14?"
    assert extracted["dating"]["confidence"] > 0.8
    assert extracted["dating"]["reasons"][0] == {
        "kind": "dateline",
        "words": "14 march 2018",
        "shows": "2018-03-14 is a Wednesday",
    }
    assert extracted["relations"][0]["date"] == "2018-03-13?"
    assert "dating" not in shell("extract", article, "--date", "2018-03-15").lines[0]


PAIR = '{"id": "a", "text": "Kenya met Norway in Oslo."}\n{"id": "b", "text": "Peru backs Oman."}\n'


def test_extract_prints_the_same_from_two_processes(shell: Any, tmp_path: Path) -> None:
    lines = tmp_path / "two.jsonl"
    lines.write_text(PAIR)
    alone, together = shell("extract", lines), shell("extract", lines, "--jobs", "2")
    assert together.out == alone.out and [each["id"] for each in alone.lines] == ["a", "b"]


def test_an_article_that_cannot_be_read_is_reported_and_stops_no_other(
    shell: Any, tmp_path: Path, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(self: Pipeline, article: Article, sentences: Sequence[Sentence]) -> Extraction:
        if "Peru" in article.text:
            raise ZeroDivisionError("stumbled")
        return read(self, article, sentences)

    read = Pipeline._extract
    monkeypatch.setattr(Pipeline, "_extract", stumble)
    lines = tmp_path / "two.jsonl"
    lines.write_text(PAIR)
    extracted = shell("extract", lines)
    assert extracted.code == 3 and [each["id"] for each in extracted.lines] == ["a"] and "stumbled" in extracted.err
    added = shell("--store", own_store, "ingest", lines, "--format", "json")
    assert added.code == 3 and [row["state"] for row in added.json] == ["added", "failed"]


def test_the_same_article_twice_in_one_run_is_added_once(shell: Any, tmp_path: Path, own_store: Path) -> None:
    lines = tmp_path / "two.jsonl"
    lines.write_text(PAIR + PAIR)
    rows = shell("--store", own_store, "ingest", lines, "--format", "json").json
    assert [row["state"] for row in rows] == ["added", "added", "already present", "already present"]


def test_gated_reading_links_no_names_where_no_relation_can_be(
    shell: Any, tmp_path: Path, make_store: Callable[[str], Path]
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Kenya met Norway in Oslo. Rain fell on Peru and on Bolivia.")
    ingest = ("ingest", article, "--format", "json")
    some = shell("--store", make_store("some.store"), *ingest, "--gated").json[0]
    every = shell("--store", make_store("every.store"), *ingest).json[0]
    assert (some["claims"], every["claims"]) == (1, 1) and some["links"] < every["links"]


UNSURE = "Clinton will visit Oman. Russia and Armenia praised the dialogue.\n"


def test_what_was_left_out_is_listed_with_its_reason(
    shell: Any, tmp_path: Path, make_store: Callable[[str], Path]
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(UNSURE)
    (extracted,) = shell("extract", article, "--date", "2021-05-03").lines
    ingest = ("ingest", article, "--date", "2021-05-03", "--format", "json")
    rows = shell("--store", make_store("one.store"), *ingest, "--not-taken").json
    assert [(row["exact"], row["reason"]) for row in rows] == [
        (each["exact"], each["reason"]) for each in extracted["not_taken"]
    ]
    (report,) = shell("--store", make_store("two.store"), *ingest).json
    assert report["not_taken"] == len(rows) > 0
    assert all(row["reason"] in report["reasons"] for row in rows)


@pytest.mark.parametrize(
    ("sparql", "output", "printed"),
    [
        ("ASK { }", "table", "true"),
        ("ASK { }", "json", '{"head": {}, "boolean": true}'),
        ("SELECT (1 AS ?x) WHERE { }", "csv", "x\n1"),
        ("SELECT ('a\tb' AS ?x) WHERE { }", "tsv", '?x\n"a\\tb"'),
        ("CONSTRUCT { code:a rdfs:label 'x' } WHERE { }", "jsonl", '"object": "x"'),
        ("CONSTRUCT { code:a rdfs:label 'x' } WHERE { }", "ttl", 'code:a rdfs:label "x"'),
    ],
)
def test_query_prints_the_standard_formats(demo: Any, sparql: str, output: str, printed: str) -> None:
    assert printed in demo("query", "-e", sparql, "--format", output).out


def test_query_reads_a_file_and_standard_input(demo: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sparql = "SELECT (COUNT(?claim) AS ?count) WHERE { ?claim a dg:Claim }"
    path = tmp_path / "a.rq"
    path.write_text(sparql)
    monkeypatch.setattr("sys.stdin", io.StringIO(sparql))
    assert demo("query", path).out == demo("query", "-").out == demo("query", "-e", sparql).out


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("protege", "a.ttl"),
        ("trig", "a.trig"),
        ("nquads", "a.nq"),
        ("jsonld", "a.jsonld"),
        ("jelly", "a.jelly"),
        ("aif", "a.ttl"),
        ("nanopub", "a.trig"),
    ],
)
def test_export_writes_a_file(small: Any, tmp_path: Path, target: str, name: str) -> None:
    outcome = small("export", "--to", target, "-o", tmp_path / name)
    assert outcome.code == 0, outcome.err
    assert (tmp_path / name).stat().st_size > 1000


def test_without_pyjelly_export_and_import_say_how_to_install_it(
    small: Any, shell: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jelly"
    assert small("export", "--to", "jelly", "-o", path).code == 0
    for name in ("reading", "writing"):
        monkeypatch.delitem(sys.modules, f"diplograph.store.jelly_{name}", raising=False)
    monkeypatch.setitem(sys.modules, "pyjelly", None)
    for outcome in (
        small("export", "--to", "jelly", "-o", tmp_path / "b.jelly"),
        shell("--store", tmp_path / "new.store", "store", "import", path),
    ):
        assert outcome.code == 7 and "pip install 'diplograph[jelly]'" in outcome.err


def test_export_adds_what_is_entailed(small: Any, tmp_path: Path) -> None:
    plain, entailed = tmp_path / "plain.nq", tmp_path / "entailed.nq"
    assert small("export", "--to", "nquads", "-o", plain).code == 0
    outcome = small("export", "--to", "nquads", "--entailed", "-o", entailed)
    assert (outcome.code, outcome.err) == (0, "")
    added = set(entailed.read_text("utf-8").splitlines()) - set(plain.read_text("utf-8").splitlines())
    assert len(added) > 100
    assert all(line.endswith("<https://w3id.org/diplograph/graph/entailed> .") for line in added)
    assert any("#isHolderIn" in line for line in added)


def test_export_cuts_a_slice_and_says_what_is_left_out(demo: Any, tmp_path: Path) -> None:
    wish = ("export", "--to", "protege", "-o", tmp_path / "a.ttl", "--format", "json")
    whole = demo(*wish).json[0]
    some = demo(*wish, "--about", "Serbia", "--about", "Moldova", "--since", "2021-12-01", "--until", "2021-12-05")
    assert 0 < some.json[0]["claims"] < whole["claims"], some.err
    few = demo(*wish, "--limit", "60")
    assert few.json[0]["individuals"] <= 60
    assert f"note: {whole['claims'] - few.json[0]['claims']} more claims did not fit" in few.err


def test_export_says_what_a_garbled_name_was_taken_for(demo: Any, tmp_path: Path) -> None:
    outcome = demo("export", "--to", "protege", "-o", tmp_path / "a.ttl", "--about", "Azerbaidjan")
    assert outcome.code == 0
    assert "note: 'Azerbaidjan' is taken to mean Azerbaijan" in outcome.err


def test_check_finds_nothing_wrong_with_the_demo(demo: Any) -> None:
    outcome = demo("check", "--format", "json")
    assert outcome.code == 0, outcome.out
    parts = {part["part"] for part in outcome.json["parts"]}
    assert parts >= {"store", "evidence", "shapes", "consistency", "questions"}


def test_doctor_reports_every_part(demo: Any) -> None:
    outcome = demo("doctor", "--format", "json")
    assert outcome.code == 0, outcome.out
    parts = {row["part"]: row["state"] for row in outcome.json}
    assert parts.keys() >= {"diplograph", "packages", "model", "engine", "java", "store"}
    assert parts["store"] == "ok"


@pytest.mark.parametrize("question", question_names())
def test_every_question_has_options_with_examples(shell: Any, question: str) -> None:
    outcome = shell("ask", question, "--help")
    assert outcome.code == 0 and "for example" in outcome.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(shell: Any, name: str) -> None:
    outcome = shell(name, "--help")
    assert outcome.code == 0 and len(outcome.out.splitlines()) > 4


def test_nothing_but_data_is_printed_where_there_is_no_terminal(shell: Any, tmp_path: Path, own_store: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text("".join(json.dumps({"text": f"{ARTICLE} {number}"}) + "\n" for number in range(3)))
    outcome = shell("--store", own_store, "ingest", lines)
    assert outcome.err == "" and "\x1b" not in outcome.out


def test_the_store_can_be_named_by_the_environment(
    shell: Any, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIPLOGRAPH_STORE", str(demo_store))
    assert shell("article", "list").code == 0


def test_explain_shows_rule_claims_and_sentences(demo: Any) -> None:
    outcome = demo("explain", "Turkey", "backs", "Azerbaijan")
    assert outcome.code == 0
    assert "rule backs:" in outcome.out and "drones" in outcome.out
    whole = demo("explain", "Turkey", "backs", "Azerbaijan", "--format", "json").json
    assert whole["holds"] and whole["policy"] == {"least_sources": 2, "least_score": 0.0}
    assert [row["counts"] for row in whole["premises"]] == ["yes", "with others", "no"]
    rows = demo("explain", "Turkey", "backs", "Azerbaijan", "--format", "csv")
    assert len(rows.out.splitlines()) == 4 and "inferred from" in rows.err


def test_explain_ends_with_1_when_nothing_was_inferred(demo: Any) -> None:
    outcome = demo("explain", "Azerbaijan", "backs", "Turkey")
    assert outcome.code == 1 and "not inferred" in outcome.out


def test_explain_refuses_what_no_rule_concludes(demo: Any) -> None:
    outcome = demo("explain", "Turkey", "loves", "Azerbaijan")
    assert outcome.code == 2 and "metWith" in outcome.err


@pytest.mark.usefixtures("small_background")
def test_infer_shows_and_sets_the_policy(shell: Any, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE)
    store = tmp_path / "own.store"
    shell("--store", store, "ingest", article)
    assert shell("--store", store, "infer", "--format", "json").json[0]["least_sources"] == 2
    shell("--store", store, "infer", "--least-sources", "0", "--least-score", "0.25")
    (kept,) = shell("--store", store, "infer", "--format", "json").json
    assert (kept["least_sources"], kept["least_score"]) == (0, 0.25)
    for wrong in ("2", "much"):
        assert shell("--store", store, "infer", "--least-score", wrong).code == 2
