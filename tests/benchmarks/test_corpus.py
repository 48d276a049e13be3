"""The invented corpus is what the program itself would write, of the size and the shape that are asked for."""

import os
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from corpus import Corpus, background_quads, lines

from diplograph.model import LinkDecision, Modality, RelationType
from diplograph.reasoning import check
from diplograph.store import open_store
from diplograph.vocab import GRAPH_REGISTER

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "corpus.py"


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    def run(hash_seed: str, *options: str) -> bytes:
        command = [sys.executable, SCRIPT, "--quads", "2000", *options]
        return subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": hash_seed}
        ).stdout

    first = run("1")
    assert run("2") == first
    assert run("1", "--seed", "21") != first


def test_an_article_does_not_depend_on_those_before_it(corpus: Corpus) -> None:
    numbered = list(islice(corpus.items(quads=10_000), 20))
    assert numbered[7] == Corpus().item(7)
    assert next(corpus.items(quads=1, first=7)) == numbered[7]


def test_what_is_made_is_sound(corpus: Corpus) -> None:
    with open_store("memory:") as store:
        store.replace_graph(GRAPH_REGISTER, [q for q in background_quads() if q.graph_name.value == GRAPH_REGISTER])
        store.add_articles(corpus.item(number) for number in range(40))
        reports = [check(store, parts=["evidence", "vocabulary", "dates"])]
        # With the whole register, shapes would take seconds.
        reports += [check(store, parts=["shapes"], article=record.id) for record in store.articles()[::8]]
    assert [report.findings for report in reports] == [()] * 6


@pytest.mark.parametrize("wanted", [30, 60, 700])
def test_articles_have_the_size_that_is_asked_for(wanted: int) -> None:
    corpus = Corpus(quads_per_article=wanted)
    count = 120_000 // wanted
    mean = sum(len(corpus.item(number)[1]) for number in range(count)) / count
    assert mean == pytest.approx(wanted, rel=0.12)


def test_as_many_quads_come_as_are_asked_for(corpus: Corpus) -> None:
    items = list(corpus.items(quads=5000))
    assert sum(len(quads) for _, quads in items) >= 5000
    assert sum(len(quads) for _, quads in items[:-1]) < 5000
    assert len(set(lines(items))) == sum(len(quads) for _, quads in items)


def test_actors_follow_zipfs_law(corpus: Corpus) -> None:
    claims = [claim for number in range(4000) for claim in corpus.extraction(number).claims]
    states = Counter(actor for claim in claims for actor in claim.subjects if actor.actor_class == "State")
    counts = [count for _, count in states.most_common()]
    assert len(counts) > 150
    assert sum(counts[:20]) / sum(counts) > 0.5
    assert counts[0] / counts[9] > 4


def test_claims_are_as_mixed_as_in_news(corpus: Corpus) -> None:
    extractions = [corpus.extraction(number) for number in range(3000)]
    claims = [claim for extraction in extractions for claim in extraction.claims]
    modalities = Counter(claim.modality for claim in claims)
    assert 0.75 < modalities[Modality.ASSERTED] / len(claims) < 0.9
    assert min(modalities[each] for each in Modality) / len(claims) > 0.02
    assert {claim.type for claim in claims} == set(RelationType)
    assert {len(claim.speakers) for claim in claims} == {0, 1, 2}
    links = Counter(link.decision for extraction in extractions for link in extraction.links)
    assert links[LinkDecision.LINKED] > links[LinkDecision.NIL] > 100
    dates = [extraction.article.date for extraction in extractions]
    assert {day.year for day in dates if day} == set(range(2015, 2026))


def test_who_is_called_by_an_office_holds_it_on_that_day(corpus: Corpus) -> None:
    claims = [
        (extraction.article.date, claim.subjects[0])
        for extraction in map(corpus.extraction, range(1000))
        for claim in extraction.claims
        if claim.type is RelationType.OFFICE and claim.subjects[0].key
    ]
    from diplograph.register import load_register

    register = load_register()
    assert len(claims) > 50
    assert all(day and register.in_office(str(person.key), day) for day, person in claims)
