"""What is let through to the parser: sentences that can hold a relation, and those they point to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.errors import UsageError
from diplograph.extraction import lexicon, triggers
from diplograph.model import Article
from diplograph.reading import Hints, SpacyReader
from diplograph.reading.gate import Gate
from diplograph.reading.gazetteer import Gazetteer
from diplograph.register import Register
from diplograph.sources import make_article

WEATHER = "Heavy rain flooded the old town, and the fire brigade was out all night."
SPORT = "The Kenya coach met the Norway striker after the match, and the goalkeeper backed both."
MEETING = "Kenya and Norway held talks on Monday."


@pytest.fixture(scope="session")
def hints(register: Register) -> Hints:
    families = triggers.choose_families(triggers.RELATIONS)
    return Hints(families, triggers.ACTOR_NOUNS, lexicon.PAIRS, lexicon.ARMED, lexicon.SPORT, register.state_of_place)


@pytest.fixture(scope="session")
def gate(hints: Hints, gazetteer: Gazetteer, register: Register) -> Gate:
    return Gate(hints, gazetteer, register.spellings)


@pytest.fixture(scope="session")
def gated(hints: Hints, register: Register) -> SpacyReader:
    return SpacyReader(register.senses, register.spellings, hints)


def _kept(gate: Gate, *paragraphs: str) -> list[str]:
    chosen = gate.choose(paragraphs, str.capitalize)
    return [paragraphs[each.paragraph][each.start : each.end].strip() for each in chosen]


@pytest.mark.parametrize(
    "text",
    [
        MEETING,
        "Egypt's president flew to Tokyo to see his Japanese counterpart.",
        "Norway has been arming the rebels in Chad.",
        "Iranian-backed fighters crossed the border.",
        "Oman is mediating in the conflict.",
        "Peru sent six tanks to Bolivia.",
    ],
)
def test_a_relation_is_let_through(text: str, gate: Gate) -> None:
    assert _kept(gate, text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        WEATHER,
        SPORT,
        "Kenya and Norway are far apart.",
        "The bank said that it would support the firm.",
        "The council met to discuss the budget.",
        "Norway sent a letter of thanks; its tanks are old, and so are many of the roads in the north of Peru.",
    ],
)
def test_what_holds_no_relation_is_dropped(text: str, gate: Gate) -> None:
    assert _kept(gate, text) == []


def test_only_the_sentence_with_the_relation_is_kept(gate: Gate) -> None:
    assert _kept(gate, f"{WEATHER} {MEETING} {WEATHER}", WEATHER) == [MEETING]


@pytest.mark.parametrize(
    ("before", "pointing"),
    [
        ("Kenya and Norway are neighbours in spirit.", "The two countries will hold talks in May."),
        ("President William Ruto was in Oslo.", "He met the prime minister of Norway."),
        ("Foreign Minister Adu Bentsi of Ghana arrived late.", "Later Bentsi met the president of Peru."),
        ("The spokesman of Norway said: “We waited.", "Then Kenya met Peru.”"),
    ],
)
def test_the_sentence_that_is_pointed_to_is_kept(before: str, pointing: str, gate: Gate) -> None:
    assert " ".join(_kept(gate, f"{before} {pointing}")) == f"{before} {pointing}"


def test_the_two_sides_are_looked_for_farther_back(gate: Gate) -> None:
    sides = "Kenya and Norway are far apart."
    pointing = "Both sides agreed to new talks."
    assert _kept(gate, f"{sides} {WEATHER} {WEATHER} {pointing}") == [sides, f"{WEATHER} {pointing}"]


def test_the_movement_that_rebels_mean_is_kept(gate: Gate) -> None:
    movement = "Hezbollah is a movement."
    pointing = "The guerrillas are supported by Iran."
    assert _kept(gate, f"{movement} {WEATHER} {WEATHER} {pointing}")[0] == movement


def test_the_sides_near_a_mediator_are_kept(gate: Gate) -> None:
    sides = "Kenya and Norway are far apart."
    assert _kept(gate, f"Oman will mediate. {WEATHER} {sides}") == ["Oman will mediate.", sides]


def test_garbled_names_count_once_they_were_introduced(gate: Gate) -> None:
    text = "Serbia is led by Aleksandar Vuchich. Kosovo is led by Albin Kurty. Kurty ruled out a meeting with Vuchich."
    assert _kept(gate, text) == [text]


def test_a_text_in_capitals_is_spelt_before_names_are_looked_for(gated: SpacyReader) -> None:
    article = make_article(f"{WEATHER} {MEETING} THE WORKERS MET TO TALK ABOUT IT.".upper())
    assert [sentence.span.exact for sentence in gated.read(article)] == [MEETING.upper()]


def _words(reader: SpacyReader, article: Article) -> dict[tuple[int, int], str]:
    return {(t.start, t.end): t.text for sentence in reader.read(article) for t in sentence.tokens}


PARTS = [WEATHER, SPORT, MEETING, "Mr. Ode visited St. Lucia.", "[ad_1]", "They met.", "GENEVA (Reuters) - ", "\n"]


@pytest.fixture(scope="session")
def readers(gated: SpacyReader, reader: SpacyReader) -> tuple[SpacyReader, SpacyReader]:
    return gated, reader


@settings(max_examples=30, deadline=None)
@given(parts=st.lists(st.sampled_from(PARTS), max_size=7))
def test_offsets_are_those_of_the_whole_reading(parts: list[str], readers: tuple[SpacyReader, SpacyReader]) -> None:
    article = make_article(" ".join([*parts, MEETING]))
    some, all_ = (_words(reader, article) for reader in readers)
    assert some.items() <= all_.items()


def test_families_are_chosen_by_name() -> None:
    assert triggers.choose_families(["mediates"]) == (triggers.MEDIATION,)
    with pytest.raises(UsageError, match="no family of triggers"):
        triggers.choose_families(["gossip"])
