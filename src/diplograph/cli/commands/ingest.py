"""`ingest`: articles from files and standard input into the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from diplograph.cli.app import Settings
from diplograph.cli.dates import DAY
from diplograph.cli.formats import Format, format_option, show_rows
from diplograph.cli.problems import report_error
from diplograph.cli.readers import reader_option
from diplograph.errors import DiplographError, LimitError
from diplograph.queries import Row
from diplograph.sources import SourceArticle, SourceFailure, read_articles

if TYPE_CHECKING:
    from datetime import date

    from diplograph.api import AddReport, KnowledgeGraph

_COLUMNS = ("article", "file", "date", "source", "state", "claims", "links", "not_taken", "reasons")
_NOT_TAKEN_COLUMNS = ("article", "file", "start", "end", "exact", "reason", "detail", "candidates")


@click.command("ingest", short_help="Read articles and add what they say to the store.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH|-…")
@click.option(
    "--date", "day", type=DAY, metavar="DATE", help="Day of publication, YYYY-MM-DD, of articles that bring none."
)
@click.option("--source", help="The outlet of articles that bring none.")
@click.option("--keep-going", is_flag=True, help="Add the articles that can be read even when others cannot.")
@click.option("--not-taken", is_flag=True, help="Print what was seen and left out, and why, a row each.")
@reader_option()
@format_option()
@click.pass_obj
def command(  # noqa: PLR0913 - click hands over each option as an argument
    settings: Settings,
    paths: Sequence[str],
    *,
    day: date | None,
    source: str | None,
    keep_going: bool,
    not_taken: bool,
    output: Format,
) -> int:
    """Read articles and add what they say to the store.

    PATH is a .txt, .html or .jsonl file, or - for standard input; a line of JSON Lines is {"text": …, "id": …,
    "date": …, "source": …}. When an article cannot be read, nothing is added unless --keep-going is given. An article
    that the store has already changes nothing. Where a reader fails half-way, the articles before stay added. With
    --not-taken the rows are the names left for review, with whom they may mean, and the sentences in which a relation
    was expected and not found.
    """
    found = [each for path in paths for each in read_articles(path, day, source)]
    failures = [each for each in found if isinstance(each, SourceFailure)]
    if failures and not keep_going:
        raise _whole_failure(failures, len(found))
    articles = [each for each in found if isinstance(each, SourceArticle)]
    limits = failures if keep_going else None
    reports = list(_add_all(settings, articles, limits)) if articles else []
    if not_taken:
        show_rows(_NOT_TAKEN_COLUMNS, [row for each in reports for row in _not_taken_rows(*each)], output)
    else:
        show_rows(_COLUMNS, [_row(*each) for each in reports], output)
    codes = [report_error(failure.error, as_json=settings.as_json) for failure in failures]
    return max(codes, default=0)


def _whole_failure(failures: Sequence[SourceFailure], count: int) -> DiplographError:
    first = failures[0].error
    if count == 1:
        return first
    return type(first)(
        f"{len(failures)} of {count} articles cannot be read and nothing was added; the first: {first.message}",
        hint=f"--keep-going adds the others. {first.hint}",
    )


def _add_all(
    settings: Settings, articles: Sequence[SourceArticle], limits: list[SourceFailure] | None
) -> Iterator[tuple[SourceArticle, AddReport]]:
    """Add articles; those on which the reader reached a limit go to `limits`, or end the work where that is None."""
    from diplograph.api import open_graph

    count = 0
    with open_graph(settings.store, reader=settings.reader) as graph, _progress(articles) as bar:
        for each in bar:
            try:
                report = _add(graph, each)
            except DiplographError as error:
                if limits is None or not isinstance(error, LimitError):
                    raise _half_way(error, count, len(articles)) from error
                limits.append(SourceFailure(each.origin, error))
                continue
            count += 1
            yield each, report


def _add(graph: KnowledgeGraph, each: SourceArticle) -> AddReport:
    return graph.add_article(each.article)


def _half_way(error: DiplographError, count: int, total: int) -> DiplographError:
    if count == 0:
        return error
    return type(error)(
        f"{error.message} ({count} of {total} articles were added before)",
        hint=f"the same command goes on from there; what the store has is not read again. {error.hint}",
    )


def _progress(articles: Sequence[SourceArticle]) -> Any:
    """A bar on stderr when that is a terminal and there is something to wait for."""
    is_hidden = len(articles) < 2 or not sys.stderr.isatty()
    return click.progressbar(articles, label="reading", file=sys.stderr, hidden=is_hidden)


def _row(each: SourceArticle, report: AddReport) -> Row:
    return {
        "article": report.article_id,
        "file": each.origin,
        "date": each.article.date.isoformat() if each.article.date else None,
        "source": each.article.source,
        "state": report.state.value,
        "claims": len(report.claims),
        "links": len(report.links),
        "not_taken": len(report.not_taken),
        "reasons": "; ".join(f"{reason}: {count}" for reason, count in report.reasons.items()),
    }


def _not_taken_rows(each: SourceArticle, report: AddReport) -> Iterator[Row]:
    for left_out in report.not_taken:
        yield {
            "article": report.article_id,
            "file": each.origin,
            "start": left_out.span.start,
            "end": left_out.span.end,
            "exact": left_out.span.exact,
            "reason": left_out.reason,
            "detail": left_out.detail,
            "candidates": "; ".join(f"{c.actor.label} ({c.score:.2f})" for c in left_out.candidates),
        }
