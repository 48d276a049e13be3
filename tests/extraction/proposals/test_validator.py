"""What the validator takes of a model's proposals, and what it refuses."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.evaluation.dyads import RELATION_TYPES
from diplograph.extraction.proposals import Proposal, ProposalValidator
from diplograph.extraction.proposals.window import find_words
from diplograph.model import (
    KINDS_OF,
    ActorClass,
    Certainty,
    Claim,
    Modality,
    NotTaken,
    Polarity,
    Span,
)

TEXT = (
    "Peru and Chile keep their distance. The border stayed shut. Uganda supplies rifles to Rwanda, "
    "a Western diplomat said. Foreign Minister Bala Tukur of Ghana met his colleague Ana Zorrel\n  in Lima on Monday. "
    "He thanked the hosts. Kenyan officials deny that Kenya backs the Zalindi Front of Zorania. "
    "The Zalindi Front controls the north. Uganda supplies rifles to Rwanda. It was cold in Moscow."
)
ARMS = Proposal(
    quote="Uganda supplies rifles to Rwanda",
    type="backs",
    kind="arms",
    modality="asserted",
    subjects=("Uganda",),
    objects=("Rwanda",),
)
TALKS = Proposal(
    quote="Bala Tukur of Ghana met his colleague Ana Zorrel in Lima",
    type="meets",
    kind="talks",
    modality="asserted",
    subjects=("Bala Tukur", "Ana Zorrel"),
    place="Lima",
    date="on Monday",
)
DENIAL = Proposal(
    quote="Kenyan officials deny that Kenya backs the Zalindi Front",
    type="backs",
    kind="political",
    modality="denied",
    subjects=("Kenya",),
    objects=("Zalindi Front",),
    speakers=("Kenyan officials",),
)

Check = Callable[[Proposal], Claim | NotTaken]


@pytest.fixture(scope="module")
def check(resolve: Callable[..., Any]) -> Check:
    """What becomes of a proposal for the text."""
    article, sentences = resolve(TEXT)
    validator = ProposalValidator(article, sentences)
    return lambda proposal: validator.check(proposal, Span(0, len(TEXT), TEXT))


def _claim(result: Claim | NotTaken) -> Claim:
    assert isinstance(result, Claim), result
    return result


def _reason(result: Claim | NotTaken) -> str:
    assert isinstance(result, NotTaken), result
    assert TEXT[result.span.start : result.span.end] == result.span.exact != ""
    assert result.reason == "proposal refused"
    return result.detail or ""


@pytest.mark.parametrize("proposal", [ARMS, TALKS, DENIAL], ids=lambda proposal: proposal.type + proposal.kind)
def test_a_proposal_that_the_text_bears_out_becomes_a_claim(check: Check, proposal: Proposal) -> None:
    claim = _claim(check(proposal))
    sentence, span = claim.evidence.sentence, claim.evidence.span
    assert TEXT[span.start : span.end] == span.exact and span.exact.split() == proposal.quote.split()
    assert TEXT[sentence.start : sentence.end] == sentence.exact
    assert sentence.start <= span.start < span.end <= sentence.end
    assert claim.certainty is Certainty.UNDERSPECIFIED and claim.score == 0.5


def test_known_actors_are_those_of_the_register(check: Check) -> None:
    claim = _claim(check(ARMS))
    assert [actor.actor_class for actor in (*claim.subjects, *claim.objects)] == [ActorClass.STATE] * 2
    assert all(actor.key for actor in (*claim.subjects, *claim.objects))


def test_unknown_actors_stay_unknown_and_keep_their_surface(check: Check) -> None:
    claim = _claim(check(TALKS))
    assert [actor.key for actor in claim.subjects] == [None, None]
    assert claim.subjects[0].label == "Bala Tukur" and "Ana Zorrel".endswith(claim.subjects[1].label)


def test_a_demonym_names_its_state(check: Check) -> None:
    claim = _claim(check(replace(DENIAL, subjects=("Kenyan",))))
    assert [actor.label for actor in claim.subjects] == ["Kenya"]


def test_a_denial_is_negative(check: Check) -> None:
    claim = _claim(check(DENIAL))
    assert claim.modality is Modality.DENIED and claim.polarity is Polarity.NEGATIVE
    assert [speaker.label for speaker in claim.speakers] == ["Kenyan officials"]


def test_a_described_speaker_is_unnamed(check: Check) -> None:
    (speaker,) = _claim(check(replace(ARMS, speakers=("Western diplomat",)))).speakers
    assert speaker.label == "Western diplomat" and speaker.actor is None and not speaker.is_named


def test_place_and_date_are_read_where_they_stand(check: Check) -> None:
    claim = _claim(check(TALKS))
    assert claim.place is not None and claim.place.label == "Lima"
    assert claim.time is not None and claim.time.edtf == "2021-05-03"


def test_a_date_that_no_rule_reads_is_noted(check: Check) -> None:
    claim = _claim(check(replace(TALKS, date="his colleague")))
    assert claim.time is None and claim.note == "date as written: his colleague"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (replace(ARMS, quote="Uganda sells rifles to Rwanda"), "does not stand, so written, in the text"),
        (replace(ARMS, quote="uganda supplies rifles"), "does not stand, so written, in the text"),
        (replace(ARMS, quote="ganda supplies rifles to Rwanda"), "does not stand, so written, in the text"),
        (replace(ARMS, quote=""), "too short"),
        (replace(ARMS, quote="Uganda"), "too short"),
        (replace(ARMS, quote=TEXT), "longer than|within 2 sentences"),
        (replace(ARMS, quote=TEXT[: TEXT.index(" in Lima")]), "within 2 sentences"),
        (replace(ARMS, subjects=("Kenya",)), "“Kenya” does not stand"),
        (replace(ARMS, subjects=("Peru",)), "“Peru” does not stand"),
        (replace(ARMS, subjects=("UGANDA",)), "“UGANDA” does not stand"),
        (replace(ARMS, subjects=("",)), "does not stand"),
        (replace(ARMS, subjects=("rifles",)), "is not the name of an actor"),
        (replace(TALKS, subjects=("Bala Tukur", "colleague")), "is not the name of an actor"),
        (replace(TALKS, subjects=("Bala Tukur", "his")), "is not the name of an actor"),
        (replace(TALKS, subjects=("Bala Tukur", "Lima")), "names a place here"),
        (replace(TALKS, subjects=("Bala Tukur",)), "at least 2 different subjects"),
        (replace(TALKS, subjects=("Bala Tukur", "Bala Tukur")), "at least 2 different subjects"),
        (replace(TALKS, subjects=("Bala Tukur",), objects=("Ana Zorrel",)), "at least 2 different subjects"),
        (replace(TALKS, objects=("Ghana",)), "all its parties in subjects"),
        (replace(ARMS, objects=()), "at least 1 different objects"),
        (replace(ARMS, subjects=()), "at least 1 different subjects"),
        (replace(ARMS, objects=("Rwanda", "Uganda")), "both sides"),
        (replace(ARMS, kind="treaty"), "at least 2 different subjects"),
        (replace(ARMS, type="arms"), "is no type"),
        (replace(ARMS, type="membership", kind="member"), "“membership” is no type; use one of mediates, backs, meets"),
        (replace(ARMS, kind="rifles"), "is no kind"),
        (replace(ARMS, kind="talks"), "does not belong to backs"),
        (replace(ARMS, modality="certain"), "is no modality"),
        (replace(ARMS, speakers=("the Kremlin",)), "“the Kremlin” does not stand"),
        (replace(TALKS, place="Moscow"), "“Moscow” does not stand"),
        (replace(TALKS, place="colleague"), "is not the name of a place"),
        (replace(TALKS, date="on Tuesday"), "“on Tuesday” does not stand"),
        (replace(ARMS, score=1.5), "not between 0 and 1"),
        (replace(ARMS, subjects=("Uganda",) * 31), "more than 30 names"),
        (replace(ARMS, subjects=("Uganda " * 40,)), "too long"),
    ],
)
def test_what_the_text_does_not_bear_out_is_refused(check: Check, wrong: Proposal, reason: str) -> None:
    assert re.search(reason, _reason(check(wrong)))


def test_a_name_of_the_sentence_before_counts(check: Check) -> None:
    later = replace(ARMS, quote="It was cold in Moscow", kind="political")
    claim = _claim(check(later))
    assert [actor.label for actor in claim.subjects] == ["Uganda"]


def test_words_that_stand_twice_count_where_the_proposal_holds(check: Check) -> None:
    with_diplomat = _claim(check(replace(ARMS, speakers=("Western diplomat",))))
    with_front = _claim(check(replace(ARMS, subjects=("Zalindi Front",))))
    assert with_diplomat.evidence.span.start < with_front.evidence.span.start


def test_a_refusal_points_to_the_quote_when_that_stands(check: Check) -> None:
    result = check(replace(ARMS, objects=("Chile",)))
    assert isinstance(result, NotTaken) and result.span.exact == ARMS.quote


def test_only_what_was_shown_can_be_quoted(resolve: Callable[..., Any]) -> None:
    article, sentences = resolve(TEXT)
    start = TEXT.index("He thanked")
    result = ProposalValidator(article, sentences).check(TALKS, Span(start, len(TEXT), TEXT[start:]))
    assert isinstance(result, NotTaken) and result.span.start == start


def test_a_model_is_asked_for_the_three_families_and_each_kind_belongs_to_one() -> None:
    kinds = [kind for found in KINDS_OF.values() for kind in found]
    assert len(set(kinds)) == len(kinds)
    assert tuple(KINDS_OF) == RELATION_TYPES


_WORDS = st.text(st.characters(categories=["L", "P", "N", "Zs", "Cc"]), max_size=12)


@given(before=_WORDS, words=_WORDS, after=_WORDS, gap=st.sampled_from([" ", "\n", "\t  ", " "]))
def test_found_words_are_the_words_at_their_offsets(before: str, words: str, after: str, gap: str) -> None:
    written = gap.join(words.split())
    text = f"{before} {written} {after}"
    found = list(find_words(text, words, Span(0, len(text), text)))
    assert bool(found) == bool(words.split())
    assert all(text[span.start : span.end] == span.exact and span.exact.split() == words.split() for span in found)


@given(st.data())
def test_whatever_is_proposed_is_a_claim_or_a_refusal(check: Check, data: st.DataObject) -> None:
    text = st.text(max_size=40) | st.sampled_from(["Uganda", "Kenya", "Lima", ARMS.quote, "arms", "backs", "denied"])
    names = st.lists(text, max_size=4).map(tuple)
    codes = st.sampled_from(["backs", "meets", "arms", "talks", "denied", "asserted"]) | text
    proposal = Proposal(
        data.draw(text), data.draw(codes), data.draw(codes), data.draw(codes), data.draw(names), data.draw(names)
    )
    assert isinstance(check(proposal), Claim | NotTaken)
