"""The benchmark of the rules takes figures of what it says, and never of nothing."""

import json
from dataclasses import replace
from pathlib import Path

import inference
import pytest
from handmade import small_register

from diplograph.graph import ontology_quads, register_quads
from diplograph.model import Quad
from diplograph.store import open_store


def test_one_command_prints_and_writes_figures_of_every_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    words = ["inference.py", "--quads", "500", "2500", "--repeats", "2", "--json", str(file)]
    monkeypatch.setattr("sys.argv", words)
    monkeypatch.setattr(inference, "_run", inference.measure)
    monkeypatch.setattr(inference, "background_quads", _small_background)
    inference.main()
    small, large = json.loads(file.read_text())["sizes"]
    assert 500 <= small["quads"] < 2500 <= large["quads"]
    assert small["articles"] < large["articles"]
    assert all(value > 0 for value in large.values())
    assert large["repeats"] == 2
    assert large["add"] < large["add_and_infer"]
    assert large["conclusions"] > small["conclusions"]
    assert f"| articles | {small['articles']} | {large['articles']} |" in capsys.readouterr().out


def _small_background() -> list[Quad]:
    return [*ontology_quads(), *register_quads(small_register())]


def test_up_to_date_inferences_are_not_measured() -> None:
    with open_store("memory:") as store:
        inference._infer(store)
        with pytest.raises(RuntimeError, match="nothing to infer"):
            inference._infer(store)


def test_of_several_rounds_the_best_loads_and_the_middle_changes_count() -> None:
    one = inference.Measure(100, 2, 4.0, 5.0, 2.0, 1.0, 6.0, 7, 0.1, 0.2, 0.3, 20, 100.0)
    other = replace(one, raw_load=3.0, store_load=6.0, closure=5.5, add=0.3, add_and_infer=0.6, memory_mb=90.0)
    both = inference._combine([one, other])
    assert (both.raw_load, both.store_load, both.closure) == (3.0, 5.0, 5.5)
    assert (both.add, both.add_and_infer, both.retract_and_infer) == pytest.approx((0.2, 0.4, 0.3))
    assert (both.quads, both.repeats) == (100, 40)


def test_ratios_stand_beside_what_they_are_made_of() -> None:
    small = inference.Measure(1000, 20, 1.0, 2.0, 1.0, 0.5, 3.0, 7, 0.1, 0.2, 0.3, 20, 100.0)
    large = replace(small, quads=10_000, closure=5.0, add_and_infer=0.3)
    rows = inference.table([small, large])
    assert "| … rate of the raw load | 0.50 × | 0.50 × |" in rows
    assert "| … against loading all that it reads | 1.00 × | 1.67 × |" in rows
    assert "| … against the smallest store | 1.00 × | 1.50 × |" in rows
