"""`check`: what is wrong with the store, the graph or the saved questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_json, show_rows
from diplograph.errors import MissingPartError

if TYPE_CHECKING:
    from diplograph.queries import Row
    from diplograph.reasoning import Report

_COLUMNS = ("part", "severity", "about", "message")
EXIT_VIOLATIONS = 1


@click.command("check", short_help="Check the graph, its evidence and the questions.")
@format_option()
@click.pass_obj
def command(settings: Settings, output: Format) -> int:
    """Check the store, dangling evidence, inferences, SHACL shapes, OWL consistency and the saved questions.

    Exit code 1: something is wrong. Exit code 7: OWL consistency could not be checked because Java is missing.
    """
    from diplograph.queries.lint import lint_catalogue
    from diplograph.reasoning import check
    from diplograph.store import open_store

    with open_store(settings.store, create=False, read_only=True) as store:
        report = check(store)
    faults = lint_catalogue()
    rows = [*_finding_rows(report), *map(_fault_row, faults)]
    if output is Format.JSON:
        show_json({"parts": list(_part_rows(report, faults)), "findings": rows})
    else:
        _tell_parts(report, faults, is_data=output is Format.TABLE)
        show_rows(_COLUMNS, rows, output)
    if faults or not report.is_clean:
        return EXIT_VIOLATIONS
    return MissingPartError.exit_code if any(part.missing for part in report.parts) else 0


def _finding_rows(report: Report) -> Iterator[Row]:
    for finding in report.findings:
        yield {
            "part": finding.part,
            "severity": finding.severity.value,
            "about": finding.about or None,
            "message": finding.message,
        }


def _fault_row(fault: str) -> Row:
    return {"part": "questions", "severity": "violation", "about": None, "message": fault}


def _part_rows(report: Report, faults: tuple[str, ...]) -> Iterator[Row]:
    for part in report.parts:
        count = sum(finding.part == part.name for finding in report.findings)
        missing = f"{part.missing.message} ({part.missing.hint})" if part.missing else None
        yield {"part": part.name, "summary": part.summary, "findings": count, "missing": missing}
    yield {"part": "questions", "summary": "lint", "findings": len(faults), "missing": None}


def _tell_parts(report: Report, faults: tuple[str, ...], *, is_data: bool) -> None:
    for row in _part_rows(report, faults):
        result = row["missing"] or (f"{row['findings']} findings" if row["findings"] else "ok")
        click.echo(f"{row['part']:<12} {result} ({row['summary']})", err=not is_data)
