"""Many articles read together: the same as one by one, whatever the number of processes, and failures stay single."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from diplograph.batches import Passed, chunks, processes, read_all
from diplograph.errors import MissingPartError, UsageError
from diplograph.extraction.triggers import RELATIONS
from diplograph.model import Article, Claim, Extraction, Sentence
from diplograph.pipeline import Pipeline, ReadFailure
from diplograph.sources import make_article

PASSAGES = Path(__file__).parents[1] / "extraction" / "passages.jsonl"
LINES = [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]
ARTICLES = {line["id"]: make_article(line["text"], date=line["date"]) for line in LINES}
KILLER = "This text ends the process that reads it."
DUMP = """
import json, sys
from dataclasses import asdict
from diplograph.batches import read_all
from diplograph.extraction.triggers import RELATIONS
from diplograph.sources import make_article

if __name__ == "__main__":
    lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    articles = [make_article(line["text"], date=line["date"]) for line in lines]
    for extraction in read_all(articles, gate=RELATIONS, jobs=2):
        print(json.dumps(asdict(extraction), default=str))
"""


@pytest.fixture(scope="module")
def whole() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="module")
def gated(whole: Pipeline) -> Pipeline:
    return Pipeline(whole.register, gate=RELATIONS)


@pytest.fixture(scope="module")
def each_alone(gated: Pipeline) -> dict[str, Extraction]:
    """What is read out of each article by itself."""
    return {name: gated.read(article) for name, article in ARTICLES.items()}


@pytest.mark.parametrize("name", ARTICLES)
def test_the_gate_loses_no_claim(name: str, whole: Pipeline, each_alone: dict[str, Extraction]) -> None:
    assert _of_families(each_alone[name]) == _of_families(whole.read(ARTICLES[name]))


def _of_families(extraction: Extraction) -> list[Claim]:
    return [claim for claim in extraction.claims if claim.type.value in RELATIONS]


def test_articles_read_together_are_read_as_each_alone(gated: Pipeline, each_alone: dict[str, Extraction]) -> None:
    together = list(read_all(ARTICLES.values(), gate=RELATIONS, make_pipeline=lambda: gated))
    assert together == list(each_alone.values())


def test_output_depends_on_neither_processes_nor_hash_seed(tmp_path: Path, each_alone: dict[str, Extraction]) -> None:
    script, some = tmp_path / "dump.py", tmp_path / "some.jsonl"
    script.write_text(DUMP, encoding="utf-8")
    some.write_text("".join(f"{json.dumps(line)}\n" for line in LINES[::2]), encoding="utf-8")
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, str(script), str(some)]
    shared = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True, timeout=120).stdout
    alone = [json.dumps(asdict(each_alone[line["id"]]), default=str) for line in LINES[::2]]
    assert shared.decode().splitlines() == alone


def test_chunks_depend_on_the_articles_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_MOST_ARTICLES", 3)
    monkeypatch.setattr(chunks, "_MOST_CHARACTERS", 50)
    articles = [make_article(text) for text in ["a b", "c d", "e f", "g" * 60 + " h", "i j"]]
    assert [len(chunk) for chunk in chunks.chunks_of(articles)] == [3, 1, 1]


def test_what_is_not_to_be_read_comes_back_in_its_place_and_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch, gated: Pipeline
) -> None:
    monkeypatch.setattr(chunks, "_MOST_PASSED", 3)
    one, other = (make_article(text) for text in ("Kenya met Norway.", "Peru met Oman."))
    items = [Passed("a"), one, Passed("b"), Passed("c"), Passed("d"), other]
    assert [len(chunk) for chunk in chunks.chunks_of(items)] == [4, 2]
    first, second, *rest = read_all(items, gate=RELATIONS, make_pipeline=lambda: gated)
    assert first == Passed("a") and second == gated.read(one)
    assert rest == [Passed("b"), Passed("c"), Passed("d"), gated.read(other)]


class _Stumbling(Pipeline):
    """Fails on some articles, while they are parsed or after."""

    def _extract(self, article: Article, sentences: Sequence[Sentence]) -> Extraction:
        if "stumble" in article.text:
            raise ZeroDivisionError("stumbled")
        return super()._extract(article, sentences)


def test_one_failing_article_stops_no_other(whole: Pipeline) -> None:
    articles = [make_article(text) for text in ["Kenya met Norway.", "A reader may stumble here.", "Peru met Oman."]]
    first, second, third = read_all(articles, make_pipeline=lambda: _Stumbling(whole.register))
    assert isinstance(first, Extraction) and isinstance(third, Extraction)
    assert isinstance(second, ReadFailure) and second.article == articles[1]
    assert "ZeroDivisionError: stumbled" in second.error.message and second.error.exit_code == 3


def test_a_chunk_that_cannot_be_parsed_is_read_one_by_one(whole: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = Pipeline(whole.register)
    parse = pipeline._sentences.read_many

    def parse_or_fail(articles: Sequence[Article]) -> object:
        if any("stumble" in article.text for article in articles):
            raise ValueError("no parse")
        return parse(articles)

    monkeypatch.setattr(pipeline._sentences, "read_many", parse_or_fail)
    texts = ["Kenya met Norway.", "A parser may stumble here."]
    good, bad = read_all([make_article(text) for text in texts], make_pipeline=lambda: pipeline)
    assert isinstance(good, Extraction) and good.claims
    assert isinstance(bad, ReadFailure) and "no parse" in bad.error.message


def test_a_missing_part_is_no_failure_of_one_article(whole: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = Pipeline(whole.register)

    def missing(_articles: Sequence[Article]) -> object:
        raise MissingPartError("no model")

    monkeypatch.setattr(pipeline._sentences, "read_many", missing)
    with pytest.raises(MissingPartError):
        list(read_all([make_article("Kenya met Norway.")], make_pipeline=lambda: pipeline))


def test_an_article_that_kills_its_process_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "read_chunk", _read_or_die)
    texts = ["Kenya met Norway.", KILLER, "Peru met Oman."]
    first, second, third = read_all([make_article(text) for text in texts], jobs=2)
    assert isinstance(second, ReadFailure) and "died" in second.error.message
    assert isinstance(first, Extraction) and isinstance(third, Extraction)


def _read_or_die(articles: tuple[Article, ...], way: object) -> list[Extraction]:
    if any(article.text == KILLER for article in articles):
        os._exit(1)
    return [Extraction(article, (), (), (), "none") for article in articles]


def test_an_unknown_gate_is_refused() -> None:
    with pytest.raises(UsageError, match="no family of triggers"):
        list(read_all([make_article("Kenya met Norway.")], gate=["gossip"]))
