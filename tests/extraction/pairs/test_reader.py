"""What is put together from the verdicts on pairs, and what is left to the frames."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diplograph.extraction.discourse import owner
from diplograph.extraction.draft import Draft, Reservation
from diplograph.extraction.pairs import LEARNT_WEIGHT, Judgement, PairReader, with_opinion, without_strays
from diplograph.extraction.pairs.judgement import dyads_of
from diplograph.extraction.pairs.phrases import Naming
from diplograph.model import Actor, ActorClass, RelationKind, RelationType

from .conftest import Denote, Judge, Told

PERU, CHILE, OMAN = (Actor(name, ActorClass.STATE, name) for name in ("Peru", "Chile", "Oman"))


def _drafts(text: str, told: Told, denote: Denote, judge_as: Judge) -> list[Draft]:
    denoter = denote(text)
    return list(PairReader(denoter, judge_as(denoter, told)).find([]))


def _sides(draft: Draft) -> tuple[set[str], set[str]]:
    return {owner(actor).label for actor in draft.subjects}, {owner(actor).label for actor in draft.objects}


def test_all_who_meet_each_other_have_one_meeting(denote: Denote, judge_as: Judge) -> None:
    told = {("meets", a, b): 3.0 for a, b in [("Peru", "Chile"), ("Chile", "Oman"), ("Oman", "Peru")]}
    told |= {(column, b, a): value for (column, a, b), value in told.items()}
    (draft,) = _drafts("Peru, Chile and Oman met for a day.", told, denote, judge_as)
    assert (draft.type, _sides(draft)[0], draft.weight) == (
        RelationType.MEETS,
        {"Peru", "Chile", "Oman"},
        LEARNT_WEIGHT,
    )


def test_who_meets_only_one_of_two_has_a_meeting_of_its_own(denote: Denote, judge_as: Judge) -> None:
    told = {("meets", a, b): 3.0 for a, b in [("Peru", "Chile"), ("Peru", "Oman")]}
    told |= {(column, b, a): value for (column, a, b), value in told.items()}
    drafts = _drafts("Peru met Chile on one day and Oman on another.", told, denote, judge_as)
    assert sorted(map(sorted, (_sides(draft)[0] for draft in drafts))) == [["Chile", "Peru"], ["Oman", "Peru"]]


def test_one_backer_of_several_has_one_support(denote: Denote, judge_as: Judge) -> None:
    told = {("backs", "Peru", "Chile"): 3.0, ("backs", "Peru", "Oman"): 2.0}
    (draft,) = _drafts("Peru supported Chile and Oman.", told, denote, judge_as)
    assert _sides(draft) == ({"Peru"}, {"Chile", "Oman"})
    assert draft.kind is not RelationKind.TREATY


def test_a_mediator_has_all_its_parties(denote: Denote, judge_as: Judge) -> None:
    told = {("mediates", "Oman", "Peru"): 3.0, ("mediates", "Oman", "Chile"): 3.0, ("mediates", "Oman", ""): 1.0}
    (draft,) = _drafts("Oman mediated between Peru and Chile.", told, denote, judge_as)
    assert _sides(draft) == ({"Oman"}, {"Peru", "Chile"})


def test_a_mediator_without_likely_parties_stands_alone(denote: Denote, judge_as: Judge) -> None:
    (draft,) = _drafts("Oman mediated once more.", {("mediates", "Oman", ""): 3.0}, denote, judge_as)
    assert _sides(draft) == ({"Oman"}, set())


@pytest.mark.parametrize("chance", [-9.0, -3.0])
def test_what_is_unlikely_is_not_put_forward(chance: float, denote: Denote, judge_as: Judge) -> None:
    told = {("meets", "Peru", "Chile"): chance, ("meets", "Chile", "Peru"): chance}
    assert not _drafts("Peru met Chile.", told, denote, judge_as)


def test_what_a_frame_has_found_is_not_found_again(denote: Denote, judge_as: Judge) -> None:
    denoter = denote("Peru supported Chile.")
    reader = PairReader(denoter, judge_as(denoter, {("backs", "Peru", "Chile"): 3.0}))
    (draft,) = reader.find([])
    assert not list(reader.find([draft]))


def test_the_weakest_pair_decides_what_is_thought_of_a_draft(denote: Denote, judge_as: Judge) -> None:
    denoter = denote("Oman mediated between Peru and Chile.")
    told = {("mediates", "Oman", "Peru"): 3.0, ("mediates", "Oman", "Chile"): 0.0}
    judgement = judge_as(denoter, told)
    (draft,) = PairReader(denoter, judgement).find([])
    opinion = with_opinion(draft, judgement).opinion
    assert opinion is not None
    assert opinion.real == pytest.approx(0.5)
    assert opinion.unreal < 0.01


def test_nothing_is_thought_of_sides_that_no_phrase_stands_for(denote: Denote, judge_as: Judge) -> None:
    draft = Draft(RelationType.MEETS, RelationKind.TALKS, (PERU, CHILE), (), 0)
    assert with_opinion(draft, judge_as(denote("It rained."), {})).opinion is None
    assert isinstance(judge_as(denote("It rained."), {}), Judgement)


def test_the_pairs_of_a_relation_are_those_that_are_scored() -> None:
    assert dyads_of(RelationType.MEETS, RelationKind.TALKS, (PERU, CHILE, OMAN), ()) == [
        (PERU, CHILE),
        (PERU, OMAN),
        (CHILE, OMAN),
    ]
    assert dyads_of(RelationType.BACKS, RelationKind.ARMS, (PERU,), (CHILE, OMAN)) == [(PERU, CHILE), (PERU, OMAN)]
    assert dyads_of(RelationType.BACKS, RelationKind.TREATY, (PERU, CHILE), ()) == [(PERU, CHILE)]
    assert dyads_of(RelationType.MEDIATES, RelationKind.MEDIATION, (OMAN,), ()) == [(OMAN, None)]


@pytest.mark.parametrize("naming", [Naming.NAME, Naming.PRONOUN])
def test_a_side_that_only_a_pronoun_stands_for_is_a_reservation(
    naming: Naming, denote: Denote, judge_as: Judge
) -> None:
    denoter = denote("Chile armed Peru.")
    judgement = judge_as(denoter, {("backs", "Chile", "Peru"): 3.0})
    judgement.phrases = tuple(replace(phrase, naming=naming) for phrase in judgement.phrases)
    (draft,) = PairReader(denoter, judgement).find([])
    assert (Reservation.PRONOUN in draft.reservations) == (naming is Naming.PRONOUN)


def test_a_relation_that_no_word_states_is_put_forward_with_a_reservation(denote: Denote, judge_as: Judge) -> None:
    told = {("meets", "Peru", "Chile"): 3.0, ("meets", "Chile", "Peru"): 3.0}
    (met,) = _drafts("Peru met Chile.", told, denote, judge_as)
    (bordered,) = _drafts("Peru and Chile share a border.", told, denote, judge_as)
    assert (met.reservations, bordered.reservations) == (frozenset(), {Reservation.NO_WORD})


def test_where_a_frame_found_a_meeting_nobody_joins_it(denote: Denote, judge_as: Judge) -> None:
    denoter = denote("Peru and Chile held talks in Rome with Oman.")
    told = {("meets", a, b): 3.0 for a in ("Peru", "Chile", "Oman") for b in ("Peru", "Chile", "Oman") if a != b}
    talks = next(token.index for token in denoter.tree.tokens if token.text == "talks")
    frame = Draft(RelationType.MEETS, RelationKind.TALKS, (PERU, CHILE), (), talks)
    assert not list(PairReader(denoter, judge_as(denoter, told)).find([frame]))


def test_a_side_is_the_one_person_that_the_sentence_names_of_it(denote: Denote, judge_as: Judge) -> None:
    told = {("meets", "Peru", "Chile"): 3.0, ("meets", "Chile", "Peru"): 3.0}
    (draft,) = _drafts("Peru met the Chilean foreign minister, Rosa Iturbe.", told, denote, judge_as)
    assert {actor.label for actor in draft.subjects} == {"Peru", "Rosa Iturbe"}


def test_a_side_that_has_no_part_is_left_out_of_what_a_frame_found(denote: Denote, judge_as: Judge) -> None:
    denoter = denote("Peru and Chile met in Rome, Oman said.")
    judgement = judge_as(denoter, {("meets", "Peru", "Chile"): 3.0, ("meets", "Chile", "Peru"): 3.0})
    frame = Draft(RelationType.MEETS, RelationKind.TALKS, (PERU, CHILE, OMAN), (), 3)
    assert without_strays(frame, judgement).subjects == (PERU, CHILE)
    assert without_strays(frame, judge_as(denoter, {})) == frame


def test_whom_a_frame_has_back_another_does_not_back_the_backer(denote: Denote, judge_as: Judge) -> None:
    denoter = denote("Peru has the support of Chile.")
    state = {phrase.actors[0].label: phrase.actors[0] for phrase in judge_as(denoter, {}).phrases}
    frame = Draft(RelationType.BACKS, RelationKind.POLITICAL, (state["Chile"],), (state["Peru"],), 0)
    judgement = judge_as(denoter, {("backs", "Peru", "Chile"): 3.0})
    assert list(PairReader(denoter, judgement).find([]))
    assert not list(PairReader(denoter, judgement).find([frame]))
