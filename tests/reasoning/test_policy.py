"""When claims count as real: by themselves, together, after review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from handmade import (
    AIDE,
    ARMENIA,
    AZERBAIJAN,
    DIPLOMAT,
    FRANCE,
    LAVROV,
    MNATSAKANYAN,
    RUSSIA,
    RUSSIAN_MINISTRY,
    TURKEY,
    extraction_of,
    item_of,
    make_claim,
)

from diplograph.errors import UsageError
from diplograph.model import Actor, Modality, Polarity, Speaker
from diplograph.reasoning import Policy, infer, record_policy, recorded_policy
from diplograph.reasoning.corroboration import Voice, has_independent
from diplograph.store import ArticleRecord, Store
from diplograph.vocab import ARTICLE, DG, GRAPH_INFERRED

ARMS = "{number}. Turkey is flying arms to Azerbaijan."
UNNAMED = Speaker("A European diplomat", DIPLOMAT, is_named=False)


def said_by(actor: Actor) -> Speaker:
    return Speaker(actor.label, actor)


def add(
    store: Store,
    number: int,
    outlet: str | None,
    *speakers: Speaker,
    modality: Modality = Modality.CLAIMED,
    score: float = 0.9,
) -> ArticleRecord:
    """Add an article in which somebody says that Turkey backs Azerbaijan."""
    text = ARMS.format(number=number)
    claim = make_claim(
        "backs/arms", (TURKEY,), (AZERBAIJAN,), words="flying arms", text=text, modality=modality, speakers=speakers,
        score=score,
    )  # fmt: skip
    extraction = extraction_of(claim, text=text)
    record, quads = item_of(replace(extraction, article=replace(extraction.article, source=outlet)))
    store.add_article(record, quads)
    return record


def backs(store: Store) -> bool:
    infer(store)
    return any(quad.predicate.value == DG.backs for quad in store.quads(GRAPH_INFERRED))


SOURCES: list[tuple[str, Sequence[tuple[str | None, Speaker | None]], bool]] = [
    ("one source", [("Wire", said_by(ARMENIA))], False),
    ("two states in two papers", [("Wire", said_by(ARMENIA)), ("Post", said_by(FRANCE))], True),
    ("two states in one paper", [("Wire", said_by(ARMENIA)), ("wire", said_by(FRANCE))], False),
    ("one state in two papers", [("Wire", said_by(ARMENIA)), ("Post", said_by(ARMENIA))], False),
    ("a state and its minister", [("Wire", said_by(ARMENIA)), ("Post", said_by(MNATSAKANYAN))], False),
    ("a minister and a colleague", [("Wire", said_by(LAVROV)), ("Post", said_by(RUSSIAN_MINISTRY))], False),
    ("two ministers", [("Wire", said_by(LAVROV)), ("Post", said_by(MNATSAKANYAN))], True),
    ("an unknown aide of a known state", [("Wire", said_by(AIDE)), ("Post", said_by(RUSSIA))], True),
    ("an unknown aide and the own state", [("Wire", said_by(AIDE)), ("Post", said_by(AZERBAIJAN))], False),
    ("nobody named", [("Wire", UNNAMED), ("Post", said_by(FRANCE))], False),
    ("no speaker", [("Wire", None), ("Post", said_by(FRANCE))], False),
    ("no outlet", [(None, said_by(ARMENIA)), ("Post", said_by(FRANCE))], False),
    (
        "two of three",
        [("Wire", said_by(ARMENIA)), ("Wire", said_by(FRANCE)), ("Post", said_by(ARMENIA))],
        True,
    ),
]


@pytest.mark.parametrize(("sources", "expected"), [each[1:] for each in SOURCES], ids=[each[0] for each in SOURCES])
def test_claims_count_once_two_independent_sources_make_them(
    store: Store, sources: Sequence[tuple[str | None, Speaker | None]], expected: bool
) -> None:
    for number, (outlet, speaker) in enumerate(sources):
        add(store, number, outlet, *([speaker] if speaker else []))
        infer(store)
    assert backs(store) == expected


def test_an_assertion_needs_no_second_source(store: Store) -> None:
    add(store, 1, None, modality=Modality.ASSERTED)
    assert backs(store)


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.PLANNED, Modality.HYPOTHETICAL])
def test_no_number_of_sources_makes_a_denial_a_plan_or_a_supposition_real(store: Store, modality: Modality) -> None:
    for number, speaker in enumerate((ARMENIA, FRANCE, RUSSIA)):
        add(store, number, f"Paper {number}", said_by(speaker), modality=modality)
    record_policy(store, Policy(least_sources=1))
    assert not backs(store)


def test_a_retraction_takes_the_second_source_away_and_restoring_brings_it_back(store: Store) -> None:
    add(store, 1, "Wire", said_by(ARMENIA))
    second = add(store, 2, "Post", said_by(FRANCE))
    assert backs(store)
    store.retract(second.id)
    assert not backs(store)
    store.restore(second.id)
    assert backs(store)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy(), True),
        (Policy(least_sources=0), False),
        (Policy(least_sources=1), True),
        (Policy(least_sources=3), False),
        (Policy(least_score=Decimal("0.5")), False),
        (Policy(least_score=Decimal("0.4")), True),
    ],
)
def test_the_policy_is_a_setting_that_the_store_records(store: Store, policy: Policy, expected: bool) -> None:
    add(store, 1, "Wire", said_by(ARMENIA))
    add(store, 2, "Post", said_by(FRANCE), score=0.4)
    assert backs(store)
    record_policy(store, policy)
    assert backs(store) == expected
    assert recorded_policy(store) == policy
    record_policy(store, Policy())
    assert backs(store)


def test_the_default_policy_is_recorded_too(store: Store) -> None:
    assert recorded_policy(store) is None
    infer(store)
    assert recorded_policy(store) == Policy()


@pytest.mark.parametrize("values", [{"least_sources": -1}, {"least_score": Decimal("1.5")}])
def test_a_policy_out_of_range_is_refused(values: dict[str, int]) -> None:
    with pytest.raises(UsageError) as caught:
        Policy(**values)  # type: ignore[arg-type]
    assert caught.value.hint


def review(store: Store, record: ArticleRecord, verdict: str) -> None:
    store.update(
        "INSERT DATA { GRAPH <https://w3id.org/diplograph/graph/reviews> {"
        f" <https://w3id.org/diplograph/review/{record.id}/{verdict}> a dg:Assessment ;"
        f" dg:assesses <{ARTICLE}{record.id}/claim/1> ; dg:hasVerdict code:verdict-{verdict} }} }}"
    )


@pytest.mark.parametrize(
    ("modality", "verdicts", "expected"),
    [
        (Modality.ASSERTED, ["rejected"], False),
        (Modality.ASSERTED, ["disputed"], False),
        (Modality.ASSERTED, ["open"], True),
        (Modality.CLAIMED, ["accepted"], True),
        (Modality.CLAIMED, ["accepted", "disputed"], False),
        (Modality.CLAIMED, ["open"], False),
        (Modality.DENIED, ["accepted"], False),
        (Modality.PLANNED, ["accepted"], False),
    ],
)
def test_a_review_decides_over_the_modality(
    store: Store, modality: Modality, verdicts: list[str], expected: bool
) -> None:
    record = add(store, 1, "Wire", said_by(ARMENIA), modality=modality)
    infer(store)
    for verdict in verdicts:
        review(store, record, verdict)
    assert backs(store) == expected


def test_a_rejected_claim_is_no_second_source(store: Store) -> None:
    add(store, 1, "Wire", said_by(ARMENIA))
    record = add(store, 2, "Post", said_by(FRANCE))
    assert backs(store)
    review(store, record, "rejected")
    assert not backs(store)


def test_policies_read_as_sentences() -> None:
    said = [str(Policy(n)) for n in (0, 1, 2)] + [str(Policy(least_score=Decimal("0.5")))]
    assert all(re.fullmatch(r"what an article asserts counts as real, .*", each) for each in said)
    assert len(set(said)) == 4


def test_three_independent_voices_are_found_among_many() -> None:
    chain = [Voice(f"Paper {n}", frozenset({f"s{n}", f"s{n + 1}"})) for n in range(6)]
    assert has_independent(chain, 3)
    assert not has_independent(chain, 4)
    assert not has_independent([], 1)


def test_a_negated_claim_is_no_source(store: Store) -> None:
    for number, speaker in enumerate((ARMENIA, FRANCE)):
        text = ARMS.format(number=number)
        claim = make_claim(
            "backs/arms", (TURKEY,), (AZERBAIJAN,), words="flying arms", text=text, modality=Modality.CLAIMED,
            polarity=Polarity.NEGATIVE, speakers=(said_by(speaker),),
        )  # fmt: skip
        extraction = extraction_of(claim, text=text)
        store.add_article(*item_of(replace(extraction, article=replace(extraction.article, source=f"Paper {number}"))))
    assert not backs(store)
