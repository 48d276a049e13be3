"""Extractions and a small register made by hand, for the tests of store, graph, reasoning and export."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial
from typing import Any

from diplograph.graph import article_quads
from diplograph.model import (
    Actor,
    ActorClass,
    Article,
    Claim,
    Conflict,
    Evidence,
    Extraction,
    Link,
    LinkDecision,
    Modality,
    Place,
    Polarity,
    Quad,
    RelationKind,
    RelationType,
    Span,
    Speaker,
    TimeExpression,
)
from diplograph.register.tables import (
    ConflictRow,
    HoldingRow,
    MemberRow,
    MetonymRow,
    OfficeRow,
    OrganizationRow,
    PersonRow,
    PlaceRow,
    PolityRow,
    SourceRow,
    StateRow,
    Tables,
    TreatyPartyRow,
    TreatyRow,
)
from diplograph.store import ArticleRecord

PUBLISHED = date(2020, 10, 9)

TURKEY = Actor("Turkey", ActorClass.STATE, "Turkey")
AZERBAIJAN = Actor("Azerbaijan", ActorClass.STATE, "Azerbaijan")
ARMENIA = Actor("Armenia", ActorClass.STATE, "Armenia")
RUSSIA = Actor("Russia", ActorClass.STATE, "Russia")
FRANCE = Actor("France", ActorClass.STATE, "France")
MINSK_GROUP = Actor("OSCE Minsk Group", ActorClass.MEDIATION_BODY, "OSCE_Minsk_Group")
RUSSIAN_MINISTRY = Actor("Ministry of Foreign Affairs of Russia", ActorClass.GOVERNMENT_BODY, "MFA_Russia", of=RUSSIA)
LAVROV = Actor("Sergey Lavrov", ActorClass.PERSON, "Sergey_Lavrov", of=RUSSIA)
MNATSAKANYAN = Actor("Zohrab Mnatsakanyan", ActorClass.PERSON, "Zohrab_Mnatsakanyan", of=ARMENIA)
AIDE = Actor("Ilham Guluzade", ActorClass.PERSON, of=AZERBAIJAN)
DIPLOMAT = Actor("European diplomat", ActorClass.GROUP)
MOSCOW = Place("Moscow", "Moscow")
KARABAKH = Conflict("Nagorno-Karabakh conflict", "Nagorno_Karabakh_conflict")

TEXT = (
    "Ankara stands by Azerbaijan, the Turkish foreign minister repeated on Friday. "
    "A European diplomat told Anadolu that Turkey is flying arms to Baku. "
    "Yerevan denies that Russia has sent troops to Armenia. "
    "Sergey Lavrov will receive Zohrab Mnatsakanian in Moscow on Monday. "
    "The OSCE Minsk Group is mediating between Armenia and Azerbaijan over Karabakh. "
    "Lavrov spoke by telephone with Mnatsakanian on Thursday. "
    "Armenia and Russia are bound by a defence treaty. "
    "A visit of the French president to Yerevan was cancelled. "
    "Ilham Guluzade, an Azerbaijani aide, met Lavrov on Thursday."
)


def make_article(text: str = TEXT, *, day: date | None = PUBLISHED, title: str | None = "Talks on Karabakh") -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(digest[:16], text, day, "Baltic Wire", title, "https://news.example/1")


def find_span(text: str, exact: str, after: int = 0) -> Span:
    start = text.index(exact, after)
    return Span(start, start + len(exact), exact)


def find_evidence(text: str, exact: str) -> Evidence:
    span = find_span(text, exact)
    start = text.rfind(". ", 0, span.start) + 2 if ". " in text[: span.start] else 0
    end = text.index(".", span.end - 1) + 1
    return Evidence(Span(start, end, text[start:end]), span)


def make_claim(
    relation: str,
    subjects: tuple[Actor, ...],
    objects: tuple[Actor, ...] = (),
    *,
    words: str,
    text: str = TEXT,
    **fields: Any,
) -> Claim:
    """A claim; `relation` is `type/kind`, `words` the evidence."""
    type_, kind = relation.split("/")
    fields.setdefault("modality", Modality.ASSERTED)
    return Claim(
        RelationType(type_), RelationKind(kind), subjects, objects, evidence=find_evidence(text, words), **fields
    )


MONDAY = TimeExpression("Monday", "2020-10-12", date(2020, 10, 12), date(2020, 10, 12))
THURSDAY = TimeExpression("Thursday", "2020-10-08", date(2020, 10, 8), date(2020, 10, 8))


def karabakh_claims(text: str = TEXT) -> tuple[Claim, ...]:
    claim = partial(make_claim, text=text)
    through = (Speaker("A European diplomat", DIPLOMAT, is_named=False), Speaker("Anadolu"))
    return (
        claim("backs/political", (TURKEY,), (AZERBAIJAN,), words="stands by Azerbaijan", score=0.9),
        claim(
            "backs/arms",
            (TURKEY,),
            (AZERBAIJAN,),
            words="Turkey is flying arms to Baku",
            modality=Modality.CLAIMED,
            speakers=through,
            conflict=KARABAKH,
        ),
        claim(
            "backs/military",
            (RUSSIA,),
            (ARMENIA,),
            words="Russia has sent troops to Armenia",
            modality=Modality.DENIED,
            polarity=Polarity.NEGATIVE,
            speakers=(Speaker("Yerevan", ARMENIA),),
        ),
        claim(
            "meets/talks",
            (LAVROV, MNATSAKANYAN),
            words="will receive Zohrab Mnatsakanian in Moscow",
            modality=Modality.PLANNED,
            place=MOSCOW,
            time=MONDAY,
        ),
        claim("mediates/mediation", (MINSK_GROUP,), (ARMENIA, AZERBAIJAN), words="is mediating", conflict=KARABAKH),
        claim("meets/call", (LAVROV, MNATSAKANYAN), words="spoke by telephone", time=THURSDAY),
        claim("backs/treaty", (ARMENIA, RUSSIA), words="are bound by a defence treaty", place=MOSCOW),
        claim(
            "meets/visit",
            (FRANCE, ARMENIA),
            words="was cancelled",
            modality=Modality.DENIED,
            note="cancelled",
            place=Place("Yerevan airport"),
        ),
        claim("meets/talks", (AIDE, LAVROV), words="met Lavrov", time=THURSDAY),
    )


def karabakh_links(text: str = TEXT) -> tuple[Link, ...]:
    found = [
        ("Ankara", TURKEY, LinkDecision.LINKED, 0.97, "metonym"),
        ("Zohrab Mnatsakanian", MNATSAKANYAN, LinkDecision.LINKED, 0.93, "name-similarity"),
        ("Ilham Guluzade", AIDE, LinkDecision.NIL, 0.4, "no-candidate"),
        ("French", FRANCE, LinkDecision.LINKED, 1.0, "demonym"),
    ]
    return tuple(
        Link(find_span(text, name), decision, actor, score, why) for name, actor, decision, score, why in found
    )


def karabakh_extraction(text: str = TEXT, title: str = "Talks on Karabakh") -> Extraction:
    return Extraction(make_article(text, title=title), karabakh_claims(text), karabakh_links(text))


def extraction_of(*claims: Claim, text: str = TEXT, day: date | None = PUBLISHED) -> Extraction:
    return Extraction(make_article(text, day=day), claims, ())


def record_of(extraction: Extraction) -> ArticleRecord:
    article = extraction.article
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    return ArticleRecord(article.id, digest, article.date, article.source, article.title)


def item_of(extraction: Extraction) -> tuple[ArticleRecord, list[Quad]]:
    return record_of(extraction), article_quads(extraction)


def other_extraction(number: int) -> Extraction:
    """One of any number of further articles, each with two claims."""
    text = f"Note {number}. France backs Armenia, the minister said. Russia and Turkey held talks in Moscow."
    return Extraction(
        make_article(text, title=f"Note {number}"),
        (
            make_claim("backs/political", (FRANCE,), (ARMENIA,), words="France backs Armenia", text=text),
            make_claim("meets/talks", (RUSSIA, TURKEY), words="held talks", text=text, place=MOSCOW),
        ),
        (),
    )


def _state(key: str, demonym: str, capital: str | None = None) -> StateRow:
    return StateRow(key, key, None, None, None, "member", capital, (demonym,), (), None, None, ("made",))


def _person(key: str) -> PersonRow:
    return PersonRow(key, key.replace("_", " "), None, (), ("made",))


def small_register() -> Tables:
    """Enough of a register for the actors above."""
    source = ("made",)
    return Tables(
        sources=(SourceRow("made", "Made by hand", None, "CC0", "2020-10-09"),),
        states=(
            _state("Turkey", "Turkish"),
            _state("Azerbaijan", "Azerbaijani"),
            _state("Armenia", "Armenian"),
            _state("Russia", "Russian", "Moscow"),
            _state("France", "French"),
        ),
        polities=(
            PolityRow(
                "Artsakh", "Artsakh", None, (), ("Karabakh authorities",), None, ("Karabakh",), ("Azerbaijan",),
                "Armenia", "1991", "2023-12-31", source,
            ),
        ),
        organizations=(
            OrganizationRow(
                "OSCE_Minsk_Group", "OSCE Minsk Group", "Minsk Group", "MediationBody", None, "Q1",
                ("Minsk Group",), (), "1992", None, source,
            ),
            OrganizationRow(
                "MFA_Russia", "Ministry of Foreign Affairs of Russia", None, "GovernmentBody", "Russia", None,
                (), (), None, None, source,
            ),
        ),
        members=(
            MemberRow("OSCE_Minsk_Group", "Russia", "co-chair", "1994-12", None, source),
            MemberRow("OSCE_Minsk_Group", "France", "co-chair", "1997", None, source),
        ),
        places=(
            PlaceRow("Moscow", "Moscow", "Settlement", "Russia", "55.7500", "37.6166", None, (), source),
            PlaceRow("Kremlin_palace", "Kremlin palace", "Place", "Moscow", None, None, None, (), source),
            PlaceRow("Karabakh", "Nagorno-Karabakh", "Territory", None, None, None, None, (), source),
        ),
        metonyms=(MetonymRow("Moscow", "Russia", "capital", source),),
        conflicts=(
            ConflictRow(
                "Nagorno_Karabakh_conflict", "Nagorno-Karabakh conflict", (), ("Armenia", "Azerbaijan", "Artsakh"),
                ("Karabakh",), "1988-02", None, None, source,
            ),
        ),
        treaties=(
            TreatyRow(
                "CIS_Pact", "Collective Security Treaty", "AllianceTreaty", (), None, "1992-05-15", "1994-04-20", None,
                ("mutual-defence", "consultation"), ("attack-on-own-territory",), None, source,
            ),
        ),
        treaty_parties=(
            TreatyPartyRow("CIS_Pact", "Armenia", "1992-05-15", None, source),
            TreatyPartyRow("CIS_Pact", "Russia", "1992-05-15", None, source),
        ),
        persons=(_person("Sergey_Lavrov"), _person("Zohrab_Mnatsakanyan"), _person("Vardan_Oskanian")),
        offices=(
            OfficeRow("FM_Russia", "Foreign Minister of Russia", "foreign-minister", "MFA_Russia", (), source),
            OfficeRow("FM_Armenia", "Foreign Minister of Armenia", "foreign-minister", "Armenia", (), source),
        ),
        holdings=(
            HoldingRow("FM_Russia", "Sergey_Lavrov", "2004-03-09", None, None, source),
            HoldingRow("FM_Armenia", "Zohrab_Mnatsakanyan", "2018-05-12", "2020-11-16", None, source),
            HoldingRow("FM_Armenia", "Vardan_Oskanian", "1998-04", "2008-04", None, source),
        ),
    )  # fmt: skip
