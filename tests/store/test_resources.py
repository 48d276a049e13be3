"""The files that ship with diplograph are found in a checkout and in an installed wheel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from diplograph import resources
from diplograph.errors import MissingPartError


def test_a_checkout_has_the_ontology_and_the_saved_queries() -> None:
    assert (resources.ontology_folder() / "diplograph.ttl").is_file()
    assert list(resources.queries_folder().glob("*.rq"))
    assert resources.demo_folder().is_dir()


def test_the_wheels_layout_is_found_first(tmp_path: Path) -> None:
    package = tmp_path / "diplograph"
    for folder in ("ontology", "queries/saved", "demo"):
        (package / folder).mkdir(parents=True)
    for name in ("resources.py", "errors.py"):
        source = Path(resources.__file__).with_name(name)
        (package / name).write_bytes(source.read_bytes())
    (package / "__init__.py").touch()
    script = (
        "from diplograph.resources import *; from diplograph import resources as r;"
        "print(r.ontology_folder(), r.queries_folder(), r.demo_folder())"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(package / each) for each in ("ontology", "queries/saved", "demo")]


def test_a_missing_part_is_an_error_with_a_hint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    monkeypatch.setattr(resources, "_CHECKOUT", tmp_path)
    with pytest.raises(MissingPartError) as caught:
        resources.ontology_folder()
    assert "pip install" in caught.value.hint
