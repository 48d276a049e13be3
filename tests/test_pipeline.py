"""What holds for whatever is read, whether it is read rightly or not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from diplograph.model import Article, Claim, Extraction, Modality, Polarity, RelationType, Span
from diplograph.pipeline import Pipeline
from diplograph.resources import demo_folder
from diplograph.sources import make_article

PASSAGES = Path(__file__).parent / "extraction" / "passages.jsonl"
FLAWED = PASSAGES.with_name("flawed_texts.jsonl")
DEMONSTRATION = demo_folder() / "articles.jsonl"
WEATHER = "The harvest was good, and the old market stayed open until the rain came."
DUMP = """
import json, sys
from dataclasses import asdict
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article

pipeline = Pipeline()
for path in sys.argv[1:]:
    for line in open(path, encoding="utf-8"):
        item = json.loads(line)
        extraction = pipeline.read(make_article(item["text"], date=item["date"]))
        print(json.dumps(asdict(extraction), default=str))
"""


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _article(item: dict[str, Any]) -> Article:
    return make_article(item["text"], date=item["date"])


SHORT = {item["id"]: _article(item) for item in _lines(PASSAGES)}
ARTICLES = SHORT | {item["id"]: _article(item) for path in (FLAWED, DEMONSTRATION) for item in _lines(path)}


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="session")
def extractions(pipeline: Pipeline) -> dict[str, Extraction]:
    """What is read out of each article."""
    return {name: pipeline.read(article) for name, article in ARTICLES.items()}


def _spans(extraction: Extraction) -> list[Span]:
    evidence = [span for claim in extraction.claims for span in (claim.evidence.sentence, claim.evidence.span)]
    links = [link.span for link in extraction.links]
    return [*evidence, *links, *(left_out.span for left_out in extraction.not_taken)]


@pytest.mark.parametrize("name", ARTICLES)
def test_spans_quote_the_stored_text(name: str, extractions: dict[str, Extraction]) -> None:
    text = ARTICLES[name].text
    wrong = [span for span in _spans(extractions[name]) if text[span.start : span.end] != span.exact or not span.exact]
    assert wrong == []


@pytest.mark.parametrize("name", ARTICLES)
def test_evidence_lies_in_its_sentence(name: str, extractions: dict[str, Extraction]) -> None:
    found = [claim.evidence for claim in extractions[name].claims]
    outside = [e for e in found if not e.sentence.start <= e.span.start < e.span.end <= e.sentence.end]
    assert outside == []


def test_enough_is_read_to_tell_anything(extractions: dict[str, Extraction]) -> None:
    assert sum(len(extraction.claims) for extraction in extractions.values()) > 100


@pytest.mark.parametrize("name", ARTICLES)
def test_reading_again_gives_the_same(name: str, pipeline: Pipeline, extractions: dict[str, Extraction]) -> None:
    assert pipeline.read(ARTICLES[name]) == extractions[name]


def test_the_order_of_articles_does_not_matter(extractions: dict[str, Extraction]) -> None:
    other = Pipeline()
    assert {name: other.read(ARTICLES[name]) for name in reversed(ARTICLES)} == extractions


def test_output_does_not_depend_on_the_hash_seed() -> None:
    processes = [_start_dump(seed) for seed in ("1", "4242")]
    first, second = (process.communicate(timeout=60)[0] for process in processes)
    assert [process.returncode for process in processes] == [0, 0]
    assert first == second
    assert first.count(b"\n") == len(ARTICLES) - len(SHORT)


def _start_dump(seed: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", DUMP, FLAWED, DEMONSTRATION]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)


@pytest.mark.parametrize("name", ARTICLES)
def test_a_claim_is_negative_exactly_when_it_is_denied(name: str, extractions: dict[str, Extraction]) -> None:
    for claim in extractions[name].claims:
        assert (claim.modality is Modality.DENIED) == (claim.polarity is Polarity.NEGATIVE), claim


@pytest.mark.parametrize("name", ARTICLES)
def test_nobody_affirms_and_denies_the_same_in_one_sentence(name: str, extractions: dict[str, Extraction]) -> None:
    polarities = defaultdict(set)
    for claim in extractions[name].claims:
        key = (claim.type, claim.kind, claim.subjects, claim.objects, claim.time, claim.evidence.sentence)
        polarities[key, claim.speakers].add(claim.polarity)
    assert [key for key, found in polarities.items() if len(found) > 1] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_nobody_backs_mediates_or_meets_with_himself(name: str, extractions: dict[str, Extraction]) -> None:
    for claim in extractions[name].claims:
        assert claim.subjects or claim.type is RelationType.CASUALTIES
        assert not set(claim.subjects) & set(claim.objects)
        assert len(set(claim.subjects)) == len(claim.subjects)


def _gist(claim: Claim) -> tuple[object, ...]:
    return claim.type, claim.kind, frozenset(claim.subjects), frozenset(claim.objects), claim.modality


@pytest.mark.parametrize("pattern", ["{text}\n\n{weather}", "{weather}\n\n{text}"], ids=["after", "before"])
@pytest.mark.parametrize("name", SHORT)
def test_an_unrelated_paragraph_changes_no_claim(
    name: str, pattern: str, pipeline: Pipeline, extractions: dict[str, Extraction]
) -> None:
    longer = make_article(pattern.format(text=SHORT[name].text, weather=WEATHER), date=SHORT[name].date)
    alone, beside = (map(_gist, one.claims) for one in (extractions[name], pipeline.read(longer)))
    assert Counter(beside) == Counter(alone)
