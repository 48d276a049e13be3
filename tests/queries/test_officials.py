"""For whom an actor stands in the saved questions: itself, those it belongs to, those whose office it then holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from diplograph.api.rdf import to_graph
from diplograph.graph import article_quads
from diplograph.model import (
    Actor,
    ActorClass,
    Article,
    Claim,
    Evidence,
    Extraction,
    Iri,
    Modality,
    RelationKind,
    RelationType,
    Span,
    Speaker,
    TimeExpression,
)
from diplograph.queries import Parameter, bind, get_question
from diplograph.sources import make_article
from diplograph.store import ArticleRecord, Solutions, Store, open_store, read_rdf
from diplograph.vocab import GRAPH_REGISTER, KB

FOLDER = Path(__file__).parent

EGYPT = Actor("Egypt", ActorClass.STATE, "Egypt")
ERITREA = Actor("Eritrea", ActorClass.STATE, "Eritrea")
SUDAN = Actor("Sudan", ActorClass.STATE, "Sudan")
KNOWN = {
    "Egypt": EGYPT,
    "Ethiopia": Actor("Ethiopia", ActorClass.STATE, "Ethiopia"),
    "African_Union": Actor("African Union", ActorClass.INTERGOVERNMENTAL_ORGANIZATION, "African_Union"),
    "Ministry_of_Defence_of_Egypt": Actor(
        "Ministry of Defence of Egypt", ActorClass.GOVERNMENT_BODY, "Ministry_of_Defence_of_Egypt", EGYPT
    ),
}
FAMILIES = {
    RelationKind.MEDIATION: RelationType.MEDIATES,
    RelationKind.MILITARY: RelationType.BACKS,
    RelationKind.TREATY: RelationType.BACKS,
    RelationKind.TALKS: RelationType.MEETS,
    RelationKind.ACCUSE: RelationType.SPEECH_ACT,
    RelationKind.SHELLING: RelationType.ARMED_ACTION,
}
WHOLES = {
    "Egypt": "state/Egypt",
    "Ethiopia": "state/Ethiopia",
    "African_Union": "organization/African_Union",
    "Ministry_of_Defence_of_Egypt": "organization/Ministry_of_Defence_of_Egypt",
}
ASKED = [*(("oxigraph", whole) for whole in WHOLES), ("rdflib", "Egypt")]
"""Engines, and after whom each is asked: rdflib takes its time, and is asked about every other case."""
EGYPTIAN_OFFICES = {"2014-06-17", "2018-06-14", "2024-07-03"}

MEDIATES, BACKS, MEETS = RelationType.MEDIATES, RelationType.BACKS, RelationType.MEETS
STATEMENT, VIOLENCE = RelationType.SPEECH_ACT, RelationType.ARMED_ACTION

ROLES = [
    ("who-mediates", "mediator", MEDIATES),
    ("who-mediates", "party", MEDIATES),
    ("who-backs-whom", "backer", BACKS),
    ("who-backs-whom", "backed", BACKS),
    ("who-meets-where", "participant", MEETS),
    ("who-says-what-to-whom", "source", STATEMENT),
    ("who-says-what-to-whom", "target", STATEMENT),
    ("who-attacks-whom", "actor", VIOLENCE),
    ("timeline-of-actor", "actor", MEDIATES),
    ("timeline-of-actor", "actor", MEETS),
    ("what-changed-since", "actor", BACKS),
    ("what-changed-since", "actor", MEETS),
]
SPEAKERS = [
    ("claims-by-speaker", "speaker", BACKS),
    ("who-mediates", "speaker", MEDIATES),
    ("who-backs-whom", "speaker", BACKS),
    ("who-meets-where", "speaker", MEETS),
    ("who-attacks-whom", "speaker", VIOLENCE),
]


@dataclass(frozen=True, slots=True)
class Case:
    """An actor in an article of its own.

    Attributes:
        name: what is special about it.
        actor: who plays all parts and speaks.
        published: the article's day.
        day: the day that the article gives for everything.
        acts_for: the states and bodies that the actor stands for in what is told.
        speaks_for: those that it stands for as a speaker.
    """

    name: str
    actor: Actor
    published: date | None
    day: date | None
    acts_for: frozenset[str]
    speaks_for: frozenset[str]


def _case(row: Mapping[str, Any]) -> Case:
    actor = KNOWN.get(row["actor"]) or Actor(row["actor"], ActorClass.PERSON, row["actor"])
    if "of" in row:
        actor = Actor(row["actor"], ActorClass(row["class"]), None, KNOWN[row["of"]])
    published, day = (date.fromisoformat(row[key]) if key in row else None for key in ("published", "day"))
    acts_for = frozenset(row["for"])
    return Case(row["case"], actor, published, day, acts_for, frozenset(row.get("speaks_for", acts_for)))


CASES = [_case(json.loads(line)) for line in (FOLDER / "officials.jsonl").read_text("utf-8").splitlines()]


class Draft:
    """An article that grows by one sentence and claim at a time; claims of other families are left out."""

    def __init__(self, opening: str, family: RelationType, day: date | None = None) -> None:
        self._text = f"{opening}. "
        self._family = family
        self._time = TimeExpression("then", day.isoformat(), day, day) if day else None
        self._claims: list[Claim] = []

    def add(
        self,
        kind: RelationKind,
        subjects: tuple[Actor, ...],
        objects: tuple[Actor, ...] = (),
        *,
        modality: Modality = Modality.ASSERTED,
        speaker: Actor | None = None,
    ) -> None:
        if FAMILIES[kind] is not self._family:
            return
        sentence = f"Sentence {len(self._claims)}."
        span = Span(len(self._text), len(self._text) + len(sentence), sentence)
        speakers = (Speaker(speaker.label, speaker),) if speaker else ()
        self._text += f"{sentence} "
        self._claims.append(
            Claim(
                self._family,
                kind,
                subjects,
                objects,
                modality,
                Evidence(span, span),
                time=self._time,
                speakers=speakers,
            )
        )

    def save(self, store: Store, published: date | None) -> Article:
        article = make_article(self._text, published, "Nile Courier")
        record = ArticleRecord(article.id, article.id * 4, article.date, article.source)
        store.add_article(record, article_quads(Extraction(article, tuple(self._claims), ())))
        return article


def _write_case(draft: Draft, actor: Actor) -> None:
    """The actor plays every part with Eritrea or Sudan, and says things of the two."""
    draft.add(RelationKind.MEDIATION, (actor,), (SUDAN, ERITREA))
    draft.add(RelationKind.MEDIATION, (SUDAN,), (actor, ERITREA))
    draft.add(RelationKind.MILITARY, (actor,), (ERITREA,))
    draft.add(RelationKind.MILITARY, (ERITREA,), (actor,))
    draft.add(RelationKind.TREATY, (actor, ERITREA))
    draft.add(RelationKind.TALKS, (actor, ERITREA))
    draft.add(RelationKind.TALKS, (actor, SUDAN), modality=Modality.DENIED)
    draft.add(RelationKind.ACCUSE, (actor,), (ERITREA,))
    draft.add(RelationKind.ACCUSE, (ERITREA,), (actor,))
    draft.add(RelationKind.SHELLING, (actor,), (ERITREA,))
    draft.add(RelationKind.MEDIATION, (SUDAN,), (ERITREA,), speaker=actor)
    draft.add(RelationKind.MILITARY, (SUDAN,), (ERITREA,), speaker=actor)
    draft.add(RelationKind.TALKS, (SUDAN, ERITREA), speaker=actor)
    draft.add(RelationKind.SHELLING, (SUDAN,), (ERITREA,), speaker=actor)


def _write_counterpart(draft: Draft, whole: Actor) -> None:
    """It is denied of a state or body what the cases say of the actor, and said what they deny."""
    denied = Modality.DENIED
    draft.add(RelationKind.MEDIATION, (whole,), (ERITREA,), modality=denied)
    draft.add(RelationKind.MILITARY, (whole,), (ERITREA,), modality=denied)
    draft.add(RelationKind.MILITARY, (ERITREA,), (whole,), modality=denied)
    draft.add(RelationKind.TREATY, (whole, ERITREA), modality=denied)
    draft.add(RelationKind.TALKS, (whole, ERITREA), modality=denied)
    draft.add(RelationKind.TALKS, (whole, SUDAN))


@dataclass(frozen=True, slots=True)
class World:
    """The articles of all cases, each with claims of one family, in a store and, for another engine, in one graph.

    Attributes:
        cases: the name of the case by the id of its article.
        counterparts: the id of the article on each state or body.
    """

    store: Store
    graph: Graph
    cases: Mapping[str, str]
    counterparts: Mapping[str, str]


@cache
def _world(family: RelationType, cases: tuple[Case, ...] = tuple(CASES)) -> World:
    store = open_store("memory:")
    files = [(FOLDER / name).read_bytes() for name in ("register.ttl", "officials.ttl")]
    register = [quad for file in files for quad in read_rdf(file, file_format="ttl", graph_name=GRAPH_REGISTER)]
    store.replace_graph(GRAPH_REGISTER, register)
    names, counterparts = {}, {}
    for case in cases:
        draft = Draft(case.name, family, case.day)
        _write_case(draft, case.actor)
        names[draft.save(store, case.published).id] = case.name
    for key in WHOLES:
        draft = Draft(f"Of {key}", family)
        _write_counterpart(draft, KNOWN[key])
        counterparts[key] = draft.save(store, date(2020, 1, 1)).id
    return World(store, to_graph(quad[:3] for quad in store.quads()), names, counterparts)


def _sparql(name: str, **values: str) -> str:
    question = get_question(name)
    opened = {parameter.name: "all" for parameter in question.parameters if parameter.is_optional}
    required = {"since": "1990-01-01"} if name == "what-changed-since" else {}
    return bind(question, {**opened, **required, **values}, _in_register)


def _in_register(name: str, _parameter: Parameter) -> list[Iri]:
    return [Iri(KB + name)]


def _texts(world: World, engine: str, sparql: str, *columns: str) -> set[tuple[str, ...]]:
    """The rows of an answer, cut to these columns; empty where a row has nothing."""
    if engine == "rdflib":
        return {tuple(str(row[column] or "") for column in columns) for row in world.graph.query(sparql)}
    answer = world.store.query(sparql)
    assert isinstance(answer, Solutions)
    places = [answer.variables.index(column) for column in columns]
    return {tuple(term.value if (term := row[place]) else "" for place in places) for row in answer.rows}


def _articles(world: World, engine: str, sparql: str, *columns: str) -> set[tuple[str, ...]]:
    """The ids of the articles that the claims of these columns are from, row by row."""
    return {tuple(cell.split("/")[0] for cell in row) for row in _texts(world, engine, sparql, *columns)}


def _cases_for(engine: str) -> tuple[Case, ...]:
    return tuple(CASES[::2] if engine == "rdflib" else CASES)


def _cases_found(engine: str, name: str, parameter: str, family: RelationType, whole: str) -> set[str]:
    world = _world(family, _cases_for(engine))
    found = _articles(world, engine, _sparql(name, **{parameter: WHOLES[whole]}), "claimId")
    return {world.cases[article] for (article,) in found if article in world.cases}


def _is_reported(case: Case, name: str) -> bool:
    """Whether the question looks at the case's article; an undated one changes nothing since a day."""
    return name != "what-changed-since" or case.published is not None


