"""The command line run in this process, and what it printed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from diplograph.cli.run import run

ARTICLE = "Russia backs Armenia, the Kremlin said. Armenia will hold talks with Azerbaijan in Tbilisi on Monday.\n"
FORMATS = ["table", "json", "jsonl", "csv", "tsv"]


@dataclass(frozen=True)
class Outcome:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


class Shell:
    """Runs commands and catches what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str], store: Path | None = None) -> None:
        self._capsys = capsys
        self._store = store

    def __call__(self, *arguments: str | Path) -> Outcome:
        words: Sequence[str] = [str(argument) for argument in arguments]
        if self._store and "--store" not in words:
            words = ["--store", str(self._store), *words]
        self._capsys.readouterr()
        code = run(words)
        printed = self._capsys.readouterr()
        return Outcome(code, printed.out, printed.err)
