"""The benchmark of remote stores compares what is the same."""

import pytest
import remote

from diplograph.model import Literal
from diplograph.store import Solutions, open_store


def test_every_store_is_measured_and_answers_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "background_quads", list)
    quads, found = remote.measure(500, 1, ["oxigraph"])
    assert quads >= 500
    assert list(found) == ["embedded", "oxigraph"]
    assert set(found["oxigraph"].questions) == {name for name, _ in remote.QUESTIONS}
    assert found["oxigraph"].different == found["oxigraph"].failed == ()
    assert all(value > 0 for each in found.values() for value in (each.load, each.add, each.find))


def test_the_order_of_joined_texts_is_no_difference() -> None:
    with open_store("memory:") as store:
        one, other = ('SELECT * { VALUES ?x { "a; b" } }', 'SELECT * { VALUES ?x { "b; a"@en } }')
        assert store.query(one) == Solutions(("x",), ((Literal("a; b"),),))
        assert (
            remote._answer(store, one) == remote._answer(store, other) != remote._answer(store, one.replace("b", "c"))
        )


def test_ratios_stand_beside_figures() -> None:
    first = remote.Measure(10.0, 0.02, 0.001, {"who": 0.01, "what": 0.02})
    second = remote.Measure(20.0, 0.03, 0.002, {"who": 0.04}, ("who",), ("what",))
    rows = remote.table(1000, {"embedded": first, "other": second})
    assert "| load, quads/s | 100 (1.00 ×) | 50 (0.50 ×) |" in rows
    assert "| who, ms | 10.0 (1.00 ×) | 40.0 (4.00 ×) |" in rows
    assert "| what, ms | 20.0 (1.00 ×) | – |" in rows
    assert "| questions, geometric mean of the ratios | 1.0 × | 4.0 × |" in rows
    assert rows[-2:] == ["| other answers | – | who |", "| no answer | – | what |"]
