"""What a benchmark ran on, and how much memory it held."""

from __future__ import annotations

import os
import platform
import resource
from pathlib import Path


def describe_machine() -> str:
    """Cores, processor and Python."""
    lines = _lines("/proc/cpuinfo")
    model = next((line for line in lines if line.startswith("model name")), platform.processor())
    return f"{os.cpu_count()} cores, {model.split(':')[-1].strip()}, Python {platform.python_version()}"


def peak_memory_mb(who: int = resource.RUSAGE_SELF) -> float:
    """The most memory that this process, or one of its workers, has held."""
    return resource.getrusage(who).ru_maxrss / 1024


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
