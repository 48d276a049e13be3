"""Reads the tables beside the tests; a row with `xfail` is a known failure with its reason."""

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def read_cases(file: str) -> list[Any]:
    rows = [json.loads(line) for line in (HERE / file).read_text(encoding="utf-8").splitlines()]
    return [
        pytest.param(row, id=row["id"], marks=[pytest.mark.xfail(reason=row["xfail"])] if "xfail" in row else [])
        for row in rows
    ]
