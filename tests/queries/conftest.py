"""A store with two invented articles on the Nile dam and a small register, written by the graph module."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from diplograph.graph import article_quads
from diplograph.model import (
    Actor,
    ActorClass,
    Claim,
    Conflict,
    Evidence,
    Extraction,
    Iri,
    Modality,
    Place,
    RelationKind,
    RelationType,
    Span,
    Speaker,
    TimeExpression,
    Toll,
    Topic,
)
from diplograph.queries import Answer, Parameter, bind, get_question, read_answer
from diplograph.sources import make_article
from diplograph.store import ArticleRecord, Solutions, Store, open_store, read_rdf
from diplograph.vocab import GRAPH_REGISTER, KB

REGISTER = Path(__file__).parent / "register.ttl"

ETHIOPIA = Actor("Ethiopia", ActorClass.STATE, "Ethiopia")
EGYPT = Actor("Egypt", ActorClass.STATE, "Egypt")
SUDAN = Actor("Sudan", ActorClass.STATE, "Sudan")
ERITREA = Actor("Eritrea", ActorClass.STATE, "Eritrea")
UNION = Actor("African Union", ActorClass.INTERGOVERNMENTAL_ORGANIZATION, "African_Union")
MINISTRY = Actor("Ministry of Defence of Egypt", ActorClass.GOVERNMENT_BODY, "Ministry_of_Defence_of_Egypt", EGYPT)
SHOUKRY = Actor("Sameh Shoukry", ActorClass.PERSON, "Sameh_Shoukry", EGYPT)
OFFICER = Speaker("Sudanese officer", Actor("Sudanese officer", ActorClass.GROUP, None, SUDAN), is_named=False)
NILE_PRESS = Actor("Nile Press", ActorClass.OUTLET, "Nile_Press")
NILE_COURIER = Speaker("Nile Courier", Actor("Nile Courier", ActorClass.OUTLET, None, NILE_PRESS))
DAM = Conflict("Nile dam dispute", "Nile_dam")
KHARTOUM = Place("Khartoum", "Khartoum")
MONDAY = TimeExpression("Monday", "2020-06-15", date(2020, 6, 15), date(2020, 6, 15))

FIRST = (
    "The African Union is mediating between Ethiopia and Egypt over the dam. "
    "Sameh Shoukry will hold talks with Sudan in Khartoum on Monday. "
    "A Sudanese officer told the Nile Courier that Eritrea sends drones to the Egyptian army. "
    "Egypt and Sudan are bound by a defence pact. "
)
SECOND = (
    "The Egyptian defence ministry denied that Eritrea sends it drones. "
    "Sameh Shoukry held talks with Sudan in Khartoum on Monday of last week. "
    "Cairo said Sudan could mediate between Ethiopia and Egypt. "
    "Egypt accused Eritrea of shelling Khartoum. "
    "At least 12 Egyptian soldiers were killed by Eritrea, Cairo said. "
)


def _evidence(text: str, number: int) -> Evidence:
    sentences = [sentence + "." for sentence in text.split(". ") if sentence.strip()]
    start = text.index(sentences[number])
    span = Span(start, start + len(sentences[number]), sentences[number])
    return Evidence(span, span)


def _first_claims() -> tuple[Claim, ...]:
    mediates, backs, meets = RelationType.MEDIATES, RelationType.BACKS, RelationType.MEETS
    return (
        Claim(
            mediates,
            RelationKind.MEDIATION,
            (UNION,),
            (ETHIOPIA, EGYPT),
            Modality.ASSERTED,
            _evidence(FIRST, 0),
            conflict=DAM,
        ),
        Claim(
            meets,
            RelationKind.TALKS,
            (SHOUKRY, SUDAN),
            (),
            Modality.PLANNED,
            _evidence(FIRST, 1),
            place=KHARTOUM,
            time=MONDAY,
        ),
        Claim(
            backs,
            RelationKind.MILITARY,
            (ERITREA,),
            (MINISTRY,),
            Modality.CLAIMED,
            _evidence(FIRST, 2),
            speakers=(OFFICER, NILE_COURIER),
        ),
        Claim(backs, RelationKind.TREATY, (EGYPT, SUDAN), (), Modality.ASSERTED, _evidence(FIRST, 3)),
    )


def _second_claims() -> tuple[Claim, ...]:
    denial = Claim(
        RelationType.BACKS,
        RelationKind.MILITARY,
        (ERITREA,),
        (EGYPT,),
        Modality.DENIED,
        _evidence(SECOND, 0),
        speakers=(Speaker("Egyptian defence ministry", MINISTRY),),
    )
    held = Claim(
        RelationType.MEETS,
        RelationKind.TALKS,
        (SHOUKRY, SUDAN),
        (),
        Modality.ASSERTED,
        _evidence(SECOND, 1),
        place=KHARTOUM,
        time=MONDAY,
    )
    proposal = Claim(
        RelationType.MEDIATES,
        RelationKind.MEDIATION,
        (SUDAN,),
        (ETHIOPIA, EGYPT),
        Modality.HYPOTHETICAL,
        _evidence(SECOND, 2),
        speakers=(Speaker("Egypt", EGYPT),),
    )
    return denial, held, proposal, *_second_circle()


def _second_circle() -> tuple[Claim, ...]:
    topic = SECOND.index("shelling Khartoum")
    return (
        Claim(
            RelationType.SPEECH_ACT,
            RelationKind.ACCUSE,
            (EGYPT,),
            (ERITREA,),
            Modality.ASSERTED,
            _evidence(SECOND, 3),
            detail=Topic(Span(topic, topic + len("shelling Khartoum"), "shelling Khartoum")),
        ),
        Claim(
            RelationType.ARMED_ACTION,
            RelationKind.SHELLING,
            (ERITREA,),
            (),
            Modality.CLAIMED,
            _evidence(SECOND, 3),
            place=KHARTOUM,
            speakers=(Speaker("Egypt", EGYPT),),
        ),
        Claim(
            RelationType.CASUALTIES,
            RelationKind.KILLED,
            (EGYPT,),
            (ERITREA,),
            Modality.ASSERTED,
            _evidence(SECOND, 4),
            speakers=(Speaker("Egypt", EGYPT),),
            detail=Toll("At least 12 Egyptian soldiers", 12, None),
        ),
    )


def _add(store: Store, text: str, day: date, claims: tuple[Claim, ...]) -> str:
    article = make_article(text, day, "Nile Courier")
    record = ArticleRecord(article.id, article.id * 4, article.date, article.source)
    store.add_article(record, article_quads(Extraction(article, claims, ())))
    return article.id


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("memory:") as opened:
        register = read_rdf(REGISTER.read_bytes(), file_format="ttl", graph_name=GRAPH_REGISTER)
        opened.replace_graph(GRAPH_REGISTER, register)
        _add(opened, FIRST, date(2020, 6, 10), _first_claims())
        _add(opened, SECOND, date(2020, 6, 24), _second_claims())
        yield opened


def resolve_here(name: str, _parameter: Parameter) -> list[Iri]:
    """Names of this register, given as the end of their IRI."""
    return [Iri(KB + name)]


class Asker:
    """Asks saved questions of a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __call__(self, name: str, **values: str | list[str]) -> Answer:
        question = get_question(name)
        solutions = self.store.query(bind(question, values, resolve_here))
        assert isinstance(solutions, Solutions)
        return read_answer(question, solutions)


@pytest.fixture(scope="module")
def ask(store: Store) -> Asker:
    return Asker(store)
