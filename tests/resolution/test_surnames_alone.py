"""A last name alone: the title and the time say who is meant, and a first name is none."""

from collections.abc import Callable

import pytest

from diplograph.model import Article, Link, LinkDecision
from diplograph.pipeline import Pipeline
from diplograph.reading import SpacyReader
from diplograph.register import Register
from diplograph.resolution import Resolver
from diplograph.sources import make_article

Find = Callable[..., list[Link]]


@pytest.mark.parametrize(
    ("title", "surname", "day", "label"),
    [
        ("President", "Bush", "1990-09-05", "George H. W. Bush"),
        ("President", "Bush", "2004-06-28", "George W. Bush"),
        ("President", "Assad", "1995-06-28", "Hafez al-Assad"),
        ("President", "Assad", "2012-06-28", "Bashar al-Assad"),
        ("Foreign Minister", "Ivanov", "2003-02-10", "Igor Ivanov"),
        ("Prime Minister", "Sharif", "1998-05-28", "Nawaz Sharif"),
        ("Prime Minister", "Sharif", "2022-09-20", "Shehbaz Sharif"),
    ],
)
def test_the_holder_of_the_office_on_the_day_is_meant(
    find_links: Find, title: str, surname: str, day: str, label: str
) -> None:
    (link,) = find_links(f"{title} {surname} spoke to reporters.", day, surname)
    assert (link.actor.label, link.decision) == (label, LinkDecision.LINKED)


def test_without_a_time_only_the_state_is_sure(find_links: Find) -> None:
    (link,) = find_links("President Bush spoke to reporters.", "", "Bush")
    assert (link.decision, link.actor.key) == (LinkDecision.REVIEW, None)
    assert link.actor.of and link.actor.of.label == "United States"
    assert {candidate.actor.label for candidate in link.candidates} == {"George H. W. Bush", "George W. Bush"}


@pytest.mark.parametrize(("period", "label"), [("1990", "George H. W. Bush"), ("2004-06", "George W. Bush")])
def test_a_month_or_year_is_enough_of_a_time(period: str, label: str) -> None:
    links = Pipeline().read(make_article("President Bush spoke to reporters in London.", date=period)).links
    assert label in {link.actor.label for link in links}


@pytest.mark.parametrize("title", ["Governor", "Mayor", "Senator", "Judge", "Finance Minister"])
def test_the_title_of_another_office_means_somebody_else(find_links: Find, title: str) -> None:
    (link,) = find_links(f"{title} Bush spoke to reporters.", "2004-06-28", "Bush")
    assert (link.decision, link.actor.key) == (LinkDecision.REVIEW, None)


def test_the_title_of_another_office_does_not_part_a_person_from_his_full_name(find_links: Find) -> None:
    text = "George W. Bush spoke in Austin. Governor Bush then left."
    (link,) = find_links(text, "2004-06-28", "Bush")
    assert (link.actor.label, link.reason) == ("George W. Bush", "coreference")


@pytest.mark.parametrize("name", ["George", "William", "Ahmed", "Boris", "Angela"])
def test_a_first_name_alone_is_no_last_name(find_links: Find, name: str) -> None:
    links = find_links(f"{name} thanked the hosts.", "", name)
    assert not [link for link in links if link.actor.key]


def test_a_last_name_that_the_recogniser_missed_is_a_mention(register: Register) -> None:
    text = "Visiting Minsk, Lavrov promised gas."
    (sentence,) = SpacyReader(register.senses, register.spellings).read(Article("a", text))
    assert "Lavrov" in {mention.span.exact for mention in sentence.mentions}
    (resolved,) = Resolver(register).resolve((sentence,), None)
    assert resolved.mentions


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The factory in Lebanon, Pennsylvania, makes chocolate.", "Lebanon"),
        ("Voters in the US state of Georgia queued for hours.", "Georgia"),
        ("Gunmen took pupils from a school in Niger State, Nigeria.", "Niger "),
        ("Pilgrims bathed in the Jordan River.", "Jordan"),
    ],
)
def test_a_state_s_name_may_name_a_town_a_part_or_a_river(
    find_mentions: Callable[..., list], text: str, words: str
) -> None:
    assert not [item for item in find_mentions(text, "2019-05-06", words) if item.link or item.place]


@pytest.mark.parametrize(
    "text",
    ["Georgia signed the pact in Tbilisi.", "The state of Israel signed the pact.", "The Oman State Council met."],
)
def test_a_state_s_name_still_means_the_state(find_mentions: Callable[..., list], text: str) -> None:
    words = next(name for name in ("Georgia", "Israel", "Oman") if name in text)
    (item,) = find_mentions(text, "2019-05-06", words)
    assert item.link and item.link.actor.label == words
