"""Copies of one report are found, kept, and counted as one source."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from handmade import ARMENIA, AZERBAIJAN, FRANCE, RUSSIA, TURKEY, extraction_of, item_of, make_claim

from diplograph.model import Actor, Iri, Modality, Quad, Speaker
from diplograph.queries import bind, get_question
from diplograph.reasoning import Reasoner, infer
from diplograph.reasoning.explanation import explain
from diplograph.reasoning.inference import audit
from diplograph.store import ArticleRecord, Solutions, Store
from diplograph.vocab import ARTICLE, DG, GRAPH_COPIES, GRAPH_INFERRED, KB, REPORT

REPORTED = "Turkey is flying arms to Azerbaijan, he said on Friday."
OTHER_WORDS = [
    f"{one}{two}" for one in ("la", "mo", "tu", "ke", "ri", "so", "ba") for two in ("ner", "dal", "ves", "pin")
]


WORDS = [f"{one}{two}" for one in ("la", "mo", "tu", "ke", "ri", "so", "ba") for two in ("ner", "dal", "ves", "pin")]


def prose(words: int, seed: int) -> str:
    """Invented words."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words)) + "."


def article(
    body: str,
    outlet: str,
    speaker: Actor,
    *,
    day: date | None = date(2020, 10, 9),
    modality: Modality = Modality.CLAIMED,
) -> tuple[ArticleRecord, list[Quad]]:
    """An article in which a speaker says that Turkey backs Azerbaijan."""
    text = f"{REPORTED} {body}"
    claim = make_claim(
        "backs/arms", (TURKEY,), (AZERBAIJAN,), words="flying arms", text=text, modality=modality,
        speakers=(Speaker(speaker.label, speaker),),
    )  # fmt: skip
    extraction = extraction_of(claim, text=text, day=day)
    return item_of(replace(extraction, article=replace(extraction.article, source=outlet)))


def add(store: Store, *items: tuple[ArticleRecord, list[Quad]]) -> list[str]:
    store.add_articles(items)
    infer(store)
    return [record.id for record, _ in items]


def backs(store: Store) -> bool:
    return any(quad.predicate.value == DG.backs for quad in store.quads(GRAPH_INFERRED))


def reports(store: Store) -> dict[str, str]:
    """By article, the article that its report is named after."""
    return {
        quad.subject.value.removeprefix(ARTICLE): quad.object.value.removeprefix(REPORT)
        for quad in store.quads()
        if quad.predicate.value == DG.carriesReport
    }


