"""An article from its text."""

from datetime import date
from hashlib import sha256

import pytest

from diplograph.errors import DiplographError, InputError, LimitError
from diplograph.sources import MAX_ARTICLE_CHARACTERS, make_article, parse_date
from diplograph.sources.article import find_outlet

TEXT = "Source: Daily Coast, agencies\nKenya and Oman resumed talks on Monday.\n"


def test_the_id_is_the_start_of_the_texts_digest() -> None:
    assert make_article(TEXT).id == sha256(TEXT.encode()).hexdigest()[:16]


def test_the_text_is_stored_as_given_and_the_outlet_read_from_it() -> None:
    article = make_article(TEXT)
    assert (article.text, article.source) == (TEXT, "Daily Coast")


def test_a_given_outlet_wins_over_the_one_in_the_text() -> None:
    assert make_article(TEXT, source="Coast Wire").source == "Coast Wire"


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("[start]\nSOURCE: Coast Wire\nTalks.", "Coast Wire"),
        ("A diplomatic source: nobody will come.", None),
        ("Talks.\n" * 9 + "Source: Coast Wire", None),
        ("Source: " + "very long " * 20, None),
    ],
)
def test_only_a_source_line_near_the_start_names_the_outlet(text: str, outlet: str | None) -> None:
    assert find_outlet(text) == outlet


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-05-03", date(2021, 5, 3)),
        ("2021-05-03T23:10:00+03:00", date(2021, 5, 3)),
        (" 2021-05-03 ", date(2021, 5, 3)),
        ("2021-05", None),
        ("2021", None),
        ("2021-05/2021-06", None),
    ],
)
def test_a_date_gives_its_day_when_it_names_one(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["2021-02-30", "3 May 2021", "2021-13", "yesterday", "", "20210503"])
def test_what_is_no_date_is_refused_with_the_right_form(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_date(text)
    assert "YYYY-MM-DD" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", InputError),
        (" \n\t", InputError),
        ("Talks\x00 resumed", InputError),
        ("Talks \ud800 resumed", InputError),
        ("a" * (MAX_ARTICLE_CHARACTERS + 1), LimitError),
    ],
    ids=["empty", "blank", "NUL", "surrogate", "long"],
)
def test_a_text_that_cannot_be_an_article_is_refused(text: str, error: type[DiplographError]) -> None:
    with pytest.raises(error) as caught:
        make_article(text)
    assert caught.value.hint
