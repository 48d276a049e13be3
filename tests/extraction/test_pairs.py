"""Meetings that no frame finds: which pairs are looked at, what is known of them, and what the shipped model takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from diplograph.extraction.denotation import Denoter
from diplograph.extraction.discourse import Discourse
from diplograph.extraction.draft import Draft
from diplograph.extraction.pair_features import Pair, PairFinder
from diplograph.extraction.pairs import LEARNT_WEIGHT, WEIGHTS, PairModel, PairReader, load_model
from diplograph.model import Actor, RelationKind, RelationType
from diplograph.pipeline import Pipeline
from diplograph.sources.article import make_article

DAY = "2023-03-16"
EAGER = PairModel(0.0, {})
"""A model that takes every pair, to see which it is asked about."""
Denote = Callable[[str], Denoter]


@pytest.fixture(scope="session")
def denote(pipeline: Pipeline) -> Denote:
    """The noun phrases of a text of one sentence."""
    register = pipeline.register

    def made(text: str) -> Denoter:
        (resolved,) = pipeline.resolve(make_article(text, date=DAY))[0]
        return Denoter(resolved, Discourse(), register.state_of_place, register.demonym_of)

    return made


def _sides(drafts: Sequence[Draft]) -> list[set[str]]:
    return [{_owner(actor) for actor in draft.subjects} for draft in drafts]


def _owner(actor: Actor) -> str:
    return actor.of.label if actor.of else actor.label


def _frame(denoter: Denoter, word: str, *names: str) -> Draft:
    """What a frame would have found at a word."""
    actors = [item.link.actor for item in denoter.resolved.mentions if item.link]
    found = tuple(actor for actor in actors if _owner(actor) in names)
    return Draft(RelationType.MEETS, RelationKind.TALKS, found, (), _position(denoter, word))


def _position(denoter: Denoter, word: str) -> int:
    return next(token.index for token in denoter.tree.tokens if token.text == word)


def _meetings(text: str, pipeline: Pipeline) -> list[Any]:
    claims = pipeline.read(make_article(text, date=DAY)).claims
    return [claim for claim in claims if claim.type is RelationType.MEETS]


@pytest.mark.parametrize(
    ("text", "sides", "kind"),
    [
        (
            "Kenya's Ruto flew home on Tuesday from a two-day visit during which he and Ugandan President "
            "Yoweri Museveni opened a bridge.",
            {"Kenya", "Uganda"},
            RelationKind.VISIT,
        ),
        (
            "Kenyan President William Ruto sat down on Tuesday for talks, the first in a year, with Ugandan "
            "President Yoweri Museveni.",
            {"Kenya", "Uganda"},
            RelationKind.TALKS,
        ),
    ],
)
def test_a_meeting_is_found_where_the_frames_find_none(
    text: str, sides: set[str], kind: RelationKind, denote: Denote, pipeline: Pipeline
) -> None:
    (draft,) = PairReader(denote(text)).find([])
    assert (_sides([draft]), draft.kind, draft.weight) == ([sides], kind, LEARNT_WEIGHT)
    (claim,) = _meetings(text, pipeline)
    assert {_owner(actor) for actor in claim.subjects} == sides


def test_what_a_frame_has_found_is_not_found_again(denote: Denote) -> None:
    denoter = denote("Kenya and Uganda held talks.")
    assert _sides(list(PairReader(denoter, EAGER).find([]))) == [{"Kenya", "Uganda"}]
    assert not list(PairReader(denoter, EAGER).find([_frame(denoter, "talks", "Kenya", "Uganda")]))


def test_whom_a_frame_keeps_apart_stays_apart(denote: Denote) -> None:
    denoter = denote("Peru met Chile and Bolivia separately.")
    apart = [_frame(denoter, "met", "Peru", "Chile"), _frame(denoter, "met", "Peru", "Bolivia")]
    assert {"Chile", "Bolivia"} in _sides(list(PairReader(denoter, EAGER).find(apart[:1])))
    assert not list(PairReader(denoter, EAGER).find(apart))


def test_where_others_meet_is_no_host(denote: Denote) -> None:
    denoter = denote("Kenya and Uganda held talks in Rwanda.")
    with_host = _sides(list(PairReader(denoter, EAGER).find([])))
    assert any("Rwanda" in sides for sides in with_host)
    assert not list(PairReader(denoter, EAGER).find([_frame(denoter, "talks", "Kenya", "Uganda")]))


@pytest.mark.parametrize(
    "text",
    [
        "Estonia's foreign minister said on Tuesday that Kenya and Uganda had held talks on Monday.",
        "On Wednesday the Peruvian president said that Kenya and Uganda would hold talks on Saturday.",
    ],
)
def test_who_reports_a_meeting_does_not_join_it(text: str, pipeline: Pipeline) -> None:
    (claim,) = _meetings(text, pipeline)
    assert [actor.label for actor in claim.subjects] == ["Kenya", "Uganda"]


def test_a_backer_named_in_a_compound_takes_no_part(pipeline: Pipeline) -> None:
    claims = _meetings("Iranian-backed militants in Yemen met Omani envoys.", pipeline)
    assert not any("Iran" in {actor.label for actor in claim.subjects} for claim in claims)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda share a border.",
        "Kenyan President William Ruto and Ugandan President Yoweri Museveni resigned.",
        "Iran armed Hezbollah.",
    ],
)
def test_without_a_word_for_meeting_nobody_meets(text: str, denote: Denote) -> None:
    assert not list(PairReader(denote(text), EAGER).find([]))


def test_a_pair_is_of_two_sides(denote: Denote) -> None:
    pairs = list(PairFinder(denote("Kenyan President William Ruto met Kenyan officials.")).find(RelationType.MEETS))
    assert not pairs


def test_who_acts_counts_for_support_and_not_for_meetings(denote: Denote) -> None:
    denoter = denote("Kenya met Uganda and supported Rwanda.")

    def orders(type_: RelationType) -> set[tuple[str, str]]:
        return {(pair.first.label, pair.second.label) for pair in PairFinder(denoter).find(type_)}

    assert {("Kenya", "Rwanda"), ("Rwanda", "Kenya")} <= orders(RelationType.BACKS)
    assert ("Kenya", "Uganda") in orders(RelationType.MEETS)
    assert ("Uganda", "Kenya") not in orders(RelationType.MEETS)


def _shape(pair: Pair) -> tuple[int, tuple[int, int], tuple[str, ...]]:
    return pair.trigger.index, pair.phrases, pair.features


def test_features_tell_nothing_of_who_the_actors_are(denote: Denote) -> None:
    told = [
        [_shape(pair) for pair in PairFinder(denote(text)).find(RelationType.MEETS)]
        for text in ("Kenya met Uganda in Rome.", "Peru met Chile in Rome.")
    ]
    assert told[0] == told[1] != []


def test_the_shipped_weights_name_no_actor(pipeline: Pipeline) -> None:
    tables = pipeline.register.tables
    names = {row.label.lower() for row in (*tables.states, *tables.persons, *tables.organizations)}
    names |= {word.lower() for row in tables.states for word in row.demonyms}
    values = {part for name in load_model().weights for part in name.replace("=", ":").split(":")}
    assert not {value for value in values if value.lower() in names}


def test_finding_pairs_twice_gives_the_same(denote: Denote) -> None:
    text = "Kenyan President William Ruto met Ugandan and Rwandan officials at a summit in Rome."
    once, again = (list(PairFinder(denote(text)).find(RelationType.MEETS)) for _ in range(2))
    assert once == again != []


@pytest.mark.parametrize(
    ("features", "chance"), [([], 0.5), (["up"], 0.731), (["up", "down"], 0.5), (["unknown"], 0.5)]
)
def test_a_chance_is_the_sum_of_weights_in_log_odds(features: list[str], chance: float) -> None:
    assert PairModel(0.5, {"up": 1.0, "down": -1.0}).chance(features) == pytest.approx(chance, abs=0.001)


def test_the_weights_are_stored_as_they_are_used() -> None:
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert (load_model().threshold, load_model().weights) == (stored["threshold"], stored["weights"])
