"""Reads the tables beside the tests; a row with `xfail` is a known failure with its reason."""

import csv
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def read_cases(file: str, *columns: str) -> list[Any]:
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        pytest.param(
            row,
            id=" ".join(row[column] for column in columns),
            marks=[pytest.mark.xfail(reason=row["xfail"])] if row["xfail"] else [],
        )
        for row in rows
    ]
