"""The W3C's tests of the SPARQL 1.1 Protocol for queries; those of updates are with the tests of updates."""

from typing import Any

import pytest
from protocol_cases import CASES, check_case
from served import Served


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case["id"].startswith("update_")], ids=lambda case: case["id"]
)
def test_the_protocol_of_queries(served: Served, case: Any) -> None:
    check_case(served, case)
