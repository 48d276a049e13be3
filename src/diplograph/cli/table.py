"""Rows as aligned text. On a terminal the columns are narrowed to its width; what is shown is the same everywhere."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence

import click

from diplograph.queries import Answer, Row, Value

_GAP = "  "
_INDENT = "    "
_LEAST_WIDTH = 8
_WIDEST_PROSE = 110


def render_answer(answer: Answer) -> str:
    """An answer as a table with the evidence on lines of its own under each row."""
    evidence = answer.view.get("evidence")
    columns = [column for column in answer.shown_columns if column != evidence]
    quotations = [row.get(evidence) if evidence else None for row in answer.rows]
    return _render(columns, answer.rows, quotations)


def render_rows(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Rows as a table."""
    return _render(columns, rows, [None] * len(rows))


def _render(columns: Sequence[str], rows: Sequence[Row], quotations: Sequence[Value]) -> str:
    cells = [[_text(row[column]) for column in columns] for row in rows]
    natural = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    widths = _narrow(natural, _terminal_width())
    lines = [click.style(line, bold=True) for line in _lines(columns, widths)] if rows else []
    for row, quotation in zip(cells, quotations, strict=True):
        lines += _lines(row, widths)
        if quotation is not None:
            lines += [click.style(line, dim=True) for line in _quote(str(quotation))]
    return "".join(f"{line}\n" for line in lines)


def _text(value: Value) -> str:
    if value is None:
        return ""
    return " ".join(str(value).split())


def _terminal_width() -> int | None:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _narrow(widths: Sequence[int], room: int | None) -> list[int]:
    """Widths that fit the room, the widest columns narrowed first; the natural ones when there is no limit."""
    narrowed = list(widths)
    while room and sum(narrowed) + len(_GAP) * (len(narrowed) - 1) > room and max(narrowed) > _LEAST_WIDTH:
        narrowed[narrowed.index(max(narrowed))] -= 1
    return narrowed


def _lines(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped), default=0)
    padded = [[*lines, *[""] * (height - len(lines))] for lines in wrapped]
    rows = zip(*padded, strict=True)
    return [_GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _quote(sentence: str) -> list[str]:
    width = min(_terminal_width() or _WIDEST_PROSE, _WIDEST_PROSE)
    quoted = f"“{' '.join(sentence.split())}”"
    return textwrap.wrap(quoted, width, initial_indent=_INDENT, subsequent_indent=f"{_INDENT} ")
