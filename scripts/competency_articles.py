"""Makes an article and what was read out of it from a readable description; see competency_data.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from diplograph.graph.partial_dates import first_day, last_day
from diplograph.model import (
    Actor,
    ActorClass,
    AgreementName,
    Certainty,
    Claim,
    Conflict,
    Dating,
    Detail,
    Evidence,
    Extraction,
    Link,
    LinkDecision,
    Modality,
    OfficeTitle,
    Place,
    Polarity,
    RelationKind,
    RelationType,
    Span,
    Speaker,
    TimeExpression,
    Toll,
    Topic,
)
from diplograph.register import Tables
from diplograph.sources import make_article

_OF_ARTICLE: Final = {"name", "date", "source", "title", "reader", "dating", "sentences"}
_OF_SENTENCE: Final = {"text", "claims", "names"}
_OF_CLAIM: Final = {
    "relation", "subjects", "objects", "words", "modality", "polarity", "certainty", "speakers", "conflict", "place",
    "time", "note", "score", "office", "agreement", "topic", "toll",
}  # fmt: skip
_ACTOR_CLASSES: Final = {"states": ActorClass.STATE, "polities": ActorClass.DISPUTED_POLITY}


class ArticleWriter:
    """Makes extractions of a register's actors and of actors that only the dataset names.

    Args:
        tables: the register.
        strangers: actors that it lacks, by name: their `class`, whom they are `of`, and their `name` if two share it.
    """

    def __init__(self, tables: Tables, strangers: Mapping[str, Mapping[str, str]]) -> None:
        self._actors = dict(_known_actors(tables))
        for name, entry in strangers.items():
            of = self._actors[entry["of"]] if "of" in entry else None
            self._actors[name] = Actor(entry.get("name", name), ActorClass(entry["class"]), of=of)
        self._places = {row.key: Place(row.label, row.key) for row in tables.places}
        self._conflicts = {row.key: Conflict(row.label, row.key) for row in tables.conflicts}

    def write(self, entry: Mapping[str, Any]) -> Extraction:
        """The extraction that an article's entry describes.

        Raises:
            ValueError: the entry holds a name that means nothing, or words that its sentence lacks.
        """
        _refuse_others(entry, _OF_ARTICLE)
        sentences = [each["text"] for each in entry["sentences"]]
        article = make_article(" ".join(sentences), _text(entry.get("date")), entry.get("source"), entry.get("title"))
        claims: list[Claim] = []
        links: list[Link] = []
        start = 0
        for each in entry["sentences"]:
            _refuse_others(each, _OF_SENTENCE)
            sentence = Span(start, start + len(each["text"]), each["text"])
            claims += [self._claim(claim, sentence) for claim in each.get("claims", ())]
            links += [self._link(link, sentence) for link in each.get("names", ())]
            start = sentence.end + 1
        return Extraction(
            article, tuple(claims), tuple(links), reader=entry.get("reader", "rules/1"), dating=_dating(entry)
        )

    def _claim(self, entry: Mapping[str, Any], sentence: Span) -> Claim:
        _refuse_others(entry, _OF_CLAIM)
        relation, kind = entry["relation"].split("/")
        detail = _detail(entry, sentence)
        return Claim(
            type=RelationType(relation),
            kind=RelationKind(kind),
            subjects=self._find_all(entry.get("subjects", ())),
            objects=self._find_all(entry.get("objects", ())),
            modality=Modality(entry.get("modality", "asserted")),
            evidence=Evidence(sentence, _find_span(sentence, entry.get("words", sentence.exact))),
            polarity=Polarity(entry.get("polarity", "affirmative")),
            certainty=Certainty(entry.get("certainty", "certain")),
            place=self._place(entry["place"]) if "place" in entry else None,
            time=_time(entry["time"]) if "time" in entry else None,
            conflict=self._conflicts[entry["conflict"]] if "conflict" in entry else None,
            speakers=tuple(self._speaker(each) for each in entry.get("speakers", ())),
            score=float(entry.get("score", 1)),
            note=entry.get("note", detail.words if detail else None),
            detail=detail,
        )

    def _link(self, entry: Mapping[str, Any], sentence: Span) -> Link:
        decision = LinkDecision(entry.get("decision", "linked"))
        span = _find_span(sentence, entry["words"])
        return Link(span, decision, self._find(entry["actor"]), float(entry.get("score", 1)), entry["reason"])

    def _speaker(self, entry: str | Mapping[str, str]) -> Speaker:
        """A speaker by name, or by `actor` and the words (`as`) that the text has for it."""
        if isinstance(entry, str):
            entry = {"actor": entry}
        actor = self._find(entry["actor"])
        return Speaker(entry.get("as", actor.label), actor, is_named=actor.actor_class is not ActorClass.GROUP)

    def _place(self, name: str) -> Place:
        return self._places.get(name) or Place(name)

    def _find_all(self, names: Sequence[str]) -> tuple[Actor, ...]:
        return tuple(map(self._find, names))

    def _find(self, name: str) -> Actor:
        if name not in self._actors:
            raise ValueError(f"{name} is neither in the dataset's part of the register nor among its actors")
        return self._actors[name]


def _known_actors(tables: Tables) -> Iterator[tuple[str, Actor]]:
    for name, actor_class in _ACTOR_CLASSES.items():
        yield from ((row.key, Actor(row.label, actor_class, row.key)) for row in getattr(tables, name))
    for row in tables.organizations:
        yield row.key, Actor(row.label, ActorClass(row.class_), row.key)
    yield from ((row.key, Actor(row.label, ActorClass.PERSON, row.key)) for row in tables.persons)


def _detail(entry: Mapping[str, Any], sentence: Span) -> Detail | None:
    if "office" in entry:
        return OfficeTitle(**entry["office"])
    if "agreement" in entry:
        return AgreementName(**entry["agreement"])
    if "topic" in entry:
        return Topic(_find_span(sentence, entry["topic"]))
    return Toll(**entry["toll"]) if "toll" in entry else None


def _time(value: object) -> TimeExpression:
    """A time by its EDTF notation: a date cut to what is known, or an interval of two, either side open or unknown."""
    edtf = str(value)
    begin, _, end = edtf.partition("/") if "/" in edtf else (edtf, "", edtf)
    begin, end = (part.strip("~?%.") for part in (begin, end))
    # A digit that is not known is at least 0 and at most 9.
    return TimeExpression(
        surface=edtf,
        edtf=edtf,
        earliest=first_day(begin.replace("X", "0")) if begin else None,
        latest=last_day(end.replace("X", "9")) if end else None,
    )


def _dating(entry: Mapping[str, Any]) -> Dating | None:
    if "dating" not in entry:
        return None
    given = entry["dating"]
    earliest, latest = (date.fromisoformat(str(given[name])) for name in ("earliest", "latest"))
    return Dating(earliest, latest, confidence=float(given["confidence"]))


def _find_span(sentence: Span, words: str) -> Span:
    if words not in sentence.exact:
        raise ValueError(f"{words!r} does not stand in {sentence.exact!r}")
    start = sentence.start + sentence.exact.index(words)
    return Span(start, start + len(words), words)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _refuse_others(entry: Mapping[str, Any], allowed: set[str]) -> None:
    if others := entry.keys() - allowed:
        raise ValueError(f"entries that mean nothing: {', '.join(sorted(others))}")
