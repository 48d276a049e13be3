"""A fresh process that only imports the package or asks for help loads no parser, RDF library or reasoner."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

HEAVY = (
    "spacy", "rdflib", "owlready2", "pyshacl", "SPARQLWrapper", "trafilatura", "rich", "pydantic_ai", "openai",
    "distributed", "pyjelly", "google",
)  # fmt: skip


def _imported_by(code: str) -> set[str]:
    """The top-level packages that Python reports as imported, its own start included."""
    command = [sys.executable, "-X", "importtime", "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    lines = [line for line in run.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in lines}


@pytest.mark.parametrize(
    "code",
    [
        "import diplograph",
        "import diplograph; diplograph.open; diplograph.__version__",
        "import diplograph.model, diplograph.errors, diplograph.syntax, diplograph.text.folding",
        "import sys; sys.argv[1:] = ['--help']; from diplograph.cli import main; main()",
        "import sys; sys.argv[1:] = ['--version']; from diplograph.cli import main; main()",
    ],
)
def test_a_light_start_loads_nothing_heavy(code: str) -> None:
    found = _imported_by(code)
    assert "diplograph" in found
    assert not found & set(HEAVY)


def test_the_check_sees_what_is_loaded() -> None:
    assert "rdflib" in _imported_by("import rdflib")


def test_the_heavy_packages_are_there_to_be_loaded() -> None:
    assert [name for name in HEAVY if find_spec(name) is None] == []
