"""`check`: what is wrong with the store, the graph or the saved questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_json, show_rows
from diplograph.errors import MissingPartError, UsageError

if TYPE_CHECKING:
    from diplograph.queries import Row
    from diplograph.reasoning import Finding, Report

_COLUMNS = ("part", "severity", "graphs", "titles", "about", "message", "because")
_QUESTIONS = "questions"
EXIT_VIOLATIONS = 1


@click.command("check", short_help="Check the graph, its evidence and the questions.")
@click.option("--part", "parts", multiple=True, metavar="NAME", help="Only this part of the check; may be repeated.")
@click.option("--all", "is_all", is_flag=True, help="Check articles again that were found sound before.")
@click.option("--article", metavar="ID", help="Check one article only.")
@format_option()
@click.pass_obj
def command(settings: Settings, parts: tuple[str, ...], is_all: bool, article: str | None, output: Format) -> int:  # noqa: FBT001
    """Check the store in parts: store, evidence, vocabulary, dates, inferences, shapes, consistency, hermit, questions.

    Articles are checked once: those in which nothing was found are left out the next time, until they, the register,
    the ontology or diplograph change. Each finding names the article, or the register, the reviews or the inferred
    graph, that is to blame.

    Exit code 1: something is wrong. Exit code 7: HermiT could not be asked because Java is missing.
    """
    from diplograph.queries.lint import lint_catalogue
    from diplograph.reasoning import check
    from diplograph.store import open_store

    chosen = _choose(parts, is_one_article=article is not None)
    with open_store(settings.store, create=False, read_only=True) as store:
        report = check(store, parts=chosen, is_all=is_all, article=article)
        titles = {record.id: record.title or "" for record in store.articles()}
    faults = lint_catalogue() if _QUESTIONS in chosen else ()
    part_rows = list(_part_rows(report, faults if _QUESTIONS in chosen else None))
    rows = [*(_finding_row(finding, titles) for finding in report.findings), *map(_fault_row, faults)]
    if output is Format.JSON:
        show_json({"parts": part_rows, "findings": rows, "notes": list(report.notes)})
    else:
        _tell_parts(part_rows, report.notes, is_data=output is Format.TABLE)
        if output is Format.TABLE:
            from diplograph.cli.findings import render_findings

            click.echo(render_findings(rows), nl=False)
        else:
            show_rows(_COLUMNS, rows, output)
    if faults or not report.is_clean:
        return EXIT_VIOLATIONS
    return MissingPartError.exit_code if any(part.missing for part in report.parts) else 0


def _choose(parts: Sequence[str], *, is_one_article: bool) -> tuple[str, ...]:
    """The parts to carry out.

    Raises:
        UsageError: there is no such part, or it does not look at single articles.
    """
    from diplograph.reasoning import OF_ARTICLES, PARTS

    known = OF_ARTICLES if is_one_article else (*PARTS, _QUESTIONS)
    for part in parts:
        if part not in known:
            whose = "of a check of one article" if is_one_article else "of a check"
            raise UsageError(f"{part!r} is no part {whose}", hint=f"parts: {', '.join(known)}")
    return tuple(parts) or known


def _finding_row(finding: Finding, titles: Mapping[str, str]) -> Row:
    return {
        "part": finding.part,
        "severity": finding.severity.value,
        "graphs": " ".join(finding.sources) or None,
        "titles": " | ".join(filter(None, (titles.get(name) for name in finding.sources))) or None,
        "about": finding.about or None,
        "message": finding.message,
        "because": "; ".join(finding.because) or None,
    }


def _fault_row(fault: str) -> Row:
    known = {"part": _QUESTIONS, "severity": "violation", "message": fault}
    return {column: known.get(column) for column in _COLUMNS}


def _part_rows(report: Report, faults: tuple[str, ...] | None) -> Iterator[Row]:
    for part in report.parts:
        count = sum(finding.part == part.name for finding in report.findings)
        missing = f"{part.missing.message} ({part.missing.hint})" if part.missing else None
        yield {"part": part.name, "summary": part.summary, "findings": count, "missing": missing}
    if faults is not None:
        yield {"part": _QUESTIONS, "summary": "lint", "findings": len(faults), "missing": None}


def _tell_parts(rows: Sequence[Row], notes: Sequence[str], *, is_data: bool) -> None:
    for row in rows:
        result = row["missing"] or (f"{row['findings']} findings" if row["findings"] else "ok")
        click.echo(f"{row['part']:<12} {result} ({row['summary']})", err=not is_data)
    for note in notes:
        click.echo(f"note: {note}", err=True)
