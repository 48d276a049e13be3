"""The `--format` option, and rows and graphs in each format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

import click

from diplograph.queries import Answer, Row, Value

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Format(StrEnum):
    """How data is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    TTL = "ttl"


_BLOCK_CHARACTERS = 100_000
ROW_FORMATS = (Format.TABLE, Format.JSON, Format.JSONL, Format.CSV, Format.TSV)


def format_option(
    default: Format = Format.TABLE, choices: Sequence[Format] = ROW_FORMATS
) -> Callable[[Decorated], Decorated]:
    """Adds `--format` to a command, as its argument `output`."""
    return click.option(
        "--format",
        "output",
        type=click.Choice([choice.value for choice in choices]),
        callback=lambda _ctx, _option, value: Format(value),
        default=default.value,
        show_default=True,
        help="How the data is printed.",
    )


def show_answer(answer: Answer, output: Format) -> None:
    """Print the rows of an answer; a table leaves out hidden columns, every other format has all."""
    if output is Format.TABLE:
        from diplograph.cli.table import render_answer

        click.echo(render_answer(answer), nl=False)
    else:
        show_rows(answer.columns, answer.rows, output)


def show_rows(columns: Sequence[str], rows: Iterable[Row], output: Format) -> None:
    """Print rows that have the same columns."""
    match output:
        case Format.TABLE:
            from diplograph.cli.table import render_rows

            click.echo(render_rows(columns, list(rows)), nl=False)
        case Format.JSON:
            show_json([dict(row) for row in rows])
        case Format.JSONL:
            for row in rows:
                click.echo(json.dumps(dict(row), ensure_ascii=False))
        case Format.CSV:
            _show_csv(columns, rows)
        case _:
            click.echo("\t".join(columns))
            for row in rows:
                click.echo("\t".join(_tsv_cell(row[column]) for column in columns))


def show_json(value: object) -> None:
    """Print one JSON value, indented."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _show_csv(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Rows are printed as they come, in blocks."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
        if text.tell() > _BLOCK_CHARACTERS:
            click.echo(text.getvalue(), nl=False)
            text.seek(text.truncate(0))
    click.echo(text.getvalue(), nl=False)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, bool) else str(value)


def _tsv_cell(value: Value) -> str:
    return _cell(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
