"""Scores of parts: of one kind or modality of relation, one family of sources, one tag, and of linking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from diplograph.evaluation.annotations import Annotation, Relation
from diplograph.evaluation.dyads import RELATION_TYPES, is_real, names_of, unfold
from diplograph.evaluation.figures import Counts, Scores
from diplograph.evaluation.names import fold, spell_as
from diplograph.evaluation.scoring import score

UNKNOWN_FAMILY = "unknown"
NO_TAG = "(none)"

Annotations = Mapping[str, Annotation]


def source_family(source: str | None) -> str:
    """What passages of one origin share: their `source` up to the first `/` or `#`, without a version.

    >>> source_family("owner+corpus/data/test.csv#row12"), source_family("corpus==4.4/a.txt"), source_family(None)
    ('owner+corpus', 'corpus', 'unknown')
    """
    family = source or ""
    for mark in ("/", "#", "=="):
        family = family.split(mark)[0]
    return family or UNKNOWN_FAMILY


def score_kinds(gold: Annotations, system: Annotations) -> dict[str, Counts]:
    """Real dyads of each kind; a dyad given with another kind is false under that one and missed under its own."""
    kinds = {kind: _count_relations(gold, system, _real_of_kind(kind)) for kind in _values(gold, system, _kind)}
    return {kind: counts for kind, counts in kinds.items() if counts != Counts()}


def score_modalities(gold: Annotations, system: Annotations) -> dict[str, Counts]:
    """Dyads of each modality; a dyad given with another modality is false under that one and missed under its own."""
    return {
        modality: _count_relations(gold, system, _of_modality(modality))
        for modality in _values(gold, system, _modality)
    }


def score_sources(gold: Annotations, system: Annotations) -> dict[str, Scores]:
    """Scores on the passages of each family of sources."""
    return _score_groups(gold, system, lambda passage: (source_family(passage.source),))


def score_tags(gold: Annotations, system: Annotations) -> dict[str, Scores]:
    """Scores on the passages with each tag, and on those without any; empty when no passage has one."""
    if not any(passage.tags for passage in gold.values()):
        return {}
    return _score_groups(gold, system, lambda passage: passage.tags or (NO_TAG,))


def score_linking(gold: Annotations, system: Annotations) -> Counts | None:
    """The actors that passages name, by label; None when the gold lists none or the system's lines don't.

    A gold list has the actors that matter to its passage, not every one, so precision is a lower bound.
    """
    pairs = [
        (wanted.actors, system[key].actors)
        for key, wanted in gold.items()
        if wanted.actors is not None and key in system and system[key].actors is not None
    ]
    return sum((_count_names(want, have or ()) for want, have in pairs), Counts()) if pairs else None


def _real_of_kind(type_and_kind: str) -> Callable[[Relation], bool]:
    return lambda relation: is_real(relation) and _kind(relation) == type_and_kind


def _kind(relation: Relation) -> str:
    return f"{relation.type}: {relation.kind or '-'}"


def _of_modality(modality: str) -> Callable[[Relation], bool]:
    return lambda relation: _modality(relation) == modality


def _modality(relation: Relation) -> str:
    return relation.modality or "asserted"


def _values(gold: Annotations, system: Annotations, value: Callable[[Relation], str]) -> list[str]:
    relations = [r for each in (*gold.values(), *_answers(gold, system)) for r in each.relations]
    return sorted({value(relation) for relation in relations if relation.type in RELATION_TYPES})


def _answers(gold: Annotations, system: Annotations) -> Iterable[Annotation]:
    return (system.get(key, Annotation(key)) for key in gold)


def _count_relations(gold: Annotations, system: Annotations, wanted: Callable[[Relation], bool]) -> Counts:
    total = Counts()
    for passage, answer in zip(gold.values(), _answers(gold, system), strict=True):
        want = unfold(passage, wanted=wanted).keys()
        have = unfold(answer, wanted=wanted, spelling=names_of(passage)).keys()
        total += Counts(len(want & have), len(have - want), len(want - have))
    return total


def _score_groups(
    gold: Annotations, system: Annotations, groups_of: Callable[[Annotation], Iterable[str]]
) -> dict[str, Scores]:
    groups: dict[str, dict[str, Annotation]] = {}
    for key, passage in gold.items():
        for group in groups_of(passage):
            groups.setdefault(group, {})[key] = passage
    return {group: score(groups[group], system) for group in sorted(groups)}


def _count_names(wanted: Iterable[str], given: Iterable[str]) -> Counts:
    want = frozenset(map(fold, wanted))
    have = {spell_as(fold(name), want) for name in given}
    return Counts(len(want & have), len(have - want), len(want - have))
