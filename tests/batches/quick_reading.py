"""Loaded by the cluster's workers before they start: reading that costs nothing, and one text that kills its reader.

Who read what is noted in the file that the environment names.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from diplograph.batches import dask_
from diplograph.model import Article, Extraction

KILLER = "This text ends the process that reads it."
LOG_VARIABLE = "QUICK_READING_LOG"


def read_quickly(articles: Sequence[Article], way: object = None) -> list[Extraction]:
    for article in articles:
        if article.text == KILLER:
            time.sleep(0.3)
            os._exit(1)
        if log := os.environ.get(LOG_VARIABLE):
            with Path(log).open("a") as lines:
                lines.write(f"{os.getpid()} {article.id}\n")
    time.sleep(0.05)
    return [Extraction(article, (), (), (), "quick/1") for article in articles]


def dask_setup(worker: object) -> None:
    dask_.read_chunk = read_quickly
