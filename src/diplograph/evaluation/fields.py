"""When the fields of two matched relations agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from diplograph.evaluation.annotations import Relation
from diplograph.evaluation.dyads import Dyad
from diplograph.evaluation.figures import FieldAccuracy
from diplograph.evaluation.names import stems

FIELDS = ("modality", "kind", "place", "date", "attributed_to")
COMPARED_WHEN_GIVEN = frozenset({"place", "date", "attributed_to"})


def compare_fields(want: Mapping[Dyad, Relation], have: Mapping[Dyad, Relation]) -> dict[str, FieldAccuracy]:
    """The accuracy of each field, every wanted relation counted once, at its first shared dyad."""
    totals = dict.fromkeys(FIELDS, FieldAccuracy())
    for gold, got in matched(want, have):
        for name in FIELDS:
            if name not in COMPARED_WHEN_GIVEN or getattr(gold, name):
                totals[name] += FieldAccuracy(int(_agree(name, gold, got)), 1)
    return totals


def matched(want: Mapping[Dyad, Relation], have: Mapping[Dyad, Relation]) -> Iterable[tuple[Relation, Relation]]:
    """Each wanted relation with the one that was given for it, at their first shared dyad."""
    seen: set[int] = set()
    for dyad in sorted(want.keys() & have.keys()):
        if id(want[dyad]) not in seen:
            seen.add(id(want[dyad]))
            yield want[dyad], have[dyad]


def _agree(name: str, gold: Relation, got: Relation) -> bool:
    wanted, given = getattr(gold, name), getattr(got, name)
    if name == "date":
        return is_same_date(wanted, given)
    if name in COMPARED_WHEN_GIVEN:
        return is_same_text(wanted, given)
    return bool(wanted == given)


def is_same_text(wanted: str | None, given: str | None) -> bool:
    """Whether at least half of the shorter text's stems, and at least one, are shared."""
    ours, theirs = stems(wanted or ""), stems(given or "")
    shared = len(ours & theirs)
    return shared > 0 and shared >= min(len(ours), len(theirs)) / 2


def is_same_date(wanted: str | None, given: str | None) -> bool:
    """Whether the dates are equal, one is the coarser form of the other, or `given` lies inside the interval `wanted`.

    >>> is_same_date("2020-10", "2020-10-09"), is_same_date("2020-10-09/2020-10-12", "2020-10-10")
    (True, True)
    """
    if not wanted or not given:
        return wanted == given
    wanted, given = wanted.strip("-"), given.strip("-")
    if wanted.startswith(given) or given.startswith(wanted) or wanted == given[-len(wanted) :]:
        return True
    wanted_start, wanted_end = _bounds(wanted)
    given_start, given_end = _bounds(given)
    return wanted_start <= given_start and (given_end <= wanted_end or given_end.startswith(wanted_end))


def _bounds(interval: str) -> tuple[str, str]:
    start, *rest = interval.split("/")
    return start, rest[0] if rest else start
