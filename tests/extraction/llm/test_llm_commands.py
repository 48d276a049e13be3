"""The command line with `--reader llm`, against the server."""

import json
from pathlib import Path

import pytest
from llm_server import MODEL, Reply, Server, relations

import diplograph
from diplograph.cli.run import run
from diplograph.errors import MissingPartError

TEXT = "Kenya is mediating between Sudan and Egypt, the Kenyan foreign ministry said on Monday."
RIGHT = {
    "quote": "Kenya is mediating between Sudan and Egypt",
    "type": "mediates",
    "kind": "mediation",
    "modality": "asserted",
    "subjects": ["Kenya"],
    "objects": ["Sudan", "Egypt"],
}

pytestmark = pytest.mark.usefixtures("llm_variables")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DIPLOGRAPH_STORE", "DIPLOGRAPH_TRACEBACK", "DIPLOGRAPH_READER"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Three articles of which only the endpoint knows what they say."""
    path = tmp_path / "articles.jsonl"
    lines = [{"id": f"a{number}", "text": f"{TEXT} Part {number}.", "date": "2021-05-05"} for number in range(3)]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def _run(*arguments: str | Path) -> int:
    return run([str(argument) for argument in arguments])


def test_extract_prints_what_the_model_proposes(
    server: Server, articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_say(relations(RIGHT))
    assert _run("extract", articles, "--reader", "llm") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["relations"][0]["subject"] for line in lines] == [["Kenya"]] * 3 and len(server.requests) == 3


def test_the_reader_may_come_from_the_environment(
    server: Server, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.will_say(relations())
    monkeypatch.setenv("DIPLOGRAPH_READER", "llm")
    assert _run("extract", articles) == 0
    assert len(server.requests) == 3


def test_nobody_is_asked_unless_the_reader_is_chosen(server: Server, articles: Path, own_store: Path) -> None:
    assert _run("extract", articles) == 0
    assert _run("--store", own_store, "ingest", articles) == 0
    assert server.requests == []


def test_ingest_keeps_the_reader_in_the_provenance_and_passes_the_checks(
    server: Server, articles: Path, own_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_say(relations(RIGHT, {**RIGHT, "quote": "Kenya has made peace"}))
    assert _run("--store", own_store, "ingest", articles, "--reader", "llm", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["claims"], row["not_taken"]) for row in rows] == [(1, 1)] * 3
    with diplograph.open(own_store) as graph:
        readers = {row["reader"] for row in graph.sparql("SELECT ?reader { ?run dg:readerName ?reader }")}
        assert readers == {f"llm/1:{MODEL}"}
        assert [row["mediator"] for row in graph.mediators()] != []
    assert _run("--store", own_store, "check", "--article", rows[0]["article"]) == 0


def test_evaluate_scores_the_reader_that_is_chosen(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    relation = {
        "type": "mediates",
        "subject": ["Kenya"],
        "object": ["Sudan", "Egypt"],
        "kind": "mediation",
        "modality": "asserted",
    }
    gold.write_text(json.dumps({"id": "a", "text": TEXT, "date": "2021-05-05", "relations": [relation]}))
    server.will_say(relations(RIGHT))
    assert _run("evaluate", gold, "--reader", "llm", "--format", "json") == 0
    assert len(server.requests) == 1 and "1.0" in capsys.readouterr().out


def test_an_unknown_reader_ends_before_the_store_is_made(tmp_path: Path, articles: Path) -> None:
    store = tmp_path / "a.store"
    assert _run("--store", store, "ingest", articles, "--reader", "nobody") == 2
    assert not store.exists()


def test_nobody_at_the_address_leaves_the_store_as_it_was(
    server: Server,
    articles: Path,
    tmp_path: Path,
    own_store: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = tmp_path / "first.txt"
    first.write_text("Peru backs Chile, the ministry said.")
    assert _run("--store", own_store, "ingest", first) == 0
    before = _dump(own_store)
    monkeypatch.setenv("DIPLOGRAPH_LLM_URL", "http://127.0.0.1:9/v1")
    capsys.readouterr()
    assert _run("--store", own_store, "ingest", articles, "--reader", "llm") == 7
    assert "hint: start the model's server" in capsys.readouterr().err
    assert _dump(own_store) == before


def _dump(store: Path) -> set[str]:
    with diplograph.open(store, read_only=True) as graph:
        rows = graph.sparql("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return {f"{row['g']} {row['n']}" for row in rows}


def test_a_new_store_gets_no_background_before_an_article_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIPLOGRAPH_LLM_URL", "http://127.0.0.1:9/v1")
    with diplograph.open("memory:", reader="llm") as graph:
        with pytest.raises(MissingPartError):
            graph.add(TEXT, date="2021-05-05")
        assert graph.sparql("ASK { ?s ?p ?o }") is False


def test_a_failure_half_way_keeps_what_was_added_and_says_so(
    server: Server, articles: Path, own_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_say(relations(RIGHT), Reply("broken", status=401))
    assert _run("--store", own_store, "ingest", articles, "--reader", "llm") == 2
    assert "1 of 3 articles were added before" in capsys.readouterr().err
    server.will_say(relations(RIGHT))
    asked = len(server.requests)
    assert _run("--store", own_store, "ingest", articles, "--reader", "llm") == 0
    assert len(server.requests) == asked + 2


def test_keep_going_passes_over_an_article_on_which_the_model_fails(
    server: Server, articles: Path, own_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_say(relations(RIGHT), "no", "no", "no", relations(RIGHT))
    code = _run("--store", own_store, "ingest", articles, "--reader", "llm", "--keep-going", "--format", "json")
    printed = capsys.readouterr()
    assert code == 5 and "no answer of the form" in printed.err
    rows = [(row["state"], row["claims"]) for row in json.loads(printed.out)]
    assert rows == [("added", 1), ("failed", 0), ("added", 1)]


def test_extract_passes_over_an_article_on_which_the_model_fails(
    server: Server, articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_say("no", "no", "no", relations(RIGHT))
    assert _run("extract", articles, "--reader", "llm") == 5
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["a1", "a2"]
