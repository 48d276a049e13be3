"""Scores of parts: kinds, modalities, sources, tags, linking."""

import pytest

from diplograph.evaluation import Annotation, Counts, Relation
from diplograph.evaluation.breakdowns import (
    NO_TAG,
    score_kinds,
    score_linking,
    score_modalities,
    score_sources,
    score_tags,
    source_family,
)


def _set(*passages: Annotation) -> dict[str, Annotation]:
    return {passage.id: passage for passage in passages}


def _meeting(kind: str = "talks", modality: str = "asserted") -> Relation:
    return Relation("meets", ("Kenya", "Oman"), kind=kind, modality=modality)


def test_a_wrong_kind_is_false_under_one_and_missed_under_the_other() -> None:
    found = score_kinds(_set(Annotation("a", (_meeting("visit"),))), _set(Annotation("a", (_meeting("talks"),))))
    assert found == {"meets: talks": Counts(false=1), "meets: visit": Counts(missed=1)}


def test_kinds_count_real_relations_only() -> None:
    denied = _set(Annotation("a", (_meeting(modality="denied"),)))
    assert score_kinds(denied, denied) == {}


def test_a_claim_and_its_denial_count_under_their_own_modality() -> None:
    gold = _set(Annotation("a", (_meeting(), _meeting(modality="denied"))))
    assert score_modalities(gold, gold) == {"asserted": Counts(right=1), "denied": Counts(right=1)}


def test_an_unstated_modality_counts_as_asserted() -> None:
    gold = _set(Annotation("a", (Relation("meets", ("Kenya", "Oman")),)))
    assert score_modalities(gold, _set(Annotation("a", (_meeting(),)))) == {"asserted": Counts(right=1)}


def test_relations_of_other_types_count_nowhere() -> None:
    gold = _set(Annotation("a", (Relation("accuses", ("Kenya",), ("Oman",), kind="accuse", modality="asserted"),)))
    assert score_kinds(gold, gold) == score_modalities(gold, gold) == {}
    assert score_sources(gold, gold)["unknown"].negatives == 1


@pytest.mark.parametrize(
    ("source", "family"),
    [
        ("owner+corpus/data/a.csv#row1", "owner+corpus"),
        ("corpus==4.4.0/a.txt", "corpus"),
        ("wire#12", "wire"),
        ("", "unknown"),
        (None, "unknown"),
    ],
)
def test_passages_of_one_origin_share_a_family(source: str | None, family: str) -> None:
    assert source_family(source) == family


def test_each_source_is_scored_by_itself() -> None:
    gold = _set(Annotation("a", (_meeting(),), source="wire/1"), Annotation("b", (), source="radio/1"))
    found = score_sources(gold, _set(Annotation("a", (_meeting(),)), Annotation("b", (_meeting(),))))
    assert {name: scores.real for name, scores in found.items()} == {
        "radio": Counts(false=1),
        "wire": Counts(right=1),
    }
    assert found["radio"].false_alarms == 1


def test_a_passage_counts_under_each_of_its_tags() -> None:
    gold = _set(Annotation("a", (_meeting(),), tags=("caps", "mt")), Annotation("b", (_meeting(),)))
    assert {name: scores.items for name, scores in score_tags(gold, {}).items()} == {NO_TAG: 1, "caps": 1, "mt": 1}


def test_without_tags_there_is_no_table_of_tags() -> None:
    assert score_tags(_set(Annotation("a")), {}) == {}


def test_linking_compares_names_in_their_variants() -> None:
    gold = _set(Annotation("a", actors=("Türkiye", "United Nations", "Oman")), Annotation("b"))
    system = _set(Annotation("a", actors=("Turkey", "Kenya", "UN")), Annotation("b", actors=("Chad",)))
    assert score_linking(gold, system) == Counts(right=2, false=1, missed=1)


def test_linking_has_no_figures_when_the_gold_lists_no_actors() -> None:
    assert score_linking(_set(Annotation("a")), _set(Annotation("a", actors=("Oman",)))) is None
