"""Every planted fault is found, by the parts that must find it, and blamed on the article in which it is.

The rows of `planted_faults.jsonl` are planted together: each into an article of its own among sound ones, or into the
register, the reviews or the inferred graph of a store that holds the real register. `planted.py` describes the rows.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from planted import FAULTS, Fault, expand, load_faults, numbered_article, plant

from diplograph.api.background import load_background
from diplograph.model import Quad
from diplograph.reasoning import PARTS, Finding, Report, check, infer
from diplograph.store import Store, open_store
from diplograph.vocab import GRAPH_INFERRED, GRAPH_REGISTER, GRAPH_REVIEWS

WITHOUT_HERMIT = tuple(part for part in PARTS if part != "hermit")
SOUND = [numbered_article(number) for number in (1, 2, 3)]
OTHER = SOUND[0][0].id
"""The sound article that some of the faulty ones speak of."""

ARTICLES = {fault.id: numbered_article(number) for number, fault in enumerate(load_faults("article"), start=101)}


def _faulty(fault: Fault) -> list[Quad]:
    record, quads = ARTICLES[fault.id]
    return plant(quads, fault.update, article_id=record.id, other_id=OTHER)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound store, checked once."""
    place = tmp_path_factory.mktemp("planted") / "talks.store"
    with open_store(str(place)) as store:
        load_background(store)
        store.add_articles(SOUND)
        infer(store)
    return place


@pytest.fixture(scope="module")
def sound(place: Path) -> Report:
    with open_store(str(place), read_only=True) as store:
        return check(store)


@pytest.fixture(scope="module")
def of_articles(place: Path, sound: Report) -> Report:
    """The report on the store with all faulty articles."""
    assert sound.is_clean
    with open_store(str(place)) as store:
        store.add_articles([(ARTICLES[fault.id][0], _faulty(fault)) for fault in load_faults("article")])
        infer(store)
        return check(store, parts=WITHOUT_HERMIT)


@pytest.fixture(scope="module")
def of_other_graphs(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report on a store whose articles are sound and whose other graphs are not."""
    place = tmp_path_factory.mktemp("planted") / "talks.store"
    with open_store(str(place)) as store:
        load_background(store)
        store.add_articles(SOUND)
        store.replace_graph(GRAPH_REGISTER, _with_faults(store, GRAPH_REGISTER, "register"))
        infer(store)
        store.replace_graph(GRAPH_INFERRED, _with_faults(store, GRAPH_INFERRED, "inferred"))
        store.update(" ;\n".join(_into(GRAPH_REVIEWS, fault.update) for fault in load_faults("reviews")))
        return check(store, parts=WITHOUT_HERMIT)


def _with_faults(store: Store, graph_name: str, place: str) -> list[Quad]:
    return plant(list(store.quads(graph_name)), *(fault.update for fault in load_faults(place)))


def _into(graph_name: str, insertion: str) -> str:
    """An insertion of triples as one of quads; blank nodes can come into a store in no other way."""
    head, _, triples = insertion.partition("{")
    return f"{head}{{ GRAPH <{graph_name}> {{{expand(triples, OTHER)} }}"


def _named(report: Report, name: str) -> list[Finding]:
    return [finding for finding in report.findings if name in finding.sources]


def test_a_sound_store_is_clean_in_all_parts(sound: Report) -> None:
    assert sound.findings == ()
    assert [(part.name, part.missing) for part in sound.parts] == [(name, None) for name in PARTS]


def test_there_are_as_many_faults_as_promised() -> None:
    rows = [json.loads(line) for line in FAULTS.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 100
    assert [name for name, count in Counter(row["id"] for row in rows).items() if count > 1] == []
    assert {row["part"] for row in rows} == set(WITHOUT_HERMIT) - {"store"}


@pytest.mark.parametrize("fault", load_faults("article"), ids=lambda fault: fault.id)
def test_a_fault_in_an_article_is_found_and_the_article_named(of_articles: Report, fault: Fault) -> None:
    record, _ = ARTICLES[fault.id]
    findings = _named(of_articles, record.id)
    found = [each for each in findings if each.part == fault.part and fault.message in each.message]
    assert found, findings
    assert {each.severity for each in found} == {fault.severity}
    assert {each.part for each in findings} == {fault.part, *fault.also}
    expected = {record.id, *([OTHER] if fault.with_other else [])}
    assert {name for each in found for name in each.sources} == expected


def test_no_article_is_named_but_those_with_faults(of_articles: Report) -> None:
    faulty = {record.id for record, _ in ARTICLES.values()}
    partners = {OTHER for fault in load_faults("article") if fault.with_other}
    named = {name for finding in of_articles.findings for name in finding.sources}
    assert named - {"inferred"} == faulty | partners
    alone = [finding for finding in of_articles.findings if set(finding.sources) & partners == set(finding.sources)]
    assert alone == []


@pytest.mark.parametrize("fault", load_faults("register", "reviews", "inferred"), ids=lambda fault: fault.id)
def test_a_fault_in_another_graph_is_found_and_the_graph_named(of_other_graphs: Report, fault: Fault) -> None:
    findings = [each for each in of_other_graphs.findings if fault.about in each.about]
    found = [each for each in findings if each.part == fault.part and fault.message in each.message]
    assert found, findings
    assert {each.severity for each in found} == {fault.severity}
    assert {each.sources for each in findings} == {(fault.place,)}
    assert {each.part for each in findings} == {fault.part, *fault.also}


def test_articles_are_not_blamed_for_the_faults_of_other_graphs(of_other_graphs: Report) -> None:
    named = {name for finding in of_other_graphs.findings for name in finding.sources}
    assert named == {"register", "reviews", "inferred"}
