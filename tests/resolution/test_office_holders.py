"""Who is meant by an office, with a name or without (`descriptions.csv`: the words, the labels in order, the day)."""

from collections.abc import Callable

import pytest
from resolution_cases import read_cases

from diplograph.model import Link, LinkDecision

Find = Callable[..., list[Link]]


@pytest.mark.parametrize("row", read_cases("descriptions.csv", "words", "date", "labels"))
def test_a_described_office_holder_is_the_holder_on_the_day(resolve: Callable[..., tuple], row: dict[str, str]) -> None:
    links = [
        link
        for sentence in resolve(row["text"], row["date"])
        for link in sentence.descriptions
        if link.span.exact == row["words"]
    ]
    assert [link.actor.label for link in links] == [label for label in row["labels"].split(";") if label]
    for link in links:
        assert (link.decision, link.reason) == (LinkDecision.LINKED, "office-at-date")
        assert link.span.exact == row["text"][link.span.start : link.span.end]


@pytest.mark.parametrize(
    ("day", "label"),
    [("2020-07-10", None), ("2020-07-20", "Jeyhun Bayramov"), ("2021-02-03", "Jeyhun Bayramov")],
)
def test_a_garbled_name_is_the_holder_only_while_in_office(find_links: Find, day: str, label: str | None) -> None:
    text = "Azerbaijani Foreign Minister Ceyhun Bajramow met reporters."
    (link,) = find_links(text, day, "Ceyhun Bajramow")
    assert (link.actor.label if link.actor.key else None) == label
    assert link.reason == ("office-holder" if label else "unknown")


@pytest.mark.parametrize(("day", "label"), [("2018-04-20", "Serzh Sargsyan"), ("2021-06-01", "Nikol Pashinyan")])
def test_the_day_tells_holders_of_one_office_apart(resolve: Callable[..., tuple], day: str, label: str) -> None:
    (sentence,) = resolve("Reporters met the prime minister of Armenia.", day)
    assert [link.actor.label for link in sentence.descriptions] == [label]


def test_a_former_title_names_no_holder(find_links: Find) -> None:
    text = "Former Armenian Foreign Minister Zohrap Mnatsaganian wrote an essay."
    (link,) = find_links(text, "2020-03-04", "Zohrap Mnatsaganian")
    assert link.reason != "office-holder"


def test_an_office_link_keeps_the_rejected_candidates_and_the_values(find_links: Find) -> None:
    text = "Azerbaijani Foreign Minister Ceyhun Bajramow met reporters."
    (link,) = find_links(text, "2021-02-03", "Ceyhun Bajramow")
    labels = [candidate.actor.label for candidate in link.candidates]
    assert labels[0] == "Jeyhun Bayramov" and "Ilham Aliyev" in labels
    scores = [candidate.score for candidate in link.candidates]
    assert scores == sorted(scores, reverse=True)
    assert set(link.candidates[0].features) == {"spelling", "last_word", "sound", "office", "date"}


@pytest.mark.parametrize("pair", [("Kenya", "Uhuru Kenyatta"), ("Uganda", "Yoweri Museveni")])
def test_a_link_says_whom_the_official_serves(find_links: Find, pair: tuple[str, str]) -> None:
    state, name = pair
    (link,) = find_links(f"{name} met the delegation.", "2019-05-06", name)
    assert link.actor.of and link.actor.of.label == state
