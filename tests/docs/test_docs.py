"""The docs say what the code does: generated pages are current, examples run, every part has prose."""

import io
import re
import runpy
from contextlib import redirect_stdout
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from diplograph import config, register
from diplograph.api import background
from diplograph.cli.app import COMMANDS
from diplograph.queries import question_names

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("script", ["build_docs.py", "build_scorecard.py"])
def test_generated_pages_are_current(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", [script, "--check"])
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    runpy.run_path(str(ROOT / "scripts" / script), run_name="__main__")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_reference(name: str) -> None:
    assert f"## diplograph {name}\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("variable", [value for name, value in vars(config).items() if name.endswith("_VARIABLE")])
def test_every_setting_is_in_the_reference(variable: str) -> None:
    assert f"`{variable}`" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", question_names())
def test_every_question_is_in_the_reference(name: str) -> None:
    assert f"## {name}\n" in (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")


@pytest.fixture
def shorter_register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores are given a register of which only the offices of one state are left: the page exports and entails it."""
    known = register.load_tables()
    offices = [row for row in known.offices if row.of == "Armenia"]
    keys = {row.key for row in offices}
    holdings = [row for row in known.holdings if row.office in keys]
    persons = [row for row in known.persons if row.key in {holding.person for holding in holdings}]
    shorter = replace(known, offices=tuple(offices), holdings=tuple(holdings), persons=tuple(persons))
    monkeypatch.setattr(register, "load_tables", lambda: shorter)
    monkeypatch.setattr(background, "_written", cache(background._written.__wrapped__))


@pytest.mark.usefixtures("shorter_register")
def test_examples_of_the_python_page_run() -> None:
    page = (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
    examples = "\n".join(re.findall(r"```python\n(.*?)```", page, re.DOTALL))
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(examples, "python-api.md", "exec"), {})
    assert "Kenya" in printed.getvalue() and "Nikol Pashinyan" in printed.getvalue()


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readmes_commands_are_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"^uv run diplograph (\w+)", readme, re.MULTILINE))
    assert used and used <= set(COMMANDS)


def test_ci_runs_the_readmes_test_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("## Run the tests")[1].split("\n## ")[0]
    assert re.search(r"^uv run --group dev python -m pytest$", section, re.MULTILINE)
