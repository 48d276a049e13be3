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
from diplograph.cli.speed import speed_options
from diplograph.errors import DiplographError
from diplograph.queries import Row
from diplograph.sources import SourceArticle, SourceFailure, read_articles

if TYPE_CHECKING:
    from datetime import date

    from diplograph.api import AddReport

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
@speed_options
@format_option()
@click.pass_obj
def command(  # noqa: PLR0913 - click hands over each option as an argument
    settings: Settings,
    /,
    paths: Sequence[str],
    *,
    day: date | None,
    source: str | None,
    keep_going: bool,
    not_taken: bool,
    output: Format,
    **speed: Any,
) -> int:
    """Read articles and add what they say to the store.

    PATH is a .txt, .html or .jsonl file, or - for standard input; a line of JSON Lines is {"text": …, "id": …,
    "date": …, "source": …}. When an article cannot be read, nothing is added unless --keep-going is given. An article
    that the store has already changes nothing. What happens to one article while it is read stops no other; when
    nothing can be read any more, those before stay added. With --not-taken the rows are the names left for review,
    with whom they may mean, and the sentences in which a relation was expected and not found.
    """
    found = [each for path in paths for each in read_articles(path, day, source)]
    failures = [each for each in found if isinstance(each, SourceFailure)]
    if failures and not keep_going:
        raise _whole_failure(failures, len(found))
    articles = [each for each in found if isinstance(each, SourceArticle)]
    reports = _add_all(settings, articles, speed) if articles else []
    pairs = list(zip(articles, reports, strict=True))
    if not_taken:
        show_rows(_NOT_TAKEN_COLUMNS, [row for each in pairs for row in _not_taken_rows(*each)], output)
    else:
        show_rows(_COLUMNS, [_row(*each) for each in pairs], output)
    errors = [failure.error for failure in failures] + [report.error for report in reports if report.error]
    return max((report_error(error, as_json=settings.as_json) for error in errors), default=0)


def _whole_failure(failures: Sequence[SourceFailure], count: int) -> DiplographError:
    first = failures[0].error
    if count == 1:
        return first
    return type(first)(
        f"{len(failures)} of {count} articles cannot be read and nothing was added; the first: {first.message}",
        hint=f"--keep-going adds the others. {first.hint}",
    )


def _add_all(settings: Settings, articles: Sequence[SourceArticle], speed: dict[str, Any]) -> list[AddReport]:
    from diplograph.api import open_graph

    added: list[AddReport] = []
    with open_graph(settings.store, reader=settings.reader) as graph:
        reports = graph.add_articles([each.article for each in articles], **speed)
        try:
            with _progress(reports, len(articles)) as bar:
                for report in bar:
                    added.append(report)  # noqa: PERF402 - what came before a failure is counted
        except DiplographError as error:
            raise _half_way(error, len(added), len(articles)) from error
    return added


def _half_way(error: DiplographError, count: int, total: int) -> DiplographError:
    if count == 0:
        return error
    return type(error)(
        f"{error.message} ({count} of {total} articles were added before)",
        hint=f"the same command goes on from there; what the store has is not read again. {error.hint}",
    )


def _progress(reports: Iterator[AddReport], count: int) -> Any:
    """A bar on stderr when that is a terminal and there is something to wait for."""
    is_hidden = count < 2 or not sys.stderr.isatty()
    return click.progressbar(reports, length=count, label="reading", file=sys.stderr, hidden=is_hidden)


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