BODY = prose(150, 1)
COPY = BODY.replace("lamo", "tuke") + "\n\n(Reporting by A. Writer; Editing by B. Editor)"
SHORTENED = BODY[: len(BODY) * 2 // 3]
DIFFERENT = prose(150, 2)


def test_two_outlets_that_carry_one_report_are_one_source(store: Store) -> None:
    first, second = add(store, article(BODY, "Wire", ARMENIA), article(SHORTENED, "Post", FRANCE))
    assert reports(store) == {first: first, second: first} or reports(store) == {first: second, second: second}
    assert not backs(store)
    add(store, article(DIFFERENT, "Mail", FRANCE))
    assert backs(store)


def test_two_reports_of_one_event_are_two_sources(store: Store) -> None:
    add(store, article(BODY, "Wire", ARMENIA), article(DIFFERENT, "Post", FRANCE))
    assert reports(store) == {} and backs(store)


def test_a_report_tells_when_it_was_first_and_last_seen(store: Store) -> None:
    days = [date(2020, 10, 11), date(2020, 10, 9), None]
    _, earliest, _ = add(
        store,
        *(article(text, text[:5], ARMENIA, day=day) for text, day in zip((BODY, COPY, SHORTENED), days, strict=True)),
    )
    assert set(reports(store).values()) == {earliest}
    stated = {
        quad.predicate.value: quad.object.value
        for quad in store.quads(GRAPH_COPIES + earliest)
        if quad.subject.value == REPORT + earliest
    }
    assert stated[DG.firstSeen] == "2020-10-09T00:00:00Z"
    assert stated[DG.lastSeen] == "2020-10-11T00:00:00Z"


def test_retracting_what_made_two_sources_one_makes_them_two_again(store: Store) -> None:
    """Neither end is a copy of the other; both are copies of what stands between them."""
    words = prose(300, 4).split()
    ends = [article(" ".join(words[start : start + 100]), outlet, speaker) for start, outlet, speaker in (
        (0, "Wire", ARMENIA), (100, "Post", FRANCE),
    )]  # fmt: skip
    middle = article(" ".join(words[15:185]), "Mail", RUSSIA, modality=Modality.DENIED)
    add(store, *ends)
    assert backs(store) and reports(store) == {}
    (between,) = add(store, middle)
    assert not backs(store) and len(reports(store)) == 3
    store.retract(between)
    infer(store)
    assert backs(store) and reports(store) == {}
    store.restore(between)
    infer(store)
    assert not backs(store) and len(reports(store)) == 3


def test_the_order_of_articles_does_not_matter(store: Store) -> None:
    items = [
        article(text, outlet, ARMENIA)
        for text, outlet in ((BODY, "A"), (COPY, "B"), (SHORTENED, "C"), (DIFFERENT, "D"))
    ]
    found = []
    for order in list(permutations(items))[::5]:
        for each in order:
            store.restore(each[0].id) if store.find_article(each[0].id) else store.add_article(*each)
            infer(store)
        found.append({quad for quad in store.quads() if quad.graph_name.value.startswith(GRAPH_COPIES)})
        for record, _ in items:
            store.retract(record.id)
            infer(store)
        assert not any(quad.graph_name.value.startswith(GRAPH_COPIES) for quad in store.quads())
    assert all(each == found[0] for each in found)


def test_short_texts_are_copies_only_word_by_word(store: Store) -> None:
    texts = ("Nothing else is known.", "Nothing else  is KNOWN!", "Nothing more is known.")
    ids = add(store, *(article(text, f"Paper {number}", ARMENIA) for number, text in enumerate(texts)))
    assert set(reports(store)) == set(ids[:2])


@pytest.mark.parametrize("kind", ["missing report", "stray report", "missing band"])
def test_an_audit_finds_what_differs(store: Store, kind: str) -> None:
    first, *_ = add(store, article(BODY, "Wire", ARMENIA), article(COPY, "Post", FRANCE))
    assert audit(store) == []
    copies = list(store.quads(GRAPH_COPIES + first))
    carried = next(quad for quad in copies if quad.predicate.value == DG.carriesReport)
    match kind:
        case "missing report":
            store.change_inferences([], [carried])
        case "stray report":
            store.change_inferences([carried._replace(object=Iri(f"{REPORT}0123456789abcdef"))], [])
        case _:
            store.change_inferences([], [next(quad for quad in copies if quad.predicate.value == DG.textBand)])
    assert audit(store)


def test_only_what_is_alike_is_looked_at(store: Store) -> None:
    ids = add(store, *(article(prose(60, number), f"Paper {number}", ARMENIA) for number in range(10, 30)))
    record, quads = article(prose(60, 10) + " More follows.", "Copy", FRANCE)
    store.add_article(record, quads)
    plan = Reasoner(store)._syndicator.plan([record.id])
    assert set(plan.reports) == {ids[0], record.id} and plan.moved == {ids[0]}


def test_an_explanation_tells_which_claims_count_as_one_source(store: Store) -> None:
    first, second, other = add(
        store, article(BODY, "Wire", ARMENIA), article(COPY, "Post", FRANCE), article(DIFFERENT, "Mail", RUSSIA)
    )
    ends = (Iri(f"{KB}state/Turkey"), DG.backs, Iri(f"{KB}state/Azerbaijan"))
    copies = {ground.premise.value: [each.value for each in ground.copies] for ground in explain(store, *ends).grounds}
    one, two, three = (f"{ARTICLE}{each}/claim/1" for each in (first, second, other))
    assert copies == {one: [two], two: [one], three: []}


def test_the_question_of_copies_has_a_row_for_each_article(store: Store) -> None:
    later = article(COPY, "Post", FRANCE, day=date(2020, 10, 12))
    first, second, other = add(store, article(BODY, "Wire", ARMENIA), later, article(DIFFERENT, "Mail", RUSSIA))
    answer = store.query(get_question("copies-of").sparql)
    assert isinstance(answer, Solutions)
    rows = [dict(zip(answer.variables, row, strict=True)) for row in answer.rows]
    wanted = ("articleId", "report", "copies", "first_seen", "last_seen")
    assert [tuple(row[name].value for name in wanted if row[name]) for row in rows] == [
        (first, first, "2", "2020-10-09", "2020-10-12"),
        (second, first, "2", "2020-10-09", "2020-10-12"),
        (other, other, "1", "2020-10-09", "2020-10-09"),
    ]


def test_asked_for_a_claim_it_has_the_article_and_its_copies_once_each(store: Store) -> None:
    first, second, other = add(
        store, article(BODY, "Wire", ARMENIA), article(COPY, "Post", FRANCE), article(DIFFERENT, "Mail", RUSSIA)
    )
    question = get_question("copies-of")
    for told, expected in ((first, [first, second]), (second, [first, second]), (other, [other])):
        answer = store.query(bind(question, {"claim": f"{told}/1"}, lambda *_: []))
        assert isinstance(answer, Solutions)
        place = answer.variables.index("articleId")
        assert sorted(row[place].value for row in answer.rows if row[place]) == sorted(expected)
