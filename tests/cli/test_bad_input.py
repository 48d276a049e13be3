"""Bad input gets one clear error with a hint and the right exit code, and changes nothing."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from diplograph.store import open_store

CASES = json.loads((Path(__file__).parent / "bad_input.json").read_text(encoding="utf-8"))


@pytest.fixture(params=CASES, ids=lambda case: case["id"])
def case(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def bad(case: Any, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    for name, content in case.get("files", {}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_bytes(content))
    return request.getfixturevalue("demo" if case.get("store") == "demo" else "shell")


def _bytes(content: Any) -> bytes:
    if isinstance(content, str):
        return content.encode()
    if "hex" in content:
        return bytes.fromhex(content["hex"])
    return f"{content.get('before', '')}{content['repeat'] * content['times']}{content.get('after', '')}".encode()


def test_bad_input_gets_one_error_with_a_hint(case: Any, bad: Any, tmp_path: Path) -> None:
    before = _tree(tmp_path)
    outcome = bad(*case["args"])
    assert outcome.code == case["code"], outcome.err
    assert case["says"] in outcome.err
    assert case.get("hint", "") in outcome.err
    assert "Traceback" not in outcome.err
    if case["says"] != "nothing found":
        assert outcome.err.count("error:") == 1 and outcome.err.count("hint:") == 1
    assert _tree(tmp_path) == before


def test_the_same_error_in_json_is_problem_details(case: Any, bad: Any) -> None:
    if case["args"][0] == "export" or case["says"] in {"nothing found", "xml", "no graph"}:
        return
    problem = json.loads(bad(*case["args"], "--format", "json").err.splitlines()[-1])
    assert {"type", "title", "status", "detail", "hint"} <= problem.keys()
    assert case["says"] in problem["detail"]


def _tree(folder: Path) -> dict[str, str]:
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_a_store_in_use_is_told_with_who_uses_it(shell: Any, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Kenya and Oman held talks in Muscat.")
    store = tmp_path / "busy.store"
    with open_store(str(store)):
        outcome = shell("--store", store, "ingest", article)
    assert outcome.code == 6
    assert "in use" in outcome.err and "hint:" in outcome.err


def test_a_broken_line_leaves_the_store_as_it_was(demo_store: Path, shell: Any, tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"text": "Kenya and Oman held talks in Muscat."}\n{"text": \n')
    before = shell("--store", demo_store, "article", "list", "--format", "json").json
    outcome = shell("--store", demo_store, "ingest", lines)
    assert outcome.code == 3 and "nothing was added" in outcome.err and "--keep-going" in outcome.err
    assert shell("--store", demo_store, "article", "list", "--format", "json").json == before
