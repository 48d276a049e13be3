"""The page on interchange names every foreign term that exports write, and every vocabulary linked to."""

from __future__ import annotations

import re
from pathlib import Path

import interchange
import pytest

from diplograph.export import foreign
from diplograph.export.streaming import STREAMED

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "interchange.md").read_text(encoding="utf-8")
QUOTED = set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)))


@pytest.mark.parametrize("terms", [foreign.AIF, foreign.NP, foreign.OA, foreign.PROV, foreign.DCMI])
def test_every_term_written_is_on_the_page(terms: dict[str, str]) -> None:
    assert set(terms) - QUOTED == set()


@pytest.mark.parametrize("to", STREAMED)
def test_every_format_is_on_the_page(to: str) -> None:
    assert f"diplograph export --to {to} " in PAGE


def test_every_vocabulary_linked_to_is_on_the_page() -> None:
    linked = set(interchange.read_sources()) - {"np", "dcterms"}
    titles = {row["title"] for name, row in interchange.read_sources().items() if name in linked}
    assert {title for title in titles if title not in PAGE} == set()


def test_the_logical_links_on_the_page_are_those_of_the_module() -> None:
    links = re.findall(
        r"^dg:(\w+) rdfs:sub\w+Of (\w+:\w+)", (ROOT / "ontology" / "align.ttl").read_text(), re.MULTILINE
    )
    assert len(links) == 12
    for own, target in links:
        assert own in QUOTED and target in QUOTED
