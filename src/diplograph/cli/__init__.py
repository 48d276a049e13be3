"""The command line: data on stdout, talk on stderr, one file per command, no logic of its own.

Exit codes: 0 ok; 1 nothing found or violations; 2 usage; 3 bad input; 4 query error; 5 a limit was hit; 6 store;
7 an optional part is missing; 70 a fault of diplograph's own; 130 interrupted.
"""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command that the process was started with, and end the process with its exit code."""
    from diplograph.cli.early import end_early, start_early

    start_early(sys.argv[1:])
    from diplograph.cli.run import run

    try:
        code = run(sys.argv[1:])
    finally:
        end_early()
    sys.exit(code)
