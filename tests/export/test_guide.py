"""The guide to Protégé: its queries answer, its commands are options, its figures can be drawn."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from protege_figures import Picture
from rdflib import Graph

from diplograph.cli.app import app
from diplograph.export import export
from diplograph.store import Store

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "protege.md").read_text(encoding="utf-8")


@pytest.fixture
def opened(store: Store, tmp_path: Path) -> Graph:
    """What Protégé has before it: the file and all that it imports."""
    export(store, "protege", tmp_path / "talks.ttl")
    graph = Graph().parse(tmp_path / "talks.ttl")
    for module in (tmp_path / "diplograph-ontology").glob("*.ttl"):
        graph.parse(module)
    return graph


@pytest.mark.parametrize("query", re.findall(r"```sparql\n(.*?)```", GUIDE, re.DOTALL))
def test_the_guides_queries_answer_on_the_file_itself(opened: Graph, query: str) -> None:
    assert len(list(opened.query(query))) >= 1


@pytest.mark.parametrize("expression", re.findall(r"^\|[^|]+\| `([^`]+)` \|$", GUIDE, re.MULTILINE))
def test_the_guides_class_expressions_use_labels_that_there_are(opened: Graph, expression: str) -> None:
    labels = {str(label) for label in opened.objects(None, None) if getattr(label, "language", None) == "en"}
    used = re.findall(r"'([^']+)'", expression)
    plain = re.sub(r"'[^']+'", " ", expression)
    used += [word for word in re.findall(r"\w+", plain) if word not in {"and", "some", "value", "inverse"}]
    assert used and set(used) <= labels | {"backs"}


def test_the_guides_options_are_those_of_the_command() -> None:
    command = app.get_command(click.Context(app), "export")
    assert command is not None
    known = {name for parameter in command.params for name in parameter.opts}
    lines = re.findall(r"^uv run diplograph (?:--store \S+ )?export (.*)$", GUIDE, re.MULTILINE)
    used = {word for line in lines for word in line.split() if word.startswith("-")}
    assert lines and used <= known
    assert {"--about", "--since", "--until", "--limit"} <= used


def test_figures_show_a_claim_and_what_is_concluded_of_the_same_actors(opened: Graph) -> None:
    picture = Picture(opened, opened)
    claim, conclusion = picture.claim(), picture.conclusion()
    assert "Turkey backs Azerbaijan (arms), claimed, says European diplomat" in claim
    assert "Attribution 2-1: A European diplomat" in claim
    assert "The conclusion: Turkey backs Azerbaijan" in conclusion
    assert "stands by Azerbaijan" in conclusion
    assert ">Claim</text>" in picture.class_tree() and ">(9)</text>" in picture.class_tree()
