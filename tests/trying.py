"""How many examples costly property tests try: a few, and as many times more as `DIPLOGRAPH_TEST_EXAMPLES` says."""

from __future__ import annotations

import os


def examples(few: int) -> int:
    return few * int(os.environ.get("DIPLOGRAPH_TEST_EXAMPLES", "1"))
