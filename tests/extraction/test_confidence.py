"""The features and the score of claims."""

from dataclasses import replace
from itertools import product

import pytest

from diplograph.extraction.confidence import FEATURES, REPEATED, load_model, repeat
from diplograph.extraction.merging import merge_claims
from diplograph.model import (
    Actor,
    ActorClass,
    Claim,
    Evidence,
    Modality,
    RelationKind,
    RelationType,
    Span,
)
from diplograph.pipeline import Pipeline
from diplograph.sources import make_article

KENYA, OMAN = (Actor(name, ActorClass.STATE, name) for name in ("Kenya", "Oman"))
SPAN = Span(0, 5, "Kenya")
MEETING = Claim(
    RelationType.MEETS,
    RelationKind.TALKS,
    (KENYA, OMAN),
    (),
    Modality.ASSERTED,
    Evidence(SPAN, SPAN),
    score=0.7,
    features=("kind-talks",),
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def _features(pipeline: Pipeline, text: str) -> tuple[str, ...]:
    (claim,) = pipeline.read(make_article(text, "2021-05-03")).claims
    return claim.features


def test_every_feature_has_a_weight_and_a_meaning() -> None:
    assert load_model().weights.keys() == FEATURES.keys()
    assert all(FEATURES.values())


def test_the_score_is_the_one_that_the_features_give(pipeline: Pipeline) -> None:
    (claim,) = pipeline.read(make_article("Russia backs Armenia, the Kremlin said.", "2021-05-03")).claims
    assert claim.score == load_model().score(claim.features)


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Russia backs Armenia.", "kind-political"),
        ("Russia does not support Armenia.", "not-real"),
        ("Armenian and Azerbaijani officials met in Tbilisi on Monday.", "side-demonym"),
        ("RUSSIA BACKS ARMENIA AGAINST AZERBAIJAN.", "capitals"),
        ("Armenia met Azerbaijan and Georgia on Monday.", "side-coordinated"),
        ("Russia supports Armenian rebels.", "side-unknown"),
    ],
)
def test_a_feature_holds_where_the_text_shows_it(pipeline: Pipeline, text: str, feature: str) -> None:
    claims = pipeline.read(make_article(text, "2021-05-03")).claims
    assert any(feature in claim.features for claim in claims), [claim.features for claim in claims]


def test_a_plain_statement_has_no_feature_but_its_kind_and_the_opinion_of_the_model(pipeline: Pipeline) -> None:
    features = _features(pipeline, "Russia backs Armenia.")
    assert [name for name in features if not name.startswith("model-")] == ["kind-political"]


def test_merging_never_lowers_a_score_and_a_third_time_adds_nothing() -> None:
    names = [(), ("kind-talks",), ("kind-talks", "not-real"), ("kind-talks", "long-sentence", "side-unknown")]
    claims = [replace(MEETING, features=each, score=load_model().score(each)) for each in names]
    for first, second in product(claims, claims):
        score, features = repeat(first, second)
        assert score >= max(first.score, second.score)
        merged = replace(first, score=score, features=features)
        assert repeat(merged, second)[0] == score


def test_merged_claims_say_that_they_were_repeated() -> None:
    (merged,) = merge_claims([MEETING, replace(MEETING, features=("kind-talks", "long-sentence"), score=0.5)])
    assert merged.features == ("kind-talks", REPEATED)
    assert merged.score >= 0.7


def test_claims_without_features_keep_the_frames_weight_when_merged() -> None:
    (merged,) = merge_claims([replace(MEETING, features=()), replace(MEETING, features=(), score=0.8)])
    assert (merged.score, merged.features) == (0.8, ())
