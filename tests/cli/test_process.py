"""The command line as a process: what it loads, how it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

MAIN = [sys.executable, "-c", "from diplograph.cli import main; main()"]
HEAVY = (
    "spacy", "rdflib", "owlready2", "pyshacl", "SPARQLWrapper", "trafilatura", "rich", "pyoxigraph", "numpy",
    "pydantic_ai",
)  # fmt: skip


def _loaded_after(code: str) -> set[str]:
    listing = f"{code}\nimport sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert _loaded_after("import diplograph") == set()


def test_help_loads_nothing_heavy() -> None:
    assert _loaded_after("from diplograph.cli.run import run; run(['--help'])") == set()


def test_asking_loads_the_engine_and_nothing_else_heavy(demo_store: Path) -> None:
    asking = f"from diplograph.cli.run import run; run(['--store', {str(demo_store)!r}, 'ask', 'who-mediates'])"
    assert _loaded_after(asking) == {"pyoxigraph"}


def test_asking_with_a_name_loads_no_language_model(demo_store: Path) -> None:
    words = ["--store", str(demo_store), "ask", "who-backs-whom", "--backed", "Azerbaijan"]
    assert "spacy" not in _loaded_after(f"from diplograph.cli.run import run; run({words!r})")


def test_a_reader_that_goes_away_is_no_failure(demo_store: Path) -> None:
    query = "SELECT * WHERE { ?s ?p ?o . ?a ?b ?c } LIMIT 20000"
    command = [*MAIN, "--store", str(demo_store), "query", "-e", query, "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def _heed_interrupts() -> None:
    """Tests that a shell runs in the background are started with interrupts ignored, which a process inherits."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupted_command_ends_with_130() -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [*MAIN, "query", "-"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509
    ) as process:
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert told.strip() == b"interrupted"


@pytest.mark.parametrize("arguments", [[], ["--traceback"]])
def test_a_traceback_is_hidden_until_asked_for(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "from diplograph.cli import run\n"
        "def fail(**_): raise RuntimeError('planted')\n"
        "run.app.main = fail\n"
        f"raise SystemExit(run.run({[*arguments, 'doctor']!r}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 70
    assert "unexpected RuntimeError: planted" in run.stderr and "hint:" in run.stderr
    assert ("Traceback" in run.stderr) is bool(arguments)


def test_output_is_the_same_under_another_hash_seed(demo_store: Path) -> None:
    command = [*MAIN, "--store", str(demo_store), "ask", "who-meets-where", "--format", "json"]
    printed = {
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
