"""Articles without a date, dated from their own words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from diplograph.graph import article_quads
from diplograph.model import Dating, Extraction
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article
from diplograph.vocab import DG

CASES = {
    case["id"]: case
    for case in map(json.loads, Path(__file__).with_name("dating.jsonl").read_text(encoding="utf-8").splitlines())
}
KNOWN = [name for name, case in CASES.items() if "earliest" in case]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def _read(pipeline: Pipeline, case: dict[str, Any]) -> Extraction:
    return pipeline.read(make_article(case["text"], date=case.get("period")))


@pytest.mark.parametrize("name", KNOWN)
def test_an_article_is_dated_from_its_words(name: str, pipeline: Pipeline) -> None:
    case = CASES[name]
    dating = _read(pipeline, case).dating
    assert dating is not None
    assert date.fromisoformat(case["earliest"]) <= dating.earliest <= dating.latest
    assert dating.latest <= date.fromisoformat(case["latest"])
    assert (dating.day is None) is case.get("is_span", False)
    assert 0.5 < dating.confidence <= 1
    assert set(case["reasons"]) <= {reason.kind.value for reason in dating.reasons}


@pytest.mark.parametrize("name", [name for name in CASES if name not in KNOWN])
def test_an_article_that_tells_too_little_stays_undated(name: str, pipeline: Pipeline) -> None:
    assert _read(pipeline, CASES[name]).dating is None


def test_an_article_with_a_date_is_not_dated(pipeline: Pipeline) -> None:
    assert pipeline.read(make_article(CASES["dateline-with-year"]["text"], date="2019-01-01")).dating is None


def test_what_rests_on_an_inferred_day_says_so(pipeline: Pipeline) -> None:
    extraction = _read(pipeline, CASES["dateline-without-year"])
    assert [claim.time.edtf for claim in extraction.claims if claim.time] == ["2018-09-25?"]


def test_a_stated_date_stays_stated_in_an_article_without_a_day(pipeline: Pipeline) -> None:
    text = "LIMA, Sept. 25, 2018 (Andina) - The presidents of Peru and Chile met on 3 May 2017 in Lima."
    times = [claim.time.edtf for claim in pipeline.read(make_article(text)).claims if claim.time]
    assert times == ["2017-05-03"]


def test_an_inferred_day_decides_who_holds_an_office(pipeline: Pipeline) -> None:
    text = "TALLINN, 14 March 2018 - The Russian foreign minister met the German chancellor on Tuesday in Berlin."
    links = {link.actor.label for link in pipeline.read(make_article(text)).links}
    assert {"Sergey Lavrov", "Angela Merkel"} <= links


def test_a_guess_never_becomes_a_stated_date_in_the_graph(pipeline: Pipeline) -> None:
    extraction = _read(pipeline, CASES["dateline-with-year"])
    written = {quad.predicate.value: quad.object.value for quad in article_quads(extraction)}
    assert written[DG.inferredDate] == "2018-03-14?"
    assert 0.5 < float(written[DG.inferredDateScore]) <= 1
    assert DG.publishedOn not in written


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        (date(2018, 3, 14), date(2018, 3, 14), "2018-03-14?"),
        (date(2018, 3, 1), date(2019, 1, 31), "2018-03-01?/2019-01-31?"),
    ],
)
def test_a_dating_is_written_as_uncertain(first: date, last: date, edtf: str) -> None:
    assert Dating(first, last, 0.7).edtf == edtf
