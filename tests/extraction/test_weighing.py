"""Modality by the words and the learned model together."""

from __future__ import annotations

import pytest

from diplograph.extraction.draft import Draft, Opinion
from diplograph.extraction.stance import Stance
from diplograph.extraction.weighing import WORDS_ALONE, load_weigher
from diplograph.model import Certainty, Modality, Polarity, RelationKind, RelationType


def _stance(modality: Modality) -> Stance:
    polarity = Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.AFFIRMATIVE
    return Stance(modality, polarity, Certainty.CERTAIN, ())


def _draft(modality: Modality, share: float = 0.96, *, is_learnt: bool = True) -> Draft:
    """What the model found and gives this share to be of this modality."""
    rest = (1 - share) / (len(Modality) - 1)
    opinion = Opinion(0.9, 0.1, {each: share if each is modality else rest for each in Modality})
    return Draft(RelationType.MEETS, RelationKind.TALKS, (), (), 0, opinion=opinion, is_learnt=is_learnt)


@pytest.mark.parametrize("modality", Modality)
def test_words_and_model_that_agree_decide(modality: Modality) -> None:
    assert load_weigher().weigh(_stance(modality), _draft(modality)) == _stance(modality)


def test_a_sure_model_finds_the_denial_that_the_words_have_not_shown() -> None:
    weighed = load_weigher().weigh(_stance(Modality.ASSERTED), _draft(Modality.DENIED, 0.999))
    assert (weighed.modality, weighed.polarity) == (Modality.DENIED, Polarity.NEGATIVE)


@pytest.mark.parametrize("said", [Modality.DENIED, Modality.HYPOTHETICAL])
def test_what_the_words_deny_or_leave_open_is_never_made_real(said: Modality) -> None:
    weighed = load_weigher().weigh(_stance(said), _draft(Modality.ASSERTED, 0.999))
    assert weighed.modality in {Modality.DENIED, Modality.HYPOTHETICAL}


def test_a_wavering_model_leaves_it_to_the_words() -> None:
    wavering = _draft(Modality.ASSERTED, 1 / len(Modality))
    assert load_weigher().weigh(_stance(Modality.PLANNED), wavering).modality is Modality.PLANNED


def test_the_words_stand_where_a_frame_found_the_relation() -> None:
    by_frame = _draft(Modality.ASSERTED, 0.999, is_learnt=False)
    assert load_weigher().weigh(_stance(Modality.PLANNED), by_frame) == _stance(Modality.PLANNED)


def test_without_counts_the_words_stand() -> None:
    assert WORDS_ALONE.weigh(_stance(Modality.PLANNED), _draft(Modality.ASSERTED)) == _stance(Modality.PLANNED)
