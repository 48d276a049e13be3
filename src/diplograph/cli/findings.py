"""The findings of a check as text, by the graph that is to blame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from diplograph.queries import Row
from diplograph.vocab import ARTICLE, KB

SHOWN = 20
"""How many findings on one graph are shown."""


def render_findings(rows: Sequence[Row]) -> str:
    """Rows with the columns `part`, `severity`, `graphs`, `titles`, `about`, `message` and `because`.

    Example:
        f25818f69807eb4a  Talks in Muscat
          violation  shapes  f25818f69807eb4a/claim/2
            A claim rests on at least one span of text.
    """
    ordered = sorted(rows, key=_heading)
    lines = [line for heading, group in groupby(ordered, key=_heading) for line in _block(heading, list(group))]
    return "".join(f"{line}\n" for line in lines)


def _heading(row: Row) -> str:
    return "  ".join(str(row[column]) for column in ("graphs", "titles") if row[column])


def _block(heading: str, rows: Sequence[Row]) -> Iterator[str]:
    yield ""
    yield click.style(heading or "the store as a whole", bold=True)
    for row in rows[:SHOWN]:
        about = str(row["about"] or "").removeprefix(ARTICLE).removeprefix(KB)
        yield f"  {row['severity']}  {row['part']}  {about}".rstrip()
        yield f"    {row['message']}"
        for reason in str(row["because"] or "").split("; ") if row["because"] else ():
            yield click.style(f"      {reason}", dim=True)
    if len(rows) > SHOWN:
        yield f"  and {len(rows) - SHOWN} more: --format csv shows them all"
