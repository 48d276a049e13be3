"""Lets the tests use the modules that the scripts consist of."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
