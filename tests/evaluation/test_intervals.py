"""Bootstrap intervals."""

from diplograph.evaluation import Annotation, Relation
from diplograph.evaluation.intervals import bootstrap

MEETING = Relation("meets", ("Kenya", "Oman"))
OTHER = Relation("meets", ("Kenya", "Chad"))


def _gold(count: int) -> dict[str, Annotation]:
    return {str(n): Annotation(str(n), (MEETING,) if n % 2 else ()) for n in range(count)}


def test_the_same_passages_give_the_same_intervals() -> None:
    gold = _gold(12)
    system = {key: Annotation(key, (MEETING,)) for key in list(gold)[:7]}
    assert bootstrap(gold, system) == bootstrap(dict(gold), dict(system))


def test_a_perfect_answer_has_no_spread() -> None:
    gold = _gold(12)
    found = bootstrap(gold, gold)
    assert found["meets"]["f1"].to_json() == found["real"]["p"].to_json() == [1.0, 1.0]
    assert found["negatives"]["share"].to_json() == [0.0, 0.0]


def test_the_interval_holds_the_figure_and_narrows_with_more_passages() -> None:
    widths = []
    for count in (20, 200):
        gold = _gold(count)
        system = {key: Annotation(key, (MEETING if int(key) % 3 else OTHER,)) for key in gold}
        bounds = bootstrap(gold, system)["real"]["r"]
        assert bounds.low <= 2 / 3 <= bounds.high
        widths.append(bounds.high - bounds.low)
    assert widths[1] < widths[0]
