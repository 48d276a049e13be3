"""Names that come back shortened, namesakes, and persons whom the register does not know."""

from collections.abc import Callable

import pytest
from resolution_cases import read_cases

from diplograph.model import ActorClass, Link, LinkDecision

Find = Callable[..., list[Link]]


@pytest.mark.parametrize("row", read_cases("surnames.csv", "case"))
def test_a_surname_means_whom_the_article_has_introduced(find_links: Find, row: dict[str, str]) -> None:
    (link,) = find_links(row["text"], row["date"], row["surname"])
    assert (link.decision.value, link.actor.label) == (row["decision"], row["label"])
    assert (link.actor.key is not None) is (row["decision"] == "linked")


@pytest.mark.parametrize(
    ("name", "text", "of"),
    [
        ("Torgeir Quistgaard", "Fijian Foreign Minister Torgeir Quistgaard arrived in Suva.", "Fiji"),
        ("Wendelin Okorocha", "Nigerien delegate Wendelin Okorocha visited Oslo.", "Niger"),
        ("Rune Resaland", "The Norwegian ambassador Rune Resaland briefed the panel.", "Norway"),
        ("Lewin Abotsi", "Lewin Abotsi addressed the crowd.", None),
    ],
)
def test_an_unknown_person_keeps_the_words_and_the_affiliation(
    find_links: Find, name: str, text: str, of: str | None
) -> None:
    (link,) = find_links(text, "2021-05-05", name)
    assert link.decision is LinkDecision.NIL
    assert (link.actor.label, link.actor.key, link.actor.actor_class) == (name, None, ActorClass.PERSON)
    assert (link.actor.of.label if link.actor.of else None) == of
    assert link.span.exact == name and text[link.span.start : link.span.end] == name


def test_two_persons_of_one_family_stay_two(find_links: Find) -> None:
    text = "Joe Biden spoke first. Hunter Biden listened."
    (president,), (son,) = (find_links(text, "2021-05-05", name) for name in ("Joe Biden", "Hunter Biden"))
    assert president.actor.label == "Joe Biden" and president.actor.key
    assert son.actor.label == "Hunter Biden" and son.actor.key is None


def test_a_person_and_a_state_of_one_name_stay_two(find_links: Find) -> None:
    text = "Michael Jordan landed in Amman. Jordan welcomed the guest."
    (player,) = find_links(text, "2019-05-05", "Michael Jordan")
    (state,) = find_links(text, "2019-05-05", "Jordan")
    assert player.decision is LinkDecision.NIL
    assert (state.actor.label, state.actor.actor_class) == ("Jordan", ActorClass.STATE)


def test_a_near_name_without_an_office_is_left_for_review(find_links: Find) -> None:
    (link,) = find_links("Mehriban Aliyeva met the director of the museum.", "2019-05-05", "Mehriban Aliyeva")
    assert link.decision is LinkDecision.REVIEW
    assert (link.actor.label, link.actor.key) == ("Mehriban Aliyeva", None)
    assert "Ilham Aliyev" in {candidate.actor.label for candidate in link.candidates}


def test_reading_an_article_twice_links_it_alike(resolve: Callable[..., tuple]) -> None:
    text = "Nigerien delegate Wendelin Okorocha met Joe Biden in Oslo. Biden left with the Turkish president."
    assert resolve(text, "2021-05-05") == resolve(text, "2021-05-05")


def test_what_one_article_introduces_another_does_not_know(resolve: Callable[..., tuple], find_links: Find) -> None:
    resolve("The delegate Wendelin Okorocha spoke.", "2021-05-05")
    (link,) = find_links("Delegate Okorocha then left.", "2021-05-05", "Okorocha")
    assert link.actor.label == "Okorocha"


@pytest.mark.parametrize(
    ("name", "day", "text", "of"),
    [
        ("Abdullah", "2010-05-05", "Saudi Arabia mediates again. King Abdullah spoke on Friday.", "Saudi Arabia"),
        ("Abdullah", "2010-05-05", "Jordan closed the border. King Abdullah spoke on Friday.", "Jordan"),
        ("Harald", "2010-05-05", "King Harald received the guests.", "Norway"),
        ("Mohammed", "2010-05-05", "King Mohammed received the envoy of Chad.", "Morocco"),
        ("Staffan de Mistura", "2011-09-05", "Swedish official Staffan de Mistura arrived in Chad.", "Sweden"),
        (
            "Martti Ahtisaari",
            "2006-05-05",
            "Martti Ahtisaari, the United Nations envoy, met Hashim Thaci.",
            "United Nations",
        ),
    ],
)
def test_what_the_text_says_of_a_known_person_wins_over_other_offices(
    find_links: Find, name: str, day: str, text: str, of: str
) -> None:
    link = find_links(text, day, name)[0]
    assert link.actor.of is not None
    assert link.actor.of.label == of