@pytest.mark.parametrize(("name", "parameter", "family"), ROLES)
@pytest.mark.parametrize(("engine", "whole"), ASKED)
def test_an_official_acts_for_those_whose_office_is_held_on_the_day(
    engine: str, name: str, parameter: str, family: RelationType, whole: str
) -> None:
    expected = {case.name for case in _cases_for(engine) if whole in case.acts_for and _is_reported(case, name)}
    assert _cases_found(engine, name, parameter, family, whole) == expected


@pytest.mark.parametrize(("name", "parameter", "family"), SPEAKERS)
@pytest.mark.parametrize(("engine", "whole"), ASKED)
def test_a_speaker_speaks_for_those_whose_office_is_held_on_the_day_of_the_report(
    engine: str, name: str, parameter: str, family: RelationType, whole: str
) -> None:
    expected = {case.name for case in _cases_for(engine) if whole in case.speaks_for}
    assert _cases_found(engine, name, parameter, family, whole) == expected


@pytest.mark.parametrize("family", [MEDIATES, BACKS, MEETS])
def test_claim_and_denial_meet_in_those_whom_both_act_for(family: RelationType) -> None:
    world = _world(family)
    found = _articles(world, "oxigraph", _sparql("what-is-contradicted"), "claimId", "denialId")
    for whole, counterpart in world.counterparts.items():
        common = {whole, *([KNOWN[whole].of.key] if KNOWN[whole].of else [])}
        expected = {case.name for case in CASES if common & case.acts_for}
        claimed = {world.cases[claim] for claim, denial in found if denial == counterpart and claim in world.cases}
        denied = {world.cases[denial] for claim, denial in found if claim == counterpart and denial in world.cases}
        assert claimed == expected, whole
        assert denied == (expected if family is MEETS else set()), whole


@pytest.mark.parametrize(
    ("whole", "days"), [("Ethiopia", {"2010-09-29"}), ("African_Union", {"2017-03-14"}), ("Egypt", EGYPTIAN_OFFICES)]
)
@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_a_timeline_has_the_offices_of_an_actor_and_no_others_of_its_officials(
    engine: str, whole: str, days: set[str]
) -> None:
    rows = _texts(_world(MEETS), engine, _sparql("timeline-of-actor", actor=WHOLES[whole]), "date", "kind")
    assert {day for day, kind in rows if kind == "office"} == days
